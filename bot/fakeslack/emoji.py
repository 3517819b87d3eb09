"""The standard emoji, as far as the fake knows them, under the names and categories of Slack.

A part of the few thousand that Slack has (https://docs.slack.dev/reference/methods/emoji.list), so
a name that is missing here may be a good one all the same.
"""

import re

from bot.fakeslack.errors import Json

CATEGORIES_VERSION = "5"
CUSTOM_NAME = re.compile(r"[a-z0-9_\-]{1,100}")

_NAMES = {
    "Smileys & People": """
        grinning smiley smile grin laughing sweat_smile rolling_on_the_floor_laughing joy
        slightly_smiling_face upside_down_face wink blush innocent heart_eyes star-struck
        kissing_heart yum stuck_out_tongue zany_face hugging_face face_with_hand_over_mouth
        shushing_face thinking_face zipper_mouth_face neutral_face expressionless no_mouth smirk
        unamused face_with_rolling_eyes grimacing relieved pensive sleepy sleeping mask
        face_with_thermometer face_with_head_bandage nauseated_face sneezing_face hot_face
        cold_face dizzy_face exploding_head partying_face sunglasses nerd_face confused worried
        slightly_frowning_face open_mouth astonished flushed pleading_face fearful cold_sweat
        cry sob scream confounded persevere disappointed sweat weary tired_face yawning_face
        triumph rage angry skull ghost alien robot_face see_no_evil hear_no_evil speak_no_evil
        kiss sparkling_heart heartbeat heart orange_heart yellow_heart green_heart blue_heart
        purple_heart black_heart broken_heart 100 anger boom dizzy sweat_drops dash
        speech_balloon thought_balloon zzz wave raised_back_of_hand
        raised_hand_with_fingers_splayed hand raised_hand spock-hand ok_hand pinching_hand v
        crossed_fingers i_love_you_hand_sign the_horns call_me_hand point_left point_right
        point_up_2 point_down point_up +1 thumbsup -1 thumbsdown fist facepunch punch
        left-facing_fist right-facing_fist clap raised_hands open_hands palms_up_together
        handshake pray writing_hand muscle ear nose brain eyes eye baby child
        person_with_blond_hair older_adult no_good ok_woman raising_hand bow face_palm shrug cop
        detective guardsman construction_worker male-doctor female-doctor male-technologist
        female-technologist firefighter male-firefighter female-firefighter walking running
        dancer busts_in_silhouette bust_in_silhouette speaking_head_in_silhouette footprints
    """,
    "Animals & Nature": """
        monkey_face dog cat tiger lion_face horse unicorn_face zebra_face cow pig mouse hamster
        rabbit hedgehog bear panda_face koala sloth otter kangaroo turkey chicken baby_chick
        bird penguin eagle duck owl flamingo parrot frog crocodile turtle lizard snake dragon
        whale dolphin fish octopus shell snail butterfly bug ant bee beetle ladybug cricket
        spider spider_web scorpion mosquito microbe bouquet cherry_blossom rose sunflower tulip
        seedling evergreen_tree deciduous_tree palm_tree cactus herb four_leaf_clover maple_leaf
        fallen_leaf leaves mushroom sunny cloud rain_cloud thunder_cloud_and_rain lightning
        snowflake snowman fire droplet ocean zap rainbow crescent_moon full_moon star star2
    """,
    "Food & Drink": """
        grapes melon watermelon tangerine lemon banana pineapple mango apple green_apple pear
        peach cherries strawberry tomato coconut avocado eggplant potato carrot corn hot_pepper
        cucumber broccoli garlic onion bread croissant pretzel pancakes cheese_wedge
        meat_on_bone bacon hamburger fries pizza hotdog sandwich taco burrito egg cooking
        popcorn rice sushi doughnut cookie birthday cake cupcake pie chocolate_bar candy
        honey_pot coffee tea wine_glass cocktail beer beers champagne
    """,
    "Travel & Places": """
        earth_africa earth_americas earth_asia world_map compass mountain volcano camping
        beach_with_umbrella house office hospital bank hotel school factory castle tent
        bridge_at_night hotsprings ferris_wheel steam_locomotive train bus ambulance fire_engine
        police_car taxi car truck tractor bike motorway fuelpump rotating_light traffic_light
        octagonal_sign construction anchor boat ship airplane helicopter rocket flying_saucer
        hourglass hourglass_flowing_sand watch alarm_clock stopwatch timer_clock clock1 clock12
    """,
    "Activities": """
        jack_o_lantern christmas_tree fireworks sparkler sparkles balloon tada confetti_ball
        ribbon gift ticket admission_tickets medal trophy sports_medal first_place_medal
        second_place_medal third_place_medal soccer basketball football tennis bowling golf dart
        8ball crystal_ball video_game game_die jigsaw chess_pawn art
    """,
    "Objects": """
        eyeglasses necktie shirt jeans dress handbag school_satchel high_heel crown tophat
        mortar_board gem mute loud_sound loudspeaker mega bell no_bell musical_note microphone
        headphones radio guitar iphone telephone telephone_receiver battery electric_plug
        computer desktop_computer printer keyboard floppy_disk cd movie_camera tv camera mag
        mag_right candle bulb flashlight book books notebook ledger page_with_curl scroll
        page_facing_up newspaper bookmark_tabs bookmark label moneybag credit_card receipt chart
        email envelope incoming_envelope outbox_tray inbox_tray package mailbox
        ballot_box_with_ballot pencil2 memo briefcase file_folder open_file_folder
        card_index_dividers date calendar spiral_calendar_pad chart_with_upwards_trend
        chart_with_downwards_trend bar_chart clipboard pushpin round_pushpin paperclip
        straight_ruler scissors card_file_box file_cabinet wastebasket lock unlock key hammer
        pick hammer_and_wrench wrench nut_and_bolt gear link toolbox magnet test_tube microscope
        telescope satellite_antenna syringe pill adhesive_bandage stethoscope door bed broom
        basket soap sponge fire_extinguisher shopping_trolley
    """,
    "Symbols": """
        warning no_entry no_entry_sign x o heavy_check_mark white_check_mark
        ballot_box_with_check heavy_multiplication_x heavy_plus_sign heavy_minus_sign question
        exclamation bangbang interrobang grey_question recycle arrow_up arrow_right arrow_down
        arrow_left arrows_counterclockwise back end soon top repeat arrow_forward
        black_square_for_stop double_vertical_bar fast_forward rewind wheelchair parking
        radioactive_sign biohazard_sign infinity hash zero one two three four five six seven
        eight nine keycap_ten ok cool free new ng sos up vs information_source abc red_circle
        large_orange_circle large_yellow_circle large_green_circle large_blue_circle
        large_purple_circle black_circle white_circle large_red_square large_green_square
        black_large_square white_large_square large_orange_diamond large_blue_diamond
    """,
    "Flags": """
        checkered_flag triangular_flag_on_post crossed_flags waving_black_flag waving_white_flag
        rainbow-flag pirate_flag flag-de flag-fr flag-gb flag-in flag-jp us
    """,
}
CATEGORIES = {category: tuple(names.split()) for category, names in _NAMES.items()}
STANDARD = frozenset(name for names in CATEGORIES.values() for name in names)


def categories_json() -> list[Json]:
    """The categories as `emoji.list` tells them."""
    return [{"name": name, "emoji_names": list(names)} for name, names in CATEGORIES.items()]

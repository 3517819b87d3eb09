"""The pieces that messages are made of."""

from bot.domain.ids import Number
from bot.slack.render import parts, words
from bot.slack.speech import speech_in
from tests.builders import ADA, a_message


def test_a_person_is_a_mention_and_nobody_is_called_nobody():
    speech = speech_in("en-GB")

    assert words.person(ADA, speech) == parts.mention(ADA) == f"<@{ADA}>"
    assert words.person(None, speech) == "nobody"


def test_a_permalink_is_the_one_that_slack_gives():
    ref = a_message("1795518000.000123")

    link = parts.permalink("https://acme.slack.example/", ref)

    assert link == f"https://acme.slack.example/archives/{ref.channel}/p1795518000000123"


def test_an_address_shows_itself_and_carries_no_label():
    assert parts.address("https://x.example/a?b=1&c=2|here") == (
        "<https://x.example/a?b=1&amp;c=2%7Chere>"
    )


def test_a_quotation_is_literal_and_only_addresses_can_be_clicked():
    quote = parts.quote("<!channel> *see* https://x.example/a, please")

    assert quote["elements"][0]["elements"] == [
        {"type": "text", "text": "<!channel> *see* "},
        {"type": "link", "url": "https://x.example/a"},
        {"type": "text", "text": ", please"},
    ]


def test_mrkdwn_is_never_searched_for_names_or_channels():
    assert parts.section("@here #general")["text"]["verbatim"] is True
    assert parts.context("@here")["elements"][0]["verbatim"] is True


def test_a_button_says_more_to_a_screen_reader_than_it_shows():
    button = parts.button("Claim", "claim", Number(42), says="Claim INC-42")

    assert button["text"]["text"] == "Claim"
    assert button["accessibility_label"] == "Claim INC-42"
    assert button["value"] == "42"


def test_a_row_without_buttons_is_left_out_of_the_message():
    message = parts.message("hello", parts.section("hello"), parts.actions("row", []))

    assert [block["type"] for block in message.blocks] == ["section"]


def test_a_long_text_is_cut_to_what_a_screen_reader_can_bear():
    assert len(parts.message("x" * 5000).text) == 1000

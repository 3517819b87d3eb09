"""The pieces that messages are made of."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.ids import Number
from bot.slack.render import parts
from tests.builders import ADA, a_message

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


def test_a_moment_is_shown_in_each_readers_own_zone_with_the_teams_as_fallback():
    assert parts.moment(NOON, BERLIN) == (
        "<!date^1795518000^{date_short_pretty} {time}|Tue 24 Nov 12:00 Europe/Berlin>"
    )


def test_a_spoken_moment_names_its_zone():
    assert parts.spoken_moment(NOON, BERLIN) == "Tue 24 Nov 12:00 (Europe/Berlin)"


def test_a_day_has_its_time_only_if_there_is_one():
    assert parts.day(date(2026, 11, 6)) == "Fri 6 Nov"
    assert parts.day(date(2026, 11, 6), time(17, 5)) == "Fri 6 Nov 17:05"


def test_nobody_is_called_nobody():
    assert parts.mention(ADA) == f"<@{ADA}>"
    assert parts.mention(None) == "nobody"


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

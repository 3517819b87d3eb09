"""Emoji on cards: the same one in every skin, and which of two events is the later."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.reaction import TOO_LATE_TO_MENTION, base_name
from tests.builders import NOW, a_toggle


@pytest.mark.parametrize(
    ("name", "base"),
    [
        pytest.param("eyes", "eyes", id="plain"),
        pytest.param(":eyes:", "eyes", id="in colons"),
        pytest.param("EYES", "eyes", id="shouted"),
        pytest.param("raised_hand::skin-tone-2", "raised_hand", id="lightest"),
        pytest.param("raised_hand::skin-tone-3", "raised_hand", id="light"),
        pytest.param("raised_hand::skin-tone-4", "raised_hand", id="medium"),
        pytest.param("raised_hand::skin-tone-5", "raised_hand", id="dark"),
        pytest.param("raised_hand::skin-tone-6", "raised_hand", id="darkest"),
        pytest.param(":raised_hand::skin-tone-6:", "raised_hand", id="toned in colons"),
        pytest.param("handshake::skin-tone-2-4", "handshake", id="two hands"),
        pytest.param("handshake::skin-tone-6-6", "handshake", id="two alike hands"),
        pytest.param("thumbsup", "+1", id="another name"),
        pytest.param("thumbsdown", "-1", id="another name too"),
        pytest.param("+1", "+1", id="its first name"),
        pytest.param("thumbsup::skin-tone-5", "+1", id="another name, toned"),
        pytest.param("+1::skin-tone-5", "+1", id="first name, toned"),
        pytest.param("wave::skin-tone-1", "wave::skin-tone-1", id="no such tone"),
        pytest.param("wave::skin-tone-7", "wave::skin-tone-7", id="no such tone either"),
        pytest.param("wave::skin-tone-2-7", "wave::skin-tone-2-7", id="no such second tone"),
        pytest.param("skin-tone-2", "skin-tone-2", id="a tone alone"),
        pytest.param("eyes_2", "eyes_2", id="a team's own"),
    ],
)
def test_an_emoji_is_the_same_in_every_skin_and_by_every_name(name, base):
    assert base_name(name) == base
    assert a_toggle(name).base == base


def test_a_toggle_keeps_the_name_as_slack_wrote_it():
    assert a_toggle("raised_hand::skin-tone-3").name == "raised_hand::skin-tone-3"


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        pytest.param("1772530200.000200", "1772530200.000100", id="a ten-thousandth later"),
        pytest.param("1772530200.000002", "1772530200.000001", id="a millionth later"),
        pytest.param("1772530200.1", "1772530200.000900", id="fewer digits"),
        pytest.param("1772530200.5", "1772530200.123456", id="fewer digits, larger"),
        pytest.param("1772530201", "1772530200.999999", id="no fraction"),
        pytest.param("10000000000.000000", "9999999999.999999", id="one digit more"),
        pytest.param("1772530200.0000000002", "1772530200.0000000001", id="finer than a float"),
    ],
)
def test_the_later_of_two_events_is_told_by_their_decimals(later, earlier):
    assert a_toggle(event_ts=later).is_after(earlier)
    assert not a_toggle(event_ts=earlier).is_after(later)


@pytest.mark.parametrize("same", ["1772530200.000100", "1772530200.0001", "1772530200.00010000"])
def test_an_event_is_not_after_itself(same):
    assert not a_toggle(event_ts="1772530200.000100").is_after(same)


def test_a_toggle_happened_when_slacks_clock_says():
    toggle = a_toggle(event_ts="1772530200.250000")

    assert toggle.at == datetime(2026, 3, 3, 9, 30, 0, 250_000, tzinfo=UTC)
    assert toggle.at - NOW == timedelta(milliseconds=250)


def test_a_refusal_is_not_mentioned_after_ten_minutes():
    assert timedelta(minutes=10) == TOO_LATE_TO_MENTION

"""Being on call, around the answer of a rotation: seats, what was last seen, reminders."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from bot.domain.duty import COVER_REMINDERS, Duty, Seat, reminders
from bot.domain.rotation import Why
from tests.builders import ADA

NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TICK = timedelta(microseconds=1)
SEAT = Seat(rotation="primary", person=ADA, invited_at=NOW)
DUTY = Duty(
    rotation="primary",
    watched_until=NOW,
    person=ADA,
    why=Why.TURN,
    announced=ADA,
    since=NOW,
    until=NOW + DAY,
)


@pytest.mark.parametrize(
    ("accepted_at", "left_at", "is_taken"),
    [
        (None, None, False),
        (None, NOW, False),
        (NOW, None, True),
        (NOW, NOW + HOUR, False),
        (NOW, NOW, False),
    ],
    ids=["asked", "declined", "accepted", "left", "left at once"],
)
def test_a_seat_is_taken_by_those_who_have_accepted_and_not_left(
    accepted_at: datetime | None, left_at: datetime | None, is_taken: bool
):
    seat = replace(SEAT, accepted_at=accepted_at, left_at=left_at)

    assert seat.is_taken is is_taken


def test_who_leaves_later_has_turns_until_then():
    seat = replace(SEAT, accepted_at=NOW, left_at=NOW + DAY)

    assert not seat.is_taken
    assert seat.has_turns(NOW + DAY - TICK)
    assert not seat.has_turns(NOW + DAY)


@pytest.mark.parametrize("left_at", [NOW, NOW + DAY], ids=["now", "later"])
def test_who_never_accepted_has_no_turns(left_at: datetime):
    assert not SEAT.has_turns(NOW)
    assert not replace(SEAT, left_at=left_at).has_turns(NOW)


def test_what_was_seen_holds_from_the_look_up_to_the_next_change():
    assert DUTY.holds(NOW)
    assert DUTY.holds(NOW + DAY - TICK)
    assert not DUTY.holds(NOW + DAY)
    assert not DUTY.holds(NOW - TICK)


def test_cover_that_is_wanted_next_month_is_asked_for_again_until_two_hours_before():
    found = reminders(NOW, NOW + 30 * DAY)

    ahead = [NOW + 30 * DAY - one for one in found]
    assert ahead == [28 * DAY, 14 * DAY, 7 * DAY, 3 * DAY, DAY, 12 * HOUR, 2 * HOUR]


def test_a_reminder_that_would_follow_the_question_at_once_is_none():
    assert reminders(NOW, NOW + 3 * HOUR) == (NOW + HOUR,)
    assert reminders(NOW, NOW + 3 * HOUR - TICK) == ()


@given(hours=st.integers(1, 24 * 60))
def test_every_reminder_comes_after_the_question_and_before_the_time(hours: int):
    starts_at = NOW + hours * HOUR

    found = reminders(NOW, starts_at)

    assert list(found) == sorted(found)
    assert all(NOW < at < starts_at for at in found)
    assert {starts_at - at for at in found} <= set(COVER_REMINDERS)

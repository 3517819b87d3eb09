"""What a rotation falls back to where nobody is on call, and what it was before an edit."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import hypothesis.strategies as st
from hypothesis import given

from bot.domain.cadence import EVERY_DAY, Cadence, Span, Unit, Weekday
from bot.domain.cover import ask_cover, back, off, propose, put_on_call, take
from bot.domain.hours import Hours, Window
from bot.domain.ids import UserId
from bot.domain.roster import Member, founded, reordered
from bot.domain.rotation import (
    Layer,
    Rotation,
    Why,
    as_known_at,
    gaps_between,
    on_call_at,
    resolve,
    shifts_between,
)
from tests.builders import ADA, BO, CY, LOU, ZOE

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
TICK = timedelta(microseconds=1)
LONG_AGO = MONDAY - WEEK
WEEKLY = Cadence(timezone="UTC", anchor=MONDAY, unit=Unit.WEEK)
OFFICE = Hours(
    timezone="UTC",
    windows=(
        Window(opens=time(9), closes=time(17), days=EVERY_DAY - {Weekday.SATURDAY, Weekday.SUNDAY}),
    ),
)


def a_rotation(*people: UserId, hours: Hours | None = None, **facts) -> Rotation:
    members = tuple(Member(one, accepted_at=LONG_AGO) for one in people)
    layer = Layer(rosters=founded(WEEKLY, members, hours))
    return Rotation(**({"name": "primary", "layers": (layer,)} | facts))


def a_day_off(person: UserId, filed_at: datetime = LONG_AGO):
    return off(person, Span(MONDAY + WEEK, MONDAY + WEEK + DAY), filed_at)


# --- falling back -----------------------------------------------------------------------------


def test_outside_of_its_hours_the_fallback_is_on_call():
    rotation = a_rotation(ADA, hours=OFFICE, fallback=a_rotation(LOU))

    in_the_day = on_call_at(rotation, MONDAY)
    at_night = on_call_at(rotation, MONDAY + 8 * HOUR)

    assert (in_the_day.person, in_the_day.why) == (ADA, Why.TURN)
    assert (at_night.person, at_night.why) == (LOU, Why.FALLBACK)
    assert gaps_between(rotation, MONDAY, MONDAY + WEEK) == ()


def test_while_all_are_off_the_fallback_is_on_call():
    rotation = a_rotation(ADA, time_off=(a_day_off(ADA),), fallback=a_rotation(LOU))

    on = on_call_at(rotation, MONDAY + WEEK)

    assert (on.person, on.why, on.turn_of) == (LOU, Why.FALLBACK, ADA)


def test_where_nobody_is_in_the_fallback_either_the_reason_is_the_rotations_own():
    rotation = a_rotation(ADA, hours=OFFICE, fallback=a_rotation())

    on = on_call_at(rotation, MONDAY + 8 * HOUR)

    assert (on.person, on.why) == (None, Why.CLOSED)


def test_a_fallback_has_a_fallback():
    behind = a_rotation(BO, time_off=(a_day_off(BO),), fallback=a_rotation(LOU))
    rotation = a_rotation(ADA, time_off=(a_day_off(ADA),), fallback=behind)

    assert on_call_at(rotation, MONDAY + WEEK).person == LOU


def test_covers_of_the_fallback_count_where_it_is_asked():
    night = Span(MONDAY + 8 * HOUR, MONDAY + 10 * HOUR)
    cover = take(ask_cover(LOU, night, LONG_AGO), ZOE, LONG_AGO)
    rotation = a_rotation(ADA, hours=OFFICE, fallback=a_rotation(LOU, covers=(cover,)))

    assert on_call_at(rotation, night.starts_at).person == ZOE
    assert on_call_at(rotation, night.ends_at).person == LOU


@given(hours=st.integers(-400, 2000))
def test_a_fallback_takes_no_time_from_anybody(hours: int):
    alone = a_rotation(ADA, BO, CY, hours=OFFICE, time_off=(a_day_off(BO),))
    at = MONDAY + hours * HOUR

    before = on_call_at(alone, at)
    after = on_call_at(replace(alone, fallback=a_rotation(LOU)), at)

    if before.person:
        assert (after.person, after.why) == (before.person, before.why)
    else:
        assert after.person == (LOU if at >= MONDAY else None)


# --- as it was known --------------------------------------------------------------------------


def after_a_busy_tuesday() -> Rotation:
    """Return a rotation in which on Tuesday, at ten, everything was arranged anew."""
    at = MONDAY + DAY + HOUR
    rotation = a_rotation(ADA, BO, CY)
    (layer,) = rotation.layers
    members = tuple(Member(one, accepted_at=LONG_AGO) for one in (CY, ADA, BO))
    later = Span(MONDAY + 4 * WEEK, MONDAY + 4 * WEEK + DAY)
    swap = propose(ADA, later, BO, Span(MONDAY + 5 * WEEK, MONDAY + 6 * WEEK), now=LONG_AGO)
    return replace(
        rotation,
        layers=(replace(layer, rosters=reordered(layer.rosters, members, at)),),
        time_off=(a_day_off(BO, filed_at=at), back(a_day_off(CY), at)),
        covers=(take(ask_cover(ADA, later, LONG_AGO), LOU, at),),
        exchanges=(replace(swap, accepted_at=at),),
        overrides=(put_on_call(ZOE, later, has_accepted=True, now=at),),
        fallback=a_rotation(LOU, time_off=(a_day_off(LOU, filed_at=at),)),
    )


def test_what_was_decided_at_that_moment_or_later_was_not_known_before():
    at = MONDAY + DAY + HOUR
    was = as_known_at(after_a_busy_tuesday(), at)

    assert was.layers == a_rotation(ADA, BO, CY).layers
    assert was.time_off == (a_day_off(CY),)
    assert (was.covers, was.exchanges, was.overrides) == ((), (), ())
    assert was.fallback == a_rotation(LOU)


def test_what_was_decided_is_known_a_moment_later():
    rotation = after_a_busy_tuesday()

    was = as_known_at(rotation, MONDAY + DAY + HOUR + TICK)

    assert resolve(was, MONDAY, MONDAY + 9 * WEEK) == resolve(rotation, MONDAY, MONDAY + 9 * WEEK)


def test_an_edit_is_seen_as_a_difference_of_dates():
    rotation = after_a_busy_tuesday()
    was = as_known_at(rotation, MONDAY + DAY + HOUR)

    before = [one.person for one in shifts_between(was, MONDAY, MONDAY + 3 * WEEK)]
    after = [one.person for one in shifts_between(rotation, MONDAY, MONDAY + 3 * WEEK)]

    assert before == [ADA, BO, CY]
    # Bo is off for a day of the second week, and Cy, who is back, is next; the third is Cy's own.
    assert after == [ADA, CY]


@given(hours=st.integers(0, 48))
def test_nothing_of_before_depends_on_what_was_decided_since(hours: int):
    rotation, at = after_a_busy_tuesday(), MONDAY + hours * HOUR

    was = as_known_at(rotation, at)

    assert resolve(was, LONG_AGO, at) == resolve(rotation, LONG_AGO, at)

"""What calendars show of the rota: the same event as long as it is the same stretch."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from operator import attrgetter

import hypothesis.strategies as st
import pytest
from hypothesis import given
from hypothesis import settings as examples

from bot.domain.cadence import EVERY_DAY, Cadence, Unit, Weekday
from bot.domain.calendar import Event, events_of, merged
from bot.domain.cover import Override, TimeOff
from bot.domain.hours import Hours, Window
from bot.domain.ids import UserId
from bot.domain.roster import Member, founded, reordered, rescheduled
from bot.domain.rotation import Layer, Rotation, shifts_between
from tests.builders import ADA, BO, CY

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)
WEEKLY = Cadence(timezone="UTC", anchor=MONDAY, unit=Unit.WEEK)
DAILY = Cadence(timezone="UTC", anchor=MONDAY, unit=Unit.DAY)
OFFICE = Hours(
    timezone="UTC",
    windows=(
        Window(opens=time(9), closes=time(17), days=EVERY_DAY - {Weekday.SATURDAY, Weekday.SUNDAY}),
    ),
)
NOW = MONDAY + HOUR
LONG_AGO = MONDAY - WEEK


def members(*people: UserId) -> tuple[Member, ...]:
    return tuple(Member(one, accepted_at=LONG_AGO) for one in people)


def a_rotation(
    *people: UserId, cadence: Cadence = WEEKLY, hours: Hours | None = None, **rest
) -> Rotation:
    layer = Layer(rosters=founded(cadence, members(*(people or (ADA, BO))), hours))
    return Rotation(**{"name": "primary", "layers": (layer,), **rest})


def override(person: UserId, starts_at: datetime, ends_at: datetime) -> Override:
    return Override(
        person=person, starts_at=starts_at, ends_at=ends_at, made_at=LONG_AGO, accepted_at=LONG_AGO
    )


def shown(rotation: Rotation, weeks: int = 2) -> tuple[Event, ...]:
    return events_of(rotation, MONDAY, MONDAY + weeks * WEEK, NOW)


def told(events: tuple[Event, ...]) -> list[tuple[UserId, timedelta, timedelta]]:
    """Return who is on call, from when and until when, counted from the first Monday."""
    return [(one.person, one.starts_at - MONDAY, one.ends_at - MONDAY) for one in events]


def an_event(**rest) -> Event:
    usual = {
        "uid": "one@hydrant",
        "rotation": "primary",
        "person": ADA,
        "starts_at": MONDAY,
        "ends_at": MONDAY + DAY,
        "sequence": 0,
        "changed_at": LONG_AGO,
    }
    return Event(**{**usual, **rest})


# --- events ----------------------------------------------------------------------------------


def test_each_turn_is_an_event_of_its_own_even_if_nobody_is_relieved():
    events = shown(a_rotation(ADA))

    assert told(events) == [(ADA, 0 * WEEK, WEEK), (ADA, WEEK, 2 * WEEK)]
    assert [(one.sequence, one.changed_at) for one in events] == [(0, NOW), (0, NOW)]


def test_an_event_that_begins_before_the_window_or_ends_after_it_is_whole():
    events = events_of(a_rotation(), MONDAY + DAY, MONDAY + DAY + HOUR, NOW)

    assert told(events) == [(ADA, 0 * WEEK, WEEK)]


def test_an_event_that_ends_when_the_window_begins_is_left_out():
    events = events_of(a_rotation(), MONDAY + WEEK, MONDAY + 2 * WEEK, NOW)

    assert told(events) == [(BO, WEEK, 2 * WEEK)]


def test_a_window_without_length_has_no_events():
    assert events_of(a_rotation(), MONDAY + HOUR, MONDAY + HOUR, NOW) == ()


def test_a_stretch_whose_edges_move_stays_the_same_event():
    short = shown(a_rotation(overrides=(override(BO, MONDAY + DAY, MONDAY + 2 * DAY),)), weeks=1)
    long = shown(a_rotation(overrides=(override(BO, MONDAY + HOUR, MONDAY + 3 * DAY),)), weeks=1)

    assert [one.person for one in long] == [ADA, BO, ADA]
    assert [one.uid for one in short] == [one.uid for one in long]
    assert len({one.uid for one in long}) == 3
    assert told(long) != told(short)


def test_two_reasons_to_be_on_call_without_a_break_are_one_event():
    rotation = a_rotation(overrides=(override(BO, MONDAY, MONDAY + WEEK),))

    assert told(shown(rotation)) == [(BO, 0 * WEEK, WEEK), (BO, WEEK, 2 * WEEK)]


def test_each_working_day_of_a_turn_is_an_event():
    events = shown(a_rotation(hours=OFFICE), weeks=1)

    assert told(events) == [(ADA, day * DAY, day * DAY + 8 * HOUR) for day in range(5)]
    assert len({one.uid for one in events}) == 5


def test_nobody_on_call_is_no_event():
    away = TimeOff(person=ADA, starts_at=MONDAY, ends_at=MONDAY + WEEK, filed_at=LONG_AGO)

    assert shown(a_rotation(ADA, time_off=(away,)), weeks=1) == ()


def test_an_edit_of_the_people_leaves_the_event_in_progress_as_it_is():
    before = a_rotation(ADA, BO)
    (layer,) = before.layers
    rosters = reordered(layer.rosters, members(ADA, CY), MONDAY + DAY)
    after = replace(before, layers=(Layer(rosters=rosters),))

    assert [one.person for one in shown(after)] == [ADA, CY]
    assert shown(after)[0] == shown(before)[0]


def test_other_hand_offs_begin_other_events_and_never_give_an_old_name_again():
    daily = a_rotation(ADA, cadence=DAILY)
    (layer,) = daily.layers
    rosters = rescheduled(layer.rosters, WEEKLY, None, MONDAY + 2 * DAY + HOUR)
    rosters = rescheduled(rosters, DAILY, None, MONDAY + 2 * DAY + 2 * HOUR)
    edited = replace(daily, layers=(Layer(rosters=rosters),))

    events = shown(edited, weeks=1)

    edges = [0 * DAY, DAY, 2 * DAY, 2 * DAY + HOUR, 2 * DAY + 2 * HOUR, 3 * DAY]
    assert [start for _, start, _ in told(events)][:6] == edges
    assert len({one.uid for one in events}) == len(events)
    assert [one.uid for one in events][:3] == [one.uid for one in shown(daily)][:3]


def test_events_of_two_rotations_are_never_the_same():
    primary, backup = (shown(a_rotation(name=name)) for name in ("primary", "backup"))

    assert not {one.uid for one in primary} & {one.uid for one in backup}


def test_a_rotation_that_nobody_is_in_still_shows_an_override():
    rotation = Rotation(
        name="primary", layers=(), overrides=(override(BO, MONDAY + DAY, MONDAY + 2 * DAY),)
    )

    assert told(shown(rotation)) == [(BO, DAY, 2 * DAY)]


CHANGES = [
    ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 5, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
]


@given(
    change=st.sampled_from(CHANGES),
    unit=st.sampled_from(Unit),
    first=st.integers(-400, 0),
    length=st.integers(1, 200),
    cut=st.integers(1, 199),
    stand_in=st.tuples(st.sampled_from([ADA, BO, CY]), st.integers(-300, 300), st.integers(1, 60)),
)
@examples(max_examples=60)
def test_events_are_the_shifts_cut_at_hand_offs_whichever_window_they_are_asked_for(
    change, unit, first, length, cut, stand_in
):
    zone, around = change
    cadence = Cadence(timezone=zone, anchor=around - 20 * DAY, unit=unit, count=3)
    person, begins, lasts = stand_in
    starts_at = around + begins * HOUR
    one = override(person, starts_at, starts_at + lasts * HOUR)
    rotation = a_rotation(ADA, BO, cadence=cadence, overrides=(one,))
    since, until = around + first * HOUR, around + (first + length) * HOUR
    middle = around + (first + min(cut, length)) * HOUR

    events = events_of(rotation, since, until, NOW)

    halves = (*events_of(rotation, since, middle, NOW), *events_of(rotation, middle, until, NOW))
    assert set(halves) == set(events)
    assert len({one.uid for one in events}) == len(events)
    assert all(earlier.ends_at <= later.starts_at for earlier, later in pairwise(events))
    for shift in shifts_between(rotation, since, until):
        parts = [
            one for one in events if shift.starts_at < one.ends_at and one.starts_at < shift.ends_at
        ]
        assert {part.person for part in parts} == {shift.person}
        assert parts[0].starts_at <= shift.starts_at
        assert parts[-1].ends_at >= shift.ends_at
        assert all(earlier.ends_at == later.starts_at for earlier, later in pairwise(parts))


# --- what calendars have seen ------------------------------------------------------------------


def test_a_new_event_begins_to_count():
    (one,) = merged([], [an_event(sequence=7)], NOW, keep_from=LONG_AGO)

    assert one == an_event(sequence=0, changed_at=NOW)


def test_an_event_that_did_not_change_is_the_same_value():
    known = an_event(sequence=3)

    (one,) = merged([known], [an_event(changed_at=NOW)], NOW, keep_from=LONG_AGO)

    assert one is known


@pytest.mark.parametrize("moved", ["starts_at", "ends_at"])
def test_an_event_that_moved_counts_up(moved):
    at = an_event().ends_at - HOUR

    (one,) = merged([an_event(sequence=3)], [an_event(**{moved: at})], NOW, keep_from=LONG_AGO)

    assert one == an_event(**{moved: at}, sequence=4, changed_at=NOW)


def test_an_event_that_vanished_is_cancelled_once():
    once = merged([an_event()], [], NOW, keep_from=LONG_AGO)
    twice = merged(once, [], NOW + HOUR, keep_from=LONG_AGO)

    assert once == (an_event(sequence=1, changed_at=NOW, is_cancelled=True),)
    assert twice[0] is once[0]


def test_an_event_that_was_over_took_place_even_if_it_is_not_planned_any_more():
    known = an_event(ends_at=NOW)

    assert merged([known], [], NOW, keep_from=LONG_AGO) == (known,)


def test_a_cancelled_event_that_comes_back_is_on_again():
    cancelled = an_event(sequence=1, is_cancelled=True)

    (one,) = merged([cancelled], [an_event()], NOW, keep_from=LONG_AGO)

    assert one == an_event(sequence=2, changed_at=NOW)


def test_what_ended_before_the_time_to_keep_is_dropped_whatever_became_of_it():
    past = an_event(ends_at=NOW - HOUR)
    just = an_event(uid="two@hydrant", ends_at=NOW)
    planned = an_event(uid="three@hydrant", ends_at=NOW - HOUR)

    assert merged([past, just], [planned], NOW, keep_from=NOW) == (just,)


def test_events_are_in_the_order_in_which_they_begin():
    late = an_event(uid="a@hydrant", starts_at=MONDAY + HOUR)
    backup = an_event(uid="b@hydrant", rotation="backup")
    early = an_event(uid="c@hydrant")

    events = merged([late], [early, backup, late], NOW, keep_from=LONG_AGO)

    assert [one.uid for one in events] == [backup.uid, early.uid, late.uid]


EVENTS = st.lists(
    st.builds(
        an_event,
        uid=st.sampled_from([f"{name}@hydrant" for name in "abcd"]),
        ends_at=st.integers(-48, 48).map(lambda hours: NOW + hours * HOUR),
        starts_at=st.integers(1, 5).map(lambda days: NOW - 2 * DAY - days * DAY),
    ),
    max_size=4,
    unique_by=attrgetter("uid"),
)


@given(st.lists(EVENTS, min_size=1, max_size=5))
def test_whatever_is_planned_calendars_see_it_and_see_what_changed(plans):
    seen: tuple[Event, ...] = ()
    for number, plan in enumerate(plans):
        now = NOW + number * HOUR
        before = {one.uid: one for one in seen}
        seen = merged(seen, plan, now, keep_from=NOW - 30 * DAY)

        assert {(one.uid, one.starts_at, one.ends_at) for one in seen if not one.is_cancelled} >= {
            (one.uid, one.starts_at, one.ends_at) for one in plan
        }
        assert before.keys() <= {one.uid for one in seen}
        for one in seen:
            old = before.get(one.uid)
            assert one is old or one.sequence == (old.sequence + 1 if old else 0)
            assert one is old or one.changed_at == now
        again = merged(seen, plan, now + HOUR / 2, keep_from=NOW - 30 * DAY)
        assert again == seen

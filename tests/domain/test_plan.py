"""A rotation as a team plans it: hours as people write them, and what an edit leaves of before."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from bot.domain.cadence import EVERY_DAY, Unit, Weekday
from bot.domain.duty import Seat, in_order, planned, planned_ahead
from bot.domain.hours import Hours, Window
from bot.domain.ids import UserId
from bot.domain.plan import Plan, read_window, written
from bot.domain.roster import Roster
from bot.domain.rotation import Layer, Rotation, Why, on_call_at, shifts_between
from tests.builders import ADA, ANALYSTS, BO, CY, LOU, ZOE

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
WEEK = timedelta(weeks=1)
TICK = timedelta(microseconds=1)
WORKDAYS = EVERY_DAY - {Weekday.SATURDAY, Weekday.SUNDAY}
PLAN = Plan(name="primary", starts=datetime(2026, 3, 2, 9), members=ANALYSTS)  # noqa: DTZ001

MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
WINDOWS = st.builds(
    Window, opens=MINUTES, closes=MINUTES, days=st.frozensets(st.sampled_from(Weekday), min_size=1)
)


# --- hours, as people write them --------------------------------------------------------------


@given(window=WINDOWS)
def test_a_window_that_was_written_is_read_as_the_same(window: Window):
    assert read_window(written(window)) == window


@given(text=st.text(max_size=30))
def test_whatever_is_typed_is_a_window_or_none(text: str):
    found = read_window(text)

    assert found is None or read_window(written(found)) == found


@pytest.mark.parametrize(
    ("text", "days", "opens", "closes"),
    [
        ("mon-fri 09:00-17:00", WORKDAYS, time(9), time(17)),
        ("Monday - Friday 9-17", WORKDAYS, time(9), time(17)),
        ("MON\u2013FRI 9:00 \u2013 17:00", WORKDAYS, time(9), time(17)),
        ("09:30-12:15", EVERY_DAY, time(9, 30), time(12, 15)),
        ("sat, sun 10-14", {Weekday.SATURDAY, Weekday.SUNDAY}, time(10), time(14)),
        ("sat-mon 8-20", {Weekday.SATURDAY, Weekday.SUNDAY, Weekday.MONDAY}, time(8), time(20)),
        ("fri 22-6", {Weekday.FRIDAY}, time(22), time(6)),
        ("0-24", EVERY_DAY, time(0), time(0)),
        ("  wed 08.30-12.00  ", {Weekday.WEDNESDAY}, time(8, 30), time(12)),
    ],
)
def test_hours_are_read_as_people_write_them(
    text: str, days: frozenset[Weekday], opens: time, closes: time
):
    assert read_window(text) == Window(opens=opens, closes=closes, days=frozenset(days))


@pytest.mark.parametrize(
    "text", ["", "mon", "9", "mon-fri", "25-26", "9-17:60", "24:30-25", "day 9-17", "9-17 mon"]
)
def test_what_means_no_hours_is_none(text: str):
    assert read_window(text) is None


def test_neighbouring_days_are_written_as_one_range():
    days = WORKDAYS - {Weekday.WEDNESDAY}
    window = Window(opens=time(9), closes=time(17), days=days)

    assert written(window) == "mon-tue, thu-fri 09:00-17:00"


# --- the plan ---------------------------------------------------------------------------------


def test_the_first_hand_off_is_meant_on_the_clocks_of_the_zone():
    plan = replace(PLAN, timezone="Europe/Berlin")

    assert plan.cadence.anchor == MONDAY - timedelta(hours=1)
    assert (plan.cadence.unit, plan.cadence.count) == (Unit.WEEK, 1)


def test_without_hours_somebody_is_on_call_at_all_times():
    window = Window(opens=time(9), closes=time(17), days=WORKDAYS)

    assert PLAN.opening is None
    assert replace(PLAN, hours=(window,)).opening == Hours(timezone="UTC", windows=(window,))


# --- an edit ----------------------------------------------------------------------------------


def seats(*people: UserId, at: datetime = MONDAY - WEEK) -> tuple[Seat, ...]:
    return tuple(Seat(rotation="primary", person=one, accepted_at=at) for one in people)


def rotation(rosters: tuple[Roster, ...]) -> Rotation:
    return Rotation(name="primary", layers=(Layer(rosters=rosters),))


def order(rosters: tuple[Roster, ...], at: datetime, weeks: int = 4) -> list[UserId]:
    """Return who is on call from a moment on, one after the other."""
    return [one.person for one in shifts_between(rotation(rosters), at, at + weeks * WEEK)]


def test_a_new_rotation_begins_with_its_first_hand_off():
    rosters = planned((), PLAN, seats(*ANALYSTS), MONDAY - WEEK)

    assert rosters[0].valid_from == MONDAY
    assert order(rosters, MONDAY, 3) == [ADA, BO, CY]


def test_a_rotation_whose_first_hand_off_is_long_ago_begins_now_with_the_first():
    rosters = planned((), PLAN, seats(*ANALYSTS), TUESDAY + WEEK)

    assert on_call_at(rotation(rosters), TUESDAY + WEEK - TICK).why is Why.NOT_BEGUN
    assert shifts_between(rotation(rosters), TUESDAY, MONDAY + 3 * WEEK)[0].ends_at == (
        MONDAY + 2 * WEEK
    )
    assert order(rosters, TUESDAY + WEEK, 3) == [ADA, BO, CY, ADA]


def test_an_edit_that_changes_nothing_gives_the_same_back():
    rosters = planned((), PLAN, seats(*ANALYSTS), MONDAY)

    assert planned(rosters, PLAN, seats(*ANALYSTS), TUESDAY) == rosters


def test_whoever_is_on_call_stays_until_the_next_hand_off_of_a_new_order():
    rosters = planned((), PLAN, seats(*ANALYSTS), MONDAY)

    edited = planned(rosters, PLAN, seats(CY, BO, ADA), TUESDAY)

    assert order(edited, TUESDAY) == [ADA, CY, BO, ADA, CY]
    assert order(edited, MONDAY, 1) == [ADA]


def test_whoever_is_taken_out_is_followed_at_once_by_the_next():
    rosters = planned((), PLAN, seats(*ANALYSTS), MONDAY)

    edited = planned(rosters, PLAN, seats(BO, CY), TUESDAY)

    assert on_call_at(rotation(edited), TUESDAY - TICK).person == ADA
    assert order(edited, TUESDAY, 2) == [BO, CY, BO]


def test_other_hand_offs_begin_with_the_first_of_them():
    rosters = planned((), PLAN, seats(*ANALYSTS), MONDAY)

    edited = planned(rosters, replace(PLAN, every=Unit.DAY), seats(*ANALYSTS), TUESDAY - TICK)

    found = shifts_between(rotation(edited), MONDAY, MONDAY + timedelta(days=3))
    assert [(one.person, one.starts_at) for one in found] == [
        (ADA, MONDAY),
        (BO, TUESDAY),
        (CY, TUESDAY + timedelta(days=1)),
    ]


def test_people_and_hand_offs_may_change_in_one_edit():
    rosters = planned((), PLAN, seats(ADA, BO), MONDAY)

    edited = planned(
        rosters, replace(PLAN, every=Unit.DAY), seats(CY, ADA), TUESDAY - timedelta(hours=1)
    )

    assert order(edited, MONDAY, 1)[:3] == [ADA, CY, ADA]
    assert len({one.valid_from for one in edited}) == len(edited)


def test_a_rotation_that_the_settings_have_no_more_is_nobodys():
    rosters = planned((), PLAN, seats(*ANALYSTS), MONDAY)

    ended = planned(rosters, None, (), TUESDAY)

    assert on_call_at(rotation(ended), TUESDAY - TICK).person == ADA
    assert on_call_at(rotation(ended), TUESDAY).why is Why.NO_MEMBERS
    assert planned(ended, None, (), TUESDAY + WEEK) == ended
    assert planned((), None, (), TUESDAY) == ()


def test_a_rotation_that_comes_again_begins_with_its_first():
    rosters = planned((), PLAN, seats(*ANALYSTS), MONDAY)
    ended = planned(rosters, None, (), TUESDAY)

    again = planned(ended, PLAN, seats(BO, CY), TUESDAY + WEEK)

    assert on_call_at(rotation(again), TUESDAY + WEEK - TICK).person is None
    assert order(again, TUESDAY + WEEK, 2) == [BO, CY, BO]


def test_a_rotation_of_nobody_is_one_with_a_reason():
    rosters = planned((), PLAN, (), TUESDAY)

    assert on_call_at(rotation(rosters), TUESDAY).why is Why.NO_MEMBERS


@given(
    edits=st.lists(
        st.tuples(st.integers(0, 300), st.lists(st.sampled_from(ANALYSTS), unique=True)),
        min_size=1,
        max_size=6,
    )
)
def test_no_edit_changes_what_was(edits: list[tuple[int, list[UserId]]]):
    rosters = planned((), PLAN, seats(*ANALYSTS), MONDAY)
    at = MONDAY
    for hours, people in edits:
        at += timedelta(hours=hours)
        edited = planned(rosters, PLAN, seats(*people), at)
        before = shifts_between(rotation(rosters), MONDAY - WEEK, at)
        assert shifts_between(rotation(edited), MONDAY - WEEK, at) == before
        rosters = edited


# --- who takes turns --------------------------------------------------------------------------


def test_turns_are_in_the_order_of_the_plan_whoever_accepted_first():
    found = in_order(PLAN, seats(CY, ADA, BO), frozenset(ANALYSTS), TUESDAY)

    assert [one.person for one in found] == [ADA, BO, CY]


def test_nobody_takes_turns_who_has_not_accepted_or_has_left_or_is_in_no_team():
    plan = replace(PLAN, members=(ADA, BO, CY, LOU))
    asked = Seat(rotation="primary", person=ADA, invited_at=MONDAY)
    (left,) = seats(BO)
    found = in_order(
        plan,
        [asked, replace(left, left_at=TUESDAY), *seats(CY, LOU, ZOE)],
        frozenset(ANALYSTS),
        TUESDAY,
    )

    assert [one.person for one in found] == [CY]


# --- leaving ----------------------------------------------------------------------------------

TEAM = frozenset((*ANALYSTS, LOU))


def leaving(person: UserId, left_at: datetime) -> tuple[Seat, ...]:
    """Return everybody's seat, with one who leaves then."""
    return tuple(
        replace(one, left_at=left_at) if one.person == person else one for one in seats(*ANALYSTS)
    )


def test_who_leaves_at_the_end_of_their_shift_is_followed_by_the_next_in_the_order():
    rosters = planned((), PLAN, seats(*ANALYSTS), MONDAY)

    edited = planned_ahead(rosters, PLAN, leaving(ADA, MONDAY + WEEK), TEAM, TUESDAY)

    assert order(edited, TUESDAY) == [ADA, BO, CY, BO, CY]


def test_an_edit_before_somebody_has_left_keeps_what_was_arranged():
    rosters = planned((), PLAN, seats(*ANALYSTS), MONDAY)
    gone = leaving(ADA, MONDAY + WEEK)
    edited = planned_ahead(rosters, PLAN, gone, TEAM, TUESDAY)
    plan = replace(PLAN, members=(*ANALYSTS, LOU))

    again = planned_ahead(edited, PLAN, gone, TEAM, TUESDAY + timedelta(hours=1))
    joined = planned_ahead(edited, plan, (*gone, *seats(LOU)), TEAM, TUESDAY + timedelta(hours=1))

    assert again == edited
    assert order(joined, TUESDAY) == [ADA, BO, CY, LOU, BO]


def test_who_does_not_leave_after_all_has_their_turns():
    rosters = planned((), PLAN, seats(*ANALYSTS), MONDAY)
    edited = planned_ahead(rosters, PLAN, leaving(ADA, MONDAY + WEEK), TEAM, TUESDAY)

    stayed = planned_ahead(edited, PLAN, seats(*ANALYSTS), TEAM, TUESDAY + timedelta(hours=1))

    assert order(stayed, TUESDAY) == [ADA, BO, CY, ADA, BO]


def test_two_who_leave_at_different_times_both_serve_to_their_end():
    rosters = planned((), PLAN, seats(*ANALYSTS), MONDAY)
    first, second, third = leaving(ADA, MONDAY + WEEK)
    gone = (first, replace(second, left_at=MONDAY + 2 * WEEK), third)

    edited = planned_ahead(rosters, PLAN, gone, TEAM, TUESDAY)

    assert order(edited, TUESDAY) == [ADA, BO, CY]

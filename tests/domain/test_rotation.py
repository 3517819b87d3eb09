"""Whose turn it is, as stories: what is known too late, who goes, who comes, what lies ahead."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.cadence import EVERY_DAY, Cadence, Span, Unit, Weekday
from bot.domain.cover import Cover, Override, TimeOff, left
from bot.domain.hours import Hours, Window
from bot.domain.ids import UserId
from bot.domain.roster import Member, Roster, founded, in_force, reordered, rescheduled
from bot.domain.rotation import (
    Handoff,
    Layer,
    Rotation,
    Shift,
    Why,
    gaps_between,
    handoffs_between,
    holds,
    on_call_at,
    resolve,
    shifts_between,
    upcoming,
)
from tests.builders import ADA, BO, CY, LOU, ZOE

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
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


def day(number: int, hour: int = 9) -> datetime:
    """Return that hour of that day of March: 2 is a Monday."""
    return datetime(2026, 3, number, hour, tzinfo=UTC)


def members(*people: UserId) -> tuple[Member, ...]:
    return tuple(Member(one, accepted_at=MONDAY - WEEK) for one in people)


def a_rotation(
    *people: UserId, cadence: Cadence = WEEKLY, hours: Hours | None = None, **rest
) -> Rotation:
    rosters = founded(cadence, members(*(people or (ADA, BO, CY))), hours)
    return Rotation(name="primary", layers=(Layer(rosters=rosters),), **rest)


def edit(rotation: Rotation, at: datetime, *people: UserId) -> Rotation:
    (layer,) = rotation.layers
    rosters = reordered(layer.rosters, members(*people), at)
    return replace(rotation, layers=(Layer(rosters=rosters),))


def off(
    person: UserId, starts_at: datetime, ends_at: datetime, filed_at: datetime = MONDAY - WEEK
) -> TimeOff:
    return TimeOff(person=person, starts_at=starts_at, ends_at=ends_at, filed_at=filed_at)


def override(person: UserId, starts_at: datetime, ends_at: datetime, **rest) -> Override:
    usual = {"made_at": MONDAY - WEEK, "accepted_at": MONDAY - WEEK}
    return Override(person=person, starts_at=starts_at, ends_at=ends_at, **{**usual, **rest})


def told(rotation: Rotation, starts_at: datetime, ends_at: datetime) -> list[tuple[str, str]]:
    """Return who is on call and from when, as day and hour."""
    return [
        (one.person or "nobody", one.starts_at.strftime("%d %H"))
        for one in resolve(rotation, starts_at, ends_at)
    ]


# --- why -------------------------------------------------------------------------------------


def test_the_answer_says_why_and_whose_turn_it_is():
    rotation = a_rotation(
        time_off=(off(BO, day(12), day(13)),),
        covers=(
            Cover(
                asker=CY,
                starts_at=day(10),
                ends_at=day(11),
                asked_at=MONDAY,
                taker=ADA,
                taken_at=MONDAY,
            ),
        ),
        overrides=(override(ZOE, day(11), day(12)),),
    )

    answers = [on_call_at(rotation, day(number)) for number in (3, 9, 10, 11)]

    assert [(one.person, one.why, one.turn_of) for one in answers] == [
        (ADA, Why.TURN, ADA),
        (CY, Why.SUBSTITUTE, BO),
        (ADA, Why.COVER, BO),
        (ZOE, Why.OVERRIDE, BO),
    ]


def test_the_answer_says_why_nobody_is_on_call():
    everyone_off = a_rotation(ADA, hours=OFFICE, time_off=(off(ADA, day(9), day(10)),))
    nobody_in_it = Rotation(name="primary", layers=(Layer(rosters=founded(WEEKLY, ())),))

    assert on_call_at(everyone_off, day(1)).why is Why.NOT_BEGUN
    assert on_call_at(everyone_off, day(3, 20)).why is Why.CLOSED
    assert on_call_at(everyone_off, day(9)).why is Why.ALL_OFF
    assert on_call_at(nobody_in_it, day(3)).why is Why.NO_MEMBERS
    assert on_call_at(Rotation(name="none", layers=()), day(3)).why is Why.NO_MEMBERS
    assert on_call_at(Rotation(name="none", layers=(Layer(rosters=()),)), day(3)).person is None


def test_an_answer_in_another_zone_is_the_same():
    berlin = day(9).astimezone(OFFICE.zone) + HOUR

    assert on_call_at(a_rotation(), berlin).person == BO


# --- opt-in ----------------------------------------------------------------------------------


def test_turns_pass_whoever_has_not_accepted():
    rosters = founded(WEEKLY, (*members(ADA), Member(BO), *members(CY)))
    rotation = Rotation(name="primary", layers=(Layer(rosters=rosters),))

    assert told(rotation, MONDAY, MONDAY + 3 * WEEK) == [
        (ADA, "02 09"),
        (CY, "09 09"),
        (ADA, "16 09"),
    ]


def test_an_override_does_nothing_before_it_is_accepted():
    asked = override(ZOE, day(3), day(5), accepted_at=None)

    before = a_rotation(overrides=(asked,))
    after = a_rotation(overrides=(replace(asked, accepted_at=day(4)),))

    assert told(before, MONDAY, day(6)) == [(ADA, "02 09")]
    assert told(after, MONDAY, day(6)) == [(ADA, "02 09"), (ZOE, "04 09"), (ADA, "05 09")]


# --- what becomes known too late -------------------------------------------------------------


def test_time_off_that_is_filed_during_the_shift_costs_only_what_is_off_and_after():
    rotation = a_rotation(time_off=(off(ADA, day(5), day(6), filed_at=day(4)),))

    assert told(rotation, MONDAY, MONDAY + WEEK) == [(ADA, "02 09"), (BO, "05 09")]


def test_time_off_that_is_filed_afterwards_changes_nothing():
    rotation = a_rotation(time_off=(off(ADA, day(3), day(4), filed_at=day(20)),))

    assert told(rotation, MONDAY, MONDAY + WEEK) == [(ADA, "02 09")]


def test_time_off_that_is_withdrawn_before_the_shift_is_forgotten():
    rotation = a_rotation(time_off=(replace(off(BO, day(10), day(11)), withdrawn_at=day(8)),))

    assert holds(rotation, BO, Span(day(9), day(16)))


def test_time_off_that_is_withdrawn_during_the_shift_leaves_it_with_the_substitute():
    rotation = a_rotation(time_off=(replace(off(BO, day(10), day(11)), withdrawn_at=day(9, 12)),))

    assert holds(rotation, CY, Span(day(9), day(16)))


def test_somebody_who_is_back_ends_a_gap_at_once():
    rotation = a_rotation(ADA, time_off=(replace(off(ADA, day(2), day(8)), withdrawn_at=day(4)),))

    assert told(rotation, MONDAY, MONDAY + WEEK) == [("nobody", "02 09"), (ADA, "04 09")]


def test_a_substitute_who_falls_ill_is_substituted_too():
    rotation = a_rotation(
        time_off=(off(ADA, day(3), day(8)), off(BO, day(4), day(8), filed_at=day(4)))
    )

    assert told(rotation, MONDAY, day(8)) == [(BO, "02 09"), (CY, "04 09")]


def test_a_day_off_when_nobody_works_costs_no_turn():
    rotation = a_rotation(hours=OFFICE, time_off=(off(BO, day(14), day(15)),))

    assert on_call_at(rotation, day(9)).person == BO


def test_an_override_from_before_it_was_made_does_not_rewrite_what_was_served():
    rotation = a_rotation(overrides=(override(ZOE, day(2), day(6), accepted_at=day(4)),))

    assert told(rotation, MONDAY, day(6)) == [(ADA, "02 09"), (ZOE, "04 09")]


def test_a_cover_moves_nothing_from_before_it_was_taken():
    cover = Cover(
        asker=ADA, starts_at=day(3), ends_at=day(6), asked_at=MONDAY, taker=BO, taken_at=day(4)
    )

    assert told(a_rotation(covers=(cover,)), MONDAY, day(6)) == [(ADA, "02 09"), (BO, "04 09")]


# --- who leaves ------------------------------------------------------------------------------


def test_whoever_leaves_hands_over_at_once_and_for_good():
    rotation = a_rotation(time_off=(left(ADA, day(4)),))

    assert told(rotation, MONDAY, MONDAY + 4 * WEEK) == [
        (ADA, "02 09"),
        (BO, "04 09"),
        (BO, "09 09"),
        (CY, "16 09"),
        (BO, "23 09"),
    ]


def test_what_was_promised_to_somebody_who_left_falls_back_until_they_are_back():
    gone = replace(left(ZOE, day(4)), withdrawn_at=day(5))
    rotation = a_rotation(time_off=(gone,), overrides=(override(ZOE, day(3), day(6)),))

    assert told(rotation, MONDAY, day(7)) == [
        (ADA, "02 09"),
        (ZOE, "03 09"),
        (ADA, "04 09"),
        (ZOE, "05 09"),
        (ADA, "06 09"),
    ]


@pytest.mark.parametrize("back_at", [day(4), day(3, 12)], ids=["at once", "before"])
def test_leaving_and_coming_back_before_it_counts_is_nothing(back_at: datetime):
    gone = replace(left(ZOE, day(4)), filed_at=day(2), withdrawn_at=back_at)
    rotation = a_rotation(time_off=(gone,), overrides=(override(ZOE, day(3), day(6)),))

    assert holds(rotation, ZOE, Span(day(3), day(6)))


# --- edits -----------------------------------------------------------------------------------


def test_a_substitute_goes_on_when_somebody_is_put_in_before_them():
    rotation = a_rotation(time_off=(off(BO, day(9), day(16)),))

    edited = edit(rotation, day(11), ADA, BO, ZOE, CY)

    assert holds(edited, CY, Span(day(9), day(16)))
    assert on_call_at(edited, day(16)).person == ZOE


def test_an_edit_does_not_hand_over_to_somebody_who_is_off():
    cadence = replace(WEEKLY, count=2)
    rotation = a_rotation(ADA, BO, time_off=(off(ADA, day(10), day(20)),))
    (layer,) = rotation.layers

    rosters = rescheduled(layer.rosters, cadence, None, day(4))

    edited = replace(rotation, layers=(Layer(rosters=rosters),))
    assert told(edited, MONDAY, day(16)) == [(ADA, "02 09"), (BO, "10 09")]


def test_whoever_is_off_at_the_moment_of_an_edit_does_not_go_on():
    saturday = day(7, 12)
    rotation = a_rotation(hours=OFFICE, time_off=(off(ADA, day(7), day(8, 20)),))
    (layer,) = rotation.layers

    rosters = rescheduled(layer.rosters, WEEKLY, None, saturday)

    assert on_call_at(replace(rotation, layers=(Layer(rosters=rosters),)), saturday).person == BO


def test_what_was_planned_for_later_is_replaced_by_an_edit_before_it():
    rotation = edit(a_rotation(), day(20), ZOE)

    edited = edit(rotation, day(10), ADA, BO)

    (layer,) = edited.layers
    assert [one.valid_from for one in layer.rosters] == [MONDAY, day(10)]


def test_an_order_that_has_not_begun_can_be_edited():
    rotation = edit(a_rotation(), MONDAY - HOUR, CY, ADA)

    assert told(rotation, MONDAY - HOUR, day(10)) == [
        ("nobody", "02 08"),
        (CY, "02 09"),
        (ADA, "09 09"),
    ]


def test_other_handoffs_for_an_order_that_has_not_begun_do_not_begin_in_the_past():
    (layer,) = a_rotation().layers
    earlier = replace(WEEKLY, anchor=MONDAY - 3 * WEEK)

    rosters = rescheduled(layer.rosters, earlier, None, MONDAY - HOUR)

    rotation = Rotation(name="primary", layers=(Layer(rosters=rosters),))
    assert told(rotation, MONDAY - WEEK, day(3)) == [
        ("nobody", "23 09"),
        (ADA, "02 08"),
        (BO, "02 09"),
    ]


def test_the_second_turn_of_somebody_stays_their_second():
    rotation = edit(a_rotation(ADA, BO, ADA, CY), day(17), ADA, ZOE, BO, ADA, CY)

    assert [person for person, _ in told(rotation, day(16), day(24))] == [ADA, CY]


def test_the_first_member_of_an_empty_order_is_on_call_at_once():
    rotation = edit(edit(a_rotation(ADA), day(3)), day(5), BO)

    assert told(rotation, MONDAY, MONDAY + WEEK) == [
        (ADA, "02 09"),
        ("nobody", "03 09"),
        (BO, "05 09"),
    ]


def test_an_order_of_other_people_begins_with_the_first_of_them():
    rotation = edit(a_rotation(ADA, BO), day(11), CY, ZOE)

    assert on_call_at(rotation, day(11)).person == CY


def test_other_handoffs_leave_the_person_on_call_until_the_first_of_them():
    (layer,) = a_rotation().layers

    rosters = rescheduled(layer.rosters, DAILY, None, day(11, 15))

    rotation = Rotation(name="primary", layers=(Layer(rosters=rosters),))
    assert told(rotation, day(9), day(14)) == [(BO, "09 09"), (CY, "12 09"), (ADA, "13 09")]


def test_the_version_in_force_is_the_last_that_has_begun():
    (layer,) = edit(a_rotation(), day(10), ADA).layers

    assert in_force(layer.rosters, MONDAY - HOUR) is None
    assert in_force(layer.rosters, day(10)) is layer.rosters[1]


def test_nobody_has_a_place_in_an_empty_order():
    assert Roster(valid_from=MONDAY, cadence=WEEKLY, members=()).place_at(day(3)) is None


# --- layers and hours ------------------------------------------------------------------------


def test_a_lower_layer_is_on_call_where_everyone_of_the_upper_is_off_or_at_home():
    office = founded(WEEKLY, members(ADA), OFFICE)
    always = founded(WEEKLY, members(LOU))
    rotation = Rotation(
        name="primary",
        layers=(Layer(rosters=office, priority=1), Layer(rosters=always)),
        time_off=(off(ADA, day(9), day(10)),),
    )

    assert told(rotation, day(6), day(10, 12)) == [(ADA, "06 09"), (LOU, "06 17")]
    assert on_call_at(rotation, day(16)).person == ADA


def test_of_two_layers_that_count_the_same_the_first_goes_first():
    layers = (Layer(rosters=founded(WEEKLY, members(one))) for one in (ADA, BO))
    rotation = Rotation(name="primary", layers=tuple(layers))

    assert on_call_at(rotation, day(3)).person == ADA


def test_a_gap_in_the_upper_layer_keeps_its_reason_where_the_lower_has_nobody_either():
    office, evening = (
        Hours(timezone="UTC", windows=(Window(opens=time(first), closes=time(first + 8)),))
        for first in (9, 11)
    )
    rotation = Rotation(
        name="primary",
        layers=(
            Layer(rosters=founded(WEEKLY, members(ADA), office), priority=1),
            Layer(rosters=founded(WEEKLY, members(BO), evening)),
        ),
    )

    found = resolve(rotation, day(3), day(4))
    assert [(one.person, one.why) for one in found] == [
        (ADA, Why.TURN),
        (BO, Why.TURN),
        (None, Why.CLOSED),
    ]


def test_windows_that_touch_are_one_and_what_never_closes_has_no_end():
    night = Window(opens=time(22), closes=time(6))
    rest = Window(opens=time(6), closes=time(22))
    always = Hours(timezone="UTC", windows=(night, rest))
    never = Hours(timezone="UTC", windows=())

    assert always.open_between(day(2), day(20)) == (Span(day(2), day(20)),)
    assert always.window_at(day(4)) is None
    assert never.window_at(day(4)) is None
    assert never.open_between(day(2), day(3)) == ()
    assert not never.is_open(day(2))
    assert OFFICE.is_open(day(2))


def test_daily_turns_count_the_days_with_hours_and_weekly_ones_do_not():
    daily, weekly, nothing = (
        founded(cadence, members(ADA), hours)[0]
        for cadence, hours in (
            (DAILY, OFFICE),
            (WEEKLY, OFFICE),
            (DAILY, Hours(timezone="UTC", windows=())),
        )
    )

    assert daily.grid == replace(DAILY, days=OFFICE.days)
    assert weekly.grid is WEEKLY
    assert nothing.grid is DAILY


# --- what lies ahead -------------------------------------------------------------------------


def test_what_is_upcoming_begins_with_the_whole_of_the_shift_that_is_on():
    shifts = upcoming(a_rotation(), 3, day(11))

    assert shifts == (
        Shift(starts_at=day(9), ends_at=day(16), person=BO),
        Shift(starts_at=day(16), ends_at=day(23), person=CY),
        Shift(starts_at=day(23), ends_at=day(30), person=ADA),
    )


def test_overrides_are_in_what_is_upcoming():
    rotation = a_rotation(overrides=(override(ZOE, day(17), day(18)),))

    assert [one.person for one in upcoming(rotation, 4, day(11))] == [BO, CY, ZOE, CY]


def test_a_shift_that_goes_on_past_the_horizon_says_so():
    (shift,) = upcoming(a_rotation(ADA), 8, day(11), horizon=5 * WEEK)

    assert shift.is_cut
    assert shift.ends_at == day(11) + 5 * WEEK


def test_nothing_is_upcoming_where_nobody_takes_turns():
    assert upcoming(Rotation(name="primary", layers=()), 8, day(11)) == ()


def test_handoffs_are_changes_of_the_person_and_each_is_found_once():
    rotation = a_rotation(overrides=(override(ADA, day(4), day(11)),))

    first = handoffs_between(rotation, MONDAY - HOUR, MONDAY)
    then = handoffs_between(rotation, MONDAY, day(11))

    assert first == (Handoff(at=MONDAY, outgoing=None, incoming=ADA),)
    assert then == (Handoff(at=day(11), outgoing=ADA, incoming=BO),)


def test_gaps_are_found_before_they_come():
    rotation = a_rotation(ADA, BO, time_off=(off(ADA, day(16), day(17)), off(BO, day(17), day(18))))

    (gap,) = gaps_between(rotation, MONDAY, MONDAY + 12 * WEEK)

    assert (gap.starts_at, gap.ends_at, gap.why) == (day(16), day(23), Why.ALL_OFF)


@pytest.mark.parametrize("ends_at", [MONDAY, MONDAY - HOUR], ids=["empty", "backwards"])
def test_no_time_has_no_answer(ends_at: datetime):
    assert resolve(a_rotation(), MONDAY, ends_at) == ()
    assert shifts_between(a_rotation(), MONDAY, ends_at) == ()

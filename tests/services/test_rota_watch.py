"""Watching the rota: what is announced, once, however late and however often it is looked."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from bot.clock import SteppedClock
from bot.domain.content import ShiftIsNear, SyncGroup, Uncovered, Unread
from bot.domain.duty import Handed
from bot.domain.ids import UserId
from bot.domain.notice import Kind
from bot.domain.rotation import Why
from bot.services import Services
from bot.services.ground import Ground
from tests.builders import ADA, ANALYSTS, BO, CY, FRONT, LOU
from tests.fakes import FakeSender
from tests.services.turns import DAY, HOUR, MINUTE, MONDAY, NOW, TUESDAY, WEEK, Turns, a_plan, span

OFFICE = ["mon-fri 09:00-17:00"]
# What clocks in Berlin show as nine in the morning and five in the evening.
NINE, FIVE = timedelta(hours=8), timedelta(hours=16)
TUESDAY_BEFORE = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def dialect() -> str:
    """Name SQLite alone: both databases are watched in `test_rota_replicas`."""
    return "sqlite"


@pytest.fixture
def team(services: Services, ground: Ground, clock: SteppedClock) -> Turns:
    """Give a team without a rotation."""
    return Turns(services, ground, clock)


@pytest.fixture
def turns(team: Turns) -> Turns:
    """Give Ada, Bo and Cy, a week each."""
    team.begin(a_plan())
    return team


def all_are_off(turns: Turns, starts_at: datetime, hours: float) -> None:
    """Let everybody be off at the same time."""
    for user in ANALYSTS:
        off = span(starts_at, hours)
        turns.services.stand_ins.off(FRONT, user, off, None, f"off:{user}:{starts_at}")


# --- hand-offs --------------------------------------------------------------------------------


def test_a_hand_off_is_announced_to_both_sides(turns: Turns):
    turns.watch_at(MONDAY)

    first, second = turns.handed()
    assert (second.at, second.outgoing, second.incoming) == (MONDAY, ADA, BO)
    assert second.since == first.at
    assert turns.keys(Kind.HANDOFF) == [
        f"handoff:{first.id}:{ADA}",
        f"handoff:{second.id}:{ADA}",
        f"handoff:{second.id}:{BO}",
    ]


def test_however_often_it_is_looked_a_hand_off_happens_once(turns: Turns):
    for _ in range(5):
        turns.watch_at(max(turns.now, MONDAY))
        turns.clock.move(timedelta(seconds=20))

    assert turns.handovers() == [(None, ADA), (ADA, BO)]


def test_a_hand_off_is_dated_from_when_it_was_due_however_late_it_is_seen(turns: Turns):
    turns.watch_at(MONDAY + 3 * HOUR)

    assert turns.handed()[-1].at == MONDAY


def test_of_many_hand_offs_that_were_missed_the_last_is_announced(turns: Turns):
    turns.watch_at(MONDAY + 4 * WEEK + DAY)

    assert turns.handovers() == [(None, ADA), (ADA, CY)]
    assert turns.on_call() == CY
    assert turns.handed()[-1].at == MONDAY + 4 * WEEK
    assert len(turns.keys(Kind.HANDOFF)) == 3


def test_after_a_whole_round_that_was_missed_there_is_nothing_to_announce(turns: Turns):
    turns.watch_at(MONDAY + 2 * WEEK + DAY)

    assert turns.on_call() == ADA
    assert turns.handovers() == [(None, ADA)]


def test_a_clock_that_is_put_back_announces_nothing_twice(turns: Turns):
    turns.watch_at(MONDAY)
    before = turns.handed()

    turns.watch_at(MONDAY - timedelta(seconds=5))
    asked_then = turns.services.rota.on_call(FRONT)
    turns.watch_at(MONDAY + timedelta(seconds=1))

    assert turns.handed() == before
    assert asked_then == ADA
    assert len(turns.keys(Kind.HANDOFF)) == 3


def test_a_hand_off_at_the_moment_of_another_leads_from_the_first_to_the_last(turns: Turns):
    turns.watch_at(MONDAY)

    turns.services.stand_ins.take(FRONT, CY, None, "take:1")

    assert turns.handovers() == [(None, ADA), (ADA, CY)]


@pytest.mark.parametrize(
    ("midnight", "due_at"),
    [
        (datetime(2027, 3, 28, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (datetime(2027, 10, 31, tzinfo=UTC), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ],
    ids=["half past two never comes", "half past two comes twice"],
)
def test_in_a_night_in_which_clocks_change_there_is_one_hand_off(
    team: Turns, midnight: datetime, due_at: datetime
):
    team.begin(a_plan(every="day", starts="2026-11-24T02:30"))
    team.watch_at(midnight - HOUR)
    before = team.handed()

    for quarters in range(20):
        team.watch_at(midnight + quarters * 15 * MINUTE)

    (new,) = [one for one in team.handed() if one not in before]
    assert (new.at, new.outgoing) == (due_at, before[-1].incoming)
    assert new.incoming != new.outgoing


def test_each_rotation_has_hand_offs_of_its_own(team: Turns):
    team.begin(a_plan(), a_plan("backup", [CY, LOU], every="day"))

    team.watch_at(TUESDAY)

    assert team.handovers() == [(None, ADA), (ADA, BO)]
    assert team.handovers("backup") == [(None, CY), (CY, LOU)]
    assert len({one.id for name in ("primary", "backup") for one in team.handed(name)}) == 4


def test_an_exception_is_handed_over_and_back(turns: Turns):
    turns.services.stand_ins.take(FRONT, CY, span(NOW + DAY), "take:1")

    turns.watch_at(NOW + DAY)
    turns.watch_at(NOW + DAY + 4 * HOUR)

    assert turns.handovers() == [(None, ADA), (ADA, CY), (CY, ADA)]


# --- working hours ----------------------------------------------------------------------------


def test_closing_time_is_no_hand_off_and_opening_again_is_none_either(team: Turns):
    team.begin(a_plan(hours=OFFICE))

    for hours in range(5, 40):
        team.watch_at(NOW + hours * HOUR)

    assert team.handovers() == [(None, ADA)]
    assert team.told(Kind.UNCOVERED) == []


def test_at_opening_time_the_next_takes_over(team: Turns):
    team.begin(a_plan(every="day", hours=OFFICE))
    team.watch_at(TUESDAY_BEFORE + FIVE)
    in_the_evening = team.handed()

    team.watch_at(TUESDAY_BEFORE + DAY + NINE)

    assert team.duty().person == BO
    assert [one.outgoing for one in in_the_evening] == [None]
    assert team.handed()[-1].at == TUESDAY_BEFORE + DAY + NINE
    assert team.handovers()[-1] == (ADA, BO)


def test_after_friday_comes_monday(team: Turns):
    team.begin(a_plan(members=[ADA, BO], every="day", hours=OFFICE))
    friday = TUESDAY_BEFORE + 3 * DAY
    team.watch_at(friday + NINE)

    for hours in range(1, 48):
        team.watch_at(friday + NINE + hours * HOUR)
    at_the_weekend = team.handed()
    team.watch_at(MONDAY)

    assert [(one.at, one.incoming) for one in at_the_weekend[1:]] == [(friday + NINE, BO)]
    assert [(one.at, one.incoming) for one in team.handed()[2:]] == [(MONDAY, ADA)]


# --- reminders --------------------------------------------------------------------------------


def test_a_shift_is_announced_a_day_ahead_and_once(turns: Turns, sender: FakeSender):
    turns.watch_at(MONDAY - DAY - MINUTE)
    before = turns.told(Kind.SOON)

    for hours in range(24):
        turns.watch_at(MONDAY - DAY + hours * HOUR)
        sender.say_all()

    (said,) = sender.contents(ShiftIsNear)
    assert before == []
    assert turns.told(Kind.SOON) == [BO]
    assert (said.shift.person, said.shift.starts_at) == (BO, MONDAY)
    assert said.shift.ends_at == MONDAY + WEEK


def test_how_long_ahead_is_a_setting(turns: Turns):
    turns.services.settings.replace(FRONT, "[timing]\nshift_reminder_hours = 2")

    turns.watch_at(MONDAY - 3 * HOUR)
    before = turns.told(Kind.SOON)
    turns.watch_at(MONDAY - 2 * HOUR)

    assert (before, turns.told(Kind.SOON)) == ([], [BO])


def test_of_a_shift_that_is_changed_within_a_day_everybody_hears_what_is_true(
    turns: Turns, sender: FakeSender
):
    turns.watch_at(MONDAY - 12 * HOUR)

    turns.services.stand_ins.take(FRONT, CY, span(MONDAY), "take:1")
    sender.say_all()

    near = {one.shift.person: one.shift.starts_at for one in sender.contents(ShiftIsNear)}
    assert near == {CY: MONDAY, BO: MONDAY + 4 * HOUR}


def test_whoever_is_on_call_each_day_of_a_week_is_not_reminded_each_evening(team: Turns):
    team.begin(a_plan(hours=OFFICE))

    for hours in range(60):
        team.watch_at(NOW + hours * HOUR)

    assert team.told(Kind.SOON) == []


# --- nobody on call ---------------------------------------------------------------------------


def test_that_nobody_is_on_call_is_said_once_as_long_as_it_is_so(turns: Turns, sender: FakeSender):
    all_are_off(turns, NOW + DAY, 24)
    sender.say_all()
    sender.said.clear()

    for hours in range(24):
        turns.watch_at(NOW + DAY + hours * HOUR)
        sender.say_all()

    (said,) = sender.contents(Uncovered)
    assert (said.rotation, said.why, said.is_now) == ("primary", Why.ALL_OFF, True)
    assert turns.handovers()[-1] == (ADA, None)


def test_whoever_follows_nobody_is_told_and_the_next_time_without_anybody_is_said_again(
    turns: Turns, sender: FakeSender
):
    for monday in (MONDAY, MONDAY + WEEK):
        turns.clock.move(MINUTE)
        all_are_off(turns, monday - DAY, 24)
        sender.say_all()
        turns.watch_at(monday - DAY)
        sender.say_all()
        turns.watch_at(monday)

    assert turns.handovers() == [(None, ADA), (ADA, None), (None, BO), (BO, None), (None, CY)]
    assert [one.span.starts_at for one in sender.contents(Uncovered) if one.is_now] == [
        MONDAY - DAY,
        MONDAY + WEEK - DAY,
    ]


def test_a_gap_to_come_is_found_by_the_daily_look_and_said_once(turns: Turns, sender: FakeSender):
    all_are_off(turns, TUESDAY + 2 * WEEK, 24)

    for days in range(5):
        turns.watch_at(NOW + days * DAY)
        sender.say_all()

    (said,) = sender.contents(Uncovered)
    assert (said.is_now, said.why) == (False, Why.ALL_OFF)
    assert said.span.starts_at == MONDAY + 2 * WEEK
    assert turns.told(Kind.UNCOVERED) == [LOU]


def test_a_gap_that_was_closed_before_it_could_be_said_is_not_said(
    turns: Turns, sender: FakeSender
):
    all_are_off(turns, TUESDAY + 2 * WEEK, 24)
    turns.watch_at(NOW + DAY)

    (off,) = turns.services.stand_ins.mine(FRONT, ADA).time_off
    turns.services.stand_ins.back(FRONT, ADA, off.time_off.id)
    sender.say_all()

    assert sender.contents(Uncovered) == []


def test_nights_outside_of_working_hours_are_no_gaps(team: Turns, sender: FakeSender):
    team.begin(a_plan(hours=OFFICE))

    for days in range(4):
        team.watch_at(NOW + days * DAY)
    sender.say_all()

    assert sender.contents(Uncovered) == []


# --- the hand-off is read, or not -------------------------------------------------------------


def late(turns: Turns, sender: FakeSender, acknowledge: Any = None) -> list[Handed]:
    """Let an hour pass after Monday's hand-off; return what the lead hears was not read."""
    turns.watch_at(MONDAY)
    sender.say_all()
    if acknowledge:
        acknowledge()
    turns.clock.move(59 * MINUTE)
    sender.say_all()
    assert sender.contents(Unread) == []
    turns.clock.move(MINUTE)
    sender.say_all()
    return [one.handed for one in sender.contents(Unread)]


def test_a_hand_off_that_nobody_has_acknowledged_within_an_hour_is_the_leads_business(
    turns: Turns, sender: FakeSender
):
    (said,) = late(turns, sender)

    assert (said.at, said.incoming) == (MONDAY, BO)
    assert turns.told(Kind.UNREAD) == [LOU]


def test_of_a_hand_off_that_was_acknowledged_the_lead_hears_nothing(
    turns: Turns, sender: FakeSender
):
    def acknowledge() -> None:
        turns.services.handoffs.acknowledge(FRONT, turns.handed()[-1].id, BO)

    assert late(turns, sender, acknowledge) == []


def test_a_hand_off_that_another_has_followed_is_nobodys_business_any_more(
    turns: Turns, sender: FakeSender
):
    def take_over() -> None:
        turns.clock.move(MINUTE)
        turns.services.stand_ins.take(FRONT, CY, None, "take:1")
        turns.clock.move(-MINUTE)

    assert late(turns, sender, take_over) == []


def test_a_first_shift_has_no_note_to_acknowledge(turns: Turns):
    assert turns.handovers() == [(None, ADA)]
    assert turns.told(Kind.UNREAD) == []


# --- the handle -------------------------------------------------------------------------------


def test_the_handle_follows_whoever_is_on_call_exceptions_included(team: Turns, sender: FakeSender):
    team.begin(a_plan(user_group="S0RAPID"))
    sender.say_all()
    team.services.stand_ins.take(FRONT, LOU, span(MONDAY + HOUR), "take:1")

    for at in (MONDAY, MONDAY + HOUR, MONDAY + 5 * HOUR):
        team.watch_at(at)
        sender.say_all()

    people = [one.people for one in sender.contents(SyncGroup)]
    assert people[-3:] == [(BO,), (LOU,), (BO,)]


def test_two_rotations_with_one_handle_are_both_named(team: Turns, sender: FakeSender):
    team.begin(a_plan(user_group="S0RAPID"), a_plan("backup", [CY, LOU], user_group="S0RAPID"))
    team.services.rota.sync_groups(FRONT)
    sender.say_all()

    assert sender.contents(SyncGroup)[-1].people == (ADA, CY)


# --- asked in passing -------------------------------------------------------------------------


@pytest.mark.parametrize("facts", [{}, {"every": "day", "hours": OFFICE}], ids=["weeks", "days"])
def test_what_is_answered_in_passing_is_what_the_rotation_says(team: Turns, facts: dict[str, Any]):
    team.begin(a_plan(**facts))
    draw = Random(7)  # noqa: S311  # the same story each time
    team.services.stand_ins.off(FRONT, BO, span(MONDAY + DAY, 30), None, "off:1")
    team.services.stand_ins.take(FRONT, CY, span(MONDAY + 2 * DAY, 3), "take:1")
    answers: list[tuple[UserId | None, UserId | None]] = []

    for _ in range(60):
        team.clock.move(draw.randint(1, 1500) * MINUTE)
        if draw.random() < 0.5:
            team.watch()
        answers.append((team.services.rota.on_call(FRONT), team.on_call()))

    assert [told for told, _ in answers] == [true for _, true in answers]
    assert len({true for _, true in answers}) > 2

"""The rota as people use it: seats, time off, cover, exchanges, and who hears of what."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.clock import SteppedClock
from bot.domain.cadence import EVERY_DAY, Span, Weekday
from bot.domain.content import DatesMoved, Invitation, OnCall, Uncovered
from bot.domain.cover import Stage
from bot.domain.duty import Preference
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import UserId
from bot.domain.notice import Kind
from bot.domain.rotation import Why
from bot.services import Services
from bot.services.ground import Ground
from tests.builders import ADA, ANALYSTS, BO, CY, FINN, FRONT, LOU, ZOE
from tests.fakes import FakeSender
from tests.services.turns import (
    DAY,
    HOUR,
    MINUTE,
    MONDAY,
    NOW,
    TUESDAY,
    WEEK,
    Turns,
    a_plan,
    planned,
    span,
)

# A weekly rotation behind another, so that there is somebody while nobody is.
BEHIND = a_plan("backup", [CY, LOU])
NEXT_TUESDAY = date(2026, 12, 1)


@pytest.fixture
def turns(services: Services, ground: Ground, clock: SteppedClock) -> Turns:
    """Give Ada, Bo and Cy, who have all accepted."""
    turns = Turns(services, ground, clock)
    turns.begin(a_plan())
    return turns


def refused(do: Callable[[], Any]) -> Refusal:
    """Return the refusal that comes of it."""
    with pytest.raises(Refusal) as caught:
        do()
    return caught.value


def all_of(turns: Turns) -> list[object]:
    """Return everything that decides who is on call, and who was told of it."""
    with turns.ground.db.read() as tx:
        return [
            turns.rotation(),
            tx.rota.seats(FRONT),
            tx.rota.preferences(FRONT),
            turns.handed(),
            [(kind, turns.keys(kind)) for kind in Kind],
        ]


# --- taking turns -----------------------------------------------------------------------------


def test_nobody_takes_turns_until_they_accept(services: Services, ground: Ground, clock):
    turns = Turns(services, ground, clock)

    turns.plan(a_plan())

    board = services.rota.board(FRONT, ADA)
    assert [(one.person, one.why) for one in board.rotations] == [(None, Why.NO_MEMBERS)]
    assert turns.told(Kind.INVITE) == [ADA, BO, CY]


def test_whoever_accepts_first_is_on_call_and_the_others_follow_in_the_order_of_the_plan(
    services: Services, ground: Ground, clock
):
    turns = Turns(services, ground, clock)
    turns.plan(a_plan())

    answer = services.rota.join(FRONT, BO)
    turns.join(CY, ADA)

    assert answer.person == BO
    assert turns.order(weeks=3) == [BO, CY, ADA, BO]


def test_somebody_whom_the_plan_does_not_name_joins_at_its_end(turns: Turns):
    turns.services.rota.join(FRONT, LOU)

    assert turns.services.settings.current(FRONT).rotations[0].members == (*ANALYSTS, LOU)
    assert turns.order(weeks=4) == [ADA, BO, CY, LOU, ADA]


def test_joining_twice_is_joining_once(turns: Turns):
    before = all_of(turns)

    turns.clock.move(MINUTE)
    turns.join(BO)

    assert all_of(turns) == before


def test_settings_that_change_nothing_about_a_rotation_leave_it_as_it_was(turns: Turns):
    versions = turns.versions()

    turns.clock.move(DAY)
    turns.services.settings.replace(FRONT, '[team]\nname = "Data people"')

    assert turns.versions() == versions


def test_an_invitation_shows_what_was_answered(turns: Turns, sender: FakeSender):
    turns.services.settings.replace(FRONT, planned(a_plan(members=[*ANALYSTS, LOU])))
    sender.say_all()
    turns.clock.move(MINUTE)

    turns.services.rota.leave(FRONT, LOU)
    sender.say_all()

    invitations = [
        parcel.content
        for parcel in sender.said
        if isinstance(parcel.content, Invitation) and parcel.notice.target.user == LOU
    ]
    assert [one.is_open for one in invitations] == [True, False]
    assert not invitations[-1].is_taken


def test_a_rotation_is_found_however_it_is_written(turns: Turns):
    turns.services.rota.leave(FRONT, BO, "PriMary")

    assert turns.order(weeks=2) == [ADA, CY, ADA]


def test_who_leaves_during_their_shift_serves_to_its_end(turns: Turns):
    turns.services.rota.leave(FRONT, ADA)

    assert turns.shifts(weeks=2) == [(ADA, NOW), (BO, MONDAY), (CY, MONDAY + WEEK)]
    assert ADA not in turns.order(weeks=8)[1:]


def test_who_leaves_twice_has_left_once(turns: Turns):
    turns.services.rota.leave(FRONT, ADA)
    before = turns.shifts(weeks=8)

    turns.services.rota.leave(FRONT, ADA)
    turns.clock.move(MINUTE)
    turns.services.rota.leave(FRONT, ADA)

    assert turns.shifts(weeks=8)[1:] == before[1:]


def test_who_has_left_from_monday_on_and_comes_back_before_has_not_left(turns: Turns):
    before = turns.shifts(weeks=8)
    turns.services.rota.leave(FRONT, ADA)
    turns.clock.move(MINUTE)

    turns.join(ADA)

    assert turns.shifts(weeks=8)[1:] == before[1:]


def test_who_leaves_at_once_after_all_is_followed_at_once(turns: Turns):
    turns.services.rota.leave(FRONT, ADA)
    turns.clock.move(MINUTE)

    turns.services.rota.leave(FRONT, ADA, at_once=True)

    assert turns.on_call() == BO
    assert ADA not in turns.order(weeks=8)


def test_who_joins_before_the_leaver_is_gone_costs_nobody_a_turn(turns: Turns):
    turns.services.rota.leave(FRONT, ADA)

    turns.join(LOU)

    assert turns.order(weeks=4) == [ADA, BO, CY, LOU, BO]


def test_who_leaves_at_once_is_followed_at_once(turns: Turns):
    turns.services.rota.leave(FRONT, ADA, at_once=True)

    assert turns.on_call() == BO
    assert turns.handovers() == [(None, ADA), (ADA, BO)]


def test_who_has_left_may_come_back_at_their_place(turns: Turns):
    turns.services.rota.leave(FRONT, BO)
    turns.clock.move(DAY)

    turns.join(BO)

    assert turns.order(weeks=3) == [ADA, BO, CY, ADA]


def test_the_last_who_leaves_leaves_nobody_and_the_leads_hear_of_it(
    turns: Turns, sender: FakeSender
):
    sender.say_all()
    turns.clock.move(MINUTE)

    for user in ANALYSTS:
        turns.services.rota.leave(FRONT, user, at_once=True)
    sender.say_all()

    assert turns.on_call() is None
    (said,) = sender.contents(Uncovered)
    assert (said.why, said.is_now) == (Why.NO_MEMBERS, True)


def test_a_new_rotation_is_no_alarm_unless_nobody_accepts_within_an_hour(
    turns: Turns, sender: FakeSender
):
    turns.services.settings.replace(FRONT, planned(a_plan(), a_plan("night"), a_plan("day")))
    turns.services.rota.join(FRONT, ADA, "day")
    sender.say_all()
    at_once = sender.contents(Uncovered)
    turns.clock.move(HOUR)
    turns.services.rota.watch(FRONT)
    sender.say_all()

    assert at_once == []
    assert [said.rotation for said in sender.contents(Uncovered)] == ["night"]


@pytest.mark.parametrize("user", [FINN, ZOE])
def test_who_is_in_no_team_takes_no_turns(turns: Turns, user: UserId):
    before = all_of(turns)

    refusals = [
        refused(lambda: turns.services.rota.join(FRONT, user)),
        refused(lambda: turns.services.stand_ins.take(FRONT, user, None, "take:1")),
        refused(lambda: turns.services.stand_ins.off(FRONT, user, span(MONDAY), None, "off:1")),
        refused(lambda: turns.services.rota.prefer(FRONT, Preference(person=user))),
    ]

    assert [(one.reason, one.owner) for one in refusals] == [(Reason.NOT_IN_TEAM, user)] * 4
    assert all_of(turns) == before


@pytest.mark.parametrize("fact", ["is_bot", "is_deleted", "is_stranger"])
def test_bots_strangers_and_closed_accounts_take_no_turns(turns: Turns, fact: str):
    turns.knows(LOU, **{fact: True})

    refusal = refused(lambda: turns.services.rota.join(FRONT, LOU))

    assert (refusal.reason, refusal.owner) == (Reason.TAKES_NO_PART, LOU)
    assert LOU not in turns.services.settings.current(FRONT).rotations[0].members


@pytest.mark.parametrize(
    "do",
    [
        lambda services: services.rota.join(FRONT, ADA, "tertiary"),
        lambda services: services.rota.leave(FRONT, ADA, "tertiary"),
        lambda services: services.stand_ins.take(FRONT, ADA, None, "take:1", "tertiary"),
    ],
    ids=["join", "leave", "take"],
)
def test_a_rotation_that_there_is_not_is_refused(turns: Turns, do: Callable[[Any], Any]):
    before = all_of(turns)

    assert refused(lambda: do(turns.services)).reason is Reason.NO_ROTATION
    assert all_of(turns) == before


@pytest.mark.parametrize(
    "do",
    [
        lambda services: services.rota.board(FRONT, ADA),
        lambda services: services.rota.at(FRONT, MONDAY, ADA),
        lambda services: services.rota.week(FRONT, ADA),
        lambda services: services.rota.upcoming(FRONT, ADA, 4),
        lambda services: services.rota.fairness(FRONT, ADA),
        lambda services: services.rota.join(FRONT, ADA),
        lambda services: services.rota.leave(FRONT, ADA),
        lambda services: services.stand_ins.take(FRONT, ADA, None, "take:1"),
    ],
    ids=["board", "at", "week", "next", "fairness", "join", "leave", "take"],
)
def test_without_rotations_everything_says_that_there_are_none(
    services: Services, do: Callable[[Any], Any]
):
    assert refused(lambda: do(services)).reason is Reason.NO_ROTATIONS


def test_who_is_not_in_a_rotation_cannot_leave_it(turns: Turns):
    assert refused(lambda: turns.services.rota.leave(FRONT, LOU)).reason is Reason.NOT_IN_ROTATION


def test_a_rotation_that_was_ended_is_nobodys_and_is_not_found(turns: Turns):
    turns.plan(BEHIND)

    assert turns.on_call() is None
    assert turns.services.rota.reading(FRONT, ADA).rotations == ("backup",)
    assert refused(lambda: turns.services.rota.join(FRONT, ADA, "primary")).reason is (
        Reason.NO_ROTATION
    )


def test_that_a_rotation_was_ended_alarms_nobody(turns: Turns, sender: FakeSender):
    turns.services.settings.replace(FRONT, "rotations = []")

    turns.watch_at(TUESDAY)
    sender.say_all()

    assert sender.contents(Uncovered) == []


def test_whoever_is_taken_out_of_the_team_has_no_turns(turns: Turns):
    turns.services.settings.replace(FRONT, '[members]\nrapid_response = ["U0ADA", "U0CY"]')

    assert turns.order(weeks=2) == [ADA, CY, ADA]


# --- looking ----------------------------------------------------------------------------------


def test_the_board_says_who_is_on_call_until_when_and_who_comes_next(turns: Turns):
    board = turns.services.rota.board(FRONT, BO)

    (on,) = board.rotations
    assert (on.person, on.why, on.until) == (ADA, Why.TURN, MONDAY)
    assert on.then
    assert (on.then.person, on.then.starts_at, on.then.ends_at) == (BO, MONDAY, MONDAY + WEEK)
    assert board.mine == ("primary", on.then)
    assert [one.person for one in board.seats] == [BO]
    assert (board.gaps, board.may_take_turns, str(board.zone)) == ((), True, "Europe/Berlin")


def test_the_board_is_for_everybody_to_read(turns: Turns):
    board = turns.services.rota.board(FRONT, FINN)

    assert [one.person for one in board.rotations] == [ADA]
    assert (board.mine, board.seats, board.may_take_turns) == (None, (), False)


def test_dates_are_read_in_the_readers_own_zone(turns: Turns):
    turns.knows(BO, timezone="America/New_York")

    assert str(turns.services.rota.zone(FRONT, BO)) == "America/New_York"
    assert str(turns.services.rota.board(FRONT, BO).zone) == "America/New_York"


def test_the_board_says_when_somebody_is_on_call_again(services: Services, ground, clock):
    turns = Turns(services, ground, clock)
    turns.begin(a_plan(hours=["mon-fri 09:00-17:00"]))
    clock.move(NOW.replace(hour=20) - turns.now)

    (on,) = services.rota.board(FRONT, ADA).rotations

    assert (on.person, on.why) == (None, Why.CLOSED)
    assert on.opens_at == NOW.replace(hour=8) + DAY
    assert services.rota.board(FRONT, ADA).gaps == ()


def test_the_board_shows_when_nobody_will_be_on_call(turns: Turns):
    for index, user in enumerate(ANALYSTS):
        turns.services.stand_ins.off(FRONT, user, span(TUESDAY + WEEK, 24), None, f"off:{index}")

    ((name, gap),) = turns.services.rota.board(FRONT, ADA).gaps

    assert (name, gap.why, gap.starts_at) == ("primary", Why.ALL_OFF, MONDAY + WEEK)


@pytest.mark.parametrize(
    ("at", "person"),
    [
        (NOW - 2 * HOUR, None),
        (NOW, ADA),
        (MONDAY - MINUTE, ADA),
        (MONDAY, BO),
        (MONDAY + 2 * WEEK, ADA),
        (MONDAY + 100 * WEEK, CY),
    ],
    ids=["before it began", "now", "before the hand-off", "at it", "later", "in two years"],
)
def test_who_is_on_call_at_any_moment(turns: Turns, at: datetime, person: UserId | None):
    (on,) = turns.services.rota.at(FRONT, at, ADA)

    assert on.person == person


def test_what_was_does_not_change_with_what_is_arranged_later(turns: Turns):
    turns.watch_at(MONDAY + 3 * WEEK + DAY)
    turns.services.rota.leave(FRONT, BO, at_once=True)
    turns.services.stand_ins.take(FRONT, CY, None, "take:1")

    answers = [turns.services.rota.at(FRONT, MONDAY + n * WEEK, ADA)[0] for n in (-1, 0, 1, 2)]

    assert [one.person for one in answers[1:]] == [BO, CY, ADA]


def test_the_week_and_the_next_ones(turns: Turns):
    week = turns.services.rota.week(FRONT, ADA)
    three = turns.services.rota.upcoming(FRONT, ADA, 3)
    most = turns.services.rota.upcoming(FRONT, ADA, 1000)

    assert [one.person for one in dict(week.by_rotation)["primary"]] == [ADA, BO]
    assert [one.person for one in dict(three.by_rotation)["primary"]] == [ADA, BO, CY]
    assert len(dict(most.by_rotation)["primary"]) == 50


# --- who hears of it --------------------------------------------------------------------------


def settled(turns: Turns, sender: FakeSender) -> None:
    """Let everything be said that there is, two minutes from now too."""
    sender.say_all()
    turns.clock.move(3 * MINUTE)
    sender.say_all()
    sender.said.clear()


def moved(sender: FakeSender) -> dict[UserId, DatesMoved]:
    """Return who was told that their dates are others, and what they read."""
    return {
        one.notice.target.user: one.content
        for one in sender.said
        if one.notice.target.user and isinstance(one.content, DatesMoved)
    }


def test_whose_dates_are_moved_is_told_and_who_moved_them_is_not(turns: Turns, sender: FakeSender):
    settled(turns, sender)

    turns.services.rota.leave(FRONT, BO)
    turns.clock.move(3 * MINUTE)
    sender.say_all()

    assert sorted(moved(sender)) == [ADA, CY]


def test_the_dates_before_are_those_before_the_first_of_several_edits(
    turns: Turns, sender: FakeSender
):
    settled(turns, sender)
    cy = next(at for person, at in turns.shifts() if person == CY)

    turns.services.rota.leave(FRONT, BO)
    turns.clock.move(MINUTE)
    turns.join(LOU)
    turns.clock.move(3 * MINUTE)
    sender.say_all()

    told = moved(sender)[CY]
    assert turns.told(Kind.MOVED).count(CY) == 1
    assert told.before[0].starts_at == cy
    assert told.after[0].starts_at == cy - WEEK


def test_who_gets_the_same_dates_back_hears_nothing(turns: Turns, sender: FakeSender):
    settled(turns, sender)

    turns.services.rota.leave(FRONT, BO)
    turns.clock.move(MINUTE)
    turns.join(BO)
    turns.clock.move(3 * MINUTE)
    sender.say_all()

    assert moved(sender) == {}


def test_an_admin_who_changes_the_order_leaves_news_for_all_whose_dates_it_moves(
    turns: Turns, sender: FakeSender
):
    settled(turns, sender)

    turns.plan(a_plan(members=[ADA, CY, BO]))
    turns.clock.move(3 * MINUTE)
    sender.say_all()

    assert sorted(moved(sender)) == [BO, CY]


# --- time off ---------------------------------------------------------------------------------


def test_whoever_is_next_stands_in_for_the_whole_turn_and_nobody_else_is_moved(turns: Turns):
    before = turns.shifts(weeks=6)

    off = turns.services.stand_ins.off(FRONT, BO, span(TUESDAY, 24), "skiing", "off:1")

    assert (off.covered_by, off.uncovered, off.promised, off.reason) == ((CY,), (), (), "skiing")
    assert [one for one in turns.shifts(weeks=6) if one[0] == ADA] == [
        one for one in before if one[0] == ADA
    ]
    assert turns.on_call(TUESDAY) == turns.on_call(MONDAY) == CY


def test_time_off_that_is_told_twice_is_filed_once(turns: Turns):
    first = turns.services.stand_ins.off(FRONT, BO, span(TUESDAY), None, "off:1")
    turns.clock.move(MINUTE)
    again = turns.services.stand_ins.off(FRONT, BO, span(TUESDAY), None, "off:1")

    assert again.time_off == first.time_off
    assert len(turns.services.stand_ins.mine(FRONT, BO).time_off) == 1


def test_time_off_says_what_is_left_uncovered_and_what_was_promised(turns: Turns):
    turns.services.stand_ins.take(FRONT, BO, span(MONDAY + WEEK), "take:1")
    for user in (ADA, CY):
        turns.services.stand_ins.off(FRONT, user, span(MONDAY, 200), None, f"off:{user}")

    off = turns.services.stand_ins.off(FRONT, BO, span(MONDAY, 200), None, "off:1")

    assert off.uncovered[0].starts_at == MONDAY
    assert off.promised == (span(MONDAY + WEEK),)


def test_who_comes_back_early_has_their_shift(turns: Turns):
    off = turns.services.stand_ins.off(FRONT, BO, span(TUESDAY, 24), None, "off:1")

    turns.services.stand_ins.back(FRONT, BO, off.time_off.id)

    assert turns.on_call(TUESDAY) == BO
    assert turns.services.stand_ins.mine(FRONT, BO).time_off == ()


def test_only_ones_own_time_off_can_be_withdrawn(turns: Turns):
    off = turns.services.stand_ins.off(FRONT, BO, span(TUESDAY, 24), None, "off:1")

    others = refused(lambda: turns.services.stand_ins.back(FRONT, ADA, off.time_off.id))
    unknown = refused(lambda: turns.services.stand_ins.back(FRONT, BO, 99))

    assert (others.reason, unknown.reason) == (Reason.NOT_FOR_YOU, Reason.NOT_FOR_YOU)
    assert turns.on_call(TUESDAY) == CY


def test_a_calendar_that_is_brought_again_brings_what_is_new(turns: Turns):
    first = [(span(TUESDAY), "Dentist", "ics:1"), (span(TUESDAY + DAY), None, "ics:2")]
    second = [*first, (span(TUESDAY + 2 * DAY), None, "ics:3")]

    counts = [turns.services.stand_ins.off_all(FRONT, BO, one) for one in (first, second, second)]

    assert counts == [2, 1, 0]


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (span(NOW - 5 * HOUR), Reason.IS_OVER),
        (Span(TUESDAY, MONDAY), Reason.ENDS_FIRST),
        (Span(MONDAY, MONDAY), Reason.ENDS_FIRST),
        (Span(MONDAY, MONDAY + 401 * DAY), Reason.TOO_LONG),
    ],
    ids=["over", "backwards", "nothing", "a year and more"],
)
def test_time_off_that_makes_no_sense_is_refused(turns: Turns, wanted: Span, reason: Reason):
    before = all_of(turns)

    refusal = refused(lambda: turns.services.stand_ins.off(FRONT, BO, wanted, None, "off:1"))

    assert refusal.reason is reason
    assert all_of(turns) == before


def test_one_bad_date_in_a_calendar_leaves_nothing_of_it(turns: Turns):
    wanted = [(span(TUESDAY), None, "ics:1"), (Span(TUESDAY, MONDAY), None, "ics:2")]

    assert refused(lambda: turns.services.stand_ins.off_all(FRONT, BO, wanted)).reason is (
        Reason.ENDS_FIRST
    )
    assert turns.services.stand_ins.mine(FRONT, BO).time_off == ()


# --- cover ------------------------------------------------------------------------------------


def ask(turns: Turns, asker: UserId = BO, wanted: Span | None = None) -> int:
    """Ask for cover on Tuesday, and return the number of the request."""
    (asked,) = turns.services.stand_ins.ask_cover(FRONT, asker, wanted or span(TUESDAY), "cover:1")
    return asked.cover.id


def test_everybody_who_may_is_asked_for_cover(turns: Turns):
    turns.join(LOU)

    ask(turns)

    assert turns.told(Kind.COVER) == [ADA, BO, CY, LOU]


def test_who_is_off_or_only_wants_the_backup_or_has_left_is_not_asked(turns: Turns):
    turns.join(LOU)
    turns.services.stand_ins.off(FRONT, ADA, span(TUESDAY + HOUR, 24), None, "off:1")
    turns.services.rota.prefer(FRONT, Preference(person=CY, is_backup_only=True))
    turns.services.rota.leave(FRONT, LOU)

    ask(turns)

    assert turns.told(Kind.COVER) == [BO]


def test_who_takes_a_cover_has_just_that_time(turns: Turns):
    number = ask(turns)

    taken = turns.services.stand_ins.take_cover(FRONT, number, ADA)

    assert (taken.value.taker, taken.value.stage(turns.now)) == (ADA, Stage.TAKEN)
    assert [turns.on_call(at) for at in (TUESDAY - MINUTE, TUESDAY, TUESDAY + 4 * HOUR)] == [
        BO,
        ADA,
        BO,
    ]


def test_the_first_who_takes_a_cover_has_it(turns: Turns):
    number = ask(turns)
    turns.services.stand_ins.take_cover(FRONT, number, ADA)

    refusal = refused(lambda: turns.services.stand_ins.take_cover(FRONT, number, CY))
    again = turns.services.stand_ins.take_cover(FRONT, number, ADA)

    assert (refusal.reason, refusal.owner) == (Reason.ALREADY_TAKEN, ADA)
    assert again.value.taker == ADA


def test_a_cover_that_nobody_has_taken_is_still_the_askers(turns: Turns):
    number = ask(turns)
    turns.watch_at(TUESDAY)

    refusal = refused(lambda: turns.services.stand_ins.take_cover(FRONT, number, ADA))

    assert refusal.reason is Reason.HAS_BEGUN
    assert turns.on_call() == BO


def test_a_cover_that_was_withdrawn_cannot_be_taken(turns: Turns):
    number = ask(turns)

    turns.services.stand_ins.withdraw_cover(FRONT, number, BO)

    refusal = refused(lambda: turns.services.stand_ins.take_cover(FRONT, number, ADA))
    assert refusal.reason is Reason.CALLED_OFF


def test_a_cover_is_withdrawn_by_who_asked_while_it_is_not_taken(turns: Turns):
    number = ask(turns)

    others = refused(lambda: turns.services.stand_ins.withdraw_cover(FRONT, number, ADA))
    turns.services.stand_ins.take_cover(FRONT, number, ADA)
    late = refused(lambda: turns.services.stand_ins.withdraw_cover(FRONT, number, BO))

    assert (others.reason, late.reason) == (Reason.NOT_FOR_YOU, Reason.ALREADY_TAKEN)


@pytest.mark.parametrize(
    ("by", "reason"),
    [
        (BO, Reason.OWN_REQUEST),
        (CY, Reason.OFF_THEN),
        (FINN, Reason.NOT_IN_TEAM),
    ],
    ids=["who asked", "who is off", "an outsider"],
)
def test_who_cannot_stand_in_is_told_why(turns: Turns, by: UserId, reason: Reason):
    turns.services.stand_ins.off(FRONT, CY, span(TUESDAY, 1), None, "off:1")
    number = ask(turns)

    assert refused(lambda: turns.services.stand_ins.take_cover(FRONT, number, by)).reason is reason
    assert turns.on_call(TUESDAY) == BO


def test_cover_that_was_never_asked_for_is_gone(turns: Turns):
    assert (
        refused(lambda: turns.services.stand_ins.take_cover(FRONT, 99, ADA)).reason is Reason.GONE
    )
    assert refused(lambda: turns.services.stand_ins.withdraw_cover(FRONT, 99, ADA)).reason is (
        Reason.GONE
    )


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (span(NOW - 2 * HOUR, 1), Reason.IS_OVER),
        (span(NOW, 1), Reason.HAS_BEGUN),
        (Span(TUESDAY, MONDAY), Reason.ENDS_FIRST),
        (span(TUESDAY), Reason.NOT_YOUR_SHIFT),
    ],
    ids=["over", "begun", "backwards", "not theirs"],
)
def test_cover_that_makes_no_sense_is_refused(turns: Turns, wanted: Span, reason: Reason):
    before = all_of(turns)

    refusal = refused(lambda: turns.services.stand_ins.ask_cover(FRONT, ADA, wanted, "cover:1"))

    assert refusal.reason is reason
    assert all_of(turns) == before


def test_cover_that_is_told_twice_is_asked_for_once(turns: Turns):
    assert ask(turns) == ask(turns) == 1
    assert turns.told(Kind.COVER) == [ADA, BO, CY]


def test_cover_is_asked_for_in_each_rotation_that_is_theirs(services: Services, ground, clock):
    turns = Turns(services, ground, clock)
    turns.begin(a_plan(), a_plan("backup", [CY, BO]))

    asked = services.stand_ins.ask_cover(FRONT, BO, span(TUESDAY), "cover:1")

    assert [one.cover.rotation for one in asked] == ["primary", "backup"]


def test_whoever_was_asked_sees_that_somebody_else_has_taken_it(turns: Turns, sender: FakeSender):
    number = ask(turns)
    sender.say_all()
    sender.said.clear()
    turns.clock.move(MINUTE)

    turns.services.stand_ins.take_cover(FRONT, number, ADA)
    sender.say_all()

    seen = {one.notice.target.user: one for one in sender.said if one.notice.kind is Kind.COVER}
    assert set(seen) == {ADA, BO, CY}
    assert all(one.shown for one in seen.values())


# --- exchanges --------------------------------------------------------------------------------


def swap(turns: Turns) -> int:
    """Let Bo offer his week for Cy's, and return the number of the exchange."""
    mine, theirs = NEXT_TUESDAY, NEXT_TUESDAY + timedelta(days=7)
    asked = turns.services.stand_ins.propose_swap(FRONT, BO, mine, CY, theirs, "swap:1")
    return asked.exchange.id


def test_both_shifts_change_hands_when_the_other_agrees(turns: Turns):
    number = swap(turns)
    before = turns.order(weeks=3)

    turns.services.stand_ins.agree_to_swap(FRONT, number, CY)
    turns.services.stand_ins.agree_to_swap(FRONT, number, CY)

    assert before == [ADA, BO, CY, ADA]
    assert turns.order(weeks=3) == [ADA, CY, BO, ADA]
    assert turns.told(Kind.SWAP) == [BO, CY]


def test_an_exchange_is_found_before_anybody_is_asked(turns: Turns):
    before = all_of(turns)

    found = turns.services.stand_ins.find_swap(
        FRONT, BO, NEXT_TUESDAY, CY, NEXT_TUESDAY + timedelta(days=7)
    )

    assert found.exchange.value.gives == Span(MONDAY, MONDAY + WEEK)
    assert found.exchange.value.gets == Span(MONDAY + WEEK, MONDAY + 2 * WEEK)
    assert all_of(turns) == before


def test_an_exchange_that_was_refused_moves_nothing_and_cannot_be_agreed_to(turns: Turns):
    number = swap(turns)

    turns.services.stand_ins.refuse_swap(FRONT, number, CY)

    refusal = refused(lambda: turns.services.stand_ins.agree_to_swap(FRONT, number, CY))
    assert refusal.reason is Reason.CALLED_OFF
    assert turns.order(weeks=3) == [ADA, BO, CY, ADA]


def test_an_exchange_of_shifts_that_are_others_by_now_moves_neither(turns: Turns):
    number = swap(turns)
    turns.services.stand_ins.take(FRONT, LOU, span(TUESDAY), "take:1")

    refusal = refused(lambda: turns.services.stand_ins.agree_to_swap(FRONT, number, CY))

    assert refusal.reason is Reason.SHIFTS_HAVE_CHANGED
    assert turns.on_call(MONDAY) == BO


@pytest.mark.parametrize(
    ("other", "mine", "theirs", "reason"),
    [
        (BO, NEXT_TUESDAY, NEXT_TUESDAY, Reason.OWN_REQUEST),
        (FINN, NEXT_TUESDAY, NEXT_TUESDAY, Reason.NOT_IN_TEAM),
        (CY, NEXT_TUESDAY, NEXT_TUESDAY, Reason.NO_SHIFT_THAT_DAY),
        (CY, date(2026, 11, 1), NEXT_TUESDAY, Reason.NO_SHIFT_THAT_DAY),
        (ADA, NEXT_TUESDAY, date(2026, 11, 26), Reason.HAS_BEGUN),
        (ADA, NEXT_TUESDAY, date(2029, 11, 26), Reason.NO_SHIFT_THAT_DAY),
    ],
    ids=["oneself", "an outsider", "not theirs", "past", "begun", "in three years"],
)
def test_an_exchange_that_makes_no_sense_is_refused(
    turns: Turns, other: UserId, mine: date, theirs: date, reason: Reason
):
    before = all_of(turns)
    stand_ins = turns.services.stand_ins

    refusal = refused(lambda: stand_ins.propose_swap(FRONT, BO, mine, other, theirs, "swap:1"))

    assert refusal.reason is reason
    assert all_of(turns) == before


def test_an_exchange_is_for_its_two_sides(turns: Turns):
    number = swap(turns)
    stand_ins = turns.services.stand_ins

    refusals = [
        refused(lambda: stand_ins.agree_to_swap(FRONT, number, BO)),
        refused(lambda: stand_ins.agree_to_swap(FRONT, number, ADA)),
        refused(lambda: stand_ins.refuse_swap(FRONT, number, ADA)),
        refused(lambda: stand_ins.agree_to_swap(FRONT, 99, CY)),
    ]

    assert [one.reason for one in refusals] == [*[Reason.NOT_FOR_YOU] * 3, Reason.GONE]


def test_an_exchange_that_is_told_twice_is_asked_for_once(turns: Turns):
    assert swap(turns) == swap(turns) == 1


# --- overrides --------------------------------------------------------------------------------


def test_who_takes_over_is_on_call_from_now_to_the_end_of_the_shift(turns: Turns):
    shift = turns.services.stand_ins.take(FRONT, CY, None, "take:1")

    assert (shift.person, shift.starts_at, shift.ends_at) == (CY, NOW, MONDAY)
    assert turns.handovers() == [(None, ADA), (ADA, CY)]
    assert turns.order(weeks=1) == [CY, BO]


def test_who_takes_the_shift_before_their_own_has_one_long_shift(turns: Turns):
    shift = turns.services.stand_ins.take(FRONT, BO, None, "take:1")

    assert (shift.starts_at, shift.ends_at) == (NOW, MONDAY + WEEK)


def test_from_somebody_who_has_all_turns_a_turn_is_taken_over(turns: Turns):
    for user in (BO, CY):
        turns.services.rota.leave(FRONT, user)

    shift = turns.services.stand_ins.take(FRONT, LOU, None, "take:1")

    assert (shift.starts_at, shift.ends_at) == (NOW, MONDAY)
    assert turns.order(weeks=4) == [LOU, ADA]


def test_the_only_one_who_leaves_serves_to_the_end_of_the_turn(turns: Turns):
    for user in (BO, CY, ADA):
        turns.services.rota.leave(FRONT, user)

    assert turns.on_call(MONDAY - MINUTE) == ADA
    assert turns.on_call(MONDAY) is None


def test_taking_over_twice_is_taking_over_once(turns: Turns):
    turns.services.stand_ins.take(FRONT, CY, span(TUESDAY), "take:1")
    turns.services.stand_ins.take(FRONT, CY, span(TUESDAY), "take:1")

    assert len(turns.services.stand_ins.mine(FRONT, CY).overrides) == 1


def test_whoever_took_over_last_is_on_call_whatever_the_clocks_showed(turns: Turns):
    turns.services.stand_ins.take(FRONT, CY, None, "take:1")
    turns.clock.move(-MINUTE)

    turns.services.stand_ins.take(FRONT, BO, span(TUESDAY - 3 * DAY), "take:2")
    turns.services.stand_ins.take(FRONT, LOU, span(TUESDAY - 3 * DAY), "take:3")

    assert turns.on_call(TUESDAY - 3 * DAY) == LOU


def test_a_lead_takes_over_without_being_in_the_rotation(turns: Turns):
    shift = turns.services.stand_ins.take(FRONT, LOU, span(TUESDAY), "take:1")

    assert (shift.person, shift.starts_at) == (LOU, TUESDAY)
    assert turns.on_call(TUESDAY) == LOU


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (span(NOW - 5 * HOUR), Reason.IS_OVER),
        (Span(TUESDAY, MONDAY), Reason.ENDS_FIRST),
        (Span(MONDAY, MONDAY + 31 * DAY + MINUTE), Reason.TOO_LONG),
        (Span(MONDAY, MONDAY + 365 * DAY), Reason.TOO_LONG),
    ],
    ids=["over", "backwards", "over a month", "a year"],
)
def test_an_override_that_makes_no_sense_is_refused(turns: Turns, wanted: Span, reason: Reason):
    before = all_of(turns)

    assert (
        refused(lambda: turns.services.stand_ins.take(FRONT, CY, wanted, "take:1")).reason is reason
    )
    assert all_of(turns) == before


def test_what_was_taken_for_later_is_given_back_as_if_it_had_never_been(turns: Turns):
    before = turns.shifts()
    turns.services.stand_ins.take(FRONT, CY, span(TUESDAY), "take:1")
    (made,) = turns.services.stand_ins.mine(FRONT, CY).overrides

    turns.services.stand_ins.give_back(FRONT, CY, made.id)

    assert turns.shifts() == before
    assert turns.services.stand_ins.mine(FRONT, CY).overrides == ()


def test_what_was_taken_now_is_given_back_from_now_on(turns: Turns):
    turns.services.stand_ins.take(FRONT, CY, None, "take:1")
    (made,) = turns.services.stand_ins.mine(FRONT, CY).overrides
    turns.clock.move(HOUR)

    turns.services.stand_ins.give_back(FRONT, CY, made.id)

    assert turns.on_call() == ADA
    assert turns.on_call(NOW + MINUTE) == CY
    assert turns.handovers()[-1] == (CY, ADA)


def test_what_was_given_back_is_not_taken_again_by_a_late_repeat(turns: Turns):
    turns.services.stand_ins.take(FRONT, LOU, span(TUESDAY), "take:1")
    (made,) = turns.services.stand_ins.mine(FRONT, LOU).overrides
    turns.services.stand_ins.give_back(FRONT, LOU, made.id)

    refusal = refused(lambda: turns.services.stand_ins.take(FRONT, LOU, span(TUESDAY), "take:1"))

    assert refusal.reason is Reason.CALLED_OFF
    assert turns.on_call(TUESDAY) == BO


def test_only_ones_own_override_is_given_back_and_only_once(turns: Turns):
    turns.services.stand_ins.take(FRONT, CY, span(NOW, 1), "take:1")
    (made,) = turns.services.stand_ins.mine(FRONT, CY).overrides

    others = refused(lambda: turns.services.stand_ins.give_back(FRONT, ADA, made.id))
    unknown = refused(lambda: turns.services.stand_ins.give_back(FRONT, CY, 99))
    turns.clock.move(DAY)
    late = refused(lambda: turns.services.stand_ins.give_back(FRONT, CY, made.id))

    assert [one.reason for one in (others, unknown, late)] == [
        Reason.NOT_FOR_YOU,
        Reason.NOT_FOR_YOU,
        Reason.IS_OVER,
    ]


# --- what is mine -----------------------------------------------------------------------------


def test_everything_that_somebody_has_arranged_is_theirs_to_see(turns: Turns):
    preference = Preference(person=BO, unwanted=frozenset({Weekday.SUNDAY}))
    turns.services.rota.prefer(FRONT, preference)
    turns.services.stand_ins.off(FRONT, BO, span(TUESDAY + 5 * WEEK), "skiing", "off:1")
    turns.services.stand_ins.take(FRONT, BO, span(NOW + DAY), "take:1")
    swap(turns)
    ask(turns)

    mine, others = (turns.services.stand_ins.mine(FRONT, user) for user in (BO, ADA))

    assert [one.reason for one in mine.time_off] == ["skiing"]
    assert (len(mine.covers), len(mine.swaps), len(mine.overrides)) == (1, 1, 1)
    assert mine.preference == preference
    assert (others.time_off, others.covers, others.swaps, others.overrides) == ((), (), (), ())
    assert others.preference == Preference(person=ADA)


def test_what_is_over_is_not_to_be_taken_back(turns: Turns):
    turns.services.stand_ins.off(FRONT, BO, span(TUESDAY), None, "off:1")
    turns.services.stand_ins.take(FRONT, BO, span(NOW + DAY), "take:1")

    turns.watch_at(TUESDAY + DAY)

    mine = turns.services.stand_ins.mine(FRONT, BO)
    assert (mine.time_off, mine.overrides) == ((), ())


# --- fairness ---------------------------------------------------------------------------------


def test_fairness_counts_what_was_served_and_says_who_is_next(turns: Turns):
    turns.watch_at(MONDAY)
    turns.services.stand_ins.take(FRONT, CY, span(TUESDAY, 24), "take:1")
    turns.watch_at(MONDAY + WEEK)

    (found,) = turns.services.rota.fairness(FRONT, ADA)

    hours = {one.person: one.hours for one in found.served}
    from_tuesday_on = (MONDAY - NOW) / HOUR + 59 / 60
    assert hours == pytest.approx({ADA: from_tuesday_on, BO: 6 * 24, CY: 24})
    assert [one.person for one in found.next_up] == [CY, ADA, BO]
    assert found.balance is not None


def test_who_is_off_today_is_not_next_and_who_does_not_want_the_day_is_last(turns: Turns):
    turns.watch_at(MONDAY + WEEK)
    turns.services.stand_ins.off(FRONT, CY, span(turns.now), None, "off:1")
    turns.services.rota.prefer(FRONT, Preference(person=ADA, unwanted=EVERY_DAY))

    (found,) = turns.services.rota.fairness(FRONT, ADA)

    assert [(one.person, one.is_unwanted) for one in found.next_up] == [(BO, False), (ADA, True)]


# --- who goes, who comes ----------------------------------------------------------------------


def test_whose_account_is_closed_is_stood_in_for_at_once_and_for_good(turns: Turns):
    turns.hears_of(ADA, is_deleted=True)

    assert turns.on_call() == BO
    assert ADA not in turns.order(weeks=8)
    assert turns.handovers()[-1] == (ADA, BO)


def test_news_of_a_closed_account_that_come_twice_change_nothing_more(turns: Turns):
    turns.hears_of(ADA, is_deleted=True)
    before = turns.rotation()

    turns.clock.move(MINUTE)
    turns.hears_of(ADA, is_deleted=True)

    assert turns.rotation() == before


def test_whose_account_is_opened_again_has_their_next_turn(turns: Turns):
    turns.hears_of(ADA, is_deleted=True)
    turns.clock.move(DAY)

    turns.hears_of(ADA)

    assert turns.on_call() == BO
    assert ADA in turns.order(weeks=4)


def test_while_all_accounts_are_closed_the_leads_hear_that_nobody_is_on_call(
    turns: Turns, sender: FakeSender
):
    sender.say_all()
    turns.clock.move(MINUTE)
    for user in ANALYSTS:
        turns.hears_of(user, is_deleted=True)
    sender.say_all()

    (said,) = sender.contents(Uncovered)
    assert (said.why, said.is_now) == (Why.ALL_OFF, True)


# --- two rotations ----------------------------------------------------------------------------


def test_while_nobody_of_the_first_is_on_call_the_one_behind_it_is(
    services: Services, ground: Ground, clock: SteppedClock
):
    turns = Turns(services, ground, clock)
    turns.begin(a_plan(members=[ADA, BO], falls_back_to="backup"), BEHIND)
    for user in (ADA, BO):
        services.stand_ins.off(FRONT, user, span(TUESDAY, 24), None, f"off:{user}")

    first, behind = services.rota.at(FRONT, TUESDAY, ADA)

    assert (first.person, first.why) == (behind.person, Why.FALLBACK)
    assert isinstance(first, OnCall)
    assert services.rota.board(FRONT, ADA).gaps == ()

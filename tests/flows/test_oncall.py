"""`/rapid-oncall`: who is on call, and every change is repeated before it is made.

It is a Tuesday, the 24th of November, at noon in Berlin; the rotation hands off on Mondays at nine.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import SteppedClock
from bot.config import Environment
from bot.domain.cadence import Weekday
from bot.domain.content import OnCall
from bot.domain.ids import UserId
from bot.fakeslack import Message, Person
from bot.services.stand_in import Mine
from tests.flows.office import Office
from tests.flows.rota import join, plan, sleeps

NEXT_MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.fixture
def rota(office: Office) -> Office:
    """Give an office in which Ada is on call until Monday, then Bo, then Ada again."""
    plan(office, office.ada, office.bo)
    join(office, office.ada, office.bo)
    return office


def oncall(office: Office, who: Person, line: str = "") -> Message:
    """Have somebody type what follows the command; the answer."""
    return office.ask(who, f"/rapid-oncall {line}")


def opens(office: Office, who: Person, line: str) -> None:
    """Have somebody type a command that opens a form."""
    assert who.types(f"/rapid-oncall {line}", in_=office.general).acked
    assert who.modal is not None


def says(office: Office, who: Person, answer: str, line: str) -> str:
    """Have somebody type something and press a button of the answer; what stands there then."""
    asked = oncall(office, who, line)
    who.presses(asked, answer)
    office.settle()
    return office.slack.workspace.conversations[office.general.id].messages[asked.ts].plain()


def now(office: Office) -> OnCall:
    """Who is on call in the first rotation."""
    return office.bot.services.rota.board(office.bot.identity.front, UserId("U0X")).rotations[0]


def at(office: Office, moment: datetime) -> str | None:
    """Who is on call at a moment."""
    front = office.bot.identity.front
    return office.bot.services.rota.at(front, moment, UserId("U0X"))[0].person


def arranged(office: Office, who: Person) -> Mine:
    return office.bot.services.stand_ins.mine(office.bot.identity.front, UserId(who.id))


# --- looking ----------------------------------------------------------------------------------


def test_without_a_rotation_it_says_what_to_do(office: Office):
    assert "An admin can make one with `/rapid-setup`" in oncall(office, office.ada).plain()


def test_everybody_sees_who_is_on_call_until_when_and_who_is_next(rota: Office):
    said = oncall(rota, rota.finn)

    assert f"*primary*: <@{rota.ada.id}> is on call until" in said.plain()
    assert f"Then <@{rota.bo.id}>, from" in said.plain()
    assert "Mon 30 Nov 09:00 Europe/Berlin" in said.plain()
    assert said.button_labels() == []


def test_members_see_their_next_shift_and_what_they_can_do(rota: Office):
    said = oncall(rota, rota.bo)

    assert "Your next shift, in *primary*:" in said.plain()
    assert said.button_labels() == [
        "Time off",
        "Ask for cover",
        "Swap a shift",
        "I take over now",
    ]


def test_who_is_on_call_is_not_asked_to_take_over(rota: Office):
    assert "I take over now" not in oncall(rota, rota.ada).button_labels()


def test_nobody_on_call_is_said_with_a_warning_and_why(office: Office):
    plan(office, office.ada)

    said = oncall(office, office.bo).plain()
    assert "Nobody is on call in *primary*: nobody takes turns in it." in said
    assert "Nobody will be on call" in said
    assert "*primary*: from" in said


def test_when_somebody_is_on_call_again_is_said(office: Office):
    plan(office, office.ada)
    join(office, office.ada)
    says(office, office.ada, "Yes", "off 2026-11-24..2026-11-29")

    said = oncall(office, office.bo).plain()
    assert "Nobody is on call in *primary*: everybody is off." in said
    assert f"<@{office.ada.id}> is from" in said
    assert "Mon 30 Nov 09:00" in said


def test_outside_of_hours_is_no_cause_for_alarm(office: Office):
    plan(office, office.ada, more='hours = ["mon-fri 09:00-11:00"]')
    join(office, office.ada)

    said = oncall(office, office.ada).plain()
    assert "Nobody is on call in *primary*: outside of its hours." in said
    assert "\u26a0" not in said


def test_a_moment_to_come_and_one_that_is_past(rota: Office):
    assert f"<@{rota.bo.id}>" in oncall(rota, rota.finn, "at 2026-12-01 10:00").plain()
    assert "has not begun yet" in oncall(rota, rota.finn, "at 2026-11-01 10:00").plain()


def test_the_week_has_whole_shifts(rota: Office):
    said = oncall(rota, rota.finn, "week").plain()

    assert said.count("<@") == 2
    assert "Mon 7 Dec 09:00" in said


@pytest.mark.parametrize(("line", "count"), [("next", 5), ("next 8", 8), ("next 1", 1)])
def test_so_many_shifts_as_are_asked_for(rota: Office, line: str, count: int):
    assert oncall(rota, rota.finn, line).plain().count("<@") == count


def test_times_are_said_in_the_readers_zone(rota: Office):
    rota.bo.changes(tz="America/New_York")
    rota.settle()

    said = oncall(rota, rota.bo).plain()
    assert "Mon 30 Nov 03:00 America/New_York" in said


def test_hours_are_for_members_of_the_team(rota: Office):
    sleeps(rota, days=2)

    assert f"<@{rota.ada.id}>: 48 h" in oncall(rota, rota.bo, "fair").plain()
    assert f"Next to cover: <@{rota.bo.id}>" in oncall(rota, rota.bo, "fair").plain()
    said = oncall(rota, rota.finn, "fair").plain()
    assert "for members of the team" in said
    assert "<@" not in said


def test_the_note_of_the_hand_off_is_for_members_of_the_team(rota: Office):
    assert "Hand-off" in oncall(rota, rota.ada, "handoff").plain()
    assert oncall(rota, rota.ada, "handoff").button_labels() == ["Add words"]
    assert "Only members" in oncall(rota, rota.finn, "handoff").plain()


@pytest.mark.parametrize("line", ["help", "dance", "offf tomorrow"])
def test_what_can_be_typed_is_told(rota: Office, line: str):
    said = oncall(rota, rota.ada, line).plain()

    assert "/rapid-oncall off 2026-12-20..2027-01-02" in said
    assert (f"“{line}”" in said) is (line != "help")


@pytest.mark.parametrize(
    "line",
    [
        "off some day",
        "off 2026-02-30",
        "off 2027-01-02..2026-12-20",
        "off 2026-01-01",
        "off 3/4",
        "cover some day",
        "swap my 2026-12-07",
        "swap my 2026-12-07 with @bo",
        "take it",
        "take until 17:00 tertiary",
        "join tertiary",
        "leave tertiary",
        "prefer cake",
        "at some day",
        "next many",
        "calendar everything",
    ],
)
def test_what_is_not_clear_is_repeated_and_changes_nothing(rota: Office, line: str):
    said = oncall(rota, rota.ada, line)

    assert f"You typed “/rapid-oncall {line}”" in said.plain()
    assert said.button_labels() == []
    assert arranged(rota, rota.ada).time_off == ()


# --- time off ---------------------------------------------------------------------------------


def test_time_off_is_repeated_with_days_and_zone_before_it_is_filed(rota: Office):
    said = oncall(rota, rota.ada, "off 2026-12-07..2026-12-13 family")

    assert "You would be off: Mon, 7 Dec 2026 to Sun, 13 Dec 2026, whole days." in said.plain()
    assert f"Your shifts then go to <@{rota.bo.id}>." in said.plain()
    assert "Europe/Berlin" in said.plain()
    assert arranged(rota, rota.ada).time_off == ()


def test_a_yes_files_time_off_and_its_reason_is_for_their_eyes_only(rota: Office):
    said = says(rota, rota.ada, "Yes", "off 2026-12-07..2026-12-13 family")

    assert "You are off: Mon, 7 Dec 2026 to Sun, 13 Dec 2026" in said
    assert at(rota, NEXT_MONDAY + timedelta(days=8)) == rota.bo.id
    assert "family" in oncall(rota, rota.ada, "mine").plain()
    rota.passes(minutes=3)
    assert not any("family" in one.plain() for one in rota.told(rota.bo))


def test_pressing_twice_does_it_once(rota: Office):
    asked = oncall(rota, rota.ada, "off 2026-12-07..2026-12-13")

    rota.ada.presses(asked, "Yes")
    rota.ada.presses(asked, "Yes")
    rota.settle()

    assert len(arranged(rota, rota.ada).time_off) == 1


def test_a_no_changes_nothing(rota: Office):
    said = says(rota, rota.ada, "No", "off 2026-12-07..2026-12-13")

    assert said == "Nothing was changed."
    assert arranged(rota, rota.ada).time_off == ()


def test_time_off_that_nobody_can_stand_in_for_is_said_before(office: Office):
    plan(office, office.ada)
    join(office, office.ada)

    said = oncall(office, office.ada, "off 2026-12-07..2026-12-13").plain()
    assert "Nobody is there to stand in:" in said


def test_time_off_is_taken_back(rota: Office):
    says(rota, rota.ada, "Yes", "off 2026-12-07..2026-12-13")

    assert says(rota, rota.ada, "Take back", "mine") == "It is taken back."
    assert arranged(rota, rota.ada).time_off == ()
    assert at(rota, NEXT_MONDAY + timedelta(days=8)) == rota.ada.id


def test_the_form_files_time_off_and_shows_what_follows(rota: Office):
    rota.ada.presses(oncall(rota, rota.ada), "Time off")

    rota.writes_into(rota.ada, first="2026-12-07", last="2026-12-13", reason="family")

    assert rota.ada.modal is not None
    said = rota.ada.modal.plain()
    assert "You are off: Mon, 7 Dec 2026 to Sun, 13 Dec 2026" in said
    assert f"Your shifts then go to <@{rota.bo.id}>." in said
    assert len(arranged(rota, rota.ada).time_off) == 1


def test_the_form_takes_clocks_too(rota: Office):
    opens(rota, rota.ada, "off")

    rota.writes_into(
        rota.ada, first="2026-12-08", first_time="14:00", last="2026-12-08", last_time="18:00"
    )

    (filed,) = arranged(rota, rota.ada).time_off
    assert filed.time_off.value.starts_at == datetime(2026, 12, 8, 13, tzinfo=UTC)
    assert filed.time_off.value.ends_at == datetime(2026, 12, 8, 17, tzinfo=UTC)


def test_a_form_that_ends_before_it_begins_keeps_what_was_filled_in(rota: Office):
    opens(rota, rota.ada, "off")

    rota.writes_into(rota.ada, first="2026-12-13", last="2026-12-07")

    assert rota.ada.modal is not None
    assert "ends before it begins" in str(rota.ada.modal.errors)
    assert arranged(rota, rota.ada).time_off == ()


# --- cover ------------------------------------------------------------------------------------


def test_cover_says_who_would_be_asked_and_asks_after_a_yes(rota: Office):
    asked = oncall(rota, rota.ada, "cover tomorrow 14:00-18:00")
    assert f"In *primary* I would ask <@{rota.bo.id}>." in asked.plain()
    assert not any("asks for cover" in one.plain() for one in rota.told(rota.bo))

    rota.ada.presses(asked, "Yes")
    rota.settle()

    assert "asks for cover" in rota.told(rota.bo)[-1].plain()
    rota.bo.presses(rota.offer(rota.bo, "take_cover"), "take_cover")
    rota.settle()
    assert at(rota, datetime(2026, 11, 25, 14, tzinfo=UTC)) == rota.bo.id


def test_cover_for_what_is_not_theirs_is_refused_at_once(rota: Office):
    said = oncall(rota, rota.ada, "cover 2026-12-01")

    assert "not on call at that time" in said.plain()
    assert said.button_labels() == []


def test_a_request_for_cover_is_taken_back(rota: Office):
    says(rota, rota.ada, "Yes", "cover tomorrow 14:00-18:00")

    says(rota, rota.ada, "Take back", "mine")

    assert "Take back" not in oncall(rota, rota.ada, "mine").button_labels()


def test_the_form_asks_for_cover_of_the_whole_shift_if_no_time_is_given(rota: Office):
    rota.bo.presses(oncall(rota, rota.bo), "Ask for cover")

    rota.writes_into(rota.bo, day="2026-12-02")

    (asked,) = arranged(rota, rota.bo).covers
    assert asked.cover.value.starts_at == NEXT_MONDAY
    assert asked.cover.value.ends_at == NEXT_MONDAY + timedelta(days=7)


def test_the_form_asks_for_cover_over_midnight(rota: Office):
    opens(rota, rota.bo, "cover")

    rota.writes_into(rota.bo, day="2026-12-02", start="22:00", end="06:00")

    (asked,) = arranged(rota, rota.bo).covers
    assert asked.cover.value.ends_at - asked.cover.value.starts_at == timedelta(hours=8)


def test_half_a_time_in_the_form_is_asked_for(rota: Office):
    opens(rota, rota.bo, "cover")

    rota.writes_into(rota.bo, day="2026-12-02", start="22:00")

    assert rota.bo.modal is not None
    assert rota.bo.modal.errors
    assert arranged(rota, rota.bo).covers == ()


# --- exchanges --------------------------------------------------------------------------------


def test_an_exchange_is_repeated_asked_and_agreed(rota: Office):
    said = oncall(rota, rota.ada, "swap my 2026-12-07 with @bo's 2026-11-30")
    assert f"In *primary*, <@{rota.bo.id}> would have your shift:" in said.plain()

    rota.ada.presses(said, "Yes")
    rota.settle()
    rota.bo.presses(rota.offer(rota.bo, "agree_swap"), "agree_swap")
    rota.settle()

    assert at(rota, NEXT_MONDAY) == rota.ada.id
    assert at(rota, NEXT_MONDAY + timedelta(days=7)) == rota.bo.id


def test_an_exchange_that_is_not_agreed_is_taken_back(rota: Office):
    says(rota, rota.ada, "Yes", "swap my 2026-12-07 with @bo's 2026-11-30")

    says(rota, rota.ada, "Take back", "mine")

    (asked,) = arranged(rota, rota.ada).swaps
    assert asked.exchange.value.withdrawn_at is not None


def test_an_exchange_with_oneself_is_refused(rota: Office):
    said = oncall(rota, rota.ada, "swap my 2026-12-07 with @ada's 2026-12-21")

    assert "your own" in said.plain()


def test_the_form_offers_both_sides_shifts_by_name(rota: Office):
    rota.ada.presses(oncall(rota, rota.ada), "Swap a shift")

    rota.writes_into(rota.ada, mine="2026-12-07", theirs=f"{rota.bo.id} 2026-11-30")

    (asked,) = arranged(rota, rota.ada).swaps
    assert asked.exchange.value.other == rota.bo.id
    assert rota.ada.modal is not None
    assert "I have asked." in rota.ada.modal.plain()


def test_who_has_no_shift_to_swap_is_told_so(rota: Office):
    opens(rota, rota.cy, "swap")

    assert rota.cy.modal is not None
    assert "no pair of shifts" in rota.cy.modal.plain()


# --- taking over ------------------------------------------------------------------------------


def test_taking_over_says_instead_of_whom_and_for_how_long(rota: Office):
    said = oncall(rota, rota.bo, "take until 17:00")
    assert f"Instead of <@{rota.ada.id}>, who would be told." in said.plain()
    assert now(rota).person == rota.ada.id

    rota.bo.presses(said, "Yes")
    rota.settle()

    assert now(rota).person == rota.bo.id
    assert "(took over)" in oncall(rota, rota.finn).plain()
    sleeps(rota, hours=6)
    assert now(rota).person == rota.ada.id


def test_who_has_it_already_is_not_asked(rota: Office):
    said = oncall(rota, rota.ada, "take")

    assert "yours already" in said.plain()
    assert said.button_labels() == []


def test_the_button_takes_over_to_the_end_of_the_shift_after_a_dialog(rota: Office):
    said = oncall(rota, rota.cy)
    rota.cy.presses(said, "I take over now", confirms=False)
    assert now(rota).person == rota.ada.id

    rota.cy.presses(said, "I take over now")
    rota.settle()

    assert now(rota).person == rota.cy.id
    assert at(rota, NEXT_MONDAY) == rota.bo.id


def test_what_was_taken_over_is_given_back(rota: Office):
    says(rota, rota.cy, "Yes", "take until 17:00")

    says(rota, rota.cy, "Take back", "mine")

    assert now(rota).person == rota.ada.id


def test_a_yes_that_comes_too_late_is_refused_and_the_question_stays(rota: Office):
    said = oncall(rota, rota.bo, "take until 17:00")
    rota.clock.move(timedelta(hours=6))

    rota.bo.presses(said, "Yes")
    rota.settle()

    assert "over already" in rota.told(rota.bo)[-1].plain()
    assert said.button_labels() == ["Yes", "No"]
    assert now(rota).person == rota.ada.id


# --- turns ------------------------------------------------------------------------------------


def test_joining_says_what_the_first_shift_would_be(rota: Office):
    said = oncall(rota, rota.cy, "join")
    assert "Your first shift to come:" in said.plain()
    assert "Mon 7 Dec 09:00" in said.plain()
    assert at(rota, NEXT_MONDAY + timedelta(days=7)) == rota.ada.id

    rota.cy.presses(said, "Yes")
    rota.settle()

    assert at(rota, NEXT_MONDAY + timedelta(days=7)) == rota.cy.id


def test_who_leaves_during_their_shift_chooses_when(rota: Office):
    assert says(rota, rota.ada, "After my shift", "leave").startswith("You take no more turns")

    assert now(rota).person == rota.ada.id
    assert at(rota, NEXT_MONDAY + timedelta(days=8)) == rota.bo.id


def test_who_leaves_now_is_not_on_call_any_more(rota: Office):
    says(rota, rota.ada, "Now", "leave")

    assert now(rota).person == rota.bo.id


def test_who_is_not_on_call_leaves_with_a_yes(rota: Office):
    says(rota, rota.bo, "Yes", "leave")

    assert at(rota, NEXT_MONDAY) == rota.ada.id


@pytest.mark.parametrize("line", ["join", "take", "off tomorrow", "off", "cover", "swap", "prefer"])
def test_who_is_not_in_the_team_changes_nothing(rota: Office, line: str):
    said = oncall(rota, rota.finn, line)

    assert "Only members of the Rapid Response team" in said.plain()
    assert said.button_labels() == []
    assert rota.finn.modal is None


# --- preferences ------------------------------------------------------------------------------


def test_a_preference_is_kept_and_repeated(rota: Office):
    said = oncall(rota, rota.ada, "prefer not mon tue").plain()

    assert "rather not be on call on Monday and Tuesday" in said
    assert arranged(rota, rota.ada).preference.unwanted == {Weekday.MONDAY, Weekday.TUESDAY}


def test_a_preference_is_changed_in_a_form_that_shows_the_one_before(rota: Office):
    oncall(rota, rota.ada, "prefer not mon")
    rota.ada.presses(oncall(rota, rota.ada, "mine"), "Change")

    rota.writes_into(rota.ada, backup=["backup"], days=["5", "6"])

    kept = arranged(rota, rota.ada).preference
    assert kept.is_backup_only
    assert kept.unwanted == {Weekday.SATURDAY, Weekday.SUNDAY}


def test_a_form_left_as_it_is_keeps_the_preference(rota: Office):
    oncall(rota, rota.ada, "prefer backup only, not mon")
    opens(rota, rota.ada, "prefer")

    rota.ada.submits()

    kept = arranged(rota, rota.ada).preference
    assert kept.is_backup_only
    assert kept.unwanted == {Weekday.MONDAY}


# --- calendars --------------------------------------------------------------------------------


def test_without_an_address_of_our_own_there_is_no_calendar(rota: Office):
    said = oncall(rota, rota.ada, "calendar").plain()

    assert "`PORT` and `HYDRANT_URL`" in said


class _Reachable(Office):
    """An office whose bot can be reached over HTTP from outside."""

    def environment(self) -> Environment:
        address = {"hydrant_url": "https://hydrant.example/"}
        return super().environment().model_copy(update=address)


@pytest.fixture
def reachable(sqlite_file: Path, tmp_path: Path, clock: SteppedClock) -> Iterator[Office]:
    """Give an office with such a bot."""
    copy = shutil.copy(sqlite_file, tmp_path / "reachable.sqlite")
    with closing(_Reachable(f"sqlite:///{copy}", clock)) as office:
        yield office


def address_in(said: Message) -> str:
    (found,) = re.findall(r"https://hydrant\.example/oncall/[\w-]{32,64}\.ics", said.plain())
    return str(found)


def test_a_calendar_is_a_secret_address_that_stays_until_it_is_ended(reachable: Office):
    first = address_in(oncall(reachable, reachable.ada, "calendar"))
    assert address_in(oncall(reachable, reachable.ada, "calendar")) == first

    assert "works no more" in oncall(reachable, reachable.ada, "calendar off").plain()

    assert address_in(oncall(reachable, reachable.ada, "calendar")) != first
    assert "no such address" in oncall(reachable, reachable.ada, "calendar team off").plain()


def test_the_teams_calendar_has_an_address_of_its_own(reachable: Office):
    own = address_in(oncall(reachable, reachable.ada, "calendar"))

    said = oncall(reachable, reachable.ada, "calendar team")
    assert "Everybody's shifts" in said.plain()
    assert address_in(said) != own


def test_who_is_not_in_the_team_gets_no_address(reachable: Office):
    said = oncall(reachable, reachable.finn, "calendar team").plain()

    assert "Only members" in said


# --- what is forged ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        ("rota_do", "not json"),
        ("rota_do", '{"verb": "off", "key": "k"}'),
        ("rota_do", '{"verb": "swap", "key": "k"}'),
        ("rota_take_back", "everything 1"),
        ("rota_take_back", "off 99"),
    ],
)
def test_a_press_that_nobody_was_shown_is_refused(rota: Office, action_id: str, value: str):
    asked = oncall(rota, rota.bo, "off tomorrow")
    press = rota.bo.presses(asked, "No")
    before = arranged(rota, rota.bo)

    rota.forges(press, action_id, value)
    rota.settle()

    assert arranged(rota, rota.bo) == before
    assert "nothing was changed" in rota.told(rota.bo)[-1].plain()


def test_nobody_takes_back_what_is_anothers(rota: Office):
    says(rota, rota.ada, "Yes", "off 2026-12-07..2026-12-13")
    (filed,) = arranged(rota, rota.ada).time_off
    press = rota.bo.presses(oncall(rota, rota.bo, "off tomorrow"), "No")

    rota.forges(press, "rota_take_back", f"off {filed.time_off.id}")
    rota.settle()

    assert len(arranged(rota, rota.ada).time_off) == 1

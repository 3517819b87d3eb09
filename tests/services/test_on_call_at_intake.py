"""Filing, and who is on call: the confirmation names them, and of what is urgent they hear."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from bot.clock import SteppedClock
from bot.domain.content import Arrived, Confirmation
from bot.domain.ids import Number, UserId
from bot.domain.needed_by import When
from bot.domain.notice import Kind
from bot.domain.severity import Impact, Severity
from bot.services import Services
from bot.services.ground import Ground
from storage.database import Database
from tests.builders import ADA, ANALYSTS, BO, FINN, FRONT, LOU, a_request
from tests.fakes import FakeSender, an_act
from tests.services.turns import DAY, MONDAY, NOW, Turns, a_plan, planned, span

OFFICE = ["mon-fri 09:00-17:00"]


@pytest.fixture
def team(services: Services, ground: Ground, clock: SteppedClock) -> Turns:
    """Give a team without a rotation."""
    return Turns(services, ground, clock)


@pytest.fixture
def turns(team: Turns) -> Turns:
    """Give Ada, Bo and Cy, a week each; Ada is on call."""
    team.begin(a_plan())
    return team


# What somebody taps, so that it is rated like that.
TAPS: dict[Severity | None, tuple[Impact | None, When]] = {
    Severity.S1: (Impact.HIGH, When.TODAY),
    Severity.S2: (Impact.HIGH, When.SOON),
    Severity.S3: (Impact.HIGH, When.LATER),
    Severity.S4: (Impact.LOW, When.LATER),
    None: (None, When.TODAY),
}


def file(
    turns: Turns, key: str = "command:1", severity: Severity | None = None, **facts: Any
) -> Confirmation:
    """File something of that severity."""
    impact, when = TAPS[severity]
    request = a_request(source_key=key, impact=impact, **facts)
    filed = turns.services.incidents.file(FRONT, request, when=when)
    assert filed.seen.incident.severity is severity
    return filed


def nobody_is_there(turns: Turns) -> None:
    """Let everybody be off from now on."""
    for user in ANALYSTS:
        turns.services.stand_ins.off(FRONT, user, span(turns.now, 2000), None, f"off:{user}")
    assert turns.on_call() is None


@contextmanager
def counted(db: Database) -> Iterator[list[str]]:
    """Give the statements that are run in the block."""
    found: list[str] = []

    def on_statement(_: object, __: object, statement: str, *___: object) -> None:
        found.append(statement)

    event.listen(db.engine, "before_cursor_execute", on_statement)
    yield found
    event.remove(db.engine, "before_cursor_execute", on_statement)


# --- the confirmation -------------------------------------------------------------------------


def test_the_confirmation_names_who_is_on_call(turns: Turns):
    assert file(turns).on_call == ADA


def test_the_confirmation_is_right_just_after_a_hand_off_that_nobody_has_seen(turns: Turns):
    turns.clock.move(MONDAY - NOW)

    assert file(turns).on_call == BO
    assert turns.told(Kind.ARRIVED) == [BO]


def test_without_rotations_the_confirmation_names_nobody(team: Turns):
    assert file(team).on_call is None
    assert team.told(Kind.ARRIVED) == []


# --- who hears of it --------------------------------------------------------------------------


@pytest.mark.parametrize("severity", [Severity.S1, Severity.S2, None])
def test_of_what_may_be_urgent_whoever_is_on_call_hears_once(
    turns: Turns, sender: FakeSender, severity: Severity | None
):
    for _ in range(2):
        file(turns, severity=severity)
    sender.say_all()

    (said,) = sender.contents(Arrived)
    assert said.is_on_call
    assert turns.told(Kind.ARRIVED) == [ADA]


@pytest.mark.parametrize("severity", [Severity.S3, Severity.S4])
def test_of_what_can_wait_nobody_hears(turns: Turns, severity: Severity):
    file(turns, severity=severity)

    assert turns.told(Kind.ARRIVED) == []


def test_who_is_on_call_is_not_told_of_their_own_request(turns: Turns):
    file(turns, requester=ADA, severity=Severity.S1)

    assert turns.told(Kind.ARRIVED) == []


def test_while_nobody_is_on_call_the_leads_hear_of_what_is_worst(turns: Turns, sender: FakeSender):
    nobody_is_there(turns)

    worst = file(turns, "command:1", severity=Severity.S1)
    file(turns, "command:2", severity=Severity.S2)
    file(turns, "command:3")
    sender.say_all()

    (said,) = sender.contents(Arrived)
    assert worst.on_call is None
    assert (said.seen.incident.number, said.is_on_call) == (Number(1), False)
    assert turns.told(Kind.ARRIVED) == [LOU]


def test_outside_of_working_hours_the_leads_hear_of_what_is_worst(team: Turns):
    team.begin(a_plan(hours=OFFICE))
    team.clock.move(NOW.replace(hour=20) - NOW)

    file(team, severity=Severity.S1)

    assert team.told(Kind.ARRIVED) == [LOU]


def test_of_what_somebody_has_claimed_before_it_could_be_said_nobody_hears(
    turns: Turns, sender: FakeSender
):
    number = file(turns).seen.incident.number
    turns.services.incidents.claim(an_act(number, BO))

    sender.say_all()

    assert sender.contents(Arrived) == []


def test_what_is_private_arrives_without_its_words(turns: Turns, sender: FakeSender):
    file(turns, is_private=True)

    sender.say_all()

    assert [one.seen.is_hidden for one in sender.contents(Arrived)] == [True]


def test_the_first_rotation_is_the_one_that_counts(team: Turns):
    team.begin(a_plan("night", [BO]), a_plan("day", [ADA]))

    assert file(team).on_call == BO


# --- what it costs ----------------------------------------------------------------------------


def _statements(turns: Turns, key: str, requester: UserId = FINN) -> list[str]:
    with counted(turns.ground.db) as found:
        file(turns, key, requester=requester, severity=Severity.S3)
    return found


def test_a_team_without_rotations_pays_nothing_for_them(team: Turns):
    _statements(team, "command:1")

    statements = _statements(team, "command:2")

    tables = ("roster", "seat", "duty", "time_off", "override", "exchange", "cover")
    assert [one for one in statements if any(f" {name}" in one for name in tables)] == []


def test_who_is_on_call_costs_one_statement_as_a_rule(turns: Turns):
    turns.watch()
    _statements(turns, "command:1")
    with_rotations = _statements(turns, "command:2")

    turns.services.settings.replace(FRONT, planned())
    without = _statements(turns, "command:3")

    assert len(with_rotations) == len(without) + 1


def test_who_is_on_call_costs_no_more_the_longer_nobody_has_looked(turns: Turns):
    turns.watch()
    _statements(turns, "command:1")
    soon = _statements(turns, "command:2")
    turns.clock.move(2 * DAY)

    late = _statements(turns, "command:3")

    assert len(late) == len(soon)

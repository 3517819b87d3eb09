"""Homes: what stands in them, who has one, and which change brings one up to date."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert

from bot.domain.content import Home, Page
from bot.domain.delivery import Failure
from bot.domain.home import OPEN_FOR, PAGE, HomeList
from bot.domain.ids import Number, UserId
from bot.domain.incident import Ending, State
from bot.domain.notice import Kind
from bot.domain.severity import Severity
from bot.services.incident import Incidents
from storage.database import Database
from storage.incident import _row
from storage.rows import incident
from tests.builders import (
    ADA,
    BO,
    CY,
    FINN,
    FRONT,
    LOU,
    MIRA,
    PAT,
    ZOE,
    a_person,
    a_request,
    an_incident,
    later,
)
from tests.fakes import an_act
from tests.services.case import HOUR, MINUTE, ONE, TWO, Case

REST = timedelta(seconds=2)
MARK = "payroll of the board"
ALL = (ADA, BO, CY, FINN, LOU, MIRA, PAT, ZOE)


@dataclass(slots=True)
class Screens:
    """People who look at their homes, and what was published for them."""

    case: Case

    def opens(self, user: UserId) -> Home:
        """Open the home; return what is shown."""
        self.case.services.homes.opened(FRONT, user)
        return self.shown(user)

    def turns(self, user: UserId, which: HomeList, page: int) -> Home:
        """Turn to a page of a list, when the home has rested; return what is shown."""
        self.case.clock.move(REST)
        self.case.services.homes.turned(FRONT, user, which, page)
        return self.shown(user)

    def shown(self, user: UserId) -> Home:
        """Return the home as it was published last, after whatever was due."""
        self.case.sender.say_all()
        return self.published(user)[-1]

    def published(self, user: UserId) -> list[Home]:
        """Return every home that was published for somebody."""
        return [home for home in self.case.sender.contents(Home) if home.reader == user]

    def due(self) -> list[float]:
        """Return in how many seconds homes are to be published."""
        return [round(minutes * 60, 3) for kind, minutes in self.case.left() if kind == Kind.HOME]


@pytest.fixture
def screens(case: Case) -> Screens:
    """Let everything be said that the first request has left."""
    case.sender.say_all()
    return Screens(case)


@contextmanager
def counted(db: Database) -> Iterator[list[str]]:
    """Give the statements that are run in the block."""
    found: list[str] = []

    def on_statement(_: object, __: object, statement: str, *___: object) -> None:
        if not statement.startswith("BEGIN"):
            found.append(statement)

    event.listen(db.engine, "before_cursor_execute", on_statement)
    yield found
    event.remove(db.engine, "before_cursor_execute", on_statement)


def many(case: Case, count: int, **facts: Any) -> None:
    """Have that many more requests of Finn's from before, a minute apart, the newest last."""
    rows = [
        _row(
            an_incident(
                number=Number(1000 + index),
                source_key=f"old:{facts.get('state')}:{index}",
                filed_at=later(minutes=index),
                **facts,
            )
        )
        for index in range(count)
    ]
    with case.ground.db.engine.begin() as connection:
        connection.execute(insert(incident), rows)


def numbers(page: Page) -> list[int]:
    return [seen.incident.number for seen in page.lines]


# --- who has one -----------------------------------------------------------------------------


def test_who_opens_it_sees_it(screens: Screens):
    home = screens.opens(FINN)

    assert numbers(home.own[HomeList.OPEN]) == [ONE]
    assert home.desk is None


def test_of_whom_nothing_is_known_the_profile_is_read_first(case: Case, screens: Screens):
    case.services.homes.opened(FRONT, ZOE)

    assert [kind for kind, _ in case.left() if kind in {"home", "profile"}] == ["profile"]
    assert screens.shown(ZOE).zone is not None


@pytest.mark.parametrize("trait", ["is_bot", "is_stranger", "is_deleted"])
def test_a_bot_a_stranger_or_a_closed_account_has_none(case: Case, screens: Screens, trait: str):
    case.services.homes.opened(FRONT, ZOE)
    errand = case.sender.must_lease(Kind.PROFILE)

    case.services.outbox.profile_read(errand, a_person(ZOE, "Zoe", **{trait: True}))
    case.sender.say_all()
    case.services.homes.opened(FRONT, ZOE)
    case.sender.say_all()

    assert screens.published(ZOE) == []


def test_who_has_moved_reads_times_in_the_new_zone(case: Case, screens: Screens):
    before = screens.opens(FINN)
    case.clock.move(25 * HOUR)

    case.services.homes.opened(FRONT, FINN)
    errand = case.sender.must_lease(Kind.PROFILE)
    moved = a_person(FINN, timezone="Asia/Tokyo", read_at=case.clock.now())
    case.services.outbox.profile_read(errand, moved)
    case.clock.move(REST)

    assert before.zone.key == "Europe/Berlin"
    assert screens.shown(FINN).zone.key == "Asia/Tokyo"


def test_the_first_admin_sees_the_settings_at_once(case: Case, screens: Screens):
    case.services.settings.replace(FRONT, "[team]\nadmins = []")
    screens.opens(ZOE)
    case.services.settings.ask_for_admin(FRONT, ZOE, "command:1")
    errand = case.sender.must_lease(Kind.ELECT)
    case.clock.move(REST)

    case.services.outbox.elected(errand, a_person(ZOE, is_admin=True))

    assert screens.shown(ZOE).settings.team.admins == (ZOE,)


# --- what stands in it -----------------------------------------------------------------------


def test_open_ones_come_newest_first_and_ended_ones_by_their_end(case: Case, screens: Screens):
    for text in ("two", "three", "four"):
        case.file(FINN, text)
    for number in (Number(3), ONE):
        case.do("answer", ADA, number=number)

    home = screens.opens(FINN)

    assert numbers(home.own[HomeList.OPEN]) == [4, 2]
    assert numbers(home.own[HomeList.ENDED]) == [1, 3]


def test_an_analyst_sees_what_is_theirs_and_the_queue_in_order(case: Case, screens: Screens):
    case.file(ZOE, "two")
    case.file(ZOE, "three")
    case.do("claim", ADA, number=Number(3))
    case.do("claim", BO, number=TWO)
    case.do("ask", BO, number=TWO)
    case.services.incidents.change_severity(an_act(TWO, BO), Severity.S1, "The board waits")

    desk = screens.opens(ADA).desk

    assert desk is not None
    assert numbers(desk.lists[HomeList.HELD]) == [3]
    assert numbers(desk.lists[HomeList.QUEUE]) == [2, 1, 3]
    assert (desk.new, desk.waiting) == (1, 1)


@pytest.mark.parametrize("user", [LOU, MIRA, PAT, ZOE])
def test_only_analysts_have_a_queue(screens: Screens, user: UserId):
    assert screens.opens(user).desk is None


# --- pages -----------------------------------------------------------------------------------


def test_older_ones_are_on_other_pages_and_each_list_has_its_own(case: Case, screens: Screens):
    many(case, 25, state=State.ANSWERED)
    screens.opens(FINN)

    home = screens.turns(FINN, HomeList.ENDED, 2)

    assert (home.own[HomeList.ENDED].number, home.own[HomeList.ENDED].total) == (2, 25)
    assert numbers(home.own[HomeList.ENDED]) == [1004, 1003, 1002, 1001, 1000]
    assert home.own[HomeList.OPEN].number == 0


def test_a_change_leaves_the_reader_on_their_page_and_opening_it_anew_does_not(
    case: Case, screens: Screens
):
    many(case, 25, state=State.ANSWERED)
    screens.opens(FINN)
    screens.turns(FINN, HomeList.ENDED, 1)

    case.do("claim", ADA)
    changed = screens.shown(FINN)
    case.clock.move(REST)
    anew = screens.opens(FINN)

    assert changed.own[HomeList.ENDED].number == 1
    assert anew.own[HomeList.ENDED].number == 0


@pytest.mark.parametrize("page", [3, 999_999])
def test_a_page_that_is_not_there_any_more_is_the_last(case: Case, screens: Screens, page: int):
    many(case, 25, state=State.ANSWERED)
    screens.opens(FINN)

    assert screens.turns(FINN, HomeList.ENDED, page).own[HomeList.ENDED].number == 2


def test_an_analyst_turns_the_queue(case: Case, screens: Screens):
    many(case, 12)
    screens.opens(ADA)

    desk = screens.turns(ADA, HomeList.QUEUE, 1).desk

    assert desk is not None
    assert len(desk.lists[HomeList.QUEUE].lines) == 3
    assert desk.lists[HomeList.QUEUE].total == 13


@pytest.mark.parametrize("state", [State.NEW, State.ANSWERED])
def test_five_thousand_requests_cost_as_many_statements_as_fifteen(case: Case, state: State):
    case.sender.say_all()
    many(case, 15, state=state)
    case.services.homes.opened(FRONT, FINN)
    with counted(case.ground.db) as few:
        case.sender.must_lease(Kind.HOME)
    with case.ground.db.engine.begin() as connection:
        connection.execute(incident.delete().where(incident.c.number >= 1000))
    many(case, 5000, state=state)
    case.clock.move(2 * MINUTE)

    with counted(case.ground.db) as statements:
        parcel = case.sender.must_lease(Kind.HOME)

    assert isinstance(parcel.content, Home)
    assert sum(len(page.lines) for page in parcel.content.own.values()) <= 2 * PAGE
    assert max(page.total for page in parcel.content.own.values()) >= 5000
    assert len(statements) == len(few) <= 10


# --- after a change --------------------------------------------------------------------------


@pytest.mark.parametrize("user", [FINN, ADA, BO])
def test_a_claim_reaches_the_home_of_its_requester_and_of_the_team(
    case: Case, screens: Screens, user: UserId
):
    screens.opens(user)

    case.do("claim", ADA)
    home = screens.shown(user)

    lists = {**home.own, **(home.desk.lists if home.desk else {})}
    stand = [seen.incident.state for page in lists.values() for seen in page.lines]
    assert set(stand) == {State.CLAIMED}
    assert len(screens.published(user)) == 2


@pytest.mark.parametrize("user", [ZOE, PAT, MIRA, LOU])
def test_who_has_no_part_in_it_gets_no_new_home(case: Case, screens: Screens, user: UserId):
    screens.opens(user)

    case.do("claim", ADA)
    case.sender.say_all()

    assert len(screens.published(user)) == 1


def test_nothing_is_published_for_those_who_never_opened_theirs(case: Case, screens: Screens):
    screens.opens(BO)

    case.do("claim", ADA)
    case.do("answer", ADA)
    case.settle_down()

    assert {home.reader for home in case.sender.contents(Home)} == {BO}


def test_who_has_not_looked_for_a_week_is_left_alone_until_they_look(case: Case, screens: Screens):
    screens.opens(FINN)
    screens.opens(BO)
    case.clock.move(OPEN_FOR)
    screens.opens(BO)
    case.clock.move(MINUTE)

    case.do("claim", ADA)
    case.sender.say_all()

    assert len(screens.published(FINN)) == 1
    assert len(screens.published(BO)) == 3


def test_many_changes_at_once_are_one_new_home(case: Case, screens: Screens):
    screens.opens(FINN)

    for verb in ("claim", "ask", "reply", "release", "claim", "answer"):
        case.do(verb, ADA)
    screens.shown(FINN)

    assert len(screens.published(FINN)) == 2
    assert screens.due() == []


def test_a_home_rests_two_seconds_between_two_publications(case: Case, screens: Screens):
    screens.opens(FINN)

    case.services.incidents.claim(an_act(ONE, ADA))

    assert screens.due() == [2.0]


def test_what_changes_while_it_is_being_published_is_published_after_it(
    case: Case, screens: Screens
):
    case.services.homes.opened(FRONT, FINN)
    parcel = case.sender.must_lease(Kind.HOME)

    case.do("claim", ADA)
    case.sender.say(parcel)
    case.clock.move(REST)

    newest = screens.shown(FINN).own[HomeList.OPEN].lines[0]
    assert newest.incident.state is State.CLAIMED


def test_a_button_in_the_home_shows_how_things_stand_however_long_it_was_open(
    case: Case, screens: Screens
):
    screens.opens(ADA)
    case.clock.move(OPEN_FOR + MINUTE)

    case.services.homes.pressed(FRONT, ADA)
    case.sender.say_all()

    assert len(screens.published(ADA)) == 2


def test_an_answer_that_was_lost_is_no_reason_not_to_publish_again(case: Case, screens: Screens):
    case.services.homes.opened(FRONT, FINN)
    parcel = case.sender.must_lease(Kind.HOME)

    case.services.outbox.failed(parcel, Failure.AMBIGUOUS, "timeout", is_unsure=True)
    case.clock.move(MINUTE)

    assert screens.shown(FINN).reader == FINN


def test_a_change_costs_one_look_when_nobody_has_opened_a_home(case: Case, screens: Screens):
    with counted(case.ground.db) as statements:
        case.do("claim", ADA)

    about_homes = [one for one in statements if "home" in one]
    assert len(about_homes) == 1
    assert about_homes[0].startswith("SELECT home.user_id")
    assert screens.due() == []


# --- private ---------------------------------------------------------------------------------


STEPS: tuple[Callable[[Incidents], object], ...] = (
    lambda do: do.let_see(an_act(TWO, FINN), (PAT,)),
    lambda do: do.claim(an_act(TWO, ADA)),
    lambda do: do.ask(an_act(TWO, ADA), f"Which {MARK}?"),
    lambda do: do.reply(an_act(TWO, FINN), MARK),
    lambda do: do.edit(an_act(TWO, FINN), f"{MARK} again"),
    lambda do: do.stopgap(an_act(TWO, ADA), Ending(words=MARK)),
    lambda do: do.reopen(an_act(TWO, FINN), MARK),
    lambda do: do.decline(an_act(TWO, BO), MARK),
)


def test_no_word_of_a_private_one_stands_in_anybodys_home(case: Case, screens: Screens):
    for user in ALL:
        case.knows(user)
    request = a_request(MARK, source_key="command:private", is_private=True)
    case.services.incidents.file(FRONT, request)

    for step in (None, *STEPS):
        if step:
            step(case.services.incidents)
        for user in ALL:
            home = screens.opens(user)
            assert MARK not in repr(home), user
        case.clock.move(MINUTE)


def test_its_requester_and_the_team_see_that_it_is_there_and_others_do_not(
    case: Case, screens: Screens
):
    request = a_request(MARK, source_key="command:private", is_private=True)
    case.services.incidents.file(FRONT, request)

    finn, ada, zoe = screens.opens(FINN), screens.opens(ADA), screens.opens(ZOE)

    assert [(one.incident.number, one.is_hidden) for one in finn.own[HomeList.OPEN].lines] == [
        (TWO, True),
        (ONE, False),
    ]
    assert ada.desk is not None
    assert TWO in numbers(ada.desk.lists[HomeList.QUEUE])
    assert zoe.own[HomeList.OPEN].lines == ()

"""People: what is kept of them, and what follows when they change or leave."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.content import OwnerLeft
from bot.domain.ids import Front, UserId, WorkspaceId
from bot.domain.incident import Incident, State
from bot.domain.people import Person
from bot.domain.timeline import What
from bot.services import Services
from bot.services.ground import Ground
from bot.services.people import People
from storage.database import Database, Transaction
from storage.workspace import Workspace
from tests.builders import ADA, BO, FINN, FRONT, LOU, MIRA, PAT, ZOE, a_person, later
from tests.fakes import an_act
from tests.services.case import ONE, TWO, Case

BOT = UserId("U0HYDRANT")


def kept(case: Case, user: UserId) -> Person | None:
    with case.ground.db.read() as tx:
        return tx.people.find(FRONT, user)


# --- what is kept ----------------------------------------------------------------------------


@pytest.mark.parametrize("user", [ADA, LOU, MIRA])
def test_news_of_somebody_whom_the_settings_name_is_kept(case: Case, user: UserId):
    person = a_person(user, "New name")

    case.services.people.changed(person)

    assert kept(case, user) == person


def test_news_of_somebody_who_matters_to_nobody_is_not_kept(case: Case):
    case.services.people.changed(a_person(PAT, "Pat"))

    assert kept(case, PAT) is None


def test_newer_news_replaces_what_was_known_and_older_does_not(case: Case):
    old, new = a_person(ZOE, "Old"), a_person(ZOE, "New", read_at=later(hours=1))
    case.knows(ZOE, name="First", read_at=later(hours=-1))

    case.services.people.changed(new)
    case.services.people.changed(old)

    assert kept(case, ZOE) == new


def test_news_without_a_locale_leaves_the_one_that_is_known(case: Case):
    case.knows(ZOE, locale="de-DE", read_at=later(hours=-1))

    case.services.people.changed(a_person(ZOE, "Zoe"))

    assert case.services.people.locale(FRONT, ZOE) == "de-DE"


def test_who_is_not_known_reads_in_the_teams_language(case: Case):
    case.services.settings.replace(FRONT, '[team]\nlanguage = "de-DE"')

    assert case.services.people.locale(FRONT, ZOE) == "de-DE"


def test_names_are_known_of_those_whose_profile_was_read(case: Case):
    case.knows(ZOE, name="Zoe")

    assert case.services.people.names(FRONT, [ZOE, PAT]) == {ZOE: "Zoe"}


# --- who leaves ------------------------------------------------------------------------------


@pytest.fixture
def held(case: Case) -> Case:
    """Let Ada have INC-1 and have asked about INC-2; INC-3 is Bo's and INC-4 has ended."""
    case.services.upkeep.introduce(
        Workspace(front=FRONT, name="Firehouse", url="https://firehouse.test", bot_user_id=BOT)
    )
    numbers = [ONE, *(case.file(ZOE, text) for text in ("Two", "Three", "Four"))]
    for number, by in zip(numbers, (ADA, ADA, BO, ADA), strict=True):
        case.do("claim", by, number=number)
    case.do("ask", ADA, number=TWO)
    case.do("answer", ADA, number=numbers[3])
    case.settle_down()
    case.sender.said.clear()
    return case


def leaves(case: Case, user: UserId = ADA) -> Person:
    person = a_person(user, "Gone", is_deleted=True, read_at=case.clock.now())
    case.services.people.changed(person)
    return person


def test_who_left_gives_back_what_they_had(held: Case):
    leaves(held)

    given_back = [(held.now_is(n).state, held.now_is(n).owner) for n in (ONE, TWO)]
    assert given_back == [(State.NEW, None)] * 2
    assert held.story()[-1].what is What.RELEASED
    assert held.story()[-1].by == BOT
    assert held.now_is(TWO).question is None


def test_what_others_have_and_what_has_ended_stays_as_it_is(held: Case):
    before = [held.now_is(type(ONE)(number)) for number in (3, 4)]

    leaves(held)

    assert [held.now_is(type(ONE)(number)) for number in (3, 4)] == before


def test_the_leads_are_told_once_of_each_that_is_free_again(held: Case):
    person = leaves(held)
    held.services.people.changed(person)
    held.services.people.changed(a_person(ADA, is_deleted=True, read_at=held.clock.now()))

    held.settle_down()

    told = [
        (said.notice.target.user, said.notice.number, said.content.owner)
        for said in held.sender.said
        if isinstance(said.content, OwnerLeft)
    ]
    assert sorted(told) == [(LOU, ONE, ADA), (LOU, TWO, ADA)]
    assert held.whats().count(What.RELEASED) == 1


def test_the_requesters_are_told_when_nobody_takes_it_up_within_a_minute(held: Case):
    leaves(held)

    assert [line for line in held.left() if line[0] == "tell"] == [("tell", 1), ("tell", 1)]


def test_a_lead_who_left_is_not_written_to(held: Case):
    held.services.settings.replace(
        FRONT, '[members]\nrapid_response = ["U0ADA"]\nleads = ["U0ADA"]'
    )

    leaves(held)

    assert "left" not in {kind for kind, _ in held.left()}


def test_the_admins_are_told_where_no_lead_is_named(held: Case):
    held.services.settings.replace(FRONT, '[members]\nrapid_response = ["U0ADA"]')

    leaves(held)
    held.settle_down()

    told = {said.notice.target.user for said in held.sender.said if said.notice.kind == "left"}
    assert told == {MIRA}


def test_older_news_that_somebody_left_does_not_undo_their_coming_back(held: Case):
    held.services.people.changed(a_person(ADA, "Ada", read_at=held.clock.now()))

    gone = a_person(ADA, is_deleted=True, read_at=held.clock.now() - timedelta(minutes=1))
    held.services.people.changed(gone)

    assert held.now_is().owner == ADA


def test_of_a_private_one_the_leads_read_that_it_is_free_and_no_word(held: Case):
    held.do("make private", FINN)

    leaves(held)
    held.settle_down()

    assert "Salaries" not in repr(held.sender.contents(OwnerLeft))


@dataclass(slots=True)
class AMomentOld:
    """A database in which what somebody has is looked up a moment before it can be locked."""

    db: Database
    owned: list[Incident]

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        with self.db.begin() as tx:
            tx.incidents.owned_by = lambda *_: self.owned  # type: ignore[method-assign]
            yield tx


@pytest.mark.parametrize(
    ("verb", "by", "state"), [("take over", BO, State.CLAIMED), ("decline", BO, State.DECLINED)]
)
def test_what_was_done_to_it_a_moment_before_stays(held: Case, verb: str, by, state: State):
    behind: Any = AMomentOld(held.ground.db, [held.now_is(ONE), held.now_is(TWO)])
    changed = held.do(verb, by)
    gone = a_person(ADA, is_deleted=True, read_at=held.clock.now())

    People(Ground(db=behind, now=held.clock.now)).changed(gone)

    assert held.now_is(ONE) == changed
    assert held.now_is(ONE).state is state
    assert held.now_is(TWO).owner is None


def test_what_somebody_has_in_another_workspace_is_not_theirs_here(held: Case, services: Services):
    elsewhere = Front(WorkspaceId("T0OTHER"))

    services.people.changed(a_person(ADA, front=elsewhere, is_deleted=True))

    assert held.now_is().owner == ADA


# --- whose emoji count -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "owner"),
    [
        ({"is_guest": True}, ADA),
        ({"is_bot": True}, None),
        ({"is_stranger": True}, None),
        ({"is_deleted": True}, None),
    ],
)
def test_emoji_of_those_who_take_no_part_mean_nothing(case: Case, facts, owner):
    case.knows(ADA, **facts)
    case.settle_down()

    case.hand(ADA).puts_on("eyes")

    assert case.now_is().owner == owner
    assert case.refusals() == []


def test_a_stranger_is_told_why_their_emoji_does_nothing(case: Case):
    case.knows(ZOE, is_stranger=True)
    case.settle_down()

    case.hand(ZOE).puts_on("eyes")
    case.settle_down()

    assert case.now_is().owner is None
    assert case.refusals() == [(ZOE, "not_from_here")]


def test_nothing_is_open_to_who_takes_no_part(case: Case):
    case.knows(BO, is_bot=True)
    case.services.incidents.claim(an_act(ONE, ADA))

    verbs = {user: case.services.queue.story(FRONT, ONE, user).verbs for user in (ADA, BO)}

    assert verbs[ADA]
    assert verbs[BO] == frozenset()

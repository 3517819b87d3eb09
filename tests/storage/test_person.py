"""People and workspaces as Slack described them last."""

from typing import Any

import pytest

from bot.domain.ids import Front, UserId, WorkspaceId
from storage.database import Database
from storage.workspace import Workspace
from tests.builders import BO, FINN, FRONT, NOW, a_person, later

ELSEWHERE = Front(WorkspaceId("T0OTHER"))


def test_a_profile_comes_back_as_it_was(db: Database):
    finn = a_person(timezone="Europe/Lisbon", locale="pt-PT")

    with db.begin() as tx:
        tx.people.put(finn)

    with db.read() as tx:
        assert tx.people.find(FRONT, FINN) == finn
        assert tx.people.find(FRONT, BO) is None
        assert tx.people.find(ELSEWHERE, FINN) is None


FACTS = ("is_bot", "is_deleted", "is_stranger", "is_guest", "is_admin")


@pytest.mark.parametrize("facts", [{fact: True} for fact in FACTS], ids=FACTS)
def test_what_somebody_is_and_is_not_comes_back(db: Database, facts: dict[str, Any]):
    finn = a_person(**facts)

    with db.begin() as tx:
        tx.people.put(finn)

    with db.read() as tx:
        assert tx.people.find(FRONT, FINN) == finn


def test_the_newest_profile_replaces_the_one_before(db: Database):
    newer = a_person(name="Finn O'Brien", read_at=later(days=1), is_deleted=True)

    with db.begin() as tx:
        tx.people.put(a_person(timezone="UTC", is_bot=True))
        tx.people.put(newer)

    with db.read() as tx:
        assert tx.people.find(FRONT, FINN) == newer


def test_several_profiles_are_found_together(db: Database):
    finn, bo = a_person(FINN, "Finn"), a_person(BO, "Bo")

    with db.begin() as tx:
        for person in (finn, bo):
            tx.people.put(person)

    with db.read() as tx:
        assert tx.people.named(FRONT, [FINN, BO, UserId("U0NOBODY")]) == {FINN: finn, BO: bo}


def test_a_workspace_is_known_as_it_was_seen_last(db: Database):
    first = Workspace(front=FRONT, name="Old", url="https://old", bot_user_id=UserId("U1"))
    second = Workspace(front=FRONT, name="New", url="https://new", bot_user_id=UserId("U2"))

    with db.begin() as tx:
        tx.workspaces.put(first, NOW)
        tx.workspaces.put(second, later(days=1))

    with db.read() as tx:
        assert tx.workspaces.find(FRONT) == second
        assert tx.workspaces.find(ELSEWHERE) is None
        assert tx.workspaces.fronts() == [FRONT]

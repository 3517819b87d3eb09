"""Whole tables at once."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.ids import Front, Number, WorkspaceId
from bot.services import Services
from storage.database import Database
from storage.loading import Shelf, workspaces
from storage.workspace import Workspace
from tests import builders
from tests.conftest import START
from tests.fakes import an_act

A_MINUTE = timedelta(minutes=1)
ELSEWHERE = Front(WorkspaceId("T0ELSEWHERE"))


@pytest.fixture
def shelf(db: Database, front: Front) -> Shelf:
    """Give the rows of the front that the tests use."""
    return Shelf(db, front)


def test_what_was_taken_out_of_one_front_can_be_put_into_another(
    db: Database, services: Services, front: Front, shelf: Shelf
):
    services.incidents.file(front, builders.a_request())
    other = Shelf(db, ELSEWHERE)

    other.put_in(shelf.take_out("incident", "entry"))

    assert other.take_out("incident", "entry") == shelf.take_out("incident", "entry")
    with db.read() as tx:
        found = tx.incidents.find(ELSEWHERE, Number(1))
    assert found
    assert found.text == builders.a_request().text


def test_rows_are_put_in_all_or_nothing(services: Services, front: Front, shelf: Shelf):
    services.incidents.file(front, builders.a_request())
    tick = {"name": "prune", "slot": "2026-11-24", "claimed_at": START}
    there = shelf.take_out("incident")

    with pytest.raises(IntegrityError):
        shelf.put_in({"tick": [tick]} | there)

    assert shelf.take_out("tick") == {"tick": []}


def test_a_column_that_is_left_out_is_empty(shelf: Shelf):
    shelf.put_in({"closing": [{"number": 1, "is_skipped": True, "by": "U0ADA", "at": START}]})

    (closing,) = shelf.take_out("closing")["closing"]
    assert closing["effort"] is None


def test_nothing_has_ever_happened_in_a_front_that_is_new(shelf: Shelf):
    assert shelf.last_moment() is None


def test_the_last_moment_is_that_of_the_newest_entry(
    services: Services, front: Front, shelf: Shelf
):
    services.incidents.file(front, builders.a_request())

    assert shelf.last_moment() == START


def test_the_last_moment_may_be_that_of_a_tick(shelf: Shelf):
    later = START + A_MINUTE
    shelf.put_in({"tick": [{"name": "prune", "slot": "2026-11-24", "claimed_at": later}]})

    assert shelf.last_moment() == later


def test_only_the_kinds_of_entries_since_a_moment_are_told(
    services: Services, front: Front, shelf: Shelf
):
    services.incidents.file(front, builders.a_request())
    services.incidents.claim(an_act(Number(1), builders.ADA))

    assert shelf.kinds_since(START) == {"filed", "claim"}
    assert shelf.kinds_since(START + A_MINUTE) == set()


def test_every_workspace_that_was_introduced_is_known(
    db: Database, services: Services, front: Front
):
    services.upkeep.introduce(
        Workspace(front=front, name="Firehouse", url="", bot_user_id=builders.ADA)
    )

    assert workspaces(db) == {front.workspace_id}

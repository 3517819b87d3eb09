"""Numbers are given out one by one, and none is lost."""

from contextlib import suppress

from bot.domain.ids import Front, FrontId, WorkspaceId
from storage.database import Database
from tests.builders import FRONT


class Mishap(Exception):  # noqa: N818
    """Something goes wrong in the middle of a transaction."""


def take(db: Database, front: Front = FRONT, noun: str = "incident") -> int:
    with db.begin() as tx:
        return tx.counters.next(front, noun)


def test_numbers_begin_at_one_and_grow_by_one(db: Database):
    assert [take(db) for _ in range(3)] == [1, 2, 3]


def test_a_rolled_back_number_is_given_out_again(db: Database):
    take(db)

    with suppress(Mishap), db.begin() as tx:
        burnt = tx.counters.next(FRONT, "incident")
        raise Mishap

    assert burnt == 2
    assert take(db) == 2


def test_each_front_and_each_noun_counts_for_itself(db: Database):
    take(db)

    others = [
        take(db, Front(WorkspaceId("T0OTHER"))),
        take(db, Front(FRONT.workspace_id, FrontId("upstairs"))),
        take(db, noun="repeat"),
    ]

    assert others == [1, 1, 1]
    assert take(db) == 2

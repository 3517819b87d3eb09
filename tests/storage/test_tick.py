"""A due occurrence belongs to whoever claims it first."""

from contextlib import suppress

from bot.domain.ids import Front, WorkspaceId
from storage.database import Database
from tests.builders import FRONT, NOW, later


def claim(
    db: Database, name: str = "prune", slot: str = "2026-03-03", front: Front = FRONT
) -> bool:
    with db.begin() as tx:
        return tx.ticks.claim(front, name, slot, NOW)


def test_a_tick_is_claimed_once(db: Database):
    assert [claim(db) for _ in range(3)] == [True, False, False]


def test_each_name_slot_and_front_is_another_tick(db: Database):
    claim(db)

    assert claim(db, name="digest")
    assert claim(db, slot="2026-03-04")
    assert claim(db, front=Front(WorkspaceId("T0OTHER")))


def test_a_claim_that_was_rolled_back_is_free_again(db: Database):
    with suppress(ZeroDivisionError), db.begin() as tx:
        tx.ticks.claim(FRONT, "prune", "2026-03-03", NOW)
        raise ZeroDivisionError

    assert claim(db)


def test_old_claims_are_pruned(db: Database):
    with db.begin() as tx:
        tx.ticks.claim(FRONT, "prune", "old", NOW)
        tx.ticks.claim(FRONT, "prune", "new", later(days=1))

        assert tx.ticks.prune(FRONT, later(hours=1)) == 1
        assert not tx.ticks.claim(FRONT, "prune", "new", NOW)
        assert tx.ticks.claim(FRONT, "prune", "old", NOW)

"""Ticks: a due occurrence belongs to the replica whose insert wins."""

from datetime import datetime

from sqlalchemy import Connection, delete

from bot.domain.ids import Front
from storage.dialect import insert
from storage.rows import tick
from storage.scope import columns, within


class TickStore:
    """Occurrences that somebody has taken."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def claim(self, front: Front, name: str, slot: str, now: datetime) -> bool:
        """Return True to exactly one caller for each name and local calendar slot.

        It becomes true for others only if this transaction commits.
        """
        statement = insert(self._connection, tick).values(
            **columns(front), name=name, slot=slot, claimed_at=now
        )
        statement = statement.on_conflict_do_nothing()
        return self._connection.execute(statement.returning(tick.c.slot)).first() is not None

    def prune(self, front: Front, before: datetime) -> int:
        """Delete what was claimed before then; return how many rows that were."""
        statement = delete(tick).where(within(tick, front), tick.c.claimed_at < before)
        return self._connection.execute(statement).rowcount

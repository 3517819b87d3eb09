"""Ticks: a due occurrence belongs to the replica whose insert wins."""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Executable, delete

from bot.domain.ids import Front
from storage.dialect import insert
from storage.rows import tick
from storage.scope import columns, given, giving, here

_PRUNE = delete(tick).where(here(tick), tick.c.claimed_at < given("before"))


@cache
def _claim(dialect: str) -> Executable:
    return insert(dialect, tick).on_conflict_do_nothing().returning(tick.c.slot)


class TickStore:
    """Occurrences that somebody has taken."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def claim(self, front: Front, name: str, slot: str, now: datetime) -> bool:
        """Return True to exactly one caller for each name and local calendar slot.

        It becomes true for others only if this transaction commits.
        """
        row = columns(front) | {"name": name, "slot": slot, "claimed_at": now}
        statement = _claim(self._connection.dialect.name)
        return self._connection.execute(statement, row).first() is not None

    def prune(self, front: Front, before: datetime) -> int:
        """Delete what was claimed before then; return how many rows that were."""
        return self._connection.execute(_PRUNE, giving(front, before=before)).rowcount

"""The numbers given out: INC-1, INC-2 … in each front."""

from functools import cache

from sqlalchemy import Connection, Executable

from bot.domain.ids import Front, Number
from storage.dialect import insert
from storage.rows import counter
from storage.scope import columns


@cache
def _next(dialect: str) -> Executable:
    statement = insert(dialect, counter).on_conflict_do_update(
        index_elements=["workspace_id", "front_id", "noun"], set_={"last": counter.c.last + 1}
    )
    return statement.returning(counter.c.last)


class CounterStore:
    """Counters that skip nothing when a transaction rolls back."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def next(self, front: Front, noun: str) -> Number:
        """Return the next number; others who want one wait until this transaction ends."""
        statement = _next(self._connection.dialect.name)
        row = columns(front) | {"noun": noun, "last": 1}
        number: int = self._connection.execute(statement, row).scalar_one()
        return Number(number)

"""What analysts said at the end of incidents."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select

from bot.domain.closing import Cause, Closing, Effort, Returns
from bot.domain.ids import Front, Number, UserId
from storage.dialect import upsert
from storage.rows import closing
from storage.scope import columns, front_of, giving, here

_FIND = select(closing).where(here(closing, "number"))


class ClosingStore:
    """Closings by incident."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def put(self, value: Closing) -> None:
        """Keep the answers as they are now."""
        facts = asdict(value)
        del facts["front"]
        statement = upsert(self._connection.dialect.name, closing)
        self._connection.execute(statement, columns(value.front) | facts)

    def find(self, front: Front, number: Number) -> Closing | None:
        """Return what was said, or None if nothing was."""
        row = self._connection.execute(_FIND, giving(front, number=number)).first()
        return _value(row) if row else None


def _value(row: Any) -> Closing:  # noqa: ANN401  # a row of the table
    return Closing(
        front=front_of(row),
        number=Number(row.number),
        by=UserId(row.by),
        at=row.at,
        effort=Effort(row.effort) if row.effort else None,
        cause=Cause(row.cause) if row.cause else None,
        preventable=row.preventable,
        returns=Returns(row.returns) if row.returns else None,
        tool=row.tool,
        is_skipped=row.is_skipped,
    )

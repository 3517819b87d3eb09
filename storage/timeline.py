"""Timelines: what happened to each incident, append only."""

from typing import Any

from sqlalchemy import Connection, select

from bot.domain.ids import Front, Number, UserId
from bot.domain.incident import State
from bot.domain.timeline import Entry, What
from storage.dialect import insert
from storage.rows import entry
from storage.scope import columns, front_of, within


class TimelineStore:
    """Entries of incidents."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def add(self, value: Entry) -> bool:
        """Append it; False (and nothing done) if its delivery has written one before."""
        statement = insert(self._connection, entry).values(_row(value))
        statement = statement.on_conflict_do_nothing(
            index_elements=["workspace_id", "front_id", "source_key"]
        )
        return self._connection.execute(statement.returning(entry.c.seq)).first() is not None

    def knows(self, front: Front, source_key: str) -> bool:
        """Whether this delivery has written an entry before."""
        return self.by_delivery(front, source_key) is not None

    def by_delivery(self, front: Front, source_key: str) -> Entry | None:
        """Return the entry that this delivery wrote, or None."""
        statement = select(entry).where(within(entry, front), entry.c.source_key == source_key)
        row = self._connection.execute(statement).first()
        return _value(row) if row else None

    def find(self, front: Front, number: Number, seq: int) -> Entry | None:
        """Return one entry, or None."""
        statement = select(entry).where(
            within(entry, front), entry.c.number == number, entry.c.seq == seq
        )
        row = self._connection.execute(statement).first()
        return _value(row) if row else None

    def of(self, front: Front, number: Number) -> list[Entry]:
        """Return the story of an incident, oldest first."""
        statement = select(entry).where(within(entry, front), entry.c.number == number)
        return [_value(row) for row in self._connection.execute(statement.order_by(entry.c.seq))]


def _row(value: Entry) -> dict[str, Any]:
    return columns(value.front) | {
        "number": value.number,
        "seq": value.seq,
        "at": value.at,
        "by": value.by,
        "what": value.what,
        "source_key": value.source_key,
        "state": value.state,
        "owner": value.owner,
        "words": value.words,
        "link": value.link,
        "as_of": value.as_of,
    }


def _value(row: Any) -> Entry:  # noqa: ANN401  # a row of the table
    return Entry(
        front=front_of(row),
        number=Number(row.number),
        seq=row.seq,
        at=row.at,
        by=UserId(row.by),
        what=What(row.what),
        source_key=row.source_key,
        state=State(row.state),
        owner=UserId(row.owner) if row.owner else None,
        words=row.words,
        link=row.link,
        as_of=row.as_of,
    )

"""Timelines: what happened to each incident, append only."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, select

from bot.domain.ids import Front, Number, UserId
from bot.domain.incident import State
from bot.domain.timeline import Entry, What
from storage.dialect import insert
from storage.rows import entry
from storage.scope import columns, front_of, given, giving, here

_BY_DELIVERY = select(entry).where(here(entry, "source_key"))
_FIND = select(entry).where(here(entry, "number", "seq"))
_BY_PERSON = (
    select(entry)
    .where(
        here(entry, "by"),
        entry.c.at >= given("since"),
        entry.c.at < given("until"),
    )
    .order_by(entry.c.at, entry.c.number)
)
_OF = select(entry).where(here(entry, "number")).order_by(entry.c.seq)


@cache
def _add(dialect: str) -> Executable:
    statement = insert(dialect, entry).on_conflict_do_nothing(
        index_elements=["workspace_id", "front_id", "source_key"]
    )
    return statement.returning(entry.c.seq)


class TimelineStore:
    """Entries of incidents."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def add(self, value: Entry) -> bool:
        """Append it; False (and nothing done) if its delivery has written one before."""
        statement = _add(self._connection.dialect.name)
        return self._connection.execute(statement, _row(value)).first() is not None

    def knows(self, front: Front, source_key: str) -> bool:
        """Whether this delivery has written an entry before."""
        return self.by_delivery(front, source_key) is not None

    def by_delivery(self, front: Front, source_key: str) -> Entry | None:
        """Return the entry that this delivery wrote, or None."""
        row = self._connection.execute(_BY_DELIVERY, giving(front, source_key=source_key)).first()
        return _value(row) if row else None

    def find(self, front: Front, number: Number, seq: int) -> Entry | None:
        """Return one entry, or None."""
        row = self._connection.execute(_FIND, giving(front, number=number, seq=seq)).first()
        return _value(row) if row else None

    def owner_before(self, entry: Entry) -> UserId | None:
        """Return who had the incident just before this entry, or None."""
        past = [one for one in self.of(entry.front, entry.number) if one.seq < entry.seq]
        return past[-1].owner if past else None

    def by_person(
        self, front: Front, user: UserId, since: datetime, until: datetime
    ) -> list[Entry]:
        """Return what somebody has done between two moments, oldest first."""
        which = giving(front, by=user, since=since, until=until)
        return [_value(row) for row in self._connection.execute(_BY_PERSON, which)]

    def of(self, front: Front, number: Number) -> list[Entry]:
        """Return the story of an incident, oldest first."""
        rows = self._connection.execute(_OF, giving(front, number=number))
        return [_value(row) for row in rows]


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

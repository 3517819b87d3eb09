"""Whole tables at once: a made history is taken out as rows, and put into an empty database."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, func, insert, select

from bot.domain.ids import Front
from storage.database import Database
from storage.rows import entry, message, metadata, outbox, setting, tick, workspace
from storage.scope import columns, giving, here

_OF_THE_FRONT = frozenset({"workspace_id", "front_id"})


class Shelf:
    """The rows of one front."""

    def __init__(self, db: Database, front: Front) -> None:
        """Touch nothing yet."""
        self._db = db
        self._front = front

    def take_out(self, *tables: str) -> dict[str, list[dict[str, Any]]]:
        """Return every row of these tables by column, in the order of their keys."""
        found = {}
        with self._db.looking() as connection:
            for name in tables:
                rows = connection.execute(_all(metadata.tables[name]), giving(self._front))
                found[name] = [_without_front(row) for row in rows.mappings()]
        return found

    def put_in(self, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        """Add these rows, all or nothing; a column that they lack has its default."""
        mine = columns(self._front)
        with self._db.engine.begin() as connection:
            for name, rows in tables.items():
                if rows:
                    statement = insert(metadata.tables[name])
                    connection.execute(statement, [mine | dict(row) for row in rows])

    def last_moment(self) -> datetime | None:
        """Return when something happened for the last time; None if nothing ever did."""
        moments = (
            (entry, entry.c.at),
            (message, message.c.posted_at),
            (setting, setting.c.changed_at),
            (outbox, outbox.c.settled_at),
            (tick, tick.c.claimed_at),
        )
        with self._db.looking() as connection:
            found = [
                connection.execute(select(func.max(at)).where(here(table)), giving(self._front))
                for table, at in moments
            ]
            return max((at for one in found if (at := one.scalar())), default=None)

    def kinds_since(self, at: datetime) -> frozenset[str]:
        """Return which kinds of entries the timelines have got since then."""
        statement = select(entry.c.what).where(here(entry), entry.c.at >= at).distinct()
        with self._db.looking() as connection:
            return frozenset(connection.execute(statement, giving(self._front)).scalars())


def workspaces(db: Database) -> frozenset[str]:
    """Return the ids of all workspaces that this database knows."""
    with db.looking() as connection:
        return frozenset(connection.execute(select(workspace.c.workspace_id)).scalars())


def _without_front(row: Iterable[Any]) -> dict[str, Any]:
    return {name: value for name, value in dict(row).items() if name not in _OF_THE_FRONT}


def _all(table: Table) -> Select[Any]:
    return select(table).where(here(table)).order_by(*table.primary_key.columns)

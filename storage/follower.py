"""Who follows which incident."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, and_, delete, select

from bot.domain.follower import Follower
from bot.domain.ids import Front, Number, UserId
from storage.dialect import insert
from storage.rows import follower
from storage.scope import columns, front_of, giving, here

_OF = select(follower).where(here(follower, "number")).order_by(follower.c.since)
_FIND = select(follower).where(here(follower, "number", "user_id"))
_REMOVE = delete(follower).where(here(follower, "number", "user_id")).returning(follower.c.number)


@cache
def _add(dialect: str) -> Executable:
    statement = insert(dialect, follower)
    new, old = statement.excluded, follower.c
    statement = statement.on_conflict_do_update(
        index_elements=follower.primary_key.columns,
        set_={"duplicate": new.duplicate},
        # Why they follow counts more than since when.
        where=and_(old.duplicate.is_(None), new.duplicate.is_not(None)),
    )
    return statement.returning(follower.c.number)


class FollowerStore:
    """Followers by incident."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def add(self, value: Follower) -> bool:
        """Add them; False (and nothing done) if they follow already, and for the same reason."""
        row = columns(value.front) | {
            "number": value.number,
            "user_id": value.user_id,
            "duplicate": value.duplicate,
            "since": value.since,
        }
        statement = _add(self._connection.dialect.name)
        return self._connection.execute(statement, row).first() is not None

    def remove(self, front: Front, number: Number, user: UserId) -> bool:
        """Let somebody follow no more; False if they did not."""
        which = giving(front, number=number, user_id=user)
        return self._connection.execute(_REMOVE, which).first() is not None

    def find(self, front: Front, number: Number, user: UserId) -> Follower | None:
        """Return this follower, or None."""
        row = self._connection.execute(_FIND, giving(front, number=number, user_id=user)).first()
        return _value(row) if row else None

    def of(self, front: Front, number: Number) -> list[Follower]:
        """Return who follows an incident, in the order they began."""
        return [_value(row) for row in self._connection.execute(_OF, giving(front, number=number))]


def _value(row: Any) -> Follower:  # noqa: ANN401  # a row of the table
    return Follower(
        front=front_of(row),
        number=Number(row.number),
        user_id=UserId(row.user_id),
        since=row.since,
        duplicate=Number(row.duplicate) if row.duplicate else None,
    )

"""People's profiles, as last read from Slack."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select

from bot.domain.ids import Front, UserId
from bot.domain.people import Person
from storage.dialect import upsert
from storage.rows import person
from storage.scope import columns, front_of, given, giving, here

_FIND = select(person).where(here(person, "user_id"))
_NAMED = select(person).where(here(person), person.c.user_id.in_(given("users")))


class PersonStore:
    """Profiles by user id."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def put(self, value: Person) -> None:
        """Keep the newest profile."""
        facts = asdict(value)
        del facts["front"]
        statement = upsert(self._connection.dialect.name, person)
        self._connection.execute(statement, columns(value.front) | facts)

    def find(self, front: Front, user: UserId) -> Person | None:
        """Return the profile, or None if it was never read."""
        row = self._connection.execute(_FIND, giving(front, user_id=user)).first()
        return _value(row) if row else None

    def named(self, front: Front, users: Iterable[UserId]) -> dict[UserId, Person]:
        """Return the known profiles among these people."""
        rows = self._connection.execute(_NAMED, giving(front, users=list(users)))
        return {UserId(row.user_id): _value(row) for row in rows}


def _value(row: Any) -> Person:  # noqa: ANN401  # a row of the table
    return Person(
        front=front_of(row),
        user_id=UserId(row.user_id),
        name=row.name,
        read_at=row.read_at,
        timezone=row.timezone,
        locale=row.locale,
        is_bot=row.is_bot,
        is_deleted=row.is_deleted,
        is_stranger=row.is_stranger,
        is_guest=row.is_guest,
        is_admin=row.is_admin,
    )

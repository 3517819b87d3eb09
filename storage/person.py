"""People's profiles, as last read from Slack."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select

from bot.domain.ids import Front, UserId
from bot.domain.people import Person
from storage.dialect import insert
from storage.rows import person
from storage.scope import columns, front_of, within


class PersonStore:
    """Profiles by user id."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def put(self, value: Person) -> None:
        """Keep the newest profile."""
        facts = asdict(value)
        del facts["front"]
        statement = insert(self._connection, person).values(columns(value.front) | facts)
        del facts["user_id"]
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["workspace_id", "front_id", "user_id"], set_=facts
            )
        )

    def find(self, front: Front, user: UserId) -> Person | None:
        """Return the profile, or None if it was never read."""
        return self.named(front, [user]).get(user)

    def named(self, front: Front, users: Iterable[UserId]) -> dict[UserId, Person]:
        """Return the known profiles among these people."""
        statement = select(person).where(within(person, front), person.c.user_id.in_(list(users)))
        rows = self._connection.execute(statement)
        return {UserId(row.user_id): _value(row) for row in rows}


def _value(row: Any) -> Person:  # noqa: ANN401  # a row of the table
    return Person(
        front=front_of(row),
        user_id=UserId(row.user_id),
        name=row.name,
        read_at=row.read_at,
        timezone=row.timezone,
        is_bot=row.is_bot,
        is_deleted=row.is_deleted,
    )

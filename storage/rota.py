"""Who takes turns: versions of rosters, seats, preferences, and who was last seen on call."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bot.domain.cadence import Cadence, Unit, Weekday
from bot.domain.duty import Duty, Preference, Seat
from bot.domain.hours import Hours
from bot.domain.ids import Front, UserId
from bot.domain.plan import read_window, written
from bot.domain.roster import Member, Roster
from bot.domain.rotation import Why
from storage.dialect import take_turns, upsert
from storage.rows import duty, preference, roster, seat
from storage.scope import columns, given, giving, here

_ROSTERS = select(roster).where(here(roster)).order_by(roster.c.rotation, roster.c.valid_from)
_FORGET = delete(roster).where(here(roster, "rotation"), roster.c.valid_from >= given("since"))
_SEATS = select(seat).where(here(seat)).order_by(seat.c.rotation, seat.c.user_id)
_PREFERENCES = select(preference).where(here(preference)).order_by(preference.c.user_id)
_DUTIES = select(duty).where(here(duty))
_DUTY = select(duty).where(here(duty, "rotation"))
_WORDS = update(duty).where(here(duty, "rotation")).values(words=given("words", duty.c.words.type))


class RotaStore:
    """Rotations by the name that the settings give them."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def take_turns(self, front: Front) -> None:
        """Wait until nobody else changes the rota of this front, until the transaction ends."""
        take_turns(self._connection, f"rota:{front.workspace_id}:{front.front_id}")

    def rosters(self, front: Front) -> dict[str, tuple[Roster, ...]]:
        """Return all versions of every rotation, oldest first."""
        found: dict[str, list[Roster]] = {}
        for row in self._connection.execute(_ROSTERS, giving(front)):
            found.setdefault(row.rotation, []).append(_roster(row))
        return {name: tuple(versions) for name, versions in found.items()}

    def put_rosters(
        self, front: Front, rotation: str, versions: Iterable[Roster], since: datetime
    ) -> None:
        """Keep the versions that are in force from `since` on, in place of those that were."""
        self._connection.execute(_FORGET, giving(front, rotation=rotation, since=since))
        rows = [
            columns(front) | {"rotation": rotation} | _row(one)
            for one in versions
            if one.valid_from >= since
        ]
        if rows:
            self._connection.execute(insert(roster), rows)

    def seats(self, front: Front) -> list[Seat]:
        """Return everybody's seat in every rotation."""
        return [
            Seat(
                rotation=row.rotation,
                person=UserId(row.user_id),
                invited_at=row.invited_at,
                accepted_at=row.accepted_at,
                left_at=row.left_at,
            )
            for row in self._connection.execute(_SEATS, giving(front))
        ]

    def put_seat(self, front: Front, value: Seat) -> None:
        """Keep somebody's seat as it is now."""
        row = columns(front) | {
            "rotation": value.rotation,
            "user_id": value.person,
            "invited_at": value.invited_at,
            "accepted_at": value.accepted_at,
            "left_at": value.left_at,
        }
        self._connection.execute(upsert(self._connection.dialect.name, seat), row)

    def preferences(self, front: Front) -> dict[UserId, Preference]:
        """Return what people would rather not do, by person."""
        return {
            UserId(row.user_id): Preference(
                person=UserId(row.user_id),
                is_backup_only=row.is_backup_only,
                unwanted=frozenset(Weekday(day) for day in row.unwanted),
            )
            for row in self._connection.execute(_PREFERENCES, giving(front))
        }

    def put_preference(self, front: Front, value: Preference) -> None:
        """Keep what somebody would rather not do."""
        row = columns(front) | {
            "user_id": value.person,
            "is_backup_only": value.is_backup_only,
            "unwanted": sorted(value.unwanted),
        }
        self._connection.execute(upsert(self._connection.dialect.name, preference), row)

    def duties(self, front: Front) -> dict[str, Duty]:
        """Return who was last seen on call in each rotation."""
        rows = self._connection.execute(_DUTIES, giving(front))
        return {row.rotation: _duty(row) for row in rows}

    def duty(self, front: Front, rotation: str) -> Duty | None:
        """Return who was last seen on call; None if nobody has looked yet."""
        row = self._connection.execute(_DUTY, giving(front, rotation=rotation)).first()
        return _duty(row) if row else None

    def put_duty(self, front: Front, value: Duty) -> None:
        """Keep who is on call, and up to when that was looked at."""
        row = columns(front) | asdict(value)
        self._connection.execute(upsert(self._connection.dialect.name, duty), row)

    def put_words(self, front: Front, rotation: str, words: str | None) -> None:
        """Keep what the person on call has written for the next."""
        self._connection.execute(_WORDS, giving(front, rotation=rotation, words=words))


def _row(value: Roster) -> dict[str, Any]:
    return {
        "valid_from": value.valid_from,
        "timezone": value.cadence.timezone,
        "anchor": value.cadence.anchor,
        "unit": value.cadence.unit,
        "count": value.cadence.count,
        "hours": [written(window) for window in value.hours.windows] if value.hours else [],
        "members": list(value.order),
        "first": value.first,
    }


def _roster(row: Any) -> Roster:  # noqa: ANN401  # a row of the table
    windows = tuple(window for one in row.hours if (window := read_window(one)))
    return Roster(
        valid_from=row.valid_from,
        cadence=Cadence(
            timezone=row.timezone, anchor=row.anchor, unit=Unit(row.unit), count=row.count
        ),
        members=tuple(Member(UserId(person), row.valid_from) for person in row.members),
        first=row.first,
        hours=Hours(timezone=row.timezone, windows=windows) if windows else None,
    )


def _duty(row: Any) -> Duty:  # noqa: ANN401
    return Duty(
        rotation=row.rotation,
        watched_until=row.watched_until,
        person=UserId(row.person) if row.person else None,
        why=Why(row.why),
        announced=UserId(row.announced) if row.announced else None,
        since=row.since,
        until=row.until,
        words=row.words,
    )

"""Who stands in for whom: time off, covers, exchanges, overrides, in order of creation."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Table, insert, or_, select, update

from bot.domain.cadence import Span
from bot.domain.cover import Cover, Exchange, Override, TimeOff
from bot.domain.duty import Kept
from bot.domain.ids import Front, UserId
from storage.rows import cover, exchange, override, time_off
from storage.scope import columns, given, giving, here

T = TypeVar("T")


class Ledger(Generic[T]):
    """One table of such things; `to_row` and `to_value` say how a thing is written."""

    def __init__(
        self,
        connection: Connection,
        table: Table,
        to_row: Callable[[T], dict[str, Any]],
        to_value: Callable[[Any], T],
    ) -> None:
        """Use this connection."""
        self._connection = connection
        self._table = table
        self._to_row = to_row
        self._to_value = to_value

    def add(self, front: Front, value: Kept[T], source_key: str, **more: object) -> None:
        """Keep something new; `more` are columns beside it."""
        row = columns(front) | {"id": value.id, "source_key": source_key} | more
        if value.rotation:
            row["rotation"] = value.rotation
        self._connection.execute(insert(self._table), row | self._to_row(value.value))

    def save(self, front: Front, value: Kept[T]) -> None:
        """Write what has become of it."""
        statement = update(self._table).where(here(self._table, "id"))
        self._connection.execute(
            statement.values(self._to_row(value.value)), giving(front, id=value.id)
        )

    def find(self, front: Front, number: int) -> Kept[T] | None:
        """Return the one with that number, or None."""
        statement = select(self._table).where(here(self._table, "id"))
        row = self._connection.execute(statement, giving(front, id=number)).first()
        return self._kept(row) if row else None

    def made_by(self, front: Front, source_key: str) -> Kept[T] | None:
        """Return what that delivery has made, or None."""
        statement = select(self._table).where(here(self._table, "source_key"))
        row = self._connection.execute(statement, giving(front, source_key=source_key)).first()
        return self._kept(row) if row else None

    def since(self, front: Front, at: datetime) -> list[Kept[T]]:
        """Return everything that is not over before that moment, oldest first."""
        ends_at = self._table.c.gets_until if self._table is exchange else self._table.c.ends_at
        ends = [ends_at >= given("at")]
        if self._table is exchange:
            ends.append(exchange.c.gives_until >= given("at"))
        if self._table is time_off:
            ends.append(time_off.c.ends_at.is_(None))
        statement = (
            select(self._table).where(here(self._table), or_(*ends)).order_by(self._table.c.id)
        )
        return [
            self._kept(row) for row in self._connection.execute(statement, giving(front, at=at))
        ]

    def _kept(self, row: Any) -> Kept[T]:  # noqa: ANN401  # a row of the table
        return Kept(id=row.id, rotation=getattr(row, "rotation", ""), value=self._to_value(row))


class StandInStore:
    """The four tables."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self.time_off = Ledger[TimeOff](connection, time_off, _off_row, _off)
        self.covers = Ledger[Cover](connection, cover, _cover_row, _cover)
        self.exchanges = Ledger[Exchange](connection, exchange, _exchange_row, _exchange)
        self.overrides = Ledger[Override](connection, override, _override_row, _override)
        self._connection = connection

    def reason_of(self, front: Front, number: int) -> str | None:
        """Return the reason that somebody has given for time off: theirs alone to read."""
        statement = select(time_off.c.reason).where(here(time_off, "id"))
        return self._connection.execute(statement, giving(front, id=number)).scalar()


def _user(value: str | None) -> UserId | None:
    return UserId(value) if value else None


def _off_row(value: TimeOff) -> dict[str, Any]:
    return {
        "user_id": value.person,
        "starts_at": value.starts_at,
        "ends_at": value.ends_at,
        "filed_at": value.filed_at,
        "withdrawn_at": value.withdrawn_at,
    }


def _off(row: Any) -> TimeOff:  # noqa: ANN401
    return TimeOff(
        person=UserId(row.user_id),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        filed_at=row.filed_at,
        withdrawn_at=row.withdrawn_at,
    )


def _cover_row(value: Cover) -> dict[str, Any]:
    return {
        "asker": value.asker,
        "starts_at": value.starts_at,
        "ends_at": value.ends_at,
        "asked_at": value.asked_at,
        "taker": value.taker,
        "taken_at": value.taken_at,
        "withdrawn_at": value.withdrawn_at,
    }


def _cover(row: Any) -> Cover:  # noqa: ANN401
    return Cover(
        asker=UserId(row.asker),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        asked_at=row.asked_at,
        taker=_user(row.taker),
        taken_at=row.taken_at,
        withdrawn_at=row.withdrawn_at,
    )


def _exchange_row(value: Exchange) -> dict[str, Any]:
    return {
        "asker": value.asker,
        "gives_from": value.gives.starts_at,
        "gives_until": value.gives.ends_at,
        "other": value.other,
        "gets_from": value.gets.starts_at,
        "gets_until": value.gets.ends_at,
        "asked_at": value.asked_at,
        "accepted_at": value.accepted_at,
        "withdrawn_at": value.withdrawn_at,
    }


def _exchange(row: Any) -> Exchange:  # noqa: ANN401
    return Exchange(
        asker=UserId(row.asker),
        gives=Span(row.gives_from, row.gives_until),
        other=UserId(row.other),
        gets=Span(row.gets_from, row.gets_until),
        asked_at=row.asked_at,
        accepted_at=row.accepted_at,
        withdrawn_at=row.withdrawn_at,
    )


def _override_row(value: Override) -> dict[str, Any]:
    return {
        "user_id": value.person,
        "starts_at": value.starts_at,
        "ends_at": value.ends_at,
        "made_at": value.made_at,
        "accepted_at": value.accepted_at,
    }


def _override(row: Any) -> Override:  # noqa: ANN401
    return Override(
        person=UserId(row.user_id),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        made_at=row.made_at,
        accepted_at=row.accepted_at,
    )

"""Messages that somebody wants filed: where they are and how far it is, never what they say."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, delete, select

from bot.domain.ids import ChannelId, Front, MessageRef, UserId
from bot.domain.ticket import Stage, Ticket
from storage.dialect import insert, upsert
from storage.rows import ticket
from storage.scope import columns, front_of, given, giving, here

_FIND = select(ticket).where(here(ticket, "channel", "ts"))
_FIND_LOCKED = _FIND.with_for_update()
_PRUNE = delete(ticket).where(
    here(ticket), ticket.c.at < given("before"), ticket.c.stage != given("but")
)


@cache
def _add(dialect: str) -> Executable:
    return insert(dialect, ticket).on_conflict_do_nothing().returning(ticket.c.ts)


class TicketStore:
    """Tickets by message."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def add(self, value: Ticket) -> bool:
        """Add it; False (and nothing done) if the message has one."""
        statement = _add(self._connection.dialect.name)
        return self._connection.execute(statement, _row(value)).first() is not None

    def put(self, value: Ticket) -> None:
        """Write a ticket that is there."""
        self._connection.execute(upsert(self._connection.dialect.name, ticket), _row(value))

    def for_update(self, front: Front, message: MessageRef) -> Ticket | None:
        """Return the ticket of a message, locked until this transaction ends, or None."""
        place = giving(front, channel=message.channel, ts=message.ts)
        row = self._connection.execute(_FIND_LOCKED, place).first()
        return _value(row) if row else None

    def prune(self, front: Front, before: datetime) -> int:
        """Delete those that came to nothing before then; return how many rows that were."""
        which = giving(front, before=before, but=Stage.FILED)
        return self._connection.execute(_PRUNE, which).rowcount


def _row(value: Ticket) -> dict[str, Any]:
    return columns(value.front) | {
        "channel": value.message.channel,
        "ts": value.message.ts,
        "put_on_by": value.put_on_by,
        "author": value.author,
        "stage": value.stage,
        "others": list(value.others),
        "at": value.at,
    }


def _value(row: Any) -> Ticket:  # noqa: ANN401  # a row of the table
    return Ticket(
        front=front_of(row),
        message=MessageRef(ChannelId(row.channel), row.ts),
        put_on_by=UserId(row.put_on_by),
        author=UserId(row.author) if row.author else None,
        stage=Stage(row.stage),
        others=tuple(UserId(user) for user in row.others),
        at=row.at,
    )

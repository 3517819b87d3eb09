"""Emoji on messages: the latest that is known of each person and emoji."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, delete, select

from bot.domain.ids import ChannelId, Front, MessageRef, UserId
from bot.domain.reaction import Toggle
from storage.dialect import insert
from storage.rows import reaction
from storage.scope import columns, within


@dataclass(frozen=True, slots=True)
class Kept:
    """The latest toggle of an emoji, and when that person last put it on (if that is known)."""

    toggle: Toggle
    put_on_ts: str | None


class ReactionStore:
    """Reactions, one row for each message, person and emoji with its skin tone."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def put(self, front: Front, toggle: Toggle, now: datetime) -> Kept | None:
        """Keep it if it is newer than what is known; else change nothing and return None."""
        statement = insert(self._connection, reaction).values(_row(front, toggle, now))
        put_on = case(
            (statement.excluded.is_on, statement.excluded.event_ts), else_=reaction.c.put_on_ts
        )
        statement = statement.on_conflict_do_update(
            index_elements=["workspace_id", "front_id", "channel", "ts", "user", "name"],
            set_={
                "is_on": statement.excluded.is_on,
                "event_ts": statement.excluded.event_ts,
                "put_on_ts": put_on,
                "received_at": statement.excluded.received_at,
            },
            # Slack's event times have ten digits and six more until the year 2286, so that their
            # order as text is their order in time.
            where=statement.excluded.event_ts > reaction.c.event_ts,
        )
        row = self._connection.execute(statement.returning(reaction.c.put_on_ts)).first()
        return Kept(toggle, row.put_on_ts) if row else None

    def on(self, front: Front, message: MessageRef) -> list[Kept]:
        """Return what is known of a message's emoji, oldest event first."""
        statement = select(reaction).where(
            within(reaction, front),
            reaction.c.channel == message.channel,
            reaction.c.ts == message.ts,
        )
        rows = self._connection.execute(statement.order_by(reaction.c.event_ts))
        return [_kept(row) for row in rows]

    def prune(self, front: Front, before: datetime) -> int:
        """Delete what was received before then; return how many rows that were."""
        statement = delete(reaction).where(within(reaction, front), reaction.c.received_at < before)
        return self._connection.execute(statement).rowcount


def _row(front: Front, toggle: Toggle, now: datetime) -> dict[str, Any]:
    return columns(front) | {
        "channel": toggle.message.channel,
        "ts": toggle.message.ts,
        "user": toggle.user,
        "name": toggle.name,
        "is_on": toggle.is_on,
        "event_ts": toggle.event_ts,
        "put_on_ts": toggle.event_ts if toggle.is_on else None,
        "received_at": now,
    }


def _kept(row: Any) -> Kept:  # noqa: ANN401  # a row of the table
    toggle = Toggle(
        message=MessageRef(ChannelId(row.channel), row.ts),
        user=UserId(row.user),
        name=row.name,
        is_on=row.is_on,
        event_ts=row.event_ts,
    )
    return Kept(toggle, row.put_on_ts)

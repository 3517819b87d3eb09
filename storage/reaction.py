"""Emoji on messages: the latest that is known of each person and emoji."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, case, delete, select

from bot.domain.ids import ChannelId, Front, MessageRef, UserId
from bot.domain.reaction import Toggle
from storage.dialect import insert
from storage.rows import reaction
from storage.scope import columns, given, giving, here


@dataclass(frozen=True, slots=True)
class Kept:
    """The latest toggle of an emoji, and when that person last put it on (if that is known)."""

    toggle: Toggle
    put_on_ts: str | None


_ON = select(reaction).where(here(reaction, "channel", "ts")).order_by(reaction.c.event_ts)
_PRUNE = delete(reaction).where(here(reaction), reaction.c.received_at < given("before"))


@cache
def _put(dialect: str) -> Executable:
    statement = insert(dialect, reaction)
    new, old = statement.excluded, reaction.c
    statement = statement.on_conflict_do_update(
        index_elements=["workspace_id", "front_id", "channel", "ts", "user", "name"],
        set_={
            "is_on": new.is_on,
            "event_ts": new.event_ts,
            "put_on_ts": case((new.is_on, new.event_ts), else_=old.put_on_ts),
            "received_at": new.received_at,
        },
        # Slack's event times have ten digits and six more until the year 2286, so that their
        # order as text is their order in time.
        where=new.event_ts > old.event_ts,
    )
    return statement.returning(reaction.c.put_on_ts)


class ReactionStore:
    """Reactions, one row for each message, person and emoji with its skin tone."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def put(self, front: Front, toggle: Toggle, now: datetime) -> Kept | None:
        """Keep it if it is newer than what is known; else change nothing and return None."""
        statement = _put(self._connection.dialect.name)
        row = self._connection.execute(statement, _row(front, toggle, now)).first()
        return Kept(toggle, row.put_on_ts) if row else None

    def on(self, front: Front, message: MessageRef) -> list[Kept]:
        """Return what is known of a message's emoji, oldest event first."""
        place = giving(front, channel=message.channel, ts=message.ts)
        return [_kept(row) for row in self._connection.execute(_ON, place)]

    def prune(self, front: Front, before: datetime) -> int:
        """Delete what was received before then; return how many rows that were."""
        return self._connection.execute(_PRUNE, giving(front, before=before)).rowcount


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

"""Which Slack message shows which incident."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, select, update

from bot.domain.ids import ChannelId, Front, MessageRef, Number
from storage.dialect import insert
from storage.rows import message
from storage.scope import columns, given, giving, here


class Purpose(StrEnum):
    """What a message is for."""

    CARD = "card"
    ROOT = "root"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message of ours, and whether it is still the one in use."""

    ref: MessageRef
    purpose: Purpose
    number: Number
    seq: int | None
    is_current: bool


_AT = select(message).where(here(message, "channel", "ts")).order_by(message.c.purpose)
_CURRENT = select(message).where(here(message, "purpose", "number"), message.c.is_current)
_ALL_CURRENT = select(message).where(
    here(message, "purpose"), message.c.number.in_(given("numbers")), message.c.is_current
)
_SHOWN_SINCE = (
    select(message.c.ts)
    .where(here(message, "purpose", "number"), message.c.seq >= given("since"))
    .limit(1)
)
_RETIRE = (
    update(message)
    .where(here(message, "purpose", "number"), message.c.is_current)
    .values(is_current=False)
)


@cache
def _put(dialect: str) -> Executable:
    statement = insert(dialect, message)
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "front_id", "channel", "ts", "purpose"],
        set_={"is_current": True, "seq": statement.excluded.seq},
    )


class MessageStore:
    """Messages that the bot has posted and may need again."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def put(
        self,
        front: Front,
        ref: MessageRef,
        purpose: Purpose,
        number: Number,
        *,
        posted_at: datetime,
        seq: int | None = None,
    ) -> None:
        """Keep a message as the current one for its purpose; the one before stays known."""
        self.retire(front, purpose, number)
        row = columns(front) | {
            "channel": ref.channel,
            "ts": ref.ts,
            "purpose": purpose,
            "number": number,
            "seq": seq,
            "is_current": True,
            "posted_at": posted_at,
        }
        self._connection.execute(_put(self._connection.dialect.name), row)

    def retire(self, front: Front, purpose: Purpose, number: Number) -> None:
        """Forget that a message is the current one: it is gone or has been replaced."""
        self._connection.execute(_RETIRE, giving(front, purpose=purpose, number=number))

    def at(self, front: Front, ref: MessageRef) -> Shown | None:
        """Return what the message at this place shows, or None if it is not ours."""
        place = giving(front, channel=ref.channel, ts=ref.ts)
        row = self._connection.execute(_AT, place).first()
        return _shown(row) if row else None

    def current(self, front: Front, purpose: Purpose, number: Number) -> Shown | None:
        """Return the message in use for that purpose, or None."""
        parameters = giving(front, purpose=purpose, number=number)
        row = self._connection.execute(_CURRENT, parameters).first()
        return _shown(row) if row else None

    def was_shown(self, front: Front, purpose: Purpose, number: Number, *, since: int) -> bool:
        """Whether a message for that purpose has told of the entry `since` or of a later one."""
        parameters = giving(front, purpose=purpose, number=number, since=since)
        return self._connection.execute(_SHOWN_SINCE, parameters).first() is not None

    def all_current(
        self, front: Front, purpose: Purpose, numbers: Iterable[Number]
    ) -> dict[Number, Shown]:
        """Return the messages in use for that purpose, by incident."""
        parameters = giving(front, purpose=purpose, numbers=list(numbers))
        rows = self._connection.execute(_ALL_CURRENT, parameters)
        return {Number(row.number): _shown(row) for row in rows}


def _shown(row: Any) -> Shown:  # noqa: ANN401  # a row of the table
    return Shown(
        ref=MessageRef(channel=ChannelId(row.channel), ts=row.ts),
        purpose=Purpose(row.purpose),
        number=Number(row.number),
        seq=row.seq,
        is_current=row.is_current,
    )

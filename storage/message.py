"""Which Slack message shows which incident."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select, update

from bot.domain.ids import ChannelId, Front, MessageRef, Number
from storage.dialect import insert
from storage.rows import message
from storage.scope import columns, within


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
        statement = insert(self._connection, message).values(
            **columns(front),
            channel=ref.channel,
            ts=ref.ts,
            purpose=purpose,
            number=number,
            seq=seq,
            is_current=True,
            posted_at=posted_at,
        )
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["workspace_id", "front_id", "channel", "ts", "purpose"],
                set_={"is_current": True, "seq": statement.excluded.seq},
            )
        )

    def retire(self, front: Front, purpose: Purpose, number: Number) -> None:
        """Forget that a message is the current one: it is gone or has been replaced."""
        self._connection.execute(
            update(message)
            .where(
                within(message, front),
                message.c.purpose == purpose,
                message.c.number == number,
                message.c.is_current,
            )
            .values(is_current=False)
        )

    def at(self, front: Front, ref: MessageRef) -> Shown | None:
        """Return what the message at this place shows, or None if it is not ours."""
        statement = select(message).where(
            within(message, front), message.c.channel == ref.channel, message.c.ts == ref.ts
        )
        row = self._connection.execute(statement.order_by(message.c.purpose)).first()
        return _shown(row) if row else None

    def current(self, front: Front, purpose: Purpose, number: Number) -> Shown | None:
        """Return the message in use for that purpose, or None."""
        return self.all_current(front, purpose, [number]).get(number)

    def was_shown(self, front: Front, purpose: Purpose, number: Number, *, since: int) -> bool:
        """Whether a message for that purpose has told of the entry `since` or of a later one."""
        statement = select(message.c.ts).where(
            within(message, front),
            message.c.purpose == purpose,
            message.c.number == number,
            message.c.seq >= since,
        )
        return self._connection.execute(statement.limit(1)).first() is not None

    def all_current(
        self, front: Front, purpose: Purpose, numbers: Iterable[Number]
    ) -> dict[Number, Shown]:
        """Return the messages in use for that purpose, by incident."""
        statement = select(message).where(
            within(message, front),
            message.c.purpose == purpose,
            message.c.number.in_(list(numbers)),
            message.c.is_current,
        )
        rows = self._connection.execute(statement)
        return {Number(row.number): _shown(row) for row in rows}


def _shown(row: Any) -> Shown:  # noqa: ANN401  # a row of the table
    return Shown(
        ref=MessageRef(channel=ChannelId(row.channel), ts=row.ts),
        purpose=Purpose(row.purpose),
        number=Number(row.number),
        seq=row.seq,
        is_current=row.is_current,
    )

"""Hand-offs that have happened, what was decided at them, and messages that follow them."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from bot.domain.duty import Choice, Chosen, Handed
from bot.domain.ids import ChannelId, Front, MessageRef, Number, UserId
from storage.dialect import upsert
from storage.rows import handoff, handoff_item, spoken
from storage.scope import columns, given, giving, here

_FIND = select(handoff).where(here(handoff, "id"))
_LAST = select(handoff).where(here(handoff, "rotation")).order_by(handoff.c.at.desc()).limit(1)
_SINCE = select(handoff).where(here(handoff), handoff.c.at >= given("since")).order_by(handoff.c.at)
_ITEMS = select(handoff_item).where(here(handoff_item, "handoff")).order_by(handoff_item.c.number)
_SPOKEN = select(spoken).where(here(spoken, "key"))
_SPOKEN_OF = (
    select(spoken.c.key).where(here(spoken), spoken.c.key.in_(given("keys"))).order_by(spoken.c.key)
)
_FORGET = delete(spoken).where(here(spoken, "key"))


class HandoffStore:
    """Hand-offs by number; they are never changed but for what is said about them."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def add(self, front: Front, value: Handed) -> None:
        """Keep a hand-off."""
        self._connection.execute(insert(handoff), columns(front) | asdict(value))

    def save(self, front: Front, value: Handed) -> None:
        """Write what has become of it."""
        row = columns(front) | asdict(value)
        self._connection.execute(upsert(self._connection.dialect.name, handoff), row)

    def find(self, front: Front, number: int) -> Handed | None:
        """Return the hand-off with that number, or None."""
        row = self._connection.execute(_FIND, giving(front, id=number)).first()
        return _handed(row) if row else None

    def last(self, front: Front, rotation: str) -> Handed | None:
        """Return the latest hand-off of a rotation, or None."""
        row = self._connection.execute(_LAST, giving(front, rotation=rotation)).first()
        return _handed(row) if row else None

    def since(self, front: Front, at: datetime) -> list[Handed]:
        """Return the hand-offs of all rotations from that moment on, oldest first."""
        return [_handed(row) for row in self._connection.execute(_SINCE, giving(front, since=at))]

    def choose(self, front: Front, number: int, value: Chosen, now: datetime) -> None:
        """Keep what was decided about one incident; the last decision counts."""
        row = columns(front) | {
            "handoff": number,
            "number": value.number,
            "choice": value.choice,
            "by": value.by,
            "at": now,
        }
        self._connection.execute(upsert(self._connection.dialect.name, handoff_item), row)

    def chosen(self, front: Front, number: int) -> list[Chosen]:
        """Return what was decided at a hand-off."""
        rows = self._connection.execute(_ITEMS, giving(front, handoff=number))
        return [
            Chosen(number=Number(row.number), choice=Choice(row.choice), by=UserId(row.by))
            for row in rows
        ]


class SpokenStore:
    """Messages to one person, by the key of the notice that posted them."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def put(self, front: Front, key: str, ref: MessageRef, now: datetime) -> None:
        """Keep where a message is."""
        row = columns(front) | {"key": key, "channel": ref.channel, "ts": ref.ts, "at": now}
        self._connection.execute(upsert(self._connection.dialect.name, spoken), row)

    def find(self, front: Front, key: str) -> MessageRef | None:
        """Return where the message is; None if it was not posted."""
        row = self._connection.execute(_SPOKEN, giving(front, key=key)).first()
        return MessageRef(ChannelId(row.channel), row.ts) if row else None

    def among(self, front: Front, keys: Iterable[str]) -> list[str]:
        """Return those of these keys whose message was posted."""
        rows = self._connection.execute(_SPOKEN_OF, giving(front, keys=list(keys)))
        return list(rows.scalars())

    def forget(self, front: Front, key: str) -> None:
        """Forget a message that is gone."""
        self._connection.execute(_FORGET, giving(front, key=key))


def _handed(row: Any) -> Handed:  # noqa: ANN401  # a row of the table
    return Handed(
        id=row.id,
        rotation=row.rotation,
        at=row.at,
        outgoing=UserId(row.outgoing) if row.outgoing else None,
        incoming=UserId(row.incoming) if row.incoming else None,
        since=row.since,
        words=row.words,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=UserId(row.acknowledged_by) if row.acknowledged_by else None,
    )

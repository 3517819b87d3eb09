"""Calendars that somebody subscribes to: their secret addresses, and the events as last seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bot.domain.calendar import Event
from bot.domain.ids import Front, UserId
from storage.rows import feed, feed_event
from storage.scope import columns, front_of, given, giving, here

_BY_TOKEN = select(feed).where(here(feed, "token"))
_OF = select(feed).where(here(feed), feed.c.revoked_at.is_(None)).order_by(feed.c.made_at)
_REVOKE = (
    update(feed)
    .where(here(feed, "token"), feed.c.revoked_at.is_(None))
    .values(revoked_at=given("now", feed.c.revoked_at.type))
)
_EVENTS = (
    select(feed_event).where(here(feed_event)).order_by(feed_event.c.starts_at, feed_event.c.uid)
)
_FORGET = delete(feed_event).where(here(feed_event))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAddress:
    """A calendar's secret; `user` is whose shifts it shows, None the whole team's."""

    front: Front
    token: str
    user: UserId | None
    made_by: UserId
    made_at: datetime
    revoked_at: datetime | None = None


class FeedStore:
    """Feeds by token."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def add(self, value: FeedAddress) -> None:
        """Keep a new address."""
        row = columns(value.front) | {
            "token": value.token,
            "user_id": value.user,
            "made_by": value.made_by,
            "made_at": value.made_at,
        }
        self._connection.execute(insert(feed), row)

    def behind(self, front: Front, token: str) -> FeedAddress | None:
        """Return the address with that token; None if there is none, or it was revoked."""
        row = self._connection.execute(_BY_TOKEN, giving(front, token=token)).first()
        return _address(row) if row and row.revoked_at is None else None

    def valid(self, front: Front) -> list[FeedAddress]:
        """Return every address that works."""
        return [_address(row) for row in self._connection.execute(_OF, giving(front))]

    def revoke(self, front: Front, token: str, now: datetime) -> None:
        """Let an address work no more."""
        self._connection.execute(_REVOKE, giving(front, token=token, now=now))

    def events(self, front: Front) -> list[Event]:
        """Return the events as they were last shown."""
        return [_event(row) for row in self._connection.execute(_EVENTS, giving(front))]

    def replace_events(self, front: Front, events: Iterable[Event]) -> None:
        """Keep these events in place of all that were."""
        self._connection.execute(_FORGET, giving(front))
        rows = [columns(front) | _row(one) for one in events]
        if rows:
            self._connection.execute(insert(feed_event), rows)


def _address(row: Any) -> FeedAddress:  # noqa: ANN401  # a row of the table
    return FeedAddress(
        front=front_of(row),
        token=row.token,
        user=UserId(row.user_id) if row.user_id else None,
        made_by=UserId(row.made_by),
        made_at=row.made_at,
        revoked_at=row.revoked_at,
    )


def _row(value: Event) -> dict[str, Any]:
    return {
        "uid": value.uid,
        "rotation": value.rotation,
        "person": value.person,
        "starts_at": value.starts_at,
        "ends_at": value.ends_at,
        "sequence": value.sequence,
        "changed_at": value.changed_at,
        "is_cancelled": value.is_cancelled,
    }


def _event(row: Any) -> Event:  # noqa: ANN401
    return Event(
        uid=row.uid,
        rotation=row.rotation,
        person=UserId(row.person),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        sequence=row.sequence,
        changed_at=row.changed_at,
        is_cancelled=row.is_cancelled,
    )

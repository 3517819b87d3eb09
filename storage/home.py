"""Who has opened their home when, and the pages they have turned to."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from bot.domain.home import HomeList
from bot.domain.ids import Front, UserId
from storage.dialect import upsert
from storage.rows import home
from storage.scope import columns, given, giving, here

_PAGES = select(home.c.pages).where(here(home, "user_id"))
_OPENED_SINCE = (
    select(home.c.user_id)
    .where(here(home), home.c.user_id.in_(given("users")), home.c.opened_at >= given("since"))
    .order_by(home.c.user_id)
)


class HomeStore:
    """Homes by user id."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def put(
        self, front: Front, user: UserId, *, opened_at: datetime, pages: Mapping[HomeList, int]
    ) -> None:
        """Keep that somebody looks at their home, at these pages of its lists."""
        row = columns(front) | {"user_id": user, "opened_at": opened_at, "pages": dict(pages)}
        self._connection.execute(upsert(self._connection.dialect.name, home), row)

    def pages(self, front: Front, user: UserId) -> dict[HomeList, int]:
        """Return the pages they have turned to; what is not named is at its first."""
        kept = self._connection.execute(_PAGES, giving(front, user_id=user)).scalar_one_or_none()
        return {HomeList(name): page for name, page in (kept or {}).items()}

    def opened_since(
        self, front: Front, users: Collection[UserId], since: datetime
    ) -> list[UserId]:
        """Return those of these people who have opened their home since then, in a fixed order."""
        which = giving(front, users=sorted(users), since=since)
        return [UserId(user) for user in self._connection.execute(_OPENED_SINCE, which).scalars()]

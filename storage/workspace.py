"""The workspaces this bot has introduced itself to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.domain.ids import Front, UserId
from storage.dialect import upsert
from storage.rows import workspace
from storage.scope import columns, front_of, giving, here


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A workspace as Slack's `auth.test` described it."""

    front: Front
    name: str
    url: str
    bot_user_id: UserId


_ALL = select(workspace)
_FIND = _ALL.where(here(workspace))


class WorkspaceStore:
    """Workspaces by id."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def put(self, value: Workspace, now: datetime) -> None:
        """Keep what is known of a workspace."""
        row = columns(value.front) | {
            "name": value.name,
            "url": value.url,
            "bot_user_id": value.bot_user_id,
            "seen_at": now,
        }
        self._connection.execute(upsert(self._connection.dialect.name, workspace), row)

    def find(self, front: Front) -> Workspace | None:
        """Return the workspace, or None."""
        row = self._connection.execute(_FIND, giving(front)).first()
        return (
            Workspace(front=front, name=row.name, url=row.url, bot_user_id=UserId(row.bot_user_id))
            if row
            else None
        )

    def fronts(self) -> list[Front]:
        """Return every front that is known."""
        return [front_of(row) for row in self._connection.execute(_ALL)]

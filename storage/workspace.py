"""The workspaces this bot has introduced itself to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.domain.ids import Front, UserId
from storage.dialect import insert
from storage.rows import workspace
from storage.scope import columns, front_of, within


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A workspace as Slack's `auth.test` described it."""

    front: Front
    name: str
    url: str
    bot_user_id: UserId


class WorkspaceStore:
    """Workspaces by id."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def put(self, value: Workspace, now: datetime) -> None:
        """Keep what is known of a workspace."""
        facts = {
            "name": value.name,
            "url": value.url,
            "bot_user_id": value.bot_user_id,
            "seen_at": now,
        }
        statement = insert(self._connection, workspace).values(columns(value.front) | facts)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["workspace_id", "front_id"], set_=facts)
        )

    def find(self, front: Front) -> Workspace | None:
        """Return the workspace, or None."""
        row = self._connection.execute(select(workspace).where(within(workspace, front))).first()
        return (
            Workspace(front=front, name=row.name, url=row.url, bot_user_id=UserId(row.bot_user_id))
            if row
            else None
        )

    def fronts(self) -> list[Front]:
        """Return every front that is known."""
        return [front_of(row) for row in self._connection.execute(select(workspace))]

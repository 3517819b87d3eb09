"""Housekeeping: introduce the workspace, and let go of what is old."""

from datetime import timedelta

from bot.domain.ids import Front
from bot.services import settings as settings_desk
from bot.services.ground import Ground
from storage.workspace import Workspace

# Slack sends an event again for a day at most; a week is kept for whoever looks into a mishap.
KEEP_FOR = timedelta(days=7)

__all__ = ["Upkeep", "Workspace"]


class Upkeep:
    """What no person asks for."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def introduce(self, workspace: Workspace) -> None:
        """Remember the workspace that the token belongs to."""
        with self._ground.db.begin() as tx:
            tx.workspaces.put(workspace, self._ground.now())

    def fronts(self) -> list[Front]:
        """Return every front that is known."""
        with self._ground.db.read() as tx:
            return tx.workspaces.fronts()

    def prune_due(self, front: Front) -> bool:
        """Once a day, on one replica, delete what is old; whether it was this call that did."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            today = settings_desk.load(tx, front).today(now)
            if not tx.ticks.claim(front, "prune", today.isoformat(), now):
                return False
            tx.outbox.prune(front, now - KEEP_FOR)
            tx.reactions.prune(front, now - KEEP_FOR)
            tx.ticks.prune(front, now - KEEP_FOR)
            tx.tickets.prune(front, now - KEEP_FOR)
        return True

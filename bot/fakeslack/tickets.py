"""Tickets for a Socket Mode connection: each opens one, within thirty seconds."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.fakeslack.ids import secret
from bot.fakeslack.installation import Installation

LIFE = timedelta(seconds=30)


class Tickets:
    """Hands out tickets and takes each back at most once."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._issued = 0
        self._tickets: dict[str, tuple[Installation, datetime]] = {}

    def issue(self, app: Installation) -> str:
        with self._lock:
            self._issued += 1
            ticket = secret(app.app_id, "ticket", str(self._issued))[:36]
            self._tickets[ticket] = (app, self._now())
        return ticket

    def redeem(self, ticket: str) -> Installation | None:
        """The app the ticket was for; None when it is unknown, used or too old."""
        with self._lock:
            app, issued_at = self._tickets.pop(ticket, (None, self._now()))
        return app if self._now() - issued_at <= LIFE else None

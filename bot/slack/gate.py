"""The gate: who may come in, and how many are inside. Our first middleware."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from slack_bolt import BoltResponse

from bot.slack import diary

log = logging.getLogger(__name__)


class Draining(Exception):  # noqa: N818  # expected while stopping
    """We are stopping: the delivery is not acknowledged and goes to another replica, or later."""


class Gate:
    """Counts deliveries in flight, turns strangers away, and closes for a graceful stop.

    With `process_before_response` a delivery is handled on its own thread until it is
    acknowledged, so that Bolt has nothing to wait for at a stop; this has.
    """

    def __init__(self, workspace_id: str) -> None:
        """Admit deliveries of this workspace, or organisation, alone."""
        self._workspace_id = workspace_id
        self._inside = 0
        self._is_closed = False
        self._changed = threading.Condition()

    def admit(self, body: dict[str, Any]) -> bool:
        """Whether the delivery is from our workspace.

        A Bolt app with one token would take any team's events for its own.
        """
        if body.get("type") == "url_verification":
            return True
        return self._workspace_id in _senders(body)

    def enter(self) -> None:
        """Count one in, or raise `Draining`."""
        with self._changed:
            if self._is_closed:
                raise Draining
            self._inside += 1

    def leave(self) -> None:
        """Count one out."""
        with self._changed:
            self._inside -= 1
            self._changed.notify_all()

    def close(self, within_seconds: float) -> bool:
        """Let nobody in any more and wait for those inside; whether all have left in time."""
        with self._changed:
            self._is_closed = True
            return self._changed.wait_for(lambda: self._inside == 0, timeout=within_seconds)


def admitting(gate: Gate) -> Callable[..., BoltResponse | None]:
    """Return the middleware that asks the gate, before anything else is done."""

    def before_authorize(
        body: dict[str, Any],
        context: dict[str, Any],
        next: Callable[[], None],  # noqa: A002  # Bolt's name
    ) -> BoltResponse | None:
        if not gate.admit(body):
            log.warning("A delivery of another workspace was ignored: %s", _senders(body))
            diary.note(context, diary.STRANGER)
            return BoltResponse(status=200, body="")
        next()
        return None

    return before_authorize


def _senders(body: dict[str, Any]) -> set[str]:
    """Return every id by which the payload names its workspace or organisation."""
    found = set()
    for kind in ("team", "enterprise"):
        found.add(body.get(f"{kind}_id"))
        whole = body.get(kind)
        found.add(whole.get("id") if isinstance(whole, dict) else whole)
    return {str(one) for one in found if one}

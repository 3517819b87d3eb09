"""Trigger ids: leave to open one view, for three seconds, once.

https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.fakeslack.errors import SlackError
from bot.fakeslack.ids import micros, secret

LIFE = timedelta(seconds=3)


@dataclass(slots=True)
class Trigger:
    """What a person did that lets the app show them something."""

    app_id: str
    user: str
    made_at: datetime
    from_view: str | None = None
    used: bool = False


class Triggers:
    """Makes trigger ids and exchanges each at most once."""

    def __init__(self, now: Callable[[], datetime], team_id: str) -> None:
        self._now = now
        self._team_id = team_id
        self._lock = threading.Lock()
        self._triggers: dict[str, Trigger] = {}

    def make(self, app_id: str, user: str, from_view: str | None = None) -> str:
        made_at = self._now()
        with self._lock:
            number = len(self._triggers) + 1
            trigger_id = (
                f"{micros(made_at) // 1000}.{number}.{secret(self._team_id, str(number))[:32]}"
            )
            self._triggers[trigger_id] = Trigger(app_id, user, made_at, from_view)
        return trigger_id

    def exchange(self, trigger_id: str, app_id: str) -> Trigger:
        """Spend the trigger. Raises Slack's error when it is unknown, spent or too old."""
        with self._lock:
            trigger = self._triggers.get(trigger_id)
            if trigger is None or trigger.app_id != app_id:
                raise SlackError("invalid_trigger_id")
            if trigger.used:
                raise SlackError("exchanged_trigger_id")
            if self._now() - trigger.made_at > LIFE:
                raise SlackError("expired_trigger_id")
            trigger.used = True
            return trigger

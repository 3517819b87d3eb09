"""Response URLs: leave to answer an interaction five times within thirty minutes.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.fakeslack.ids import secret
from bot.fakeslack.installation import Installation
from bot.fakeslack.messages import Message

LIFE = timedelta(minutes=30)
USES = 5


class ResponseUrlError(Exception):
    """The URL no longer works; `args[0]` is the text Slack answers with."""


@dataclass(slots=True)
class ResponseUrl:
    """Where the answer goes: to the person, in the channel, perhaps in place of `source`."""

    app: Installation
    user: str
    channel: str
    source: Message | None
    made_at: datetime
    uses: int = 0


class ResponseUrls:
    """Makes response URLs and counts their uses."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._urls: dict[str, ResponseUrl] = {}

    def make(
        self, app: Installation, user: str, channel: str, source: Message | None = None
    ) -> str:
        """The path below `/commands/`."""
        with self._lock:
            key = secret(app.app_id, "response", str(len(self._urls)))[:24]
            path = f"{app.team_id}/{key}"
            self._urls[path] = ResponseUrl(app, user, channel, source, self._now())
        return path

    def use(self, path: str) -> ResponseUrl:
        """Count one use. Raises ResponseUrlError with `expired_url` or `used_url`."""
        with self._lock:
            url = self._urls.get(path)
            if url is None or self._now() - url.made_at > LIFE:
                raise ResponseUrlError("expired_url")
            if url.uses >= USES:
                raise ResponseUrlError("used_url")
            url.uses += 1
            return url

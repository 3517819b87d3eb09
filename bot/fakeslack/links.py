"""The open Socket Mode connections, and which of them gets the next envelope."""

import asyncio
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.fakeslack.installation import Installation

CONNECTIONS_LIMIT = 10  # https://docs.slack.dev/apis/events-api/using-socket-mode
SECONDS_BEFORE_REFRESH = 18060
SECONDS_BEFORE_REFRESH_DEBUG = 360


class Wire(Protocol):
    """The network end of a connection. Only the server's loop may call it."""

    def say(self, text: str) -> None: ...

    def hang_up(self) -> None: ...

    def cut(self) -> None: ...

    def deafen(self) -> None: ...


@dataclass(slots=True, eq=False)
class Link:
    """One connection of one app. `is_retiring` once it was told to reconnect."""

    number: int
    app: Installation
    wire: Wire
    is_retiring: bool = False


class Loop:
    """The server's event loop, for other threads that want something done in it."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    def attach(self, loop: asyncio.AbstractEventLoop | None) -> None:
        self._loop = loop

    def call(self, do: Callable[..., object], *args: object) -> None:
        """Do it soon, in the order of the calls; after the server has closed, do nothing."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(do, *args)

    def call_later(
        self, seconds: float, do: Callable[..., object], *args: object
    ) -> Callable[[], None]:
        """Do it later. Only from inside the loop; gives back the way to call it off."""
        if self._loop is None:
            return _nothing
        return self._loop.call_later(seconds, do, *args).cancel


def _nothing() -> None:
    """There is nothing to call off."""


class Switchboard:
    """Every open link. Envelopes go to the links of an app in turn; Slack may pick any one."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._changed = threading.Condition()
        self._links: list[Link] = []
        self._opened = 0
        self._turn = 0

    def open(self, app: Installation, wire: Wire) -> Link | None:
        """Join the connection; None when the app has ten already.

        The loop that calls this must say hello before it does anything else: envelopes for the link
        may be waiting in it already.
        """
        with self._changed:
            mine = self._of(app)
            if len(mine) >= CONNECTIONS_LIMIT:
                return None
            self._opened += 1
            link = Link(self._opened, app, wire)
            self._links.append(link)
            self._changed.notify_all()
        return link

    def close(self, link: Link) -> None:
        with self._changed:
            if link in self._links:
                self._links.remove(link)
            self._changed.notify_all()

    def count(self, app: Installation | None = None) -> int:
        with self._changed:
            return len(self._links if app is None else self._of(app))

    def pick(self, app: Installation) -> Link | None:
        """The link whose turn it is; one that is retiring only when there is no other."""
        with self._changed:
            mine = self._of(app)
            fresh = [link for link in mine if not link.is_retiring] or mine
            if not fresh:
                return None
            self._turn += 1
            return fresh[self._turn % len(fresh)]

    def wait_for(self, n: int, timeout: float) -> bool:
        """Wait until at least `n` links that will stay are open."""
        with self._changed:
            return self._changed.wait_for(lambda: self._staying() >= n, timeout)

    def _staying(self) -> int:
        return sum(not link.is_retiring for link in self._links)

    def send_disconnect(self, reason: str, grace: float) -> int:
        """Tell every link to reconnect, and close it when the grace is over."""
        links = self._all()
        for link in links:
            link.is_retiring = True
            self._loop.call(self._retire, link, reason, grace)
        return len(links)

    def _retire(self, link: Link, reason: str, grace: float) -> None:
        link.wire.say(disconnect_frame(reason))
        self._loop.call_later(grace, link.wire.hang_up)

    def cut(self) -> int:
        return self._each(lambda link: link.wire.cut)

    def deafen(self) -> int:
        return self._each(lambda link: link.wire.deafen)

    def _each(self, what: Callable[[Link], Callable[[], None]]) -> int:
        links = self._all()
        for link in links:
            self._loop.call(what(link))
        return len(links)

    def _all(self) -> list[Link]:
        with self._changed:
            return list(self._links)

    def _of(self, app: Installation) -> list[Link]:
        return [link for link in self._links if link.app is app]


def hello_frame(app: Installation, connections: int, *, debug: bool) -> str:
    seconds = SECONDS_BEFORE_REFRESH_DEBUG if debug else SECONDS_BEFORE_REFRESH
    return json.dumps(
        {
            "type": "hello",
            "num_connections": connections,
            "debug_info": {
                "host": "applink-1",
                "build_number": 1,
                "approximate_connection_time": seconds,
            },
            "connection_info": {"app_id": app.app_id},
        }
    )


def disconnect_frame(reason: str) -> str:
    return json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}})

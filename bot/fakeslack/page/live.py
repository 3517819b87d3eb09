"""The event stream: what happens reaches every open window as Server-Sent Events.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
import json
import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.fakeslack.errors import Json
from bot.fakeslack.links import Loop
from bot.fakeslack.protocols import CONNECTION

KEPT = 20_000  # pieces of news that a window may have missed
PORTION = 200  # pieces of news that are written in one go
HEARTBEAT = 15.0  # seconds; less than what anything on the way waits for
PATIENCE = 10.0  # seconds for which a window may leave what it is sent unread
RECONNECT_AFTER = 500  # milliseconds

_LOG = logging.getLogger(__name__)
_COMMENT = b": still here\n\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that happened. What of it somebody is told is decided when they are."""

    n: int
    kind: str
    about: Json


# Gives the event's name and data as one person is told it; None when it is not for their eyes.
Told = Callable[[Piece], tuple[str, Json] | None]


class News:
    """Everything that the windows may have to hear, in one order; any thread may add to it.

    The numbers begin anywhere, so that a window which was left open over a restart is found out.
    """

    def __init__(self, loop: Loop, kept: int = KEPT) -> None:
        self.heartbeat = HEARTBEAT
        self.patience = PATIENCE
        self._loop = loop
        self._kept = kept
        self._lock = threading.Lock()
        self._pieces: list[Piece] = []
        self._n = secrets.randbelow(1_000_000) * 1_000_000
        self._windows: list[asyncio.Event] = []
        self._is_waking = False

    @property
    def n(self) -> int:
        """The number of the latest piece."""
        return self._n

    @property
    def windows(self) -> int:
        """How many windows are open."""
        return len(self._windows)

    def add(self, kind: str, about: Json) -> None:
        with self._lock:
            self._n += 1
            self._pieces.append(Piece(self._n, kind, about))
            if len(self._pieces) > 2 * self._kept:
                del self._pieces[: self._kept]
            wakes = bool(self._windows) and not self._is_waking
            self._is_waking = self._is_waking or wakes
        if wakes:
            self._loop.call(self._wake)

    def since(self, n: int, most: int) -> list[Piece] | None:
        """So many of the pieces after number `n`, oldest first.

        None when some of them are no longer here, or when there never was a number `n`.
        """
        with self._lock:
            begin = n - (self._n - len(self._pieces))
            if begin < 0 or n > self._n:
                return None
            return self._pieces[begin : begin + most]

    def latest(self, *kinds: str) -> list[Piece]:
        """The pieces of these kinds that are still here, oldest first."""
        with self._lock:
            return [piece for piece in self._pieces if piece.kind in kinds]

    # Only the server's loop calls these.

    def enter(self) -> asyncio.Event:
        """What is set for this window whenever there is something new."""
        window = asyncio.Event()
        with self._lock:
            self._windows.append(window)
        return window

    def leave(self, window: asyncio.Event) -> None:
        with self._lock:
            self._windows.remove(window)

    def _wake(self) -> None:
        with self._lock:
            self._is_waking = False
            windows = list(self._windows)
        for window in windows:
            window.set()


class EventStream(Response):
    """Tells one window everything after number `after`, for as long as it listens and reads.

    A window that does not read is hung up on. It comes back by itself, with the number it got to.
    """

    media_type = "text/event-stream"

    def __init__(self, news: News, told: Told, after: int) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._news = news
        self._told = told
        self._after = after

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send(
            {"type": "http.response.start", "status": 200, "headers": self.raw_headers},
        )
        telling = asyncio.ensure_future(self._tell(send))
        leaving = asyncio.ensure_future(_until_gone(receive))
        try:
            await asyncio.wait({telling, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            telling.cancel()
            ends = await asyncio.gather(telling, leaving, return_exceptions=True)
        if isinstance(ends[0], TimeoutError):
            scope["state"][CONNECTION].drop()
        elif isinstance(ends[0], Exception):
            _LOG.error("a window cannot be told what happens", exc_info=ends[0])

    async def _tell(self, send: Send) -> None:
        async def write(body: bytes) -> None:
            async with asyncio.timeout(self._news.patience):
                await send({"type": "http.response.body", "body": body, "more_body": True})

        window = self._news.enter()
        try:
            await write(f"retry: {RECONNECT_AFTER}\n\n".encode())
            while True:
                window.clear()
                if body := self._catch_up():
                    await write(body)
                elif not await _set_within(window, self._news.heartbeat):
                    await write(_COMMENT)
        finally:
            self._news.leave(window)

    def _catch_up(self) -> bytes:
        """The next portion to write, empty when there is nothing new that is for these eyes."""
        while (pieces := self._news.since(self._after, PORTION)) != []:
            if pieces is None:
                self._after = self._news.n
                return _frame(self._after, "reload", {})
            self._after = pieces[-1].n
            if body := b"".join(self._frames(pieces)):
                return body
        return b""

    def _frames(self, pieces: list[Piece]) -> list[bytes]:
        told = ((piece.n, self._told(piece)) for piece in pieces)
        return [_frame(n, *event) for n, event in told if event is not None]


def _frame(n: int, event: str, data: Json) -> bytes:
    return f"id: {n}\nevent: {event}\ndata: {json.dumps(data)}\n\n".encode()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _set_within(window: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await window.wait()
    except TimeoutError:
        return False
    return True

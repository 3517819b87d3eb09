"""The page as whoever starts the fake holds it: its extras, and what it does to all at once."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime

from bot.fakeslack.changes import Change
from bot.fakeslack.delivery import EVENTS_API, SLASH_COMMANDS, Delivery, Envelope
from bot.fakeslack.errors import Json
from bot.fakeslack.faults import NAMED
from bot.fakeslack.page.live import News
from bot.fakeslack.page.refused import PageError
from bot.fakeslack.page.tour import Tour
from bot.fakeslack.world import Call, World

# An act keeps its thread until the app has answered, and there may be many windows.
THREADS = 32
TIMES = ("hour", "tomorrow", "monday")
INSPECTED = 300

CALL = "call"
DELIVERY = "delivery"
# Kinds of news that are no change in the workspace, and are told to everybody as they are.
CLOCK = "clock"
TOUR = "tour"
FAULT = "fault"
FOR_ALL = (CALL, DELIVERY, CLOCK, TOUR, FAULT)
# The root of a thread shows how many replies there are.
THREAD_CHANGED = "thread_changed"
_CHANGES_THREAD = ("message_posted", "message_deleted")


class Page:
    """What the page of one fake can do beside being looked at."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.news = News(world.loop)
        # Moves the one clock to one of `TIMES` and returns when all that fell due is done.
        self.machine: Callable[[str], datetime] | None = None
        # Whom to be, for who does not know whom to choose.
        self.suggested: Sequence[str] = ()
        # What the page says of people, where it is not what their profile says.
        self.titles: dict[str, str] = {}
        self.fault = "none"
        self.threads = ThreadPoolExecutor(THREADS, "fakeslack-page")
        self._tour: Tour | None = None
        self._is_looking = False
        self._looking = threading.Lock()
        self._moving = threading.Lock()
        self._lock = threading.Lock()
        self._sending: set[str] = set()
        self._calls = 0
        self._attempts = 0
        self._under_way: dict[str, int] = {}
        world.workspace.changes.tell(self._changed)
        world.on_call = self._called
        world.courier.on_attempt = self._attempted

    def close(self) -> None:
        """Begin nothing any more. Acts under way are not waited for."""
        self.threads.shutdown(wait=False, cancel_futures=True)

    def seconds(self) -> float:
        """What the clock of the workspace shows."""
        return self.world.now().timestamp()

    # What the page may do to all

    def move_clock(self, to: str) -> Json:
        """Move the one clock, and return when all is said that was due by then."""
        if self.machine is None:
            raise PageError("This clock cannot be moved.", 404)
        if to not in TIMES:
            raise PageError(f"The clock can be moved to: {', '.join(TIMES)}.")
        if not self._moving.acquire(blocking=False):
            raise PageError("The clock is being moved already.", 409)
        try:
            self.machine(to)
        finally:
            self._moving.release()
        self.tell_clock()
        return {"ok": True, "now": self.seconds()}

    def tell_clock(self) -> None:
        """Tell every window what time it is."""
        self.news.add(CLOCK, {"now": self.seconds()})

    def misbehave(self, name: str) -> Json:
        """Let Slack go wrong in this way, or in none."""
        if name not in NAMED:
            raise PageError(f"What can go wrong is: {', '.join(NAMED)}.")
        self.fault = self.world.faults.misbehave(name)
        self.news.add(FAULT, {"fault": self.fault})
        return {"ok": True, "fault": self.fault}

    @property
    def tour(self) -> Tour | None:
        return self._tour

    @tour.setter
    def tour(self, tour: Tour | None) -> None:
        self._tour = tour
        if tour is not None:
            tour.on_change = self._tell_tour
            self._look_at_tour()
        self._tell_tour()

    def dismiss_tour(self) -> Json:
        if self._tour is None:
            raise PageError("There is no tour.", 404)
        self._tour.dismiss()
        return {"ok": True}

    @contextmanager
    def sending(self, view_id: str) -> Iterator[None]:
        """The form is on its way inside the block, and cannot be sent a second time meanwhile."""
        with self._lock:
            if view_id in self._sending:
                raise PageError("This form is being sent already.", 409)
            self._sending.add(view_id)
        try:
            yield
        finally:
            with self._lock:
                self._sending.discard(view_id)

    def inspected(self, after: int) -> Json:
        """The latest calls and deliveries, the deliveries each as it now stands."""
        n = self.news.n
        calls = [piece.about for piece in self.news.latest(CALL) if piece.n > after]
        told = {p.about["id"]: p.about for p in self.news.latest(DELIVERY) if p.n > after}
        return {
            "n": n,
            "calls": calls[-INSPECTED:],
            "deliveries": list(told.values())[-INSPECTED:],
        }

    # What happens

    def _changed(self, change: Change) -> None:
        self.news.add(change.kind, change.data)
        if change.kind in _CHANGES_THREAD:
            channel = self.world.workspace.conversations[change.data["channel"]]
            message = channel.messages[change.data["ts"]]
            if message.is_reply and message.ephemeral_to is None:
                root = {"channel": channel.id, "ts": message.thread_ts}
                self.news.add(THREAD_CHANGED, root)
        self._look_at_tour()

    def _called(self, call: Call) -> None:
        with self._lock:
            self._calls += 1
            number = self._calls
        self.news.add(
            CALL,
            {
                "id": number,
                "at": call.at.timestamp(),
                "method": call.method,
                "args": call.args,
                "ok": call.ok,
                "error": call.error,
                "status": call.status,
                "ms": round(call.seconds * 1000, 1),
            },
        )

    def _attempted(self, delivery: Delivery, envelope: Envelope) -> None:
        number = self._number(envelope)
        made_at = delivery.made_at or self.world.now()
        self.news.add(
            DELIVERY,
            {
                "id": number,
                "at": made_at.timestamp(),
                "kind": delivery.kind,
                "what": _what(delivery),
                "payload": delivery.sent,
                # None while nobody knows yet.
                "acked": envelope.acked if envelope.is_over else None,
                "ms": round(envelope.seconds * 1000, 1) if envelope.is_over else None,
                "answer": delivery.payload if envelope.acked else None,
                "attempt": envelope.retry_attempt,
            },
        )
        self._look_at_tour()

    def _number(self, envelope: Envelope) -> int:
        with self._lock:
            if envelope.is_over:
                return self._under_way.pop(envelope.id)
            self._attempts += 1
            self._under_way[envelope.id] = self._attempts
            return self._attempts

    # The tour

    def _tell_tour(self) -> None:
        if self._tour is not None:
            self.news.add(TOUR, self._tour.as_json())

    def _look_at_tour(self) -> None:
        """Soon, in a thread, look what is done: a step may ask a database."""
        with self._lock:
            if self._is_looking or self._tour is None or not self._tour.is_watching:
                return
            self._is_looking = True
        try:
            self.threads.submit(self._look, self._tour)
        except RuntimeError:
            self._is_looking = False  # the fake is closing

    def _look(self, tour: Tour) -> None:
        # What happens from here on is looked at once more.
        self._is_looking = False
        with self._looking:
            tour.look()


def _what(delivery: Delivery) -> str:
    """What the delivery is about, in a few words of Slack's."""
    sent = delivery.sent
    if delivery.kind == EVENTS_API:
        return str(delivery.event.get("type", ""))
    if delivery.kind == SLASH_COMMANDS:
        return f"{sent.get('command', '')} {sent.get('text', '')}".strip()
    names = [action.get("action_id") for action in sent.get("actions") or ()]
    names += [sent.get("callback_id"), (sent.get("view") or {}).get("callback_id")]
    name = next((str(name) for name in names if name), "")
    return f"{sent.get('type', '')} {name}".strip()

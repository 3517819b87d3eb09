"""Misbehaviour on demand: everything Slack and the network do to a client sooner or later."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from random import Random
from typing import Protocol

EVERY_METHOD = "*"
FOREVER = -1

# What can be asked for by one name, in the order in which people are offered it.
NAMED = ("none", "slow", "429", "5xx", "dropped", "disconnect")
SLOW = 2.0  # seconds
RETRY_AFTER = 5  # seconds


class Way(StrEnum):
    """How a call goes wrong."""

    ANSWER = "answer"
    DROP = "drop"
    HANG = "hang"
    SLOW = "slow"


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` calls of a method."""

    method: str
    way: Way
    times: int = 1
    error: str = ""
    status: int = 200
    retry_after: int | None = None
    html: bool = False
    seconds: float = 0.0


class Sockets(Protocol):
    """What faults need from the open Socket Mode connections."""

    def send_disconnect(self, reason: str, grace: float) -> int: ...

    def cut(self) -> int: ...

    def deafen(self) -> int: ...


@dataclass(slots=True)
class Faults:
    """The switches. All are off at first, and `clear()` turns all off again."""

    sockets: Sockets
    is_down: bool = False
    refuses_connections: bool = False
    duplicate_events: bool = False
    shuffle: Random | None = None
    acks_to_lose: int = 0
    clock_skew: timedelta = timedelta(0)
    _faults: list[Fault] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    # The Web API

    def answer(
        self,
        method: str,
        *,
        error: str = "fatal_error",
        status: int = 200,
        retry_after: int | None = None,
        html: bool = False,
        times: int = 1,
    ) -> None:
        """Refuse the next calls with this error or page, without doing the work.

        `times=FOREVER` lasts until `clear()`; `method="*"` is every method.
        """
        self._add(Fault(method, Way.ANSWER, times, error, status, retry_after, html))

    def drop_after_work(self, method: str, times: int = 1) -> None:
        """Do the work, then close the connection without an answer."""
        self._add(Fault(method, Way.DROP, times))

    def hang(self, method: str, seconds: float, times: int = 1) -> None:
        """Do the work, hold the answer for that many real seconds, then close without one."""
        self._add(Fault(method, Way.HANG, times, seconds=seconds))

    def slow(self, method: str, seconds: float, times: int = 1) -> None:
        """Answer rightly, but only after that many real seconds."""
        self._add(Fault(method, Way.SLOW, times, seconds=seconds))

    def down(self, *, refuse: bool = False) -> None:
        """Slack is away: 503, or closed connections with `refuse`. Sockets are cut."""
        self.is_down = True
        self.refuses_connections = refuse
        self.sockets.cut()

    def up(self) -> None:
        self.is_down = False
        self.refuses_connections = False

    # By one name

    def misbehave(self, name: str) -> str:
        """Do this, and nothing else any more, until told otherwise; gives back what then holds.

        `disconnect` happens once, and is over. Raises KeyError for a name that is none.
        """
        ways: dict[str, Callable[[], object]] = {
            "none": lambda: None,
            "slow": lambda: self.slow(EVERY_METHOD, SLOW, FOREVER),
            "429": lambda: self.answer(
                EVERY_METHOD,
                error="ratelimited",
                status=429,
                retry_after=RETRY_AFTER,
                times=FOREVER,
            ),
            "5xx": lambda: self.answer(EVERY_METHOD, status=503, html=True, times=FOREVER),
            "dropped": lambda: self.drop_after_work(EVERY_METHOD, FOREVER),
            "disconnect": self.cut,
        }
        begin = ways[name]
        self.clear()
        begin()
        return "none" if name == "disconnect" else name

    # Socket Mode

    def disconnect(self, reason: str = "refresh_requested", grace: float = 0.2) -> int:
        """Send the `disconnect` frame to each open connection and close it `grace` seconds later.

        Gives back how many there were. Slack's reasons: warning, refresh_requested, link_disabled,
        too_many_websockets.
        """
        return self.sockets.send_disconnect(reason, grace)

    def cut(self) -> int:
        """Close the TCP connections with no frame at all."""
        return self.sockets.cut()

    def half_open(self) -> int:
        """Keep the connections open but dead: nothing is read, answered or sent."""
        return self.sockets.deafen()

    def lose_acks(self, n: int = 1) -> None:
        """Treat the next n acknowledgements as lost on the way."""
        self.acks_to_lose += n

    def shuffle_events(self, seed: int) -> None:
        """From now on keep events for a moment and send them in a mixed-up order."""
        self.shuffle = Random(seed)  # noqa: S311  (order, not a secret)

    def clear(self) -> None:
        """Behave again."""
        self.up()
        self.duplicate_events = False
        self.shuffle = None
        self.acks_to_lose = 0
        self.clock_skew = timedelta(0)
        with self._lock:
            self._faults.clear()

    def take(self, method: str) -> Fault | None:
        """The fault that hits this call, used up by it."""
        with self._lock:
            for fault in self._faults:
                if fault.method in (method, EVERY_METHOD):
                    self._use(fault)
                    return fault
        return None

    def loses_ack(self) -> bool:
        """Whether the ack that just came is lost, used up by it."""
        with self._lock:
            if self.acks_to_lose == 0:
                return False
            self.acks_to_lose -= 1
            return True

    def _use(self, fault: Fault) -> None:
        if fault.times == FOREVER:
            return
        fault.times -= 1
        if fault.times == 0:
            self._faults.remove(fault)

    def _add(self, fault: Fault) -> None:
        with self._lock:
            self._faults.append(fault)

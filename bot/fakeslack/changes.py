"""What changed in the workspace, in order: a log that only grows and that others may follow."""

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.fakeslack.errors import Json


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `n` counts from 1 without gaps."""

    n: int
    kind: str
    at: datetime
    data: Json


class Subscription:
    """Receives every change made after it was taken, in order, until closed."""

    def __init__(self, log: "ChangeLog") -> None:
        self._log = log
        self._queue: queue.SimpleQueue[Change | None] = queue.SimpleQueue()

    def put(self, change: Change | None) -> None:
        self._queue.put(change)

    def get(self, timeout: float | None = None) -> Change | None:
        """The next change, or None when closed or when nothing came in `timeout` seconds."""
        try:
            return self._queue.get(timeout=timeout)
        except queue.Empty:
            return None

    def close(self) -> None:
        self._log.forget(self)
        self._queue.put(None)

    def __iter__(self) -> Iterator[Change]:
        while (change := self._queue.get()) is not None:
            yield change


class ChangeLog:
    """Append only. Reading never waits for a writer longer than one append."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._changes: list[Change] = []
        self._subscriptions: list[Subscription] = []
        self._told: list[Callable[[Change], None]] = []

    def append(self, kind: str, at: datetime, data: Json) -> Change:
        with self._lock:
            change = Change(len(self._changes) + 1, kind, at, data)
            self._changes.append(change)
            for subscription in self._subscriptions:
                subscription.put(change)
            for tell in self._told:
                tell(change)
        return change

    def since(self, n: int = 0) -> list[Change]:
        """Every change after number `n`, oldest first."""
        with self._lock:
            return self._changes[n:]

    def tell(self, follower: Callable[[Change], None]) -> None:
        """Call this with each change to come, in order, before the next one is made.

        It may neither wait for anything nor look into the workspace under its lock.
        """
        with self._lock:
            self._told.append(follower)

    def subscribe(self) -> Subscription:
        subscription = Subscription(self)
        with self._lock:
            self._subscriptions.append(subscription)
        return subscription

    def forget(self, subscription: Subscription) -> None:
        with self._lock:
            if subscription in self._subscriptions:
                self._subscriptions.remove(subscription)

    def close(self) -> None:
        """End every subscription, so that those who follow the log stop waiting."""
        with self._lock:
            subscriptions = self._subscriptions
            self._subscriptions = []
        for subscription in subscriptions:
            subscription.put(None)

    def __len__(self) -> int:
        return len(self._changes)

"""The clocks. Only this module reads the wall clock; everything else takes `now`."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The wall clock."""

    def now(self) -> datetime:
        """Return this moment, aware, in UTC."""
        return datetime.now(UTC)

    def seconds_until(self, at: datetime) -> float:
        """Return how many seconds are left until then; never negative."""
        return max(0.0, (at - self.now()).total_seconds())


class FastClock:
    """A clock that begins at a given moment and runs `speed` times as fast as the wall clock.

    A story of half an hour then takes half a minute, pacing, leases and delays included.
    """

    def __init__(self, start: datetime, speed: float) -> None:
        """Begin now."""
        self._wall = SystemClock()
        self._start = start
        self._began = self._wall.now()
        self._speed = speed

    def now(self) -> datetime:
        """Return this moment of the story."""
        return self._start + (self._wall.now() - self._began) * self._speed

    def seconds_until(self, at: datetime) -> float:
        """Return how many real seconds are left until then; never negative."""
        return max(0.0, (at - self.now()).total_seconds() / self._speed)


class MachineClock:
    """The wall clock with a lever: it runs as fast as any other, and can be moved forward."""

    def __init__(self) -> None:
        """Show what the wall clock shows."""
        self._wall = SystemClock()
        self._ahead = timedelta(0)
        self._lock = threading.Lock()
        self._moved: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """Return this moment, as far ahead as it was moved."""
        return self._wall.now() + self._ahead

    def seconds_until(self, at: datetime) -> float:
        """Return how many real seconds are left until then; never negative."""
        return max(0.0, (at - self.now()).total_seconds())

    def on_move(self, wake: Callable[[], None]) -> None:
        """Call this after every move."""
        self._moved.append(wake)

    def move_to(self, at: datetime) -> datetime:
        """Move forward to that moment (never back) and return what it shows then."""
        with self._lock:
            self._ahead += max(timedelta(0), at - self.now())
        for wake in list(self._moved):
            wake()
        return self.now()


class SteppedClock:
    """A clock that stands still until it is moved by hand, and tells those who sleep by it."""

    def __init__(self, start: datetime) -> None:
        """Stand at `start`."""
        self._now = start
        self._lock = threading.Lock()
        self._moved: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self._now

    def seconds_until(self, at: datetime) -> float:
        """Return nothing to wait for if `at` is here, else a minute: a move wakes the sleeper."""
        return 0.0 if at <= self._now else 60.0

    def on_move(self, wake: Callable[[], None]) -> None:
        """Call this after every move."""
        self._moved.append(wake)

    def move(self, by: timedelta) -> datetime:
        """Move forward and return the new moment."""
        with self._lock:
            self._now += by
        for wake in list(self._moved):
            wake()
        return self._now

    def move_to(self, at: datetime) -> datetime:
        """Move forward to that moment (never back) and return it."""
        return self.move(max(timedelta(0), at - self._now))

"""How often an app may call: token buckets, by the injected clock.

https://docs.slack.dev/apis/web-api/rate-limits gives a tier per method and one message a second per
channel, and says that bursts are tolerated without saying how long; here a burst may take the whole
minute's allowance.
"""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

TIER_1 = 1
TIER_2 = 20
TIER_3 = 50
TIER_4 = 100
SPECIAL = 300  # "several hundred a minute", Slack says where it names no tier

CHANNEL_BURST = 4
CHANNEL_EACH = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Bucket:
    """Holds up to `capacity` calls and gains one every `each`."""

    capacity: int
    each: timedelta
    filled_at: datetime
    left: float
    closed_until: datetime | None = None

    def refill(self, now: datetime) -> None:
        gained = (now - self.filled_at) / self.each
        # A clock set back gains nothing, and takes nothing away either.
        self.left = min(self.capacity, self.left + max(0.0, gained))
        self.filled_at = now

    def wait(self, now: datetime) -> timedelta:
        """How long until the next call may pass; zero when it may pass now.

        Once refused, it stays refused until the promised moment.
        """
        self.refill(now)
        if self.closed_until is not None and now < self.closed_until:
            return self.closed_until - now
        self.closed_until = None
        # Buckets fill in floating point, and a call at the promised moment must not fail by that.
        missing = 1 - self.left
        return self.each * missing if missing > 1e-9 else timedelta(0)  # noqa: PLR2004

    def close(self, until: datetime) -> None:
        """Refuse everything until then; a promise already given stays."""
        self.closed_until = self.closed_until or until

    def take(self) -> None:
        self.left -= 1


class Rates:
    """All buckets of all apps. Turn off with `enabled = False`."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.enabled = True
        self._now = now
        self._lock = threading.Lock()
        self._buckets: dict[tuple[str, ...], Bucket] = {}

    def refuse(self, app: str, method: str, tier: int, channel: str | None = None) -> int | None:
        """Seconds for Retry-After when this call is one too many, else None, and it is counted."""
        if not self.enabled:
            return None
        now = self._now()
        with self._lock:
            buckets = [self._bucket((app, method), tier, MINUTE / tier, now)]
            if channel is not None:
                key = (app, method, channel)
                buckets.append(self._bucket(key, CHANNEL_BURST, CHANNEL_EACH, now))
            return _refuse_or_take(buckets, now)

    def _bucket(
        self, key: tuple[str, ...], capacity: int, each: timedelta, now: datetime
    ) -> Bucket:
        if key not in self._buckets:
            self._buckets[key] = Bucket(capacity, each, filled_at=now, left=capacity)
        return self._buckets[key]

    def reset(self) -> None:
        """Forget every call made so far."""
        with self._lock:
            self._buckets.clear()


def _refuse_or_take(buckets: list[Bucket], now: datetime) -> int | None:
    worst = max(buckets, key=lambda bucket: bucket.wait(now))
    wait = worst.wait(now)
    if wait > timedelta(0):
        seconds = max(1, math.ceil(wait.total_seconds()))
        worst.close(now + timedelta(seconds=seconds))
        return seconds
    for bucket in buckets:
        bucket.take()
    return None

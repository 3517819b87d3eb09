"""Ids, secrets and time stamps that look like Slack's and come out the same in every run."""

import hashlib
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WIDTH = 9
_STRIDE = 1_000_000_007  # coprime with 36, so that counting on visits every id once


def micros(at: datetime) -> int:
    """Whole microseconds since 1970; exact, where a float would round."""
    return (at - EPOCH) // MICROSECOND


def secret(*of: str) -> str:
    """A stable hexadecimal secret, different for different parts."""
    return hashlib.sha256(":".join(of).encode()).hexdigest()


class Ids:
    """Hands out ids like U0K2M4X7Q1, never the same twice."""

    def __init__(self, seed: str = "") -> None:
        self._seed = int(secret(seed)[:8], 16) if seed else 0
        self._counter = itertools.count(1)

    def next(self, prefix: str) -> str:
        number = (self._seed + next(self._counter) * _STRIDE) % 36**_WIDTH
        digits = []
        for _ in range(_WIDTH):
            number, digit = divmod(number, 36)
            digits.append(_DIGITS[digit])
        return prefix + "0" + "".join(reversed(digits))


class Stamps:
    """Hands out `ts` strings that always grow, even when the clock stands still or goes back.

    Not locked: the workspace asks while it holds its own lock.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = 0

    def next(self) -> str:
        self._last = max(self._last + 1, micros(self._now()))
        return as_ts(self._last)


def as_ts(microseconds: int) -> str:
    """Slack's decimal string: seconds, a dot, six digits."""
    seconds, rest = divmod(microseconds, 1_000_000)
    return f"{seconds}.{rest:06d}"

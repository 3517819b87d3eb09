"""What a clock must be able to say. The clocks themselves are in `bot.clock`."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The one source of time of a process; a story or a test may run it faster or by hand."""

    def now(self) -> datetime:
        """Return this moment, aware, in UTC."""
        ...

    def seconds_until(self, at: datetime) -> float:
        """Return how many real seconds a thread should sleep to wake at `at`; never negative."""
        ...

"""An office whose bot works by itself, on a clock that runs: what a browser can look at."""

import time
from datetime import datetime, timedelta

from bot.bootstrap import Hydrant, build
from bot.clock import SteppedClock
from tests.flows.office import Office


class RunningClock(SteppedClock):
    """A clock that runs by itself from a given moment on, and can be moved forward as well."""

    def __init__(self, start: datetime) -> None:
        """Show `start`, and run."""
        super().__init__(start)
        self._began = time.monotonic()

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=time.monotonic() - self._began)

    def seconds_until(self, at: datetime) -> float:
        return max(0.0, (at - self.now()).total_seconds())

    def move_to(self, at: datetime) -> datetime:
        return self.move(max(timedelta(0), at - self.now()))


class LiveOffice(Office):
    """The office of the flows, with the bot's background threads at work."""

    def bring_bot(self) -> Hydrant:
        bot = build(self.environment(), self.clock)
        bot.start()
        return bot

    def passes_by_itself(self, **span: float) -> None:
        """Let time pass; the bot says what fell due in its own threads."""
        self.clock.move(timedelta(**span))
        self.bot.sender.wake()

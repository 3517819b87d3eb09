"""The time machine: the demo's bot says what is due, and time can be moved without skipping any.

One thread says everything, one thing at a time. Whoever moves the clock takes its turn, so that
nothing is half said when time jumps.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.domain.clock import Clock
from bot.jobs.heartbeat import Beat

log = logging.getLogger(__name__)

OPENING = time(9)
LOOK_EVERY = timedelta(seconds=1)
# On a journey of days a beat is asked once a minute at most, and one that only looks for what was
# missed, as the slow ones do, when it is over.
FINEST = timedelta(minutes=1)
SLOW = timedelta(minutes=30)
_WEEK = 7


class Lever(Clock, Protocol):
    """A clock that can be moved forward."""

    def on_move(self, wake: Callable[[], None]) -> None:
        """Call this after every move."""
        ...

    def move_to(self, at: datetime) -> datetime:
        """Move forward to that moment."""
        ...


class Speaker(Protocol):
    """What says everything that may be said now, and knows when it can go on."""

    def drain(self) -> int:
        """Say what may go now."""
        ...

    def next_due(self) -> datetime | None:
        """Return when something could go next, pacing included."""
        ...


@dataclass(slots=True)
class _Beating:
    beat: Beat
    due: datetime


class Machine:
    """Runs the sender and the beats of one bot by a clock that can be moved.

    `waits_since` tells when the first thing that waits was due, whatever Slack's pace.
    """

    def __init__(
        self,
        clock: Lever,
        speaker: Speaker,
        beats: Sequence[Beat],
        *,
        zone: ZoneInfo,
        waits_since: Callable[[], datetime | None],
    ) -> None:
        """Say nothing yet."""
        self._clock = clock
        self._speaker = speaker
        self._beats = [_Beating(beat, clock.now() + beat.every) for beat in beats]
        self._zone = zone
        self._waits_since = waits_since
        self._turn = threading.Lock()
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        clock.on_move(self.wake)

    def start(self) -> None:
        """Say what is due in the background from now on."""
        self._thread = threading.Thread(target=self._run, name="machine", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish what is being said, and return when that is done."""
        self._stopping.set()
        self._awake.set()
        if self._thread:
            self._thread.join()
            self._thread = None

    def wake(self) -> None:
        """Look at once whether there is something to say."""
        self._awake.set()

    def travel(self, to: str) -> datetime:
        """Move to the next `hour`, to `tomorrow` or the next `monday` at nine.

        Return when nothing is due there any more. Everything on the way falls due in its order.
        """
        with self._turn:
            target = arrival(to, self._clock.now(), self._zone)
            self._say()
            while (due := self._next_stop()) and due <= target:
                self._clock.move_to(due)
                self._ask(finer_than=SLOW)
                self._say()
            self._clock.move_to(target)
            self._ask()
            self._say()
            # Slack lets a channel have one message a second: the rest of what was due follows.
            while (since := self._waits_since()) and since <= target:
                self._clock.move_to(self._speaker.next_due() or since)
                self._say()
        return self._clock.now()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._awake.clear()
            with self._turn:
                self._ask()
                self._say()
            self._awake.wait(self._clock.seconds_until(self._next_look()))

    def _say(self) -> None:
        try:
            self._speaker.drain()
        except Exception:  # a database that is busy for a moment must not end the demo
            log.exception("The outbox cannot be read; trying again soon")

    def _ask(self, *, finer_than: timedelta | None = None) -> None:
        """Ask the beats that are due what there is to do."""
        now = self._clock.now()
        for one in self._beats:
            if one.due > now or (finer_than and one.beat.every >= finer_than):
                continue
            one.due = now + max(one.beat.every, FINEST if finer_than else timedelta(0))
            try:
                one.beat.ask()
            except Exception:  # the next beat asks again
                log.exception("The beat %s failed; the next one tries again", one.beat.name)

    def _next_stop(self) -> datetime | None:
        fine = [at for one in self._beats if one.beat.every < SLOW and (at := _next_due(one))]
        due = self._speaker.next_due()
        return min([*fine, *([due] if due else [])], default=None)

    def _next_look(self) -> datetime:
        now = self._clock.now()
        due = [one.due for one in self._beats]
        said = self._speaker.next_due()
        ahead = [at for at in (*due, said) if at and at > now]
        return min([*ahead, now + LOOK_EVERY])


def _next_due(one: _Beating) -> datetime | None:
    """Return when a beat has to be asked next; None if there is nothing ahead for it to do."""
    if one.beat.when is None:
        return one.due
    at = one.beat.when()
    return max(at, one.due) if at else None


def arrival(to: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the next full hour, or nine o'clock of the next day or the next Monday."""
    local = now.astimezone(zone)
    match to:
        case "hour":
            return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        case "tomorrow":
            days = 1
        case "monday":
            days = _WEEK - local.weekday()
        case _:
            raise ValueError(f"No time to go to: {to}")
    morning = datetime.combine(local.date() + timedelta(days=days), OPENING, tzinfo=zone)
    return morning.astimezone(now.tzinfo)

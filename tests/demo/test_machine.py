"""The time machine: whatever is due on the way falls due, in its order, and nothing twice."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MachineClock, SteppedClock
from bot.demo.machine import Machine, arrival
from bot.jobs.heartbeat import Beat
from tests.flows.office import comes_true

BERLIN = ZoneInfo("Europe/Berlin")
# A Tuesday, 10:20 in Berlin.
NOW = datetime(2026, 11, 24, 9, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Speaker:
    """Says what is due by its clock; `at_once` lets so many go at one moment, as Slack's pace."""

    clock: MachineClock | SteppedClock
    waiting: list[tuple[datetime, str]] = field(default_factory=list)
    said: list[tuple[str, datetime]] = field(default_factory=list)
    at_once: int = 99
    slept_until: datetime | None = None
    breaks: int = 0

    def drain(self) -> int:
        """Say what is due, as far as the pace allows."""
        if self.breaks:
            self.breaks -= 1
            raise OSError("the database is away")
        now = self.clock.now()
        if self.slept_until and now < self.slept_until:
            return 0
        due = sorted(one for one in self.waiting if one[0] <= now)[: self.at_once]
        for one in due:
            self.waiting.remove(one)
            self.said.append((one[1], now))
        self.slept_until = now + timedelta(seconds=1) if len(due) == self.at_once else None
        return len(due)

    def waits_since(self) -> datetime | None:
        """Return when the first of what waits was due."""
        return min((at for at, _ in self.waiting), default=None)

    def next_due(self) -> datetime | None:
        """Return when it can go on."""
        since = self.waits_since()
        return max(since, self.slept_until) if since and self.slept_until else since


def a_machine(speaker: Speaker, *beats: tuple[str, timedelta, Callable[[], object]]) -> Machine:
    return Machine(
        speaker.clock,
        speaker,
        [Beat(name, every, ask) for name, every, ask in beats],
        zone=BERLIN,
        waits_since=speaker.waits_since,
    )


@pytest.fixture
def speaker() -> Speaker:
    """Give somebody with nothing to say, by a clock that stands."""
    return Speaker(SteppedClock(NOW))


@pytest.mark.parametrize(
    ("to", "now", "at"),
    [
        pytest.param("hour", NOW, "2026-11-24T11:00", id="the next full hour"),
        pytest.param("tomorrow", NOW, "2026-11-25T09:00", id="tomorrow at nine"),
        pytest.param("monday", NOW, "2026-11-30T09:00", id="Monday at nine"),
        pytest.param(
            "monday",
            datetime(2026, 11, 23, 5, tzinfo=UTC),
            "2026-11-30T09:00",
            id="on a Monday, the next one",
        ),
        pytest.param(
            "tomorrow",
            datetime(2026, 11, 24, 23, 30, tzinfo=UTC),
            "2026-11-26T09:00",
            id="after midnight where the team is",
        ),
        pytest.param(
            "monday",
            datetime(2026, 10, 23, 8, tzinfo=UTC),
            "2026-10-26T09:00",
            id="over the night in which clocks go back",
        ),
    ],
)
def test_where_it_goes_is_told_by_the_clock_on_the_teams_wall(to: str, now: datetime, at: str):
    found = arrival(to, now, BERLIN)

    assert found.astimezone(BERLIN).strftime("%Y-%m-%dT%H:%M") == at


def test_there_are_no_other_times_to_go_to():
    with pytest.raises(ValueError, match="yesterday"):
        arrival("yesterday", NOW, BERLIN)


def test_what_falls_due_on_the_way_is_said_at_its_moment(speaker: Speaker):
    first, second = NOW + timedelta(minutes=5), NOW + timedelta(minutes=20)
    speaker.waiting = [(second, "the second"), (first, "the first"), (NOW + 3 * HOUR, "later")]

    arrived = a_machine(speaker).travel("hour")

    assert arrived == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert speaker.said == [("the first", first), ("the second", second)]
    assert speaker.waiting == [(NOW + 3 * HOUR, "later")]


def test_what_slacks_pace_holds_back_is_said_before_it_returns(speaker: Speaker):
    nine = datetime(2026, 11, 25, 8, tzinfo=UTC)
    speaker.at_once, speaker.waiting = 1, [(nine, name) for name in "abc"]

    arrived = a_machine(speaker).travel("tomorrow")

    assert [name for name, _ in speaker.said] == ["a", "b", "c"]
    assert arrived == nine + timedelta(seconds=2)


def test_a_beat_is_asked_as_often_as_it_beats_on_the_way(speaker: Speaker):
    asked: list[datetime] = []
    beat = ("watch", timedelta(minutes=10), lambda: asked.append(speaker.clock.now()))

    a_machine(speaker, beat).travel("hour")

    assert asked == [NOW + timedelta(minutes=minutes) for minutes in (10, 20, 30, 40)]


def test_a_beat_of_seconds_is_asked_once_a_minute_on_the_way(speaker: Speaker):
    asked: list[datetime] = []
    beat = ("watch", timedelta(seconds=10), lambda: asked.append(speaker.clock.now()))

    a_machine(speaker, beat).travel("hour")

    assert 40 <= len(asked) <= 41


def test_what_a_beat_leaves_is_said_before_time_goes_on(speaker: Speaker):
    soon = NOW + timedelta(minutes=10)

    def remind() -> None:
        speaker.waiting.append((speaker.clock.now(), "a reminder"))

    a_machine(speaker, ("remind", timedelta(minutes=10), remind)).travel("hour")

    assert speaker.said[0] == ("a reminder", soon)
    assert len(speaker.said) == 4


def test_a_beat_that_only_looks_for_what_was_missed_is_asked_on_arrival(speaker: Speaker):
    asked: list[datetime] = []
    beat = ("look", HOUR, lambda: asked.append(speaker.clock.now()))

    arrived = a_machine(speaker, beat).travel("monday")

    assert asked == [arrived]


def test_a_beat_that_fails_and_a_database_that_is_away_do_not_stop_time(speaker: Speaker):
    def fail() -> None:
        raise OSError("no")

    speaker.breaks = 1
    speaker.waiting = [(NOW + timedelta(minutes=15), "news")]

    a_machine(speaker, ("fail", timedelta(minutes=10), fail)).travel("hour")

    assert [name for name, _ in speaker.said] == ["news"]


def test_in_the_background_it_says_what_comes_as_soon_as_it_is_woken():
    speaker = Speaker(MachineClock())
    machine = a_machine(speaker)
    machine.start()
    try:
        speaker.waiting.append((speaker.clock.now(), "news"))
        machine.wake()

        assert comes_true(lambda: bool(speaker.said), within_seconds=0.9)
    finally:
        machine.stop()


def test_a_beat_is_asked_in_the_background_when_the_clock_is_moved_past_it():
    clock, asked = MachineClock(), threading.Event()
    machine = a_machine(Speaker(clock), ("look", HOUR, asked.set))
    machine.start()
    try:
        clock.move_to(clock.now() + HOUR)

        assert asked.wait(2)
    finally:
        machine.stop()


def test_nothing_is_said_after_it_was_stopped():
    speaker = Speaker(MachineClock())
    machine = a_machine(speaker)
    machine.start()

    machine.stop()
    speaker.waiting.append((speaker.clock.now(), "too late"))
    machine.wake()

    assert not comes_true(lambda: bool(speaker.said), within_seconds=0.1)

"""The clocks."""

from datetime import UTC, datetime, timedelta

from freezegun import freeze_time

from bot.clock import FastClock, MachineClock, SteppedClock, SystemClock
from bot.domain.clock import Clock

START = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


def test_the_wall_clock_is_aware_and_in_utc():
    with freeze_time(START, real_asyncio=True):
        assert SystemClock().now() == START
        assert SystemClock().now().tzinfo is UTC


def test_the_wall_clock_counts_down_and_never_below_nothing():
    with freeze_time(START, real_asyncio=True):
        assert SystemClock().seconds_until(START + timedelta(seconds=3)) == 3
        assert SystemClock().seconds_until(START - timedelta(seconds=3)) == 0


def test_a_fast_clock_makes_half_an_hour_half_a_minute():
    with freeze_time("2026-01-01", real_asyncio=True) as wall:
        clock = FastClock(START, speed=60)

        wall.tick(timedelta(seconds=30))

        assert clock.now() == START + timedelta(minutes=30)
        assert clock.seconds_until(START + timedelta(minutes=31)) == 1
        assert clock.seconds_until(START) == 0


def test_a_machine_clock_runs_like_any_other_until_it_is_moved():
    with freeze_time(START, real_asyncio=True) as wall:
        clock = MachineClock()

        moved = clock.move_to(START + timedelta(hours=2))
        wall.tick(timedelta(seconds=30))

        assert moved == START + timedelta(hours=2)
        assert clock.now() == moved + timedelta(seconds=30)
        assert clock.seconds_until(moved + timedelta(minutes=1)) == 30
        assert clock.seconds_until(START) == 0


def test_a_machine_clock_never_goes_back():
    with freeze_time(START, real_asyncio=True):
        clock = MachineClock()

        assert clock.move_to(START - timedelta(days=1)) == START


def test_a_move_wakes_those_who_sleep_by_a_machine_clock():
    with freeze_time(START, real_asyncio=True):
        clock = MachineClock()
        woken: list[datetime] = []
        clock.on_move(lambda: woken.append(clock.now()))

        clock.move_to(START + timedelta(hours=1))

        assert woken == [START + timedelta(hours=1)]


def test_a_stepped_clock_stands_until_it_is_moved():
    clock = SteppedClock(START)

    moved = clock.move(timedelta(minutes=5))

    assert moved == clock.now() == START + timedelta(minutes=5)


def test_a_stepped_clock_never_goes_back():
    clock = SteppedClock(START)

    clock.move_to(START - timedelta(minutes=5))

    assert clock.now() == START


def test_a_move_wakes_those_who_sleep_by_the_clock():
    clock, woken = SteppedClock(START), []
    clock.on_move(lambda: woken.append(clock.now()))

    clock.move_to(START + timedelta(hours=1))

    assert woken == [START + timedelta(hours=1)]


def test_who_sleeps_by_a_stepped_clock_waits_for_a_move():
    clock: Clock = SteppedClock(START)

    assert clock.seconds_until(START) == 0
    assert clock.seconds_until(START + timedelta(seconds=1)) == 60

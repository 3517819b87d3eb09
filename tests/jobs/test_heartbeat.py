"""Beats go on whatever one of them runs into, and end when told to."""

import threading
from datetime import timedelta

import pytest

from bot.jobs.heartbeat import Beat, Heartbeat

OFTEN = timedelta(seconds=0.02)


def test_a_beat_asks_again_and_again():
    asked = threading.Semaphore(0)
    heart = Heartbeat([Beat("ask", OFTEN, asked.release)])

    heart.start()

    assert all(asked.acquire(timeout=2) for _ in range(3))
    heart.stop()


def test_a_beat_that_fails_is_logged_and_beats_again(caplog: pytest.LogCaptureFixture):
    asked = threading.Semaphore(0)

    def fail() -> None:
        asked.release()
        raise OSError("The database is away")

    heart = Heartbeat([Beat("prune", OFTEN, fail)])
    heart.start()

    assert all(asked.acquire(timeout=2) for _ in range(2))
    heart.stop()
    assert "The beat prune failed" in caplog.text


def test_stopping_waits_for_the_beat_that_runs():
    is_asking, may_end, has_ended = threading.Event(), threading.Event(), threading.Event()

    def ask() -> None:
        is_asking.set()
        may_end.wait(timeout=2)
        has_ended.set()

    heart = Heartbeat([Beat("ask", OFTEN, ask)])
    heart.start()
    is_asking.wait(timeout=2)
    threading.Timer(0.05, may_end.set).start()

    heart.stop()

    assert has_ended.is_set()


def test_a_heart_that_never_beat_can_be_stopped():
    Heartbeat([]).stop()

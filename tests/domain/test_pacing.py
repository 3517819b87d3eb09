"""How fast Slack lets us speak: a burst, then one at a time."""

from datetime import datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given
from hypothesis import settings as examples

from bot.domain.pacing import CHANNEL, METHODS, Bucket, Pace, fresh, pace_of
from tests.builders import NOW, later


def _calls(bucket: Bucket, count: int, now: datetime) -> list[float]:
    """Return after how many seconds each of so many calls goes, all wanted at `now`."""
    went = []
    for _ in range(count):
        at = max(now, bucket.ready_at())
        bucket = bucket.spend(at)
        went.append((at - now).total_seconds())
    return went


def test_a_channel_takes_a_burst_of_three_and_then_one_a_second():
    assert _calls(fresh(CHANNEL, NOW), 6, NOW) == [0, 0, 0, 1, 2, 3]


def test_a_pause_of_a_second_earns_one_more_call():
    bucket = fresh(CHANNEL, NOW).spend(NOW).spend(NOW).spend(NOW)

    assert _calls(bucket, 3, later(seconds=1)) == [0, 1, 2]


def test_a_bucket_that_was_left_alone_is_full_and_no_fuller():
    bucket = fresh(CHANNEL, NOW).spend(NOW).spend(NOW).spend(NOW)

    assert _calls(bucket, 5, later(hours=1)) == [0, 0, 0, 1, 2]


def test_a_pace_without_a_burst_takes_one_at_a_time():
    slow = Pace(burst=1, every=timedelta(seconds=10))

    assert _calls(fresh(slow, NOW), 3, NOW) == [0, 10, 20]


def test_a_paused_bucket_waits_as_long_as_slack_asked():
    paused = fresh(CHANNEL, NOW).pause(later(seconds=30))

    assert paused.ready_at() == later(seconds=30)


def test_a_shorter_pause_does_not_end_a_longer_one():
    paused = fresh(CHANNEL, NOW).pause(later(seconds=30)).pause(later(seconds=5))

    assert paused.ready_at() == later(seconds=30)


def test_a_longer_pause_extends_a_shorter_one():
    paused = fresh(CHANNEL, NOW).pause(later(seconds=5)).pause(later(seconds=30))

    assert paused.ready_at() == later(seconds=30)


def test_a_pause_that_is_over_leaves_the_usual_pace():
    bucket = fresh(CHANNEL, NOW).pause(later(seconds=1))
    for _ in range(6):
        bucket = bucket.spend(later(seconds=1))

    assert bucket.ready_at() == later(seconds=5)


def test_spending_does_not_forget_a_pause():
    bucket = fresh(CHANNEL, NOW).pause(later(seconds=30)).spend(NOW)

    assert bucket.ready_at() == later(seconds=30)


@pytest.mark.parametrize(
    ("method", "a_minute"),
    [
        ("chat.postMessage", 240),
        ("chat.update", 50),
        ("chat.postEphemeral", 100),
        ("users.info", 100),
        ("conversations.history", 50),
        ("a.method.nobody.listed", 50),
    ],
)
def test_a_method_has_its_calls_a_minute(method, a_minute):
    assert timedelta(minutes=1) / pace_of(method).every == pytest.approx(a_minute)


@pytest.mark.parametrize("method", METHODS)
def test_no_methods_burst_is_more_than_its_minute(method):
    assert pace_of(method).burst * pace_of(method).every <= timedelta(minutes=1)


@examples(deadline=None, max_examples=150)
@given(
    burst=st.integers(1, 6),
    waits=st.lists(st.integers(0, 4_000), min_size=1, max_size=40),
    pauses=st.dictionaries(st.integers(0, 39), st.integers(0, 5_000), max_size=3),
)
def test_in_no_span_of_n_seconds_do_more_than_the_burst_and_n_calls_go(burst, waits, pauses):
    bucket = fresh(Pace(burst=burst, every=timedelta(seconds=1)), NOW)
    now, went = NOW, []
    for index, wait in enumerate(waits):
        now += timedelta(milliseconds=wait)
        if index in pauses:
            bucket = bucket.pause(now + timedelta(milliseconds=pauses[index]))
        now = max(now, bucket.ready_at())
        bucket = bucket.spend(now)
        went.append(now)

    for first, start in enumerate(went):
        for count, end in enumerate(went[first:], start=1):
            assert count <= burst + (end - start) // timedelta(seconds=1)


@examples(deadline=None, max_examples=100)
@given(burst=st.integers(1, 6), count=st.integers(1, 30))
def test_who_calls_as_soon_as_allowed_loses_no_time(burst, count):
    pace = Pace(burst=burst, every=timedelta(seconds=1))

    went = _calls(fresh(pace, NOW), count, NOW)

    assert went == [max(0, index - burst + 1) for index in range(count)]

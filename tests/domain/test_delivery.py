"""What becomes of a notice after a call to Slack went wrong."""

from datetime import timedelta

import pytest

from bot.domain.delivery import (
    LONGEST_BACK_OFF,
    PROBE_EVERY,
    Failure,
    Step,
    Verdict,
    after,
    back_off,
)
from tests.builders import NOW, later

STEPS = [
    (Failure.THROTTLED, Step.RETRY, timedelta(seconds=1)),
    (Failure.AMBIGUOUS, Step.RETRY, timedelta(seconds=1)),
    (Failure.TRANSIENT, Step.RETRY, timedelta(seconds=1)),
    (Failure.AUTH, Step.HOLD_ALL, timedelta(minutes=5)),
    (Failure.CONFIG, Step.HOLD, timedelta(minutes=5)),
    (Failure.UNKNOWN, Step.HOLD, timedelta(minutes=5)),
    (Failure.BUG, Step.HOLD, timedelta(minutes=5)),
    (Failure.GONE, Step.REPOST, timedelta(0)),
    (Failure.CONTENT, Step.PLAIN, timedelta(0)),
    (Failure.EXPIRED, Step.DROP, timedelta(0)),
    (Failure.PERSON, Step.DROP, timedelta(0)),
    (Failure.DONE, Step.DROP, timedelta(0)),
]


@pytest.mark.parametrize(("failure", "step", "wait"), STEPS)
def test_each_kind_of_failure_has_its_step_and_its_wait(failure, step, wait):
    assert after(failure, attempts=1, retry_after=None, now=NOW) == Verdict(step, NOW + wait)


def test_every_kind_of_failure_is_in_the_table():
    assert {failure for failure, _, _ in STEPS} == set(Failure)


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [
        pytest.param(0, 1, id="none yet"),
        pytest.param(1, 1, id="first"),
        pytest.param(2, 2, id="second"),
        pytest.param(3, 4, id="third"),
        pytest.param(9, 256, id="the last doubling"),
        pytest.param(10, 300, id="no longer than five minutes"),
        pytest.param(11, 300, id="and so on"),
        pytest.param(1_000_000, 300, id="after weeks"),
    ],
)
def test_the_wait_doubles_up_to_five_minutes(attempts, seconds):
    assert back_off(attempts) == timedelta(seconds=seconds)


@pytest.mark.parametrize("failure", [Failure.TRANSIENT, Failure.AMBIGUOUS, Failure.THROTTLED])
def test_a_retry_waits_longer_each_time(failure):
    verdict = after(failure, attempts=4, retry_after=None, now=NOW)

    assert verdict.at == later(seconds=8)


@pytest.mark.parametrize("seconds", [1, 30, 3600])
def test_what_slack_says_to_wait_wins(seconds):
    said = timedelta(seconds=seconds)

    verdict = after(Failure.THROTTLED, attempts=7, retry_after=said, now=NOW)

    assert verdict == Verdict(Step.RETRY, NOW + said)


def test_a_wait_of_nothing_is_no_wait_to_rely_on():
    verdict = after(Failure.THROTTLED, attempts=3, retry_after=timedelta(0), now=NOW)

    assert verdict.at == later(seconds=4)


@pytest.mark.parametrize("failure", [Failure.AUTH, Failure.CONFIG, Failure.UNKNOWN, Failure.BUG])
@pytest.mark.parametrize("attempts", [1, 50])
def test_what_somebody_must_mend_is_probed_for_ever(failure, attempts):
    verdict = after(failure, attempts=attempts, retry_after=None, now=NOW)

    assert verdict.step in {Step.HOLD, Step.HOLD_ALL}
    assert verdict.at == NOW + PROBE_EVERY


def test_only_what_nobody_can_mend_or_needs_to_is_dropped():
    dropped = {
        failure
        for failure in Failure
        if after(failure, attempts=1_000, retry_after=None, now=NOW).step is Step.DROP
    }

    assert dropped == {Failure.EXPIRED, Failure.PERSON, Failure.DONE}


def test_five_minutes_is_the_longest_anything_waits_unasked():
    waits = [
        after(failure, attempts=1_000, retry_after=None, now=NOW).at - NOW for failure in Failure
    ]

    assert max(waits) == LONGEST_BACK_OFF == PROBE_EVERY

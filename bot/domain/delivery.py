"""What to do after a call to Slack went wrong: wait how long, or give up, or do it otherwise."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Failure(StrEnum):
    """Kinds of failure; `bot.slack.errors` sorts Slack's codes into them."""

    THROTTLED = "throttled"
    AMBIGUOUS = "ambiguous"
    TRANSIENT = "transient"
    AUTH = "auth"
    CONFIG = "config"
    GONE = "gone"
    CONTENT = "content"
    EXPIRED = "expired"
    PERSON = "person"
    DONE = "done"
    UNKNOWN = "unknown"
    BUG = "bug"
    """An error of our own, which no admin of Slack can mend."""


class Step(StrEnum):
    """What becomes of a notice after a failure."""

    RETRY = "retry"
    """The same again, later."""
    HOLD = "hold"
    """Something must be mended first: hold everything for the same target, tell an admin once."""
    HOLD_ALL = "hold_all"
    """The workspace does not let us in: hold everything, probe now and then."""
    REPOST = "repost"
    """The message it would change is gone: post a new one."""
    PLAIN = "plain"
    """Slack refused the blocks: send the sentence alone, and log a bug."""
    DROP = "drop"
    """Nobody is left to tell, or it is too late to."""


PROBE_EVERY = timedelta(minutes=5)
LONGEST_BACK_OFF = timedelta(minutes=5)
LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The step to take, and not before when."""

    step: Step
    at: datetime


_STEPS = {
    Failure.THROTTLED: Step.RETRY,
    Failure.AMBIGUOUS: Step.RETRY,
    Failure.TRANSIENT: Step.RETRY,
    Failure.AUTH: Step.HOLD_ALL,
    Failure.CONFIG: Step.HOLD,
    Failure.UNKNOWN: Step.HOLD,
    Failure.BUG: Step.HOLD,
    Failure.GONE: Step.REPOST,
    Failure.CONTENT: Step.PLAIN,
    Failure.EXPIRED: Step.DROP,
    Failure.PERSON: Step.DROP,
    Failure.DONE: Step.DROP,
}


def after(
    failure: Failure, *, attempts: int, retry_after: timedelta | None, now: datetime
) -> Verdict:
    """Return what to do after the `attempts`-th failure in a row; nothing is ever given up that
    somebody could still mend.

    A throttled call waits as long as Slack says (https://docs.slack.dev/apis/web-api/rate-limits),
    others 1, 2, 4 … seconds up to five minutes; held ones are probed every five minutes.
    """
    step = _STEPS[failure]
    if step in {Step.HOLD, Step.HOLD_ALL}:
        return Verdict(step, now + PROBE_EVERY)
    if step is Step.RETRY:
        return Verdict(step, now + (retry_after or back_off(attempts)))
    return Verdict(step, now)


def back_off(attempts: int) -> timedelta:
    """Return 1, 2, 4 … seconds for the first, second, third … attempt, five minutes at most."""
    return min(LONGEST_BACK_OFF, timedelta(seconds=2 ** min(max(attempts, 1) - 1, 10)))

"""What the analyst knows at the end, in one tap each: what the digests will count.

Nothing here is a timesheet: time is one of four buckets, valued at a typical number of minutes.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import Front, Number, UserId


class Effort(StrEnum):
    """How long it took, as one remembers it."""

    MINUTES = "minutes"
    HOUR = "hour"
    HALF_DAY = "half_day"
    LONGER = "longer"

    @property
    def counts_as(self) -> timedelta:
        """The active time that a bucket stands for in sums, which are approximate."""
        return timedelta(minutes=_MINUTES[self])


_MINUTES = {Effort.MINUTES: 10, Effort.HOUR: 35, Effort.HALF_DAY: 150, Effort.LONGER: 360}


class Cause(StrEnum):
    """Where it came from: GitLab's five root causes of data quality, and three of our own.

    https://handbook.gitlab.com/handbook/enterprise-data/data-governance/
    """

    TECHNICAL = "technical"
    INTEGRATION = "integration"
    TESTING_GAP = "testing_gap"
    PROCESS = "process"
    SOURCE_SYSTEM = "source_system"
    DEFINITION = "definition"
    ACCESS = "access"
    NEW_DEMAND = "new_demand"


class Returns(StrEnum):
    """Whether it will come again."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


PREVENTABLE = range(1, 6)
NO_TOOL = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The answers so far; None where a question was not answered, and none has to be.

    `preventable` is 1 (could not have been prevented) to 5 (surely), `tool` what held them up,
    `NO_TOOL` if nothing did.
    """

    front: Front
    number: Number
    by: UserId
    at: datetime
    effort: Effort | None = None
    cause: Cause | None = None
    preventable: int | None = None
    returns: Returns | None = None
    tool: str | None = None
    is_skipped: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to ask."""
        answers = (self.effort, self.cause, self.preventable, self.returns, self.tool)
        return self.is_skipped or None not in answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One tap: exactly one of these, or the wish to be asked no more."""

    effort: Effort | None = None
    cause: Cause | None = None
    preventable: int | None = None
    returns: Returns | None = None
    tool: str | None = None
    skip: bool = False


def is_to_choose(answer: Answer, tools: Collection[str]) -> bool:
    """Whether an answer is one of those that are offered; `tools` are the team's."""
    is_a_grade = answer.preventable is None or answer.preventable in PREVENTABLE
    return is_a_grade and answer.tool in (None, NO_TOOL, *tools)


def take_in(closing: Closing, answer: Answer, by: UserId, now: datetime) -> Closing:
    """Return the answers with one more; the last answer to a question counts."""
    return replace(
        closing,
        by=by,
        at=now,
        effort=answer.effort or closing.effort,
        cause=answer.cause or closing.cause,
        preventable=answer.preventable or closing.preventable,
        returns=answer.returns or closing.returns,
        tool=answer.tool or closing.tool,
        is_skipped=closing.is_skipped or answer.skip,
    )

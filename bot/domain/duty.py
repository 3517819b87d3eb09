"""Being on call, around the pure answer of `rotation`: seats, hand-offs, preferences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from bot.domain.cadence import Weekday
from bot.domain.ids import Number, UserId
from bot.domain.plan import Plan
from bot.domain.roster import Member, Roster, founded, reordered, rescheduled
from bot.domain.rotation import Why

T = TypeVar("T")

# How far ahead it is looked whether somebody is on call, and how far back who has served.
LOOK_AHEAD_FOR_GAPS = timedelta(days=90)
LOOK_BACK = timedelta(days=90)
# What is longer is a change of the rotation rather than an exception to it.
LONGEST_OVERRIDE = timedelta(days=31)
# What one analyst writes to the next, in letters.
LONGEST_WORDS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept(Generic[T]):
    """Something that is stored under a number of its own; time off belongs to no rotation."""

    id: int
    rotation: str
    value: T


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody's place in a rotation: nobody takes turns who has not accepted it.

    `left_at` is when their turns end, which may be the end of a shift that goes on.
    """

    rotation: str
    person: UserId
    invited_at: datetime | None = None
    accepted_at: datetime | None = None
    left_at: datetime | None = None

    @property
    def is_taken(self) -> bool:
        """Whether they take turns: they have accepted, and not left since."""
        if self.accepted_at is None:
            return False
        return self.left_at is None or self.left_at < self.accepted_at

    def has_turns(self, at: datetime) -> bool:
        """Whether they take turns at that moment: who leaves may finish their shift first."""
        serves_to_the_end = self.accepted_at is not None and self.left_at and at < self.left_at
        return self.is_taken or bool(serves_to_the_end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """What somebody would rather not do; it decides who is asked to stand in, and in which order.

    The turns of a rotation stay as they are: whoever does not want them leaves it.
    """

    person: UserId
    is_backup_only: bool = False
    unwanted: frozenset[Weekday] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Who was on call in a rotation when it was last looked, and how long that holds.

    All changes up to `watched_until` have been announced. `announced` is who was on call last, with
    or without working hours in between, `since` is when they began, and `words` are what they have
    written for the next.
    """

    rotation: str
    watched_until: datetime
    person: UserId | None
    why: Why
    announced: UserId | None
    since: datetime
    until: datetime
    words: str | None = None

    def holds(self, at: datetime) -> bool:
        """Whether `person` is still the answer at that moment."""
        return self.watched_until <= at < self.until


class Choice(StrEnum):
    """What the incoming analyst decides about an open incident of the outgoing."""

    KEEP = "keep"
    HAND_OVER = "hand_over"
    PARK = "park"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A hand-off that has happened; `since` is when the outgoing had begun."""

    id: int
    rotation: str
    at: datetime
    outgoing: UserId | None
    incoming: UserId | None
    since: datetime | None
    words: str | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: UserId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was decided about one incident at a hand-off."""

    number: Number
    choice: Choice
    by: UserId


def planned(
    rosters: Sequence[Roster], plan: Plan | None, seated: Sequence[Seat], at: datetime
) -> tuple[Roster, ...]:
    """Return the versions of a rotation after an edit at that moment; the same if nothing changed.

    Whoever is on call stays until the next hand-off, unless they are the one who was taken out.
    A plan of None ends the rotation: nobody takes turns any more.
    """
    if plan is None:
        ends = bool(rosters and rosters[-1].order)
        return _one_at_a_time(reordered(rosters, (), at)) if ends else tuple(rosters)
    people = tuple(one.person for one in seated)
    members = tuple(Member(one, at) for one in people)
    cadence, hours = plan.cadence, plan.opening
    if not rosters:
        (first,) = founded(cadence, members, hours)
        begun = Roster(
            valid_from=max(at, first.valid_from), cadence=cadence, members=members, hours=hours
        )
        return (begun,)
    last, edited = rosters[-1], tuple(rosters)
    if (last.cadence, last.hours) != (cadence, hours):
        edited = rescheduled(edited, cadence, hours, at)
    if last.order != people:
        edited = reordered(edited, members, at)
    return _one_at_a_time(edited)


def _one_at_a_time(rosters: Sequence[Roster]) -> tuple[Roster, ...]:
    """Return the versions; of several from one moment, the last."""
    return tuple({one.valid_from: one for one in rosters}.values())


def planned_ahead(
    rosters: Sequence[Roster],
    plan: Plan | None,
    seats: Sequence[Seat],
    team: frozenset[UserId],
    now: datetime,
) -> tuple[Roster, ...]:
    """Return the versions after an edit now, those included that begin when somebody leaves."""
    begun = tuple(one for one in rosters if one.valid_from <= now)
    leaving = {one.left_at for one in seats if one.left_at and one.left_at > now}
    versions = begun or tuple(rosters)
    for at in (now, *sorted(leaving)):
        seated = in_order(plan, seats, team, at) if plan else ()
        versions = planned(versions, plan, seated, at)
    return versions


def in_order(
    plan: Plan, seats: Sequence[Seat], team: frozenset[UserId], at: datetime
) -> tuple[Seat, ...]:
    """Return the seats of those who take turns at that moment, in the order of the plan.

    They are in the plan and in the team, and have accepted.
    """
    taken = {one.person: one for one in seats if one.has_turns(at)}
    return tuple(taken[user] for user in plan.members if user in taken and user in team)


# --- reminders -------------------------------------------------------------------------------

# Before the time to be covered begins.
COVER_REMINDERS = (
    timedelta(weeks=4),
    timedelta(weeks=2),
    timedelta(weeks=1),
    timedelta(days=3),
    timedelta(days=1),
    timedelta(hours=12),
    timedelta(hours=2),
)
# A reminder that would follow the question at once is none.
_TOO_SOON = timedelta(hours=1)


def reminders(asked_at: datetime, starts_at: datetime) -> tuple[datetime, ...]:
    """Return when somebody is reminded of a request for cover that nobody has taken yet."""
    moments = sorted(starts_at - ahead for ahead in COVER_REMINDERS)
    return tuple(at for at in moments if at - asked_at >= _TOO_SOON)

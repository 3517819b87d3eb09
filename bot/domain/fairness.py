"""Who has actually been on call how much, and whose turn it would be in fairness.

It is measured by the time that passed, whoever's turn it was: a Sunday on which clocks are put
back counts 25 hours. What is inconvenient about it is told by the clocks of a zone: a weekend, or
a workday before nine and from six on.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, auto
from itertools import combinations, pairwise
from operator import itemgetter
from statistics import fmean
from zoneinfo import ZoneInfo

from bot.domain.cadence import Weekday, moment, shown
from bot.domain.ids import UserId
from bot.domain.rotation import Segment

DAY_BEGINS, DAY_ENDS = time(9), time(18)
# Who is as close as this is as good as even.
_EVEN = 95
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_NOTHING = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Somebody's time on call: all of it, that of weekends, and that of mornings and evenings.

    `late_hours` are those outside of Monday to Friday, 9:00 to 18:00, that are of no weekend.
    """

    person: UserId
    hours: float
    weekend_hours: float
    late_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Somebody who could stand in, and what speaks for and against asking them."""

    person: UserId
    hours: float
    last_ended_at: datetime | None
    is_unwanted: bool


def served(
    segments: Iterable[Segment], zone: ZoneInfo, people: Collection[UserId] = ()
) -> tuple[Served, ...]:
    """Return what everybody has served, and `people` even if that is nothing; the most first."""
    stretches = [
        (one.person, one.starts_at, one.ends_at)
        for one in segments
        if one.person is not None and one.starts_at < one.ends_at
    ]
    cuts = _cuts(stretches, zone)
    spent: dict[UserId, dict[_Part, timedelta]] = {one: defaultdict(timedelta) for one in people}
    for person, starts_at, ends_at in stretches:
        parts = spent.setdefault(person, defaultdict(timedelta))
        for part, lasted in _parts_between(starts_at, ends_at, cuts):
            parts[part] += lasted
    everybody = [_served(person, parts) for person, parts in spent.items()]
    return tuple(sorted(everybody, key=lambda one: (-one.hours, one.person)))


def balance(served: Collection[Served]) -> int | None:
    """Return how evenly they have served, in per cent; None with fewer than two people.

    It is the mean, over all pairs, of the lesser hours as a part of the greater; nearly even is
    even. Two who have served nothing are even.
    """
    ratios = [_ratio(one.hours, two.hours) for one, two in combinations(served, 2)]
    if not ratios:
        return None
    percent = round(100 * fmean(ratios))
    return 100 if percent >= _EVEN else percent


def who_next(
    candidates: Iterable[UserId],
    served: Iterable[Served],
    last_ended: Mapping[UserId, datetime],
    unwanted: Collection[UserId],
) -> tuple[Suggestion, ...]:
    """Return who should be asked to stand in, the best first.

    Those who do not mind the day come first, then who has served least, then whose last shift is
    longest ago; never is longest of all.
    """
    hours = {one.person: one.hours for one in served}
    suggestions = [
        Suggestion(
            person=person,
            hours=hours.get(person, 0.0),
            last_ended_at=last_ended.get(person),
            is_unwanted=person in unwanted,
        )
        for person in dict.fromkeys(candidates)
    ]
    return tuple(sorted(suggestions, key=_rank))


_NEVER = datetime.min.replace(tzinfo=UTC)


def _rank(one: Suggestion) -> tuple[bool, float, datetime, UserId]:
    return one.is_unwanted, one.hours, one.last_ended_at or _NEVER, one.person


def _ratio(one: float, two: float) -> float:
    return min(one, two) / max(one, two) if max(one, two) else 1.0


def _served(person: UserId, parts: Mapping["_Part", timedelta]) -> Served:
    return Served(
        person=person,
        hours=sum(parts.values(), _NOTHING) / _HOUR,
        weekend_hours=parts.get(_Part.WEEKEND, _NOTHING) / _HOUR,
        late_hours=parts.get(_Part.LATE, _NOTHING) / _HOUR,
    )


# --- parts of the week -----------------------------------------------------------------------


class _Part(Enum):
    WORKDAY = auto()
    LATE = auto()
    WEEKEND = auto()


_Stretch = tuple[UserId, datetime, datetime]
# From when on which part of the week it is; the next cut ends it.
_Cut = tuple[datetime, _Part]
_at = itemgetter(0)


def _cuts(stretches: Sequence[_Stretch], zone: ZoneInfo) -> list[_Cut]:
    """The cuts from before the first stretch to after the last."""
    if not stretches:
        return []
    first = min(starts_at for _, starts_at, _ in stretches)
    last = max(ends_at for _, _, ends_at in stretches)
    day, until = shown(first, zone).date() - _DAY, shown(last, zone).date() + _DAY
    cuts: list[_Cut] = []
    while day <= until:
        cuts += [(moment(datetime.combine(day, at), zone), part) for at, part in _parts_of(day)]
        day += _DAY
    return cuts


def _parts_of(day: date) -> tuple[tuple[time, _Part], ...]:
    if day.weekday() >= Weekday.SATURDAY:
        return ((time(), _Part.WEEKEND),)
    return (
        (time(), _Part.LATE),
        (DAY_BEGINS, _Part.WORKDAY),
        (DAY_ENDS, _Part.LATE),
    )


def _parts_between(
    starts_at: datetime, ends_at: datetime, cuts: Sequence[_Cut]
) -> Iterator[tuple[_Part, timedelta]]:
    """Which parts there are between two moments, and how long they last."""
    first = bisect_right(cuts, starts_at, key=_at) - 1
    last = bisect_left(cuts, ends_at, key=_at)
    for (begins, part), (ends, _) in pairwise(cuts[first : last + 1]):
        yield part, min(ends, ends_at) - max(begins, starts_at)

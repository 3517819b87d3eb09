"""When something recurs on the clock on a wall, and when exactly that is.

A cadence keeps the wall clock: a hand-off at nine stays at nine when the clocks change, so the
shift in between is an hour shorter or longer. A time that clocks skip means the first moment after
the gap; a time that they show twice means the first of the two. Every hand-off is worked out from
the first one, by arithmetic, never from the one before it.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_SECOND = timedelta(seconds=1)
_WEEK = 7
_MONTHS = 12


class Weekday(IntEnum):
    """A day of the week; the number is that of `date.weekday()`."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


EVERY_DAY = frozenset(Weekday)


class Unit(StrEnum):
    """What a cadence counts."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment up to, and not including, another; both aware and in UTC."""

    starts_at: datetime
    ends_at: datetime

    def __contains__(self, at: datetime) -> bool:
        """Whether the moment lies in the span; the end does not."""
        return self.starts_at <= at < self.ends_at


# A year of shifts asks for the same moments again and again, and a look at a zone costs most of it.
@lru_cache(maxsize=2**14)
def moment(wall: datetime, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """Return the moment in UTC when clocks in the zone show `wall`, a time without a zone.

    The first moment after the gap if they never do; the first of the two (or the last, if asked) if
    they do twice.
    """
    early = wall.replace(tzinfo=zone, fold=0)
    late = wall.replace(tzinfo=zone, fold=1)
    before, after = early.utcoffset(), late.utcoffset()
    if before == after:
        return early.astimezone(UTC)
    if before is None or after is None or before > after:
        return (late if last else early).astimezone(UTC)
    return _end_of_gap(late.astimezone(UTC), early.astimezone(UTC), zone)


def _end_of_gap(lower: datetime, upper: datetime, zone: ZoneInfo) -> datetime:
    """Return the second in (`lower`, `upper`] at which the zone's clocks are put forward."""
    lower, upper = lower.replace(microsecond=0), upper.replace(microsecond=0)
    new = upper.astimezone(zone).utcoffset()
    while upper - lower > _SECOND:
        middle = lower + timedelta(seconds=(upper - lower) // _SECOND // 2)
        if middle.astimezone(zone).utcoffset() == new:
            upper = middle
        else:
            lower = middle
    return upper


def shown(at: datetime, zone: ZoneInfo) -> datetime:
    """Return what clocks in the zone show at that moment, without a zone."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def next_time(
    clock: time, days: frozenset[Weekday], zone: ZoneInfo, after: datetime
) -> datetime | None:
    """Return the first moment after `after` when the clock shows that time on one of those days.

    It comes once for each day, however often clocks show it. None if there are no days.
    """
    if not days:
        return None
    day = shown(after, zone).date() - _DAY
    while True:
        at = moment(datetime.combine(day, clock), zone)
        if at > after and day.weekday() in days and _happens(day, zone):
            return at
        day += _DAY


def _happens(day: date, zone: ZoneInfo) -> bool:
    """Whether there is such a day: 30 December 2011 never came to Samoa."""
    midnight = datetime.combine(day, time())
    return moment(midnight, zone) < moment(midnight + _DAY, zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """Hand-offs every so many hours, days, weeks or months, from a first one on.

    `anchor` is the first hand-off, a moment in UTC; its seconds do not count. `days` are those that
    a daily cadence counts, the others pass without a hand-off. A monthly cadence that began on the
    31st takes the last day of a shorter month. Hours are those on the wall: an hour that clocks
    skip has no length, and one that they show twice is twice as long.
    """

    timezone: str
    anchor: datetime
    unit: Unit
    count: int = 1
    days: frozenset[Weekday] = EVERY_DAY

    def __post_init__(self) -> None:
        """Refuse what would never hand off."""
        if self.count < 1:
            raise ValueError(f"a cadence of {self.count} {self.unit}s")
        if not self.days or (self.days != EVERY_DAY and self.unit is not Unit.DAY):
            raise ValueError(f"a cadence by {self.unit} on {sorted(self.days)}")

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose clocks it goes by; its name was checked when it was saved."""
        return ZoneInfo(self.timezone)

    def handoff(self, number: int) -> datetime:
        """Return the hand-off with that number; 0 is the first, and numbers may be negative."""
        return moment(self._wall(number), self.zone)

    def number_at(self, at: datetime) -> int:
        """Return the number of the last hand-off up to `at`, without counting from the first."""
        number = self._near(shown(at, self.zone))
        while self.handoff(number) > at:
            number -= 1
        while self.handoff(number + 1) <= at:
            number += 1
        return number

    def turn_at(self, at: datetime) -> Span:
        """Return the time between the two hand-offs around `at`."""
        number = self.number_at(at)
        return Span(self.handoff(number), self.handoff(number + 1))

    def next_after(self, at: datetime) -> datetime:
        """Return the first hand-off that comes after `at`."""
        return self.handoff(self.number_at(at) + 1)

    @property
    def _first(self) -> datetime:
        return _first_wall(self.anchor, self.timezone)

    def _wall(self, number: int) -> datetime:
        """What the wall clock shows at that hand-off."""
        first, steps = self._first, number * self.count
        match self.unit:
            case Unit.HOUR:
                return first + steps * _HOUR
            case Unit.WEEK:
                return first + steps * _WEEK * _DAY
            case Unit.MONTH:
                return _months_later(first, steps)
            case Unit.DAY if self.days == EVERY_DAY:
                return first + steps * _DAY
            case Unit.DAY:
                counted = _counted_before(first.date(), self.days) + steps
                return datetime.combine(_counted_day(counted, self.days), first.time())

    def _near(self, wall: datetime) -> int:
        """The number of the hand-off at or about that wall time; clock changes may put it off."""
        return self._steps(self._first, wall) // self.count

    def _steps(self, first: datetime, wall: datetime) -> int:
        match self.unit:
            case Unit.HOUR:
                return (wall - first) // _HOUR
            case Unit.WEEK:
                return (wall - first) // (_WEEK * _DAY)
            case Unit.MONTH:
                return (wall.year - first.year) * _MONTHS + wall.month - first.month
            case Unit.DAY:
                since = _counted_before(first.date(), self.days)
                return _counted_before(wall.date(), self.days) - since


@lru_cache(maxsize=1024)
def _first_wall(anchor: datetime, timezone: str) -> datetime:
    return shown(anchor, ZoneInfo(timezone)).replace(second=0, microsecond=0)


def _months_later(first: datetime, months: int) -> datetime:
    year, month = divmod(first.year * _MONTHS + first.month - 1 + months, _MONTHS)
    last = monthrange(year, month + 1)[1]
    return first.replace(year=year, month=month + 1, day=min(first.day, last))


def _counted_before(day: date, days: frozenset[Weekday]) -> int:
    """How many of these weekdays there were before `day`, since Monday 1 January of year 1."""
    weeks, rest = divmod(day.toordinal() - 1, _WEEK)
    return weeks * len(days) + _counts(days)[rest]


def _counted_day(number: int, days: frozenset[Weekday]) -> date:
    """The day with that many of these weekdays before it."""
    weeks, rest = divmod(number, len(days))
    return date.fromordinal(weeks * _WEEK + _in_order(days)[rest] + 1)


@lru_cache(maxsize=128)
def _counts(days: frozenset[Weekday]) -> tuple[int, ...]:
    """For each day of the week, how many of these come before it."""
    return tuple(sum(one < day for one in days) for day in range(_WEEK))


@lru_cache(maxsize=128)
def _in_order(days: frozenset[Weekday]) -> tuple[Weekday, ...]:
    return tuple(sorted(days))

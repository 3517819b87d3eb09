"""What a text says about time, put together from its words; nothing of it is worked out yet.

A phrase is a point, two points as a range, or a length with or without its beginning. A point has
a day, a clock, or both, in any order. Where a mere number would be a clock only in a range, both
are tried.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from bot.domain.date_words import COMING, MIDNIGHT, MORNING, NEXT, THIS, WEEK, Kind, Word

# What is written with another year is a slip of the finger.
YEARS = range(1900, 9000)
_DAY = timedelta(days=1)
_WEEK = 7
# Farther than anything that is taken.
_FAR = 2000


@dataclass(frozen=True, slots=True)
class Days:
    """Days of the calendar, from one to another."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of a month, or several; without a year (0) it is the next.

    `is_either` if it may be another day as well, `is_doubtful` if it may be no day at all.
    """

    year: int
    month: int
    day: int
    until: int = 0
    weekday: int | None = None
    is_either: bool = False
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day of the week: the last, this or the next, or without a word before it."""

    number: int
    which: int | None = None


Named = Days | Dated | NamedDay


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes since midnight; `is_bare` if it was a mere number."""

    minutes: int
    is_half: bool = False
    is_midnight: bool = False
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """So many minutes, or whole days of them."""

    minutes: int
    is_days: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a range, or all there is; `is_day_last` for "14:00 on friday".

    `later` is how many minutes from now.
    """

    days: Named | None = None
    clock: Clock | None = None
    part: tuple[int, ...] = ()
    is_now: bool = False
    later: int = 0
    is_day_last: bool = False

    @property
    def is_a_day(self) -> bool:
        return self.days is not None and self.clock is None and not self.part

    @property
    def is_a_clock(self) -> bool:
        return self.days is None and self.clock is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What a text says about time, and the numbers of its first word and of the one after it.

    `more` are days that were listed. `is_tangled` if it goes on in a way that is no one span,
    `is_strong` if it can hardly be about anything but time.
    """

    begins: int
    ends: int
    first: Point | None = None
    last: Point | None = None
    by: Kind | None = None
    length: Length | None = None
    more: tuple[Named, ...] = ()
    is_tangled: bool = False
    is_strong: bool = False


_JOINS = frozenset({Kind.SIGN, Kind.TO, Kind.UNTIL})
_LISTS = frozenset({Kind.COMMA, Kind.AND, Kind.OR})
_GLUE = frozenset({Kind.GLUE})
_SOFT = frozenset({Kind.GLUE, Kind.COMMA})
_THE = frozenset({"the", "den", "die"})
_LAST_DAY = 31
_HOURS = 24


class Phrases:
    """The phrases that words make; each reader gives what begins at a word, and where it ends."""

    def __init__(self, words: Sequence[Word], today: date) -> None:
        self._words = words
        self._today = today

    def first(self) -> Phrase | None:
        """The first phrase with a day, or else the first at all."""
        weak: Phrase | None = None
        for at in range(len(self._words)):
            phrase = self._phrase(at)
            if phrase is not None and phrase.is_strong:
                return phrase
            weak = weak or phrase
        return weak

    def first_days(self) -> tuple[Named, int, int] | None:
        """The first days with their place, or else the first that might be something else."""
        doubtful: tuple[Named, int, int] | None = None
        for at in range(len(self._words)):
            if found := self._days(at):
                days, ends = found
                ends += bool(self._part(ends))
                if not is_doubtful(days):
                    return days, at, ends
                doubtful = doubtful or (days, at, ends)
        return doubtful

    # --- whole phrases ---

    def _phrase(self, at: int) -> Phrase | None:
        if self._kind(at) is Kind.UNTIL:
            return self._until(at)
        is_said = self._kind(at) is Kind.FOR
        is_ahead = "in" in {self._said(at), self._said(at - 1)}
        if not is_ahead and (found := self._length(at + is_said)):
            return self._lasting(at, *found, is_said=is_said)
        return self._around(at, bare=True) or self._around(at, bare=False)

    def _until(self, at: int) -> Phrase | None:
        found = self._point(self._past(at + 1, _GLUE), bare=False)
        if found is None or found[0].is_now or is_doubtful(found[0].days):
            return None
        return Phrase(begins=at, ends=found[1], last=found[0], is_strong=True)

    def _lasting(self, at: int, length: Length, ends: int, *, is_said: bool) -> Phrase:
        """A length, with or without its beginning: "for 3 days", "2 hours from now"."""
        found = self._point(self._past(ends, _SOFT), bare=False)
        if found is None or is_doubtful(found[0].days):
            return Phrase(begins=at, ends=ends, length=length, is_strong=is_said)
        return Phrase(begins=at, ends=found[1], first=found[0], length=length, is_strong=True)

    def _around(self, at: int, *, bare: bool) -> Phrase | None:
        """A point alone, one with a length, or one joined to another."""
        found = self._point(at, bare=bare)
        if found is None:
            return None
        first, ends = found
        for_at = self._past(ends, frozenset({Kind.COMMA}))
        is_said = self._kind(for_at) is Kind.FOR
        if lasting := self._length(for_at + 1 if is_said else ends):
            length, ends = lasting
            return Phrase(begins=at, ends=ends, first=first, length=length, is_strong=True)
        return self._range(at, first, ends, bare=bare) or self._alone(at, first, ends)

    def _alone(self, at: int, first: Point, ends: int) -> Phrase | None:
        if first.days is None or (first.clock and first.clock.is_bare):
            return None
        phrase = Phrase(begins=at, ends=ends, first=first, is_strong=not is_doubtful(first.days))
        return self._listed(phrase) if first.is_a_day else phrase

    def _range(self, at: int, first: Point, ends: int, *, bare: bool) -> Phrase | None:
        by = self._kind(ends)
        is_between = by is Kind.AND and self._kind(at - 1) is Kind.BETWEEN
        if by is None or (by not in _JOINS and not is_between):
            return None
        found = self._point(self._past(ends + 1, _GLUE), bare=bare)
        if found is None or found[0].is_now or not _fit(first, found[0], by):
            return None
        last, ends = found
        is_strong = first.is_now or any(
            one.days is not None and not is_doubtful(one.days) for one in (first, last)
        )
        return Phrase(
            begins=at,
            ends=ends,
            first=first,
            last=last,
            by=by,
            is_tangled=self._has_another(ends),
            is_strong=is_strong,
        )

    def _has_another(self, at: int) -> bool:
        """Whether a range goes on: "mon to wed 9-17", "fri or sat"."""
        kind = self._kind(at)
        if kind in _LISTS:
            return self._days(self._past(at + 1, _SOFT)) is not None
        is_bare = kind is Kind.SIGN and self._is_glued(at)
        return kind in _JOINS and self._point(at + 1, bare=is_bare) is not None

    def _listed(self, phrase: Phrase) -> Phrase:
        """The phrase with the days that follow: "sat, sun and mon"."""
        while self._kind(phrase.ends) in _LISTS:
            found = self._point(self._past(phrase.ends + 1, _SOFT | _LISTS), bare=False)
            if found is None or found[0].days is None or is_doubtful(found[0].days):
                break
            is_tangled = not found[0].is_a_day or self._kind(phrase.ends) is Kind.OR
            phrase = replace(
                phrase,
                ends=found[1],
                more=(*phrase.more, found[0].days),
                is_tangled=phrase.is_tangled or is_tangled,
            )
        if phrase.more and self._has_another(phrase.ends):
            return replace(phrase, is_tangled=True)
        return phrase

    # --- points and lengths ---

    def _point(self, at: int, *, bare: bool) -> tuple[Point, int] | None:
        if self._kind(at) is Kind.NOW:
            return Point(is_now=True), at + 1
        if self._said(at) == "in" and (found := self._length(at + 1)) and not found[0].is_days:
            return Point(is_now=True, later=found[0].minutes), found[1]
        point, ends = Point(), at
        while grown := self._more_of(point, ends, bare=bare):
            point, ends = grown
        return (point, ends) if point.days is not None or point.clock is not None else None

    def _more_of(self, point: Point, ends: int, *, bare: bool) -> tuple[Point, int] | None:
        """The point with its day, its clock or its part of a day, if that comes next."""
        at = ends if point == Point() else self._past(ends, _SOFT)
        if point.days is None and (found := self._days(at)):
            days, ends = found
            return replace(point, days=days, is_day_last=point.clock is not None), ends
        if point.clock is None and not point.part and (clock := self._clock(at, bare=bare)):
            return replace(point, clock=clock), at + 1
        if point.is_a_day and (part := self._part(at)):
            return replace(point, part=part), at + 1
        return None

    def _clock(self, at: int, *, bare: bool) -> Clock | None:
        match self._kind(at), self._numbers(at):
            case Kind.CLOCK, (minutes, is_half, is_midnight):
                return Clock(minutes, bool(is_half), bool(is_midnight))
            case Kind.NUMBER, (hour, 0) if bare and hour <= _HOURS:
                return Clock(hour * 60, is_bare=True)
            case _:
                return None

    def _part(self, at: int) -> tuple[int, ...]:
        if self._said(at) == "morgen":
            return MORNING
        return self._numbers(at) if self._kind(at) is Kind.PART else ()

    def _length(self, at: int) -> tuple[Length, int] | None:
        """ "2 hours", "the next 3 days", "half an hour"."""
        at += self._said(at) in _THE
        if self._kind(at) is Kind.LENGTH:
            return Length(self._numbers(at)[0], is_days=False), at + 1
        if self._kind(at) is Kind.WHICH and self._numbers(at) == (NEXT,):
            at += 1
        count, unit_at = self._count(at)
        if not count or self._kind(unit_at) is not Kind.UNIT:
            return None
        (unit,) = self._numbers(unit_at)
        if isinstance(count, int):
            return Length(unit * count, is_days=unit >= MIDNIGHT), unit_at + 1
        return Length(int(unit * count) if unit < MIDNIGHT else 0, is_days=False), unit_at + 1

    def _count(self, at: int) -> tuple[float, int]:
        """How many, and where it ends: "3", "a", "half an", "eine halbe"; 0 if there is none."""
        match self._kind(at), self._kind(at + 1):
            case (Kind.HALF, Kind.COUNT) | (Kind.COUNT, Kind.HALF):
                return 0.5, at + 2
            case Kind.HALF, _:
                return 0.5, at + 1
            case Kind.NUMBER | Kind.COUNT, _:
                return self._numbers(at)[0], at + 1
            case _:
                return 0, at

    # --- days ---

    def _days(self, at: int) -> tuple[Named, int] | None:
        match self._kind(at):
            case Kind.AHEAD:
                return self._ahead(self._numbers(at)[0]), at + 1
            case Kind.UNIT:
                return self._day_after_tomorrow(at)
            case Kind.GLUE if self._said(at) == "in":
                return self._in_days(at + 1)
            case Kind.WEEKEND:
                return self._weekend(THIS), at + 1
            case Kind.WHICH:
                return self._which(self._numbers(at)[0], at + 1)
            case Kind.WEEKDAY:
                return self._weekday(at)
            case _:
                return self._dated(at)

    def _ahead(self, count: int) -> Days:
        day = self._today + count * _DAY
        return Days(day, day)

    def _day_after_tomorrow(self, at: int) -> tuple[Named, int] | None:
        is_that = self._said(at) == "day" and self._kind(at + 1) is Kind.AFTER
        return (self._ahead(2), at + 3) if is_that and self._said(at + 2) == "tomorrow" else None

    def _in_days(self, at: int) -> tuple[Named, int] | None:
        """ "in 3 days"; what is too far ahead for a calendar is no day."""
        if self._kind(at) is Kind.GLUE or not (found := self._length(at)) or not found[0].is_days:
            return None
        return self._ahead(min(found[0].minutes // MIDNIGHT, _FAR)), found[1]

    def _which(self, which: int, at: int) -> tuple[Named, int] | None:
        match self._kind(at), self._numbers(at):
            case Kind.WEEKDAY, (number,):
                return NamedDay(number, which), at + 1
            case Kind.WEEKEND, _:
                return self._weekend(which), at + 1
            case Kind.UNIT, (number,) if number == WEEK:
                return self._week(which), at + 1
            case _ if which == THIS and self._part(at):
                return self._ahead(0), at
            case _:
                return None

    def _week(self, which: int) -> Days:
        """This week begins today; others on a Monday."""
        monday = self._today - self._today.weekday() * _DAY + min(which, NEXT) * _WEEK * _DAY
        return Days(self._today if which == THIS else monday, monday + (_WEEK - 1) * _DAY)

    def _weekend(self, which: int) -> Days:
        """The one that is near; the next is that of another week."""
        week = self._week(THIS if which == COMING else which)
        saturday = week.last - _DAY
        return Days(max(saturday, week.first), week.last)

    def _weekday(self, at: int) -> tuple[Named, int]:
        """A weekday, with or without its date: "friday", "friday, 18 December"."""
        (number,) = self._numbers(at)
        found = self._dated(self._past(at + 1, _SOFT))
        if found is None or found[0].is_doubtful:
            return NamedDay(number), at + 1
        return replace(found[0], weekday=number), found[1]

    def _dated(self, at: int) -> tuple[Dated, int] | None:
        match self._kind(at), self._numbers(at):
            case (Kind.DATE | Kind.EITHER | Kind.DOTTED) as kind, (year, month, day):
                is_either, is_doubtful = kind is Kind.EITHER, kind is Kind.DOTTED
                dated = Dated(year, month, day, is_either=is_either, is_doubtful=is_doubtful)
                return (dated, at + 1) if is_doubtful else self._to_day(dated, at + 1)
            case Kind.NUMBER, (day, *_):
                return self._day_of_month(day, at)
            case Kind.MONTH, (month,):
                at += 1 + (self._said(at + 1) in _THE)
                if self._kind(at) is not Kind.NUMBER or self._numbers(at)[0] in YEARS:
                    return None
                return self._to_day(Dated(0, month, self._numbers(at)[0]), at + 1)
            case _:
                return None

    def _day_of_month(self, day: int, at: int) -> tuple[Dated, int] | None:
        """ "20 dec", "20th of December 2026", "20-24 dec", "20.-24.12.", "24 and 25 dec"."""
        if found := self._month(at + 1):
            return self._to_day(Dated(0, found[0], day), found[1])
        by, is_between = self._kind(at + 1), self._kind(at - 1) is Kind.BETWEEN
        if by not in _JOINS | {Kind.AND}:
            return None
        match self._kind(at + 2), self._numbers(at + 2):
            case Kind.NUMBER, (until, *_) if found := self._month(at + 3):
                year, ends = self._year(found[1])
                dated = Dated(year, found[0], day, until=until)
            case Kind.DATE, (year, month, until) if self._said(at).endswith("."):
                dated, ends = Dated(year, month, day, until=until), at + 3
            case _:
                return None
        is_either = by is Kind.AND and not is_between and dated.until != day + 1
        return replace(dated, is_either=is_either), ends

    def _month(self, at: int) -> tuple[int, int] | None:
        at += self._said(at) == "of"
        return (self._numbers(at)[0], at + 1) if self._kind(at) is Kind.MONTH else None

    def _to_day(self, dated: Dated, at: int) -> tuple[Dated, int]:
        """The date with its year and with the day up to which it goes: "dec 20-24, 2026"."""
        if not dated.year:
            year, at = self._year(at)
            dated = replace(dated, year=year)
        match self._kind(at), self._kind(at + 1), self._numbers(at + 1):
            case by, Kind.NUMBER, (until, *_) if by in _JOINS and dated.day < until <= _LAST_DAY:
                if self._dated(at + 1) or self._kind(at + 2) is Kind.UNIT:
                    return dated, at
                year, at = (dated.year, at + 2) if dated.year else self._year(at + 2)
                return replace(dated, year=year, until=until), at
            case _:
                return dated, at

    def _year(self, at: int) -> tuple[int, int]:
        """The year that comes next, or 0."""
        year_at = at + (self._kind(at) is Kind.COMMA)
        if self._kind(year_at) is Kind.NUMBER and self._numbers(year_at)[0] in YEARS:
            return self._numbers(year_at)[0], year_at + 1
        return 0, at

    # --- words ---

    def _kind(self, at: int) -> Kind | None:
        return self._words[at].kind if 0 <= at < len(self._words) else None

    def _numbers(self, at: int) -> tuple[int, ...]:
        return self._words[at].numbers if 0 <= at < len(self._words) else ()

    def _said(self, at: int) -> str:
        return self._words[at].said if 0 <= at < len(self._words) else ""

    def _past(self, at: int, kinds: frozenset[Kind]) -> int:
        while self._kind(at) in kinds:
            at += 1
        return at

    def _is_glued(self, at: int) -> bool:
        """Whether there is no space around the word."""
        around = self._words[at - 1 : at + 2]
        return all(one.ends == two.starts for one, two in pairwise(around))


def is_doubtful(days: Named | None) -> bool:
    return isinstance(days, Dated) and days.is_doubtful


def _fit(first: Point, last: Point, by: Kind) -> bool:
    """Whether mere numbers at the ends of a range are clocks, by what the other end is."""
    if first.clock and first.clock.is_bare:
        return last.clock is not None or (first.days is not None and last.days is not None)
    if last.clock and last.clock.is_bare:
        is_until = by is Kind.UNTIL and first.days is not None
        return first.clock is not None or first.is_now or is_until or last.days is not None
    return True

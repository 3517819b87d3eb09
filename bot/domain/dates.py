"""Days and spans of time that people type, such as `20 dec - 2 jan` or `tomorrow 14:00-18:00`.

Forgiving about form, strict about meaning: case, signs, order and language (English or German) do
not matter, but what can be understood in two ways, or not to the end, is not guessed at. The first
phrase with a day counts; where there is none, the first with clocks or a length. What is around
the phrase is handed back. Nothing is ever raised, whatever the text.

A text becomes words with a meaning (`date_words`), words become a phrase (`date_phrases`), and here
a phrase becomes a span.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.cadence import Span, moment, shown
from bot.domain.date_phrases import (
    YEARS,
    Clock,
    Dated,
    Days,
    Length,
    Named,
    NamedDay,
    Phrase,
    Phrases,
    Point,
    is_doubtful,
)
from bot.domain.date_words import LAST, MIDNIGHT, NEXT, NOON, Kind, Word, words_of

LONGEST = timedelta(days=400)
_DAY = timedelta(days=1)
_WEEK = 7


class Unclear(StrEnum):
    """Why a text cannot be taken as it is."""

    NOTHING = "nothing"
    NO_SUCH_DAY = "no_such_day"
    BACKWARDS = "backwards"
    PAST = "past"
    TOO_LONG = "too_long"
    TWO_READINGS = "two_readings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A span, whether it is made of whole days, and what was typed besides.

    Whole days last from midnight to the midnight after the last of them, on the reader's clocks.
    """

    span: Span
    is_whole_days: bool
    rest: str


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day, and what was typed besides."""

    day: date
    rest: str


class _Refused(Exception):  # noqa: N818  # understood and declined, which is no error
    """The phrase cannot be taken as it is."""

    def __init__(self, why: Unclear) -> None:
        super().__init__(str(why))
        self.why = why


def read_span(text: str, now: datetime, zone: ZoneInfo) -> Read | Unclear:
    """Return the span that the text names, on clocks of the zone, or why it is not clear.

    It may have begun, but it is not over. What has no year is the next of its kind: a range begins
    today or later, and ends at or after its beginning.
    """
    here = _Calendar(now.astimezone(UTC), zone)
    words = words_of(text)
    phrase = Phrases(words, here.today).first()
    if phrase is None:
        return Unclear.NOTHING
    try:
        span, is_whole_days = here.span_of(phrase)
    except _Refused as refused:
        return refused.why
    rest = _rest(text, words, phrase.begins, phrase.ends)
    return Read(span=span, is_whole_days=is_whole_days, rest=rest)


def read_day(text: str, now: datetime, zone: ZoneInfo) -> ReadDay | Unclear:
    """Return the first day that the text names, today or later, or why it is not clear."""
    here = _Calendar(now.astimezone(UTC), zone)
    words = words_of(text)
    found = Phrases(words, here.today).first_days()
    if found is None:
        return Unclear.NOTHING
    days, begins, ends = found
    try:
        day, _ = here.days_of(days, here.today)
    except _Refused as refused:
        return refused.why
    return Unclear.PAST if day < here.today else ReadDay(day, _rest(text, words, begins, ends))


# --- spans -----------------------------------------------------------------------------------


class _Calendar:
    """What phrases mean at a moment, on the clocks of a zone."""

    def __init__(self, now: datetime, zone: ZoneInfo) -> None:
        self._now = now
        self._zone = zone
        self._wall = shown(now, zone)
        self.today = self._wall.date()

    def span_of(self, phrase: Phrase) -> tuple[Span, bool]:
        """Return the span of a phrase, and whether it is of whole days; refuse what is unclear."""
        if phrase.is_tangled:
            raise _Refused(Unclear.TWO_READINGS)
        if phrase.length is not None:
            return self._lasting(phrase.first, phrase.length)
        if phrase.first is None:
            return self._until(phrase.last or Point())
        if phrase.last is None:
            return self._alone(phrase.first, phrase.more)
        return self._range(phrase.first, phrase.last, phrase.by)

    def days_of(self, named: Named, earliest: date) -> tuple[date, date]:
        """Return the first and the last of the days; refuse what is unclear."""
        if isinstance(named, Days):
            return named.first, named.last
        if isinstance(named, Dated):
            return _dates(named, earliest)
        day = self._weekday(named, earliest)
        return day, day

    def _weekday(self, named: NamedDay, earliest: date) -> date:
        if named.which == LAST:
            return self.today - ((self.today.weekday() - named.number - 1) % _WEEK + 1) * _DAY
        start = earliest if named.which is None else self.today
        ahead = (named.number - start.weekday()) % _WEEK
        is_this_week = start.weekday() + ahead < _WEEK
        return start + (ahead + _WEEK * (named.which == NEXT and is_this_week)) * _DAY

    # --- kinds of phrases ---

    def _alone(self, point: Point, more: tuple[Named, ...]) -> tuple[Span, bool]:
        """A day, a part of it, or days that follow each other; a clock alone has no end."""
        first, last = self._days(point, self.today)
        if point.clock is not None:
            raise _Refused(Unclear.NOTHING)
        if point.part:
            day = _one(first, last)
            return self._span(_at(day, _begin(point)), _end(point, day)), False
        for named in more:
            following, until = self.days_of(named, last)
            if following != last + _DAY:
                raise _Refused(Unclear.TWO_READINGS)
            last = until
        return self._whole(first, last), True

    def _until(self, point: Point) -> tuple[Span, bool]:
        """From now on, or from today if it is by days."""
        if point.is_a_day:
            _, last = self._days(point, self.today)
            if last < self.today:
                raise _Refused(Unclear.PAST)
            return self._whole(self.today, last), True
        return self._range(Point(is_now=True), point, Kind.UNTIL)

    def _lasting(self, first: Point | None, length: Length) -> tuple[Span, bool]:
        """A length from a clock or from now; of days, from a day or from today."""
        lasts = timedelta(minutes=length.minutes)
        if not lasts:
            raise _Refused(Unclear.NOTHING)
        if lasts > LONGEST:
            raise _Refused(Unclear.TOO_LONG)
        if length.is_days and (first is None or first.is_a_day):
            first_day = _one(*self._days(first or Point(), self.today))
            return self._whole(first_day, first_day + lasts - _DAY), True
        starts_at = self._start(first or Point(is_now=True))
        if length.is_days:
            begin = shown(starts_at, self._zone)
            return self._span(begin, begin + lasts, starts_at), False
        return self._not_over(Span(starts_at, starts_at + lasts)), False

    def _start(self, point: Point) -> datetime:
        """When a length begins: at the clock, or now; which hour of another day is not known."""
        if point.is_now:
            return self._now + timedelta(minutes=point.later)
        day = _one(*self._days(point, self.today))
        if point.clock is not None:
            return moment(_at(day, _minutes(point.clock)), self._zone)
        if point.is_a_day and day == self.today:
            return self._now
        raise _Refused(Unclear.NOTHING)

    def _range(self, first: Point, last: Point, by: Kind | None) -> tuple[Span, bool]:
        if first.is_now:
            return self._from_now(first, last), False
        if _is_unsure(first, last, by):
            raise _Refused(Unclear.TWO_READINGS)
        if last.days is None and last.clock is not None:
            return self._on_one_day(first, first, last.clock), False
        if first.is_a_clock and last.clock is not None and last.is_day_last:
            span = self._on_one_day(last, first, last.clock)
            if by is not Kind.SIGN and _is_over_night(first, last.clock):
                raise _Refused(Unclear.TWO_READINGS)
            return span, False
        start, end = self._both_days(first, last)
        if first.is_a_day and last.is_a_day:
            return self._whole(start[0], end[1]), True
        begin = _at(start[0] if first.is_a_day else _one(*start), _begin(first))
        return self._span(begin, _end(last, end[1] if last.is_a_day else _one(*end))), False

    def _from_now(self, first: Point, last: Point) -> Span:
        starts_at = self._start(first)
        begin = shown(starts_at, self._zone)
        days = self._days(last, begin.date()) if last.days else (begin.date(), begin.date())
        end = _end(last, days[1] if last.is_a_day else _one(*days))
        if last.days is None and end <= begin:
            if last.clock and last.clock.is_bare and last.clock.minutes <= NOON:
                raise _Refused(Unclear.TWO_READINGS)
            end += _DAY
        return self._span(begin, end, starts_at)

    def _on_one_day(self, named: Point, first: Point, last: Clock) -> Span:
        """From one clock to another on a day, or over midnight."""
        day = _one(*self._days(named, self.today))
        if first.clock is None:
            begin, end = _begin(first), _minutes(last, is_end=True)
            end += MIDNIGHT * (end <= begin)
        else:
            begin, end = _clocks(first.clock, last)
        return self._span(_at(day, begin), _at(day, end))

    def _both_days(self, first: Point, last: Point) -> tuple[tuple[date, date], tuple[date, date]]:
        """The days of both ends; a year that is given for the second tells that of the first."""
        one, two = first.days, last.days
        if isinstance(one, NamedDay) and one == two and first.is_a_day and last.is_a_day:
            raise _Refused(Unclear.TWO_READINGS)
        if isinstance(one, Dated) and isinstance(two, Dated) and two.year and not one.year:
            is_later = (one.month, one.day) > (two.month, two.day)
            first = replace(first, days=replace(one, year=two.year - is_later))
        start = self._days(first, self.today)
        return start, self._days(last, start[0])

    # --- days and moments ---

    def _days(self, point: Point, earliest: date) -> tuple[date, date]:
        if point.days is None:
            return self.today, self.today
        return self.days_of(point.days, earliest)

    def _whole(self, first: date, last: date) -> Span:
        return self._span(_at(first, 0), _at(last, MIDNIGHT))

    def _span(self, begin: datetime, end: datetime, starts_at: datetime | None = None) -> Span:
        """Return the span between two times on the wall, if it is one to reckon with."""
        if end <= begin:
            raise _Refused(Unclear.BACKWARDS)
        if end < self._wall - 2 * _DAY:
            raise _Refused(Unclear.PAST)
        if end - begin > LONGEST:
            raise _Refused(Unclear.TOO_LONG)
        starts_at = starts_at or moment(begin, self._zone)
        ends_at = moment(end, self._zone)
        if ends_at <= starts_at:
            ends_at = moment(end, self._zone, last=True)
        if ends_at <= starts_at:
            raise _Refused(Unclear.NO_SUCH_DAY)
        return self._not_over(Span(starts_at, ends_at))

    def _not_over(self, span: Span) -> Span:
        if span.ends_at <= self._now:
            raise _Refused(Unclear.PAST)
        return span


def _end(point: Point, day: date) -> datetime:
    """When a point is over: its clock, its part of the day, or the whole of it."""
    until = point.part[1] if point.part else _minutes(point.clock, is_end=True)
    return _at(day, until)


def _dates(named: Dated, earliest: date) -> tuple[date, date]:
    if named.is_either:
        raise _Refused(Unclear.TWO_READINGS)
    is_gone = (named.month, named.day) < (earliest.month, earliest.day)
    year = named.year or earliest.year + is_gone
    if year not in YEARS:
        raise _Refused(Unclear.NO_SUCH_DAY)
    try:
        first = date(year, named.month, named.day)
        last = date(year, named.month, named.until or named.day)
    except ValueError:
        raise _Refused(Unclear.NO_SUCH_DAY) from None
    if last < first:
        raise _Refused(Unclear.BACKWARDS)
    if named.weekday not in {None, first.weekday()}:
        raise _Refused(Unclear.TWO_READINGS)
    return first, last


def _one(first: date, last: date) -> date:
    """The only day; a clock on several days is not one span."""
    if first != last:
        raise _Refused(Unclear.TWO_READINGS)
    return first


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def _begin(point: Point) -> int:
    return point.part[0] if point.part else _minutes(point.clock)


def _minutes(clock: Clock | None, *, is_end: bool = False) -> int:
    """Minutes since midnight; without a clock, those of the whole day."""
    if clock is None or clock.is_midnight:
        return MIDNIGHT if is_end else 0
    if clock.minutes < 0:
        raise _Refused(Unclear.NOTHING)
    return clock.minutes


def _clocks(first: Clock, last: Clock) -> tuple[int, int]:
    """From and until, in minutes since midnight: "9-5pm" and "9am-5" are from 9:00 to 17:00."""
    begin, end = _minutes(first), _minutes(last, is_end=True)
    if first.is_bare and last.is_half and begin <= NOON:
        half = NOON if end >= NOON else 0
        begin = begin % NOON + half
        begin += (NOON - 2 * half) * (begin >= end)
    elif first.is_half and last.is_bare and end <= NOON:
        end = end % NOON + NOON * (begin >= NOON)
        end += NOON * (end <= begin)
    elif (first.is_bare or last.is_bare) and end <= begin <= NOON:
        raise _Refused(Unclear.TWO_READINGS)
    return begin, end + MIDNIGHT * (end <= begin)


def _is_over_night(first: Point, last: Clock) -> bool:
    return first.clock is not None and _clocks(first.clock, last)[1] > MIDNIGHT


def _is_unsure(first: Point, last: Point, by: Kind | None) -> bool:
    """Whether the ends do not belong together: "friday - 14:00", "9:00-12.10"."""
    points = (first, last)
    has_bare_date = any(one.is_a_day and is_doubtful(one.days) for one in points)
    if has_bare_date and any(one.days is None for one in points):
        return True
    is_mixed = any(one.is_a_day for one in points) and any(one.is_a_clock for one in points)
    return is_mixed and by not in {Kind.TO, Kind.UNTIL}


# --- what else was typed ---------------------------------------------------------------------

_MARKS = " ,:;.()-\u2013\u2014\u2026"
_BEFORE = frozenset(
    {
        *("from", "on", "for", "the", "at", "in", "by", "between", "starting", "until", "till"),
        *("am", "vom", "von", "ab", "im", "zum", "den", "zwischen", "bis"),
    }
)
_AFTER = frozenset(
    {*("because", "for", "of", "on", "as", "due", "to", "and"), *("weil", "wegen", "für", "fuer")}
)
_LEADS = frozenset({"because", "due", "from", "on", "weil", "wegen"})


def _rest(text: str, words: Sequence[Word], begins: int, ends: int) -> str:
    """The text without these words and without what tied it to them."""
    before, after = text[: words[begins].starts].split(), text[words[ends - 1].ends :].split()
    while before and before[-1].strip(_MARKS).lower() in {"", *_BEFORE}:
        before.pop()
    if before and before[0].strip(_MARKS).lower() in _LEADS:
        before = _without_first(before, _AFTER | _LEADS)
    return " ".join([*before, *_without_first(after, _AFTER)]).strip(" ,:;-\u2013\u2014")


def _without_first(words: list[str], ties: frozenset[str]) -> list[str]:
    at = 0
    while at < len(words) and words[at].strip(_MARKS).lower() in {"", *ties}:
        at += 1
    return words[at:]

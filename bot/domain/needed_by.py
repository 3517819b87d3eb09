"""By when something is needed: tapped, or read from the words of the request.

Reading is a small table of English phrases, not a language model: it must be predictable,
and what it read is shown to the person, who can change it with one tap. A word that only
dates the trouble ("since this morning", "today's report") is not a date to keep.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class When(StrEnum):
    """How near the date is; also the four answers that a person can tap."""

    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    NO_DATE = "none"


@dataclass(frozen=True, slots=True)
class NeededBy:
    """A date, how near it was when it was given, and the words it was read from (if it was).

    `day` is None for *later* and *no date*. `at` is a wall-clock time in the team's zone.
    `when` is decided once and does not drift, so that a severity does not change by itself.
    """

    when: When
    day: date | None = None
    at: time | None = None
    said: str | None = None


SOON_WORKDAYS = 3
_SATURDAY = 5
_NOON = 12
_LONG_PAST = timedelta(days=180)


def tapped(when: When, today: date) -> NeededBy:
    """Return what a tap on *today*, *in 1 to 3 days*, *later* or *no date* means on that day."""
    match when:
        case When.TODAY:
            return NeededBy(when=when, day=today)
        case When.SOON:
            return NeededBy(when=when, day=add_workdays(today, SOON_WORKDAYS))
        case _:
            return NeededBy(when=when)


def on_day(day: date, today: date, *, at: time | None = None, said: str | None = None) -> NeededBy:
    """Return the date with its nearness: today, within three workdays or this week, or later."""
    if day <= today:
        when = When.TODAY
    elif day <= add_workdays(today, SOON_WORKDAYS) or day.isocalendar()[:2] == _week(today):
        when = When.SOON
    else:
        when = When.LATER
    return NeededBy(when=when, day=day, at=at, said=said)


def moved(needed: NeededBy | None, zone: ZoneInfo, to: ZoneInfo) -> NeededBy | None:
    """Return the same moment on another zone's clock; a day without a time stays that day."""
    if needed is None or needed.day is None or needed.at is None:
        return needed
    there = datetime.combine(needed.day, needed.at, tzinfo=zone).astimezone(to)
    return replace(needed, day=there.date(), at=there.time())


def add_workdays(day: date, count: int) -> date:
    """Return the day that many Mondays to Fridays after `day`."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


def _week(day: date) -> tuple[int, int]:
    year, week, _ = day.isocalendar()
    return year, week


# --- reading -------------------------------------------------------------------------------

_DAYS = {
    name: index
    for index, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "wed"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
_MONTHS = {
    name: index
    for index, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "a couple of": 2,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
}

_DAY = "|".join(_DAYS)
_MONTH = "|".join(_MONTHS)
_COUNT = r"\d{1,2}|" + "|".join(_COUNTS)
# What stands before a day word that dates the trouble and not the need.
_NOT_AFTER = "".join(
    rf"(?<!\b{word}\s)"
    for word in (
        *("since", "from", "of", "as of", "for", "last", "than", "not"),
        *("until", "till", "before", "after"),
    )
)
_CLOSE = r"(?:eod|cob|end\s+of\s+(?:the\s+)?(?:business\s+)?day)"
_HOUR = r"(?:\d{1,2}(?::\d{2})?\s*(?:am|pm)|\d{1,2}:\d{2}|noon|midday)"
# Also before a day: "by 5pm on Friday", "by EOD Friday", "EOD Friday".
_BY = (
    r"(?:(?:by|before|until|till|due(?:\s+(?:on|by))?|no\s+later\s+than"
    rf"|latest(?:\s+by)?|deadline(?:\s+is)?)(?:\s+(?:{_CLOSE}|{_HOUR})(?:\s+on)?)?"
    rf"|{_NOT_AFTER}{_CLOSE}(?:\s+on)?)"
)
_EVENT = r"(?:board|call|deadline|demo|meeting|presentation|qbr|review)(?:\s+is)?\s+on"
_NEED = rf"(?:{_BY}|for|(?:is|are)\s+on|needed(?:\s+(?:on|for))?|{_EVENT})"
_THE = r"(?:\s+the)?"
_UNTIL_TODAY = r"(?:until|till|before)\s+today"
_AT_HOUR = rf"(?:\s*,)?(?:\s*(?:{_BY}|at|around))?(?:\s*{_HOUR}\b)"

_Reader = Callable[[re.Match[str], date], date | None]


def _weekday(found: re.Match[str], today: date) -> date:
    ahead = (_DAYS[found["day"].lower()] - today.weekday()) % 7
    if found["next"]:
        same_week = today.weekday() + ahead < 7  # noqa: PLR2004  # "next Thursday" on a Monday
        ahead += 7 if same_week else 0
    return today + timedelta(days=ahead)


def _month_day(found: re.Match[str], today: date) -> date | None:
    return _calendar_day(_MONTHS[found["month"].lower()], int(found["number"]), today)


def _calendar_day(month: int, number: int, today: date) -> date | None:
    """Return the day this year, or next year's if this year's is long past and so not meant."""
    for year in (today.year, today.year + 1):
        if not 1 <= number <= monthrange(year, month)[1]:
            continue
        day = date(year, month, number)
        if day > today - _LONG_PAST:
            return day
    return None


def _iso_day(found: re.Match[str], today: date) -> date | None:
    try:
        return date.fromisoformat(found["iso"])
    except ValueError:
        return None


def _end_of_week(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=max(0, 4 - today.weekday()))


def _end_of_month(found: re.Match[str], today: date) -> date:
    return today.replace(day=monthrange(today.year, today.month)[1])


def _next_week(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=11 - today.weekday())


def _in_days(found: re.Match[str], today: date) -> date:
    count = found["count"].lower()
    number = _COUNTS.get(count) or int(count)
    unit = found["unit"].lower()
    if unit.startswith("hour"):
        return today + timedelta(hours=number)
    return today + timedelta(days=number * (7 if unit.startswith("week") else 1))


def _today(found: re.Match[str], today: date) -> date:
    return today


def _tomorrow(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=1)


# The first phrase of the table that is found and gives a day that has not passed wins.
_PHRASES: tuple[tuple[str, _Reader], ...] = (
    (rf"{_NEED}{_THE}\s+(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})", _iso_day),
    (
        rf"{_NEED}{_THE}\s+(?P<number>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_MONTH})",
        _month_day,
    ),
    (
        rf"{_NEED}{_THE}\s+(?P<month>{_MONTH})\.?\s+(?P<number>\d{{1,2}})(?:st|nd|rd|th)?",
        _month_day,
    ),
    (rf"{_NEED}\s+(?:the\s+)?(?:end\s+of\s+(?:the\s+|this\s+)?week|eow)", _end_of_week),
    (r"\b(?:end\s+of\s+(?:the\s+|this\s+)?week|eow)", _end_of_week),
    (rf"{_NEED}\s+(?:the\s+)?(?:end\s+of\s+(?:the\s+|this\s+)?month|eom)", _end_of_month),
    (rf"{_NEED}\s+(?:the\s+)?(?:end\s+of\s+)?next\s+week", _next_week),
    (rf"{_NEED}\s+(?:(?P<next>next)\s+|this\s+|coming\s+)?(?P<day>{_DAY})", _weekday),
    (
        rf"(?:in|within)\s+(?:the\s+next\s+)?(?P<count>{_COUNT})\s+(?P<unit>hours?|days?|weeks?)",
        _in_days,
    ),
    (rf"{_NOT_AFTER}(?:day\s+after\s+tomorrow)", lambda _, today: today + timedelta(days=2)),
    (rf"(?:{_BY}|for)\s+tomorrow(?:['\u2019]s)?", _tomorrow),
    (rf"{_NOT_AFTER}tomorrow", _tomorrow),
    (rf"(?!{_UNTIL_TODAY}){_BY}\s+(?:today|tonight|{_CLOSE})", _today),
    (rf"{_NOT_AFTER}(?:today|tonight|this\s+afternoon|this\s+evening|{_CLOSE})", _today),
)
_TABLE = tuple(
    (
        re.compile(
            rf"(?<![\w-]){phrase}(?![\w-]|['\u2019]s\b)(?:\s+(?:morning|afternoon|evening))?"
            rf"(?:{_AT_HOUR})?",
            re.IGNORECASE,
        ),
        reader,
    )
    for phrase, reader in _PHRASES
)
_BARE_CLOCK = re.compile(rf"(?<![\w-]){_BY}\s+{_HOUR}\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b(?:(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?\s*(?P<half>am|pm)"
    r"|(?P<hour24>\d{1,2}):(?P<minute24>\d{2})|(?P<noon>noon|midday))\b",
    re.IGNORECASE,
)

# Where case is ignored, `re` takes these for i, I and s; no table knows them.
_PLAIN = str.maketrans("\u0131\u0130\u017f", "iIs")


def read(text: str, now: datetime, zone: ZoneInfo) -> NeededBy | None:
    """Return the date that the text asks for, in the team's zone, or None.

    Days that have passed are never returned, nor a time of today that has passed.
    """
    local = now.astimezone(zone)
    today = local.date()
    words = " ".join(text.translate(_PLAIN).split())
    for pattern, reader in _TABLE:
        for found in pattern.finditer(words):
            day = reader(found, today)
            if day and day >= today:
                at = _clock(found[0])
                at = None if day == today and at and at <= local.time() else at
                return on_day(day, today, at=at, said=found[0])
    return _read_bare_clock(words, local)


def _read_bare_clock(words: str, local: datetime) -> NeededBy | None:
    for found in _BARE_CLOCK.finditer(words):
        at = _clock(found[0])
        if at and at > local.time():
            return on_day(local.date(), local.date(), at=at, said=found[0])
    return None


def _clock(said: str) -> time | None:
    """Return the time of day among the words of a phrase."""
    found = _CLOCK.search(said)
    if not found:
        return None
    if found["noon"]:
        return time(_NOON)
    if found["hour24"]:
        return _time(int(found["hour24"]), int(found["minute24"]))
    hour = int(found["hour"])
    if not 1 <= hour <= _NOON:
        return None
    afternoon = found["half"].lower() == "pm"
    return _time(hour % _NOON + (_NOON if afternoon else 0), int(found["minute"] or 0))


def _time(hour: int, minute: int) -> time | None:
    try:
        return time(hour, minute)
    except ValueError:
        return None

"""iCalendar, as programs with calendars write and read it (https://www.rfc-editor.org/rfc/rfc5545).

What is written holds concrete events in UTC and no rules: a rule loses hand-offs at times that
clocks skip. What is read may be anything that somebody dropped here.
"""

import hashlib
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from math import prod
from operator import attrgetter
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, vDuration, vRecur, vText
from icalendar import Event as CalendarEvent
from icalendar.timezone import tzp
from recurring_ical_events import CalendarQuery  # type: ignore[import-untyped]

from bot.domain.cadence import moment
from bot.domain.calendar import AbsentFor, Event
from bot.domain.ids import UserId
from bot.domain.rotation import LOOK_AHEAD

MOST_ABSENCES = 500
MOST_BYTES = 4 * 2**20
PATIENCE = timedelta(seconds=10)

_DAY = timedelta(days=1)
# Nobody plans further than that, and libraries count dates up to the year 9999.
_FAR = timedelta(days=36_525)
_PRODUCT = "-//Hydrant//On call//EN"
_ASK_AGAIN_AFTER = timedelta(hours=1)

_BY_THE_DAY = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_TIMES_OF_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_MOST_TIMES_A_DAY = 24
_MOST_RULES = 4

# Zones that a file brings with it are kept by the library for the whole process.
_reading = threading.Lock()
# What the libraries raise about files that are not what they should be.
_UNREADABLE = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    OSError,
)


class BadCalendar(Exception):  # noqa: N818  # understood and declined
    """The file cannot be taken; the text is a sentence for whoever brought it."""


# --- writing ---------------------------------------------------------------------------------


def written(events: Iterable[Event], names: Mapping[UserId, str], *, title: str) -> bytes:
    """Return the calendar as a file: the same bytes as long as nothing in it changed."""
    calendar = Calendar()
    calendar.add("PRODID", _PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("X-WR-CALNAME", vText(_line(title)))
    # Two names for how often to look again: that of RFC 7986, and that of Outlook.
    calendar.add("REFRESH-INTERVAL", vDuration(_ASK_AGAIN_AFTER, {"VALUE": "DURATION"}))
    calendar.add("X-PUBLISHED-TTL", vDuration(_ASK_AGAIN_AFTER))
    for one in events:
        calendar.add_component(_event(one, names.get(one.person, one.person)))
    return bytes(calendar.to_ical())


def _event(one: Event, name: str) -> CalendarEvent:
    event = CalendarEvent()
    event.add("UID", one.uid)
    # Without a METHOD, the stamp says when the event was last revised (RFC 5545, 3.8.7.2).
    event.add("DTSTAMP", one.changed_at.astimezone(UTC))
    event.add("LAST-MODIFIED", one.changed_at.astimezone(UTC))
    event.add("DTSTART", one.starts_at.astimezone(UTC))
    event.add("DTEND", one.ends_at.astimezone(UTC))
    event.add("SEQUENCE", one.sequence)
    event.add("SUMMARY", _line(f"On call: {name} ({one.rotation})"))
    event.add("STATUS", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    # People on call still take part in meetings.
    event.add("TRANSP", "TRANSPARENT")
    event.add("CATEGORIES", ["On call"])
    return event


def _line(text: str) -> str:
    """The text in one line, without what no file may hold: controls, and halves of characters."""
    spaced = (" " if unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"} else one for one in text)
    return " ".join("".join(spaced).split())


# --- reading ---------------------------------------------------------------------------------


def read_time_off(
    data: bytes, now: datetime, zone: ZoneInfo, *, patience: timedelta = PATIENCE
) -> list[AbsentFor]:
    """Return the time that the calendar's events take, from now on, in order; 500 at most.

    Days, and times that name no zone, are those on clocks in `zone`. What repeats is followed for
    400 days. Cancelled events are left out; those that are shown as free are not, since programs
    enter whole days like that.
    """
    give_up_at = monotonic() + patience.total_seconds()
    absences: dict[str, AbsentFor] = {}
    for calendar in _calendars(data):
        try:
            absences |= {one.uid: one for one in _absences(calendar, now, zone, give_up_at)}
        except _UNREADABLE as error:
            raise BadCalendar("There is an event in this calendar that cannot be read.") from error
    in_order = sorted(absences.values(), key=attrgetter("starts_at", "ends_at", "uid"))
    return in_order[:MOST_ABSENCES]


def _calendars(data: bytes) -> list[Calendar]:
    if len(data) > MOST_BYTES:
        raise BadCalendar("This file is larger than 4 MB: save the days off in a calendar alone.")
    try:
        with _reading:
            # What another file called "Customized Time Zone" is not what this one calls so.
            tzp.use_default()
            calendars = Calendar.from_ical(data, multiple=True)
    except _UNREADABLE as error:
        raise BadCalendar("This file is not a calendar in the iCalendar format (.ics).") from error
    found = [one for one in calendars if one.name == "VCALENDAR"]
    if not found:
        raise BadCalendar("There is no whole calendar in this file.")
    return found


def _absences(
    calendar: Calendar, now: datetime, zone: ZoneInfo, give_up_at: float
) -> Iterator[AbsentFor]:
    for part in calendar.walk():  # zones have rules as well
        _check_rules(part)
    for series in CalendarQuery(calendar).series:
        if monotonic() > give_up_at:
            raise BadCalendar("It takes too long to work out how the events here repeat.")
        parts = series.components
        recurs = any(one.has_recurrence_rules() or one.is_modification() for one in parts)
        until = now + (LOOK_AHEAD if recurs else _FAR)
        # The library takes days, and times without a zone, for UTC; in `zone` they are others.
        for occurrence in series.between(now - _DAY, until + _DAY):
            event = occurrence.as_component(keep_recurrence_attributes=False)
            one = _absence(event, zone, recurs=recurs)
            is_cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
            if not is_cancelled and now < one.ends_at and one.starts_at < min(until, one.ends_at):
                yield one


def _check_rules(part: Component) -> None:
    """Refuse what would never end: by the second, a year has more times than memory."""
    rules = part.get("RRULE", [])
    rules = rules if isinstance(rules, list) else [rules]
    if len(rules) > _MOST_RULES or not all(map(_is_by_the_day, rules)):
        raise BadCalendar("There is an event in this calendar that repeats many times a day.")


def _is_by_the_day(rule: vRecur) -> bool:
    times = prod(len(rule.get(name, [0])) for name in _TIMES_OF_DAY)
    moves_on = min(rule.get("INTERVAL", [1])) > 0  # with a 0, the library never comes back
    is_by_the_day = _BY_THE_DAY.issuperset(rule.get("FREQ", []))
    return is_by_the_day and moves_on and times <= _MOST_TIMES_A_DAY


def _absence(event: Mapping[str, Any], zone: ZoneInfo, *, recurs: bool) -> AbsentFor:
    first, last = event["DTSTART"].dt, event["DTEND"].dt
    if first == last and not isinstance(first, datetime):
        last += _DAY  # some programs write the last day, and not the one after it
    starts_at, ends_at = _moment(first, zone), _moment(last, zone)
    summary = _line(str(event.get("SUMMARY", "")))
    uid = _line(str(event.get("UID", ""))) or _made_up_uid(starts_at, ends_at, summary)
    if recurs:
        uid = f"{uid}/{_moment(event['RECURRENCE-ID'].dt, zone):%Y%m%dT%H%M%SZ}"
    return AbsentFor(uid=uid, starts_at=starts_at, ends_at=ends_at, summary=summary)


def _moment(at: date | datetime, zone: ZoneInfo) -> datetime:
    """The moment in UTC: of a day its beginning in `zone`, of a time without a zone that there."""
    if not isinstance(at, datetime):
        return moment(datetime.combine(at, time()), zone)
    return moment(at, zone) if at.tzinfo is None else at.astimezone(UTC)


def _made_up_uid(starts_at: datetime, ends_at: datetime, summary: str) -> str:
    about = f"{starts_at.isoformat()} {ends_at.isoformat()} {summary}"
    return hashlib.sha256(about.encode()).hexdigest()[:32]

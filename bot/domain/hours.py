"""Working hours: the windows of a week outside of which nobody is on call."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.domain.cadence import EVERY_DAY, Span, Weekday, moment, shown

_DAY = timedelta(days=1)
# Windows of a week that touch are one; windows that still touch after this have no end.
_LONGEST = timedelta(days=9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From one time on the wall to another, on some days.

    It belongs to the day on which it opens. Closing at or before the time it opens means the next
    day: 22:00 to 06:00 is a night, 08:00 to 08:00 is 24 hours. A time that clocks show twice opens
    with the first and closes with the last, so nothing is lost in the repeated hour.
    """

    opens: time
    closes: time
    days: frozenset[Weekday] = EVERY_DAY

    def on(self, day: date, zone: ZoneInfo) -> Span:
        """Return when it is open in the zone, if it opens on that day; empty in a gap."""
        end = day + _DAY if self.closes <= self.opens else day
        return Span(
            moment(datetime.combine(day, self.opens), zone),
            moment(datetime.combine(end, self.closes), zone, last=True),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Windows in one zone; where they touch or overlap, they are one."""

    timezone: str
    windows: tuple[Window, ...]

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose clocks the windows are read on."""
        return ZoneInfo(self.timezone)

    @property
    def days(self) -> frozenset[Weekday]:
        """The days on which a window opens."""
        return frozenset(day for window in self.windows for day in window.days)

    def open_between(self, starts_at: datetime, ends_at: datetime) -> tuple[Span, ...]:
        """Return what is open between two moments, in order, cut to them."""
        cut = (
            Span(max(span.starts_at, starts_at), min(span.ends_at, ends_at))
            for span in self._spans(starts_at, ends_at)
        )
        return tuple(_joined(sorted(_not_empty(cut), key=lambda span: span.starts_at)))

    def is_open(self, at: datetime) -> bool:
        """Whether a window is open at that moment."""
        return any(at in span for span in self._spans(at, at))

    def window_at(self, at: datetime) -> Span | None:
        """Return the window that is open at that moment, or else the next.

        None if there is none, and if it has no beginning or no end because it never closes.
        """
        first, last = at - _LONGEST, at + 2 * _LONGEST
        for span in self.open_between(first, last):
            if span.ends_at > at:
                return span if first < span.starts_at and span.ends_at < last else None
        return None

    def _spans(self, starts_at: datetime, ends_at: datetime) -> Iterator[Span]:
        """Whatever might be open between two moments, and a little around them."""
        zone = self.zone
        day, last = shown(starts_at, zone).date() - 2 * _DAY, shown(ends_at, zone).date() + _DAY
        while day <= last:
            for window in self.windows:
                if day.weekday() in window.days:
                    yield window.on(day, zone)
            day += _DAY


def _not_empty(spans: Iterator[Span]) -> Iterator[Span]:
    return (span for span in spans if span.starts_at < span.ends_at)


def _joined(spans: list[Span]) -> Iterator[Span]:
    """Join spans in order of their beginnings wherever they touch."""
    if not spans:
        return
    current = spans[0]
    for _, span in pairwise(spans):
        if span.starts_at <= current.ends_at:
            current = Span(current.starts_at, max(current.ends_at, span.ends_at))
        else:
            yield current
            current = span
    yield current

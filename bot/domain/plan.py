"""A rotation as the team plans it: what the settings say, before anybody has accepted."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.domain.cadence import EVERY_DAY, Cadence, Unit, Weekday, moment
from bot.domain.hours import Hours, Window
from bot.domain.ids import UserId

# Monday 5 January 2026, nine in the morning: a first hand-off that suits a weekly rotation.
A_MONDAY_AT_NINE = datetime(2026, 1, 5, 9)  # noqa: DTZ001  # what the clock on the wall shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One rotation of the settings.

    `starts` is the first hand-off on the wall clock of the zone, `every` and `length` how often it
    is followed by another. While nobody of this rotation is on call, whoever is in the rotation
    named by `falls_back_to` is. The handle of `user_group` names who is on call.
    """

    name: str
    timezone: str = "UTC"
    every: Unit = Unit.WEEK
    length: int = 1
    starts: datetime = A_MONDAY_AT_NINE
    hours: tuple[Window, ...] = ()
    members: tuple[UserId, ...] = ()
    falls_back_to: str | None = None
    user_group: str | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose clocks it goes by."""
        return ZoneInfo(self.timezone)

    @property
    def cadence(self) -> Cadence:
        """Its hand-offs."""
        return Cadence(
            timezone=self.timezone,
            anchor=moment(self.starts, self.zone),
            unit=self.every,
            count=self.length,
        )

    @property
    def opening(self) -> Hours | None:
        """Its working hours; None if somebody is on call at all times."""
        return Hours(timezone=self.timezone, windows=self.hours) if self.hours else None


# --- working hours, as people write them -----------------------------------------------------

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = rf"(?:{'|'.join(_DAYS)})[a-z]*"
_DAY_RANGE = rf"{_DAY}(?:\s*[-\u2013]\s*{_DAY})?"
_CLOCK = r"([01]?\d|2[0-4])(?:[:.]([0-5]\d))?"
_WINDOW = re.compile(
    rf"(?:(?P<days>{_DAY_RANGE}(?:\s*,\s*{_DAY_RANGE})*)\s+)?{_CLOCK}\s*[-\u2013]\s*{_CLOCK}",
    re.IGNORECASE,
)


def read_window(text: str) -> Window | None:
    """Return the window that `mon-fri 09:00-17:00` means; without days it is every day.

    None if it means none. 24:00 is the midnight at the end of the day.
    """
    found = _WINDOW.fullmatch(text.strip())
    if found is None:
        return None
    days, *clocks = found.groups()
    opens, closes = _clock(*clocks[:2]), _clock(*clocks[2:])
    if opens is None or closes is None:
        return None
    return Window(opens=opens, closes=closes, days=_days(days) if days else EVERY_DAY)


def written(window: Window) -> str:
    """Return a window the way people write it, so that reading it gives the same."""
    clocks = f"{window.opens:%H:%M}-{window.closes:%H:%M}"
    return clocks if window.days == EVERY_DAY else f"{_named(window.days)} {clocks}"


def _clock(hour: str, minute: str | None) -> time | None:
    if int(hour) == 24:  # noqa: PLR2004  # the end of a day
        return None if int(minute or 0) else time(0)
    return time(int(hour), int(minute or 0))


def _days(text: str) -> frozenset[Weekday]:
    found: set[Weekday] = set()
    for part in text.split(","):
        first, *more = (_day(one) for one in re.split(r"[-\u2013]", part))
        last = more[0] if more else first
        found.update(Weekday((first + step) % 7) for step in range((last - first) % 7 + 1))
    return frozenset(found)


def _day(text: str) -> Weekday:
    return Weekday(_DAYS.index(text.strip().lower()[:3]))


def _named(days: frozenset[Weekday]) -> str:
    """Return the days with neighbours joined: `mon-thu, sat`."""
    runs: list[list[Weekday]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(
        _DAYS[run[0]] if len(run) == 1 else f"{_DAYS[run[0]]}-{_DAYS[run[-1]]}" for run in runs
    )

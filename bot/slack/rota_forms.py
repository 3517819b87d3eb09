"""The forms of the rota, as they are sent in."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field

from bot.domain.cadence import Span, Weekday, moment
from bot.domain.duty import Preference
from bot.domain.ids import UserId
from bot.slack.forms import BadField, Form
from bot.slack.render.oncall_forms import END, LAST, LONGEST_REASON
from bot.slack.rota_orders import Swap
from bot.slack.text import clean

_DAY = timedelta(days=1)


class OffForm(Form):
    """Time off: whole days, or from and until clocks."""

    first: date
    first_time: time | None = None
    last: date
    last_time: time | None = None
    reason: Annotated[str, AfterValidator(clean), Field(max_length=LONGEST_REASON)] | None = None

    def span(self, zone: ZoneInfo) -> Span:
        """Return the time on the clocks of the zone; the last day counts whole without one."""
        starts_at = moment(datetime.combine(self.first, self.first_time or time()), zone)
        if self.last_time is None:
            ends_at = moment(datetime.combine(self.last + _DAY, time()), zone)
        else:
            ends_at = moment(datetime.combine(self.last, self.last_time), zone)
        if ends_at <= starts_at:
            raise BadField(LAST, "field-ends-first")
        return Span(starts_at, ends_at)


class CoverForm(Form):
    """A time to be covered for; without clocks it is the whole shift of that day."""

    day: date
    start: time | None = None
    end: time | None = None

    def span(self, zone: ZoneInfo) -> Span | None:
        """Return the time on the clocks of the zone, over midnight if it ends earlier."""
        if self.start is None and self.end is None:
            return None
        if self.start is None or self.end is None or self.start == self.end:
            raise BadField(END, "field-ends-first" if self.start == self.end else "field-empty")
        last = self.day + _DAY if self.end < self.start else self.day
        return Span(
            moment(datetime.combine(self.day, self.start), zone),
            moment(datetime.combine(last, self.end), zone),
        )


def _with_a_day(text: str) -> str:
    date.fromisoformat(text.partition(" ")[2])
    return text


class SwapForm(Form):
    """Two shifts: the day of one's own, and the person and the day of the other."""

    mine: date
    theirs: Annotated[
        str, Field(pattern=r"^[UW][A-Z0-9]+ \d{4}-\d{2}-\d{2}$"), AfterValidator(_with_a_day)
    ]

    @property
    def swap(self) -> Swap:
        """The exchange that it asks for."""
        other, _, day = self.theirs.partition(" ")
        return Swap(mine=self.mine, other=UserId(other), theirs=date.fromisoformat(day))


def _weekdays(chosen: object) -> object:
    return [int(one) for one in chosen] if isinstance(chosen, list) else chosen


class PreferForm(Form):
    """What somebody would rather not do."""

    backup: Annotated[bool, BeforeValidator(bool)] = False
    days: Annotated[tuple[Weekday, ...], BeforeValidator(_weekdays)] = ()

    def preference(self, person: UserId) -> Preference:
        """Return it as the domain keeps it."""
        return Preference(person=person, is_backup_only=self.backup, unwanted=frozenset(self.days))

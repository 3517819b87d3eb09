"""What is known of a person from their Slack profile, and what follows from it.

The one place that knows who may take part, and in which zone and language somebody reads:
colleagues and guests take part, bots, strangers of Slack Connect and people who have left do not
(https://docs.slack.dev/apis/slack-connect, https://docs.slack.dev/reference/objects/user-object).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.ids import Front, UserId

PROFILE_IS_FRESH_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A profile as last read; `name` is what colleagues see.

    `timezone` is an IANA name and `locale` a tag such as `de-DE`, where Slack knows them.
    `is_admin` says whether they administrate the workspace, which is not yet the team.
    """

    front: Front
    user_id: UserId
    name: str
    read_at: datetime
    timezone: str | None = None
    locale: str | None = None
    is_bot: bool = False
    is_deleted: bool = False
    is_stranger: bool = False
    is_guest: bool = False
    is_admin: bool = False

    def is_stale(self, now: datetime) -> bool:
        """Whether the profile should be read again before it is relied on."""
        return now - self.read_at > PROFILE_IS_FRESH_FOR

    @property
    def takes_part(self) -> bool:
        """Whether they may act and be written to: no bot, no stranger, and still here."""
        return not (self.is_bot or self.is_stranger or self.is_deleted)


def zone_of(person: Person | None, otherwise: ZoneInfo) -> ZoneInfo:
    """Return the zone somebody reads clocks in; bots and strangers have none that is known."""
    if person is None or person.timezone is None:
        return otherwise
    try:
        return ZoneInfo(person.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return otherwise


def locale_of(person: Person | None, otherwise: str) -> str:
    """Return the locale somebody reads in, such as `de-DE`."""
    return (person.locale if person else None) or otherwise

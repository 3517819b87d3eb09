"""What is known of a person from their Slack profile."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ids import Front, UserId

PROFILE_IS_FRESH_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A profile as last read; `name` is what colleagues see, `timezone` an IANA name if known."""

    front: Front
    user_id: UserId
    name: str
    read_at: datetime
    timezone: str | None = None
    is_bot: bool = False
    is_deleted: bool = False

    def is_stale(self, now: datetime) -> bool:
        """Whether the profile should be read again before it is relied on."""
        return now - self.read_at > PROFILE_IS_FRESH_FOR

"""How fast Slack lets us speak: one token bucket for each channel and each method.

Slack allows about one message a second in a channel, with short bursts, and every method has a
tier of calls a minute (https://docs.slack.dev/apis/web-api/rate-limits). The buckets are a
courtesy that keeps us from being refused; when Slack refuses all the same, its Retry-After rules.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """So many calls at once, then one more every `every`."""

    burst: int
    every: timedelta


@dataclass(frozen=True, slots=True)
class Bucket:
    """A pace and how much of it is used: `full_at` is when the bucket will be full again."""

    pace: Pace
    full_at: datetime
    paused_until: datetime | None = None

    def ready_at(self) -> datetime:
        """Return the first moment at which a call may go."""
        free = self.full_at - self.pace.every * (self.pace.burst - 1)
        return max(free, self.paused_until) if self.paused_until else free

    def spend(self, now: datetime) -> "Bucket":
        """Return the bucket with one call less."""
        return replace(self, full_at=max(self.full_at, now) + self.pace.every)

    def pause(self, until: datetime) -> "Bucket":
        """Return the bucket closed until then, as Slack asked."""
        return replace(self, paused_until=max(until, self.paused_until or until))


def fresh(pace: Pace, now: datetime) -> Bucket:
    """Return an unused bucket."""
    return Bucket(pace=pace, full_at=now)


CHANNEL = Pace(burst=3, every=timedelta(seconds=1))

_MINUTE = timedelta(minutes=1)
_DEFAULT_METHOD = Pace(burst=20, every=_MINUTE / 50)
METHODS = {
    "chat.postMessage": Pace(burst=30, every=_MINUTE / 240),
    "chat.update": Pace(burst=20, every=_MINUTE / 50),
    "chat.postEphemeral": Pace(burst=30, every=_MINUTE / 100),
    "views.publish": Pace(burst=30, every=_MINUTE / 100),
    "users.info": Pace(burst=30, every=_MINUTE / 100),
    "conversations.history": Pace(burst=10, every=_MINUTE / 50),
    "usergroups.users.update": Pace(burst=10, every=_MINUTE / 20),
}


def pace_of(method: str) -> Pace:
    """Return the pace at which a method may be called; unlisted ones get tier 3."""
    return METHODS.get(method, _DEFAULT_METHOD)

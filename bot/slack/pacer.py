"""Keep this process within Slack's pace: which calls may go now, and when the next may."""

import threading
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.notice import Call
from bot.domain.pacing import CHANNEL, Bucket, Pace, fresh, pace_of
from bot.services.outbox import Closed

METHODS = {
    Call.POST: "chat.postMessage",
    Call.UPDATE: "chat.update",
    Call.EPHEMERAL: "chat.postEphemeral",
    Call.PUBLISH: "views.publish",
    Call.READ: "users.info",
    Call.LOOK: "reactions.get",
    Call.FETCH: "reactions.get",
    Call.GROUP: "usergroups.users.update",
}
_Key = tuple[str, str]


class Pacer:
    """Token buckets by method and by channel. Safe to call from several threads."""

    def __init__(self) -> None:
        """Begin with every bucket full."""
        self._buckets: dict[_Key, Bucket] = {}
        self._lock = threading.Lock()

    def closed(self, now: datetime) -> Closed:
        """Return the calls and the channels that must wait."""
        with self._lock:
            shut = {key for key, bucket in self._buckets.items() if bucket.ready_at() > now}
            self._forget_full(now)
        return Closed(
            calls=frozenset(call for call, method in METHODS.items() if ("method", method) in shut),
            targets=frozenset(name for kind, name in shut if kind == "channel"),
        )

    def next_opening(self, now: datetime) -> datetime | None:
        """Return when the first of the closed ones opens; None if all are open."""
        with self._lock:
            openings = [bucket.ready_at() for bucket in self._buckets.values()]
        return min((at for at in openings if at > now), default=None)

    def spend(self, call: Call, target: str, now: datetime) -> None:
        """Count a call that is about to be made."""
        with self._lock:
            for key, pace in _keys(call, target):
                self._buckets[key] = self._buckets.get(key, fresh(pace, now)).spend(now)

    def pause(self, call: Call, target: str, wait: timedelta, now: datetime) -> None:
        """Close what Slack has refused for as long as it said.

        Slack limits methods, and posts by channel; which of the two it was, it does not say, so a
        post pauses its channel alone and anything else its method.
        """
        keys = list(_keys(call, target))
        with self._lock:
            for key, pace in keys[-1:]:
                self._buckets[key] = self._buckets.get(key, fresh(pace, now)).pause(now + wait)

    def _forget_full(self, now: datetime) -> None:
        full = [
            key
            for key, bucket in self._buckets.items()
            if bucket.full_at <= now and (bucket.paused_until or now) <= now
        ]
        for key in full:
            del self._buckets[key]


def _keys(call: Call, target: str) -> Iterable[tuple[_Key, Pace]]:
    if call in METHODS:
        yield ("method", METHODS[call]), pace_of(METHODS[call])
    if call is Call.POST:
        yield ("channel", target), CHANNEL

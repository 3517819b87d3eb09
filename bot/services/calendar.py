"""Calendars: secret addresses that people subscribe to, and the events that stand there."""

import secrets
from datetime import datetime, timedelta

from bot.domain.calendar import Event, Feed, events_of, merged
from bot.domain.duty import LOOK_AHEAD_FOR_GAPS
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, UserId
from bot.domain.settings import Settings
from bot.services import roster
from bot.services import settings as settings_desk
from bot.services.ground import Ground
from storage.database import Transaction
from storage.feed import FeedAddress

# A cancelled or served event stays for so long, for calendars that look rarely.
_KEEP_FOR = timedelta(days=15)
_TOKEN_BYTES = 32


class Calendars:
    """Feeds of one person's shifts, or of the whole team's."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def make(self, front: Front, by: UserId, *, team: bool = False) -> str:
        """Return the token of a calendar; the same as before unless it was revoked."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            if by not in settings.takes_turns:
                raise Refusal(Reason.NOT_IN_TEAM)
            for known in _valid(tx, front, by, team=team):
                return known.token
            made = FeedAddress(
                front=front,
                token=secrets.token_urlsafe(_TOKEN_BYTES),
                user=None if team else by,
                made_by=by,
                made_at=now,
            )
            tx.feeds.add(made)
            return made.token

    def revoke(self, front: Front, by: UserId, *, team: bool = False) -> bool:
        """Let the calendars that somebody has made work no more; whether there were any."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            known = _valid(tx, front, by, team=team)
            for one in known:
                tx.feeds.revoke(front, one.token, now)
        return bool(known)

    def behind(self, front: Front, token: str) -> Feed | None:
        """Return the calendar of a token; None if there is none, or it is not theirs any more."""
        with self._ground.db.read() as tx:
            address = tx.feeds.behind(front, token)
            settings = settings_desk.load(tx, front)
        if address is None or address.made_by not in settings.takes_turns:
            return None
        return self.feed(front, address.user)

    def feed(self, front: Front, user: UserId | None) -> Feed:
        """Return the shifts of somebody, or of everybody, from 15 days ago to 90 days ahead.

        What has changed since they were last looked at carries that, so that calendars notice.
        """
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            tx.rota.take_turns(front)
            known = tx.feeds.events(front)
            events = merged(known, _fresh(tx, front, settings, now), now, keep_from=now - _KEEP_FOR)
            if list(events) != known:
                tx.feeds.replace_events(front, events)
            shown = tuple(one for one in events if user in (None, one.person))
            people = {one.person for one in shown}
            names = {who: one.name for who, one in tx.people.named(front, people).items()}
        changed = max((one.changed_at for one in shown), default=now)
        return Feed(title=settings.team.name, events=shown, names=names, made_at=changed)


def _valid(tx: Transaction, front: Front, by: UserId, *, team: bool) -> list[FeedAddress]:
    return [
        one for one in tx.feeds.valid(front) if one.made_by == by and (one.user is None) is team
    ]


def _fresh(tx: Transaction, front: Front, settings: Settings, now: datetime) -> list[Event]:
    since, until = now - _KEEP_FOR, now + LOOK_AHEAD_FOR_GAPS
    return [
        event
        for _, rotation in roster.planned_ones(tx, front, settings, now)
        for event in events_of(rotation, since, until, now)
    ]

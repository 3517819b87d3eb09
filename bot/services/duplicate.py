"""Two requests for the same thing: who waits for one hears how the other ends."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.domain import notice
from bot.domain.errors import Reason, Refusal
from bot.domain.follower import Follower
from bot.domain.ids import Number, UserId
from bot.domain.incident import Incident
from bot.domain.timeline import ENDINGS
from bot.services import settings as settings_desk
from bot.services.record import WORDS_MAY_FOLLOW, Act, Change, last_of, locked
from storage.database import Transaction

_CHAIN = 20


def first_of(tx: Transaction, act: Act, original: Number) -> Incident:
    """Return the incident at the beginning of a chain of duplicates."""
    for _ in range(_CHAIN):
        found = tx.incidents.find(act.front, original)
        if found is None:
            raise Refusal(Reason.UNKNOWN_ORIGINAL, original)
        if found.duplicate_of is None or found.number == act.number:
            return found
        original = found.duplicate_of
    raise Refusal(Reason.ITSELF, act.number)


def follow_the_original(tx: Transaction, change: Change, number: Number) -> None:
    """Carry requester and followers over; if the original has ended, they hear of that now."""
    entry, duplicate = change.entry, change.after
    original = locked(tx, entry.front, number)
    if original.duplicate_of:
        raise Refusal(Reason.CHANGED_MEANWHILE, number)
    own = Follower(
        front=entry.front,
        number=number,
        user_id=duplicate.requester,
        since=entry.at,
        duplicate=duplicate.number,
    )
    waiting = tx.followers.of(entry.front, duplicate.number)
    moved = [own, *(replace(one, number=number) for one in waiting)]
    for one in moved:
        if one.user_id != original.requester:
            tx.followers.add(one)
    if not original.is_open:
        _tell_how_it_ended(tx, original, [one.user_id for one in moved], entry.at)


def _tell_how_it_ended(
    tx: Transaction, original: Incident, readers: Collection[UserId], now: datetime
) -> None:
    end, told_at = last_of(tx, original, ENDINGS), now
    if end.what in WORDS_MAY_FOLLOW and original.ending is None:
        # The analyst's words may still come; then they hear when the requester does.
        grace = settings_desk.load(tx, original.front).timing.words_grace
        told_at = max(now, end.at + grace)
    for user in readers:
        if user not in (original.requester, end.by):
            tx.outbox.put(notice.hear(end, user, told_at), now)

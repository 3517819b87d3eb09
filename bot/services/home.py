"""Homes: what somebody sees who opens the bot in Slack, and who sees it anew after a change."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain import notice
from bot.domain.content import Desk, Home, Page
from bot.domain.home import OPEN_FOR, PAGE, HomeList, within
from bot.domain.ids import Front, UserId
from bot.domain.incident import Incident, State
from bot.domain.people import zone_of
from bot.domain.privacy import Seen, Viewer, seen_by, seen_in_channel, viewer
from bot.domain.queue import in_order
from bot.domain.settings import Settings
from bot.services import roster
from bot.services.ground import Ground
from storage.database import Transaction


class Homes:
    """Homes of people who look at them; each is published by the sender, never by a listener."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def opened(self, front: Front, user: UserId) -> None:
        """Show somebody their home, from the beginning of its lists.

        Of whom nothing is known yet, the profile is read first: it says whether they take part.
        """
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            person = tx.people.find(front, user)
            if person and not person.takes_part:
                return
            tx.homes.put(front, user, opened_at=now, pages={})
            if person is None or person.is_stale(now):
                tx.outbox.put(notice.profile(front, user, now), now)
            if person:
                tx.outbox.put(notice.home(front, user, now), now)
        self._ground.wake()

    def turned(self, front: Front, user: UserId, which: HomeList, page: int) -> None:
        """Show somebody another page of a list; the other lists stay where they are."""
        self._show(front, user, {which: page})

    def pressed(self, front: Front, user: UserId) -> None:
        """Show somebody how things stand after they have pressed a button in their home."""
        self._show(front, user, {})

    def _show(self, front: Front, user: UserId, turned: dict[HomeList, int]) -> None:
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            pages = tx.homes.pages(front, user) | turned
            tx.homes.put(front, user, opened_at=now, pages=pages)
            tx.outbox.put(notice.home(front, user, now), now)
        self._ground.wake()


def renew(tx: Transaction, front: Front, users: Collection[UserId], now: datetime) -> None:
    """Leave the wish to publish anew the homes of those among these people who look at theirs."""
    for user in tx.homes.opened_since(front, users, now - OPEN_FOR):
        tx.outbox.put(notice.home(front, user, now), now)


def compose(
    tx: Transaction, front: Front, reader: UserId, settings: Settings, now: datetime
) -> Home | None:
    """Return somebody's home as it is now; None for those who take no part here."""
    person = tx.people.find(front, reader)
    if person is None or not person.takes_part:
        return None
    pages = tx.homes.pages(front, reader)
    who = viewer(reader, settings)
    planned = [one for _, one in roster.planned_ones(tx, front, settings, now)]
    return Home(
        reader=reader,
        settings=settings,
        zone=zone_of(person, settings.team.zone),
        desk=_desk(tx, front, who, pages) if who.is_member else None,
        own=_own(tx, front, who, pages),
        on_call=tuple(roster.standing(one, now) for one in planned),
        next_shift=roster.next_shift(planned, reader, now),
    )


def _own(
    tx: Transaction, front: Front, who: Viewer, pages: dict[HomeList, int]
) -> dict[HomeList, Page]:
    """Return what they have filed, however much it is: one page of either list."""
    open_, ended = tx.incidents.count_filed(front, who.user_id)
    found = {}
    for which, total in ((HomeList.OPEN, open_), (HomeList.ENDED, ended)):
        number = within(pages.get(which, 0), total)
        is_open, offset = which is HomeList.OPEN, number * PAGE
        lines = tx.incidents.filed_by(
            front, who.user_id, is_open=is_open, limit=PAGE, offset=offset
        )
        found[which] = Page(lines=_seen(lines, who), number=number, total=total)
    return found


def _desk(tx: Transaction, front: Front, who: Viewer, pages: dict[HomeList, int]) -> Desk:
    """Return what an analyst has before them: what is theirs, the queue, and how much it is."""
    queue = in_order(tx.incidents.open_ones(front))
    held = [one for one in queue if one.owner == who.user_id]
    lists = {HomeList.HELD: held, HomeList.QUEUE: queue}
    return Desk(
        lists={name: _cut(found, who, pages.get(name, 0)) for name, found in lists.items()},
        new=sum(one.state is State.NEW for one in queue),
        waiting=sum(one.state is State.NEEDS_INFO for one in queue),
    )


def _cut(found: Sequence[Incident], who: Viewer, page: int) -> Page:
    number = within(page, len(found))
    lines = found[number * PAGE : (number + 1) * PAGE]
    return Page(lines=_seen(lines, who), number=number, total=len(found))


def _seen(incidents: Sequence[Incident], who: Viewer) -> tuple[Seen, ...]:
    """Return them as they may stand in a home: private words are read in windows only."""
    return tuple(seen_in_channel(one) for one in incidents if seen_by(one, who))

"""Messages that somebody wants filed: read, perhaps agreed to by their author, and filed once."""

from dataclasses import replace
from datetime import datetime

from bot.domain import notice
from bot.domain.errors import Reason, Refusal
from bot.domain.follower import Follower
from bot.domain.ids import Front, MessageRef, UserId
from bot.domain.incident import Incident, Request
from bot.domain.privacy import SOMEBODY, seen_by, viewer
from bot.domain.reaction import Toggle
from bot.domain.settings import Settings
from bot.domain.ticket import Found, Stage, Ticket, must_ask, requester_of, source_key
from bot.services import settings as settings_desk
from bot.services.ground import Ground
from bot.services.incident import file
from storage.database import Transaction


class Tickets:
    """What becomes of an emoji that asks to file a message."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def decide(self, front: Front, message: MessageRef, by: UserId, url: str, stage: Stage) -> None:
        """Take in what the author of a message has decided; the first decision counts."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            ticket = tx.tickets.for_update(front, message)
            if ticket is None or ticket.author != by:
                raise Refusal(Reason.NO_MESSAGE)
            if ticket.stage is Stage.ASKING:
                ticket = replace(ticket, stage=stage, at=now)
                tx.tickets.put(ticket)
                if stage is Stage.LEFT:
                    _refuse_all(tx, ticket, Reason.LEFT_BY_AUTHOR, now)
                else:
                    tx.outbox.put(notice.fetch(ticket, now), now)
            tx.outbox.put(notice.settle_consent(ticket, by, url, now), now)
        self._ground.wake()


def put_on(
    tx: Transaction, front: Front, toggle: Toggle, settings: Settings, now: datetime
) -> None:
    """Begin to file the message that an emoji was put on, or follow what it was filed as."""
    if settings.channels.requests is None:
        return
    person = tx.people.find(front, toggle.user)
    if person and not person.takes_part:
        return
    fresh = Ticket(
        front=front, message=toggle.message, put_on_by=toggle.user, stage=Stage.READING, at=now
    )
    if tx.tickets.add(fresh):
        tx.outbox.put(notice.fetch(fresh, now), now)
        return
    ticket = tx.tickets.for_update(front, toggle.message) or fresh
    match ticket.stage:
        case Stage.FILED:
            _tell_again(tx, ticket, toggle.user, settings, now)
        case Stage.LEFT if ticket.author:
            _refuse(tx, ticket, toggle.user, Reason.LEFT_BY_AUTHOR, now)
        case Stage.LEFT:
            tx.tickets.put(fresh)
            tx.outbox.put(notice.fetch(fresh, now), now)
        case _ if toggle.user not in ticket.readers:
            tx.tickets.put(replace(ticket, others=(*ticket.others, toggle.user)))
        case _:
            pass


def fetched(
    tx: Transaction, front: Front, message: MessageRef, found: Found, now: datetime
) -> None:
    """File the message that was read, or ask its author first."""
    settings = settings_desk.load(tx, front)
    ticket = tx.tickets.for_update(front, message)
    if ticket is None or ticket.stage not in _WAITS_FOR_ITS_TEXT:
        return
    ticket = _without(ticket, found.outsiders)
    if ticket is None or _is_ours(tx, front, found):
        tx.tickets.put(_nobodys(front, message, now))
        return
    if not found.text:
        _leave(tx, ticket, Reason.NOTHING_TYPED, now)
        return
    if must_ask(ticket, found) and found.author:
        tx.tickets.put(replace(ticket, author=found.author, stage=Stage.ASKING, at=now))
        tx.outbox.put(notice.consent(ticket, found.author, now), now)
        return
    _file(tx, ticket, found, settings, now)


_WAITS_FOR_ITS_TEXT = frozenset({Stage.READING, Stage.AGREED, Stage.AGREED_IN_PRIVATE})


def lost(tx: Transaction, front: Front, message: MessageRef, now: datetime) -> None:
    """Tell who put the emoji on that the message cannot be read: gone, or we are not there."""
    ticket = tx.tickets.for_update(front, message)
    if ticket and ticket.stage is not Stage.FILED:
        _leave(tx, ticket, Reason.NO_MESSAGE, now)


def _file(tx: Transaction, ticket: Ticket, found: Found, settings: Settings, now: datetime) -> None:
    request = Request(
        text=found.text,
        requester=requester_of(ticket, found),
        source_key=source_key(ticket.message),
        filed_from=ticket.message.channel,
        source_url=found.url,
        message=ticket.message,
        thread_ts=found.thread_ts,
        is_private=ticket.stage is Stage.AGREED_IN_PRIVATE,
    )
    try:
        incident = file(tx, ticket.front, request, settings, now).seen.incident
    except Refusal as refusal:
        _leave(tx, ticket, refusal.reason, now)
        return
    tx.tickets.put(replace(ticket, author=found.author, stage=Stage.FILED, at=now))
    for reader in dict.fromkeys((request.requester, *ticket.readers)):
        _tell_and_follow(tx, ticket, incident, reader, settings, now)


def _without(ticket: Ticket, outsiders: frozenset[UserId]) -> Ticket | None:
    """Return the ticket with those who take part here alone; None if nobody is left."""
    left = [reader for reader in ticket.readers if reader not in outsiders]
    return replace(ticket, put_on_by=left[0], others=tuple(left[1:])) if left else None


def _is_ours(tx: Transaction, front: Front, found: Found) -> bool:
    """Whether the message is one of the bot's own, which asks for nothing."""
    workspace = tx.workspaces.find(front)
    return workspace is not None and found.account == workspace.bot_user_id


def _nobodys(front: Front, message: MessageRef, now: datetime) -> Ticket:
    """Return a ticket that came to nothing, and about which nobody need hear."""
    return Ticket(front=front, message=message, put_on_by=SOMEBODY, stage=Stage.LEFT, at=now)


def _tell_again(
    tx: Transaction, ticket: Ticket, reader: UserId, settings: Settings, now: datetime
) -> None:
    incident = tx.incidents.filed_by_delivery(ticket.front, source_key(ticket.message))
    if incident:
        _tell_and_follow(tx, ticket, incident, reader, settings, now)


def _tell_and_follow(
    tx: Transaction,
    ticket: Ticket,
    incident: Incident,
    reader: UserId,
    settings: Settings,
    now: datetime,
) -> None:
    """Confirm privately, and let who is not the requester hear how it ends.

    Who may not know of a private one is told no more than that it was filed.
    """
    if seen_by(incident, viewer(reader, settings)) is None:
        _refuse(tx, ticket, reader, Reason.FILED_BEFORE, now)
        return
    tx.outbox.put(notice.filed(incident, ticket.message, reader, now), now)
    if reader != incident.requester and incident.is_open:
        tx.followers.add(
            Follower(front=incident.front, number=incident.number, user_id=reader, since=now)
        )


def _leave(tx: Transaction, ticket: Ticket, reason: Reason, now: datetime) -> None:
    tx.tickets.put(replace(ticket, author=None, stage=Stage.LEFT, at=now))
    _refuse_all(tx, ticket, reason, now)


def _refuse_all(tx: Transaction, ticket: Ticket, reason: Reason, now: datetime) -> None:
    for reader in ticket.readers:
        _refuse(tx, ticket, reader, reason, now)


def _refuse(tx: Transaction, ticket: Ticket, reader: UserId, reason: Reason, now: datetime) -> None:
    message = ticket.message
    refusal = notice.refuse(
        ticket.front,
        channel=message.channel,
        user=reader,
        reason=reason,
        number=None,
        source_key=f"ticket:{message.channel}:{message.ts}:{reader}:{reason}:{now.timestamp()}",
        now=now,
    )
    tx.outbox.put(refusal, now)

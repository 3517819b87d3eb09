"""Save a change with its line in the timeline and the notices it leaves, all or nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.errors import Reason, Refusal
from bot.domain.ids import ChannelId, Front, Number, UserId
from bot.domain.incident import Incident
from bot.domain.notice import news_of
from bot.domain.settings import Settings
from bot.domain.timeline import Entry, What
from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Somebody does something to an incident; `source_key` names the delivery that said so."""

    front: Front
    number: Number
    by: UserId
    source_key: str


def locked(tx: Transaction, front: Front, number: Number) -> Incident:
    """Return the incident, ours alone until the transaction ends, or refuse: no such incident."""
    incident = tx.incidents.for_update(front, number)
    if incident is None:
        raise Refusal(Reason.UNKNOWN_INCIDENT, number)
    return incident


def requests_channel(settings: Settings) -> ChannelId:
    """Return where the cards go, or refuse: the team has not said so yet."""
    if settings.channels.requests is None:
        raise Refusal(Reason.NOT_SET_UP)
    return settings.channels.requests


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody typed along with an act, for its line in the timeline."""

    words: str | None = None
    link: str | None = None
    as_of: date | None = None


NOTHING = Said()


def record(
    tx: Transaction,
    after: Incident,
    act: Act,
    what: What,
    *,
    settings: Settings,
    now: datetime,
    said: Said = NOTHING,
) -> Entry:
    """Write the changed incident, its entry, and the notices it leaves; return the entry."""
    tx.incidents.save(after)
    return note(tx, after, act, what, settings=settings, now=now, said=said)


def note(
    tx: Transaction,
    incident: Incident,
    act: Act,
    what: What,
    *,
    settings: Settings,
    now: datetime,
    said: Said = NOTHING,
) -> Entry:
    """Write the entry of an incident that is stored, and the notices it leaves; return it."""
    entry = Entry(
        front=act.front,
        number=incident.number,
        seq=incident.version,
        at=now,
        by=act.by,
        what=what,
        source_key=act.source_key,
        state=incident.state,
        owner=incident.owner,
        words=said.words,
        link=said.link,
        as_of=said.as_of,
    )
    tx.timeline.add(entry)
    channel = requests_channel(settings)
    for notice in news_of(entry, incident, channel, settings.timing.words_grace):
        tx.outbox.put(notice, now)
    return entry

"""Save a change with its line in the timeline and the notices it leaves, all or nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.errors import Reason, Refusal
from bot.domain.ids import ChannelId, Front, Number, UserId
from bot.domain.incident import Incident
from bot.domain.notice import news_of, whose_home
from bot.domain.settings import Settings
from bot.domain.timeline import ENDINGS, Entry, What
from bot.services import home
from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Somebody does something to an incident; `source_key` names the delivery that said so."""

    front: Front
    number: Number
    by: UserId
    source_key: str


WORDS_MAY_FOLLOW = frozenset({What.STOPGAP, What.ANSWERED})


@dataclass(frozen=True, slots=True)
class Change:
    """What a rule has changed, and the entry that says so."""

    before: Incident
    after: Incident
    entry: Entry


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
    before: Incident,
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
    return note(tx, after, act, what, settings=settings, now=now, said=said, before=before)


def note(
    tx: Transaction,
    incident: Incident,
    act: Act,
    what: What,
    *,
    settings: Settings,
    now: datetime,
    said: Said = NOTHING,
    before: Incident | None = None,
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
    followers = tx.followers.of(act.front, incident.number) if what in ENDINGS else ()
    for notice in news_of(
        entry,
        incident,
        requests_channel(settings),
        settings.timing.words_grace,
        before=before,
        followers=[
            one.user_id for one in followers if one.user_id not in _know_it(entry, incident)
        ],
    ):
        tx.outbox.put(notice, now)
    shown_to = whose_home(entry, incident, before, settings.team_members)
    home.renew(tx, act.front, shown_to, now)
    return entry


def _know_it(entry: Entry, incident: Incident) -> frozenset[UserId]:
    """Return those who need not be told of an ending as followers."""
    return frozenset({entry.by, incident.requester})


def last_of(tx: Transaction, of: Entry | Incident, kinds: Collection[What]) -> Entry:
    """Return the newest entry of these kinds in the story of an incident; there has to be one."""
    story = reversed(tx.timeline.of(of.front, of.number))
    return next(past for past in story if past.what in kinds)

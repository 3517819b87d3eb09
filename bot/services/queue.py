"""Look at incidents: the open ones in order, mine, one with its whole story."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, MessageRef, Number, UserId
from bot.domain.incident import USUALLY_PARKED_FOR, Incident, Verb, open_to
from bot.domain.people import zone_of
from bot.domain.privacy import Seen, seen_by, viewer
from bot.domain.queue import in_order
from bot.domain.settings import Settings
from bot.domain.ticket import source_key
from bot.domain.timeline import Entry
from bot.services import settings as settings_desk
from bot.services.ground import Ground
from bot.services.record import requests_channel
from storage.database import Transaction
from storage.message import Purpose, Shown

PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An incident as its reader may see it, and where its card is."""

    seen: Seen
    card: MessageRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The first incidents of a list, and how many there are in all."""

    lines: tuple[Line, ...]
    total: int
    zone: ZoneInfo
    is_mine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One incident with everything that was done to it, oldest first.

    `verbs` are those that its reader may use now.
    """

    line: Line
    entries: tuple[Entry, ...]
    zone: ZoneInfo
    reader: UserId
    verbs: frozenset[Verb] = frozenset()
    followers: int = 0
    is_following: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeFiling:
    """What a form to file with should know: the team's note, and what a message was filed as."""

    note: str | None
    known: Story | None = None


class Queue:
    """Reading only; nothing here changes anything."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def open_ones(self, front: Front, reader: UserId) -> Listing:
        """Return the open incidents in the order they should be worked on."""
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            found = in_order(tx.incidents.open_ones(front))
            return _listing(tx, front, found, reader, settings)

    def mine(self, front: Front, reader: UserId) -> Listing:
        """Return what the reader has filed, or has in their hands, newest first."""
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            found = tx.incidents.of_person(front, reader, limit=10 * PAGE)
            return _listing(tx, front, found, reader, settings, is_mine=True)

    def story(self, front: Front, number: Number, reader: UserId) -> Story:
        """Return one incident with its timeline; refuse one that the reader may not know of."""
        with self._ground.db.read() as tx:
            return _story(tx, front, number, reader, settings_desk.load(tx, front))

    def before_filing(
        self, front: Front, reader: UserId, message: MessageRef | None = None
    ) -> BeforeFiling:
        """Return what there is to know before a form is opened; refuse while nothing is set up."""
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            requests_channel(settings)
            known = _filed_as(tx, front, message) if message else None
            if known and seen_by(known, viewer(reader, settings)) is None:
                raise Refusal(Reason.FILED_BEFORE)
            return BeforeFiling(
                note=settings.texts.form,
                known=_story(tx, front, known.number, reader, settings) if known else None,
            )

    def before_parking(self, front: Front, number: Number, reader: UserId) -> tuple[Seen, date]:
        """Return one incident as the reader may see it, and the day to propose."""
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            seen = _seen(tx, front, number, reader, settings)
            return seen, settings.today(now) + USUALLY_PARKED_FOR

    def help_note(self, front: Front) -> str | None:
        """Return the sentence of the team's own for those who ask how to file."""
        with self._ground.db.read() as tx:
            return settings_desk.load(tx, front).texts.help

    def one(self, front: Front, number: Number, reader: UserId) -> tuple[Seen, str | None]:
        """Return one incident as the reader may see it, and its requester's name if it is known.

        One that the reader may not know of is refused.
        """
        with self._ground.db.read() as tx:
            seen = _seen(tx, front, number, reader, settings_desk.load(tx, front))
            person = tx.people.find(front, seen.incident.requester)
            return seen, person.name if person else None


def _seen(
    tx: Transaction, front: Front, number: Number, reader: UserId, settings: Settings
) -> Seen:
    incident = tx.incidents.find(front, number)
    seen = seen_by(incident, viewer(reader, settings)) if incident else None
    if seen is None:
        raise Refusal(Reason.UNKNOWN_INCIDENT, number)
    return seen


def _filed_as(tx: Transaction, front: Front, message: MessageRef) -> Incident | None:
    """Return what a message was filed as, or what it is about if it is one of ours."""
    shown = tx.messages.at(front, message)
    if shown:
        return tx.incidents.find(front, shown.number)
    return tx.incidents.filed_by_delivery(front, source_key(message))


def _story(
    tx: Transaction, front: Front, number: Number, reader: UserId, settings: Settings
) -> Story:
    seen = _seen(tx, front, number, reader, settings)
    shown = tx.messages.current(front, Purpose.CARD, number)
    followers = [one.user_id for one in tx.followers.of(front, number)]
    return Story(
        line=Line(seen=seen, card=shown.ref if shown else None),
        entries=() if seen.is_hidden else tuple(tx.timeline.of(front, number)),
        zone=_zone(tx, front, reader, settings),
        reader=reader,
        verbs=_verbs(tx, front, number, reader, settings),
        followers=len(followers),
        is_following=reader in followers,
    )


def _verbs(
    tx: Transaction, front: Front, number: Number, reader: UserId, settings: Settings
) -> frozenset[Verb]:
    """Return what the reader may do now, worked out on the whole incident."""
    person = tx.people.find(front, reader)
    incident = tx.incidents.find(front, number)
    if incident is None or (person and not person.takes_part):
        return frozenset()
    return open_to(incident, settings.actor(reader, incident))


def _zone(tx: Transaction, front: Front, reader: UserId, settings: Settings) -> ZoneInfo:
    return zone_of(tx.people.find(front, reader), settings.team.zone)


def _listing(
    tx: Transaction,
    front: Front,
    found: list[Incident],
    reader: UserId,
    settings: Settings,
    *,
    is_mine: bool = False,
) -> Listing:
    seen = [seen_by(incident, viewer(reader, settings)) for incident in found]
    visible = [one for one in seen if one is not None]
    page = visible[:PAGE]
    cards = tx.messages.all_current(front, Purpose.CARD, [one.incident.number for one in page])
    lines = tuple(Line(seen=one, card=_place(cards, one)) for one in page)
    return Listing(
        lines=lines,
        total=len(visible),
        zone=_zone(tx, front, reader, settings),
        is_mine=is_mine,
    )


def _place(cards: dict[Number, Shown], one: Seen) -> MessageRef | None:
    shown = cards.get(one.incident.number)
    return shown.ref if shown else None

"""Look at incidents: the open ones in order, mine, one with its whole story."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, MessageRef, Number, UserId
from bot.domain.incident import Incident
from bot.domain.privacy import Seen, seen_by, viewer
from bot.domain.queue import in_order
from bot.domain.settings import Settings
from bot.domain.timeline import Entry
from bot.services import settings as settings_desk
from bot.services.ground import Ground
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
    """One incident with everything that was done to it, oldest first."""

    line: Line
    entries: tuple[Entry, ...]
    zone: ZoneInfo


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
            settings = settings_desk.load(tx, front)
            seen = _seen(tx, front, number, reader, settings)
            shown = tx.messages.current(front, Purpose.CARD, number)
            entries = () if seen.is_hidden else tuple(tx.timeline.of(front, number))
            line = Line(seen=seen, card=shown.ref if shown else None)
            return Story(line=line, entries=entries, zone=settings.team.zone)

    def one(self, front: Front, number: Number, reader: UserId) -> tuple[Seen, str]:
        """Return one incident as the reader may see it, and its requester's name; or refuse."""
        with self._ground.db.read() as tx:
            seen = _seen(tx, front, number, reader, settings_desk.load(tx, front))
            person = tx.people.find(front, seen.incident.requester)
            return seen, person.name if person else "the requester"


def _seen(
    tx: Transaction, front: Front, number: Number, reader: UserId, settings: Settings
) -> Seen:
    incident = tx.incidents.find(front, number)
    seen = seen_by(incident, viewer(reader, settings)) if incident else None
    if seen is None:
        raise Refusal(Reason.UNKNOWN_INCIDENT, number)
    return seen


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
    return Listing(lines=lines, total=len(visible), zone=settings.team.zone, is_mine=is_mine)


def _place(cards: dict[Number, Shown], one: Seen) -> MessageRef | None:
    shown = cards.get(one.incident.number)
    return shown.ref if shown else None

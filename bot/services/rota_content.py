"""Compose what the rota says, from the database as it is when a notice is due."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain import rota_news
from bot.domain.cadence import Span
from bot.domain.content import (
    Arrived,
    CoverAsked,
    DatesMoved,
    HandoffNote,
    Invitation,
    Outcome,
    ShiftIsNear,
    SwapAsked,
    SyncGroup,
    Uncovered,
    Unread,
)
from bot.domain.cover import Stage
from bot.domain.duty import LOOK_AHEAD_FOR_GAPS, Handed, Seat
from bot.domain.ids import Number, UserId
from bot.domain.incident import State
from bot.domain.notice import Notice
from bot.domain.privacy import SOMEBODY, seen_in_channel
from bot.domain.rotation import (
    Rotation,
    Shift,
    as_known_at,
    on_call_at,
    shifts_between,
    upcoming,
)
from bot.domain.settings import Settings
from bot.services import handoff, roster, stand_in
from bot.services.roster import UNPLANNED
from storage.database import Transaction

# So many dates tell somebody what has changed.
_MOST_DATES = 4


def invitation(
    tx: Transaction, notice: Notice, settings: Settings, now: datetime
) -> Invitation | None:
    """Return whether somebody takes turns; None once it is of no interest any more."""
    reader, plan = _reader(notice), settings.plan(notice.about or "")
    if plan is None:
        return None
    seats = {(one.rotation, one.person): one for one in tx.rota.seats(notice.front)}
    seat = seats.get((plan.name, reader), Seat(rotation=plan.name, person=reader))
    was_asked = tx.spoken.find(notice.front, notice.key) is not None
    is_open = not seat.is_taken and seat.left_at is None
    if (not is_open and not was_asked) or not roster.takes_part(tx, notice.front, reader):
        return None
    rotation = _rotation(tx, notice, settings, plan.name, now)
    first = _first(rotation, reader, now) if rotation and seat.is_taken else None
    return Invitation(
        rotation=plan.name,
        is_open=is_open,
        is_taken=seat.is_taken,
        first=first,
        zone=_zone(tx, notice, settings),
    )


def cover(tx: Transaction, notice: Notice, settings: Settings, now: datetime) -> CoverAsked | None:
    """Return how a request for cover stands; to who may take it, only while that is so."""
    asked = _cover(tx, notice, settings, now)
    if asked is None:
        return None
    is_news = asked.stage is Stage.OPEN or tx.spoken.find(notice.front, notice.key)
    is_taker = asked.cover.value.taker == _reader(notice)
    return asked if is_news or asked.is_asker or is_taker else None


def reminder(
    tx: Transaction, notice: Notice, settings: Settings, now: datetime
) -> CoverAsked | None:
    """Return a request that nobody has taken yet; when its time begins, to the asker alone."""
    asked = _cover(tx, notice, settings, now)
    if asked is None:
        return None
    wanted = Stage.PAST_DUE if asked.is_asker else Stage.OPEN
    return replace(asked, is_reminder=True) if asked.stage is wanted else None


def _cover(tx: Transaction, notice: Notice, settings: Settings, now: datetime) -> CoverAsked | None:
    kept = tx.stand_ins.covers.find(notice.front, int(notice.about or 0))
    zone = _zone(tx, notice, settings)
    return stand_in.cover_asked(kept, _reader(notice), zone, now) if kept else None


def swap(tx: Transaction, notice: Notice, settings: Settings, now: datetime) -> SwapAsked | None:
    """Return how an exchange stands, for one of its two sides."""
    kept = tx.stand_ins.exchanges.find(notice.front, int(notice.about or 0))
    zone = _zone(tx, notice, settings)
    return stand_in.swap_asked(kept, _reader(notice), zone, now) if kept else None


def note(tx: Transaction, notice: Notice, settings: Settings, now: datetime) -> HandoffNote | None:
    """Return the note of a hand-off for one of its two sides."""
    handed, reader = _handed(tx, notice), _reader(notice)
    if handed is None or reader not in (handed.outgoing, handed.incoming):
        return None
    return handoff.composed(tx, notice.front, handed, reader, settings, now)


def unread(tx: Transaction, notice: Notice, settings: Settings, now: datetime) -> Unread | None:
    """Return a hand-off that nobody has acknowledged, while somebody still should."""
    handed = _handed(tx, notice)
    if handed is None or handed.acknowledged_at or _reader(notice) == handed.incoming:
        return None
    last = tx.handoffs.last(notice.front, handed.rotation)
    if last is None or last.id != handed.id:
        return None
    return Unread(handed=handed, zone=_zone(tx, notice, settings))


def near(tx: Transaction, notice: Notice, settings: Settings, now: datetime) -> ShiftIsNear | None:
    """Return somebody's next shift, if it is still theirs and still to come."""
    at, name = _at_and_name(notice)
    rotation = _rotation(tx, notice, settings, name, now)
    if rotation is None or at <= now or on_call_at(rotation, at).person != _reader(notice):
        return None
    shift = upcoming(rotation, 1, at)[0]
    return ShiftIsNear(rotation=name, shift=shift, zone=_zone(tx, notice, settings))


def uncovered(
    tx: Transaction, notice: Notice, settings: Settings, now: datetime
) -> Uncovered | None:
    """Return a time in which nobody is on call, if that is still so."""
    at, name = _at_and_name(notice)
    rotation, start = _rotation(tx, notice, settings, name, now), max(at, now)
    if rotation is None or settings.plan(name) is None:
        return None
    if on_call_at(rotation, start).why not in UNPLANNED:
        return None
    gap = roster.gaps(rotation, start)[0]
    return Uncovered(
        rotation=name,
        span=Span(gap.starts_at, gap.ends_at),
        why=gap.why,
        is_now=start == now,
        zone=_zone(tx, notice, settings),
    )


def moved(tx: Transaction, notice: Notice, settings: Settings, now: datetime) -> DatesMoved | None:
    """Return somebody's dates before and after what has changed them, if they are others now."""
    at, _, name = (notice.about or "").partition(" ")
    rotation, reader = _rotation(tx, notice, settings, name, now), _reader(notice)
    if rotation is None:
        return None
    before = _dates(as_known_at(rotation, datetime.fromisoformat(at)), reader, now)
    after = _dates(rotation, reader, now)
    if before == after:
        return None
    return DatesMoved(
        rotation=name,
        before=before[:_MOST_DATES],
        after=after[:_MOST_DATES],
        zone=_zone(tx, notice, settings),
    )


def _dates(rotation: Rotation, person: UserId, now: datetime) -> tuple[Shift, ...]:
    ahead = shifts_between(rotation, now, now + LOOK_AHEAD_FOR_GAPS)
    return tuple(one for one in ahead if one.person == person)


def arrived(tx: Transaction, notice: Notice, settings: Settings, now: datetime) -> Arrived | None:
    """Return what was filed, while nobody has it."""
    incident = tx.incidents.find(notice.front, notice.number or Number(0))
    if incident is None or incident.state is not State.NEW:
        return None
    on = roster.on_call_now(tx, notice.front, settings, now)
    return Arrived(
        seen=seen_in_channel(incident),
        is_on_call=on.person == _reader(notice),
        zone=_zone(tx, notice, settings),
    )


def outcome(tx: Transaction, notice: Notice, settings: Settings, now: datetime) -> Outcome:
    """Return what came of a press, with the next shift of who pressed."""
    name, rotation, span = rota_news.read_outcome(notice.about or "done - - ")
    found = _rotation(tx, notice, settings, rotation, now) if rotation else None
    return Outcome(
        name=name,
        rotation=rotation,
        span=span,
        shift=_first(found, _reader(notice), now) if found else None,
        zone=_zone(tx, notice, settings),
    )


def group(tx: Transaction, notice: Notice, settings: Settings, now: datetime) -> SyncGroup | None:
    """Return whom a handle has to name; None to leave it as it is, since it cannot be emptied."""
    wanted = notice.target.channel
    on_call = [
        on_call_at(rotation, now).person
        for plan, rotation in roster.planned_ones(tx, notice.front, settings, now)
        if plan.user_group == wanted
    ]
    people = tuple(dict.fromkeys(one for one in on_call if one))
    return SyncGroup(user_group=str(wanted), people=people) if people else None


def _first(rotation: Rotation, person: UserId, now: datetime) -> Shift | None:
    """Return somebody's shift that goes on, or their next."""
    return next((one for one in _dates(rotation, person, now)), None)


def _reader(notice: Notice) -> UserId:
    return notice.target.user or SOMEBODY


def _handed(tx: Transaction, notice: Notice) -> Handed | None:
    return tx.handoffs.find(notice.front, int(notice.about or 0))


def _at_and_name(notice: Notice) -> tuple[datetime, str]:
    at, _, name = (notice.about or "").partition(" ")
    return rota_news.moment_of(at), name


def _rotation(
    tx: Transaction, notice: Notice, settings: Settings, name: str, now: datetime
) -> Rotation | None:
    return roster.rotations(tx, notice.front, settings, now).get(name)


def _zone(tx: Transaction, notice: Notice, settings: Settings) -> ZoneInfo:
    return roster.zone_for(tx, notice.front, _reader(notice), settings)

"""What calendars show of the rota and tell it: shifts as events, and time off that they hold.

An event keeps its `uid` while its edges move, because programs that subscribe to a calendar change
the event that they know. One that vanished stays as cancelled for a while: without that they would
go on to show it.
"""

import hashlib
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from operator import attrgetter

from bot.domain.cadence import Cadence, Span, Unit
from bot.domain.ids import UserId
from bot.domain.roster import Roster
from bot.domain.rotation import Rotation, Shift, shifts_between

# What divides time where a rotation has no roster, and somebody is on call by an override.
_WEEKS = Cadence(timezone="UTC", anchor=datetime(2024, 1, 1, tzinfo=UTC), unit=Unit.WEEK)
_UID_LENGTH = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One stretch of one person on call, as a calendar shows it."""

    uid: str
    rotation: str
    person: UserId
    starts_at: datetime
    ends_at: datetime
    sequence: int
    changed_at: datetime
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar that somebody subscribed to, as it was at `made_at`.

    `names` is what people in it are called.
    """

    title: str
    events: tuple[Event, ...]
    names: Mapping[UserId, str]
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentFor:
    """Time that somebody's own calendar has them away for.

    `uid` is the same when the file is read again, and that of no other time in it.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str


def events_of(
    rotation: Rotation, since: datetime, until: datetime, now: datetime
) -> tuple[Event, ...]:
    """Return who is on call between two moments: an event for each stretch within one turn.

    Those that reach over either moment are whole, so that the same stretch is the same event
    whenever somebody asks.
    """
    since, until = since.astimezone(UTC), until.astimezone(UTC)
    turns = _turns(rotation, since, until)
    if not turns:
        return ()
    shifts = shifts_between(rotation, turns[0].starts_at, turns[-1].ends_at)
    events = (one for turn in turns for one in _events_within(turn, shifts, rotation.name, now))
    return tuple(one for one in events if since < one.ends_at and one.starts_at < until)


def merged(
    known: Iterable[Event], fresh: Iterable[Event], now: datetime, *, keep_from: datetime
) -> tuple[Event, ...]:
    """Return what to show and to keep, given what was shown before and what is planned now.

    Whatever differs from what was shown has a higher `sequence`, which is what makes calendars look
    again; whatever does not is the same value. What is missing is cancelled, unless it was over.
    """
    before = {one.uid: one for one in known}
    planned = {one.uid: one for one in fresh}
    after = [_shown(before.get(one.uid), one, now) for one in planned.values()]
    after += [_missing(one, now) for one in before.values() if one.uid not in planned]
    kept = (one for one in after if one.ends_at >= keep_from)
    return tuple(sorted(kept, key=attrgetter("starts_at", "rotation", "uid")))


def _shown(old: Event | None, new: Event, now: datetime) -> Event:
    """The planned event, as the next version of the one that was shown."""
    if old is None:
        return replace(new, sequence=0, changed_at=now)
    is_same = (old.starts_at, old.ends_at) == (new.starts_at, new.ends_at)
    if is_same and not old.is_cancelled:
        return old
    return replace(new, sequence=old.sequence + 1, changed_at=now)


def _missing(old: Event, now: datetime) -> Event:
    """An event that is not planned any more; one that took place before `now` stays."""
    if old.is_cancelled or old.ends_at <= now:
        return old
    return replace(old, sequence=old.sequence + 1, changed_at=now, is_cancelled=True)


# --- turns -----------------------------------------------------------------------------------


def _events_within(
    turn: Span, shifts: Sequence[Shift], rotation: str, now: datetime
) -> Iterator[Event]:
    """The stretches within one turn, those of each person counted from its first moment."""
    counts: Counter[UserId] = Counter()
    first = bisect_right(shifts, turn.starts_at, key=attrgetter("ends_at"))
    for place in range(first, len(shifts)):
        shift = shifts[place]
        if shift.starts_at >= turn.ends_at:
            return
        yield Event(
            uid=_uid(rotation, turn, shift.person, counts[shift.person]),
            rotation=rotation,
            person=shift.person,
            starts_at=max(shift.starts_at, turn.starts_at),
            ends_at=min(shift.ends_at, turn.ends_at),
            sequence=0,
            changed_at=now,
        )
        counts[shift.person] += 1


def _uid(rotation: str, turn: Span, person: UserId, number: int) -> str:
    about = json.dumps([rotation, turn.starts_at.isoformat(), person, number])
    return f"{hashlib.sha256(about.encode()).hexdigest()[:_UID_LENGTH]}@hydrant"


def _turns(rotation: Rotation, since: datetime, until: datetime) -> list[Span]:
    """The turns by the order alone that have a part between two moments; they abut."""
    rosters = rotation.layers[0].rosters if rotation.layers else ()
    grids = _grids(rosters)
    turns: list[Span] = []
    at = since
    while at < until:
        turns.append(_turn_at(grids, at))
        at = turns[-1].ends_at
    return turns


def _grids(rosters: Iterable[Roster]) -> list[tuple[datetime, Cadence]]:
    """The hand-offs that count and from when on: an edit of the people leaves them as they are."""
    grids: list[tuple[datetime, Cadence]] = []
    for roster in rosters:
        if not grids or grids[-1][1] != roster.grid:
            grids.append((roster.valid_from, roster.grid))
    return grids or [(_WEEKS.anchor, _WEEKS)]


def _turn_at(grids: Sequence[tuple[datetime, Cadence]], at: datetime) -> Span:
    """The turn around a moment; where the hand-offs were changed, one ends and one begins."""
    place = max(bisect_right(grids, at, key=lambda one: one[0]) - 1, 0)
    valid_from, grid = grids[place]
    turn = grid.turn_at(at)
    starts_at = max(turn.starts_at, valid_from) if place else turn.starts_at
    ends_at = grids[place + 1][0] if place + 1 < len(grids) else turn.ends_at
    return Span(starts_at, min(turn.ends_at, ends_at))

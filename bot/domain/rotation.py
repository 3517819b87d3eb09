"""Whose turn it is: one pure answer from what is stored and a moment, for any span of time.

How the pieces fit, from below:

- `cadence`: when a shift begins, on the wall clock of a zone.
- `hours`: the windows of a week outside of which nobody is on call.
- `roster`: who takes turns in which order, as versions; an edit adds one and rewrites none.
- `cover`: time off, overrides, cover requests, exchanges, each with the moment it became known.
- here: layers of rosters, and `resolve`, which everything else asks.

What counts more comes later: the turn, a substitute for the whole turn if somebody is off, the next
layer where nobody is left, covers and exchanges in the order they were asked for, overrides in the
order they were made; and where that leaves nobody, the rotation that it falls back to. All spans
are half-open: at a hand-off the incoming person is on call. All moments are aware and in UTC. Rows
can hold every value as it is; tuples are in the order of creation.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from operator import attrgetter, itemgetter

from bot.domain.cadence import Span
from bot.domain.cover import Cover, Exchange, Override, TimeOff
from bot.domain.hours import Hours
from bot.domain.ids import UserId
from bot.domain.roster import Roster

LOOK_AHEAD = timedelta(days=400)
_TICK = timedelta(microseconds=1)
_FOR_EVER = datetime.max.replace(tzinfo=UTC)


class Why(StrEnum):
    """Why somebody is on call; below the first six, why nobody is."""

    TURN = "turn"
    SUBSTITUTE = "substitute"
    COVER = "cover"
    EXCHANGE = "exchange"
    OVERRIDE = "override"
    FALLBACK = "fallback"
    NOT_BEGUN = "not_begun"
    NO_MEMBERS = "no_members"
    ALL_OFF = "all_off"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Versions of a roster. Where nobody of it is on call, a layer of lower priority is asked.

    Of layers with the same priority, the one that is named first goes first.
    """

    rosters: tuple[Roster, ...]
    priority: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """Everything that decides who is on call for one duty, such as primary or backup.

    Where nobody of it is on call, whoever is in `fallback` is.
    """

    name: str
    layers: tuple[Layer, ...]
    time_off: tuple[TimeOff, ...] = ()
    covers: tuple[Cover, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    overrides: tuple[Override, ...] = ()
    fallback: "Rotation | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of time with one answer; `person` is None if nobody is on call.

    `turn_of` is whose turn it would be by the order alone.
    """

    starts_at: datetime
    ends_at: datetime
    person: UserId | None
    why: Why
    turn_of: UserId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One person on call without a break, for whatever reasons.

    `is_cut` says that it goes on after `ends_at`, where nobody looked any further.
    """

    starts_at: datetime
    ends_at: datetime
    person: UserId
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """The moment at which somebody else is on call; None on either side is nobody."""

    at: datetime
    outgoing: UserId | None
    incoming: UserId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Who begins to be on call and who stops, when several may be at once."""

    starting: frozenset[UserId]
    stopping: frozenset[UserId]

    @property
    def is_news(self) -> bool:
        """Whether anybody has to be told: a shift that goes on to oneself is none."""
        return bool(self.starting or self.stopping)


# --- questions -------------------------------------------------------------------------------


def resolve(rotation: Rotation, starts_at: datetime, ends_at: datetime) -> tuple[Segment, ...]:
    """Return who is on call between two moments: segments that abut, from the first to the second.

    The answer for a moment does not depend on the span that was asked for.
    """
    # Two moments in one zone are compared by what clocks show, which is wrong in a repeated hour.
    starts_at, ends_at = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    if starts_at >= ends_at:
        return ()
    pieces = _stood_in(rotation, _by_layers(rotation, starts_at, ends_at))
    if rotation.fallback:
        pieces = list(_fallen_back(pieces, rotation.fallback))
    return tuple(
        Segment(starts_at=start, ends_at=end, person=person, why=why, turn_of=turn_of)
        for start, end, person, why, turn_of in _merged(pieces)
    )


def on_call_at(rotation: Rotation, at: datetime) -> Segment:
    """Return the segment that holds this moment, cut where a turn of any layer begins or ends."""
    at = at.astimezone(UTC)
    around = [_turn_at(layer.rosters, at) for layer in rotation.layers]
    starts_at = max((turn.starts_at for turn in around), default=at)
    ends_at = min((turn.ends_at for turn in around), default=at + _TICK)
    return next(one for one in resolve(rotation, starts_at, ends_at) if at < one.ends_at)


def shifts_between(rotation: Rotation, starts_at: datetime, ends_at: datetime) -> tuple[Shift, ...]:
    """Return the shifts between two moments, cut to them; nobody on call is no shift."""
    shifts: list[Shift] = []
    for one in resolve(rotation, starts_at, ends_at):
        if one.person is None:
            continue
        begins_at = one.starts_at
        if shifts and shifts[-1].person == one.person and shifts[-1].ends_at == begins_at:
            begins_at = shifts.pop().starts_at
        shifts.append(Shift(starts_at=begins_at, ends_at=one.ends_at, person=one.person))
    return tuple(shifts)


def upcoming(
    rotation: Rotation, count: int, at: datetime, horizon: timedelta = LOOK_AHEAD
) -> tuple[Shift, ...]:
    """Return the shift at that moment, whole, and those after it, as many as asked for in all.

    Fewer if the horizon comes first, and nothing is looked for further back than that either.
    """
    at, reach = at.astimezone(UTC), timedelta(days=1)
    while True:
        reach = min(reach * 4, horizon)
        first, last = at - reach, at + reach
        shifts = [one for one in shifts_between(rotation, first, last) if one.ends_at > at]
        is_whole = not shifts or shifts[0].starts_at > first
        if reach == horizon or (is_whole and len(shifts) > count):
            return tuple(_cut(one, last) for one in shifts[:count])


def handoffs_between(rotation: Rotation, after: datetime, until: datetime) -> tuple[Handoff, ...]:
    """Return every change of the person on call, later than `after` and up to `until`."""
    return tuple(
        Handoff(at=later.starts_at, outgoing=earlier.person, incoming=later.person)
        for earlier, later in pairwise(resolve(rotation, after, until.astimezone(UTC) + _TICK))
        if earlier.person != later.person
    )


def change(before: Iterable[UserId], after: Iterable[UserId]) -> Change:
    """Return the difference between those who were on call and those who are."""
    earlier, later = frozenset(before), frozenset(after)
    return Change(starting=later - earlier, stopping=earlier - later)


def gaps_between(rotation: Rotation, starts_at: datetime, ends_at: datetime) -> tuple[Segment, ...]:
    """Return when nobody is on call, and why."""
    return tuple(one for one in resolve(rotation, starts_at, ends_at) if one.person is None)


def as_known_at(rotation: Rotation, at: datetime) -> Rotation:
    """Return the rotation without what was decided at that moment or later.

    Comparing its answer with that of the rotation itself tells whose dates have been moved since.
    """
    layers = (
        replace(one, rosters=tuple(each for each in one.rosters if each.valid_from < at))
        for one in rotation.layers
    )
    return replace(
        rotation,
        layers=tuple(layers),
        time_off=tuple(_unless(one, at) for one in rotation.time_off if one.filed_at < at),
        covers=tuple(one for one in rotation.covers if one.taken_at and one.taken_at < at),
        exchanges=tuple(
            one for one in rotation.exchanges if one.accepted_at and one.accepted_at < at
        ),
        overrides=tuple(
            one for one in rotation.overrides if one.accepted_at and one.accepted_at < at
        ),
        fallback=as_known_at(rotation.fallback, at) if rotation.fallback else None,
    )


def _unless(one: TimeOff, at: datetime) -> TimeOff:
    """Time off as it stood: withdrawn later is not yet withdrawn."""
    is_later = one.withdrawn_at is not None and one.withdrawn_at >= at
    return replace(one, withdrawn_at=None) if is_later else one


def holds(rotation: Rotation, person: UserId, span: Span) -> bool:
    """Whether all of the span is that person's, whatever the reason."""
    return {one.person for one in resolve(rotation, span.starts_at, span.ends_at)} == {person}


def _cut(shift: Shift, horizon: datetime) -> Shift:
    if shift.ends_at < horizon:
        return shift
    return Shift(starts_at=shift.starts_at, ends_at=shift.ends_at, person=shift.person, is_cut=True)


# --- turns -----------------------------------------------------------------------------------

# Start, end, person, why, whose turn: a segment before it is one. Pieces abut, as segments do.
_Piece = tuple[datetime, datetime, UserId | None, Why, UserId | None]
_start = itemgetter(0)


def _by_layers(rotation: Rotation, start: datetime, end: datetime) -> list[_Piece]:
    """Who is on call by the layers alone, time off included."""
    absences = _Absences(rotation.time_off)
    pieces: list[_Piece] = [(start, end, None, Why.NO_MEMBERS, None)]
    best_first = sorted(rotation.layers, key=attrgetter("priority"), reverse=True)
    for layer in reversed(best_first):
        pieces = _over(_of_layer(layer, absences, start, end), pieces)
    return pieces


def _fallen_back(pieces: Iterable[_Piece], fallback: Rotation) -> Iterator[_Piece]:
    """The pieces, with those of the fallback wherever nobody is on call."""
    for piece in _merged(pieces):
        if piece[2] is not None:
            yield piece
            continue
        for one in resolve(fallback, piece[0], piece[1]):
            person, why = one.person, Why.FALLBACK if one.person else piece[3]
            yield (one.starts_at, one.ends_at, person, why, piece[4])


def _over(upper: Iterable[_Piece], lower: list[_Piece]) -> list[_Piece]:
    """The upper pieces, and the lower ones wherever nobody of the upper is on call."""
    pieces: list[_Piece] = []
    for piece in upper:
        below = [] if piece[2] else _within(lower, piece[0], piece[1])
        if any(one[2] for one in below):
            pieces += [one if one[2] else (one[0], one[1], *piece[2:]) for one in below]
        else:
            pieces.append(piece)
    return pieces


def _within(pieces: list[_Piece], start: datetime, end: datetime) -> list[_Piece]:
    """The pieces between two moments, cut to them."""
    first = bisect_right(pieces, start, key=_start) - 1
    last = bisect_left(pieces, end, key=_start)
    return [(max(one[0], start), min(one[1], end), *one[2:]) for one in pieces[first:last]]


def _of_layer(
    layer: Layer, absences: "_Absences", start: datetime, end: datetime
) -> Iterator[_Piece]:
    """Who of a layer is on call: nobody before its first version, then one version at a time."""
    rosters = layer.rosters
    begins = rosters[0].valid_from if rosters else end
    if start < begins:
        yield (start, min(begins, end), None, Why.NOT_BEGUN, None)
    for version in range(_version_at(rosters, start), len(rosters)):
        lower = max(start, rosters[version].valid_from)
        upper = min(end, _valid_until(rosters, version))
        if lower < upper:
            yield from _of_version(rosters, version, absences, lower, upper)


def _of_version(
    rosters: Sequence[Roster], version: int, absences: "_Absences", lower: datetime, upper: datetime
) -> Iterator[_Piece]:
    """Who of one version is on call; nobody outside of its hours."""
    roster = rosters[version]
    hours = roster.hours
    turns = _turns(rosters, version, absences, lower, upper)
    if hours is None:
        yield from turns
    else:
        yield from _open(list(turns), hours.open_between(lower, upper), lower, upper)


def _open(
    pieces: list[_Piece], spans: Sequence[Span], lower: datetime, upper: datetime
) -> Iterator[_Piece]:
    """The pieces within the open spans, and nobody in between."""
    for span in spans:
        if lower < span.starts_at:
            yield (lower, span.starts_at, None, Why.CLOSED, None)
        yield from _within(pieces, span.starts_at, span.ends_at)
        lower = span.ends_at
    if lower < upper:
        yield (lower, upper, None, Why.CLOSED, None)


def _turns(
    rosters: Sequence[Roster], version: int, absences: "_Absences", lower: datetime, upper: datetime
) -> Iterator[_Piece]:
    """Who has the turns of one version, cut to two moments that are within it."""
    roster = rosters[version]
    order, grid = roster.order, roster.grid
    if not order:
        yield (lower, upper, None, Why.NO_MEMBERS, None)
        return
    opening, first = grid.number_at(roster.valid_from), roster.place_of(0)
    number = grid.number_at(lower)
    start = max(grid.handoff(number), roster.valid_from)
    while start < upper:
        end = grid.handoff(number + 1)
        place = (first + number - opening) % len(order)
        candidates = order[place:] + order[:place]
        holder = _holder_before(rosters, version, absences) if number == opening else None
        for piece in _turn(candidates, holder, absences, roster.hours, start, end):
            if piece[0] < upper and lower < piece[1]:
                yield (max(piece[0], lower), min(piece[1], upper), *piece[2:])
        start, number = end, number + 1


def _turn(
    candidates: tuple[UserId, ...],
    holder: UserId | None,
    absences: "_Absences",
    hours: Hours | None,
    start: datetime,
    end: datetime,
) -> Iterator[_Piece]:
    """Who has one turn: the first candidate who can have all of what is left of it.

    1. Whoever had it before an edit goes on.
    2. Otherwise, the first in order who is not known to be off at any time of it.
    3. If time off becomes known that they begin before the end, the rest is decided anew then.
    """
    while start < end:
        goes_on = holder in candidates and not absences.is_off(holder, start)
        person = holder if goes_on else absences.first_free(candidates, hours, start, end)
        change = absences.next_change(person, candidates, hours, start, end)
        yield (start, change, person, _why(person, candidates[0]), candidates[0])
        start, holder = change, None


def _why(person: UserId | None, turn_of: UserId) -> Why:
    if person is None:
        return Why.ALL_OFF
    return Why.TURN if person == turn_of else Why.SUBSTITUTE


def _holder_before(rosters: Sequence[Roster], version: int, absences: "_Absences") -> UserId | None:
    """Who would have the moment a version begins if it did not: they keep it until its hand-off."""
    if not version:
        return None
    at = rosters[version].valid_from
    return next(_turns(rosters, version - 1, absences, at, at + _TICK))[2]


def _turn_at(rosters: Sequence[Roster], at: datetime) -> Span:
    """The turn around a moment, within one version."""
    if not rosters:
        return Span(at, at + _TICK)
    version = _version_at(rosters, at)
    roster = rosters[version]
    if at < roster.valid_from:
        return Span(at, min(at + _TICK, roster.valid_from))
    turn = roster.grid.turn_at(at)
    starts_at = max(turn.starts_at, roster.valid_from)
    return Span(starts_at, min(turn.ends_at, _valid_until(rosters, version)))


def _version_at(rosters: Sequence[Roster], at: datetime) -> int:
    """The place of the version in force, or of the first if none is."""
    return max(bisect_right(rosters, at, key=attrgetter("valid_from")) - 1, 0)


def _valid_until(rosters: Sequence[Roster], version: int) -> datetime:
    return rosters[version + 1].valid_from if version + 1 < len(rosters) else _FOR_EVER


class _Absences:
    """Time off, by person."""

    def __init__(self, time_off: Iterable[TimeOff]) -> None:
        self._of: dict[UserId, list[tuple[datetime, datetime, TimeOff]]] = {}
        for one in time_off:
            spans = self._of.setdefault(one.person, [])
            spans.append((one.starts_at, one.ends_at or _FOR_EVER, one))

    def is_off(self, person: UserId | None, at: datetime) -> bool:
        """Whether the person is known to be off at that very moment."""
        return any(one.is_known(at) for one in self._between(person, at, at + _TICK))

    def first_free(
        self, candidates: Iterable[UserId], hours: Hours | None, start: datetime, end: datetime
    ) -> UserId | None:
        """The first who, as known at the start, is there until the end."""
        for person in candidates:
            if not any(
                one.is_known(start) and _costs(one, hours, start, end)
                for one in self._between(person, start, end)
            ):
                return person
        return None

    def next_change(
        self,
        person: UserId | None,
        candidates: tuple[UserId, ...],
        hours: Hours | None,
        start: datetime,
        end: datetime,
    ) -> datetime:
        """When it has to be decided anew: the person's time off begins, or somebody is back."""
        if person is None:
            of_all = (one for each in candidates for one in self._between(each, start, end))
            moments = [one.withdrawn_at for one in of_all if one.withdrawn_at is not None]
        else:
            moments = [
                one.counts_from
                for one in self._between(person, start, end)
                if one.is_known(one.counts_from) and _costs(one, hours, one.counts_from, end)
            ]
        return min((at for at in moments if start < at < end), default=end)

    def _between(self, person: UserId | None, start: datetime, end: datetime) -> list[TimeOff]:
        """Their time off that has a part between two moments."""
        if person is None or person not in self._of:
            return []
        return [one for begins, ends, one in self._of[person] if begins < end and start < ends]


def _costs(one: TimeOff, hours: Hours | None, start: datetime, end: datetime) -> bool:
    """Whether time off costs any time on call between two moments."""
    lower, upper = max(start, one.starts_at), min(end, one.ends_at or _FOR_EVER)
    if hours is None or lower >= upper:
        return lower < upper
    return bool(hours.open_between(lower, upper))


# --- standing in -----------------------------------------------------------------------------


def _stood_in(rotation: Rotation, pieces: list[_Piece]) -> list[_Piece]:
    """The pieces with covers and exchanges in the order they were asked for, then overrides."""
    gone = [one for one in rotation.time_off if one.ends_at is None]
    first, last = pieces[0][0], pieces[-1][1]
    for _, start, end, giver, taker, why in sorted(_transfers(rotation), key=_start):
        if start < last and first < end:
            for lower, upper in _present(taker, start, end, gone):
                _repaint(pieces, lower, upper, _handed_over(giver, taker, why))
    # In the order of creation, whatever the clocks of two replicas showed.
    for one in rotation.overrides:
        if one.accepted_at is not None and one.starts_at < last and first < one.ends_at:
            start = max(one.starts_at, one.accepted_at)
            for lower, upper in _present(one.person, start, one.ends_at, gone):
                _repaint(pieces, lower, upper, _overridden(one.person))
    return pieces


_Transfer = tuple[datetime, datetime, datetime, UserId, UserId, Why]


def _transfers(rotation: Rotation) -> Iterator[_Transfer]:
    """When asked, from, until, whose time, who gets it, why."""
    for one in rotation.covers:
        if one.taker is not None and one.taken_at is not None:
            start = max(one.starts_at, one.taken_at)
            yield (one.asked_at, start, one.ends_at, one.asker, one.taker, Why.COVER)
    for two in rotation.exchanges:
        if two.accepted_at is not None:
            for span, giver, taker in (
                (two.gives, two.asker, two.other),
                (two.gets, two.other, two.asker),
            ):
                start = max(span.starts_at, two.accepted_at)
                yield (two.asked_at, start, span.ends_at, giver, taker, Why.EXCHANGE)


def _present(
    person: UserId, start: datetime, end: datetime, gone: Sequence[TimeOff]
) -> list[tuple[datetime, datetime]]:
    """The time between two moments without that in which the person has left for good."""
    spans = [(start, end)]
    for one in gone:
        if one.person == person:
            until = one.withdrawn_at or _FOR_EVER
            spans = [
                part
                for lower, upper in spans
                for part in ((lower, min(upper, one.counts_from)), (max(lower, until), upper))
            ]
    return [(lower, upper) for lower, upper in spans if lower < upper]


def _handed_over(giver: UserId, taker: UserId, why: Why) -> Callable[[_Piece], _Piece]:
    def paint(piece: _Piece) -> _Piece:
        start, end, person, _, turn_of = piece
        if person != giver:
            return piece
        return (start, end, taker, Why.TURN if taker == turn_of else why, turn_of)

    return paint


def _overridden(by: UserId) -> Callable[[_Piece], _Piece]:
    def paint(piece: _Piece) -> _Piece:
        start, end, person, _, turn_of = piece
        return piece if person == by else (start, end, by, Why.OVERRIDE, turn_of)

    return paint


def _repaint(
    pieces: list[_Piece], start: datetime, end: datetime, paint: Callable[[_Piece], _Piece]
) -> None:
    """Change the pieces between two moments, cutting those that reach over either."""
    start, end = max(start, pieces[0][0]), min(end, pieces[-1][1])
    if start >= end:
        return
    first = bisect_right(pieces, start, key=_start) - 1
    last = bisect_left(pieces, end, key=_start)
    before, after = pieces[first], pieces[last - 1]
    painted = [paint(one) for one in _within(pieces, start, end)]
    if before[0] < start:
        painted.insert(0, (before[0], start, *before[2:]))
    if end < after[1]:
        painted.append((end, after[1], *after[2:]))
    pieces[first:last] = painted


def _merged(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """The pieces, with neighbours that say the same as one."""
    current: _Piece | None = None
    for piece in pieces:
        if current is not None and current[2:] == piece[2:]:
            current = (current[0], piece[1], *current[2:])
            continue
        if current is not None:
            yield current
        current = piece
    if current is not None:
        yield current

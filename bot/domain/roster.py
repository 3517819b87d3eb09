"""Who takes turns, in which order and from when: versions that are added and never rewritten."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.cadence import Cadence, Unit
from bot.domain.hours import Hours
from bot.domain.ids import UserId


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the order. Until they have accepted, turns pass them as if they were not in it.

    The same person may be in the order more than once, for more turns than others.
    """

    person: UserId
    accepted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """One version of the order, in force from `valid_from` until the next version is.

    `first` is the place, among those who have accepted, of the one whose turn it is at
    `valid_from`; the turns go on from there, at the hand-offs of the cadence.
    """

    valid_from: datetime
    cadence: Cadence
    members: tuple[Member, ...]
    first: int = 0
    hours: Hours | None = None

    @property
    def order(self) -> tuple[UserId, ...]:
        """Everyone who takes turns, in order: those who have accepted."""
        return tuple(
            member.person
            for member in self.members
            if member.accepted_at is not None and member.accepted_at <= self.valid_from
        )

    @property
    def grid(self) -> Cadence:
        """The hand-offs that count: a daily cadence with working hours counts the days they have.

        So after Friday's analyst comes Monday's, and nobody's turn is a closed weekend.
        """
        if self.hours is None or self.cadence.unit is not Unit.DAY:
            return self.cadence
        days = self.cadence.days & self.hours.days
        return replace(self.cadence, days=days) if days else self.cadence

    def place_at(self, at: datetime) -> int | None:
        """Return the place in the order of the one whose turn it is; None if nobody takes turns."""
        if not self.order:
            return None
        grid = self.grid
        return self.place_of(grid.number_at(at) - grid.number_at(self.valid_from))

    def place_of(self, turns: int) -> int:
        """Return the place in the order that many turns after the one at `valid_from`."""
        count = len(self.order)
        first = self.first if self.first < count else 0
        return (first + turns) % count


def founded(
    cadence: Cadence, members: Sequence[Member], hours: Hours | None = None
) -> tuple[Roster, ...]:
    """Return the first version: its first member's turn begins at the cadence's first hand-off."""
    first = Roster(
        valid_from=cadence.handoff(0), cadence=cadence, members=tuple(members), hours=hours
    )
    return (replace(first, valid_from=first.grid.handoff(0)),)


def reordered(
    rosters: Sequence[Roster], members: Sequence[Member], at: datetime
) -> tuple[Roster, ...]:
    """Return the versions with one more, in force from `at`: the same hand-offs, a new order.

    Whoever's turn it is keeps it until the next hand-off, and the new order goes on after them.
    If they are not in the new order, the next one who was after them takes over at once. What
    was in force before `at` stays, and what was planned for later is replaced.
    """
    return _followed(rosters, replace(_last_until(rosters, at), members=tuple(members)), at)


def rescheduled(
    rosters: Sequence[Roster], cadence: Cadence, hours: Hours | None, at: datetime
) -> tuple[Roster, ...]:
    """Return the versions with one more, in force from `at`: the same order, other hand-offs.

    Whoever's turn it is keeps it until the first of the new hand-offs after `at`.
    """
    return _followed(rosters, replace(_last_until(rosters, at), cadence=cadence, hours=hours), at)


def in_force(rosters: Sequence[Roster], at: datetime) -> Roster | None:
    """Return the version in force at that moment; None before the first."""
    place = bisect_right(rosters, at, key=lambda roster: roster.valid_from)
    return rosters[place - 1] if place else None


def _last_until(rosters: Sequence[Roster], at: datetime) -> Roster:
    return in_force(rosters, at) or rosters[0]


def _followed(rosters: Sequence[Roster], changed: Roster, at: datetime) -> tuple[Roster, ...]:
    """The versions in force up to `at`, and the changed one, with the turn where it was."""
    old = in_force(rosters, at)
    if old is None:
        (new,) = founded(changed.cadence, changed.members, changed.hours)
        return (replace(new, valid_from=max(at, new.valid_from)),)
    new = replace(changed, valid_from=at)
    kept = (one for one in rosters if one.valid_from <= at)
    return (*kept, replace(new, first=_place_kept(old, new)))


def _place_kept(old: Roster, new: Roster) -> int:
    """The place in the new order of the one whose turn it is, or of their successor."""
    here = old.place_at(new.valid_from)
    if here is None:
        return 0
    for place in (*range(here, len(old.order)), *range(here)):
        person = old.order[place]
        if person in new.order:
            return _same_turn(old.order, place, new.order)
    return 0


def _same_turn(old: tuple[UserId, ...], place: int, new: tuple[UserId, ...]) -> int:
    """Where a person's turn at `place` is in the new order: their second stays their second."""
    person = old[place]
    turn = old[:place].count(person)
    places = [index for index, one in enumerate(new) if one == person]
    return places[min(turn, len(places) - 1)]

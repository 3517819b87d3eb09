"""The rota: who is on call, and who takes turns."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import rota_news
from bot.domain.cadence import Span
from bot.domain.content import OnCall
from bot.domain.duty import (
    LOOK_BACK,
    Preference,
    Seat,
    planned_ahead,
)
from bot.domain.errors import Reason, Refusal
from bot.domain.fairness import Served, Suggestion, balance, served, who_next
from bot.domain.ids import Front, UserId
from bot.domain.plan import Plan
from bot.domain.rotation import (
    Layer,
    Rotation,
    Segment,
    Shift,
    on_call_at,
    resolve,
    upcoming,
)
from bot.domain.settings import Settings
from bot.services import roster
from bot.services import settings as settings_desk
from bot.services.ground import Ground
from storage.database import Transaction

_WEEK = timedelta(days=7)
_MOST_SHIFTS = 50
# Working hours make a shift of every day, and everybody else may be first.
_SOON_ENOUGH = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Who is on call in every rotation, and what its reader can do about it.

    `gaps` are the times of the next 90 days in which nobody will be, by rotation, although
    somebody should.
    """

    rotations: tuple[OnCall, ...]
    gaps: tuple[tuple[str, Segment], ...]
    mine: tuple[str, Shift] | None
    seats: tuple[Seat, ...]
    reader: UserId
    may_take_turns: bool
    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifts:
    """The shifts to come, by rotation."""

    by_rotation: tuple[tuple[str, tuple[Shift, ...]], ...]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """What everybody has served in the last 90 days, and who should cover next."""

    rotation: str
    served: tuple[Served, ...]
    balance: int | None
    next_up: tuple[Suggestion, ...]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What it takes to understand what somebody types: the moment, their zone, the rotations."""

    now: datetime
    zone: ZoneInfo
    rotations: tuple[str, ...]
    may_take_turns: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Somebody is about to take turns; `first` would be theirs first."""

    rotation: str
    is_in: bool
    first: Shift | None
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Somebody is about to leave; `until` is the end of their shift if they are on call."""

    rotation: str
    until: datetime | None
    zone: ZoneInfo


class Rota:
    """Who is on call, and whose turns there are. Every change is one transaction."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    # --- looking -----------------------------------------------------------------------------

    def board(self, front: Front, reader: UserId) -> Board:
        """Return who is on call now, and who comes next."""
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            planned = roster.planned_ones(tx, front, settings, now)
            roster.refuse_if_none(settings)
            return Board(
                rotations=tuple(roster.standing(rotation, now) for _, rotation in planned),
                gaps=tuple(
                    (plan.name, gap)
                    for plan, rotation in planned
                    for gap in roster.gaps(rotation, now)
                ),
                mine=roster.next_shift((one for _, one in planned), reader, now),
                seats=tuple(one for one in tx.rota.seats(front) if one.person == reader),
                reader=reader,
                may_take_turns=reader in settings.takes_turns,
                now=now,
                zone=roster.zone_for(tx, front, reader, settings),
            )

    def at(self, front: Front, at: datetime, reader: UserId) -> tuple[OnCall, ...]:
        """Return who was or will be on call at a moment, in every rotation."""
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            planned = roster.planned_ones(tx, front, settings, min(at, now))
            roster.refuse_if_none(settings)
            return tuple(roster.standing(rotation, at) for _, rotation in planned)

    def week(self, front: Front, reader: UserId) -> Shifts:
        """Return the shifts of the next seven days, each of them whole."""
        return self._shifts(
            front,
            reader,
            lambda one, now: tuple(
                shift for shift in upcoming(one, _MOST_SHIFTS, now) if shift.starts_at < now + _WEEK
            ),
        )

    def upcoming(self, front: Front, reader: UserId, count: int) -> Shifts:
        """Return so many shifts, beginning with the one that goes on; fifty at most."""
        many = max(1, min(count, _MOST_SHIFTS))
        return self._shifts(front, reader, lambda one, now: upcoming(one, many, now))

    def _shifts(
        self,
        front: Front,
        reader: UserId,
        of: Callable[[Rotation, datetime], tuple[Shift, ...]],
    ) -> Shifts:
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            roster.refuse_if_none(settings)
            planned = roster.planned_ones(tx, front, settings, now)
            return Shifts(
                by_rotation=tuple((plan.name, of(rotation, now)) for plan, rotation in planned),
                zone=roster.zone_for(tx, front, reader, settings),
            )

    def fairness(self, front: Front, reader: UserId) -> tuple[Fairness, ...]:
        """Return the hours that everybody has served in 90 days, by rotation."""
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            roster.refuse_if_none(settings)
            planned = roster.planned_ones(tx, front, settings, now)
            zone = roster.zone_for(tx, front, reader, settings)
            return tuple(
                _fairness(tx, front, plan, rotation, zone, now) for plan, rotation in planned
            )

    def zone(self, front: Front, user: UserId) -> ZoneInfo:
        """Return the zone in which somebody reads clocks, and in which they type dates."""
        with self._ground.db.read() as tx:
            return roster.zone_for(tx, front, user, settings_desk.load(tx, front))

    def reading(self, front: Front, user: UserId) -> Reading:
        """Return what it takes to understand what somebody types."""
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            return Reading(
                now=self._ground.now(),
                zone=roster.zone_for(tx, front, user, settings),
                rotations=tuple(plan.name for plan in settings.rotations),
                may_take_turns=user in settings.takes_turns,
            )

    # --- before anything is changed ----------------------------------------------------------

    def join_ahead(self, front: Front, user: UserId, rotation: str | None = None) -> Joining:
        """Return the first shift that somebody would have who joined now."""
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            plan = roster.plan_of(settings, rotation)
            roster.refuse_outsiders(tx, front, user, settings)
            seat, found = (
                _seat(tx, front, plan, user),
                roster.rotation_of(tx, front, plan, settings, now),
            )
            if not seat.is_taken:
                found = _joined(tx, front, plan, seat, found, settings, now)
            ahead = upcoming(found, _SOON_ENOUGH, now)
            return Joining(
                rotation=plan.name,
                is_in=seat.is_taken,
                first=next((one for one in ahead if one.person == user), None),
                zone=roster.zone_for(tx, front, user, settings),
            )

    def leave_ahead(self, front: Front, user: UserId, rotation: str | None = None) -> Leaving:
        """Return whether somebody who is about to leave is on call, and how long."""
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            plan = roster.plan_of(settings, rotation)
            seat = _seat(tx, front, plan, user)
            if seat.invited_at is None and not seat.has_turns(now):
                raise Refusal(Reason.NOT_IN_ROTATION)
            found = roster.rotation_of(tx, front, plan, settings, now)
            is_on_call = on_call_at(found, now).person == user
            return Leaving(
                rotation=plan.name,
                until=roster.end_of_shift(found, now) if is_on_call else None,
                zone=roster.zone_for(tx, front, user, settings),
            )

    def tell_outcome(
        self,
        front: Front,
        user: UserId,
        url: str,
        source_key: str,
        name: str,
        rotation: str = "",
        span: Span | None = None,
    ) -> None:
        """Leave what came of a press, to stand in place of the message that it was made in.

        `name` is that of the sentence.
        """
        now, about = self._ground.now(), rota_news.outcome_about(name, rotation, span)
        with self._ground.db.begin() as tx:
            tx.outbox.put(rota_news.outcome(front, user, url, source_key, about, now), now)
        self._ground.wake()

    def on_call(self, front: Front) -> UserId | None:
        """Return who is on call in the team's first rotation; None where nobody is."""
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            return roster.on_call_now(tx, front, settings, now).person

    # --- seats -------------------------------------------------------------------------------

    def join(self, front: Front, user: UserId, rotation: str | None = None) -> OnCall:
        """Give somebody their turns in a rotation, the first if none is named."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            plan = roster.plan_of(settings, rotation)
            roster.refuse_outsiders(tx, front, user, settings)
            with roster.changing(tx, front, settings, now, by={user}):
                seat = _seat(tx, front, plan, user)
                if not seat.is_taken:
                    tx.rota.put_seat(front, replace(seat, accepted_at=now, left_at=None))
                settings_desk.add_to_rotation(tx, front, plan.name, user, now)
                settings = settings_desk.load(tx, front)
                roster.follow(tx, front, settings, now)
            _renew_invitation(tx, front, seat, now)
            answer = roster.standing(roster.rotations(tx, front, settings, now)[plan.name], now)
        self._ground.wake()
        return answer

    def leave(
        self, front: Front, user: UserId, rotation: str | None = None, *, at_once: bool = False
    ) -> None:
        """Take somebody's turns; who is on call serves until the end of the shift, or not at all.

        To decline an invitation is to leave what was never joined.
        """
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            plan = roster.plan_of(settings, rotation)
            seat = _seat(tx, front, plan, user)
            if seat.invited_at is None and not seat.has_turns(now):
                raise Refusal(Reason.NOT_IN_ROTATION)
            with roster.changing(tx, front, settings, now, by={user}):
                before = roster.rotations(tx, front, settings, now).get(plan.name)
                goes_on = before and not at_once and on_call_at(before, now).person == user
                left_at = roster.end_of_shift(before, now) if before and goes_on else now
                tx.rota.put_seat(front, replace(seat, left_at=left_at))
                roster.follow(tx, front, settings, now)
            _renew_invitation(tx, front, seat, now)
        self._ground.wake()

    def prefer(self, front: Front, preference: Preference) -> None:
        """Keep what somebody would rather not do."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            roster.refuse_outsiders(tx, front, preference.person, settings)
            with roster.changing(tx, front, settings, now, by={preference.person}):
                tx.rota.put_preference(front, preference)
        self._ground.wake()

    # --- time off ----------------------------------------------------------------------------

    # --- covers ------------------------------------------------------------------------------

    # --- exchanges ---------------------------------------------------------------------------

    # --- overrides ---------------------------------------------------------------------------

    # --- the beat ----------------------------------------------------------------------------

    def watch(self, front: Front) -> None:
        """Announce what has changed since the last look; once a day look for gaps to come."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            roster.watch(tx, front, settings, now)
            if tx.ticks.claim(front, "gaps", settings.today(now).isoformat(), now):
                roster.alert_of_gaps(tx, front, settings, now)
        self._ground.wake()

    def next_look(self, front: Front) -> datetime | None:
        """Return when `watch` will have something to say, if nothing is changed before; or None."""
        now = self._ground.now()
        with self._ground.db.read() as tx:
            reminder = settings_desk.load(tx, front).timing.shift_reminder
            ends = [one.until for one in tx.rota.duties(front).values()]
        moments = [at for end in ends for at in (end - reminder, end) if at > now]
        return min(moments, default=None)

    def sync_groups(self, front: Front) -> None:
        """Leave the wish that every handle names who is on call; somebody may have edited it."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            for plan in settings_desk.load(tx, front).rotations:
                if plan.user_group:
                    tx.outbox.put(rota_news.group(front, plan.user_group, now), now)
        self._ground.wake()


# --- who may, and what is there ----------------------------------------------------------------


def _seat(tx: Transaction, front: Front, plan: Plan, user: UserId) -> Seat:
    seats = (one for one in tx.rota.seats(front) if one.rotation == plan.name)
    empty = Seat(rotation=plan.name, person=user)
    return next((one for one in seats if one.person == user), empty)


def _joined(
    tx: Transaction,
    front: Front,
    plan: Plan,
    seat: Seat,
    found: Rotation,
    settings: Settings,
    now: datetime,
) -> Rotation:
    """Return the rotation as it would be if somebody joined at the end of its order."""
    if seat.person not in plan.members:
        plan = replace(plan, members=(*plan.members, seat.person))
    others = [
        one
        for one in tx.rota.seats(front)
        if one.rotation == plan.name and one.person != seat.person
    ]
    seats = [*others, replace(seat, accepted_at=now, left_at=None)]
    known = tx.rota.rosters(front).get(plan.name, ())
    rosters = planned_ahead(known, plan, seats, settings.takes_turns, now)
    return replace(found, layers=(Layer(rosters=rosters),))


def _renew_invitation(tx: Transaction, front: Front, seat: Seat, now: datetime) -> None:
    """Let the message that asked somebody show what they have answered."""
    wish = rota_news.invite(front, seat.rotation, seat.person, now)
    if tx.spoken.find(front, wish.key):
        tx.outbox.put(wish, now)


# --- time off ----------------------------------------------------------------------------------


# --- covers ------------------------------------------------------------------------------------


# --- exchanges ---------------------------------------------------------------------------------


# --- fairness ----------------------------------------------------------------------------------


def _fairness(
    tx: Transaction, front: Front, plan: Plan, rotation: Rotation, zone: ZoneInfo, now: datetime
) -> Fairness:
    seated = [
        one.person for one in tx.rota.seats(front) if one.rotation == plan.name and one.is_taken
    ]
    pieces = resolve(rotation, now - LOOK_BACK, now)
    hours = served(pieces, plan.zone, seated)
    last = {one.person: one.ends_at for one in pieces if one.person}
    unwanted = _unwanted(tx, front, seated, plan.zone, now)
    away = roster.off_during(tx, front, Span(now, now + timedelta(days=1)))
    candidates = [one for one in seated if one not in away]
    return Fairness(
        rotation=plan.name,
        served=hours,
        balance=balance(hours),
        next_up=who_next(candidates, hours, last, unwanted),
        zone=zone,
    )


def _unwanted(
    tx: Transaction, front: Front, people: Collection[UserId], zone: ZoneInfo, now: datetime
) -> set[UserId]:
    """Return those who would rather not be on call today."""
    today, preferences = now.astimezone(zone).weekday(), tx.rota.preferences(front)
    return {one for one in people if one in preferences and today in preferences[one].unwanted}

"""Rotations as they are stored: loading them, following the settings, and watching who is on call.

These are parts of transactions; the use cases are in `bot.services.rota`. Whoever changes the rota
does so within `changing`: nobody else does meanwhile, and everybody who has to hear of it does.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.domain import notice, rota_news
from bot.domain.cadence import Span
from bot.domain.content import OnCall
from bot.domain.cover import back, left
from bot.domain.duty import (
    LOOK_AHEAD_FOR_GAPS,
    LOOK_BACK,
    Duty,
    Handed,
    Kept,
    Seat,
    planned_ahead,
)
from bot.domain.errors import Reason, Refusal
from bot.domain.home import OPEN_FOR
from bot.domain.ids import Front, UserId
from bot.domain.people import Person, zone_of
from bot.domain.plan import Plan
from bot.domain.roster import Roster
from bot.domain.rotation import (
    Layer,
    Rotation,
    Segment,
    Shift,
    Why,
    gaps_between,
    handoffs_between,
    on_call_at,
    resolve,
    shifts_between,
    upcoming,
)
from bot.domain.settings import Settings
from storage.database import Transaction

# Nobody on call for one of these reasons was not planned by anybody.
UNPLANNED = frozenset({Why.ALL_OFF, Why.NO_MEMBERS})
# How long an answer is believed that was worked out ahead.
_AHEAD = timedelta(days=8)
_SOON = timedelta(seconds=1)
# A new rotation has nobody until the first accept: that alone is no reason for an alarm.
_TO_ACCEPT = timedelta(hours=1)
_T = TypeVar("_T")


def rotations(
    tx: Transaction,
    front: Front,
    settings: Settings,
    now: datetime,
    *,
    rosters: Mapping[str, tuple[Roster, ...]] | None = None,
) -> dict[str, Rotation]:
    """Return every rotation by name, those that were ended included.

    What stood in and is over for longer than it is looked back has no effect any more. `rosters`
    are those that are stored, unless told otherwise.
    """
    since, stand_ins = now - LOOK_BACK - timedelta(days=10), tx.stand_ins
    time_off = tuple(one.value for one in stand_ins.time_off.since(front, since))
    covers = _by_rotation(stand_ins.covers.since(front, since))
    exchanges = _by_rotation(stand_ins.exchanges.since(front, since))
    overrides = _by_rotation(stand_ins.overrides.since(front, since))
    found = {
        name: Rotation(
            name=name,
            layers=(Layer(rosters=versions),),
            time_off=time_off,
            covers=covers.get(name, ()),
            exchanges=exchanges.get(name, ()),
            overrides=overrides.get(name, ()),
        )
        for name, versions in (tx.rota.rosters(front) if rosters is None else rosters).items()
    }
    return {name: _with_fallback(name, found, settings) for name in found}


def planned_ones(
    tx: Transaction, front: Front, settings: Settings, now: datetime
) -> list[tuple[Plan, Rotation]]:
    """Return the rotations that the settings have, in their order."""
    if not settings.rotations:
        return []
    found = rotations(tx, front, settings, now)
    return [(plan, found[plan.name]) for plan in settings.rotations if plan.name in found]


def _by_rotation(kept: Iterable[Kept[_T]]) -> dict[str, tuple[_T, ...]]:
    found: dict[str, list[_T]] = {}
    for one in kept:
        found.setdefault(one.rotation, []).append(one.value)
    return {name: tuple(values) for name, values in found.items()}


def _with_fallback(name: str, found: Mapping[str, Rotation], settings: Settings) -> Rotation:
    plan = settings.plan(name)
    behind = settings.plan(plan.falls_back_to) if plan and plan.falls_back_to else None
    if behind is None or behind.name not in found:
        return found[name]
    return replace(found[name], fallback=_with_fallback(behind.name, found, settings))


# --- changing --------------------------------------------------------------------------------


@contextmanager
def changing(
    tx: Transaction,
    front: Front,
    settings: Settings,
    now: datetime,
    *,
    by: Collection[UserId] = (),
) -> Iterator[None]:
    """Let the rota be changed in the block, alone; then announce what that means.

    Whoever's dates are others afterwards is told, but for those in `by`, who know.
    """
    tx.rota.take_turns(front)
    before = _dates(rotations(tx, front, settings, now), now)
    yield
    after = _dates(rotations(tx, front, settings, now), now)
    for name, person in sorted(set(before) | set(after)):
        is_news = before.get((name, person), ()) != after.get((name, person), ())
        if is_news and person not in by:
            tx.outbox.put(rota_news.moved(front, name, now, person), now)
    watch(tx, front, settings, now)


def _dates(
    found: Mapping[str, Rotation], now: datetime
) -> dict[tuple[str, UserId], tuple[Shift, ...]]:
    """Return everybody's shifts of the next 90 days, in each rotation."""
    dates: dict[tuple[str, UserId], tuple[Shift, ...]] = {}
    for name, rotation in found.items():
        for shift in shifts_between(rotation, now, now + LOOK_AHEAD_FOR_GAPS):
            key = (name, shift.person)
            dates[key] = (*dates.get(key, ()), shift)
    return dates


def follow(tx: Transaction, front: Front, settings: Settings, now: datetime) -> None:
    """Bring the rosters to what the settings plan and people have accepted, and invite the rest."""
    rosters, seats = tx.rota.rosters(front), tx.rota.seats(front)
    for name in [*(plan.name for plan in settings.rotations), *_ended(rosters, settings)]:
        plan, known = settings.plan(name), rosters.get(name, ())
        versions = planned_ahead(known, plan, _of(seats, name), settings.takes_turns, now)
        if versions != known:
            tx.rota.put_rosters(front, name, versions, now)
        if plan:
            _invite(tx, front, plan, _of(seats, name), now)


def _ended(rosters: Mapping[str, object], settings: Settings) -> list[str]:
    return [name for name in rosters if settings.plan(name) is None]


def _of(seats: Iterable[Seat], rotation: str) -> list[Seat]:
    return [one for one in seats if one.rotation == rotation]


def _invite(
    tx: Transaction, front: Front, plan: Plan, seats: Collection[Seat], now: datetime
) -> None:
    known = {one.person for one in seats}
    for user in plan.members:
        if user not in known:
            tx.rota.put_seat(front, Seat(rotation=plan.name, person=user, invited_at=now))
            tx.outbox.put(rota_news.invite(front, plan.name, user, now), now)
            if tx.people.find(front, user) is None:
                tx.outbox.put(notice.profile(front, user, now), now)


def person_changed(tx: Transaction, person: Person, settings: Settings, now: datetime) -> None:
    """Let somebody whose account is closed be off for good, and back when it is opened again."""
    front = person.front
    gone = [
        one
        for one in tx.stand_ins.time_off.since(front, now)
        if one.value.person == person.user_id
        and one.value.ends_at is None
        and one.value.withdrawn_at is None
    ]
    takes_turns = any(one.person == person.user_id for one in tx.rota.seats(front))
    if person.is_deleted and takes_turns and not gone:
        with changing(tx, front, settings, now):
            number = tx.counters.next(front, "time_off")
            absence = Kept(id=number, rotation="", value=left(person.user_id, now))
            tx.stand_ins.time_off.add(front, absence, f"left:{person.user_id}:{number}")
    elif gone and not person.is_deleted:
        with changing(tx, front, settings, now):
            for one in gone:
                tx.stand_ins.time_off.save(front, replace(one, value=back(one.value, now)))


# --- watching --------------------------------------------------------------------------------


def watch(tx: Transaction, front: Front, settings: Settings, now: datetime) -> None:
    """Announce every change of the person on call since it was last looked.

    However many hand-offs were missed, there is one announcement for each rotation: of how things
    are now. A clock that was put back announces nothing twice, and closing time is no hand-off.
    """
    tx.rota.take_turns(front)
    duties = tx.rota.duties(front)
    for name, rotation in rotations(tx, front, settings, now).items():
        duty, plan = duties.get(name) or _nobody(name, now), settings.plan(name)
        at = max(now, duty.watched_until)
        ahead = resolve(rotation, at, at + _AHEAD)
        on, was = ahead[0], duty.announced
        if on.person != was and (on.person or on.why in UNPLANNED):
            duty = _announce(tx, front, rotation, on, duty, plan, settings, at)
        alarm_at = duty.since + _TO_ACCEPT
        is_young = on.why in UNPLANNED and duty.why is Why.NOT_BEGUN and at < alarm_at
        if plan and on.why in UNPLANNED and duty.why != on.why and not is_young:
            _alert(tx, front, name, at, settings, at)
        until = _holds_until(ahead)
        looked = replace(
            duty,
            watched_until=at,
            person=on.person,
            why=duty.why if is_young else on.why,
            until=min(until, alarm_at) if is_young else until,
        )
        tx.rota.put_duty(front, looked)
        if plan:
            _remind(tx, front, name, ahead, looked.announced, settings, at)


def _nobody(name: str, now: datetime) -> Duty:
    """Return what is known before anybody has looked."""
    return Duty(
        rotation=name,
        watched_until=now,
        person=None,
        why=Why.NOT_BEGUN,
        announced=None,
        since=now,
        until=now,
    )


def _holds_until(ahead: Iterable[Segment]) -> datetime:
    """Return up to when the first answer of several is still the answer."""
    first, *more = ahead
    change = (one.starts_at for one in more if (one.person, one.why) != (first.person, first.why))
    return next(change, [first, *more][-1].ends_at)


def _announce(
    tx: Transaction,
    front: Front,
    rotation: Rotation,
    on: Segment,
    duty: Duty,
    plan: Plan | None,
    settings: Settings,
    at: datetime,
) -> Duty:
    """Write down a hand-off and tell both sides; return who is on call, and since when."""
    begun = _begun(rotation, on, duty, at)
    handed = _handed(tx, front, rotation.name, on, duty, begun)
    tx.handoffs.save(front, handed)
    for person in (handed.outgoing, handed.incoming):
        if person:
            tx.outbox.put(rota_news.handoff(front, handed.id, person, at), at)
    if handed.outgoing and handed.incoming:
        late = at + settings.timing.acknowledgement
        for lead in settings.leads:
            tx.outbox.put(rota_news.unread(front, handed.id, lead, late), at)
    if plan and plan.user_group:
        tx.outbox.put(rota_news.group(front, plan.user_group, at), at)
    for user in tx.homes.opened_since(front, settings.takes_turns, at - OPEN_FOR):
        tx.outbox.put(notice.home(front, user, at), at)
    return replace(duty, announced=on.person, since=begun, words=None)


def _handed(
    tx: Transaction, front: Front, name: str, on: Segment, duty: Duty, begun: datetime
) -> Handed:
    """Return the hand-off; of two in one moment, one that leads from the first to the last."""
    known = tx.handoffs.last(front, name)
    if known and known.at == begun:
        return replace(known, incoming=on.person)
    return Handed(
        id=tx.counters.next(front, "handoff"),
        rotation=name,
        at=begun,
        outgoing=duty.announced,
        incoming=on.person,
        since=duty.since if duty.announced else None,
        words=duty.words,
    )


def _begun(rotation: Rotation, on: Segment, duty: Duty, at: datetime) -> datetime:
    """Return since when it is as it is; what an edit has changed begins now."""
    changes = handoffs_between(rotation, duty.watched_until, at)
    is_planned = changes and changes[-1].incoming == on.person
    return changes[-1].at if is_planned else at


def _alert(
    tx: Transaction,
    front: Front,
    rotation: str,
    starts_at: datetime,
    settings: Settings,
    now: datetime,
) -> None:
    """Tell the leads that nobody is, or will be, on call from a moment on."""
    for lead in settings.leads:
        tx.outbox.put(rota_news.uncovered(front, rotation, starts_at, lead, now), now)


def _remind(
    tx: Transaction,
    front: Front,
    rotation: str,
    ahead: Iterable[Segment],
    before: UserId | None,
    settings: Settings,
    at: datetime,
) -> None:
    """Tell those whose shift is near, once for each shift; closing time does not end one."""
    for one in ahead:
        if one.person is None or one.person == before:
            continue
        before = one.person
        if at < one.starts_at <= at + settings.timing.shift_reminder:
            tx.outbox.put(rota_news.soon(front, rotation, one.starts_at, before, at), at)


def alert_of_gaps(tx: Transaction, front: Front, settings: Settings, now: datetime) -> None:
    """Tell the leads of the first time to come, in each rotation, when nobody will be on call."""
    for plan, rotation in planned_ones(tx, front, settings, now):
        ahead = (one for one in gaps(rotation, now) if one.starts_at > now)
        for first in [*ahead][:1]:
            _alert(tx, front, plan.name, first.starts_at, settings, now)


# --- asked in passing ------------------------------------------------------------------------


def gaps(rotation: Rotation, now: datetime) -> tuple[Segment, ...]:
    """Return when nobody will be on call in the next 90 days, although somebody should.

    Turns that nobody takes, one after the other, are one gap.
    """
    found: list[Segment] = []
    for one in gaps_between(rotation, now, now + LOOK_AHEAD_FOR_GAPS):
        if one.why not in UNPLANNED:
            continue
        if found and found[-1].ends_at == one.starts_at:
            found[-1] = replace(found[-1], ends_at=one.ends_at)
        else:
            found.append(one)
    return tuple(found)


def standing(rotation: Rotation, now: datetime) -> OnCall:
    """Return who is on call, up to when, and who comes next."""
    on, shifts = on_call_at(rotation, now), upcoming(rotation, 2, now)
    if on.person is None:
        ahead = shifts[0] if shifts else None
        opens_at = ahead.starts_at if ahead else None
        return OnCall(
            rotation=rotation.name,
            person=None,
            why=on.why,
            until=opens_at,
            then=ahead,
            opens_at=opens_at,
        )
    current, *later = shifts
    return OnCall(
        rotation=rotation.name,
        person=on.person,
        why=on.why,
        until=None if current.is_cut else current.ends_at,
        then=later[0] if later else None,
    )


def next_shift(
    found: Iterable[Rotation], person: UserId, now: datetime
) -> tuple[str, Shift] | None:
    """Return somebody's shift that goes on, or their next within 90 days, of whatever rotation."""
    theirs = [
        (rotation.name, _whole(rotation, shift, now))
        for rotation in found
        for shift in shifts_between(rotation, now, now + LOOK_AHEAD_FOR_GAPS)
        if shift.person == person
    ]
    return min(theirs, key=lambda one: one[1].starts_at, default=None)


def _whole(rotation: Rotation, shift: Shift, now: datetime) -> Shift:
    """Return the shift with its beginning, if it goes on."""
    return upcoming(rotation, 1, now)[0] if shift.starts_at == now else shift


@dataclass(frozen=True, slots=True)
class Now:
    """Who is on call in the team's first rotation; `is_planned` says that nobody should be."""

    person: UserId | None
    is_planned: bool


def on_call_now(tx: Transaction, front: Front, settings: Settings, now: datetime) -> Now:
    """Return who is on call in the first rotation, in one read as a rule.

    A hand-off that nobody has announced yet is worked out.
    """
    if not settings.rotations:
        return Now(None, is_planned=True)
    name = settings.rotations[0].name
    duty = tx.rota.duty(front, name)
    if duty and duty.holds(now):
        return Now(duty.person, duty.why not in UNPLANNED)
    rotation = rotations(tx, front, settings, now).get(name)
    if rotation is None:
        return Now(None, is_planned=False)
    found = resolve(rotation, now, now + _SOON)[0]
    return Now(found.person, found.why not in UNPLANNED)


# --- who may, and what is there ----------------------------------------------------------------


def refuse_if_none(settings: Settings) -> None:
    """Refuse what makes no sense without a rotation."""
    if not settings.rotations:
        raise Refusal(Reason.NO_ROTATIONS)


def plan_of(settings: Settings, rotation: str | None) -> Plan:
    """Return the rotation that is meant, the first if none is named, or refuse."""
    refuse_if_none(settings)
    plan = settings.plan(rotation) if rotation else settings.rotations[0]
    if plan is None:
        raise Refusal(Reason.NO_ROTATION)
    return plan


def refuse_outsiders(tx: Transaction, front: Front, user: UserId, settings: Settings) -> None:
    """Refuse who cannot take turns: outside of the team, a bot, or somebody who has left."""
    if user not in settings.takes_turns:
        raise Refusal(Reason.NOT_IN_TEAM, owner=user)
    person = tx.people.find(front, user)
    if person and not person.takes_part:
        raise Refusal(Reason.TAKES_NO_PART, owner=user)


def zone_for(tx: Transaction, front: Front, user: UserId, settings: Settings) -> ZoneInfo:
    """Return the zone in which somebody reads clocks."""
    return zone_of(tx.people.find(front, user), settings.team.zone)


def rotation_of(
    tx: Transaction, front: Front, plan: Plan, settings: Settings, now: datetime
) -> Rotation:
    """Return a rotation of the settings, or refuse: nobody has looked at it yet."""
    found = rotations(tx, front, settings, now).get(plan.name)
    if found is None:
        raise Refusal(Reason.NO_ROTATION)
    return found


def end_of_shift(rotation: Rotation, now: datetime) -> datetime:
    """Return the end of the shift that goes on, or of the next where nobody is on call.

    Where one person has all turns, it is the end of the turn.
    """
    shifts = upcoming(rotation, 1, now)
    if not shifts:
        return now + timedelta(days=1)
    if shifts[0].is_cut:
        return on_call_at(rotation, max(now, shifts[0].starts_at)).ends_at
    return shifts[0].ends_at


def off_during(tx: Transaction, front: Front, span: Span) -> set[UserId]:
    return {
        one.value.person
        for one in tx.stand_ins.time_off.since(front, span.starts_at)
        if one.value.withdrawn_at is None
        and one.value.starts_at < span.ends_at
        and (one.value.ends_at is None or one.value.ends_at > span.starts_at)
    }


def takes_part(tx: Transaction, front: Front, user: UserId) -> bool:
    """Whether somebody may be written to; of whom nothing is known yet, may."""
    person = tx.people.find(front, user)
    return person is None or person.takes_part

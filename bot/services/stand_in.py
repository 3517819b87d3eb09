"""Who stands in for whom: time off, covers, exchanges, and taking over."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain import cover as rules
from bot.domain import rota_news
from bot.domain.cadence import Span, moment
from bot.domain.content import CoverAsked, SwapAsked
from bot.domain.cover import Cover, Exchange, Override, TimeOff
from bot.domain.duty import (
    LONGEST_OVERRIDE,
    LOOK_AHEAD_FOR_GAPS,
    Kept,
    Preference,
    reminders,
)
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, UserId
from bot.domain.plan import Plan
from bot.domain.rotation import (
    LOOK_AHEAD,
    Rotation,
    Shift,
    holds,
    resolve,
    shifts_between,
    upcoming,
)
from bot.domain.settings import Settings
from bot.services import roster
from bot.services import settings as settings_desk
from bot.services.ground import Ground
from bot.services.roster import UNPLANNED
from storage.database import Transaction

_MOST_SHIFTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """Time off as it was filed.

    `covered_by` are those who have its shifts now, `promised` the times that its person has taken
    over from others, which stay theirs, and `uncovered` those that nobody has.
    """

    time_off: Kept[TimeOff]
    reason: str | None
    covered_by: tuple[UserId, ...]
    promised: tuple[Span, ...]
    uncovered: tuple[Span, ...]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What somebody is about to do in a rotation; nothing was changed.

    `people` are those who would be asked for cover, or who have the time that would be taken.
    """

    rotation: str
    span: Span
    people: tuple[UserId, ...]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Swappable:
    """The shifts to come that somebody could give, and those of others in the same rotations."""

    mine: tuple[tuple[str, Shift], ...]
    theirs: tuple[tuple[str, Shift], ...]
    names: Mapping[UserId, str]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """What somebody has arranged that is not over yet, with the numbers to take it back by."""

    time_off: tuple[Off, ...]
    covers: tuple[CoverAsked, ...]
    swaps: tuple[SwapAsked, ...]
    overrides: tuple[Kept[Override], ...]
    preference: Preference
    zone: ZoneInfo


class StandIns:
    """Time off, covers, exchanges and overrides. Every change is one transaction."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def mine(self, front: Front, user: UserId) -> Mine:
        """Return what somebody has arranged that is not over yet."""
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            zone, stand_ins = roster.zone_for(tx, front, user, settings), tx.stand_ins
            found = roster.rotations(tx, front, settings, now)
            return Mine(
                time_off=tuple(
                    _off(tx, front, one, found, zone, now)
                    for one in stand_ins.time_off.since(front, now)
                    if one.value.person == user
                    and one.value.ends_at
                    and one.value.ends_at > now
                    and one.value.withdrawn_at is None
                ),
                covers=tuple(
                    cover_asked(one, user, zone, now)
                    for one in stand_ins.covers.since(front, now)
                    if user in (one.value.asker, one.value.taker) and one.value.ends_at > now
                ),
                swaps=tuple(
                    swap_asked(one, user, zone, now)
                    for one in stand_ins.exchanges.since(front, now)
                    if user in (one.value.asker, one.value.other)
                ),
                overrides=tuple(
                    one
                    for one in stand_ins.overrides.since(front, now)
                    if one.value.person == user
                    and one.value.ends_at > max(now, one.value.starts_at)  # not given back
                ),
                preference=tx.rota.preferences(front).get(user, Preference(person=user)),
                zone=zone,
            )

    def swappable(self, front: Front, user: UserId) -> Swappable:
        """Return the whole shifts of the next 90 days that somebody could exchange."""
        now = self._ground.now()
        until = now + LOOK_AHEAD_FOR_GAPS
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            roster.refuse_if_none(settings)
            by_rotation = {
                plan.name: [
                    one
                    for one in shifts_between(rotation, now, until)
                    if now < one.starts_at and one.ends_at < until
                ]
                for plan, rotation in roster.planned_ones(tx, front, settings, now)
            }
            mine = _by_start(by_rotation, lambda one: one.person == user)
            own = {name for name, _ in mine}
            theirs = _by_start(
                {name: shifts for name, shifts in by_rotation.items() if name in own},
                lambda one: one.person != user and one.person in settings.takes_turns,
            )
            known = tx.people.named(front, {one.person for _, one in theirs})
            return Swappable(
                mine=mine,
                theirs=theirs,
                names={who: person.name for who, person in known.items()},
                zone=roster.zone_for(tx, front, user, settings),
            )

    def shift_on(self, front: Front, user: UserId, day: date) -> Span:
        """Return the whole shift that somebody has on a day on their calendar, or refuse."""
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            zone = roster.zone_for(tx, front, user, settings)
            for _, rotation in roster.planned_ones(tx, front, settings, now):
                if found := _shift_on(rotation, user, day, zone, now):
                    return found
        raise Refusal(Reason.NOT_YOUR_SHIFT)

    # --- before anything is changed ----------------------------------------------------------

    def off_ahead(self, front: Front, user: UserId, span: Span) -> Off:
        """Return what would follow from time off, without filing it."""
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            roster.refuse_outsiders(tx, front, user, settings)
            if span.ends_at - span.starts_at > LOOK_AHEAD:
                raise Refusal(Reason.TOO_LONG)
            filed = rules.off(user, span, now)
            found = {
                name: _with_time_off(rotation, filed)
                for name, rotation in roster.rotations(tx, front, settings, now).items()
            }
            asked = Kept(id=0, rotation="", value=filed)
            return _off(tx, front, asked, found, roster.zone_for(tx, front, user, settings), now)

    def cover_ahead(self, front: Front, asker: UserId, span: Span) -> tuple[Ahead, ...]:
        """Return who would be asked for cover, in each rotation in which the time is theirs."""
        now = self._ground.now()
        rules.ask_cover(asker, span, now)  # what is wrong with the time goes first
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            roster.refuse_if_none(settings)
            zone = roster.zone_for(tx, front, asker, settings)
            ahead = tuple(
                Ahead(
                    rotation=plan.name,
                    span=span,
                    people=tuple(eligible(tx, front, plan, asker, span, settings)),
                    zone=zone,
                )
                for plan, rotation in roster.planned_ones(tx, front, settings, now)
                if _is_theirs(rotation, asker, span)
            )
        if not ahead:
            raise Refusal(Reason.NOT_YOUR_SHIFT)
        return ahead

    def take_ahead(
        self, front: Front, user: UserId, span: Span | None, rotation: str | None = None
    ) -> Ahead:
        """Return the time that somebody would take, and who has it now."""
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            plan = roster.plan_of(settings, rotation)
            roster.refuse_outsiders(tx, front, user, settings)
            found = roster.rotation_of(tx, front, plan, settings, now)
            span = span or _rest_of_shift(found, now)
            if span.ends_at - span.starts_at > LONGEST_OVERRIDE:
                raise Refusal(Reason.TOO_LONG)
            start = rules.put_on_call(user, span, has_accepted=True, now=now).starts_at
            pieces = resolve(found, start, span.ends_at)
            people = dict.fromkeys(one.person for one in pieces if one.person)
            return Ahead(
                rotation=plan.name,
                span=Span(start, span.ends_at),
                people=tuple(people),
                zone=roster.zone_for(tx, front, user, settings),
            )

    # --- time off ----------------------------------------------------------------------------

    def off(
        self, front: Front, user: UserId, span: Span, reason: str | None, source_key: str
    ) -> Off:
        """File time off; whoever is next in the order has its shifts."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            roster.refuse_outsiders(tx, front, user, settings)
            made = _filed_off(tx, front, settings, user, [(span, reason, source_key)], now)[0]
            found = roster.rotations(tx, front, settings, now)
            answer = _off(tx, front, made, found, roster.zone_for(tx, front, user, settings), now)
        self._ground.wake()
        return answer

    def off_all(
        self, front: Front, user: UserId, spans: Iterable[tuple[Span, str | None, str]]
    ) -> int:
        """File time off from a calendar: (when, reason, its own key) each; return how many are new.

        What was brought before is not brought again.
        """
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            roster.refuse_outsiders(tx, front, user, settings)
            new = [one for one in spans if not tx.stand_ins.time_off.made_by(front, one[2])]
            _filed_off(tx, front, settings, user, new, now)
        self._ground.wake()
        return len(new)

    def back(self, front: Front, user: UserId, number: int) -> None:
        """Withdraw somebody's time off; shifts that have begun stay with who has them."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            with roster.changing(tx, front, settings, now, by={user}):
                filed = tx.stand_ins.time_off.find(front, number)
                if filed is None or filed.value.person != user or filed.value.ends_at is None:
                    raise Refusal(Reason.NOT_FOR_YOU)
                tx.stand_ins.time_off.save(
                    front, replace(filed, value=rules.back(filed.value, now))
                )
        self._ground.wake()

    # --- covers ------------------------------------------------------------------------------

    def ask_cover(
        self, front: Front, asker: UserId, span: Span, source_key: str
    ) -> tuple[CoverAsked, ...]:
        """Ask everybody who may for cover, in each rotation in which time of the span is theirs."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            zone = roster.zone_for(tx, front, asker, settings)
            tx.rota.take_turns(front)
            asked = []
            for plan, rotation in roster.planned_ones(tx, front, settings, now):
                if not _is_theirs(rotation, asker, span):
                    continue
                key = f"{source_key}:{plan.name}"
                asked.append(
                    tx.stand_ins.covers.made_by(front, key)
                    or _ask_one(tx, front, plan, asker, span, key, settings, now)
                )
            if not asked:
                rules.ask_cover(asker, span, now)  # what is wrong with the time goes first
                raise Refusal(Reason.NOT_YOUR_SHIFT)
            answer = tuple(cover_asked(one, asker, zone, now) for one in asked)
        self._ground.wake()
        return answer

    def take_cover(self, front: Front, number: int, by: UserId) -> Kept[Cover]:
        """Let somebody stand in; the first has it, and everybody who was asked sees that."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            roster.refuse_outsiders(tx, front, by, settings)
            asked = _cover(tx, front, number)
            with roster.changing(tx, front, settings, now, by={asked.value.asker, by}):
                asked = _cover(tx, front, number)
                span = Span(asked.value.starts_at, asked.value.ends_at)
                taken = replace(asked, value=rules.take(asked.value, by, now))
                if by in roster.off_during(tx, front, span):
                    raise Refusal(Reason.OFF_THEN)
                tx.stand_ins.covers.save(front, taken)
            _renew_cover(tx, front, taken, now)
        self._ground.wake()
        return taken

    def withdraw_cover(self, front: Front, number: int, by: UserId) -> None:
        """Take a request for cover back, as long as nobody has taken it."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            tx.rota.take_turns(front)
            asked = _cover(tx, front, number)
            withdrawn = replace(asked, value=rules.withdraw(asked.value, by, now))
            tx.stand_ins.covers.save(front, withdrawn)
            _renew_cover(tx, front, withdrawn, now)
        self._ground.wake()

    # --- exchanges ---------------------------------------------------------------------------

    def propose_swap(
        self,
        front: Front,
        asker: UserId,
        mine: date,
        other: UserId,
        theirs: date,
        source_key: str,
    ) -> SwapAsked:
        """Ask a colleague to exchange the shifts of two days, both whole and to come."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            zone = roster.zone_for(tx, front, asker, settings)
            roster.refuse_outsiders(tx, front, other, settings)
            tx.rota.take_turns(front)
            made = tx.stand_ins.exchanges.made_by(front, source_key)
            if made is None:
                made = _propose(tx, front, settings, asker, (mine, other, theirs), zone, now)
                tx.stand_ins.exchanges.add(front, made, source_key)
                for side in (asker, other):
                    tx.outbox.put(rota_news.swap(front, made.id, side, now), now)
            answer = swap_asked(made, asker, zone, now)
        self._ground.wake()
        return answer

    def find_swap(
        self, front: Front, asker: UserId, mine: date, other: UserId, theirs: date
    ) -> SwapAsked:
        """Return what `propose_swap` would ask, without asking anybody."""
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            zone = roster.zone_for(tx, front, asker, settings)
            roster.refuse_outsiders(tx, front, other, settings)
            made = _propose(tx, front, settings, asker, (mine, other, theirs), zone, now, number=0)
            return swap_asked(made, asker, zone, now)

    def agree_to_swap(self, front: Front, number: int, by: UserId) -> None:
        """Exchange both shifts, or neither: they must still be those of the two."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            asked = _swap(tx, front, number)
            sides = {asked.value.asker, asked.value.other}
            with roster.changing(tx, front, settings, now, by=sides):
                asked = _swap(tx, front, number)
                agreed = rules.agree(asked.value, by, now)
                if agreed != asked.value:
                    _refuse_unless_held(roster.rotations(tx, front, settings, now), asked)
                    tx.stand_ins.exchanges.save(front, replace(asked, value=agreed))
            _renew_swap(tx, front, asked, now)
        self._ground.wake()

    def refuse_swap(self, front: Front, number: int, by: UserId) -> None:
        """Call an exchange off that is not agreed yet; either side may."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            tx.rota.take_turns(front)
            asked = _swap(tx, front, number)
            refused = replace(asked, value=rules.refuse(asked.value, by, now))
            tx.stand_ins.exchanges.save(front, refused)
            _renew_swap(tx, front, asked, now)
        self._ground.wake()

    # --- overrides ---------------------------------------------------------------------------

    def take(
        self,
        front: Front,
        user: UserId,
        span: Span | None,
        source_key: str,
        rotation: str | None = None,
    ) -> Shift:
        """Put somebody on call themselves, from now to the end of the shift if no time is named.

        Return the shift that they have then.
        """
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            plan = roster.plan_of(settings, rotation)
            roster.refuse_outsiders(tx, front, user, settings)
            with roster.changing(tx, front, settings, now, by={user}):
                before = roster.rotations(tx, front, settings, now).get(plan.name)
                if before is None:
                    raise Refusal(Reason.NO_ROTATION)
                span = span or _rest_of_shift(before, now)
                if span.ends_at - span.starts_at > LONGEST_OVERRIDE:
                    raise Refusal(Reason.TOO_LONG)
                if tx.stand_ins.overrides.made_by(front, source_key) is None:
                    _override(tx, front, plan.name, user, span, source_key, now)
            after = roster.rotations(tx, front, settings, now)[plan.name]
            start = max(span.starts_at, now)
            ahead = upcoming(after, _MOST_SHIFTS, start)
            shift = next((one for one in ahead if one.person == user), None)
            if shift is None:  # told again, when it was given back or is over
                raise Refusal(Reason.CALLED_OFF)
        self._ground.wake()
        return shift

    def give_back(self, front: Front, user: UserId, number: int) -> None:
        """End an override of one's own: one to come is nothing, one in progress ends now."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            with roster.changing(tx, front, settings, now, by={user}):
                made = tx.stand_ins.overrides.find(front, number)
                if made is None or made.value.person != user:
                    raise Refusal(Reason.NOT_FOR_YOU)
                left = rules.end_override(made.value, now)
                nothing = replace(made.value, ends_at=made.value.starts_at)
                tx.stand_ins.overrides.save(front, replace(made, value=left or nothing))
        self._ground.wake()


def _by_start(
    by_rotation: Mapping[str, Iterable[Shift]], wanted: Callable[[Shift], bool]
) -> tuple[tuple[str, Shift], ...]:
    found = [(name, one) for name, shifts in by_rotation.items() for one in shifts if wanted(one)]
    return tuple(sorted(found, key=lambda one: one[1].starts_at))


def _rest_of_shift(rotation: Rotation, now: datetime) -> Span:
    """Return what is left of the shift that goes on, as far as an override may reach."""
    return Span(now, min(roster.end_of_shift(rotation, now), now + LONGEST_OVERRIDE))


def _override(
    tx: Transaction,
    front: Front,
    rotation: str,
    user: UserId,
    span: Span,
    source_key: str,
    now: datetime,
) -> None:
    made = rules.put_on_call(user, span, has_accepted=True, now=now)
    number = tx.counters.next(front, "override")
    kept = Kept(id=number, rotation=rotation, value=made)
    tx.stand_ins.overrides.add(front, kept, source_key)


def _filed_off(
    tx: Transaction,
    front: Front,
    settings: Settings,
    user: UserId,
    spans: list[tuple[Span, str | None, str]],
    now: datetime,
) -> list[Kept[TimeOff]]:
    made = []
    with roster.changing(tx, front, settings, now, by={user}):
        for span, reason, source_key in spans:
            known = tx.stand_ins.time_off.made_by(front, source_key)
            if known is None:
                if span.ends_at - span.starts_at > LOOK_AHEAD:
                    raise Refusal(Reason.TOO_LONG)
                number = tx.counters.next(front, "time_off")
                known = Kept(id=number, rotation="", value=rules.off(user, span, now))
                tx.stand_ins.time_off.add(front, known, source_key, reason=reason)
            made.append(known)
    return made


def _with_time_off(rotation: Rotation, off: TimeOff) -> Rotation:
    """Return the rotation, and what it falls back to, as if time off were filed."""
    behind = rotation.fallback
    return replace(
        rotation,
        time_off=(*rotation.time_off, off),
        fallback=_with_time_off(behind, off) if behind else None,
    )


def _off(
    tx: Transaction,
    front: Front,
    filed: Kept[TimeOff],
    found: dict[str, Rotation],
    zone: ZoneInfo,
    now: datetime,
) -> Off:
    """Return what follows from time off: who has its shifts, and what is still to be served."""
    off, ends_at = filed.value, filed.value.ends_at or now
    person, start = off.person, max(off.starts_at, now)
    pieces = [one for each in found.values() for one in resolve(each, start, ends_at)]
    theirs = [one for one in pieces if one.turn_of == person]
    stand_ins = (one.person for one in theirs if one.person and one.person != person)
    return Off(
        time_off=filed,
        reason=tx.stand_ins.reason_of(front, filed.id),
        covered_by=tuple(dict.fromkeys(stand_ins)),
        promised=tuple(Span(one.starts_at, one.ends_at) for one in pieces if one.person == person),
        uncovered=tuple(Span(one.starts_at, one.ends_at) for one in theirs if one.why in UNPLANNED),
        zone=zone,
    )


def _cover(tx: Transaction, front: Front, number: int) -> Kept[Cover]:
    found = tx.stand_ins.covers.find(front, number)
    if found is None:
        raise Refusal(Reason.GONE)
    return found


def cover_asked(kept: Kept[Cover], reader: UserId, zone: ZoneInfo, now: datetime) -> CoverAsked:
    """Return a request for cover as its reader may see it."""
    return CoverAsked(
        cover=kept,
        stage=kept.value.stage(now),
        is_asker=reader == kept.value.asker,
        zone=zone,
    )


def _is_theirs(rotation: Rotation, person: UserId, span: Span) -> bool:
    """Whether any of that time is theirs."""
    pieces = resolve(rotation, span.starts_at, span.ends_at)
    return any(one.person == person for one in pieces)


def _ask_one(
    tx: Transaction,
    front: Front,
    plan: Plan,
    asker: UserId,
    span: Span,
    source_key: str,
    settings: Settings,
    now: datetime,
) -> Kept[Cover]:
    number = tx.counters.next(front, "cover")
    asked = Kept(id=number, rotation=plan.name, value=rules.ask_cover(asker, span, now))
    tx.stand_ins.covers.add(front, asked, source_key)
    for user in eligible(tx, front, plan, asker, span, settings):
        tx.outbox.put(rota_news.cover(front, number, user, now), now)
        for at in reminders(now, span.starts_at):
            tx.outbox.put(rota_news.remind(front, number, user, at), now)
    tx.outbox.put(rota_news.cover(front, number, asker, now), now)
    tx.outbox.put(rota_news.remind(front, number, asker, span.starts_at), now)
    return asked


def eligible(
    tx: Transaction, front: Front, plan: Plan, asker: UserId, span: Span, settings: Settings
) -> list[UserId]:
    """Return who may be asked to stand in: they take turns, are there then, and want to."""
    preferences, first = tx.rota.preferences(front), settings.rotations[0].name
    away = roster.off_during(tx, front, span)
    seated = {one.person for one in tx.rota.seats(front) if one.is_taken}
    return sorted(
        user
        for user in seated & settings.takes_turns
        if user != asker
        and user not in away
        and not (plan.name == first and _is_backup_only(preferences.get(user)))
        and roster.takes_part(tx, front, user)
    )


def _is_backup_only(preference: Preference | None) -> bool:
    return preference is not None and preference.is_backup_only


def _renew_cover(tx: Transaction, front: Front, asked: Kept[Cover], now: datetime) -> None:
    """Let everybody who was asked see how it stands; who asked sees it too."""
    people = {one.person for one in tx.rota.seats(front)} | {asked.value.asker}
    news = [rota_news.cover(front, asked.id, user, now) for user in people]
    wishes = {one.key: one for one in news}
    for key in tx.spoken.among(front, wishes):
        tx.outbox.put(wishes[key], now)
    if asked.value.taker:
        tx.outbox.put(rota_news.cover(front, asked.id, asked.value.taker, now), now)


def _swap(tx: Transaction, front: Front, number: int) -> Kept[Exchange]:
    found = tx.stand_ins.exchanges.find(front, number)
    if found is None:
        raise Refusal(Reason.GONE)
    return found


def swap_asked(kept: Kept[Exchange], reader: UserId, zone: ZoneInfo, now: datetime) -> SwapAsked:
    """Return an exchange as one of its two sides sees it."""
    begins = min(kept.value.gives.starts_at, kept.value.gets.starts_at)
    return SwapAsked(
        exchange=kept,
        is_asker=reader == kept.value.asker,
        is_over=kept.value.accepted_at is None and begins <= now,
        zone=zone,
    )


def _propose(
    tx: Transaction,
    front: Front,
    settings: Settings,
    asker: UserId,
    what: tuple[date, UserId, date],
    zone: ZoneInfo,
    now: datetime,
    *,
    number: int | None = None,
) -> Kept[Exchange]:
    """Return the exchange of the shifts that the two have on those days, in the same rotation."""
    mine, other, theirs = what
    if other == asker:
        raise Refusal(Reason.OWN_REQUEST)
    for plan, rotation in roster.planned_ones(tx, front, settings, now):
        gives = _shift_on(rotation, asker, mine, zone, now)
        gets = _shift_on(rotation, other, theirs, zone, now)
        if gives and gets:
            proposed = rules.propose(asker, gives, other, gets, now=now)
            made = tx.counters.next(front, "exchange") if number is None else number
            return Kept(id=made, rotation=plan.name, value=proposed)
    raise Refusal(Reason.NO_SHIFT_THAT_DAY)


def _shift_on(
    rotation: Rotation, person: UserId, day: date, zone: ZoneInfo, now: datetime
) -> Span | None:
    """Return the whole shift that somebody has on a day of that zone."""
    start = moment(datetime.combine(day, time()), zone)
    end = moment(datetime.combine(day + timedelta(days=1), time()), zone)
    for shift in shifts_between(rotation, now, min(end, now + LOOK_AHEAD) + LOOK_AHEAD_FOR_GAPS):
        if shift.person == person and shift.starts_at < end and start < shift.ends_at:
            return Span(shift.starts_at, shift.ends_at)
    return None


def _refuse_unless_held(found: dict[str, Rotation], asked: Kept[Exchange]) -> None:
    rotation, swap = found.get(asked.rotation), asked.value
    both = rotation and holds(rotation, swap.asker, swap.gives)
    if not (rotation and both and holds(rotation, swap.other, swap.gets)):
        raise Refusal(Reason.SHIFTS_HAVE_CHANGED)


def _renew_swap(tx: Transaction, front: Front, asked: Kept[Exchange], now: datetime) -> None:
    for side in (asked.value.asker, asked.value.other):
        tx.outbox.put(rota_news.swap(front, asked.id, side, now), now)

"""Hand-offs: the note that one analyst leaves the next, drafted from what is true."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain import incident as incidents
from bot.domain import rota_news
from bot.domain.content import HandoffNote, Item, Load
from bot.domain.duty import LONGEST_WORDS, Choice, Chosen, Duty, Handed
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, Number, UserId
from bot.domain.incident import Incident, State
from bot.domain.people import zone_of
from bot.domain.plan import Plan
from bot.domain.privacy import Seen, seen_in_channel
from bot.domain.queue import in_order
from bot.domain.rotation import Rotation, upcoming
from bot.domain.settings import Settings
from bot.domain.severity import Severity
from bot.domain.timeline import Entry, What
from bot.services import roster
from bot.services import settings as settings_desk
from bot.services.ground import Ground
from bot.services.record import NOTHING, Act, Said, locked, record
from storage.database import Transaction

# How far ahead a note looks: what expires, and what is needed by then.
_AHEAD = timedelta(days=7)
_BEHIND = timedelta(days=1)
_RECENT = timedelta(weeks=4)
_PARKED_FOR = timedelta(days=7)
_MOST_ITEMS = 10
_MOST_LINES = 5
# A week of working days is one shift after the other of the same person.
_LOOKED_THROUGH = 40


class Handoffs:
    """The note, its words, and what the next on call decides."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def draft(self, front: Front, reader: UserId, rotation: str | None = None) -> HandoffNote:
        """Return the note of the shift that goes on, in the rotation that the reader is on call in.

        In the first one if they are in none.
        """
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, front)
            plan, duty = _running(tx, front, reader, rotation, settings)
            return _draft(tx, front, plan, duty, reader, settings, now)

    def waiting(self, front: Front) -> list[Handed]:
        """Return the hand-offs of the last weeks that nobody has acknowledged."""
        with self._ground.db.read() as tx:
            recent = tx.handoffs.since(front, self._ground.now() - _RECENT)
        return [one for one in recent if one.acknowledged_at is None and one.outgoing]

    def words(self, front: Front, by: UserId, rotation: str) -> str | None:
        """Return what somebody has written for the next so far; refused if it is not theirs."""
        with self._ground.db.read() as tx:
            duty, last = tx.rota.duty(front, rotation), tx.handoffs.last(front, rotation)
            if duty and duty.announced == by:
                return duty.words
            if last and last.outgoing == by and last.acknowledged_at is None:
                return last.words
            raise Refusal(Reason.NOT_FOR_YOU)

    def write(self, front: Front, by: UserId, rotation: str, words: str) -> None:
        """Keep what the person on call tells the next.

        Once the hand-off has happened, the outgoing may still change it until it is acknowledged.
        """
        now, kept = self._ground.now(), words.strip()[:LONGEST_WORDS] or None
        with self._ground.db.begin() as tx:
            tx.rota.take_turns(front)
            duty, last = tx.rota.duty(front, rotation), tx.handoffs.last(front, rotation)
            if duty and duty.announced == by:
                tx.rota.put_words(front, rotation, kept)
            elif last and last.outgoing == by and last.acknowledged_at is None:
                tx.handoffs.save(front, replace(last, words=kept))
                _renew(tx, front, last, now)
            else:
                raise Refusal(Reason.NOT_FOR_YOU)
        self._ground.wake()

    def acknowledge(self, front: Front, number: int, by: UserId) -> Handed:
        """Note that the incoming analyst has read it; a second time changes nothing."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            tx.rota.take_turns(front)
            handed = _theirs(tx, front, number, by)
            if handed.acknowledged_at is None:
                handed = replace(handed, acknowledged_at=now, acknowledged_by=by)
                tx.handoffs.save(front, handed)
            _renew(tx, front, handed, now)
        self._ground.wake()
        return handed

    def choose(
        self, front: Front, number: int, about: Number, choice: Choice, by: UserId
    ) -> Incident:
        """Decide about one open incident of the outgoing: it stays, is handed over, or is parked.

        The same decision again changes nothing.
        """
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            tx.rota.take_turns(front)
            handed = _theirs(tx, front, number, by)
            before = locked(tx, front, about)
            act = Act(
                front=front,
                number=about,
                by=by,
                source_key=f"handoff:{number}:{about}:{choice}:{before.version}",
            )
            after = _chosen(tx, before, choice, act, settings, now)
            tx.handoffs.choose(front, number, Chosen(number=about, choice=choice, by=by), now)
            _renew(tx, front, handed, now)
        self._ground.wake()
        return after


def _chosen(
    tx: Transaction, before: Incident, choice: Choice, act: Act, settings: Settings, now: datetime
) -> Incident:
    actor, today = settings.actor(act.by, before), settings.today(now)
    if choice is Choice.HAND_OVER:
        after, what, said = incidents.take_over(before, actor, now), What.TAKEN_OVER, NOTHING
    elif choice is Choice.PARK and before.state is not State.PARKED:
        until = today + _PARKED_FOR
        after = incidents.park(before, actor, until, now, today)
        what, said = What.PARKED, Said(as_of=until)
    else:
        return before
    if after is not before:
        record(tx, before, after, act, what, settings=settings, now=now, said=said)
    return after


def _theirs(tx: Transaction, front: Front, number: int, by: UserId) -> Handed:
    """Return a hand-off that is the reader's to acknowledge."""
    handed = tx.handoffs.find(front, number)
    if handed is None:
        raise Refusal(Reason.GONE)
    if handed.incoming != by:
        raise Refusal(Reason.NOT_FOR_YOU)
    return handed


def _renew(tx: Transaction, front: Front, handed: Handed, now: datetime) -> None:
    for side in (handed.outgoing, handed.incoming):
        if side:
            tx.outbox.put(rota_news.handoff(front, handed.id, side, now), now)


def _running(
    tx: Transaction, front: Front, reader: UserId, rotation: str | None, settings: Settings
) -> tuple[Plan, Duty | None]:
    if not settings.rotations:
        raise Refusal(Reason.NO_ROTATIONS)
    duties = tx.rota.duties(front)
    if rotation:
        plan = settings.plan(rotation)
        if plan is None:
            raise Refusal(Reason.NO_ROTATION)
        return plan, duties.get(plan.name)
    for plan in settings.rotations:
        duty = duties.get(plan.name)
        if duty and duty.announced == reader:
            return plan, duty
    first = settings.rotations[0]
    return first, duties.get(first.name)


def _draft(
    tx: Transaction,
    front: Front,
    plan: Plan,
    duty: Duty | None,
    reader: UserId,
    settings: Settings,
    now: datetime,
) -> HandoffNote:
    """Return the note as it would be handed over now."""
    outgoing = duty.announced if duty else None
    rotation = roster.rotations(tx, front, settings, now).get(plan.name)
    ahead = upcoming(rotation, _LOOKED_THROUGH, now) if rotation else ()
    then = next((one for one in ahead if one.person != outgoing), None)
    pending = Handed(
        id=0,
        rotation=plan.name,
        at=then.starts_at if then else now,
        outgoing=outgoing,
        incoming=then.person if then else None,
        since=duty.since if duty else None,
        words=duty.words if duty else None,
    )
    note = composed(tx, front, pending, reader, settings, now)
    return replace(note, handed=None, at=then.starts_at if then else None)


def composed(
    tx: Transaction,
    front: Front,
    handed: Handed,
    reader: UserId,
    settings: Settings,
    now: datetime,
) -> HandoffNote:
    """Return the note of a hand-off with everything in it as it is now.

    It stands in a message: of what is private it shows no words, not even to who may read them.
    """
    today = settings.today(now)
    open_ones = in_order(tx.incidents.open_ones(front))
    chosen = {one.number: one.choice for one in tx.handoffs.chosen(front, handed.id)}
    theirs = [one for one in open_ones if _is_up(one, handed, chosen)]
    parked = [one for one in open_ones if one.state is State.PARKED and one not in theirs]
    new = [one for one in open_ones if one.state is State.NEW]
    ending = tx.incidents.stopgaps_ending(front, today - _BEHIND, today + _AHEAD)
    listed = {one.number for one in (*theirs, *new)}
    due = [one for one in open_ones if _is_due(one, today, listed)]
    found = roster.rotations(tx, front, settings, now)
    standings = [roster.standing(one, now) for _, one in _others(found, handed, settings)]
    until = _until(found.get(handed.rotation), handed)
    return HandoffNote(
        rotation=handed.rotation,
        reader=reader,
        outgoing=handed.outgoing,
        incoming=handed.incoming,
        at=handed.at,
        until=until,
        words=handed.words,
        items=tuple(
            Item(seen=seen_in_channel(one), choice=chosen.get(one.number)) for one in theirs
        )[:_MOST_ITEMS],
        others=max(0, len(theirs) - _MOST_ITEMS),
        unclaimed=_seen(new),
        stopgaps=_seen(ending),
        parked=_seen(parked),
        due=_seen(due),
        load=_load(tx, front, handed, settings, now) if handed.since else None,
        backup=tuple(one for one in standings if one.person),
        zone=zone_of(tx.people.find(front, reader), settings.team.zone),
        today=today,
        handed=handed,
    )


def _is_up(one: Incident, handed: Handed, chosen: dict[Number, Choice]) -> bool:
    """Whether an incident is one that the outgoing leaves behind, or was decided about."""
    if one.number in chosen:
        return True
    return handed.outgoing is not None and one.owner == handed.outgoing


def _is_due(one: Incident, today: date, listed: Collection[Number]) -> bool:
    day = one.needed_by.day if one.needed_by else None
    return day is not None and day <= today + _AHEAD and one.number not in listed


def _others(
    found: dict[str, Rotation], handed: Handed, settings: Settings
) -> list[tuple[Plan, Rotation]]:
    return [
        (plan, found[plan.name])
        for plan in settings.rotations
        if plan.name in found and plan.name != handed.rotation
    ]


def _until(rotation: Rotation | None, handed: Handed) -> datetime | None:
    """Return the end of the incoming's shift."""
    if rotation is None or handed.incoming is None:
        return None
    shifts = (one for one in upcoming(rotation, 2, handed.at) if one.person == handed.incoming)
    return next((one.ends_at for one in shifts), None)


def _seen(found: Sequence[Incident]) -> tuple[Seen, ...]:
    return tuple(seen_in_channel(one) for one in found[:_MOST_LINES])


def _load(
    tx: Transaction, front: Front, handed: Handed, settings: Settings, now: datetime
) -> Load | None:
    """Return what the outgoing has done in their shift."""
    if handed.outgoing is None or handed.since is None:
        return None
    until = min(handed.at, now)
    done = tx.timeline.by_person(front, handed.outgoing, handed.since, until)
    claimed = {one.number for one in done if one.what in _CLAIMS}
    low = [one for one in tx.incidents.some(front, claimed) if one.severity is Severity.S4]
    return Load(
        claimed=len(claimed),
        low=len(low),
        ended=len({one.number for one in done if one.what in _ENDINGS}),
        late=len({one.number for one in done if _is_late(one, settings)}),
    )


_CLAIMS = frozenset({What.CLAIMED, What.TAKEN_OVER})
_ENDINGS = frozenset({What.STOPGAP, What.ANSWERED, What.DECLINED, What.DUPLICATE})
_OPENS, _CLOSES, _SATURDAY = 9, 18, 5


def _is_late(one: Entry, settings: Settings) -> bool:
    """Whether somebody worked on it outside of Monday to Friday, nine to six."""
    at = one.at.astimezone(settings.team.zone)
    return at.weekday() >= _SATURDAY or not _OPENS <= at.hour < _CLOSES

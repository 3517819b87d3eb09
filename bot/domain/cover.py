"""Who stands in for whom: time off, overrides, cover requests and exchanges, and their verbs.

Each says when it became known, and nothing acts on time before that: what a person has served is
never given to somebody else afterwards. Nobody is put on call who has not accepted.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.cadence import Span
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOff:
    """Somebody is not available; `ends_at` is None for those who have left.

    A shift that began before `filed_at` goes on until the time off begins; one that begins after
    `withdrawn_at` does not know of it any more.
    """

    person: UserId
    starts_at: datetime
    ends_at: datetime | None
    filed_at: datetime
    withdrawn_at: datetime | None = None

    @property
    def counts_from(self) -> datetime:
        """From when on somebody else has to be found: not before it was known."""
        return max(self.starts_at, self.filed_at)

    def is_known(self, at: datetime) -> bool:
        """Whether one had to reckon with it at that moment."""
        return self.filed_at <= at and (self.withdrawn_at is None or at < self.withdrawn_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Somebody has the shift for a while, whoever's turn it is; of several, the last made counts.

    It acts from `accepted_at` on, and not at all before it is accepted.
    """

    person: UserId
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    accepted_at: datetime | None = None


class Stage(StrEnum):
    """Where a cover request stands, in order of life."""

    OPEN = "open"
    TAKEN = "taken"
    PAST_DUE = "past_due"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Somebody asks to be stood in for; until it is taken, the time is still theirs.

    It moves time that is the asker's own, and never anybody else's.
    """

    asker: UserId
    starts_at: datetime
    ends_at: datetime
    asked_at: datetime
    taker: UserId | None = None
    taken_at: datetime | None = None
    withdrawn_at: datetime | None = None

    def stage(self, now: datetime) -> Stage:
        """Return where it stands; one that nobody took is past due as soon as its time begins."""
        if self.taker is not None:
            return Stage.TAKEN
        if self.withdrawn_at is not None:
            return Stage.WITHDRAWN
        return Stage.OPEN if now < self.starts_at else Stage.PAST_DUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Two people give each other a whole shift; nothing moves until the other has accepted."""

    asker: UserId
    gives: Span
    other: UserId
    gets: Span
    asked_at: datetime
    accepted_at: datetime | None = None
    withdrawn_at: datetime | None = None


def off(person: UserId, span: Span, now: datetime) -> TimeOff:
    """Return time off as filed at this moment."""
    _not_over(span, now)
    return TimeOff(person=person, starts_at=span.starts_at, ends_at=span.ends_at, filed_at=now)


def left(person: UserId, now: datetime) -> TimeOff:
    """Return what stands for somebody who is gone, until it is withdrawn."""
    return TimeOff(person=person, starts_at=now, ends_at=None, filed_at=now)


def back(time_off: TimeOff, now: datetime) -> TimeOff:
    """Return the time off withdrawn, whether it has begun or not; shifts that have begun stay."""
    if time_off.withdrawn_at is not None:
        return time_off
    if time_off.ends_at is not None and time_off.ends_at <= now:
        raise Refusal(Reason.IS_OVER)
    return replace(time_off, withdrawn_at=now)


def put_on_call(person: UserId, span: Span, *, has_accepted: bool, now: datetime) -> Override:
    """Return an override from now on at the earliest; it acts at once if the person has accepted.

    They have if they put themselves on call, or are in the rotation by their own will.
    """
    _not_over(span, now)
    return Override(
        person=person,
        starts_at=max(span.starts_at, now),
        ends_at=span.ends_at,
        made_at=now,
        accepted_at=now if has_accepted else None,
    )


def accept_override(override: Override, by: UserId, now: datetime) -> Override:
    """Return the override accepted by the one it puts on call; a second time changes nothing."""
    if by != override.person:
        raise Refusal(Reason.NOT_FOR_YOU)
    if override.accepted_at is not None:
        return override
    if override.ends_at <= now:
        raise Refusal(Reason.IS_OVER)
    return replace(override, accepted_at=now)


def end_override(override: Override, now: datetime) -> Override | None:
    """Return what is left: nothing of one to come, what was served of one in progress."""
    if override.ends_at <= now:
        raise Refusal(Reason.IS_OVER)
    if now <= override.starts_at:
        return None
    return replace(override, ends_at=now)


def ask_cover(asker: UserId, span: Span, now: datetime) -> Cover:
    """Return the request, open until it is taken or its time begins."""
    _not_begun(span, now)
    return Cover(asker=asker, starts_at=span.starts_at, ends_at=span.ends_at, asked_at=now)


def take(cover: Cover, by: UserId, now: datetime) -> Cover:
    """Return the request taken: the first taker has it, and a second tap of theirs is nothing."""
    if by == cover.asker:
        raise Refusal(Reason.OWN_REQUEST)
    if by == cover.taker:
        return cover
    _is_open(cover, now)
    return replace(cover, taker=by, taken_at=now)


def withdraw(cover: Cover, by: UserId, now: datetime) -> Cover:
    """Return the request withdrawn by its asker, which is possible until somebody takes it."""
    if by != cover.asker:
        raise Refusal(Reason.NOT_FOR_YOU)
    if cover.stage(now) is Stage.WITHDRAWN:
        return cover
    _is_open(cover, now)
    return replace(cover, withdrawn_at=now)


def propose(asker: UserId, gives: Span, other: UserId, gets: Span, *, now: datetime) -> Exchange:
    """Return the proposal; both shifts must be whole and to come, which `rotation.holds` knows."""
    if asker == other:
        raise Refusal(Reason.OWN_REQUEST)
    _not_begun(gives, now)
    _not_begun(gets, now)
    return Exchange(asker=asker, gives=gives, other=other, gets=gets, asked_at=now)


def agree(exchange: Exchange, by: UserId, now: datetime) -> Exchange:
    """Return the exchange accepted by the other side: both shifts change hands, or neither."""
    if by != exchange.other:
        raise Refusal(Reason.NOT_FOR_YOU)
    if exchange.accepted_at is not None:
        return exchange
    if exchange.withdrawn_at is not None:
        raise Refusal(Reason.CALLED_OFF)
    if min(exchange.gives.starts_at, exchange.gets.starts_at) <= now:
        raise Refusal(Reason.HAS_BEGUN)
    return replace(exchange, accepted_at=now)


def refuse(exchange: Exchange, by: UserId, now: datetime) -> Exchange:
    """Return the exchange called off, by either side, as long as it is not accepted."""
    if by not in (exchange.asker, exchange.other):
        raise Refusal(Reason.NOT_FOR_YOU)
    if exchange.accepted_at is not None:
        raise Refusal(Reason.ALREADY_TAKEN)
    return replace(exchange, withdrawn_at=exchange.withdrawn_at or now)


_CLOSED = {
    Stage.TAKEN: Reason.ALREADY_TAKEN,
    Stage.PAST_DUE: Reason.HAS_BEGUN,
    Stage.WITHDRAWN: Reason.CALLED_OFF,
}


def _is_open(cover: Cover, now: datetime) -> None:
    stage = cover.stage(now)
    if stage is not Stage.OPEN:
        raise Refusal(_CLOSED[stage], owner=cover.taker)


def _not_over(span: Span, now: datetime) -> None:
    if span.ends_at <= span.starts_at:
        raise Refusal(Reason.ENDS_FIRST)
    if span.ends_at <= now:
        raise Refusal(Reason.IS_OVER)


def _not_begun(span: Span, now: datetime) -> None:
    _not_over(span, now)
    if span.starts_at <= now:
        raise Refusal(Reason.HAS_BEGUN)

"""The outbox: what has to be said, kept until it has been said."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Executable,
    String,
    and_,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from bot.domain.ids import ChannelId, Front, Number, UserId
from bot.domain.notice import CALLS, WISHES, Call, Kind, Notice, Target
from storage.dialect import insert, take_turns
from storage.rows import outbox
from storage.scope import columns, front_of, given, giving, here
from storage.types import UtcDateTime

_WAITING = "waiting"
_SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A notice that is this caller's alone until the lease ends.

    `unsure_since` is set if an earlier try may have reached Slack: it was begun and never
    reported. `version` tells whether the wish has been renewed meanwhile, `last_error` what went
    wrong when it was tried before.
    """

    notice: Notice
    lease: str
    version: int
    attempts: int
    unsure_since: datetime | None
    is_plain: bool
    last_error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """What pacing does not let through just now."""

    calls: frozenset[Call] = frozenset()
    targets: frozenset[str] = frozenset()


_NOW = given("now", UtcDateTime())
_UNTIL = given("until", UtcDateTime())

_IS_WAITING = and_(here(outbox), outbox.c.state == _WAITING)
_IS_FREE = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= _NOW)
_TARGET = func.coalesce(outbox.c.channel, outbox.c.user)
_IS_FOR_TARGET = given("target", String()) == _TARGET
_BY_AGE = (outbox.c.created_at, outbox.c.key)
_IS_LET_THROUGH = and_(
    outbox.c.call.not_in(given("calls")),
    ~and_(outbox.c.call == Call.POST, _TARGET.in_(given("targets"))),
)
_OTHER = outbox.alias("other")
_OTHER_IS_OLDER = or_(
    _OTHER.c.created_at < outbox.c.created_at,
    and_(_OTHER.c.created_at == outbox.c.created_at, _OTHER.c.key < outbox.c.key),
)
_IS_BEHIND_ANOTHER = exists().where(
    here(_OTHER),
    _OTHER.c.lane == outbox.c.lane,
    _OTHER.c.key != outbox.c.key,
    _OTHER.c.state == _WAITING,
    or_(_OTHER.c.leased_until > _NOW, and_(_OTHER.c.not_before <= _NOW, _OTHER_IS_OLDER)),
)
_NEXT = (
    select(outbox.c.key)
    .where(
        _IS_WAITING,
        outbox.c.not_before <= _NOW,
        _IS_FREE,
        _IS_LET_THROUGH,
        ~_IS_BEHIND_ANOTHER,
    )
    .order_by(*_BY_AGE)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_LEASE = (
    update(outbox)
    .where(here(outbox), outbox.c.key == _NEXT.scalar_subquery())
    .values(
        lease=given("lease"),
        leased_until=_UNTIL,
        attempts=outbox.c.attempts + 1,
        unsure_since=func.coalesce(outbox.c.unsure_since, _NOW),
    )
    .returning(outbox)
)
_FREE_AT = case(
    (outbox.c.leased_until > outbox.c.not_before, outbox.c.leased_until),
    else_=outbox.c.not_before,
)
_NEXT_DUE = select(func.min(_FREE_AT, type_=outbox.c.not_before.type)).where(_IS_WAITING)

# It ends the lease, if that is still the caller's.
_RETURN = update(outbox).where(here(outbox, "key", "lease")).values(lease=None, leased_until=None)
_SETTLE = _RETURN.values(
    state=case((outbox.c.version != given("version"), _WAITING), else_=_SETTLED),
    call=given("call"),
    not_before=given("not_before"),
    settled_at=_NOW,
    attempts=0,
    url=None,
    last_error=None,
    is_plain=False,
    unsure_since=None,
)
_HURRY = (
    update(outbox)
    .where(_IS_WAITING, outbox.c.key == given("key"), _IS_FREE)
    .values(not_before=_NOW)
    .returning(outbox.c.key)
)
# `resume` and `gather` let go what has an error, and leave what only waits for its time.
_ERROR = func.coalesce(outbox.c.last_error, given("error", String()))
_HOLD = (
    update(outbox)
    .where(_IS_WAITING, outbox.c.not_before < _UNTIL)
    .values(
        not_before=_UNTIL,
        last_error=case((outbox.c.not_before <= _NOW, _ERROR), else_=outbox.c.last_error),
    )
)
_HOLD_TARGET = _HOLD.where(_IS_FOR_TARGET)
_IS_ALIKE = and_(_IS_WAITING, outbox.c.last_error == given("error"), _IS_FOR_TARGET)
_OLDEST = select(outbox.c.key).where(_IS_ALIKE).order_by(*_BY_AGE).limit(1)
_GATHER = update(outbox).where(_IS_ALIKE).values(not_before=given("at"))
_GATHER_OLDEST = (
    update(outbox)
    .where(here(outbox), outbox.c.key == _OLDEST.scalar_subquery())
    .values(not_before=given("first_at"))
)
_RESUME = (
    update(outbox)
    .where(_IS_WAITING, outbox.c.last_error.is_not(None), _IS_FOR_TARGET)
    .values(not_before=_NOW)
)
_COUNT_WAITING = select(func.count()).select_from(outbox).where(_IS_WAITING)
_PRUNE = delete(outbox).where(
    here(outbox), outbox.c.state == _SETTLED, outbox.c.settled_at < given("before")
)


@cache
def _put(dialect: str, *, is_wish: bool) -> Executable:
    statement = insert(dialect, outbox)
    key = ["workspace_id", "front_id", "key"]
    if not is_wish:
        return statement.on_conflict_do_nothing(index_elements=key)
    new, old = statement.excluded, outbox.c
    # A wish waits for whatever the row was told to wait for: Slack's Retry-After, a channel
    # that is being mended, or the second between two edits of a card.
    later = case((new.not_before > old.not_before, new.not_before), else_=old.not_before)
    attempts = case((old.state == _WAITING, old.attempts), else_=0)
    return statement.on_conflict_do_update(
        index_elements=key,
        set_={
            "version": old.version + 1,
            "state": _WAITING,
            "not_before": later,
            "attempts": attempts,
            "channel": new.channel,
            # What waits already was left by the first of several causes.
            "about": case((old.state == _WAITING, old.about), else_=new.about),
        },
    )


class OutboxStore:
    """Notices by their key."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def put(self, notice: Notice, now: datetime) -> None:
        """Add it unless its key is there; a wish that was fulfilled, or waits, is renewed."""
        statement = _put(self._connection.dialect.name, is_wish=notice.kind in WISHES)
        self._connection.execute(statement, _row(notice, now))

    def lease(
        self, front: Front, *, lease: str, now: datetime, until: datetime, closed: Closed
    ) -> Leased | None:
        """Return the oldest notice that is due and in turn, leased; None if there is none.

        In a lane one goes at a time, the older first. Callers take turns: two who did not see
        each other's lease could take two notices of one lane.
        """
        take_turns(self._connection, f"lease:{front.workspace_id}:{front.front_id}")
        parameters = giving(
            front,
            lease=lease,
            now=now,
            until=until,
            calls=sorted(closed.calls),
            targets=sorted(closed.targets),
        )
        row = self._connection.execute(_LEASE, parameters).first()
        return _leased(row, now) if row else None

    def next_due(self, front: Front) -> datetime | None:
        """Return when the first waiting notice is due, or its lease ends; None if none waits."""
        due: datetime | None = self._connection.execute(_NEXT_DUE, giving(front)).scalar_one()
        return due

    def settle(self, leased: Leased, *, now: datetime, not_before: datetime, call: Call) -> None:
        """Mark it said. A wish renewed meanwhile waits again, and not before `not_before`."""
        parameters = giving(
            leased.notice.front,
            key=leased.notice.key,
            lease=leased.lease,
            version=leased.version,
            now=now,
            not_before=not_before,
            call=call,
        )
        self._connection.execute(_SETTLE, parameters)

    def retry(
        self, leased: Leased, *, at: datetime, error: str, is_unsure: bool, **changes: object
    ) -> None:
        """Put it back to be tried at that moment; forget the doubt if Slack surely did nothing."""
        doubt = {} if is_unsure else {"unsure_since": None}
        statement = _RETURN.values(not_before=at, last_error=error[:255], **doubt, **changes)
        which = giving(leased.notice.front, key=leased.notice.key, lease=leased.lease)
        self._connection.execute(statement, which)

    def hurry(self, front: Front, key: str, now: datetime) -> bool:
        """Make a waiting notice due now; False if it has been said, or is being said."""
        return self._connection.execute(_HURRY, giving(front, key=key, now=now)).first() is not None

    def hold(
        self,
        front: Front,
        *,
        now: datetime,
        until: datetime,
        error: str,
        target: str | None = None,
    ) -> None:
        """Let nothing for that target go before then; without a target, nothing at all."""
        parameters = giving(front, now=now, until=until, error=error, target=target)
        self._connection.execute(_HOLD_TARGET if target else _HOLD, parameters)

    def gather(
        self,
        front: Front,
        *,
        target: str,
        error: str,
        at: datetime,
        first_at: datetime | None = None,
    ) -> None:
        """Let all that failed with that error for that target be tried at the same moment.

        The oldest goes first, at `first_at` if that is given.
        """
        alike = giving(front, target=target, error=error[:255], at=at, first_at=first_at)
        self._connection.execute(_GATHER, alike)
        if first_at:
            self._connection.execute(_GATHER_OLDEST, alike)

    def resume(self, front: Front, *, target: str, now: datetime) -> None:
        """Let what waits for that target go now: whatever was wrong with it has been mended."""
        self._connection.execute(_RESUME, giving(front, target=target, now=now))

    def count_waiting(self, front: Front) -> int:
        """Return how many notices have not been said yet."""
        return self._connection.execute(_COUNT_WAITING, giving(front)).scalar_one()

    def prune(self, front: Front, before: datetime) -> int:
        """Delete what was said before then; return how many rows that were."""
        return self._connection.execute(_PRUNE, giving(front, before=before)).rowcount


def _row(notice: Notice, now: datetime) -> dict[str, Any]:
    return columns(notice.front) | {
        "key": notice.key,
        "kind": notice.kind,
        "call": CALLS[notice.kind],
        "lane": notice.lane,
        "channel": notice.target.channel,
        "user": notice.target.user,
        "ts": notice.target.ts,
        "url": notice.target.url,
        "number": notice.number,
        "seq": notice.seq,
        "about": notice.about,
        "state": _WAITING,
        "version": 1,
        "attempts": 0,
        "is_plain": False,
        "created_at": now,
        "not_before": notice.not_before,
    }


def _leased(row: Any, now: datetime) -> Leased:  # noqa: ANN401  # a row of the table
    target = Target(
        channel=ChannelId(row.channel) if row.channel else None,
        user=UserId(row.user) if row.user else None,
        url=row.url,
        ts=row.ts,
    )
    notice = Notice(
        front=front_of(row),
        kind=Kind(row.kind),
        key=row.key,
        lane=row.lane,
        target=target,
        number=Number(row.number) if row.number else None,
        seq=row.seq,
        about=row.about,
        not_before=row.not_before,
    )
    return Leased(
        notice=notice,
        lease=row.lease,
        version=row.version,
        attempts=row.attempts,
        unsure_since=row.unsure_since if row.unsure_since != now else None,
        is_plain=row.is_plain,
        last_error=row.last_error,
    )

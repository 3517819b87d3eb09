"""The outbox: what has to be said, kept until it has been said."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
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
from storage.scope import columns, front_of, within

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


class OutboxStore:
    """Notices by their key."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def put(self, notice: Notice, now: datetime) -> None:
        """Add it unless its key is there; a wish that was fulfilled, or waits, is renewed."""
        statement = insert(self._connection, outbox).values(_row(notice, now))
        key = ["workspace_id", "front_id", "key"]
        if notice.kind not in WISHES:
            self._connection.execute(statement.on_conflict_do_nothing(index_elements=key))
            return
        new, old = statement.excluded, outbox.c
        # A wish waits for whatever the row was told to wait for: Slack's Retry-After, a channel
        # that is being mended, or the second between two edits of a card.
        later = case((new.not_before > old.not_before, new.not_before), else_=old.not_before)
        attempts = case((old.state == _WAITING, old.attempts), else_=0)
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=key,
                set_={
                    "version": old.version + 1,
                    "state": _WAITING,
                    "not_before": later,
                    "attempts": attempts,
                    "channel": new.channel,
                },
            )
        )

    def lease(
        self, front: Front, *, lease: str, now: datetime, until: datetime, closed: Closed
    ) -> Leased | None:
        """Return the oldest notice that is due and in turn, leased; None if there is none.

        In a lane one goes at a time, the older first. Callers take turns: two who did not see
        each other's lease could take two notices of one lane.
        """
        take_turns(self._connection, f"lease:{front.workspace_id}:{front.front_id}")
        due = (
            select(outbox.c.key)
            .where(
                within(outbox, front),
                outbox.c.state == _WAITING,
                outbox.c.not_before <= now,
                _is_free(outbox.c.leased_until, now),
                _is_let_through(closed),
                ~_is_behind_another(front, now),
            )
            .order_by(outbox.c.created_at, outbox.c.key)
            .limit(1)
            .with_for_update(skip_locked=True)
            .scalar_subquery()
        )
        statement = (
            update(outbox)
            .where(within(outbox, front), outbox.c.key == due)
            .values(
                lease=lease,
                leased_until=until,
                attempts=outbox.c.attempts + 1,
                unsure_since=func.coalesce(
                    outbox.c.unsure_since, now, type_=outbox.c.unsure_since.type
                ),
            )
            .returning(outbox)
        )
        row = self._connection.execute(statement).first()
        return _leased(row, now) if row else None

    def next_due(self, front: Front) -> datetime | None:
        """Return when the first waiting notice is due, or its lease ends; None if none waits."""
        when = case(
            (outbox.c.leased_until > outbox.c.not_before, outbox.c.leased_until),
            else_=outbox.c.not_before,
        )
        statement = select(func.min(when, type_=outbox.c.not_before.type))
        statement = statement.where(within(outbox, front), outbox.c.state == _WAITING)
        due: datetime | None = self._connection.execute(statement).scalar_one()
        return due

    def settle(self, leased: Leased, *, now: datetime, not_before: datetime, call: Call) -> None:
        """Mark it said. A wish renewed meanwhile waits again, and not before `not_before`."""
        renewed = outbox.c.version != leased.version
        self._return(
            leased,
            state=case((renewed, _WAITING), else_=_SETTLED),
            call=call,
            not_before=not_before,
            settled_at=now,
            attempts=0,
            url=None,
            last_error=None,
            is_plain=False,
            unsure_since=None,
        )

    def retry(
        self, leased: Leased, *, at: datetime, error: str, is_unsure: bool, **changes: object
    ) -> None:
        """Put it back to be tried at that moment; forget the doubt if Slack surely did nothing."""
        doubt = {} if is_unsure else {"unsure_since": None}
        self._return(leased, not_before=at, last_error=error[:255], **doubt, **changes)

    def hurry(self, front: Front, key: str, now: datetime) -> bool:
        """Make a waiting notice due now; False if it has been said, or is being said."""
        statement = (
            update(outbox)
            .where(within(outbox, front), outbox.c.key == key, outbox.c.state == _WAITING)
            .where(_is_free(outbox.c.leased_until, now))
            .values(not_before=now)
            .returning(outbox.c.key)
        )
        return self._connection.execute(statement).first() is not None

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
        statement = update(outbox).where(
            within(outbox, front), outbox.c.state == _WAITING, outbox.c.not_before < until
        )
        if target:
            statement = statement.where(_target() == target)
        # `resume` and `gather` let go what has an error, and leave what only waits for its time.
        known = func.coalesce(outbox.c.last_error, error)
        was_due = case((outbox.c.not_before <= now, known), else_=outbox.c.last_error)
        self._connection.execute(statement.values(not_before=until, last_error=was_due))

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
        alike = and_(
            within(outbox, front),
            outbox.c.state == _WAITING,
            outbox.c.last_error == error[:255],
            _target() == target,
        )
        self._connection.execute(update(outbox).where(alike).values(not_before=at))
        if first_at:
            oldest = select(outbox.c.key).where(alike)
            oldest = oldest.order_by(outbox.c.created_at, outbox.c.key).limit(1)
            is_oldest = outbox.c.key == oldest.scalar_subquery()
            statement = update(outbox).where(within(outbox, front), is_oldest)
            self._connection.execute(statement.values(not_before=first_at))

    def resume(self, front: Front, *, target: str, now: datetime) -> None:
        """Let what waits for that target go now: whatever was wrong with it has been mended."""
        self._connection.execute(
            update(outbox)
            .where(
                within(outbox, front), outbox.c.state == _WAITING, outbox.c.last_error.is_not(None)
            )
            .where(_target() == target)
            .values(not_before=now)
        )

    def count_waiting(self, front: Front) -> int:
        """Return how many notices have not been said yet."""
        statement = select(func.count()).select_from(outbox)
        statement = statement.where(within(outbox, front), outbox.c.state == _WAITING)
        return self._connection.execute(statement).scalar_one()

    def prune(self, front: Front, before: datetime) -> int:
        """Delete what was said before then; return how many rows that were."""
        statement = delete(outbox).where(
            within(outbox, front), outbox.c.state == _SETTLED, outbox.c.settled_at < before
        )
        return self._connection.execute(statement).rowcount

    def _return(self, leased: Leased, **changes: Any) -> None:  # noqa: ANN401  # columns
        """End the lease, if it is still this caller's."""
        self._connection.execute(
            update(outbox)
            .where(
                within(outbox, leased.notice.front),
                outbox.c.key == leased.notice.key,
                outbox.c.lease == leased.lease,
            )
            .values(lease=None, leased_until=None, **changes)
        )


def _target() -> ColumnElement[str]:
    return func.coalesce(outbox.c.channel, outbox.c.user)


def _is_free(leased_until: ColumnElement[Any], now: datetime) -> ColumnElement[bool]:
    return or_(leased_until.is_(None), leased_until <= now)


def _is_let_through(closed: Closed) -> ColumnElement[bool]:
    is_post_to_busy = and_(outbox.c.call == Call.POST, _target().in_(sorted(closed.targets)))
    return and_(outbox.c.call.not_in(sorted(closed.calls)), ~is_post_to_busy)


def _is_behind_another(front: Front, now: datetime) -> ColumnElement[bool]:
    other = outbox.alias("other")
    is_older = or_(
        other.c.created_at < outbox.c.created_at,
        and_(other.c.created_at == outbox.c.created_at, other.c.key < outbox.c.key),
    )
    return exists().where(
        other.c.workspace_id == front.workspace_id,
        other.c.front_id == front.front_id,
        other.c.lane == outbox.c.lane,
        other.c.key != outbox.c.key,
        other.c.state == _WAITING,
        or_(other.c.leased_until > now, and_(other.c.not_before <= now, is_older)),
    )


def _row(notice: Notice, now: datetime) -> dict[str, Any]:
    return columns(notice.front) | {
        "key": notice.key,
        "kind": notice.kind,
        "call": CALLS[notice.kind],
        "lane": notice.lane,
        "channel": notice.target.channel,
        "user": notice.target.user,
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

"""Incidents: rows and values."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Integer, and_, func, or_, select, update

from bot.domain.ids import ChannelId, Front, Number, UserId
from bot.domain.incident import OPEN, Ending, Incident, State
from bot.domain.needed_by import NeededBy, When
from bot.domain.severity import Impact, Severity
from storage.dialect import insert
from storage.rows import incident
from storage.scope import columns, front_of, given, giving, here

_IS_OPEN = incident.c.state.in_(sorted(OPEN))
_IS_MINE = or_(
    incident.c.requester == given("user"), and_(incident.c.owner == given("user"), _IS_OPEN)
)
_FIND = select(incident).where(here(incident, "number"))
_FIND_LOCKED = _FIND.with_for_update()
_BY_DELIVERY = select(incident).where(here(incident, "source_key"))
_OPEN_ONES = select(incident).where(here(incident), _IS_OPEN).order_by(incident.c.number)
_OF_PERSON = (
    select(incident)
    .where(here(incident), _IS_MINE)
    .order_by(incident.c.number.desc())
    .limit(given("limit", Integer()))
)
_OWNED = (
    select(incident)
    .where(here(incident), incident.c.owner == given("owner"), _IS_OPEN)
    .order_by(incident.c.number)
)
_FILED = (
    select(incident)
    .where(here(incident, "requester"))
    .limit(given("limit", Integer()))
    .offset(given("offset", Integer()))
)
# What has a moment at which it ended has ended: in this way an index leads to the newest ten.
_FILED_OPEN = _FILED.where(incident.c.ended_at.is_(None)).order_by(
    incident.c.filed_at.desc(), incident.c.number.desc()
)
_FILED_ENDED = _FILED.where(incident.c.ended_at.is_not(None)).order_by(
    incident.c.ended_at.desc(), incident.c.number.desc()
)
_COUNT_FILED = select(
    func.count().label("filed"), func.count(incident.c.ended_at).label("ended")
).where(here(incident, "requester"))
_PARKED_UNTIL = (
    select(incident)
    .where(
        here(incident),
        incident.c.state == State.PARKED,
        incident.c.parked_until <= given("day"),
    )
    .order_by(incident.c.number)
)
_STOPGAPS_ENDING = (
    select(incident)
    .where(
        here(incident),
        incident.c.state == State.STOPGAP,
        incident.c.stopgap_until >= given("since"),
        incident.c.stopgap_until <= given("until"),
    )
    .order_by(incident.c.stopgap_until, incident.c.number)
)
_SOME = select(incident).where(here(incident), incident.c.number.in_(given("numbers")))
_COUNT_OPEN = select(func.count()).select_from(incident).where(here(incident), _IS_OPEN)
_SAVE = update(incident).where(here(incident, "number"))


@cache
def _add(dialect: str) -> Executable:
    statement = insert(dialect, incident).on_conflict_do_nothing(
        index_elements=["workspace_id", "front_id", "source_key"]
    )
    return statement.returning(incident.c.number)


class IncidentStore:
    """Incidents of all fronts; every method stays within the one it is given."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection

    def add(self, value: Incident) -> bool:
        """Insert it; False (and nothing done) if its delivery has filed one before."""
        statement = _add(self._connection.dialect.name)
        return self._connection.execute(statement, _row(value)).first() is not None

    def save(self, value: Incident) -> None:
        """Write every column of an incident that is there."""
        which = giving(value.front, number=value.number)
        self._connection.execute(_SAVE, which | _row(value))

    def find(self, front: Front, number: Number) -> Incident | None:
        """Return the incident, or None."""
        return self._one(_FIND, giving(front, number=number))

    def for_update(self, front: Front, number: Number) -> Incident | None:
        """Return the incident, locked until this transaction ends, or None."""
        return self._one(_FIND_LOCKED, giving(front, number=number))

    def filed_by_delivery(self, front: Front, source_key: str) -> Incident | None:
        """Return the incident that this delivery filed, or None."""
        return self._one(_BY_DELIVERY, giving(front, source_key=source_key))

    def open_ones(self, front: Front) -> list[Incident]:
        """Return every open incident, oldest first."""
        return self._many(_OPEN_ONES, giving(front))

    def of_person(self, front: Front, user: UserId, *, limit: int) -> list[Incident]:
        """Return what they filed or own, newest first, at most `limit`."""
        return self._many(_OF_PERSON, giving(front, user=user, limit=limit))

    def filed_by(
        self, front: Front, requester: UserId, *, is_open: bool, limit: int, offset: int
    ) -> list[Incident]:
        """Return some of what they filed: the open ones, or those that ended; newest first."""
        which = giving(front, requester=requester, limit=limit, offset=offset)
        return self._many(_FILED_OPEN if is_open else _FILED_ENDED, which)

    def count_filed(self, front: Front, requester: UserId) -> tuple[int, int]:
        """Return how many of what they filed are open, and how many have ended."""
        row = self._connection.execute(_COUNT_FILED, giving(front, requester=requester)).one()
        return row.filed - row.ended, row.ended

    def owned_by(self, front: Front, owner: UserId) -> list[Incident]:
        """Return the open incidents that somebody has, oldest first."""
        return self._many(_OWNED, giving(front, owner=owner))

    def parked_until(self, front: Front, day: date) -> list[Incident]:
        """Return what is parked until that day or an earlier one, oldest first."""
        return self._many(_PARKED_UNTIL, giving(front, day=day))

    def stopgaps_ending(self, front: Front, since: date, until: date) -> list[Incident]:
        """Return what works only until one of these days, the first to end first."""
        return self._many(_STOPGAPS_ENDING, giving(front, since=since, until=until))

    def some(self, front: Front, numbers: Iterable[Number]) -> list[Incident]:
        """Return those of these incidents that exist, in no order."""
        return self._many(_SOME, giving(front, numbers=list(numbers)))

    def count_open(self, front: Front) -> int:
        """Return how many incidents are open."""
        return self._connection.execute(_COUNT_OPEN, giving(front)).scalar_one()

    def _one(self, statement: Executable, parameters: dict[str, Any]) -> Incident | None:
        row = self._connection.execute(statement, parameters).first()
        return _value(row) if row else None

    def _many(self, statement: Executable, parameters: dict[str, Any]) -> list[Incident]:
        return [_value(row) for row in self._connection.execute(statement, parameters)]


def _row(value: Incident) -> dict[str, Any]:
    needed, ending = value.needed_by, value.ending
    return columns(value.front) | {
        "number": value.number,
        "source_key": value.source_key,
        "text": value.text,
        "link": value.link,
        "source_url": value.source_url,
        "requester": value.requester,
        "filed_from": value.filed_from,
        "filed_at": value.filed_at,
        "impact": value.impact,
        "needed_when": needed.when if needed else None,
        "needed_day": needed.day if needed else None,
        "needed_at": needed.at if needed else None,
        "needed_said": needed.said if needed else None,
        "severity": value.severity,
        "severity_is_set_by_hand": value.severity_is_set_by_hand,
        "state": value.state,
        "owner": value.owner,
        "claimed_at": value.claimed_at,
        "ended_at": value.ended_at,
        "changed_at": value.changed_at,
        "stopgap_until": value.stopgap_until,
        "parked_until": value.parked_until,
        "ending_words": ending.words if ending else None,
        "ending_link": ending.link if ending else None,
        "ending_as_of": ending.as_of if ending else None,
        "question": value.question,
        "confirmed_at": value.confirmed_at,
        "duplicate_of": value.duplicate_of,
        "is_private": value.is_private,
        "named": list(value.named),
        "version": value.version,
    }


def _value(row: Any) -> Incident:  # noqa: ANN401  # a row of the table
    return Incident(
        front=front_of(row),
        number=Number(row.number),
        source_key=row.source_key,
        text=row.text,
        link=row.link,
        source_url=row.source_url,
        requester=UserId(row.requester),
        filed_from=ChannelId(row.filed_from) if row.filed_from else None,
        filed_at=row.filed_at,
        impact=Impact(row.impact) if row.impact else None,
        needed_by=_needed_by(row),
        severity=Severity(row.severity) if row.severity else None,
        severity_is_set_by_hand=row.severity_is_set_by_hand,
        state=State(row.state),
        owner=UserId(row.owner) if row.owner else None,
        claimed_at=row.claimed_at,
        ended_at=row.ended_at,
        changed_at=row.changed_at,
        stopgap_until=row.stopgap_until,
        parked_until=row.parked_until,
        ending=_ending(row),
        question=row.question,
        confirmed_at=row.confirmed_at,
        duplicate_of=Number(row.duplicate_of) if row.duplicate_of else None,
        is_private=row.is_private,
        named=tuple(UserId(name) for name in row.named),
        version=row.version,
    )


def _needed_by(row: Any) -> NeededBy | None:  # noqa: ANN401
    if not row.needed_when:
        return None
    return NeededBy(
        when=When(row.needed_when), day=row.needed_day, at=row.needed_at, said=row.needed_said
    )


def _ending(row: Any) -> Ending | None:  # noqa: ANN401
    if row.ending_words is None:
        return None
    return Ending(words=row.ending_words, link=row.ending_link, as_of=row.ending_as_of)

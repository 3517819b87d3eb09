"""Stand-ins that are passed in: a sender without Slack, a team's settings, threads at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from threading import Barrier
from typing import Any, TypeVar

from sqlalchemy import select

from bot.domain.delivery import Failure
from bot.domain.ids import Front, MessageRef, Number, UserId, WorkspaceId
from bot.domain.notice import CALLS, Call, Kind, Notice, Target
from bot.domain.reaction import Toggle
from bot.domain.ticket import Found
from bot.services import Services
from bot.services.outbox import Closed, Parcel
from bot.services.record import Act
from storage.database import Database
from storage.rows import outbox
from tests import builders

T = TypeVar("T")

TEAM = """
[team]
name = "Data"
timezone = "Europe/Berlin"
admins = ["U0MIRA"]

[channels]
requests = "C0REQUESTS"

[members]
rapid_response = ["U0ADA", "U0BO", "U0CY"]
leads = ["U0LOU"]
"""

NOTHING_CLOSED = Closed()
_WITHOUT_A_PLACE = frozenset(
    {
        Call.EPHEMERAL,
        Call.RESPOND,
        Call.READ,
        Call.LOOK,
        Call.FETCH,
        Call.CHECK,
        Call.PUBLISH,
    }
)
_fronts = count(1)
_keys = count(1)


def a_front() -> Front:
    """Return a front that no other test or example has used."""
    return Front(WorkspaceId(f"T{next(_fronts)}"))


def a_notice(key: str = "tell:1", **overrides: Any) -> Notice:
    """Return something to tell Finn, in a lane of its own unless told otherwise."""
    usual = Notice(
        front=builders.FRONT,
        kind=Kind.TELL,
        key=key,
        lane=key,
        target=Target(user=builders.FINN),
        number=Number(42),
        seq=2,
        not_before=builders.NOW,
    )
    return replace(usual, **overrides)


def waiting(db: Database, front: Front, now: datetime) -> list[tuple[str, float]]:
    """Return the kinds that wait in the outbox, and in how many minutes each is due."""
    statement = select(outbox).where(
        outbox.c.workspace_id == front.workspace_id, outbox.c.state == "waiting"
    )
    with db.looking() as connection:
        rows = connection.execute(statement).all()
    return sorted((row.kind, (row.not_before - now).total_seconds() / 60) for row in rows)


def an_act(number: Number, by: UserId, key: str = "", front: Front = builders.FRONT) -> Act:
    """Return somebody doing something, told to us once unless a key is given."""
    return Act(front=front, number=number, by=by, source_key=key or f"action:{next(_keys)}")


@dataclass(slots=True)
class FakeSender:
    """Says what is due, and always gets through; every new message gets a place of its own.

    `messages` are what people wrote, for those who want it filed; others are gone.
    """

    services: Services
    front: Front
    said: list[Parcel] = field(default_factory=list)
    messages: dict[MessageRef, Found] = field(default_factory=dict)
    _stamps: Iterator[int] = field(default_factory=lambda: count(1))

    def lease(self) -> Parcel | None:
        """Return what is due next without saying it."""
        return self.services.outbox.lease(self.front, NOTHING_CLOSED)

    def must_lease(self, kind: Kind) -> Parcel:
        """Return what is due next, which has to be of that kind; others are said on the way."""
        while True:
            parcel = self.lease()
            assert parcel is not None, f"No {kind} is due"
            if parcel.notice.kind is kind:
                return parcel
            self.say(parcel)

    def say(self, parcel: Parcel) -> MessageRef | None:
        """Say it and report that; return the place of the message, if it has one."""
        notice, ref = parcel.notice, parcel.shown
        if notice.kind is Kind.PROFILE and notice.target.user:
            now = self.services.outbox._ground.now()
            person = builders.a_person(notice.target.user, front=self.front, read_at=now)
            self.services.outbox.profile_read(parcel, person)
        elif notice.kind is Kind.FETCH:
            self._fetch(parcel)
        else:
            if ref is None and self._call_of(parcel) not in _WITHOUT_A_PLACE:
                ref = builders.a_message(f"1795518000.{next(self._stamps):06d}")
            self.services.outbox.delivered(parcel, ref)
        self.said.append(parcel)
        return ref

    def _fetch(self, parcel: Parcel) -> None:
        found = self.messages.get(parcel.message) if parcel.message else None
        if found:
            self.services.outbox.fetched(parcel, found)
        else:
            gone = Failure.GONE
            self.services.outbox.failed(parcel, gone, "message_not_found", is_unsure=False)

    def say_all(self) -> list[Kind]:
        """Say whatever is due, and return of which kinds it was."""
        kinds = []
        while parcel := self.lease():
            self.say(parcel)
            kinds.append(parcel.notice.kind)
        return kinds

    def contents(self, kind: type[T]) -> list[T]:
        """Return the contents of a type that were said, oldest first."""
        return [parcel.content for parcel in self.said if isinstance(parcel.content, kind)]

    def _call_of(self, parcel: Parcel) -> Call:
        return CALLS[parcel.notice.kind]


@dataclass(slots=True)
class Hand:
    """Somebody's hand on the emoji of one card; Slack's clock is the one it is given."""

    services: Services
    front: Front
    card: MessageRef
    user: UserId
    now: Callable[[], datetime]

    def puts_on(self, name: str) -> Toggle:
        """Put an emoji on, and have Slack tell us at once."""
        return self._tell(self.toggle(name, is_on=True))

    def takes_off(self, name: str) -> Toggle:
        """Take an emoji off, and have Slack tell us at once."""
        return self._tell(self.toggle(name, is_on=False))

    def toggle(self, name: str, *, is_on: bool) -> Toggle:
        """Return the event without telling it."""
        ts = f"{self.now().timestamp():.6f}"
        return Toggle(message=self.card, user=self.user, name=name, is_on=is_on, event_ts=ts)

    def _tell(self, toggle: Toggle) -> Toggle:
        self.services.reactions.toggled(self.front, toggle)
        return toggle


def at_once(jobs: list[Callable[[], T]]) -> list[T | Exception]:
    """Run the jobs in threads that begin together; return what each gave or raised, in order."""
    barrier = Barrier(len(jobs))

    def run(job: Callable[[], T]) -> T | Exception:
        barrier.wait(timeout=30)
        try:
            return job()
        except Exception as error:  # noqa: BLE001  # the test looks at it
            return error

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))

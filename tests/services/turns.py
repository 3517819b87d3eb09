"""A team that takes turns: Ada, Bo and Cy, a week each, from Monday at nine in Berlin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import tomli_w
from sqlalchemy import select

from bot.clock import SteppedClock
from bot.domain.cadence import Span
from bot.domain.duty import Duty, Handed
from bot.domain.ids import Front, UserId
from bot.domain.notice import Kind
from bot.domain.people import Person
from bot.domain.rotation import Rotation, on_call_at, shifts_between
from bot.services import Services, roster
from bot.services import settings as settings_desk
from bot.services.ground import Ground
from storage.rows import outbox
from tests.builders import ANALYSTS, FRONT, a_person
from tests.conftest import START

# When everybody has accepted: it is a Tuesday, and the next hand-off is on Monday.
NOW = START + timedelta(hours=1)
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WEEK = timedelta(weeks=1)
_EVER = datetime(1, 1, 1, tzinfo=UTC)


def a_plan(
    name: str = "primary", members: Iterable[UserId] = ANALYSTS, **facts: Any
) -> dict[str, Any]:
    """Return a rotation as the settings write it; weekly unless told otherwise."""
    usual = {"timezone": "Europe/Berlin", "starts": "2026-11-23T09:00"}
    return usual | {"name": name, "members": list(members)} | facts


def planned(*plans: dict[str, Any]) -> str:
    """Return settings with these rotations."""
    return tomli_w.dumps({"rotations": list(plans)})


def span(starts_at: datetime, hours: float = 4) -> Span:
    """Return so many hours from a moment on."""
    return Span(starts_at, starts_at + hours * HOUR)


@dataclass(slots=True)
class Turns:
    """The team's rota, a clock that is moved, and everything that anybody is told."""

    services: Services
    ground: Ground
    clock: SteppedClock
    front: Front = FRONT

    @property
    def now(self) -> datetime:
        """The moment the clock stands at."""
        return self.clock.now()

    def plan(self, *plans: dict[str, Any]) -> None:
        """Have these rotations, and no others."""
        self.services.settings.replace(self.front, planned(*plans))

    def join(self, *people: UserId, rotation: str | None = None) -> None:
        """Let these people accept, a minute after each other."""
        for user in people:
            self.clock.move(MINUTE)
            self.services.rota.join(self.front, user, rotation)

    def begin(self, *plans: dict[str, Any]) -> None:
        """Have these rotations, with everybody who is in them taking turns; then it is `NOW`."""
        self.plan(*plans)
        for plan in plans:
            self.join(*map(UserId, plan["members"]), rotation=plan["name"])
        self.clock.move(NOW - self.now)

    def watch(self) -> None:
        """Look who is on call."""
        self.services.rota.watch(self.front)

    def watch_at(self, at: datetime) -> None:
        """Let nobody look before that moment, and somebody then."""
        self.clock.move(at - self.now)
        self.watch()

    def rotation(self, name: str = "primary") -> Rotation:
        """Return a rotation as it is stored."""
        with self.ground.db.read() as tx:
            settings = settings_desk.load(tx, self.front)
            return roster.rotations(tx, self.front, settings, self.now)[name]

    def on_call(self, at: datetime | None = None, name: str = "primary") -> UserId | None:
        """Return who is on call, now unless another moment is named."""
        return on_call_at(self.rotation(name), at or self.now).person

    def shifts(self, weeks: int = 4, name: str = "primary") -> list[tuple[UserId, datetime]]:
        """Return who is on call from when on, beginning with now."""
        found = shifts_between(self.rotation(name), self.now, self.now + weeks * WEEK)
        return [(one.person, one.starts_at) for one in found]

    def order(self, weeks: int = 4, name: str = "primary") -> list[UserId]:
        """Return who is on call, one after the other."""
        return [person for person, _ in self.shifts(weeks, name)]

    def handed(self, name: str = "primary") -> list[Handed]:
        """Return every hand-off that was written down."""
        with self.ground.db.read() as tx:
            return [one for one in tx.handoffs.since(self.front, _EVER) if one.rotation == name]

    def handovers(self, name: str = "primary") -> list[tuple[UserId | None, UserId | None]]:
        """Return from whom to whom it was handed, in order."""
        return [(one.outgoing, one.incoming) for one in self.handed(name)]

    def duty(self, name: str = "primary") -> Duty:
        """Return what was seen when it was last looked."""
        with self.ground.db.read() as tx:
            found = tx.rota.duty(self.front, name)
        assert found is not None
        return found

    def keys(self, kind: Kind) -> list[str]:
        """Return the keys of all notices of a kind that there ever were."""
        statement = select(outbox.c.key).where(
            outbox.c.workspace_id == self.front.workspace_id, outbox.c.kind == kind
        )
        with self.ground.db.looking() as connection:
            return sorted(connection.execute(statement).scalars())

    def told(self, kind: Kind) -> list[str]:
        """Return whom there was something of a kind to tell, each as often as that."""
        statement = select(outbox.c.user).where(
            outbox.c.workspace_id == self.front.workspace_id, outbox.c.kind == kind
        )
        with self.ground.db.looking() as connection:
            return sorted(connection.execute(statement).scalars())

    def knows(self, user: UserId, **facts: Any) -> Person:
        """Hear from Slack how somebody's account is now."""
        person = a_person(user, str(user), **({"front": self.front, "read_at": self.now} | facts))
        with self.ground.db.begin() as tx:
            tx.people.put(person)
        return person

    def hears_of(self, user: UserId, **facts: Any) -> None:
        """Be told by Slack that somebody's account has changed."""
        person = a_person(user, str(user), **({"front": self.front, "read_at": self.now} | facts))
        self.services.people.changed(person)

    def versions(self, name: str = "primary") -> int:
        """Return how many versions of a rotation are stored."""
        with self.ground.db.read() as tx:
            return len(tx.rota.rosters(self.front)[name])

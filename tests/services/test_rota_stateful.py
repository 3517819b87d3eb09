"""Whatever people and clocks do to the rota: each change of who is on call is announced once.

Days and weeks pass in which nobody looks, nights in which clocks change, a clock is put back, the
bot is started again. After every look the last person announced is the one who is on call, and
each hand-off that was written down follows from the one before it.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import Phase
from hypothesis import settings as examples
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event

from bot.clock import SteppedClock
from bot.domain.duty import Duty, Handed
from bot.domain.errors import Refusal
from bot.domain.ids import UserId
from bot.domain.notice import Kind
from bot.domain.rotation import Segment, on_call_at
from bot.services import Services, roster
from bot.services import settings as settings_desk
from bot.services.ground import Ground
from bot.services.roster import UNPLANNED
from storage.database import Database, connect
from tests.builders import ADA, ANALYSTS, BO, CY, LOU
from tests.fakes import TEAM, a_front
from tests.services.turns import MINUTE, Turns, a_plan, span

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
# A Friday; on the Sunday after it clocks in Berlin are put forward.
FRIDAY = datetime(2027, 3, 26, 9, tzinfo=UTC)
PRIMARY = a_plan(falls_back_to="backup")
BACKUP = a_plan("backup", [CY, LOU, BO], every="day", hours=["mon-fri 09:00-17:00"])
NAMES = ("primary", "backup")
PEOPLE = st.sampled_from([*ANALYSTS, LOU])
ROTATIONS = st.sampled_from(NAMES)
# From a minute to three weeks.
MINUTES = st.sampled_from([1, 7, 45, 60, 95, 480, 1440, 1441, 2880, 10080, 20160, 30240])
AHEAD = st.sampled_from([0, 1, 5, 24, 70, 168, 400])
LENGTHS = st.sampled_from([0.5, 4, 24, 200])


@pytest.fixture
def file_of_a_database(sqlite_file: Path, tmp_path: Path) -> Iterator[Database]:
    """Give an empty SQLite database that does not wait for the disk."""
    copy = tmp_path / "rota.sqlite"
    copy.write_bytes(sqlite_file.read_bytes())
    db = connect(f"sqlite:///{copy}")
    event.listen(db.engine, "connect", lambda one, _: one.execute("PRAGMA synchronous=OFF"))
    yield db
    db.close()


@dataclass(frozen=True, slots=True)
class Seen:
    """Who is on call in a rotation, what was last seen of it, and its hand-offs so far."""

    on: Segment
    duty: Duty
    handed: list[Handed]


class LifeOfARota(RuleBasedStateMachine):
    """What people do, in any order; everything that looks at the rota is followed by a check."""

    def __init__(self, db: Database) -> None:
        """Begin with a front of its own."""
        super().__init__()
        self.db = db
        self.deliveries = 0
        self.offs: list[tuple[UserId, int]] = []
        self.covers: list[int] = []
        self.taken: list[tuple[UserId, int]] = []

    @initialize()
    def begin(self) -> None:
        clock = SteppedClock(FRIDAY)
        ground = Ground(db=self.db, now=clock.now)
        self.turns = Turns(Services.on(ground), ground, clock, a_front())
        self.turns.services.settings.replace(self.turns.front, TEAM)
        self.keys: set[str] = set()
        self.turns.plan(PRIMARY, BACKUP)
        self.turns.join(ADA, BO, rotation="primary")
        self.turns.join(CY, rotation="backup")
        self.follow(self.looked_at())

    # --- clocks and processes ----------------------------------------------------------------

    @rule(minutes=MINUTES)
    def time_passes(self, minutes: int) -> None:
        self.turns.clock.move(minutes * MINUTE)

    @rule()
    def the_clock_is_put_back(self) -> None:
        self.turns.clock.move(timedelta(seconds=-5))

    @rule()
    def the_bot_is_started_again(self) -> None:
        self.turns.services = Services.on(Ground(db=self.db, now=self.turns.clock.now))

    @rule()
    def somebody_looks(self) -> None:
        self.turns.watch()
        self.check()

    # --- people --------------------------------------------------------------------------------

    @rule(user=PEOPLE, rotation=ROTATIONS)
    def joins(self, user: UserId, rotation: str) -> None:
        self.turns.services.rota.join(self.turns.front, user, rotation)
        self.check()

    @rule(user=PEOPLE, rotation=ROTATIONS, at_once=st.booleans())
    def leaves(self, user: UserId, rotation: str, *, at_once: bool) -> None:
        with suppress(Refusal):
            self.turns.services.rota.leave(self.turns.front, user, rotation, at_once=at_once)
            self.check()

    @rule(user=PEOPLE, ahead=AHEAD, hours=LENGTHS)
    def is_off(self, user: UserId, ahead: int, hours: float) -> None:
        off = self.turns.services.stand_ins.off(
            self.turns.front, user, self.at(ahead, hours), None, self.delivery()
        )
        self.offs.append((user, off.time_off.id))
        self.check()

    @precondition(lambda self: self.offs)
    @rule(data=st.data())
    def is_back(self, data: st.DataObject) -> None:
        user, number = data.draw(st.sampled_from(self.offs))
        with suppress(Refusal):
            self.turns.services.stand_ins.back(self.turns.front, user, number)
            self.check()

    @rule(user=PEOPLE, ahead=AHEAD, hours=LENGTHS)
    def asks_for_cover(self, user: UserId, ahead: int, hours: float) -> None:
        stand_ins, wanted = self.turns.services.stand_ins, self.at(ahead, hours)
        with suppress(Refusal):
            asked = stand_ins.ask_cover(self.turns.front, user, wanted, self.delivery())
            self.covers += [one.cover.id for one in asked]

    @precondition(lambda self: self.covers)
    @rule(data=st.data(), user=PEOPLE)
    def covers_for_somebody(self, data: st.DataObject, user: UserId) -> None:
        number = data.draw(st.sampled_from(self.covers))
        with suppress(Refusal):
            self.turns.services.stand_ins.take_cover(self.turns.front, number, user)
            self.check()

    @rule(user=PEOPLE, ahead=AHEAD, hours=LENGTHS, rotation=ROTATIONS, is_now=st.booleans())
    def takes_over(
        self, user: UserId, ahead: int, hours: float, rotation: str, *, is_now: bool
    ) -> None:
        stand_ins, front = self.turns.services.stand_ins, self.turns.front
        wanted = None if is_now else self.at(ahead, hours)
        stand_ins.take(front, user, wanted, self.delivery(), rotation)
        self.taken += [(user, one.id) for one in stand_ins.mine(front, user).overrides]
        self.check()

    @precondition(lambda self: self.taken)
    @rule(data=st.data())
    def gives_back(self, data: st.DataObject) -> None:
        user, number = data.draw(st.sampled_from(self.taken))
        with suppress(Refusal):
            self.turns.services.stand_ins.give_back(self.turns.front, user, number)
            self.check()

    # --- what holds ----------------------------------------------------------------------------

    def check(self) -> None:
        """Compare what was announced with who is on call, just after it was looked."""
        found = self.looked_at()
        for name in NAMES:
            self.check_one(name, found[name], self.seen[name])
        self.follow(found)
        assert set(self.turns.keys(Kind.HANDOFF)) == self.keys

    def check_one(self, name: str, found: Seen, before: Seen) -> None:
        on, duty, was = found.on, found.duty, before.duty.announced
        is_news = on.person != was and (on.person or on.why in UNPLANNED)

        assert (duty.person, duty.why) == (on.person, on.why)
        if not is_news:
            assert duty.announced == was
            assert found.handed == before.handed
            return
        *earlier, last = found.handed
        is_of_the_same_moment = bool(before.handed) and before.handed[-1].at == last.at
        assert duty.announced == last.incoming == on.person
        assert last.at <= duty.watched_until
        assert earlier == (before.handed[:-1] if is_of_the_same_moment else before.handed)
        assert is_of_the_same_moment or last.outgoing == was
        assert all(one.at < two.at for one, two in pairwise(found.handed)), name

    def looked_at(self) -> dict[str, Seen]:
        """Return what is so by the latest look, which a clock that went back leaves."""
        turns = self.turns
        with turns.ground.db.read() as tx:
            settings = settings_desk.load(tx, turns.front)
            rotations = roster.rotations(tx, turns.front, settings, turns.now)
            duties, handed = tx.rota.duties(turns.front), tx.handoffs.since(turns.front, LONG_AGO)
        return {
            name: Seen(
                on=on_call_at(rotations[name], max(turns.now, duties[name].watched_until)),
                duty=duties[name],
                handed=[one for one in handed if one.rotation == name],
            )
            for name in NAMES
        }

    def follow(self, found: dict[str, Seen]) -> None:
        """Note what has been announced by now."""
        self.seen = found
        self.keys |= {
            f"handoff:{one.id}:{side}"
            for each in found.values()
            for one in each.handed
            for side in (one.outgoing, one.incoming)
            if side
        }

    def delivery(self) -> str:
        self.deliveries += 1
        return f"delivery:{self.deliveries}"

    def at(self, ahead: int, hours: float) -> Any:
        return span(self.turns.now + ahead * timedelta(hours=1), hours)


def test_each_change_is_announced_once_whatever_happens(file_of_a_database: Database):
    class Here(LifeOfARota):
        def __init__(self) -> None:
            super().__init__(file_of_a_database)

    run_state_machine_as_test(
        Here,
        settings=examples(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            # To make a story shorter takes minutes, and tells little that the whole one does not.
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
        ),
    )

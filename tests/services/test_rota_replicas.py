"""The rota on two replicas at once: what may happen once happens once, on either database."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import pytest

from bot.clock import SteppedClock
from bot.domain.duty import Kept
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import UserId
from bot.domain.notice import Kind
from bot.services import Services
from bot.services.ground import Ground
from storage.database import Database
from tests.builders import ADA, ANALYSTS, BO, CY, FRONT, LOU
from tests.fakes import TEAM, at_once
from tests.services.turns import DAY, MINUTE, MONDAY, NOW, TUESDAY, WEEK, Turns, a_plan, span

BOUNDARIES = 10


@pytest.fixture
def replicas(replica: Callable[[], Database], clock: SteppedClock) -> list[Turns]:
    """Give two processes on one database, and Ada, Bo and Cy, a week each."""
    grounds = [Ground(db=replica(), now=clock.now) for _ in range(2)]
    replicas = [Turns(Services.on(ground), ground, clock) for ground in grounds]
    replicas[0].services.settings.replace(FRONT, TEAM)
    replicas[0].begin(a_plan())
    return replicas


def watch_together(replicas: list[Turns]) -> list[object]:
    """Let both look at the same moment; return what went wrong."""
    outcomes = at_once([one.watch for one in replicas])
    return [one for one in outcomes if one is not None]


def test_each_hand_off_happens_once_and_each_side_is_told_once(replicas: list[Turns]):
    team, weeks = replicas[0], range(BOUNDARIES)

    for number in weeks:
        team.clock.move(MONDAY + number * WEEK - team.now)
        assert watch_together(replicas) == []

    order = [ANALYSTS[number % 3] for number in range(BOUNDARIES + 1)]
    handed = team.handed()
    assert team.handovers()[1:] == list(pairwise(order))
    assert [one.at for one in handed[1:]] == [MONDAY + number * WEEK for number in weeks]
    sides = [(one.id, side) for one in handed for side in (one.outgoing, one.incoming) if side]
    assert team.keys(Kind.HANDOFF) == sorted(f"handoff:{number}:{side}" for number, side in sides)
    assert len(team.keys(Kind.UNREAD)) == BOUNDARIES


def test_the_leads_hear_once_that_nobody_is_on_call_or_will_be(replicas: list[Turns]):
    team = replicas[0]
    for user in ANALYSTS:
        team.services.stand_ins.off(FRONT, user, span(TUESDAY, 24), None, f"off:{user}")

    for at in (NOW + DAY, MONDAY, MONDAY + MINUTE):
        team.clock.move(at - team.now)
        assert watch_together(replicas) == []

    assert team.told(Kind.UNCOVERED) == [LOU]


def test_a_shift_is_announced_ahead_once(replicas: list[Turns]):
    team = replicas[0]
    team.clock.move(MONDAY - DAY - team.now)

    assert watch_together(replicas) == []

    assert team.told(Kind.SOON) == [BO]


def test_of_two_who_take_a_cover_at_once_one_has_it(replicas: list[Turns]):
    asked = [
        replicas[0].services.stand_ins.ask_cover(FRONT, BO, span(TUESDAY + n * DAY), f"cover:{n}")[
            0
        ]
        for n in range(5)
    ]

    for one in asked:
        number = one.cover.id
        outcomes = at_once(
            [
                partial(replicas[0].services.stand_ins.take_cover, FRONT, number, ADA),
                partial(replicas[1].services.stand_ins.take_cover, FRONT, number, CY),
            ]
        )

        (won,) = [each for each in outcomes if isinstance(each, Kept)]
        (lost,) = [each for each in outcomes if isinstance(each, Refusal)]
        assert (lost.reason, lost.owner) == (Reason.ALREADY_TAKEN, won.value.taker)
        assert replicas[1].on_call(won.value.starts_at) == won.value.taker


def test_two_who_take_over_at_once_leave_one_on_call_and_one_announced(replicas: list[Turns]):
    team = replicas[0]
    team.clock.move(DAY)

    outcomes = at_once(
        [
            partial(replicas[0].services.stand_ins.take, FRONT, BO, None, "take:1"),
            partial(replicas[1].services.stand_ins.take, FRONT, CY, None, "take:2"),
        ]
    )

    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert team.duty().announced == team.on_call()
    assert team.handovers() == [(None, ADA), (ADA, team.on_call())]


def test_one_delivery_told_to_both_takes_over_once(replicas: list[Turns]):
    outcomes = at_once(
        [
            partial(one.services.stand_ins.take, FRONT, CY, span(TUESDAY), "take:1")
            for one in replicas
        ]
    )

    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert len(replicas[0].services.stand_ins.mine(FRONT, CY).overrides) == 1


def test_everybody_who_joins_at_once_takes_turns(replicas: list[Turns]):
    team = replicas[0]
    for user in ANALYSTS:
        team.services.rota.leave(FRONT, user, at_once=True)
    team.clock.move(DAY)

    at_once([partial(one.services.rota.join, FRONT, user) for one, user in _by_turns(replicas)])

    assert set(team.order(weeks=4)) == {ADA, BO, CY, LOU}
    assert team.services.settings.current(FRONT).rotations[0].members == (ADA, BO, CY, LOU)


def _by_turns(replicas: list[Turns]) -> list[tuple[Turns, UserId]]:
    return [(replicas[number % 2], user) for number, user in enumerate((ADA, BO, CY, LOU))]

"""Housekeeping: workspaces are remembered, what is old goes, once a day."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.clock import SteppedClock
from bot.domain.ids import Front, UserId, WorkspaceId
from bot.domain.ticket import Stage
from bot.services import Services
from bot.services.ground import Ground
from bot.services.upkeep import Workspace
from storage.rows import outbox, reaction, tick
from tests.builders import ADA, FRONT, a_message, a_request, a_ticket
from tests.fakes import FakeSender, Hand

DAY = timedelta(days=1)


def test_workspaces_that_were_introduced_are_known(services: Services):
    other = Front(WorkspaceId("T0OTHER"))
    for front in (FRONT, other, FRONT):
        services.upkeep.introduce(
            Workspace(front=front, name="Data", url="https://data", bot_user_id=UserId("U0BOT"))
        )

    assert set(services.upkeep.fronts()) == {FRONT, other}
    assert len(services.upkeep.fronts()) == 2


def test_pruning_is_due_once_on_each_of_the_teams_days(services: Services, clock: SteppedClock):
    noon, again = services.upkeep.prune_due(FRONT), services.upkeep.prune_due(FRONT)
    clock.move_to(clock.now().replace(hour=22, minute=59))
    before_midnight = services.upkeep.prune_due(FRONT)
    clock.move(timedelta(minutes=1))  # it is midnight in Berlin

    after_midnight = services.upkeep.prune_due(FRONT)

    assert (noon, again, before_midnight, after_midnight) == (True, False, False, True)


@pytest.mark.parametrize(("age", "left"), [(7 * DAY, 1), (7 * DAY + timedelta(seconds=1), 0)])
def test_what_is_older_than_a_week_goes(
    services: Services, sender: FakeSender, ground: Ground, clock: SteppedClock, age, left: int
):
    services.upkeep.prune_due(FRONT)
    services.incidents.file(FRONT, a_request())
    sender.say_all()
    Hand(services, FRONT, a_message("1.0"), ADA, clock.now).puts_on("eyes")
    said = len(sender.said)
    clock.move(age)

    assert services.upkeep.prune_due(FRONT)

    with ground.db.looking() as connection:
        counts = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (outbox, reaction, tick)
        ]
    assert counts == [said * left, left, left + 1]


@pytest.mark.parametrize(("stage", "is_kept"), [(Stage.FILED, True), (Stage.ASKING, False)])
def test_a_wish_to_file_a_message_that_came_to_nothing_goes(
    services: Services, ground: Ground, clock: SteppedClock, stage: Stage, is_kept: bool
):
    with ground.db.begin() as tx:
        tx.tickets.add(a_ticket(stage=stage, at=clock.now()))
    clock.move(7 * DAY)
    services.upkeep.prune_due(FRONT)
    clock.move(DAY)

    services.upkeep.prune_due(FRONT)

    with ground.db.begin() as tx:
        assert bool(tx.tickets.for_update(FRONT, a_message())) is is_kept


def test_what_has_not_been_said_stays_however_old(services: Services, clock: SteppedClock):
    services.incidents.file(FRONT, a_request())
    clock.move(365 * DAY)

    services.upkeep.prune_due(FRONT)

    assert services.outbox.count_waiting(FRONT) == 2

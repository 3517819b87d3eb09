"""Messages that somebody wants filed: one row for each, and those that came to nothing go."""

from dataclasses import replace

import pytest

from bot.domain.ids import ChannelId, Front, WorkspaceId
from bot.domain.ticket import Stage
from storage.database import Database
from tests.builders import ADA, FINN, FRONT, NOW, ZOE, a_message, a_ticket, later

ELSEWHERE = Front(WorkspaceId("T0OTHER"))
MESSAGE = a_message()


@pytest.mark.parametrize("stage", Stage)
def test_a_ticket_comes_back_as_it_was(db: Database, stage: Stage):
    ticket = a_ticket(stage=stage, author=FINN)

    with db.begin() as tx:
        was_added = tx.tickets.add(ticket)
        found = tx.tickets.for_update(FRONT, MESSAGE)

    assert was_added
    assert found == ticket


def test_a_message_has_one_ticket_that_belongs_to_who_was_first(db: Database):
    with db.begin() as tx:
        were_added = [
            tx.tickets.add(a_ticket(put_on_by=ZOE)),
            tx.tickets.add(a_ticket(put_on_by=ADA, at=later(minutes=1))),
        ]
        found = tx.tickets.for_update(FRONT, MESSAGE)

    assert were_added == [True, False]
    assert found == a_ticket(put_on_by=ZOE)


def test_a_ticket_goes_on_from_stage_to_stage(db: Database):
    asking = a_ticket(stage=Stage.ASKING, author=FINN, at=later(minutes=1))

    with db.begin() as tx:
        tx.tickets.add(a_ticket())
        tx.tickets.put(asking)
        found = tx.tickets.for_update(FRONT, MESSAGE)

    assert found == asking


def test_two_messages_with_one_ts_are_two(db: Database):
    there = a_message(MESSAGE.ts, ChannelId("C0ELSEWHERE"))

    with db.begin() as tx:
        were_added = [
            tx.tickets.add(a_ticket()),
            tx.tickets.add(a_ticket(message=there)),
            tx.tickets.add(a_ticket(front=ELSEWHERE)),
        ]
        found = [
            tx.tickets.for_update(FRONT, there),
            tx.tickets.for_update(ELSEWHERE, there),
        ]

    assert were_added == [True, True, True]
    assert found == [a_ticket(message=there), None]


def test_what_came_to_nothing_goes_and_what_was_filed_stays(db: Database):
    def at(index: int, stage: Stage, days: int) -> None:
        message = a_message(f"{days}.{index:06d}")
        tx.tickets.add(a_ticket(message=message, stage=stage, at=later(days=-days)))

    with db.begin() as tx:
        for index, stage in enumerate(Stage):
            at(index, stage, 8)
            at(index, stage, 6)
        tx.tickets.add(replace(a_ticket(at=later(days=-8)), front=ELSEWHERE))
        gone = tx.tickets.prune(FRONT, later(days=-7))
        old = [
            tx.tickets.for_update(FRONT, a_message(f"8.{index:06d}")) for index in range(len(Stage))
        ]
        young = [
            tx.tickets.for_update(FRONT, a_message(f"6.{index:06d}")) for index in range(len(Stage))
        ]
        elsewhere = tx.tickets.for_update(ELSEWHERE, MESSAGE)

    assert gone == len(Stage) - 1
    assert [ticket.stage for ticket in old if ticket] == [Stage.FILED]
    assert [ticket.stage for ticket in young if ticket] == list(Stage)
    assert elsewhere
    assert elsewhere.at < NOW

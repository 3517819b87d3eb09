"""Timelines: append only, one line for one delivery."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.ids import Front, Number, WorkspaceId
from bot.domain.incident import State
from bot.domain.timeline import What
from storage.database import Database
from tests.builders import ADA, BO, FRONT, an_entry, later


def test_a_line_comes_back_as_it_was(db: Database):
    line = an_entry(
        what=What.WROTE,
        state=State.ANSWERED,
        owner=None,
        words="Reloaded, see the link",
        link="https://example.com/a?b=<c>",
        as_of=date(2026, 2, 28),
    )

    with db.begin() as tx:
        tx.timeline.add(line)

    with db.read() as tx:
        assert tx.timeline.find(FRONT, Number(42), 2) == line
        assert tx.timeline.by_delivery(FRONT, "event:1") == line
        assert tx.timeline.find(FRONT, Number(42), 3) is None


def test_one_delivery_writes_one_line(db: Database):
    with db.begin() as tx:
        were_added = [tx.timeline.add(an_entry(seq=2)), tx.timeline.add(an_entry(seq=3))]

    with db.read() as tx:
        assert were_added == [True, False]
        assert tx.timeline.of(FRONT, Number(42)) == [an_entry(seq=2)]
        assert tx.timeline.knows(FRONT, "event:1")
        assert not tx.timeline.knows(FRONT, "event:2")
        assert not tx.timeline.knows(Front(WorkspaceId("T0OTHER")), "event:1")


def test_two_lines_in_one_place_are_a_bug(db: Database):
    with db.begin() as tx:
        tx.timeline.add(an_entry(source_key="event:1"))

    with pytest.raises(IntegrityError), db.begin() as tx:
        tx.timeline.add(an_entry(source_key="event:2"))


def test_who_had_it_before_is_what_the_line_before_says(db: Database):
    story = [
        an_entry(seq=1, source_key="1", what=What.FILED, owner=None),
        an_entry(seq=2, source_key="2", owner=ADA),
        an_entry(seq=3, source_key="3", what=What.TAKEN_OVER, owner=BO),
        an_entry(seq=4, source_key="4", what=What.RELEASED, owner=None),
    ]

    with db.begin() as tx:
        for line in story:
            tx.timeline.add(line)

    with db.read() as tx:
        before = [tx.timeline.owner_before(line) for line in story]
    assert before == [None, None, ADA, BO]


def test_a_story_is_told_in_order_and_alone(db: Database):
    told = [
        an_entry(seq=seq, source_key=f"event:{seq}", at=later(minutes=-seq)) for seq in (9, 10, 2)
    ]
    anothers = an_entry(number=Number(43), source_key="event:another")

    with db.begin() as tx:
        for line in [*told, anothers]:
            tx.timeline.add(line)

    with db.read() as tx:
        assert [line.seq for line in tx.timeline.of(FRONT, Number(42))] == [2, 9, 10]

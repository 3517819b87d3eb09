"""What is known of the emoji on a message: the newest event of each, whatever the order."""

from itertools import permutations
from typing import Any

import pytest

from bot.domain.reaction import Toggle
from storage.database import Database
from storage.reaction import Kept
from tests.builders import ADA, BO, FRONT, NOW, a_message, a_toggle, later

CARD = a_message()


def at(second: int, *, is_on: bool, **overrides: Any) -> Toggle:
    return a_toggle(is_on=is_on, event_ts=f"1772530200.{second:06d}", **overrides)


def put(db: Database, *toggles: Toggle) -> list[Kept | None]:
    with db.begin() as tx:
        return [tx.reactions.put(FRONT, toggle, NOW) for toggle in toggles]


def known(db: Database) -> list[Kept]:
    with db.read() as tx:
        return tx.reactions.on(FRONT, CARD)


def test_a_first_event_is_kept(db: Database):
    on = at(1, is_on=True, name="raised_hand::skin-tone-3")

    assert put(db, on) == [Kept(on, on.event_ts)]
    assert known(db) == [Kept(on, on.event_ts)]


def test_an_event_told_again_changes_nothing(db: Database):
    on = at(1, is_on=True)

    assert put(db, on, on)[1] is None
    assert known(db) == [Kept(on, on.event_ts)]


def test_an_older_event_changes_nothing(db: Database):
    off, on = at(2, is_on=False), at(1, is_on=True)

    assert put(db, off, on) == [Kept(off, None), None]
    assert known(db) == [Kept(off, None)]


def test_taking_off_remembers_when_it_was_put_on(db: Database):
    on, off = at(1, is_on=True), at(2, is_on=False)

    assert put(db, on, off)[1] == Kept(off, on.event_ts)


def test_putting_on_again_forgets_the_first_time(db: Database):
    story = [at(1, is_on=True), at(2, is_on=False), at(3, is_on=True), at(4, is_on=False)]

    assert put(db, *story)[-1] == Kept(story[3], story[2].event_ts)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_in_any_order_the_newest_event_is_in_force(db: Database, order: tuple[int, ...]):
    story = [at(1, is_on=True), at(2, is_on=False), at(9, is_on=True), at(10, is_on=False)]

    put(db, *(story[index] for index in order))

    assert [kept.toggle for kept in known(db)] == [story[3]]


def test_people_tones_and_messages_are_kept_apart(db: Database):
    toggles = [
        at(4, is_on=True, user=ADA, name="eyes"),
        at(3, is_on=True, user=BO, name="eyes"),
        at(2, is_on=True, user=ADA, name="eyes::skin-tone-2"),
        at(1, is_on=True, message=a_message("1.0")),
    ]

    put(db, *toggles)

    assert [kept.toggle for kept in known(db)] == [toggles[2], toggles[1], toggles[0]]


def test_what_was_received_long_ago_is_pruned(db: Database):
    with db.begin() as tx:
        tx.reactions.put(FRONT, a_toggle(user=ADA), NOW)
        tx.reactions.put(FRONT, a_toggle(user=BO), later(days=1))

        assert tx.reactions.prune(FRONT, later(days=1)) == 1
        assert [kept.toggle.user for kept in tx.reactions.on(FRONT, CARD)] == [BO]

"""Who follows which incident: once each, in the order they began, each front for itself."""

from dataclasses import replace

import pytest

from bot.domain.follower import Follower
from bot.domain.ids import Front, FrontId, Number, UserId, WorkspaceId
from storage.database import Database
from tests.builders import BO, FINN, FRONT, NOW, ZOE, later

ZOES = Follower(front=FRONT, number=Number(42), user_id=ZOE, since=NOW)
FINNS = Follower(
    front=FRONT, number=Number(42), user_id=FINN, since=later(minutes=1), duplicate=Number(43)
)


def add(db: Database, *followers: Follower) -> list[bool]:
    with db.begin() as tx:
        return [tx.followers.add(one) for one in followers]


def test_a_follower_comes_back_as_they_were(db: Database):
    add(db, ZOES, FINNS)

    with db.read() as tx:
        assert tx.followers.find(FRONT, Number(42), ZOE) == ZOES
        assert tx.followers.find(FRONT, Number(42), FINN) == FINNS
        assert tx.followers.find(FRONT, Number(42), BO) is None
        assert tx.followers.find(FRONT, Number(43), ZOE) is None


def test_who_follows_already_follows_since_then(db: Database):
    again = replace(ZOES, since=later(hours=1))

    were_added = add(db, ZOES, again)

    with db.read() as tx:
        assert were_added == [True, False]
        assert tx.followers.of(FRONT, Number(42)) == [ZOES]


def test_who_follows_already_may_find_a_better_reason(db: Database):
    own = replace(ZOES, since=later(hours=1), duplicate=Number(7))

    were_added = add(db, ZOES, own, replace(own, duplicate=Number(8)))

    with db.read() as tx:
        assert were_added == [True, True, False]
        assert tx.followers.of(FRONT, Number(42)) == [replace(ZOES, duplicate=Number(7))]


def test_followers_are_told_in_the_order_they_began(db: Database):
    first = replace(ZOES, user_id=BO, since=later(minutes=-1))

    add(db, FINNS, ZOES, first, replace(ZOES, number=Number(43)))

    with db.read() as tx:
        assert tx.followers.of(FRONT, Number(42)) == [first, ZOES, FINNS]


def test_who_follows_no_more_may_begin_again(db: Database):
    add(db, ZOES, FINNS)

    with db.begin() as tx:
        removed = [tx.followers.remove(FRONT, Number(42), ZOE) for _ in range(2)]
        left = tx.followers.of(FRONT, Number(42))
        added = tx.followers.add(ZOES)

    assert removed == [True, False]
    assert left == [FINNS]
    assert added


@pytest.mark.parametrize(
    "elsewhere",
    [Front(WorkspaceId("T0OTHER")), Front(FRONT.workspace_id, FrontId("upstairs"))],
)
def test_fronts_do_not_know_each_others_followers(db: Database, elsewhere: Front):
    add(db, ZOES, replace(ZOES, front=elsewhere), replace(FINNS, front=elsewhere))

    with db.begin() as tx:
        removed = tx.followers.remove(elsewhere, Number(42), ZOE)
        is_unknown = tx.followers.remove(elsewhere, Number(42), UserId("U0NOBODY"))

    with db.read() as tx:
        assert (removed, is_unknown) == (True, False)
        assert tx.followers.of(FRONT, Number(42)) == [ZOES]
        assert [one.user_id for one in tx.followers.of(elsewhere, Number(42))] == [FINN]

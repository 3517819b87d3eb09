"""Who looks at their home, and a part of what somebody has filed."""

from bot.domain.home import HomeList
from bot.domain.ids import Number
from bot.domain.incident import State
from storage.database import Database
from tests.builders import ADA, BO, FINN, FRONT, NOW, ZOE, an_incident, later
from tests.fakes import a_front


def test_those_who_have_looked_since_are_found_among_those_asked_about(db: Database):
    with db.begin() as tx:
        tx.homes.put(FRONT, FINN, opened_at=NOW, pages={})
        tx.homes.put(FRONT, BO, opened_at=NOW, pages={})
        tx.homes.put(FRONT, ADA, opened_at=later(hours=-2), pages={})
        tx.homes.put(a_front(), ZOE, opened_at=NOW, pages={})

        found = tx.homes.opened_since(FRONT, {FINN, ADA, ZOE}, later(hours=-1))

    assert found == [FINN]


def test_of_nobody_nobody_is_found(db: Database):
    with db.begin() as tx:
        assert tx.homes.opened_since(FRONT, set(), NOW) == []


def test_the_pages_turned_to_last_are_kept(db: Database):
    with db.begin() as tx:
        tx.homes.put(FRONT, FINN, opened_at=NOW, pages={HomeList.OPEN: 1})
        tx.homes.put(FRONT, FINN, opened_at=NOW, pages={HomeList.ENDED: 3})

        assert tx.homes.pages(FRONT, FINN) == {HomeList.ENDED: 3}
        assert tx.homes.pages(FRONT, ADA) == {}


def test_what_somebody_filed_comes_in_parts_open_or_ended_newest_first(db: Database):
    states = [State.NEW, State.ANSWERED, State.CLAIMED, State.WITHDRAWN, State.NEW]
    # The one that was filed first has ended last.
    ends = {2: later(hours=2), 4: later(hours=1)}
    with db.begin() as tx:
        for number, state in enumerate(states, 1):
            facts = {"ended_at": ends[number]} if number in ends else {}
            tx.incidents.add(
                an_incident(number=Number(number), source_key=str(number), state=state, **facts)
            )
        others = an_incident(number=Number(6), source_key="6", requester=ZOE)
        tx.incidents.add(others)

        def filed(*, is_open: bool, offset: int = 0) -> list[int]:
            found = tx.incidents.filed_by(FRONT, FINN, is_open=is_open, limit=2, offset=offset)
            return [one.number for one in found]

        assert (filed(is_open=True), filed(is_open=True, offset=2)) == ([5, 3], [1])
        assert filed(is_open=False) == [2, 4]
        assert tx.incidents.count_filed(FRONT, FINN) == (3, 2)

"""Which message shows which incident, and which one is in use."""

from bot.domain.ids import Number
from storage.database import Database
from storage.message import Purpose, Shown
from tests.builders import FRONT, GENERAL, NOW, a_message, later

OLD, NEW = a_message("1503435956.000247"), a_message("1503435956.000248")
CARD, ROOT, QUESTION = Purpose.CARD, Purpose.ROOT, Purpose.QUESTION


def test_a_place_is_kept_to_the_letter(db: Database):
    with db.begin() as tx:
        tx.messages.put(FRONT, OLD, QUESTION, Number(1), posted_at=NOW, seq=3)

    with db.read() as tx:
        shown = Shown(ref=OLD, purpose=QUESTION, number=Number(1), seq=3, is_current=True)
        assert tx.messages.at(FRONT, OLD) == shown
        assert tx.messages.current(FRONT, QUESTION, Number(1)) == shown


def test_a_place_is_a_channel_and_a_time(db: Database):
    with db.begin() as tx:
        tx.messages.put(FRONT, OLD, CARD, Number(1), posted_at=NOW)

    with db.read() as tx:
        assert tx.messages.at(FRONT, a_message(OLD.ts, channel=GENERAL)) is None
        assert tx.messages.at(FRONT, NEW) is None


def test_a_new_card_replaces_the_one_before_which_stays_known(db: Database):
    with db.begin() as tx:
        tx.messages.put(FRONT, OLD, CARD, Number(1), posted_at=NOW)
        tx.messages.put(FRONT, NEW, CARD, Number(1), posted_at=later(minutes=1))

    with db.read() as tx:
        current, before = tx.messages.current(FRONT, CARD, Number(1)), tx.messages.at(FRONT, OLD)
    assert current
    assert current.ref == NEW
    assert before == Shown(ref=OLD, purpose=CARD, number=Number(1), seq=None, is_current=False)


def test_a_retired_message_is_known_but_not_in_use(db: Database):
    with db.begin() as tx:
        for purpose, ref in ((CARD, OLD), (ROOT, NEW)):
            tx.messages.put(FRONT, ref, purpose, Number(1), posted_at=NOW)
        tx.messages.put(FRONT, a_message("3.0"), CARD, Number(2), posted_at=NOW)
        tx.messages.retire(FRONT, CARD, Number(1))

    with db.read() as tx:
        assert tx.messages.current(FRONT, CARD, Number(1)) is None
        assert tx.messages.at(FRONT, OLD) is not None
        assert tx.messages.current(FRONT, ROOT, Number(1)) is not None
        assert tx.messages.current(FRONT, CARD, Number(2)) is not None


def test_a_retired_message_can_come_back(db: Database):
    with db.begin() as tx:
        tx.messages.put(FRONT, OLD, CARD, Number(1), posted_at=NOW)
        tx.messages.put(FRONT, NEW, CARD, Number(1), posted_at=NOW)
        tx.messages.put(FRONT, OLD, CARD, Number(1), posted_at=NOW)

    with db.read() as tx:
        current = tx.messages.current(FRONT, CARD, Number(1))
        assert current
        assert current.ref == OLD


def test_one_message_may_serve_two_purposes(db: Database):
    with db.begin() as tx:
        tx.messages.put(FRONT, OLD, QUESTION, Number(1), posted_at=NOW, seq=2)
        tx.messages.put(FRONT, OLD, ROOT, Number(1), posted_at=NOW)
        tx.messages.retire(FRONT, QUESTION, Number(1))

    with db.read() as tx:
        root = tx.messages.current(FRONT, ROOT, Number(1))
        assert root
        assert root.ref == OLD
        assert tx.messages.current(FRONT, QUESTION, Number(1)) is None


def test_the_cards_of_a_list_are_found_together(db: Database):
    with db.begin() as tx:
        for number in (1, 2, 3):
            ref = a_message(f"{number}.0")
            tx.messages.put(FRONT, ref, CARD, Number(number), posted_at=NOW)

    with db.read() as tx:
        found = tx.messages.all_current(FRONT, CARD, [Number(1), Number(3), Number(9)])
        assert {number: shown.ref.ts for number, shown in found.items()} == {1: "1.0", 3: "3.0"}
        assert tx.messages.all_current(FRONT, CARD, []) == {}

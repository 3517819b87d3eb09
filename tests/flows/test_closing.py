"""What an analyst is asked at the end: five taps, all optional, asked once, seen by them alone."""

import pytest

from bot.domain.closing import Cause, Closing, Effort, Returns
from bot.domain.ids import Number
from bot.fakeslack import Message, Person
from tests.flows.office import Office

HEAD = "Five taps about INC-1"
THANKS = "Thank you. That helps to make it stop."
TAPS = ["closing:effort:hour", "closing:preventable:4", "closing:returns:yes"]


def ended(office: Office, emoji: str = "white_check_mark") -> Message:
    """Have Ada end a request; what she is privately offered."""
    card = office.opens()
    office.ada.reacts(emoji, to=card)
    office.settle()
    return office.offer(office.ada, "closing:skip")


def kept(office: Office, number: int = 1) -> Closing | None:
    """The answers so far, as the database has them."""
    with office.bot.db.read() as tx:
        return tx.closings.find(office.bot.identity.front, Number(number))


def asked(office: Office, who: Person) -> int:
    """How many messages ask this person the five questions."""
    return sum(HEAD in one.plain() for one in office.reads(who))


@pytest.mark.parametrize("emoji", ["white_check_mark", "adhesive_bandage"])
def test_five_taps_are_kept_and_thanked_for(office: Office, emoji: str):
    offer = ended(office, emoji)
    for tap in TAPS:
        office.ada.presses(offer, tap)
        office.settle()
    office.ada.selects(offer, "closing:cause", "Between two systems")
    office.settle()
    assert HEAD in offer.plain()
    office.ada.selects(offer, "closing:tool", "Warehouse")
    office.settle()

    said = kept(office)
    assert said is not None
    assert said.by == office.ada.id
    assert (said.effort, said.preventable, said.returns) == (Effort.HOUR, 4, Returns.YES)
    assert (said.cause, said.tool) == (Cause.INTEGRATION, "Warehouse")
    assert THANKS in offer.plain()
    assert HEAD not in offer.plain()


def test_what_was_chosen_is_marked_and_may_be_chosen_anew(office: Office):
    offer = ended(office)

    office.ada.presses(offer, "closing:effort:hour")
    office.settle()
    assert "\u2714 Up to 1 h" in offer.button_labels()
    office.ada.presses(offer, "closing:effort:longer")
    office.settle()

    assert "\u2714 Longer" in offer.button_labels()
    assert "Up to 1 h" in offer.button_labels()
    said = kept(office)
    assert said is not None
    assert said.effort is Effort.LONGER


def test_who_skips_is_asked_no_more(office: Office):
    offer = ended(office)

    office.ada.presses(offer, "Skip")
    office.settle()

    assert HEAD not in offer.plain()
    said = kept(office)
    assert said is not None
    assert said.is_skipped


def test_the_offer_to_write_stays_while_taps_are_made(office: Office):
    offer = ended(office)

    office.ada.presses(offer, "closing:effort:hour")
    office.settle()
    assert any(label.startswith("Write to") for label in offer.button_labels())

    office.ada.presses(offer, "write")
    office.writes(office.ada, "The load ran again")
    office.settle()
    assert "The load ran again" in office.told()[-1].plain()


def test_only_who_ended_it_is_asked_and_nobody_else_sees_it(office: Office):
    offer = ended(office)

    assert offer.ephemeral_to == office.ada.id
    for who in (office.bo, office.cy, office.zoe, office.finn, office.mira):
        assert asked(office, who) == 0, who


def goes_on(office: Office) -> None:
    """Have Finn open it again, and Ada end it once more."""
    office.ask(office.finn, "/rapid-queue INC-1 reopen Still zero")
    office.settle()
    office.ask(office.ada, "/rapid-queue INC-1 answer Now it is done")
    office.passes(minutes=11)


def test_who_has_answered_is_not_asked_again_when_it_ends_again(office: Office):
    offer = ended(office)
    office.ada.presses(offer, "Skip")
    office.passes(minutes=11)

    goes_on(office)

    assert asked(office, office.ada) == 0


def test_what_was_left_open_is_asked_again_with_what_was_said(office: Office):
    offer = ended(office)
    office.ada.presses(offer, "closing:effort:hour")
    office.passes(minutes=11)

    goes_on(office)

    assert "\u2714 Up to 1 h" in office.offer(office.ada, "closing:skip").button_labels()


@pytest.mark.parametrize("order", ["decline Not ours", "duplicate of INC-2"])
def test_what_ends_without_work_asks_nothing(office: Office, order: str):
    office.opens()
    office.opens("the same again")

    office.ask(office.ada, f"/rapid-queue INC-1 {order}")
    office.passes(minutes=11)

    assert asked(office, office.ada) == 0


def test_a_team_that_does_not_want_to_ask_does_not(office: Office):
    office.settings_are("[closing]\nask = false\n")
    card = office.opens()

    office.ada.reacts("white_check_mark", to=card)
    office.settle()
    assert asked(office, office.ada) == 0
    office.ada.presses(office.offer(office.ada, "write"), "write")
    office.writes(office.ada, "The load ran again")
    office.settle()

    assert "The load ran again" in office.told()[-1].plain()


def test_the_tools_are_those_of_the_team(office: Office):
    office.settings_are('[closing]\ntools = ["Abacus & Co", "Slide rule"]\n')
    offer = ended(office)

    office.ada.selects(offer, "closing:tool", "Abacus & Co")
    office.settle()

    said = kept(office)
    assert said is not None
    assert said.tool == "Abacus & Co"


def test_no_tool_is_an_answer_too(office: Office):
    offer = ended(office)

    office.ada.selects(offer, "closing:tool", "No tool")
    office.settle()

    said = kept(office)
    assert said is not None
    assert said.tool == "-"


def forged(office: Office, who: Person, action_id: str) -> None:
    """Have somebody press a button of the offer that they never saw."""
    press = who.presses(office.card(), "details")
    if who.modal:
        who.dismisses()
    office.forges(press, action_id, 1)
    office.settle()


def test_somebody_outside_of_the_team_cannot_answer(office: Office):
    ended(office)

    forged(office, office.zoe, "closing:effort:minutes")

    assert kept(office) is None
    assert "Only members of the Rapid Response team" in office.reads(office.zoe)[-1].plain()


def test_while_it_is_open_there_is_nothing_to_answer(office: Office):
    offer = ended(office)
    office.ada.unreacts("white_check_mark", to=office.card())
    office.settle()

    office.ada.presses(offer, "closing:effort:hour")
    office.settle()

    assert kept(office) is None
    assert any("INC-1 is still open" in one.plain() for one in office.reads(office.ada))


@pytest.mark.parametrize(
    "action_id", ["closing:effort:weeks", "closing:preventable:9", "closing:x"]
)
def test_an_answer_that_is_none_is_not_kept(office: Office, action_id: str):
    ended(office)

    forged(office, office.ada, action_id)

    said = kept(office)
    assert said is None or (said.effort, said.preventable) == (None, None)


def test_a_tap_told_twice_is_one(office: Office):
    offer = ended(office)
    press = office.ada.presses(offer, "closing:effort:hour")
    office.settle()

    office.slack.redeliver(press)
    office.settle()

    said = kept(office)
    assert said is not None
    assert said.effort is Effort.HOUR


def test_taps_change_neither_card_nor_timeline(office: Office):
    offer = ended(office)
    before = office.card().plain(), office.entries()

    for tap in TAPS:
        office.ada.presses(offer, tap)
        office.settle()

    assert (office.card().plain(), office.entries()) == before


def test_an_offer_that_is_too_old_to_be_refreshed_still_keeps_the_answer(office: Office):
    offer = ended(office)
    office.passes(minutes=45)

    office.ada.presses(offer, "closing:effort:hour")
    office.settle()

    assert kept(office) is not None

"""Something can wait: it is parked until a day, and back on that day or when its owner wants it.

It is a Tuesday, the 24th of November, at noon in Berlin.
"""

from datetime import timedelta

import pytest

from bot.bootstrap import beats_of
from bot.fakeslack import Message, Person, View
from tests.flows.office import Office


@pytest.fixture
def card(office: Office) -> Message:
    """Give the card of a request that Ada has."""
    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.settle()
    return card


def order(office: Office, line: str) -> str:
    """Have Ada type an order about INC-1; the answer."""
    answer = office.ask(office.ada, f"/rapid-queue INC-1 {line}").plain()
    office.settle()
    return answer


def sleeps(office: Office, **span: float) -> None:
    """Let time pass, and the beat ask after it."""
    office.clock.move(timedelta(**span))
    beats = beats_of(office.bot.services, office.bot.identity)
    next(beat for beat in beats if beat.name == "unpark").ask()
    office.settle()


def test_parked_by_command_the_card_says_until_when_and_who_has_it(office: Office, card: Message):
    said = order(office, "park thursday")

    assert f"*INC-1*: parked until Thu 26 Nov, <@{office.ada.id}> has it." in said
    assert f"parked until Thu 26 Nov, <@{office.ada.id}> has it" in card.plain()
    assert "Next: it comes back on its day. :eyes: claim takes it up now" in card.plain()
    assert "INC-1, severity not set (treated as S3 normal), parked until Thu 26 Nov" in card.text
    assert card.button_labels()[0] == "Claim"
    assert "Ask" not in card.button_labels()


@pytest.mark.usefixtures("card")
def test_the_requester_is_told_once_and_not_when_it_is_back(office: Office):
    order(office, "park thursday")
    claimed, parked = office.told()

    assert "*INC-1* can wait, so it is parked until Thu 26 Nov." in parked.plain()
    assert f"<@{office.ada.id}> has it and takes it up again then." in parked.text
    assert parked.button_labels() == ["Add something"]
    sleeps(office, days=3)
    assert office.state() == "claimed"
    assert office.told() == [claimed, parked]


def test_a_requester_for_whom_it_cannot_wait_says_so_and_the_analyst_is_called(
    office: Office, card: Message
):
    order(office, "park thursday")

    office.finn.presses(office.told()[-1], "Add something")
    office.writes(office.finn, "The board meets tomorrow")
    office.settle()

    called = office.slack.thread(card)[-1].plain()
    assert f"<@{office.ada.id}>" in called
    assert "The board meets tomorrow" in called


def form_of(who: Person, card: Message) -> View:
    """Open the form from the card's window."""
    who.presses(card, "details")
    assert who.modal is not None
    who.presses(who.modal, "Park")
    assert who.modal is not None
    return who.modal


def test_a_form_proposes_a_week_and_takes_another_day(office: Office, card: Message):
    form = form_of(office.bo, card)
    assert form.blocks[0]["element"]["initial_date"] == "2026-12-01"

    office.writes_into(office.bo, day="2026-12-03")
    office.settle()

    assert office.bo.modal is None
    assert f"parked until Thu 3 Dec, <@{office.ada.id}> has it" in card.plain()


@pytest.mark.parametrize(
    ("day", "says"),
    [("2026-11-24", "That day is over or has begun"), ("2028-01-01", "more than a year away")],
)
def test_a_day_that_cannot_be_gets_a_sentence_under_its_field(
    office: Office, card: Message, day: str, says: str
):
    form = form_of(office.ada, card)

    office.writes_into(office.ada, day=day)

    assert says in form.errors["day"]
    assert office.state() == "claimed"


@pytest.mark.usefixtures("card")
def test_without_a_day_it_is_a_week(office: Office):
    said = order(office, "park")

    assert "parked until Tue 1 Dec" in said


@pytest.mark.usefixtures("card")
def test_a_day_that_cannot_be_read_is_answered_with_an_example(office: Office):
    said = order(office, "park for a while")

    assert "I cannot read that day, so INC-1 was not parked." in said
    assert "`park thursday`" in said
    assert office.state() == "claimed"


def test_on_its_day_the_card_shows_it_back_with_its_owner(office: Office, card: Message):
    order(office, "park thursday")

    sleeps(office, days=1)
    still_parked = office.state()
    sleeps(office, hours=13)  # past midnight in Berlin

    assert (still_parked, office.state()) == ("parked", "claimed")
    assert f"<@{office.ada.id}> has it" in card.plain()
    assert "parked" not in card.plain()
    assert office.timeline()[-1].by == office.app.bot_user_id


def test_the_owner_takes_it_up_before_its_day_with_the_emoji(office: Office):
    office.opens()
    order(office, "claim")
    order(office, "park thursday")

    office.ada.reacts("eyes", to=office.card())
    office.settle()

    assert (office.state(), office.owner()) == ("claimed", office.ada.id)
    assert office.entries() == ["filed", "claim", "park", "claim"]
    assert len(office.told()) == 2  # of the first claim, and of the parking


def test_a_colleague_cannot_claim_it_and_may_take_it_over(office: Office, card: Message):
    order(office, "park thursday")

    office.bo.reacts("eyes", to=card)
    office.settle()
    assert f"<@{office.ada.id}> has INC-1 already" in office.whispers(office.bo)[-1]
    office.bo.presses(card, "Take over")
    office.settle()

    assert (office.state(), office.owner()) == ("claimed", office.bo.id)
    assert f"<@{office.bo.id}> has your request *INC-1* now" in office.told()[-1].plain()


def test_an_ending_of_what_was_parked_that_is_taken_back_leaves_it_in_hand(
    office: Office, card: Message
):
    order(office, "park thursday")

    office.ada.reacts("white_check_mark", to=card)
    office.settle()
    office.ada.unreacts("white_check_mark", to=card)
    office.settle()

    assert (office.state(), office.incident().parked_until) == ("claimed", None)


@pytest.mark.usefixtures("card")
def test_the_story_says_who_parked_it_until_when_and_that_its_day_came(office: Office):
    order(office, "park thursday")
    sleeps(office, days=3)

    story = office.ask(office.zoe, "/rapid-queue INC-1").plain()

    assert f"<@{office.ada.id}> parked it until Thu 26 Nov" in story
    assert f"<@{office.app.bot_user_id}> brought it back: its day has come" in story


@pytest.mark.usefixtures("card")
def test_lists_show_it_last_and_say_that_it_is_parked(office: Office):
    order(office, "park thursday")
    office.has_one(text="The churn board is empty")

    listed = office.ask(office.ada, "/rapid-queue").plain()

    assert "2 open" in listed
    assert listed.index("INC-2") < listed.index("INC-1")
    assert f"parked until Thu 26 Nov, <@{office.ada.id}> has it" in listed


def test_of_a_private_one_nothing_but_that_it_waits_is_said(office: Office):
    office.finn.uses_shortcut("file_request")
    office.writes_into(office.finn, text="Salaries of the board", is_private=["is_private"])
    office.settle()
    order(office, "claim")
    order(office, "park thursday")

    parked = office.told()[-1]

    assert "Salaries" not in parked.plain() + parked.text + office.card().plain()
    assert "parked until Thu 26 Nov" in office.card().plain()
    assert parked.button_labels() == ["Details", "Add something"]

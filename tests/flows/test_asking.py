"""An analyst needs to know more: a question goes out, a reply comes back, once each."""

from collections.abc import Callable

import pytest

from bot.fakeslack import Message, Person
from tests.flows.office import Office

QUESTION = "Which region, & since when?"
REPLY = "The EU, since <Monday>"


@pytest.fixture
def card(office: Office) -> Message:
    """Give the card of a request that Ada has."""
    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.settle()
    return card


def asks(office: Office, words: str = QUESTION) -> Message:
    """Have Ada ask in words; what Finn is told."""
    office.ada.presses(office.card(), "Ask")
    office.writes(office.ada, words)
    office.settle()
    return office.told()[-1]


def replies(office: Office, words: str = REPLY) -> None:
    """Have Finn reply to the newest question."""
    office.finn.presses(office.told()[-1], "Reply")
    office.writes(office.finn, words)
    office.settle()


def test_a_question_in_words_is_told_at_once_and_the_card_says_who_waits(
    office: Office, card: Message
):
    question = asks(office)

    assert f"<@{office.ada.id}> asks about *INC-1*" in question.plain()
    assert QUESTION in question.plain()
    assert question.button_labels() == ["Reply"]
    assert f"<@{office.ada.id}> waits for an answer from <@{office.finn.id}>" in card.plain()
    assert "Next: the requester's reply." in card.plain()
    assert "Ask" not in card.button_labels()


@pytest.mark.usefixtures("card")
def test_the_text_alone_says_what_is_asked_and_how_to_reply(office: Office):
    text = asks(office).text

    assert "Which region, &amp; since when?" in text
    assert "Use the button Reply" in text


def test_a_reply_goes_to_the_cards_thread_and_the_owner_is_called(office: Office, card: Message):
    question = asks(office)

    replies(office)

    assert office.state() == "claimed"
    assert office.owner() == office.ada.id
    in_thread = office.slack.thread(card)[-1]
    assert f"<@{office.ada.id}> <@{office.finn.id}> replies about INC-1:" in in_thread.plain()
    assert REPLY in in_thread.plain()
    assert f"You replied; <@{office.ada.id}> has it again" in question.plain()
    assert question.button_labels() == []
    assert office.entries() == ["filed", "claim", "ask", "reply"]


def test_an_emoji_asks_and_the_words_may_follow_within_ten_minutes(office: Office, card: Message):
    office.ada.reacts("raised_hand", to=card)
    office.settle()
    assert office.state() == "needs_info"
    assert len(office.told()) == 1  # of the claim

    office.ada.presses(office.offer(office.ada, "ask"), "ask")
    office.writes(office.ada, QUESTION)
    office.passes(minutes=11)

    assert len(office.told()) == 2
    assert QUESTION in office.told()[-1].plain()
    assert office.entries()[-2:] == ["ask", "question"]


def test_without_words_the_requester_hears_after_ten_minutes_and_may_reply_already(
    office: Office, card: Message
):
    office.ada.reacts("raised_hand", to=card)
    office.passes(minutes=9)
    assert len(office.told()) == 1
    office.passes(minutes=2)
    assert "needs to know more about *INC-1*" in office.told()[-1].plain()

    replies(office)

    assert office.state() == "claimed"


def test_words_that_come_later_are_told_on_their_own(office: Office, card: Message):
    office.ada.reacts("raised_hand", to=card)
    office.passes(minutes=11)

    office.ada.presses(office.offer(office.ada, "ask"), "ask")
    office.writes(office.ada, QUESTION)
    office.settle()

    assert QUESTION in office.told()[-1].plain()
    assert len(office.told()) == 3
    replies(office)
    assert office.state() == "claimed"
    assert not any("Reply" in one.button_labels() for one in office.told()[-1:])


def test_the_offer_to_write_is_seen_by_the_analyst_alone(office: Office, card: Message):
    office.ada.reacts("raised_hand", to=card)
    office.settle()

    assert office.offer(office.ada, "ask").ephemeral_to == office.ada.id
    assert office.whispers(office.bo) == []


def test_an_emoji_taken_off_soon_asks_nobody_anything(office: Office, card: Message):
    office.ada.reacts("raised_hand", to=card)
    office.passes(minutes=2)

    office.ada.unreacts("raised_hand", to=card)
    office.passes(minutes=20)

    assert office.state() == "claimed"
    assert len(office.told()) == 1


def test_a_question_that_is_out_is_closed_when_it_is_taken_back(office: Office, card: Message):
    office.ada.reacts("raised_hand", to=card)
    office.passes(minutes=11)
    question = office.told()[-1]

    office.ada.unreacts("raised_hand", to=card)
    office.settle()

    assert office.state() == "claimed"
    assert "This question is settled" in question.plain()
    assert question.button_labels() == []


SETTLED: dict[str, Callable[[Office], object]] = {
    "answered": lambda office: office.ada.reacts("white_check_mark", to=office.card()),
    "given back": lambda office: office.ada.presses(office.card(), "Give back"),
    "taken over": lambda office: office.bo.presses(office.card(), "Take over"),
    "declined": lambda office: office.ask(office.bo, "/rapid-queue INC-1 decline not ours"),
    "withdrawn": lambda office: office.ask(office.finn, "/rapid-queue INC-1 withdraw"),
}


@pytest.mark.parametrize("deed", SETTLED.values(), ids=SETTLED)
@pytest.mark.usefixtures("card")
def test_a_question_is_closed_by_whatever_goes_on_without_a_reply(
    office: Office, deed: Callable[[Office], object]
):
    question = asks(office)
    office.finn.presses(question, "Reply")

    deed(office)
    office.settle()
    assert "This question is settled" in question.plain()
    assert question.button_labels() == []

    office.writes(office.finn, REPLY)
    form = office.finn.modal
    assert form is not None
    assert list(form.errors) == ["words"]
    assert "reply" not in office.entries()


REPLIERS: dict[str, Callable[[Office], Person]] = {
    "the requester": lambda office: office.finn,
    "the owner": lambda office: office.ada,
    "another analyst": lambda office: office.bo,
}


@pytest.mark.parametrize("who", REPLIERS.values(), ids=REPLIERS)
def test_a_reply_may_be_typed_by_requester_and_team(
    office: Office, card: Message, who: Callable[[Office], Person]
):
    question, person = asks(office), who(office)

    answer = office.ask(person, f"/rapid-queue INC-1 reply {REPLY}")
    office.settle()

    assert f"<@{office.ada.id}> has it" in answer.plain()
    assert office.state() == "claimed"
    expected = "You replied" if person is office.finn else f"<@{person.id}> replied for you"
    assert expected in question.plain()
    assert REPLY in office.slack.thread(card)[-1].plain()


@pytest.mark.usefixtures("card")
def test_of_two_replies_the_second_is_told_that_none_is_waited_for(office: Office):
    asks(office)
    office.ask(office.bo, "/rapid-queue INC-1 reply The EU")

    said = office.ask(office.finn, "/rapid-queue INC-1 reply No, the US")

    assert "INC-1 waits for no reply" in said.plain()
    assert office.entries().count("reply") == 1


def test_a_reply_sent_twice_counts_once(office: Office, card: Message):
    question = asks(office)
    office.finn.presses(question, "Reply")
    office.finn.fills("words", REPLY)
    sent = office.finn.submits()

    office.slack.redeliver(sent)
    office.settle()

    assert office.entries().count("reply") == 1
    assert len(office.slack.thread(card)) == 2


@pytest.mark.usefixtures("card")
def test_a_reply_of_white_space_is_none(office: Office):
    office.finn.presses(asks(office), "Reply")

    office.writes(office.finn, "  \u200b ")

    assert office.state() == "needs_info"
    assert office.finn.modal is not None
    assert list(office.finn.modal.errors) == ["words"]


@pytest.mark.usefixtures("card")
def test_a_better_question_takes_the_place_of_the_first(office: Office):
    asks(office)

    office.ask(office.ada, "/rapid-queue INC-1 ask Or is it the US?")
    office.settle()

    assert "Or is it the US?" in office.told()[-1].plain()
    assert office.incident().question == "Or is it the US?"
    replies(office)
    assert office.state() == "claimed"
    assert office.told()[-1].button_labels() == []


def test_the_second_round_is_asked_and_answered_like_the_first(office: Office, card: Message):
    asks(office)
    replies(office)

    second = asks(office, "And for which product?")
    replies(office, "All of them")

    assert "You replied" in second.plain()
    assert office.entries() == ["filed", "claim", "ask", "reply", "ask", "reply"]
    assert "All of them" in office.slack.thread(card)[-1].plain()


@pytest.mark.usefixtures("card")
def test_a_colleague_can_neither_read_a_reply_form_nor_reply(office: Office):
    asks(office)

    said = office.ask(office.zoe, "/rapid-queue INC-1 reply me too")

    assert "Only its requester or the Rapid Response team" in said.plain()
    assert office.state() == "needs_info"


@pytest.mark.usefixtures("card")
def test_the_question_is_quoted_where_the_reply_is_written(office: Office):
    office.finn.presses(asks(office), "Reply")

    assert office.finn.modal is not None
    assert QUESTION in office.finn.modal.plain()

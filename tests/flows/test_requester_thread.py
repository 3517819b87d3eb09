"""The requester's thread: who has it, how it ended, and whether that answers it."""

import copy

import pytest

from bot.fakeslack import Delivery, Message, Person
from tests.flows.office import Office

EMOJI = {"stopgap": "adhesive_bandage", "answered": "white_check_mark"}


def answered(office: Office, text: str = "Revenue by region looks wrong") -> Message:
    """Have Finn's request claimed and answered by Ada; return its card."""
    card = office.opens(text)
    office.ada.reacts("eyes", to=card)
    office.settle()
    office.ada.reacts("white_check_mark", to=card)
    office.settle()
    return card


def writes(office: Office, words: str, **fields: object) -> None:
    """Have Ada write to Finn through the offer that she alone sees."""
    office.ada.presses(office.ada.last(office.requests), "Write to finn")
    office.writes(office.ada, words, **fields)
    office.settle()


def as_another(office: Office, delivery: Delivery, who: Person) -> Delivery:
    """Send what somebody did as if another person had done it."""
    forged = copy.deepcopy(delivery.sent)
    forged["user"] |= {"id": who.id, "username": who.name, "name": who.name}
    for action in forged.get("actions", ()):
        action["action_ts"] = office.slack.workspace.next_stamp()
    return office.slack.deliver("interactive", forged)


# --- who has it --------------------------------------------------------------------------------


def test_before_somebody_has_it_there_is_no_message(office: Office):
    office.opens()

    assert office.told() == []


def test_the_claim_begins_the_thread_and_shows_the_request(office: Office):
    card = office.opens("Revenue & costs look wrong")

    office.ada.reacts("eyes", to=card)
    office.settle()

    (root,) = office.told()
    assert root.thread_ts is None
    assert f"<@{office.ada.id}> has your request *INC-1*" in root.plain()
    assert "Revenue & costs look wrong" in root.plain()


def test_each_incident_has_one_thread_of_its_own(office: Office):
    for _ in range(2):
        office.ada.reacts("eyes", to=office.opens())
        office.settle()
    first, second = office.told()

    office.ada.reacts("white_check_mark", to=office.card(2))
    office.ada.reacts("white_check_mark", to=office.card(1))
    office.passes(minutes=11)

    news = office.told()[2:]
    assert {(one.thread_ts, "INC-1" in one.text) for one in news} == {
        (first.ts, True),
        (second.ts, False),
    }
    assert all(one.subtype == "thread_broadcast" for one in news)


# --- how it ended ------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", EMOJI)
def test_an_ending_without_words_is_told_after_ten_minutes(office: Office, ending: str):
    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.settle()
    office.ada.reacts(EMOJI[ending], to=card)

    office.passes(minutes=9, seconds=20)
    assert len(office.told()) == 1
    office.passes(seconds=41)

    said = office.told()[-1]
    assert {"stopgap": "works for now, until Thu 24 Dec", "answered": "is answered"}[
        ending
    ] in said.text
    assert said.button_labels() == ["This answers it", "It does not"]


def test_words_are_told_at_once_with_link_and_date(either_office: Office):
    office = either_office
    answered(office)

    writes(
        office,
        "It was a filter: <EU> & UK",
        link="https://bi.example/d?a=1&b=2",
        as_of="2026-11-23",
    )

    said = office.told()[-1]
    assert "is answered, says" in said.plain()
    assert "It was a filter: <EU> & UK" in said.plain()
    assert "<https://bi.example/d?a=1&amp;b=2>" in said.plain()
    assert "as of Mon, 23 Nov 2026" in said.plain()
    assert "It was a filter: &lt;EU&gt; &amp; UK" in said.text
    assert said.button_labels() == ["This answers it", "It does not"]
    office.passes(minutes=30)
    assert office.told()[-1] is said


def test_words_written_late_follow_as_a_message_of_their_own(office: Office):
    answered(office)
    office.passes(minutes=11)
    assert len(office.told()) == 2

    writes(office, "It was a filter")

    late = office.told()[-1]
    assert len(office.told()) == 3
    assert "writes about" in late.text
    assert "It was a filter" in late.plain()
    assert late.button_labels() == ["This answers it", "It does not"]


def test_the_offer_is_gone_once_the_words_are_written_elsewhere(office: Office):
    answered(office)
    writes(office, "It was a filter")

    writes(office, "It was a filter, and it is off now")

    assert "It was a filter, and it is off now" in office.told()[-1].plain()


def test_an_ending_undone_before_it_was_told_is_never_told(office: Office):
    card = answered(office)

    office.passes(minutes=3)
    office.ada.unreacts("white_check_mark", to=card)
    office.passes(minutes=20)

    (only_news,) = office.told()
    assert "has your request" in only_news.text


def test_who_was_told_nothing_yet_hears_after_an_undo_who_has_it(office: Office):
    card = office.opens()
    office.ada.reacts("white_check_mark", to=card)
    office.passes(minutes=3)

    office.ada.unreacts("white_check_mark", to=card)
    office.passes(minutes=20)

    (only_news,) = office.told()
    assert f"<@{office.ada.id}> has it" in only_news.text


def test_an_ending_undone_after_it_was_told_is_taken_back(office: Office):
    card = answered(office)
    writes(office, "It was a filter")
    question = office.told()[-1]

    office.ada.unreacts("white_check_mark", to=card)
    office.settle()

    assert "It does not" not in question.button_labels()
    assert f"<@{office.ada.id}> took this back" in question.plain()
    assert "is open again" in office.told()[-1].text


def test_an_ending_replaced_by_another_is_told_as_the_second_alone(office: Office):
    card = answered(office)
    office.passes(minutes=2)
    office.ada.unreacts("white_check_mark", to=card)
    office.passes(minutes=1)

    office.ada.reacts("adhesive_bandage", to=card)
    office.passes(minutes=11)

    claim, ending = office.told()
    assert "has your request" in claim.text
    assert "works for now" in ending.text


# --- does it answer it? ------------------------------------------------------------------------


def test_this_answers_it_closes_the_question_and_the_card_says_so(office: Office):
    card = answered(office)
    writes(office, "It was a filter")
    question = office.told()[-1]

    office.finn.presses(question, "This answers it")
    office.settle()

    assert office.state() == "answered"
    assert "This answers it" not in question.button_labels()
    assert "It was a filter" in question.plain()
    assert "You said that this answers it" in question.plain()
    assert "the requester says that this answers it" in card.text


def test_saying_yes_twice_is_saying_it_once(office: Office):
    answered(office)
    writes(office, "It was a filter")
    press = office.finn.presses(office.told()[-1], "This answers it")

    office.slack.redeliver(press)
    as_another(office, press, office.finn)
    office.settle()

    assert office.entries().count("confirmed") == 1


def test_it_does_not_opens_it_again_with_its_owner(office: Office):
    card = answered(office)
    writes(office, "It was a filter")
    question = office.told()[-1]

    office.finn.presses(question, "It does not")
    office.settle()

    assert office.state() == "claimed"
    assert office.owner() == office.ada.id
    assert f"<@{office.ada.id}> has it" in card.plain()
    assert "You said that it does not" in question.plain()
    assert question.button_labels() == ["Say what is missing"]


def test_what_is_missing_reaches_the_timeline_and_the_cards_thread(office: Office):
    card = answered(office)
    writes(office, "It was a filter")
    question = office.told()[-1]
    office.finn.presses(question, "It does not")
    office.settle()

    office.finn.presses(question, "Say what is missing")
    office.writes(office.finn, "The EU is still <zero>")
    office.settle()

    reply = office.slack.thread(card)[-1]
    assert "The EU is still <zero>" in reply.plain()
    assert "The EU is still &lt;zero&gt;" in reply.text
    assert office.entries()[-1] == "said_more"


def test_a_question_can_be_asked_again_after_it_was_answered_again(office: Office):
    card = answered(office)
    writes(office, "It was a filter")
    office.finn.presses(office.told()[-1], "It does not")
    office.settle()

    office.ada.unreacts("white_check_mark", to=card)
    office.ada.reacts("white_check_mark", to=card)
    office.settle()
    writes(office, "Two filters, it turns out")
    office.finn.presses(office.told()[-1], "This answers it")
    office.settle()

    assert "Two filters, it turns out" in office.told()[-1].plain()
    assert "You said that this answers it" in office.told()[-1].plain()
    assert office.state() == "answered"


@pytest.mark.parametrize("label", ["This answers it", "It does not"])
def test_a_stranger_cannot_answer_for_the_requester(office: Office, label: str):
    answered(office)
    writes(office, "It was a filter")
    press = office.finn.presses(office.told()[-1], label)
    said_no = label == "It does not"
    before = office.entries()

    forged = as_another(office, press, office.zoe)
    office.settle()

    assert forged.acked
    assert office.entries() == before
    refusals = {True: "still open", False: "Only the person who filed INC-1"}
    told = [*office.whispers(office.zoe), *(one.plain() for one in office.told(office.zoe))]
    assert [refusals[said_no] in one or "Only its requester" in one for one in told] == [True]


# --- the form ----------------------------------------------------------------------------------


@pytest.mark.parametrize("link", ["https:///x", "https://?x=1", "https://[oops", "https://\u200b"])
def test_a_link_that_is_none_is_refused_under_its_field_and_the_words_are_kept(
    office: Office, link: str
):
    answered(office)
    office.ada.presses(office.ada.last(office.requests), "Write to finn")

    office.writes(office.ada, "It was a filter", link=link)

    form = office.ada.modal
    assert form is not None
    assert form.errors == {"link": "Please give a web address that begins with https://."}
    office.ada.fills("link", "https://bi.example/d")
    office.ada.submits()
    office.settle()
    assert office.ada.modal is None
    assert "It was a filter" in office.told()[-1].plain()


def test_blank_words_are_refused_under_their_field(office: Office):
    answered(office)
    office.ada.presses(office.ada.last(office.requests), "Write to finn")

    office.writes(office.ada, " \n\u200b ")

    assert office.ada.modal is not None
    assert "Please fill this in" in office.ada.modal.errors["words"]
    assert "wrote" not in office.entries()


def test_a_form_sent_twice_counts_once(office: Office):
    answered(office)
    office.ada.presses(office.ada.last(office.requests), "Write to finn")
    office.ada.fills("words", "It was a filter")
    sent = office.ada.submits()
    office.settle()

    again = office.slack.redeliver(sent)
    office.settle()

    assert again.acked
    assert office.entries().count("wrote") == 1
    assert len(office.told()) == 2


def test_a_form_sent_after_reopening_says_so_and_is_kept(office: Office):
    card = answered(office)
    office.passes(minutes=11)
    office.ada.presses(office.ada.last(office.requests), "Write to finn")
    office.finn.presses(office.told()[-1], "It does not")
    office.settle()

    office.writes(office.ada, "It was a filter")

    assert office.ada.modal is not None
    assert office.ada.modal.errors == {"words": "INC-1 is still open, so nothing was changed."}
    assert "It was a filter" not in card.plain()
    assert len(office.told()) == 2


def test_a_stranger_cannot_write_to_the_requester(office: Office):
    answered(office)
    office.ada.presses(office.ada.last(office.requests), "Write to finn")
    office.ada.fills("words", "It was a filter")
    sent = office.ada.submits()
    forged = copy.deepcopy(sent.sent)
    forged["user"]["id"] = office.zoe.id
    forged["view"]["id"] = "V0FORGED"

    answer = office.slack.deliver("interactive", forged)

    assert answer.payload is not None
    assert answer.payload["response_action"] == "errors"
    assert "Only members of the Rapid Response team" in answer.payload["errors"]["words"]
    assert office.entries().count("wrote") == 1


# --- what it costs -----------------------------------------------------------------------------


def test_a_whole_life_costs_at_most_six_calls_and_one_post_to_the_team(office: Office):
    office.opens("the first one, so that Finn is known")
    before = len(office.slack.calls)

    office.files(office.finn, "revenue is zero")
    office.settle()
    office.ada.reacts("eyes", to=office.card(2))
    office.settle()
    office.ada.reacts("white_check_mark", to=office.card(2))
    office.passes(minutes=11)

    calls = office.slack.calls[before:]
    to_the_team = [
        call
        for call in calls
        if call.method == "chat.postMessage" and call.args["channel"] == office.requests.id
    ]
    assert "is answered" in office.told()[-1].text
    assert len(calls) <= 6
    assert len(to_the_team) == 1

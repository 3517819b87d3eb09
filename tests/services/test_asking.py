"""Asking the requester: by emoji and then in words, or at once; and what ends the waiting."""

from datetime import timedelta

import pytest

from bot.domain.content import Prompt, QuestionClosed, Told, Words
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import UserId
from bot.domain.incident import State
from bot.domain.notice import Kind
from bot.domain.timeline import What
from tests.builders import ADA, BO, FINN, FRONT
from tests.services.case import MINUTE, Case

HAND = "raised_hand"


@pytest.fixture
def held(case: Case) -> Case:
    """Let Ada have it, its card posted and everything said."""
    case.do("claim")
    case.settle_down()
    case.sender.said.clear()
    return case


# --- by emoji, then in words -----------------------------------------------------------------


def test_an_emoji_changes_the_state_at_once_and_offers_to_write(held: Case):
    held.hand(ADA).puts_on(HAND)

    assert (held.now_is().state, held.now_is().question) == (State.NEEDS_INFO, None)
    assert held.left() == [("card", 0), ("prompt", 0), ("tell", 10)]
    prompt = held.sender.must_lease(Kind.PROMPT)
    assert isinstance(prompt.content, Prompt)
    assert prompt.notice.target.user == ADA
    assert (prompt.content.wants_words, prompt.content.closing) == (True, None)


def test_words_in_time_go_with_the_news_that_something_is_asked(held: Case):
    held.hand(ADA).puts_on(HAND)

    held.do("ask")
    in_time = held.left()
    held.settle_down()

    assert ("tell", 0) in in_time
    assert held.told() == [(What.ASKED, "Which region?")]
    assert held.whats()[-2:] == [What.ASKED, What.QUESTION]


def test_once_the_words_are_there_nobody_offers_to_write_them(held: Case):
    held.hand(ADA).puts_on(HAND)
    held.do("ask")

    held.settle_down()

    assert held.sender.contents(Prompt) == []


def test_without_words_the_state_alone_is_told_after_ten_minutes(held: Case):
    held.hand(ADA).puts_on(HAND)
    held.sender.say_all()
    held.clock.move(10 * MINUTE - timedelta(seconds=1))
    too_early = held.sender.say_all()
    held.clock.move(timedelta(seconds=1))

    in_time = held.sender.say_all()

    assert (too_early, in_time) == ([], [Kind.TELL])
    assert held.told() == [(What.ASKED, None)]


def test_words_that_come_later_are_told_by_themselves(held: Case):
    held.hand(ADA).puts_on(HAND)
    held.settle_down()

    held.do("ask")
    held.settle_down()

    assert held.told() == [(What.ASKED, None), (What.QUESTION, "Which region?")]
    assert [told.is_question for told in held.sender.contents(Told)] == [True, True]


def test_words_that_were_replaced_before_they_were_said_are_not_said(held: Case):
    held.hand(ADA).puts_on(HAND)
    held.settle_down()
    held.do("ask")

    held.do("ask better")
    held.settle_down()

    assert held.told() == [(What.ASKED, None), (What.QUESTION, "Which country?")]


# --- in words at once ------------------------------------------------------------------------


def test_a_question_in_words_is_told_at_once_and_offers_nothing(held: Case):
    held.do("ask")

    held.sender.say_all()

    assert held.told() == [(What.ASKED, "Which region?")]
    assert held.sender.contents(Prompt) == []
    assert [entry.words for entry in held.story()][-1] == "Which region?"


def test_the_owner_who_answers_in_time_asks_nothing(held: Case):
    held.hand(ADA).puts_on(HAND)
    held.do("answer in words")

    held.settle_down()

    assert [what for what, _ in held.told()] == [What.ANSWERED]


# --- the reply -------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [FINN, BO, ADA])
def test_a_reply_ends_the_waiting_and_reaches_the_cards_thread(held: Case, by: UserId):
    held.do("ask")
    held.sender.say_all()

    replied = held.do("reply", by)
    held.sender.say_all()

    assert (replied.state, replied.owner, replied.question) == (State.CLAIMED, ADA, None)
    [words] = held.sender.contents(Words)
    assert (words.entry.words, words.entry.by) == ("The EU", by)
    [closed] = held.sender.contents(QuestionClosed)
    assert closed.entry.what is What.REPLIED
    assert closed.told.seen.incident.question == "Which region?"


def test_the_message_that_asked_is_the_one_that_loses_its_buttons(held: Case):
    held.do("ask")
    held.sender.say_all()
    [asked] = [said for said in held.sender.said if isinstance(said.content, Told)]

    held.do("reply", FINN)
    closed = held.sender.must_lease(Kind.CLOSE_QUESTION)

    with held.ground.db.read() as tx:
        shown = tx.messages.at(FRONT, closed.shown) if closed.shown else None
    assert shown
    assert shown.seq == asked.notice.seq


def test_a_second_reply_is_refused_for_nobody_waits_for_it(held: Case):
    held.do("ask")
    held.do("reply", FINN)

    with pytest.raises(Refusal) as refused:
        held.do("reply", FINN)

    assert refused.value.reason is Reason.NOT_WAITING


def test_a_second_question_is_told_and_closed_like_the_first(held: Case):
    held.do("ask")
    held.settle_down()
    held.do("reply", FINN)
    held.settle_down()

    held.do("ask better")
    held.settle_down()
    held.do("reply", FINN)
    held.settle_down()

    assert held.told() == [(What.ASKED, "Which region?"), (What.ASKED, "Which country?")]
    closed = [one.told.seen.incident.question for one in held.sender.contents(QuestionClosed)]
    assert closed == ["Which region?", "Which country?"]


def test_a_question_that_was_answered_before_it_was_told_is_no_news(held: Case):
    held.hand(ADA).puts_on(HAND)
    held.do("reply", BO)

    held.settle_down()

    assert held.told() == []


def test_a_second_question_within_the_grace_of_the_first_is_told_once(held: Case):
    held.hand(ADA).puts_on(HAND)
    held.do("reply", BO)
    held.do("ask better")

    held.settle_down()

    assert held.told() == [(What.ASKED, "Which country?")]


@pytest.mark.parametrize(
    ("verb", "by"),
    [
        ("claim", ADA),
        ("take over", BO),
        ("release", ADA),
        ("answer", ADA),
        ("decline", BO),
        ("withdraw", FINN),
    ],
)
def test_whatever_ends_the_waiting_closes_the_question(held: Case, verb: str, by: UserId):
    held.do("ask")
    held.sender.say_all()

    held.do(verb, by)
    held.sender.say_all()

    [closed] = held.sender.contents(QuestionClosed)
    assert held.now_is().question is None
    assert closed.entry.seq == held.now_is().version


# --- taken back ------------------------------------------------------------------------------


def test_a_hand_taken_off_takes_the_question_back(held: Case):
    held.hand(ADA).puts_on(HAND)
    held.clock.move(MINUTE)

    held.hand(ADA).takes_off(HAND)
    held.settle_down()

    assert (held.now_is().state, held.now_is().owner) == (State.CLAIMED, ADA)
    assert held.whats()[-2:] == [What.ASKED, What.UNASKED]
    assert held.told() == []


def test_a_question_that_was_told_is_closed_when_it_is_taken_back(held: Case):
    held.hand(ADA).puts_on(HAND)
    held.do("ask")
    held.sender.say_all()

    held.hand(ADA).takes_off(HAND)
    held.settle_down()

    [closed] = held.sender.contents(QuestionClosed)
    assert closed.entry.what is What.UNASKED
    assert len(held.told()) == 1


@pytest.mark.parametrize(
    ("after", "state"),
    [(timedelta(minutes=15), State.CLAIMED), (timedelta(minutes=16), State.NEEDS_INFO)],
)
def test_a_question_is_taken_back_within_fifteen_minutes(held: Case, after, state: State):
    held.hand(ADA).puts_on(HAND)
    held.clock.move(after)

    held.hand(ADA).takes_off(HAND)

    assert held.now_is().state is state


def test_a_question_by_button_is_not_taken_back_by_an_emoji(held: Case):
    held.do("ask")
    held.hand(ADA).puts_on(HAND)
    held.clock.move(MINUTE)

    held.hand(ADA).takes_off(HAND)

    assert held.now_is().state is State.NEEDS_INFO


def test_another_hand_takes_nothing_back(held: Case):
    held.hand(ADA).puts_on(HAND)
    held.hand(BO).puts_on(HAND)
    held.clock.move(MINUTE)

    held.hand(BO).takes_off(HAND)

    assert held.now_is().state is State.NEEDS_INFO


def test_a_hand_left_over_from_an_earlier_question_takes_nothing_back(held: Case):
    held.hand(ADA).puts_on(HAND)
    held.clock.move(MINUTE)
    held.do("reply", FINN)
    held.do("ask better")

    held.hand(ADA).takes_off(HAND)

    assert (held.now_is().state, held.now_is().question) == (State.NEEDS_INFO, "Which country?")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_hand_put_on_and_off_ends_the_same_in_any_order_and_told_twice(held: Case, order):
    on = held.hand(ADA).toggle(HAND, is_on=True)
    held.clock.move(MINUTE)
    off = held.hand(ADA).toggle(HAND, is_on=False)

    for index in (*order, *order):
        held.services.reactions.toggled(FRONT, (on, off)[index])
    held.settle_down()

    assert held.now_is().state is State.CLAIMED
    assert held.told() == []


def test_a_hand_on_a_new_card_is_refused_in_private(case: Case):
    case.settle_down()

    case.hand(ADA).puts_on(HAND)
    case.sender.say_all()

    assert case.now_is().state is State.NEW
    assert case.refusals() == [(ADA, "nobody_has_it")]

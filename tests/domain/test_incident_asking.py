"""Asking the requester: the state at once, the words with it or after it, and taking it back."""

from dataclasses import replace

import pytest

from bot.domain import incident as rules
from bot.domain.errors import Reason, Refusal
from bot.domain.incident import Incident, State, Verb
from tests.builders import (
    ADA,
    ANALYSTS,
    BO,
    FINN,
    LOU,
    NOW,
    ZOE,
    an_incident,
    do,
    later,
    settings,
    towards,
)

CLAIMED = an_incident(state=State.CLAIMED, owner=ADA)
ASKED = an_incident(state=State.NEEDS_INFO, owner=ADA, question="Which region?")
WITHOUT_WORDS = an_incident(state=State.NEEDS_INFO, owner=ADA)


def test_a_question_may_come_with_the_state():
    asked = rules.ask(CLAIMED, towards(CLAIMED, ADA), later(minutes=1), "Which region?")

    assert (asked.state, asked.question, asked.owner) == (State.NEEDS_INFO, "Which region?", ADA)


def test_a_question_may_come_after_the_state():
    asked = rules.ask(CLAIMED, towards(CLAIMED, ADA), later(minutes=1))

    worded = rules.put_question(asked, towards(asked, ADA), "Which region?", later(minutes=2))

    assert asked.question is None
    assert worded == replace(
        asked, question="Which region?", changed_at=later(minutes=2), version=3
    )


def test_a_question_may_be_worded_better():
    worded = rules.put_question(ASKED, towards(ASKED, ADA), "Which country?", NOW)

    assert (worded.state, worded.question) == (State.NEEDS_INFO, "Which country?")


def test_the_same_question_again_changes_nothing():
    worded = rules.put_question(ASKED, towards(ASKED, ADA), "Which region?", later(minutes=2))

    assert worded is ASKED


@pytest.mark.parametrize(
    ("user", "reason"),
    [(BO, Reason.NOT_YOURS), (FINN, Reason.NOT_IN_TEAM), (LOU, Reason.NOT_IN_TEAM)],
)
def test_only_the_owner_words_the_question(user, reason: Reason):
    with pytest.raises(Refusal) as refused:
        rules.put_question(ASKED, towards(ASKED, user), "Which country?", NOW)

    assert refused.value.reason is reason


@pytest.mark.parametrize("state", set(State) - {State.NEEDS_INFO, State.NEW})
def test_nothing_is_asked_of_a_requester_who_is_not_waited_for(state: State):
    held = an_incident(state=state, owner=ADA)

    with pytest.raises(Refusal) as refused:
        rules.put_question(held, towards(held, ADA), "Which region?", NOW)

    assert refused.value.reason is Reason.NOT_WAITING


@pytest.mark.parametrize("blank", ["", " ", "\n\t"])
def test_a_question_that_comes_later_has_words(blank: str):
    with pytest.raises(Refusal) as refused:
        rules.put_question(WITHOUT_WORDS, towards(WITHOUT_WORDS, ADA), blank, NOW)

    assert refused.value.reason is Reason.NO_REASON


LEAVING: dict[str, tuple[Verb, object]] = {
    "reply": (Verb.REPLY, FINN),
    "reply of a member": (Verb.REPLY, BO),
    "claim": (Verb.CLAIM, ADA),
    "takeover": (Verb.TAKE_OVER, BO),
    "release": (Verb.RELEASE, ADA),
    "reassignment": (Verb.REASSIGN, LOU),
    "answer": (Verb.ANSWER, ADA),
    "stopgap": (Verb.STOPGAP, ADA),
    "decline": (Verb.DECLINE, BO),
    "duplicate": (Verb.MARK_DUPLICATE, BO),
    "withdrawal": (Verb.WITHDRAW, FINN),
}


@pytest.mark.parametrize("name", LEAVING)
def test_a_question_goes_with_the_state_in_which_it_was_asked(name: str):
    verb, by = LEAVING[name]

    after = do(verb, ASKED, towards(ASKED, by))  # type: ignore[arg-type]

    assert after.state is not State.NEEDS_INFO
    assert after.question is None


def test_a_question_stays_while_its_severity_is_settled():
    after = do(Verb.CHANGE_SEVERITY, ASKED, towards(ASKED, BO))

    assert (after.state, after.question) == (State.NEEDS_INFO, "Which region?")


def test_a_second_question_knows_nothing_of_the_first():
    replied = rules.reply(ASKED, towards(ASKED, FINN), NOW)

    again = rules.ask(replied, towards(replied, ADA), NOW)

    assert (again.state, again.question) == (State.NEEDS_INFO, None)


# --- taking it back ----------------------------------------------------------------------------


def _undo(before: Incident, user: object, verb: Verb = Verb.ASK) -> Incident:
    by = settings().actor(user, before)  # type: ignore[arg-type]
    return rules.undo(before, by, verb, later(minutes=3), members=frozenset(ANALYSTS))


def test_a_question_that_is_taken_back_was_never_asked():
    asked = rules.ask(CLAIMED, towards(CLAIMED, ADA), later(minutes=1), "Which region?")

    after = _undo(asked, ADA)

    assert after == replace(CLAIMED, changed_at=later(minutes=3), version=3)


@pytest.mark.parametrize("user", [BO, FINN, LOU, ZOE])
def test_nobody_but_the_owner_takes_a_question_back(user):
    assert _undo(ASKED, user) is ASKED


@pytest.mark.parametrize("state", set(State) - {State.NEEDS_INFO, State.NEW})
def test_there_is_no_question_to_take_back_in_another_state(state: State):
    held = an_incident(state=state, owner=ADA)

    assert _undo(held, ADA) is held


@pytest.mark.parametrize("verb", [Verb.CLAIM, Verb.STOPGAP, Verb.ANSWER])
def test_another_emoji_takes_no_question_back(verb: Verb):
    assert _undo(ASKED, ADA, verb) is ASKED

"""Wording a request anew, making it private, and letting somebody see a private one."""

from dataclasses import replace

import pytest

from bot.domain import incident as rules
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import UserId
from bot.domain.incident import ENDED, OPEN, Incident, State
from bot.domain.needed_by import NeededBy, When
from bot.domain.severity import Impact, Severity
from tests.builders import (
    ADA,
    BO,
    ENO,
    FINN,
    LOU,
    MIRA,
    PAT,
    TODAY,
    ZOE,
    an_incident,
    later,
    towards,
)

TEXT = "Revenue of the EU looks wrong"
TODAY_IT_IS = NeededBy(When.TODAY, TODAY, said="today")


def _edit(before: Incident, by: UserId = FINN, text: str = TEXT, **more: object) -> Incident:
    what = {"needed_by": before.needed_by, "is_private": before.is_private} | more
    return rules.edit(before, by, later(hours=1), text=text, **what)  # type: ignore[arg-type]


@pytest.mark.parametrize("state", sorted(OPEN))
def test_an_open_request_is_worded_anew_by_who_filed_it(state: State):
    before = an_incident(state=state)

    after = _edit(before)

    assert after == replace(before, text=TEXT, changed_at=later(hours=1), version=2)


def test_a_question_stays_open_while_the_request_is_worded_anew():
    asked = an_incident(state=State.NEEDS_INFO, question="Which region?")

    after = _edit(asked)

    assert (after.state, after.question) == (State.NEEDS_INFO, "Which region?")


@pytest.mark.parametrize("user", [ADA, BO, LOU, MIRA, ZOE])
def test_nobody_words_the_request_of_another(user: UserId):
    with pytest.raises(Refusal) as refused:
        _edit(an_incident(state=State.CLAIMED, owner=ADA), user)

    assert refused.value.reason is Reason.NOT_THE_REQUESTER


@pytest.mark.parametrize("state", sorted(ENDED))
def test_what_has_ended_keeps_its_words(state: State):
    with pytest.raises(Refusal) as refused:
        _edit(an_incident(state=state))

    assert refused.value.reason is Reason.ALREADY_ENDED


@pytest.mark.parametrize("blank", ["", " ", "\n \t"])
def test_a_request_is_never_worded_as_nothing(blank: str):
    with pytest.raises(Refusal) as refused:
        _edit(an_incident(), text=blank)

    assert refused.value.reason is Reason.NOTHING_TYPED


def test_the_same_words_again_change_nothing():
    before = an_incident()

    assert _edit(before, text=before.text) is before


def test_words_are_kept_as_they_were_typed():
    assert _edit(an_incident(), text="  *EU* <b> \n").text == "  *EU* <b> \n"


@pytest.mark.parametrize(
    ("impact", "needed_by", "severity"),
    [
        pytest.param(Impact.HIGH, TODAY_IT_IS, Severity.S1, id="a date makes it urgent"),
        pytest.param(Impact.HIGH, None, Severity.S3, id="the date is gone"),
        pytest.param(None, TODAY_IT_IS, None, id="no impact, no severity"),
    ],
)
def test_the_severity_follows_the_new_date(impact, needed_by, severity):
    before = an_incident(impact=impact, severity=Severity.S3 if impact else None)

    after = _edit(before, needed_by=needed_by)

    assert (after.severity, after.needed_by) == (severity, needed_by)


def test_a_severity_set_by_hand_is_not_moved_by_words():
    before = an_incident(impact=Impact.LOW, severity=Severity.S2, severity_is_set_by_hand=True)

    after = _edit(before, needed_by=TODAY_IT_IS)

    assert (after.severity, after.severity_is_set_by_hand) == (Severity.S2, True)


def test_a_request_may_be_made_private_without_new_words():
    before = an_incident(is_private=False)

    after = _edit(before, text=before.text, is_private=True)

    assert (after.is_private, after.text) == (True, before.text)


def test_a_private_request_stays_private_whatever_its_requester_words_anew():
    before = an_incident(is_private=True)

    assert _edit(before, text=before.text, is_private=False) is before
    assert _edit(before, text="Other words", is_private=False).is_private


# --- who may see a private one -----------------------------------------------------------------

PRIVATE = an_incident(state=State.CLAIMED, owner=ADA, is_private=True)


@pytest.mark.parametrize("user", [FINN, ADA])
def test_requester_and_owner_let_others_see_a_private_one(user: UserId):
    after = rules.let_see(PRIVATE, towards(PRIVATE, user), (PAT, ENO), later(hours=1))

    assert after == replace(PRIVATE, named=(PAT, ENO), changed_at=later(hours=1), version=2)


@pytest.mark.parametrize("user", [BO, LOU, MIRA, PAT, ZOE])
def test_nobody_else_lets_others_see_it(user: UserId):
    named = replace(PRIVATE, named=(PAT,))

    with pytest.raises(Refusal) as refused:
        rules.let_see(named, towards(named, user), (ZOE,), later(hours=1))

    assert refused.value.reason is Reason.NOT_ALLOWED


def test_an_owner_who_left_the_team_lets_nobody_see_it():
    zoes = replace(PRIVATE, owner=ZOE)

    with pytest.raises(Refusal) as refused:
        rules.let_see(zoes, towards(zoes, ZOE), (PAT,), later(hours=1))

    assert refused.value.reason is Reason.NOT_ALLOWED


def test_what_everybody_sees_needs_no_names():
    public = replace(PRIVATE, is_private=False)

    with pytest.raises(Refusal) as refused:
        rules.let_see(public, towards(public, FINN), (PAT,), later(hours=1))

    assert refused.value.reason is Reason.NOT_PRIVATE


def test_the_same_names_again_change_nothing():
    named = replace(PRIVATE, named=(PAT,))

    assert rules.let_see(named, towards(named, FINN), (PAT,), later(hours=1)) is named


def test_those_left_out_of_the_new_names_see_it_no_more():
    named = replace(PRIVATE, named=(PAT, ENO))

    after = rules.let_see(named, towards(named, FINN), (ENO,), later(hours=1))

    assert after.named == (ENO,)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_a_private_one_that_has_ended_may_still_be_shown(state: State):
    ended = an_incident(state=state, is_private=True)

    after = rules.let_see(ended, towards(ended, FINN), (PAT,), later(hours=1))

    assert (after.named, after.state) == ((PAT,), state)

"""What arrives from Slack becomes a value or a refusal, never a surprise."""

import json
from datetime import date
from typing import Any

import pytest

from bot.domain.errors import Reason, Refusal
from bot.domain.needed_by import When
from bot.domain.severity import Impact, Severity
from bot.slack import forms, names
from bot.slack.forms import BadField, ReasonForm, SeverityForm, WriteForm
from tests.builders import FINN, FRONT, GENERAL

COMMAND = {
    "command": names.RAPID,
    "text": "revenue is &lt;zero&gt;",
    "user_id": FINN,
    "channel_id": GENERAL,
    "trigger_id": "1.2.3",
}


def a_view(**values: dict[str, Any]) -> dict[str, Any]:
    """Return a submitted form: each field by its block with its element."""
    state = {block: {block: element} for block, element in values.items()}
    metadata = json.dumps({"v": 1, "number": 42})
    return {"id": "V1", "private_metadata": metadata, "state": {"values": state}}


def typed(value: str | None) -> dict[str, Any]:
    """Return a text field as Slack sends it."""
    return {"type": "plain_text_input", "value": value}


def test_a_command_becomes_what_its_person_typed():
    request = forms.request(COMMAND)

    assert request is not None
    assert request.text == "revenue is <zero>"
    assert request.requester == FINN
    assert request.filed_from == GENERAL
    assert request.source_key == "command:1.2.3"


@pytest.mark.parametrize("text", [None, "", "   ", "\n", "\u200b", "\x00"])
def test_a_command_without_a_visible_letter_is_none(text: str | None):
    assert forms.request({**COMMAND, "text": text}) is None


@pytest.mark.parametrize(("text", "asks"), [("help", True), (" HELP ", True), ("help me", False)])
def test_the_one_word_help_asks_for_help(text: str, asks):
    assert forms.asks_for_help({**COMMAND, "text": text}) is asks


NUMBERS = {"INC-7": 7, "inc-7": 7, "INC7": 7, "7": 7, " 7 ": 7, "INC-007": 7, "\u0667": 7}
NO_NUMBERS = ["", "INC-", "INC-7a", "INC 7", "-7", "7.0", "1" * 10]


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_a_number_is_read_in_every_way_people_write_it(text: str, number: int):
    assert forms.incident_number(text) == number


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_nothing_else_is_taken_for_a_number(text: str):
    assert forms.incident_number(text) is None


def a_press(**changes: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a press of Claim by Finn, as its body and its action."""
    action = {"action_id": names.CLAIM, "value": "42", "action_ts": "1.000001"} | changes
    return {"user": {"id": FINN}}, action


def test_a_press_says_who_what_and_which_press_it_was():
    act = forms.act_of_button(FRONT, *a_press())

    assert (act.number, act.by) == (42, FINN)
    assert act == forms.act_of_button(FRONT, *a_press())
    assert act != forms.act_of_button(FRONT, *a_press(action_ts="1.000002"))
    assert act != forms.act_of_button(FRONT, *a_press(action_id=names.RELEASE))


@pytest.mark.parametrize("value", ["", "x", None, "{}", "-1"])
def test_a_press_with_a_made_up_value_is_refused(value: str | None):
    with pytest.raises(Refusal) as refused:
        forms.act_of_button(FRONT, *a_press(value=value))

    assert refused.value.reason is Reason.UNKNOWN_INCIDENT


@pytest.mark.parametrize("metadata", ["", "{}", "[]", "null", '{"number": null}', '{"number":"x"}'])
def test_a_form_with_made_up_metadata_is_refused(metadata: str):
    view = a_view() | {"private_metadata": metadata}

    with pytest.raises(Refusal) as refused:
        forms.act_of_modal(FRONT, {"user": {"id": FINN}}, view)

    assert refused.value.reason is Reason.UNKNOWN_INCIDENT


def test_a_form_counts_once_however_often_it_is_sent():
    body = {"user": {"id": FINN}}

    assert forms.act_of_modal(FRONT, body, a_view()) == forms.act_of_modal(FRONT, body, a_view())


def test_the_words_of_an_ending_are_read():
    view = a_view(
        words=typed(" It was\x00 a filter \n"),
        link={"type": "url_text_input", "value": " https://bi.example/d "},
        as_of={"type": "datepicker", "selected_date": "2026-11-23"},
    )

    ending = forms.read(WriteForm, view).ending()

    assert ending.words == "It was a filter"
    assert ending.link == "https://bi.example/d"
    assert ending.as_of == date(2026, 11, 23)


def test_optional_fields_left_empty_are_none():
    view = a_view(
        words=typed("It was a filter"),
        link={"type": "url_text_input", "value": None},
        as_of={"type": "datepicker", "selected_date": None},
    )

    form = forms.read(WriteForm, view)

    assert (form.link, form.as_of) == (None, None)


LINKS = [
    "ftp://x.example",
    "javascript:alert(1)",
    "https://",
    "https:///x",
    "https://[oops",
    "x.example",
    "https://x.example and more",
]


@pytest.mark.parametrize("link", LINKS)
def test_a_link_that_leads_nowhere_is_refused_at_its_field(link: str):
    view = a_view(words=typed("It was a filter"), link={"type": "url_text_input", "value": link})

    with pytest.raises(BadField) as bad:
        forms.read(WriteForm, view)

    assert bad.value.block_id == "link"
    assert (bad.value.name, bad.value.facts) == ("field-no-address", {})


@pytest.mark.parametrize("words", [None, "", "  ", "\u200b", "\x00\n"])
def test_words_without_a_visible_letter_are_refused_at_their_field(words: str | None):
    with pytest.raises(BadField) as bad:
        forms.read(ReasonForm, a_view(reason=typed(words)))

    assert bad.value.block_id == "reason"
    assert (bad.value.name, bad.value.facts) == ("field-empty", {})


def test_words_that_are_too_long_are_refused_at_their_field():
    with pytest.raises(BadField) as bad:
        forms.read(ReasonForm, a_view(reason=typed("x" * 3001)))

    assert (bad.value.name, bad.value.facts) == ("field-too-long", {"limit": 3000})


def test_a_severity_and_its_reason_are_read():
    chosen = {"type": "static_select", "selected_option": {"value": "S1"}}

    form = forms.read(SeverityForm, a_view(severity=chosen, reason=typed("The board meets")))

    assert (form.severity, form.reason) == (Severity.S1, "The board meets")


def test_a_severity_that_there_is_not_is_refused_at_its_field():
    chosen = {"type": "static_select", "selected_option": {"value": "S9"}}

    with pytest.raises(BadField) as bad:
        forms.read(SeverityForm, a_view(severity=chosen, reason=typed("The board meets")))

    assert (bad.value.block_id, bad.value.name) == ("severity", "field-impossible")


def test_a_select_without_a_choice_is_refused_at_its_field():
    chosen = {"type": "static_select", "selected_option": None}

    with pytest.raises(BadField) as bad:
        forms.read(SeverityForm, a_view(severity=chosen, reason=typed("The board meets")))

    assert (bad.value.block_id, bad.value.name) == ("severity", "field-empty")


@pytest.mark.parametrize("answer", Impact)
def test_each_answer_to_the_first_question_comes_back_from_its_button(answer: Impact):
    assert forms.impact({"action_id": names.choice(names.IMPACT, answer)}) is answer


@pytest.mark.parametrize("answer", When)
def test_each_answer_to_the_second_question_comes_back_from_its_button(answer: When):
    assert forms.when({"action_id": names.choice(names.WHEN, answer)}) is answer


EVENT = {
    "type": "reaction_added",
    "user": FINN,
    "reaction": "raised_hand::skin-tone-3",
    "item": {"type": "message", "channel": GENERAL, "ts": "1795518000.000001"},
    "event_ts": "1795518001.000002",
}


def test_an_emoji_event_says_who_put_what_on_which_message():
    toggle = forms.toggle(EVENT, is_on=True)

    assert toggle is not None
    assert (toggle.user, toggle.base, toggle.is_on) == (FINN, "raised_hand", True)
    assert toggle.message.ts == "1795518000.000001"
    assert toggle.event_ts == "1795518001.000002"


@pytest.mark.parametrize("item", [{"type": "file", "file": "F1"}, {}, None])
def test_an_emoji_on_anything_but_a_message_is_none(item: dict[str, str] | None):
    assert forms.toggle({**EVENT, "item": item}, is_on=True) is None

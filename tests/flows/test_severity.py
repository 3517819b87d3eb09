"""Severity: asked in two taps, changed by hand with a reason."""

import copy

import pytest

from bot.fakeslack import Message
from tests.flows.office import Office

TAPS = [
    (("Customers or money hurt", "Today"), "S1 critical"),
    (("Today", "Customers or money hurt"), "S1 critical"),
    (("My team is blocked", "In 1 to 3 days"), "S3 normal"),
    (("Only me, it can wait", "Later"), "S4 low"),
    (("Customers or money hurt", "No date"), "S3 normal"),
]


@pytest.mark.parametrize(("labels", "severity"), TAPS)
def test_two_taps_set_the_severity(office: Office, labels: tuple[str, ...], severity: str):
    confirmation = office.files(office.finn, "revenue is zero")

    for label in labels:
        office.finn.presses(confirmation, label)
        office.settle()

    assert severity in office.card().plain()
    assert f"Severity: {severity}" in confirmation.plain()
    for label in labels:
        assert f"\u2714 {label}" in confirmation.button_labels()


def test_a_tap_refreshes_the_confirmation_in_place(office: Office):
    confirmation = office.files(office.finn, "revenue is zero")
    seen = len(office.finn.sees(office.general))

    office.finn.presses(confirmation, "Customers or money hurt")
    office.settle()

    assert "Severity: S3 normal" in confirmation.plain()
    assert "Severity: S3 normal" in confirmation.text
    assert len(office.finn.sees(office.general)) == seen


def test_a_tap_told_twice_counts_once(office: Office):
    confirmation = office.files(office.finn, "revenue is zero")
    press = office.finn.presses(confirmation, "Customers or money hurt")

    again = office.slack.redeliver(press)
    office.settle()

    assert again.acked
    assert office.entries() == ["filed", "described"]


def test_a_tap_takes_the_place_of_a_date_that_was_read(office: Office):
    confirmation = office.files(office.finn, "revenue is zero, needed by Thursday")

    office.finn.presses(confirmation, "Today")
    office.settle()

    assert "needed by: *Tue 24 Nov*" in office.card().plain()


def test_a_stranger_cannot_answer_the_questions(office: Office):
    confirmation = office.files(office.finn, "revenue is zero")
    press = office.finn.presses(confirmation, "Only me, it can wait")
    forged = copy.deepcopy(press.sent)
    forged["user"]["id"] = office.zoe.id
    forged["actions"][0] |= {"action_id": "impact:high", "action_ts": "1795518001.000000"}

    answer = office.slack.deliver("interactive", forged)
    office.settle()

    assert answer.acked
    assert "S4 low" in office.card().plain()
    assert [one.plain() for one in office.told(office.zoe)] == [
        "Only the person who filed INC-1 can do that. Nothing was changed."
    ]


def test_once_it_has_ended_the_questions_are_over(office: Office):
    confirmation = office.files(office.finn, "revenue is zero")
    office.settle()
    office.ada.reacts("white_check_mark", to=office.card())
    office.settle()

    office.finn.presses(confirmation, "Customers or money hurt")
    office.settle()

    assert "severity not set" in office.card().plain()
    assert ["has ended already" in one.plain() for one in office.told()] == [True]


def test_an_analyst_changes_it_with_a_reason(office: Office):
    card = office.opens()

    office.ada.presses(card, "Change severity")
    form = office.ada.modal
    office.ada.fills("severity", "S1")
    office.ada.fills("reason", "The board meets at noon")
    office.ada.submits()
    office.settle()

    assert form is not None
    assert form.title == "Severity of INC-1"
    assert not form.is_open
    assert "S1 critical" in card.plain()
    office.bo.types("/rapid-queue INC-1", in_=office.requests)
    story = office.bo.last(office.requests).plain()
    assert "changed the severity: \u201cS1: The board meets at noon\u201d" in story


@pytest.mark.parametrize(
    ("fields", "bad"), [({"severity": "S1"}, "reason"), ({"reason": "It is bad"}, "severity")]
)
def test_both_fields_are_needed(office: Office, fields: dict[str, str], bad: str):
    card = office.opens()

    office.ada.presses(card, "Change severity")
    for field, value in fields.items():
        office.ada.fills(field, value)
    office.ada.submits()

    assert office.ada.modal is not None
    assert list(office.ada.modal.errors) == [bad]
    assert office.entries() == ["filed"]


def test_a_reason_of_nothing_visible_is_no_reason(office: Office):
    card = office.opens()
    office.ada.presses(card, "Change severity")
    office.ada.fills("severity", "S1")
    office.ada.fills("reason", "\u200b \n \u202e")

    office.ada.submits()

    assert office.ada.modal is not None
    assert "Please fill this in" in office.ada.modal.errors["reason"]


def rate(office: Office, card: Message, severity: str = "S1") -> None:
    """Have Ada set the severity by hand."""
    office.ada.presses(card, "Change severity")
    office.ada.fills("severity", severity)
    office.ada.fills("reason", "The board meets at noon")
    office.ada.submits()
    office.settle()


def test_taps_no_longer_move_what_was_set_by_hand_and_the_questions_go(office: Office):
    confirmation = office.files(office.finn, "revenue is zero")
    office.settle()
    rate(office, office.card())

    office.finn.presses(confirmation, "Only me, it can wait")
    office.settle()

    assert "S1 critical" in office.card().plain()
    assert "Severity: S1 critical" in confirmation.plain()
    assert confirmation.button_labels() == ["Details"]


def test_the_form_begins_with_the_severity_there_is(office: Office):
    card = office.opens()
    rate(office, card, "S2")

    office.bo.presses(card, "Change severity")
    office.bo.fills("reason", "Still so")
    office.bo.submits()

    assert office.bo.modal is None
    assert office.entries().count("change_severity") == 1


def test_an_outsider_cannot_change_it(office: Office):
    card = office.opens()

    office.zoe.presses(card, "Change severity")
    office.zoe.fills("severity", "S1")
    office.zoe.fills("reason", "I want it now")
    office.zoe.submits()

    assert office.zoe.modal is not None
    assert "Only members of the Rapid Response team" in office.zoe.modal.errors["severity"]
    assert "severity not set" in card.plain()


def test_the_severity_of_what_has_ended_stays(office: Office):
    card = office.opens()
    office.bo.presses(card, "Change severity")
    office.ada.presses(card, "Answered")
    office.bo.fills("severity", "S1")
    office.bo.fills("reason", "Too late")

    office.bo.submits()

    assert office.bo.modal is not None
    assert "INC-1 has ended already" in office.bo.modal.errors["severity"]
    assert "*" not in office.bo.modal.errors["severity"]

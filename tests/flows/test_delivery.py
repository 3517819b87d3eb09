"""Deliveries of every kind: acknowledged when they count, refused to strangers, never half done."""

import copy
from typing import Any

import pytest

from bot.fakeslack import Message
from tests.flows.office import Office


def an_event(office: Office, **event: Any) -> dict[str, Any]:
    """Return an event as Slack wraps it."""
    return {
        "type": "event_callback",
        "team_id": office.slack.workspace.team_id,
        "api_app_id": office.app.app_id,
        "event_id": "Ev0MADEUP",
        "event_time": 1795518000,
        "event": {"event_ts": "1795518000.000001", **event},
    }


def a_claim(office: Office, card: Message, **changes: Any) -> dict[str, Any]:
    """Return the event that Ada has put the eyes on a card."""
    item = {"type": "message", "channel": card.channel, "ts": card.ts}
    about = {"type": "reaction_added", "user": office.ada.id, "reaction": "eyes", "item": item}
    return an_event(office, **about | {"event_ts": "1795518001.000001"} | changes)


def test_an_event_that_nobody_listens_to_is_acknowledged(office: Office):
    told = office.slack.deliver("events_api", an_event(office, type="emoji_changed"))

    assert told.acked


@pytest.mark.parametrize("item", [{"type": "file", "file": "F1"}, {"type": "file_comment"}])
def test_an_emoji_on_a_file_is_acknowledged_and_claims_nothing(
    office: Office, item: dict[str, str]
):
    card = office.opens()

    told = office.slack.deliver("events_api", a_claim(office, card, item=item))

    assert told.acked
    assert office.state() == "new"


def test_an_emoji_event_needs_no_author_of_the_message(office: Office):
    card = office.opens()

    office.slack.deliver("events_api", a_claim(office, card))

    assert office.owner() == office.ada.id


def test_an_emoji_that_is_declined_whole_is_acknowledged_and_does_not_come_again(office: Office):
    office.opens()
    office.forgets_channels()

    claimed = office.ada.reacts("eyes", to=office.card())

    assert claimed is not None
    assert claimed.acked
    assert office.state() == "new"


def test_another_workspace_is_acknowledged_and_ignored(office: Office):
    card = office.opens()
    foreign = a_claim(office, card) | {"team_id": "T0ELSEWHERE"}

    told = office.slack.deliver("events_api", foreign)

    assert told.acked
    assert office.state() == "new"


def test_another_workspaces_command_files_nothing(office: Office):
    typed = office.finn.types("/rapid revenue is zero", in_=office.general)
    foreign = copy.deepcopy(typed.sent) | {"team_id": "T0ELSEWHERE", "trigger_id": "1.2.3"}

    office.slack.deliver("slash_commands", foreign)
    office.settle()

    assert len(office.cards()) == 1


@pytest.mark.parametrize("value", ["", "999", "INC-", '{"number": 1}'])
def test_a_press_about_what_there_is_not_changes_nothing_and_says_so(office: Office, value: str):
    card = office.opens()
    press = office.zoe.presses(card, "Claim")
    office.settle()
    forged = copy.deepcopy(press.sent)
    forged["user"]["id"] = office.ada.id
    forged["actions"][0] |= {"value": value, "action_ts": "1795518009.000001"}

    answer = office.slack.deliver("interactive", forged)
    office.settle()

    assert answer.acked
    assert office.state() == "new"
    assert ["that you can see" in one for one in office.whispers(office.ada)] == [True]


def test_a_press_while_the_database_is_away_is_apologised_for_and_can_be_repeated(office: Office):
    card = office.opens()

    with office.database_away():
        office.ada.presses(card, "Claim")

    assert ["nothing was changed" in one for one in office.whispers(office.ada)] == [True]
    office.ada.presses(card, "Claim")
    assert office.owner() == office.ada.id


def test_a_form_sent_while_the_database_is_away_stays_open_and_can_be_sent_again(office: Office):
    card = office.opens()
    office.ada.presses(card, "Change severity")
    office.ada.fills("severity", "S1")
    office.ada.fills("reason", "The board meets at noon")

    with office.database_away():
        office.ada.submits()

    form = office.ada.modal
    assert form is not None
    assert ["nothing was changed" in one for one in form.errors.values()] == [True]
    office.ada.submits()
    office.settle()
    assert not form.is_open
    assert "S1 critical" in card.plain()


def test_an_emoji_while_the_database_is_away_is_not_acknowledged_and_comes_again(office: Office):
    card = office.opens()
    office.slack.courier.ack_within = 0.2

    with office.database_away():
        told = office.slack.deliver("events_api", a_claim(office, card))
    assert office.owner() is None

    office.slack.retry_due()
    office.slack.settle()

    assert told.acked
    assert told.attempts > 1
    assert office.owner() == office.ada.id


def test_a_form_whose_trigger_is_too_old_is_said_to_be_too_late(office: Office):
    card = office.opens()
    office.slack.faults.answer("views.open", error="expired_trigger_id")

    press = office.ada.presses(card, "Change severity")
    office.settle()

    assert press.acked
    assert office.ada.modal is None
    assert ["Please press it once more" in one for one in office.whispers(office.ada)] == [True]


def test_a_form_that_slack_does_not_open_is_apologised_for(office: Office):
    card = office.opens()
    office.slack.faults.answer("views.open", error="internal_error")

    office.ada.presses(card, "Change severity")

    assert ["nothing was changed" in one for one in office.whispers(office.ada)] == [True]

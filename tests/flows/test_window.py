"""The window of an incident: what each reader sees there, and what comes of what they do there."""

import copy
import json

import pytest

from bot.domain.incident import OPEN, State
from bot.fakeslack import Delivery, Person, View
from tests.flows.office import Office

TEXT = "Revenue by region looks wrong"


def window(office: Office, who: Person, number: int = 1) -> View:
    """Open the window from the card."""
    office.passes(seconds=1)
    who.presses(office.card(number), "details")
    assert who.modal is not None, f"{who} is shown no window"
    return who.modal


def fills(office: Office, who: Person, button: str, **fields: object) -> Delivery:
    """Press a button of the window, fill in the form it opens, and send that."""
    assert who.modal is not None
    who.presses(who.modal, button)
    for field, value in fields.items():
        who.fills(field, value)
    sent = who.submits()
    office.settle()
    return sent


def errors(who: Person) -> str:
    """What stands under the fields of the form on somebody's screen."""
    assert who.modal is not None
    return " ".join(who.modal.errors.values())


def test_it_shows_everything_that_is_known(office: Office):
    office.finn.uses_shortcut("file_request")
    office.writes_into(
        office.finn, text=TEXT, link="https://dash.example/1", impact="high", day="2026-11-26"
    )
    office.settle()
    office.ask(office.ada, "/rapid-queue INC-1 claim")
    office.ask(office.ada, "/rapid-queue INC-1 severity S1 the board waits")
    office.ask(office.ada, "/rapid-queue INC-1 ask Which region?")
    office.ask(office.cy, "/rapid-queue INC-1 follow")
    office.settle()

    shown = window(office, office.zoe).plain()

    for piece in (
        "*INC-1*",
        "S1 critical",
        f"<@{office.ada.id}> waits for an answer from <@{office.finn.id}>",
        TEXT,
        "needed by: *Thu 26 Nov*",
        "https://dash.example/1",
        "Customers or money hurt",
        "The analyst asks:",
        "Which region?",
        "One person follows it.",
        f"<@{office.finn.id}> filed it",
        f"<@{office.ada.id}> claimed it",
        "the board waits",
    ):
        assert piece in shown


def test_it_shows_how_it_ended_and_with_what_words(office: Office):
    card = office.opens()
    office.ada.reacts("white_check_mark", to=card)
    office.settle()
    office.ada.presses(office.offer(office.ada, "write"), "write")
    office.writes(
        office.ada, "The load ran again", link="https://dash.example/2", as_of="2026-11-24"
    )
    office.settle()

    shown = window(office, office.finn).plain()

    assert f"answered by <@{office.ada.id}>" in shown
    assert "The load ran again" in shown
    assert "<https://dash.example/2>" in shown
    assert "as of Tue, 24 Nov 2026" in shown


def test_a_long_story_keeps_its_newest_lines(office: Office):
    office.opens()
    for n in range(200):
        act = office.act(office.finn, 1)
        office.bot.services.incidents.say_more(act, f"line {n} {'x' * 600}")

    shown = window(office, office.zoe).plain()

    assert "line 199 " in shown
    assert "line 0 " not in shown


WAYS_IN = ["card", "confirmation", "news", "filed here"]


@pytest.mark.parametrize("way", WAYS_IN)
def test_it_opens_from_wherever_details_are_offered(office: Office, way: str):
    confirmation = office.files(office.finn, TEXT)
    office.settle()
    if way == "confirmation":
        office.finn.presses(confirmation, "Details")
    elif way == "card":
        office.finn.presses(office.card(), "Details")
    elif way == "news":
        office.ask(office.ada, "/rapid-queue INC-1 claim")
        office.ask(office.ada, "/rapid-queue INC-1 reassign @bo")
        office.settle()
        office.bo.presses(office.told(office.bo)[-1], "Details")
        assert office.bo.modal is not None
        assert TEXT in office.bo.modal.plain()
        return
    else:
        office.general.invite(office.app)
        message = office.finn.says("another one", in_=office.general)
        office.finn.reacts("ticket", to=message)
        office.settle()
        office.finn.presses(office.offer(office.finn, "details"), "details")

    assert office.finn.modal is not None
    assert office.finn.modal.callback_id == "details"


def test_a_press_in_it_shows_at_once_how_things_stand(office: Office):
    office.opens()
    view = window(office, office.ada)

    office.ada.presses(view, "Claim")

    assert f"<@{office.ada.id}> has it" in view.plain()
    assert "Claim" not in view.button_labels()
    assert "Give back" in view.button_labels()
    assert office.ada.modal is view


def test_a_form_opens_on_top_and_both_close_when_it_is_sent(office: Office):
    office.opens()
    window(office, office.ada)

    fills(office, office.ada, "Decline", reason="Finance owns it")

    assert office.state() == "declined"
    assert office.ada.modal is None


def test_a_form_that_is_cancelled_gives_the_window_back(office: Office):
    office.opens()
    view = window(office, office.ada)
    office.ada.presses(view, "Decline")

    office.ada.dismisses()

    assert office.ada.modal is view
    assert office.state() == "new"


def test_a_window_that_is_out_of_date_refuses_in_private(office: Office):
    office.opens()
    view = window(office, office.ada)
    office.bo.presses(office.card(), "Claim")

    office.ada.presses(view, "Claim")
    office.settle()

    assert office.owner() == office.bo.id
    said = office.reads(office.ada)[-1]
    assert f"<@{office.bo.id}> has INC-1 already" in said.plain()
    assert office.reads(office.bo)[-1].ts != said.ts


def test_a_window_whose_update_slack_refuses_has_done_what_was_pressed(office: Office):
    office.opens()
    view = window(office, office.ada)
    office.slack.faults.answer("views.update", error="not_found")

    pressed = office.ada.presses(view, "Claim")

    assert pressed.acked
    assert office.owner() == office.ada.id


def test_a_form_sent_twice_counts_once(office: Office):
    office.opens()
    window(office, office.ada)
    sent = fills(office, office.ada, "Change severity", severity="S1", reason="The board waits")

    again = office.slack.redeliver(sent)
    office.settle()

    assert again.acked
    assert office.entries() == ["filed", "change_severity"]


ENDED_MEANWHILE = {
    "Decline": {"reason": "Not ours"},
    "Change severity": {"severity": "S1", "reason": "x"},
    "Same as another": {"original": "INC-1"},
    "Hand over": {"owner": "cy"},
    "Ask": {"words": "Which?"},
}


@pytest.mark.parametrize("button", ENDED_MEANWHILE)
def test_a_form_of_what_has_ended_meanwhile_says_so_and_keeps_the_words(
    office: Office, button: str
):
    office.opens()
    office.opens("another")
    office.ask(office.ada, "/rapid-queue INC-2 claim")
    view = window(office, office.ada, 2)
    office.ada.presses(view, button)
    office.ask(office.finn, "/rapid-queue INC-2 withdraw")

    fields = {k: (office.cy if v == "cy" else v) for k, v in ENDED_MEANWHILE[button].items()}
    office.writes_into(office.ada, **fields)

    assert "INC-2 has ended already" in errors(office.ada)
    assert office.state(2) == "withdrawn"


def forged(office: Office, sent: Delivery, who: Person, **changed: object) -> Delivery:
    """Send a form once more as somebody else, with other things in it."""
    body = copy.deepcopy(sent.sent)
    body["user"] |= {"id": who.id, "name": who.name, "username": who.name}
    body["view"]["id"] = f"V0FORGED{who.id}"
    body["view"] |= changed
    return office.slack.deliver(sent.kind, body)


def test_a_form_sent_by_somebody_else_is_refused(office: Office):
    office.opens()
    office.opens("another")
    window(office, office.ada)
    sent = fills(office, office.ada, "Decline", reason="Finance owns it")

    about_another = json.dumps({"v": 1, "number": 2})
    answer = forged(office, sent, office.zoe, private_metadata=about_another)
    office.settle()

    assert "Only members of the Rapid Response team" in str(answer.payload)
    assert office.state(2) == "new"


def test_nobody_edits_for_another(office: Office):
    office.opens()
    window(office, office.finn)
    sent = fills(office, office.finn, "Change it", text="Revenue of the EU looks wrong")

    for who in (office.ada, office.zoe, office.mira):
        answer = forged(office, sent, who)
        assert "Only the person who filed INC-1" in str(answer.payload)

    assert office.entries() == ["filed", "edited"]


@pytest.mark.parametrize(
    "kept", ["", "{}", "[]", "null", "7", "{", '{"number": "x"}', '{"number": 9}']
)
def test_a_form_about_nothing_is_refused_in_words(office: Office, kept: str):
    office.opens()
    window(office, office.ada)
    sent = fills(office, office.ada, "Decline", reason="Finance owns it")

    answer = forged(office, sent, office.ada, private_metadata=kept)

    assert "that you can see" in str(answer.payload)


@pytest.mark.parametrize("value", ["", "x", "INC-9", "9", "-1", "1 2", "9" * 12])
def test_a_button_about_nothing_is_refused_in_words(office: Office, value: str):
    office.opens()
    press = office.ada.presses(office.card(), "details")

    office.forges(press, "claim", value)
    office.settle()

    assert "that you can see" in office.reads(office.ada)[-1].plain()
    assert office.state() == "new"


def test_the_requester_words_it_anew_and_the_card_follows(office: Office):
    office.opens()
    office.ask(office.ada, "/rapid-queue INC-1 claim")
    view = window(office, office.finn)
    assert {"Change it", "Add something", "Take it back"} <= set(view.button_labels())

    fills(office, office.finn, "Change it", text="Revenue of the EU, needed by Thursday")

    assert "Revenue of the EU, needed by Thursday" in office.card().plain()
    assert "needed by: *Thu 26 Nov" in office.card().plain()
    in_thread = office.slack.thread(office.card())[-1].plain()
    assert "changed INC-1. The card has the new words." in in_thread
    assert TEXT in window(office, office.zoe).plain()


def test_a_text_longer_than_a_form_survives_a_change_of_something_else(office: Office):
    office.has_one(text="zero " * 700)
    window(office, office.finn)

    fills(office, office.finn, "Change it", is_private=["is_private"])

    assert office.incident().is_private
    assert office.incident().text == "zero " * 700


def test_a_form_to_change_it_that_comes_after_the_end_keeps_the_words(office: Office):
    office.opens()
    office.finn.presses(window(office, office.finn), "Change it")
    office.ask(office.ada, "/rapid-queue INC-1 answer Done")

    office.writes_into(office.finn, text="Revenue of the EU")

    assert "INC-1 has ended already" in errors(office.finn)
    assert office.entries() == ["filed", "answer"]


def test_taking_it_back_asks_first(office: Office):
    office.opens()
    view = window(office, office.finn)

    office.finn.presses(view, "Take it back", confirms=False)
    assert office.state() == "new"
    office.finn.presses(view, "Take it back")
    office.settle()

    assert office.state() == "withdrawn"
    assert "taken back by" in view.plain()
    assert "Reopen" in view.button_labels()


def test_handing_over_tells_both_sides(office: Office):
    office.opens()
    office.ask(office.ada, "/rapid-queue INC-1 claim")
    window(office, office.ada)

    fills(office, office.ada, "Hand over", owner=office.cy)

    assert office.owner() == office.cy.id
    assert f"<@{office.ada.id}> gave you *INC-1*" in office.told(office.cy)[-1].plain()
    assert f"<@{office.cy.id}> has your request *INC-1* now" in office.told()[-1].plain()


def test_it_cannot_be_handed_to_somebody_outside_of_the_team(office: Office):
    office.opens()
    office.ask(office.ada, "/rapid-queue INC-1 claim")
    window(office, office.ada)

    fills(office, office.ada, "Hand over", owner=office.zoe)

    assert "Only members of the Rapid Response team" in errors(office.ada)
    assert office.owner() == office.ada.id


def test_who_may_see_it_is_offered_for_private_ones_only(office: Office):
    office.opens()
    assert "Who may see it" not in window(office, office.finn).button_labels()
    office.finn.dismisses()
    window(office, office.finn)
    fills(office, office.finn, "Change it", is_private=["is_private"])

    view = window(office, office.finn)
    assert "Who may see it" in view.button_labels()
    fills(office, office.finn, "Who may see it", named=[office.zoe, office.mira])

    shown = window(office, office.zoe).plain()
    assert f"may be seen by <@{office.zoe.id}> and <@{office.mira.id}>" in shown


@pytest.mark.parametrize("state", State)
def test_a_colleague_is_offered_to_follow_and_nothing_else(office: Office, state: State):
    office.has_one()
    number = office.has_one(state)

    labels = window(office, office.zoe, number).button_labels()

    assert labels == (["Follow"] if state in OPEN else [])


def test_times_are_shown_in_the_readers_own_zone(office: Office):
    nell = office.slack.person("nell", tz="America/New_York")
    office.files(nell, "revenue is zero")
    office.settle()

    assert "6:00" in window(office, nell).plain()
    assert "America/New_York" in office.ask(nell, "/rapid-queue INC-1").plain()
    assert "Europe/Berlin" in window(office, office.ada).plain()

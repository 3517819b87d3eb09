"""The card: one living message that always shows what is true."""

import pytest

from bot.fakeslack import Message
from tests.flows.office import Office

FREE = ["Claim", "Works for now", "Answered", "Change severity", "Details"]
HELD = ["Answered", "Works for now", "Ask", "Give back", "Take over", "Change severity", "Details"]
ENDED = ["Reopen", "Details"]


def posts_to_the_team(office: Office) -> int:
    """How many messages the bot has posted to the requests channel, replies in threads apart."""
    posts = [call.args for call in office.slack.calls_of("chat.postMessage")]
    return sum(post["channel"] == office.requests.id and "thread_ts" not in post for post in posts)


def test_one_card_is_edited_through_a_whole_life(office: Office):
    card = office.opens()
    where = card.ts

    office.ada.reacts("eyes", to=card)
    office.passes(minutes=1)
    office.ada.reacts("adhesive_bandage", to=card)
    office.passes(minutes=11)
    office.finn.presses(office.told()[-1], "It does not")
    office.passes(minutes=1)
    office.ada.presses(card, "Answered")
    office.passes(minutes=11)
    office.finn.presses(office.told()[-1], "This answers it")
    office.settle()

    assert office.card().ts == where
    assert posts_to_the_team(office) == 1
    assert "the requester says that this answers it" in card.text


def test_the_card_shows_everything_of_its_incident(office: Office):
    confirmation = office.files(office.finn, "revenue & costs are zero, needed by Thursday")
    office.finn.presses(confirmation, "Customers or money hurt")
    office.settle()
    office.ada.reacts("eyes", to=office.card())
    office.settle()

    shown = office.card().plain()

    assert "*INC-1*" in shown
    assert "S2 high" in shown
    assert f"<@{office.ada.id}> has it" in shown
    assert "revenue & costs are zero, needed by Thursday" in shown
    assert f"<@{office.finn.id}> \u00b7 filed <!date^" in shown
    assert "needed by: *Thu 26 Nov" in shown
    assert "\u201cCustomers or money hurt\u201d" in shown
    assert "Next: a stopgap or an answer." in shown


def speaks(card: Message, *parts: str) -> bool:
    """Whether the text that a screen reader reads has all these parts."""
    return all(part in card.text for part in parts)


def test_the_text_alone_says_everything_at_each_step(office: Office):
    card = office.opens("revenue & costs < 1")
    always = ("INC-1,", "severity not set", "revenue &amp; costs &lt; 1", f"<@{office.finn.id}>")

    assert speaks(card, *always, "nobody has it yet", "next: claim it with the emoji eyes")
    office.ada.reacts("eyes", to=card)
    office.settle()
    assert speaks(card, *always, f"<@{office.ada.id}> has it", "next: end it with")
    office.ada.reacts("adhesive_bandage", to=card)
    office.settle()
    assert speaks(card, *always, "works for now until Thu 24 Dec", "next: the requester says")
    office.ada.unreacts("adhesive_bandage", to=card)
    office.settle()
    assert speaks(card, *always, f"<@{office.ada.id}> has it")
    office.ada.reacts("white_check_mark", to=card)
    office.settle()
    assert speaks(card, *always, f"answered by <@{office.ada.id}>", "next: the requester says")


def test_the_buttons_are_those_that_make_sense(office: Office):
    card = office.opens()

    assert card.button_labels() == FREE
    office.ada.presses(card, "Claim")
    office.settle()
    assert card.button_labels() == HELD
    office.ada.presses(card, "Works for now")
    office.settle()
    assert card.button_labels() == ENDED
    office.ada.presses(card, "Reopen")
    office.ada.fills("reason", "Not quite")
    office.ada.submits()
    office.settle()
    assert card.button_labels() == HELD
    office.ada.presses(card, "Give back")
    office.settle()
    assert card.button_labels() == FREE


def test_a_burst_of_changes_is_one_edit(office: Office):
    confirmation = office.files(office.finn, "revenue is zero")
    office.settle()
    edits = len(office.slack.calls_of("chat.update"))

    for label in ("Today", "Later", "Customers or money hurt"):
        office.finn.presses(confirmation, label)
    office.settle()

    assert len(office.slack.calls_of("chat.update")) == edits + 1
    assert "S3 normal" in office.card().plain()


def test_a_deleted_card_is_posted_again_with_the_next_change(office: Office):
    confirmation = office.files(office.finn, "revenue is zero")
    office.settle()
    lost = office.card()
    office.mira.deletes(lost)

    office.finn.presses(confirmation, "Customers or money hurt")
    office.settle()

    assert office.card().ts != lost.ts
    assert "S3 normal" in office.card().plain()
    office.ada.reacts("eyes", to=office.card())
    assert office.owner() == office.ada.id


@pytest.mark.parametrize("deed", ["emoji", "button"])
def test_the_old_card_of_a_reposted_one_still_works_and_the_new_one_shows_it(
    office: Office, deed: str
):
    old = office.opens()
    office.slack.faults.answer("chat.update", error="cant_update_message")
    office.ada.reacts("eyes", to=old)
    office.settle()
    new = next(one for one in office.cards() if one.ts != old.ts)

    if deed == "emoji":
        office.ada.reacts("white_check_mark", to=old)
    else:
        office.ada.presses(old, "Answered")
    office.settle()

    assert office.state() == "answered"
    assert "answered by" in new.plain()
    assert len(office.cards()) == 2

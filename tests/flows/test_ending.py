"""Stopgap, answer, reopen and undo, by emoji and by button alike."""

from collections.abc import Callable

import pytest

from bot.fakeslack import Message
from tests.fakes import at_once
from tests.flows.office import Office
from tests.flows.surfaces import EMOJI, Surface


def reopen(office: Office, card: Message, why: str = "It is wrong again") -> None:
    """Have Ada reopen it on the card."""
    office.ada.presses(card, "Reopen")
    office.ada.fills("reason", why)
    office.ada.submits()
    office.settle()


def test_a_stopgap_works_for_a_month(office: Office, surface: Surface):
    card = office.opens()
    surface.claims(office.ada, card)
    office.settle()

    surface.ends_for_now(office.ada, card)
    office.settle()

    assert office.state() == "stopgap"
    assert "works for now until Thu 24 Dec" in card.plain()


def test_an_answer_ends_it(either_office: Office, surface: Surface):
    office = either_office
    card = office.opens()
    surface.claims(office.ada, card)
    office.settle()

    surface.answers(office.ada, card)
    office.settle()

    assert office.state() == "answered"
    assert f"answered by <@{office.ada.id}>" in card.plain()


ENDINGS: dict[str, Callable[[Surface], Callable[..., object]]] = {
    "stopgap": lambda surface: surface.ends_for_now,
    "answered": lambda surface: surface.answers,
}


@pytest.fixture(params=ENDINGS)
def ending(request: pytest.FixtureRequest) -> str:
    """Name the two good endings in turn."""
    name: str = request.param
    return name


def test_ending_what_nobody_has_claims_it_on_the_way(office: Office, surface: Surface, ending: str):
    card = office.opens()

    ENDINGS[ending](surface)(office.ada, card)
    office.settle()

    assert office.state() == ending
    assert office.owner() == office.ada.id


def test_anothers_card_is_not_mine_to_end_and_i_am_told_how_it_could_be(
    office: Office, surface: Surface, ending: str
):
    card = office.opens()
    surface.claims(office.bo, card)
    office.settle()

    ENDINGS[ending](surface)(office.ada, card)
    office.settle()

    assert office.state() == "claimed"
    assert office.owner() == office.bo.id
    (whisper,) = office.whispers(office.ada)
    assert f"<@{office.bo.id}> has INC-1 already" in whisper
    assert "Take over" in whisper
    assert "Take over" in card.button_labels()


def test_the_analyst_is_offered_privately_to_write(office: Office, surface: Surface, ending: str):
    card = office.opens()

    ENDINGS[ending](surface)(office.ada, card)
    office.settle()

    (offer,) = [one for one in office.ada.sees(office.requests) if one.ephemeral_to]
    assert offer.button_labels()[0] == "Write to finn"
    assert "in 10 minutes" in offer.plain()
    assert office.whispers(office.bo) == []


def test_two_endings_at_once_are_one(either_office: Office):
    office = either_office
    card = office.opens()

    at_once(
        [
            lambda: office.ada.reacts("white_check_mark", to=card),
            lambda: office.bo.reacts("adhesive_bandage", to=card),
        ]
    )
    office.settle()

    endings = [one for one in office.entries() if one != "filed"]
    winner, loser = office.ada, office.bo
    if office.owner() == office.bo.id:
        winner, loser = office.bo, office.ada
    assert endings == ["answer" if winner is office.ada else "stopgap"]
    assert len(office.whispers(winner)) == 1
    assert "has ended already" in office.whispers(loser)[0]


@pytest.mark.parametrize("emoji", ["adhesive_bandage", "white_check_mark"])
def test_within_fifteen_minutes_taking_the_emoji_off_undoes_it(office: Office, emoji: str):
    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.ada.reacts(emoji, to=card)
    office.passes(minutes=14, seconds=50)

    office.ada.unreacts(emoji, to=card)
    office.settle()

    assert office.state() == "claimed"
    assert office.owner() == office.ada.id
    assert f"<@{office.ada.id}> has it" in card.plain()


@pytest.mark.parametrize("emoji", ["adhesive_bandage", "white_check_mark"])
def test_after_fifteen_minutes_taking_the_emoji_off_means_nothing(office: Office, emoji: str):
    card = office.opens()
    office.ada.reacts(emoji, to=card)
    ended = office.state()
    office.passes(minutes=15, seconds=10)

    office.ada.unreacts(emoji, to=card)
    office.settle()

    assert office.state() == ended
    assert office.whispers(office.ada)[1:] == []


def test_an_undo_counts_by_when_it_was_done_not_by_when_we_hear_of_it(office: Office):
    card = office.opens()
    office.ada.reacts("white_check_mark", to=card)
    office.passes(minutes=5)

    with office.slack.hold():
        office.ada.unreacts("white_check_mark", to=card)
        office.passes(minutes=30)
    office.settle()

    assert office.state() == "claimed"


def test_somebody_elses_emoji_undoes_nothing(office: Office):
    card = office.opens()
    office.ada.reacts("white_check_mark", to=card)
    office.bo.reacts("white_check_mark", to=card)

    office.bo.unreacts("white_check_mark", to=card)
    office.settle()

    assert office.state() == "answered"


def test_an_emoji_on_what_ended_by_button_undoes_nothing(office: Office):
    card = office.opens()
    office.ada.presses(card, "Answered")
    office.ada.reacts("white_check_mark", to=card)

    office.ada.unreacts("white_check_mark", to=card)
    office.settle()

    assert office.state() == "answered"


def test_taking_the_eyes_off_what_has_ended_means_nothing(office: Office):
    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.ada.reacts("white_check_mark", to=card)

    office.ada.unreacts("eyes", to=card)
    office.settle()

    assert office.state() == "answered"
    assert office.owner() == office.ada.id


def test_what_has_ended_cannot_be_ended_again(office: Office, surface: Surface):
    card = office.opens()
    buttons = list(card.blocks)
    surface.answers(office.ada, card)
    office.settle()
    shown, card.blocks = card.blocks, buttons  # Bo's screen is a moment behind

    surface.ends_for_now(office.bo, card)
    card.blocks = shown
    office.settle()

    assert office.state() == "answered"
    assert ["has ended already" in one for one in office.whispers(office.bo)] == [True]


def test_reopening_needs_a_reason_and_gives_it_back_to_its_owner(office: Office):
    card = office.opens()
    office.ada.reacts("white_check_mark", to=card)
    office.settle()

    office.bo.presses(card, "Reopen")
    office.bo.submits()
    assert office.bo.modal is not None
    assert "reason" in office.bo.modal.errors
    office.bo.fills("reason", "It is wrong again")
    office.bo.submits()
    office.settle()

    assert office.state() == "claimed"
    assert office.owner() == office.ada.id
    assert office.entries()[-1] == "reopen"
    office.bo.types("/rapid-queue INC-1", in_=office.requests)
    assert "reopened it: \u201cIt is wrong again\u201d" in office.bo.last(office.requests).plain()


def test_reopening_is_not_for_everyone(office: Office):
    card = office.opens()
    office.ada.reacts("white_check_mark", to=card)
    office.settle()

    office.zoe.presses(card, "Reopen")
    office.zoe.fills("reason", "I want more")
    office.zoe.submits()

    assert office.zoe.modal is not None
    assert "Only its requester or the Rapid Response team" in office.zoe.modal.errors["reason"]
    assert office.state() == "answered"


def test_a_reopened_incident_of_somebody_who_left_the_team_is_free(office: Office):
    card = office.opens()
    office.ada.reacts("white_check_mark", to=card)
    office.settle()
    office.bot.services.settings.replace(
        office.bot.identity.front, f'[members]\nrapid_response = ["{office.bo.id}"]\n'
    )

    office.bo.presses(card, "Reopen")
    office.bo.fills("reason", "It is wrong again")
    office.bo.submits()
    office.settle()

    assert office.state() == "new"
    assert office.owner() is None
    assert "nobody has it yet" in card.plain()


def test_after_reopening_the_old_emoji_means_nothing_until_put_on_again(office: Office):
    card = office.opens()
    EMOJI.answers(office.ada, card)
    office.settle()
    reopen(office, card)

    office.ada.unreacts("white_check_mark", to=card)
    assert office.state() == "claimed"
    office.ada.reacts("white_check_mark", to=card)
    office.settle()

    assert office.state() == "answered"


def test_reopened_in_two_windows_at_once_it_is_reopened_once(office: Office):
    card = office.opens()
    office.ada.reacts("white_check_mark", to=card)
    office.settle()
    for who in (office.ada, office.bo):
        who.presses(card, "Reopen")
        who.fills("reason", "It is wrong again")

    office.ada.submits()
    office.bo.submits()

    assert office.entries().count("reopen") == 1
    assert office.bo.modal is not None
    assert office.bo.modal.errors == {"reason": "INC-1 is still open, so nothing was changed."}

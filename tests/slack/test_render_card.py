"""The card as the team sees it, by value."""

from datetime import date

import pytest

from bot.domain.incident import State
from bot.domain.needed_by import NeededBy, When
from bot.domain.settings import Emoji
from bot.fakeslack import surface
from bot.services.card import compose
from bot.slack.render import card
from bot.slack.render.parts import Message
from bot.slack.speech import Speech, speech_in
from tests.builders import FINN, TODAY, an_incident, later, settings
from tests.slack.safe import faults_of, in_every_language

MARKER = "marker-of-a-secret"
ENGLISH = speech_in("en-GB")


def rendered(speech: Speech = ENGLISH, **overrides: object) -> Message:
    """Return the card of an incident, in English unless told otherwise."""
    return card.card(compose(an_incident(**overrides), settings()), speech)


def shown(message: Message) -> str:
    """Return everything that can be seen or heard of a message."""
    return f"{message.text}\n{surface.words(message.blocks)}"


@in_every_language
@pytest.mark.parametrize("state", State)
def test_a_private_incidents_words_are_nowhere_on_its_card(state: State, speech: Speech):
    said = NeededBy(when=When.SOON, day=TODAY, said=MARKER)

    message = rendered(speech, state=state, text=MARKER, needed_by=said, is_private=True)

    assert MARKER not in str(message.blocks)
    assert MARKER not in message.text
    assert FINN not in str(message)
    assert speech("words-private") in message.text
    assert "INC-42" in message.text
    assert faults_of(message.blocks, message.text) == []


@in_every_language
@pytest.mark.parametrize("state", State)
def test_every_state_says_in_words_where_it_stands_and_what_comes_next(
    state: State, speech: Speech
):
    message = rendered(speech, state=state)

    assert faults_of(message.blocks, message.text) == []
    assert message.text.startswith(f"INC-42, {speech('severity-none')}")
    assert message.text.endswith(".")
    assert len(message.blocks) <= 12


def test_a_card_is_said_in_the_language_of_its_readers():
    message = rendered(speech_in("de-DE"), state=State.STOPGAP)

    assert "l\u00e4uft vorerst bis Do., 2. Apr." in shown(message)
    assert "Wieder \u00f6ffnen" in str(message.blocks)
    assert "works for now" not in str(message)


def test_a_card_that_is_parked_until_next_year_says_which():
    next_year = date(2027, 1, 4)

    assert "parked until Mon, 4 Jan 2027" in shown(
        rendered(state=State.PARKED, parked_until=next_year)
    )
    german = shown(rendered(speech_in("de-DE"), state=State.PARKED, parked_until=next_year))
    assert "geparkt bis Mo., 4. Jan. 2027" in german


def test_a_confirmed_ending_says_so():
    message = rendered(state=State.ANSWERED, confirmed_at=later(minutes=5))

    assert "Done: the requester says that this answers it." in shown(message)


def test_the_card_names_the_emoji_that_the_team_has_chosen():
    chosen = settings(emoji=Emoji(claim=("hand",), stopgap=("band",), answer=("tick",)))

    message = card.card(compose(an_incident(), chosen), ENGLISH)

    assert ":hand: claim" in shown(message)
    assert ":band:" in shown(message)
    assert ":tick:" in shown(message)
    assert ":eyes:" not in shown(message)


@in_every_language
@pytest.mark.parametrize("state", State)
def test_each_button_says_to_a_screen_reader_which_incident_it_is_about(
    state: State, speech: Speech
):
    message = rendered(speech, state=state)
    (row,) = [block for block in message.blocks if block["type"] == "actions"]

    for button in row["elements"]:
        assert "INC-42" in button["accessibility_label"]
        assert len(button["text"]["text"]) <= 30


def test_buttons_of_two_versions_are_two_blocks():
    first, second = rendered(version=1), rendered(version=2)

    assert first.blocks[-1]["block_id"] != second.blocks[-1]["block_id"]

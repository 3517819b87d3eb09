"""The card as the team sees it, by value."""

import pytest

from bot.domain.incident import State
from bot.domain.needed_by import NeededBy, When
from bot.domain.settings import Emoji
from bot.fakeslack import surface
from bot.services.card import compose
from bot.slack.render import card
from bot.slack.render.parts import Message
from tests.builders import FINN, TODAY, an_incident, later, settings
from tests.slack.safe import faults_of

MARKER = "marker-of-a-secret"


def rendered(**overrides: object) -> Message:
    """Return the card of an incident."""
    return card.card(compose(an_incident(**overrides), settings()))


def shown(message: Message) -> str:
    """Return everything that can be seen or heard of a message."""
    return f"{message.text}\n{surface.words(message.blocks)}"


@pytest.mark.parametrize("state", State)
def test_a_private_incidents_words_are_nowhere_on_its_card(state: State):
    said = NeededBy(when=When.SOON, day=TODAY, said=MARKER)

    message = rendered(state=state, text=MARKER, needed_by=said, is_private=True)

    assert MARKER not in str(message.blocks)
    assert MARKER not in message.text
    assert FINN not in str(message)
    assert "private" in message.text
    assert "INC-42" in message.text
    assert faults_of(message.blocks, message.text) == []


@pytest.mark.parametrize("state", State)
def test_every_state_says_in_words_where_it_stands_and_what_comes_next(state: State):
    message = rendered(state=state)

    assert faults_of(message.blocks, message.text) == []
    assert message.text.startswith("INC-42, severity not set")
    assert message.text.endswith(".")
    assert len(message.blocks) <= 12


def test_a_confirmed_ending_says_so():
    message = rendered(state=State.ANSWERED, confirmed_at=later(minutes=5))

    assert "Done: the requester says that this answers it." in shown(message)


def test_the_card_names_the_emoji_that_the_team_has_chosen():
    chosen = settings(emoji=Emoji(claim=("hand",), stopgap=("band",), answer=("tick",)))

    message = card.card(compose(an_incident(), chosen))

    assert ":hand: claim" in shown(message)
    assert ":band:" in shown(message)
    assert ":tick:" in shown(message)
    assert ":eyes:" not in shown(message)


@pytest.mark.parametrize("state", State)
def test_each_button_says_to_a_screen_reader_which_incident_it_is_about(state: State):
    (row,) = [block for block in rendered(state=state).blocks if block["type"] == "actions"]

    for button in row["elements"]:
        assert "INC-42" in button["accessibility_label"]
        assert len(button["text"]["text"]) <= 30


def test_buttons_of_two_versions_are_two_blocks():
    first, second = rendered(version=1), rendered(version=2)

    assert first.blocks[-1]["block_id"] != second.blocks[-1]["block_id"]

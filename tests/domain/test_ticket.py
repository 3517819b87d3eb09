"""Filing somebody's message by an emoji: when the author is asked, and who has asked then."""

import pytest

from bot.domain.ids import ChannelId
from bot.domain.ticket import Stage, must_ask, requester_of, source_key
from tests.builders import FINN, ZOE, a_message, a_ticket, found

OTHERS = set(Stage) - {Stage.READING}


@pytest.mark.parametrize(
    ("is_closed", "author", "asks"),
    [
        pytest.param(False, FINN, False, id="another's, where everybody reads"),
        pytest.param(False, ZOE, False, id="one's own, where everybody reads"),
        pytest.param(False, None, False, id="a bot's, where everybody reads"),
        pytest.param(True, FINN, True, id="another's, behind a door"),
        pytest.param(True, ZOE, False, id="one's own, behind a door"),
        pytest.param(True, None, False, id="a bot's, behind a door"),
    ],
)
def test_only_what_another_said_behind_a_door_needs_their_consent(is_closed, author, asks):
    message = found(is_closed=is_closed, author=author)

    assert must_ask(a_ticket(put_on_by=ZOE), message) is asks


@pytest.mark.parametrize("stage", sorted(OTHERS))
def test_nobody_is_asked_twice(stage: Stage):
    assert not must_ask(a_ticket(stage=stage), found(is_closed=True))


@pytest.mark.parametrize(("author", "requester"), [(FINN, FINN), (ZOE, ZOE), (None, ZOE)])
def test_the_author_has_asked_or_who_put_the_emoji_on_a_bots_message(author, requester):
    assert requester_of(a_ticket(put_on_by=ZOE), found(author=author)) == requester


def test_a_message_has_one_key_and_another_has_another():
    here, there = a_message("1.000100"), a_message("1.000100", ChannelId("C0ELSEWHERE"))

    assert source_key(here) == source_key(a_message("1.000100"))
    assert len({source_key(here), source_key(there), source_key(a_message("1.0001"))}) == 3

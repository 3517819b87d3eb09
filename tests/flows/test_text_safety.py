"""Whatever people type goes through the real bot and comes out as they typed it, harmless."""

from datetime import timedelta

import pytest

from bot.fakeslack import Message
from bot.slack.text import clean, one_line
from tests.flows.office import Office
from tests.slack.safe import NASTY

TROUBLES = {"invalid_blocks", "msg_too_long", "no_text", "invalid_arguments", "view_too_large"}
# A slash command is one line, and is encoded by Slack: what is typed is what must be shown.
TYPED = [one_line(text) for text in NASTY if one_line(clean(text))]
# Several nasty texts together make as much mischief as each alone, in less time.
TOGETHER = [" ".join(sorted(NASTY[first::6], key=len))[:3000] for first in range(6)]


def said_by_the_bot(office: Office) -> list[Message]:
    """Every message of the bot, whoever sees it."""
    conversations = office.slack.workspace.conversations.values()
    return [
        message
        for conversation in conversations
        for message in conversation.messages.values()
        if message.app_id == office.app.app_id
    ]


def refused_calls(office: Office) -> list[str]:
    """The calls that Slack refused because of what they held."""
    return [str(call.error) for call in office.slack.calls if call.error in TROUBLES]


def markup(office: Office) -> set[str]:
    """Everything between angle brackets that the bot has said, people and moments left out."""
    ours = [f"<@{person.id}>" for person in (office.ada, office.finn)]
    found = set()
    for message in said_by_the_bot(office):
        texts = [message.text, *_mrkdwn(message.blocks)]
        for text in texts:
            for piece in text.split("<")[1:]:
                inside = f"<{piece.split('>')[0]}>"
                if inside not in ours and not inside.startswith(
                    ("<!date^1", f"<https://{office.slack.workspace.domain}.slack.com/archives/")
                ):
                    found.add(inside)
    return found


def _mrkdwn(node: object) -> list[str]:
    if isinstance(node, list):
        return [text for one in node for text in _mrkdwn(one)]
    if isinstance(node, dict):
        own = [str(node["text"])] if node.get("type") == "mrkdwn" else []
        return own + [text for one in node.values() for text in _mrkdwn(one)]
    return []


def test_all_that_is_filed_is_shown_as_typed_and_does_nothing(office: Office):
    for typed in TYPED:
        office.files(office.finn, typed)
    office.settle(within=timedelta(minutes=1))
    office.finn.types("/rapid-queue", in_=office.general)
    for number in range(1, len(TYPED) + 1):
        office.finn.types(f"/rapid-queue INC-{number}", in_=office.general)

    assert len(office.cards()) == len(TYPED)
    assert refused_calls(office) == []
    assert markup(office) == set()
    assert not any("failed with the error" in one.text for one in office.finn.sees(office.general))


@pytest.mark.parametrize("typed", ["a < b && c", "&lt;b&gt; &amp;", "*not bold* `x`", "a|b {name}"])
def test_special_letters_come_out_as_they_went_in(office: Office, typed: str):
    confirmation = office.files(office.finn, typed)
    office.settle()

    assert typed in confirmation.plain()
    assert typed in office.card().plain()


def test_a_mention_that_is_typed_names_the_person_and_pings_nobody(office: Office):
    office.files(office.finn, "ask @zoe or @here in #general, see https://x.example/a?b=1&c=2.")
    office.settle()

    shown = office.card().plain().replace("\n", "")
    assert "ask @zoe or @here in #general, see https://x.example/a?b=1&c=2." in shown
    assert office.zoe.id not in office.card().text
    assert office.zoe.id not in office.card().plain()


@pytest.mark.parametrize("words", TOGETHER)
def test_all_words_of_a_whole_life_arrive_and_do_nothing(office: Office, words: str):
    office.files(office.finn, "revenue is zero")
    office.settle()
    card = office.card()
    office.ada.presses(card, "Change severity")
    office.ada.fills("severity", "S2")
    office.ada.fills("reason", words)
    office.ada.submits()
    office.ada.reacts("white_check_mark", to=card)
    office.settle()
    office.ada.presses(office.ada.last(office.requests), "Write to finn")
    office.writes(office.ada, words)
    office.settle()
    office.finn.presses(office.told()[-1], "It does not")
    office.settle()
    office.finn.presses(office.told()[-1], "Say what is missing")
    office.writes(office.finn, words)
    office.settle()
    office.zoe.types("/rapid-queue INC-1", in_=office.requests)
    office.zoe.types(f"/rapid-queue {one_line(words)[:500]}", in_=office.requests)

    assert office.entries()[-2:] == ["reopen", "said_more"]
    assert refused_calls(office) == []
    assert markup(office) <= {f"<@{office.zoe.id}>"}
    assert not any("failed with the error" in one.text for one in office.zoe.sees(office.requests))


def test_a_name_that_pings_is_shown_as_a_name(office: Office):
    office.finn.changes(real_name="<!channel> *Finn* & <https://evil.example|co>")
    card = office.opens()

    office.ada.reacts("white_check_mark", to=card)
    office.settle()

    assert refused_calls(office) == []
    assert markup(office) == set()

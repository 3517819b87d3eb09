"""The pieces that every message is made of, within Slack's limits by construction.

Limits: https://docs.slack.dev/reference/block-kit/blocks and its pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.ids import MessageRef, UserId
from bot.slack.text import cut, cut_encoded, escape, escaped, links, one_line

Block = dict[str, Any]

SECTION = 2900
TEXT = 1000
BUTTON = 75
QUOTE = 2800


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: blocks to see, and one text that says it all to a screen reader."""

    text: str
    blocks: list[Block]


def message(text: str, *blocks: Block | None) -> Message:
    """Return a message; blocks that are None are left out."""
    return Message(text=cut_encoded(text, TEXT), blocks=[block for block in blocks if block])


def section(markdown: str, *, accessory: Block | None = None) -> Block:
    """Return a paragraph of mrkdwn, whose interpolated text was escaped by the caller."""
    block: Block = {"type": "section", "text": mrkdwn(markdown)}
    return block | {"accessory": accessory} if accessory else block


def context(markdown: str) -> Block:
    """Return a paragraph in small print."""
    return {"type": "context", "elements": [mrkdwn(markdown)]}


def mrkdwn(markdown: str) -> Block:
    """Return a text object in which Slack looks for no names, channels or links of its own."""
    return {"type": "mrkdwn", "text": cut_encoded(markdown, SECTION), "verbatim": True}


def plain(text: str, limit: int) -> Block:
    """Return a text object that is shown letter by letter."""
    return {"type": "plain_text", "text": cut(text, limit), "emoji": True}


def quote(text: str, limit: int = QUOTE) -> Block:
    """Return somebody's words as a quotation: literal, web addresses alone can be clicked."""
    elements = [
        {"type": "link", "url": piece} if is_address else {"type": "text", "text": piece}
        for piece, is_address in links(cut(text, limit))
    ]
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": elements}]}


def actions(block_id: str, buttons: Sequence[Block]) -> Block | None:
    """Return a row of buttons, or None if there are none."""
    if not buttons:
        return None
    return {"type": "actions", "block_id": block_id, "elements": list(buttons)}


def button(
    label: str,
    action_id: str,
    value: int | str,
    *,
    says: str,
    style: str | None = None,
    confirm: Block | None = None,
) -> Block:
    """Return a button; `value` says what it is about, `says` is what a screen reader reads."""
    block: Block = {
        "type": "button",
        "text": plain(label, BUTTON),
        "action_id": action_id,
        "value": str(value),
        "accessibility_label": cut(says, BUTTON),
    }
    return block | ({"style": style} if style else {}) | ({"confirm": confirm} if confirm else {})


def select(
    action_id: str, placeholder: str, options: Sequence[Block], chosen: Block | None = None
) -> Block:
    """Return a menu of options, of which one may be chosen already."""
    block: Block = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, 150),
        "options": list(options),
    }
    return block | ({"initial_option": chosen} if chosen else {})


def option(text: str, value: str) -> Block:
    """Return one option of a menu."""
    return {"text": plain(text, BUTTON), "value": value}


def confirm(title: str, question: str, yes: str, no: str) -> Block:
    """Return the dialog that asks before something that is hard to take back."""
    return {
        "title": plain(title, 100),
        "text": plain(question, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def mention(user: UserId) -> str:
    """Return the mrkdwn that shows a person's name."""
    return f"<@{user}>"


def permalink(workspace_url: str, ref: MessageRef) -> str:
    """Return the address of a message, in the form that `chat.getPermalink` gives."""
    return f"{workspace_url.rstrip('/')}/archives/{ref.channel}/p{ref.ts.replace('.', '')}"


def address(url: str) -> str:
    """Return a web address as mrkdwn that shows the address itself."""
    safe = escape(url).replace("|", "%7C")
    return f"<{safe}>"


def link(url: str, label: str) -> str:
    """Return a web address as mrkdwn that shows a label of ours."""
    safe = escape(url).replace("|", "%7C")
    return f"<{safe}|{label}>"


def short(text: str, limit: int) -> str:
    """Return somebody's words escaped and cut, for the middle of a sentence."""
    return escaped(one_line(text), limit)

"""What Slack refuses to show: too long, too many, unknown, misplaced, twice the same."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bot.fakeslack.blockkit import BLOCKS, ELEMENTS, ID, IN_HOME, IN_MESSAGE, IN_MODAL
from bot.fakeslack.errors import Json
from bot.fakeslack.shapes import (
    BlockFault,
    Flag,
    Items,
    OneOf,
    Shape,
    Str,
    Text,
    missing,
    not_one_of,
    too_long,
    wrong_type,
)

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250 * 1024
MARKDOWN_TOGETHER = 12_000
TABLE_TEXT_TOGETHER = 10_000

_OF_ANY_VIEW = {
    "private_metadata": Str(3000, least=0),
    "callback_id": Str(255, least=0),
    "external_id": Str(255, least=0),
}
VIEWS: dict[str, Shape] = {
    "modal": Shape(
        {
            "title": Text(24, plain=True),
            "blocks": Items(OneOf(BLOCKS, IN_MODAL), VIEW_BLOCKS, least=0),
        },
        {
            **_OF_ANY_VIEW,
            "submit": Text(24, plain=True),
            "close": Text(24, plain=True),
            "clear_on_close": Flag(),
            "notify_on_close": Flag(),
            "submit_disabled": Flag(),
        },
    ),
    "home": Shape({"blocks": Items(OneOf(BLOCKS, IN_HOME), VIEW_BLOCKS, least=0)}, _OF_ANY_VIEW),
}
_MESSAGE = Items(OneOf(BLOCKS, IN_MESSAGE), MESSAGE_BLOCKS, least=0)

__all__ = [
    "BLOCKS",
    "ELEMENTS",
    "ID",
    "VIEWS",
    "BlockFault",
    "check_message",
    "check_view",
    "is_too_large",
]


def check_message(blocks: Any, at: str = "/blocks") -> list[BlockFault]:  # noqa: ANN401
    """Everything that keeps these blocks out of a message; empty when Slack would take them."""
    found = list(_MESSAGE.faults(blocks, at))
    known = _dicts(blocks)
    found += _repeated_ids(known, at)
    found += _too_much_markdown(known, at)
    found += _table_faults(known, at)
    return found


def check_view(view: Any, at: str = "/view") -> list[BlockFault]:  # noqa: ANN401
    """Everything that keeps this view off the screen; empty when Slack would show it."""
    if not isinstance(view, dict):
        return [wrong_type(at, "object")]
    if view.get("type") not in ("modal", "home"):
        return [not_one_of(f"{at}/type", view.get("type"), list(VIEWS))]
    found = list(OneOf(VIEWS, tuple(VIEWS)).faults(view, at))
    known = _dicts(view.get("blocks"))
    found += _repeated_ids(known, f"{at}/blocks")
    if view["type"] == "modal" and "submit" not in view and _has_input(known):
        found.append(missing(at, "submit"))
    found += _many_focused(known, f"{at}/blocks")
    return found


def _has_input(blocks: list[Json]) -> bool:
    return any(block.get("type") == "input" for block in blocks)


def is_too_large(view: Json) -> bool:
    return len(json.dumps(view)) > VIEW_BYTES


def _many_focused(blocks: list[Json], at: str) -> Iterator[BlockFault]:
    """The cursor can stand in one field when the view opens."""
    elements = [e for b in blocks for e in (b.get("element"), b.get("accessory"), *_elements(b))]
    focused = [e for e in _dicts(elements) if e.get("focus_on_load") is True]
    if len(focused) > 1:
        yield BlockFault(at, "only one element may have `focus_on_load`")


def _elements(block: Json) -> list[Json]:
    return _dicts(block.get("elements"))


def _dicts(blocks: Any) -> list[Json]:  # noqa: ANN401  (any JSON)
    return [b for b in blocks if isinstance(b, dict)] if isinstance(blocks, list) else []


def _repeated_ids(blocks: list[Json], at: str) -> Iterator[BlockFault]:
    """A block_id may stand once in a surface, an action_id once in a block."""
    ids = Counter(b["block_id"] for b in blocks if isinstance(b.get("block_id"), str))
    for block_id, times in ids.items():
        if times > 1:
            yield BlockFault(at, f"`block_id` already exists: {block_id}")
    for number, block in enumerate(blocks):
        elements = _dicts(block.get("elements"))
        actions = Counter(e["action_id"] for e in elements if isinstance(e.get("action_id"), str))
        for action_id, times in actions.items():
            if times > 1:
                said = f"`action_id` {action_id} already exists"
                yield BlockFault(f"{at}/{number}/elements", said)


def _too_much_markdown(blocks: list[Json], at: str) -> Iterator[BlockFault]:
    texts = (b.get("text") for b in blocks if b.get("type") == "markdown")
    if sum(len(text) for text in texts if isinstance(text, str)) > MARKDOWN_TOGETHER:
        yield too_long(at, MARKDOWN_TOGETHER)


def _table_faults(blocks: list[Json], at: str) -> Iterator[BlockFault]:
    tables = [block for block in blocks if block.get("type") == "table"]
    if len(tables) > 1:
        yield BlockFault(at, "only_one_table_allowed")
    if sum(_text_in(table.get("rows")) for table in tables) > TABLE_TEXT_TOGETHER:
        yield too_long(at, TABLE_TEXT_TOGETHER)


def _text_in(node: Any) -> int:  # noqa: ANN401  (any JSON)
    """Characters of all text below this node."""
    if isinstance(node, list):
        return sum(_text_in(item) for item in node)
    if not isinstance(node, dict):
        return 0
    own = node.get("text")
    return (len(own) if isinstance(own, str) else 0) + _text_in(node.get("elements"))

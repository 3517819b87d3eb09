"""Reading blocks as a person does: the words they show, the things that can be pressed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.fakeslack.errors import Json

_TEXT_KEYS = ("text", "title", "subtitle", "body", "label", "hint", "value_text", "caption")
_CHILD_KEYS = ("fields", "elements", "rows", "accessory", "element", "options", "child_blocks")


@dataclass(frozen=True, slots=True)
class Control:
    """An interactive element and the block that holds it."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        return str(self.block.get("block_id", ""))

    @property
    def action_id(self) -> str:
        return str(self.element.get("action_id", ""))

    @property
    def label(self) -> str:
        """What a person reads on it: a button's text, an input's label, a select's placeholder."""
        for holder, key in ((self.element, "text"), (self.block, "label")):
            if text := _text_of(holder.get(key)):
                return text
        return _text_of(self.element.get("placeholder"))


def controls(blocks: list[Json]) -> Iterator[Control]:
    """Every element with an `action_id`, in the order a person meets them."""
    for block in blocks:
        for element in _elements(block):
            if "action_id" in element:
                yield Control(block, element)


def find_control(blocks: list[Json], wanted: str, *, types: tuple[str, ...] = ()) -> Control:
    """The control with this `action_id`, else this label, else in this block.

    Raises LookupError that names what there is, so that a failing test explains itself.
    """
    fitting = [c for c in controls(blocks) if not types or c.element.get("type") in types]
    for matches in (_by_action_id, _by_label, _by_block_id):
        for control in fitting:
            if matches(control, wanted):
                return control
    there = ", ".join(f"{c.label!r} ({c.action_id})" for c in fitting) or "nothing"
    raise LookupError(f"there is no {wanted!r} to use here; there is {there}")


def button_labels(blocks: list[Json]) -> list[str]:
    """The text on each button, in order."""
    return [c.label for c in controls(blocks) if c.element.get("type") == "button"]


def words(blocks: list[Json]) -> str:
    """All text that shows, one piece a line."""
    return "\n".join(piece for block in blocks for piece in _words(block) if piece)


def with_ids(blocks: list[Json]) -> list[Json]:
    """The blocks, with the ids that Slack adds where the app gave none."""
    return [_with_ids(block, number) for number, block in enumerate(blocks)]


def _with_ids(block: Json, number: int) -> Json:
    named = {**block, "block_id": block.get("block_id") or f"b{number:04d}"}
    for key in ("accessory", "element"):
        if isinstance(block.get(key), dict):
            named[key] = _with_action_id(block[key], 0)
    if isinstance(block.get("elements"), list) and block.get("type") in _HOLDS_CONTROLS:
        named["elements"] = [_with_action_id(e, n) for n, e in enumerate(block["elements"])]
    return named


_HOLDS_CONTROLS = ("actions", "context_actions")


def _with_action_id(element: Json, number: int) -> Json:
    if element.get("type") == "image" or element.get("action_id"):
        return element
    return {**element, "action_id": f"a{number:04d}"}


def _elements(block: Json) -> Iterator[Json]:
    for key in ("accessory", "element"):
        if isinstance(block.get(key), dict):
            yield block[key]
    if isinstance(block.get("elements"), list):
        yield from (e for e in block["elements"] if isinstance(e, dict))
    for child in block.get("child_blocks") or ():
        yield from _elements(child)


def _by_action_id(control: Control, wanted: str) -> bool:
    return control.action_id == wanted


def _by_label(control: Control, wanted: str) -> bool:
    return control.label == wanted


def _by_block_id(control: Control, wanted: str) -> bool:
    return control.block_id == wanted


def _text_of(value: Any) -> str:  # noqa: ANN401  (a text object, a string or nothing)
    if isinstance(value, dict):
        return str(value.get("text", ""))
    return value if isinstance(value, str) else ""


def _words(node: Any) -> Iterator[str]:  # noqa: ANN401  (walks any JSON)
    if isinstance(node, list):
        for item in node:
            yield from _words(item)
    elif isinstance(node, dict):
        yield from _own_words(node)
        for key in _CHILD_KEYS:
            yield from _words(node.get(key))


def _own_words(node: Json) -> Iterator[str]:
    for key in _TEXT_KEYS:
        yield _text_of(node.get(key))
    if node.get("type") == "emoji":
        yield f":{node.get('name')}:"
    if node.get("type") == "user":
        yield f"<@{node.get('user_id')}>"
    if node.get("type") == "image":
        yield _text_of(node.get("alt_text"))
    if node.get("type") == "link" and "text" not in node:
        yield str(node.get("url", ""))

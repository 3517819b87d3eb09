"""Whatever blocks an app may send are drawn: none is dropped, and nothing breaks."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from bot.fakeslack.blockkit import BLOCKS, ELEMENTS
from tests.browser.payloads import Payloads, types_in

pytestmark = pytest.mark.browser

SEED = 20261124
MANY = 200
KINDS = [*BLOCKS, *(name for name in ELEMENTS if name.endswith(("_input", "_select")))]
# Pieces that the page has no picture of: a box says what they are, with all their words.
LABELLED = {"card", "carousel", "container", "plan", "task_card"}
_DRAW = """
async (payloads) => {
  const { renderBlocks } = await import("/page/blocks.js");
  const place = document.createElement("div");
  document.querySelector("main").append(place);
  return payloads.map((blocks) => {
    const nodes = renderBlocks(blocks);
    place.replaceChildren(...nodes);
    return nodes.map((node) => ({
      boxes: [node, ...node.querySelectorAll(".unknown")].filter((one) => one.matches(".unknown"))
        .map((one) => one.textContent),
      said: node.textContent,
      height: node.getBoundingClientRect().height,
    }));
  });
}
"""
# What is only seen once a menu or a question is open, or is for somebody who asks.
_HIDDEN = {
    "option_groups", "initial_option", "initial_options", "initial_value", "confirm", "placeholder",
    "alt_text", "url", "value", "accessibility_label", "workflow", "action_id", "block_id",
    "external_id",
}  # fmt: skip


def drawn(page: Page, payloads: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """What the page makes of these payloads, block by block."""
    page.route("https://**", lambda route: route.fulfill(status=200, body=b"", headers=_IMAGE))
    found: list[list[dict[str, Any]]] = page.evaluate(_DRAW, payloads)
    return found


_IMAGE = {"Content-Type": "image/png"}


def payloads() -> list[list[dict[str, Any]]]:
    """Two hundred payloads, each kind of block and input among them."""
    make = Payloads(SEED)
    kinds = [KINDS[number % len(KINDS)] for number in range(MANY)]
    return [
        make.message(kind) if kind in BLOCKS and kind not in {"alert", "input"} else make.view(kind)
        for kind in kinds
    ]


def test_two_hundred_payloads_are_drawn_block_by_block(finn):
    sent = payloads()

    shown = drawn(finn.page, sent)

    assert [len(nodes) for nodes in shown] == [len(blocks) for blocks in sent]
    for blocks, nodes in zip(sent, shown, strict=True):
        for block, node in zip(blocks, nodes, strict=True):
            assert node["height"] > 0, block
            missing = [word for word in shown_words(block) if word not in node["said"]]
            assert missing == [], json.dumps(block)


def test_the_payloads_have_every_block_and_every_input_in_them():
    sent = payloads()

    assert types_in(sent) >= {*BLOCKS, *KINDS}
    assert payloads() == sent


def test_a_block_that_nobody_knows_is_a_box_that_says_what_it_is(finn):
    text = {"type": "mrkdwn", "text": "what it *says*"}

    ((node,),) = drawn(finn.page, [[{"type": "hologram", "text": text}]])

    assert node["boxes"] == ["block of type hologramwhat it says"]


def test_a_block_that_is_broken_is_a_box_as_well(finn):
    finn.forgives("TypeError")

    ((node,),) = drawn(finn.page, [[{"type": "actions"}]])

    assert node["boxes"] == ["block of type actions"]


def shown_words(node: Any, name: str = "") -> list[str]:
    """The words of a block that are there only once, and are seen without doing anything."""
    if isinstance(node, str):
        first = node.split(" ")[0]
        is_own = first.startswith("w") and first.endswith("w") and first[1:-1].isdigit()
        return [first] if is_own and name in {"text", "title", "caption", "label"} else []
    if isinstance(node, list):
        return [word for one in node for word in shown_words(one, name)]
    if not isinstance(node, dict):
        return []
    is_menu = str(node.get("type")).endswith(("_select", "overflow"))
    hidden = _HIDDEN | ({"options"} if is_menu else set())
    return [
        word for key, value in node.items() if key not in hidden for word in shown_words(value, key)
    ]

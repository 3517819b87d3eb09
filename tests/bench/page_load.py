"""How soon the page can be used with 500 messages in a channel. Against a page that is empty.

Needs Chromium, so it is not among what `python -m tests.bench` runs.
"""

import time
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bot.clock import SystemClock
from bot.fakeslack import FakeSlack
from tests.bench.measure import MILLI, Rounds, Row, show
from tests.browser.conftest import find_chromium

ROUNDS = 7
MESSAGES = 500
_BLOCKS: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*INC-1* · <@U0NOBODY> has it"}},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "filed today"}]},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": name, "text": {"type": "plain_text", "text": name}}
            for name in ("Claim", "Answered", "Details")
        ],
    },
]


def rows() -> Iterator[Row]:
    with sync_playwright() as playwright, FakeSlack.start(now=SystemClock().now) as fake:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        ada = fake.person("ada")
        empty = fake.channel("empty", members=[ada])
        full = fake.channel("full", members=[ada])
        floor = _loads(browser, f"{fake.url}/?as={ada.id}#{empty.id}")
        for number in range(MESSAGES):
            message = ada.says(f"Message {number} of many", in_=full)
            message.blocks = list(_BLOCKS) if number % 2 else []
        loaded = _loads(browser, f"{fake.url}/?as={ada.id}#{full.id}")
        browser.close()
    yield Row(what="Floor: the page with nothing in it can be used", measured=floor.shown("ms"))
    yield Row(
        what=f"The page with {MESSAGES} messages in a channel, half of them cards",
        measured=loaded.shown("ms"),
        target="under 1,000 ms",
        ratio=loaded.times(floor),
        holds=loaded.median < MILLI,
    )


def _loads(browser: Browser, address: str) -> Rounds:
    """The milliseconds from the address to a field to write into, each time in a new browser."""
    found = []
    for _ in range(ROUNDS):
        context = browser.new_context()
        page = context.new_page()
        began = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator("[data-composer='channel']:focus").wait_for()
        found.append((time.perf_counter() - began) * MILLI)
        context.close()
    return Rounds(tuple(found))


if __name__ == "__main__":
    show(rows(), "Loading the page")

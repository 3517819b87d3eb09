"""The shipped story can be told, and is told truthfully."""

import io
from collections import Counter
from datetime import UTC, datetime

import pytest
from rich.console import Console

from bot.bootstrap.theatre import rehearse
from bot.clock import FastClock
from bot.demo.cast import story
from bot.demo.plot import number_on
from bot.demo.stage import Account, state_on, summary
from bot.domain.needed_by import When
from bot.domain.severity import Impact
from bot.fakeslack import Message

MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)


def a_card(number: int, line: str) -> Message:
    return Message(ts="1.0", channel="C1", user="U1", text=f"INC-{number}, {line}", blocks=[])


def test_a_short_story_ends_as_written(tmp_path):
    printed = io.StringIO()
    console = Console(file=printed, width=100)

    went_well = rehearse(tmp_path / "s.sqlite", console, FastClock(MORNING, 60.0), requests=5)

    assert went_well, printed.getvalue()
    assert "5 requests were filed at" in printed.getvalue()


def test_the_story_has_sixty_requests_by_people_it_knows():
    told = story()
    handles = {person["handle"] for person in told["people"]}
    channels = {channel["name"] for channel in told["channels"]} | {"dm"}

    assert len(told["requests"]) == 60
    assert {line["who"] for line in told["requests"]} <= handles
    assert {line["from"] for line in told["requests"]} <= channels


def test_the_story_taps_only_answers_that_there_are():
    lines = story()["requests"]

    assert {line["impact"] for line in lines} - {None} <= set(Impact)
    assert {line["needed_by"] for line in lines} - {None} <= set(When)


def test_the_story_repeats_itself_in_other_words_and_departments():
    told = story()
    home = {person["handle"]: person["department"] for person in told["people"]}
    groups = Counter(line["group"] for line in told["requests"] if line["group"])
    asked = {
        group: {home[line["who"]] for line in told["requests"] if line["group"] == group}
        for group in groups
    }

    assert len(groups) >= 9
    assert min(groups.values()) >= 2
    assert all(len(departments) >= 2 for departments in asked.values())
    assert len({line["text"] for line in told["requests"]}) == 60


@pytest.mark.parametrize(
    ("badge", "state"),
    [("\U0001f7e0", "new"), ("\U0001f440", "claimed"), ("\u2705", "answered"), ("?", "?")],
)
def test_a_state_is_read_from_the_badge_of_the_card(badge, state):
    card = a_card(7, "x")
    card.blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": f"{badge} *INC-7*"}}]

    assert (state_on(card), number_on(card)) == (state, 7)


def test_a_mishap_is_told_in_the_summary():
    told = Account(Counter(new=1), ("INC-1 has 2 cards",), calls=3, refused=Counter(fatal_error=1))

    said = summary(told, "Pedalmoor").plain

    assert "Not as it should be: INC-1 has 2 cards" in said
    assert "3 calls to Slack; refused: 1 fatal_error." in said

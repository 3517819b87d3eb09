"""The guided first minute: nothing is ticked off that has not happened."""

from collections.abc import Iterator

import pytest

from bot.clock import SystemClock
from bot.demo.tour import Watch, tour
from bot.domain.timeline import What
from bot.fakeslack import FakeSlack

KINDS = frozenset({"filed", "reply"})


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """Give a workspace in which nothing happens."""
    with FakeSlack.start(now=SystemClock().now) as running:
        yield running


def test_a_step_is_done_when_one_of_its_entries_was_written(slack: FakeSlack):
    shown = tour(slack, lambda: KINDS)

    shown.look()

    assert [step.id for step in shown.steps if step.is_done] == ["file", "ask"]


def test_there_are_six_steps_and_each_waits_for_what_can_happen(slack: FakeSlack):
    shown = tour(slack, lambda: frozenset(What))

    shown.look()

    assert len(shown.steps) == 6
    assert [step.id for step in shown.steps if not step.is_done] == ["oncall", "details"]


def test_another_window_than_the_one_that_is_meant_ticks_nothing(slack: FakeSlack):
    finn = slack.person("finn")
    shown = tour(slack, frozenset)

    slack.world.views.open("A1", finn.id, _window("file_form"))
    shown.look()
    before = [step.id for step in shown.steps if step.is_done]
    slack.world.views.push("A1", finn.id, _window("details"))
    shown.look()

    assert before == []
    assert [step.id for step in shown.steps if step.is_done] == ["details"]


def test_a_command_that_nobody_answers_ticks_nothing(slack: FakeSlack):
    finn, general = slack.person("finn"), slack.channel("general")
    general.invite(finn)
    shown = tour(slack, frozenset)

    finn.types("/rapid-oncall", in_=general)
    shown.look()

    assert [step.id for step in shown.steps if step.is_done] == []


def test_nobody_looks_after_the_end():
    looked: list[str] = []

    def look() -> frozenset[str]:
        looked.append("now")
        return KINDS

    watch = Watch(look)
    before = watch.happened()
    watch.end()

    assert before == KINDS
    assert watch.happened() == frozenset()
    assert looked == ["now"]


def _window(callback_id: str) -> dict[str, object]:
    return {"type": "modal", "callback_id": callback_id, "blocks": []}

"""Who may come in, and closing time."""

import threading
from typing import Any

import pytest

from bot.slack.gate import Draining, Gate

OURS = "T0FIREHOUSE"


@pytest.mark.parametrize(
    "body",
    [
        {"type": "event_callback", "team_id": OURS},
        {"type": "block_actions", "team": {"id": OURS, "domain": "x"}},
        {"type": "block_actions", "team": None, "enterprise": {"id": OURS}},
        {"command": "/rapid", "team_id": OURS, "enterprise_id": "E1"},
        {"type": "event_callback", "team_id": None, "enterprise_id": OURS},
        {"type": "event_callback", "team": OURS},
        {"type": "url_verification"},
    ],
)
def test_our_workspace_comes_in(body: dict[str, Any]):
    assert Gate(OURS).admit(body)


@pytest.mark.parametrize(
    "body",
    [
        {"type": "event_callback", "team_id": "T0STRANGER"},
        {"type": "block_actions", "team": {"id": "T0STRANGER"}, "enterprise": None},
        {"type": "event_callback"},
    ],
)
def test_others_stay_outside(body: dict[str, Any]):
    assert not Gate(OURS).admit(body)


def test_an_empty_gate_closes_at_once_and_for_good():
    gate = Gate(OURS)

    assert gate.close(0.0)

    with pytest.raises(Draining):
        gate.enter()


def test_closing_waits_for_those_inside():
    gate = Gate(OURS)
    gate.enter()
    threading.Timer(0.05, gate.leave).start()

    assert gate.close(5.0)


def test_somebody_who_stays_inside_does_not_hold_up_the_closing_for_ever():
    gate = Gate(OURS)
    gate.enter()

    assert not gate.close(0.01)

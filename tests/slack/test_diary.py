"""One line for each delivery: what it was and how it ended, and nothing that was typed."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import BoltRequest

from bot.domain.errors import Reason, Refusal
from bot.slack import diary
from bot.slack.forms import BadField

TYPED = "revenue is zero"
COMMAND = {"command": "/rapid", "text": TYPED, "trigger_id": "133.738.8088930838d88f008e0"}
PRESS = {
    "type": "block_actions",
    "trigger_id": "133.738.8088930838d88f008e0",
    "actions": [{"action_id": "claim", "action_ts": "1795518000.000200", "value": TYPED}],
}
FORM = {
    "type": "view_submission",
    "view": {"id": "V1", "callback_id": "write_form", "state": {"values": {"words": TYPED}}},
}
EVENT = {
    "type": "event_callback",
    "event_id": "Ev1",
    "event": {"type": "reaction_added", "reaction": TYPED},
}
SHORTCUT = {"type": "shortcut", "callback_id": "file", "action_ts": "1.2"}
BODIES: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "command": (COMMAND, ("command:/rapid", "133.738")),
    "command without a trigger": ({"command": "/rapid"}, ("command:/rapid", "-")),
    "event": (EVENT, ("event:reaction_added", "Ev1")),
    "event of an odd shape": ({"event": TYPED}, ("event", "-")),
    "press": (PRESS, ("block_actions:claim", "1795518000.000200")),
    "form": (FORM, ("view_submission:write_form", "V1")),
    "form closed": ({**FORM, "type": "view_closed"}, ("view_closed:write_form", "V1")),
    "shortcut": (SHORTCUT, ("shortcut:file", "1.2")),
    "on a message": ({**SHORTCUT, "type": "message_action"}, ("message_action:file", "1.2")),
    "choices": ({"type": "block_suggestion", "action_id": "who"}, ("block_suggestion:who", "-")),
    "nothing known": ({}, ("-", "-")),
    "forged": ({"type": "x outcome=ok\n2026"}, ("x?outcome?ok?2026", "-")),
}


def stopwatch(*seconds: float) -> Callable[[], float]:
    """Return a stopwatch that shows these, one look after the other."""
    looks = iter(seconds)
    return lambda: next(looks)


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """Give a function that returns the lines so far."""
    caplog.set_level(logging.INFO, logger="bot.slack.diary")
    return lambda: [record.getMessage() for record in caplog.records]


def a_request(body: dict[str, Any] = PRESS) -> BoltRequest:
    """Return a delivery as Bolt gets it."""
    return BoltRequest(mode="socket_mode", body=body)


@pytest.mark.parametrize(("body", "told"), BODIES.values(), ids=BODIES)
def test_a_delivery_is_described_by_names_and_ids(body: dict[str, Any], told: tuple[str, str]):
    assert diary.describe(body) == told


def test_a_name_has_an_end():
    what, _ = diary.describe({"type": "x" * 4000})

    assert len(what) == 80


def test_a_line_says_what_it_was_how_long_it_took_and_that_it_went_well(
    lines: Callable[[], list[str]],
):
    with diary.line(a_request(), stopwatch(5.0, 5.0144)):
        pass

    assert lines() == ["what=block_actions:claim id=1795518000.000200 ms=14 outcome=ok"]


@pytest.mark.parametrize("body", [COMMAND, PRESS, FORM, EVENT])
def test_a_line_has_nothing_that_was_typed(lines: Callable[[], list[str]], body: dict[str, Any]):
    with diary.line(a_request(body)):
        pass

    assert len(lines()) == 1
    assert TYPED not in lines()[0]
    assert "8088930838d88f008e0" not in lines()[0]


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (diary.outcome_of(Refusal(Reason.ANOTHER_HAS_IT)), "refused:another_has_it"),
        (diary.outcome_of(BadField("words", TYPED)), "bad_field:words"),
        (diary.failed("0a1b2c3d"), "failed:0a1b2c3d"),
        (diary.DRAINING, "draining"),
        (diary.STRANGER, "stranger"),
        (diary.UNHEARD, "unheard"),
    ],
)
def test_what_was_noted_on_the_way_is_the_outcome(
    lines: Callable[[], list[str]], outcome: str, told: str
):
    request = a_request()

    with diary.line(request):
        diary.note(request.context, outcome)

    assert lines()[0].endswith(f" outcome={told}")


def test_what_nobody_caught_has_its_line_too_and_goes_on(lines: Callable[[], list[str]]):
    with pytest.raises(LookupError), diary.line(a_request()):
        raise LookupError

    assert lines()[0].endswith(" outcome=failed:uncaught")


def test_two_deliveries_at_once_do_not_mix_their_outcomes(lines: Callable[[], list[str]]):
    one, other = a_request(), a_request(EVENT)

    with diary.line(one), diary.line(other):
        diary.note(one.context, diary.UNHEARD)

    assert [line.rpartition("=")[2] for line in lines()] == ["ok", "unheard"]

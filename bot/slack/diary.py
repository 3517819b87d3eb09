"""The diary: one line in the log for each delivery from Slack, without a word that people typed.

A line looks like this, always with these four keys in this order, and no spaces in a value:

    what=block_actions:claim id=1795518000.000200 ms=14 outcome=refused:another_has_it

`what` is the kind of delivery and its name: `command:/rapid`, `event:reaction_added`,
`block_actions:claim`, `view_submission:write_form`, `shortcut:NAME`. `id` is Slack's: of the
event, the press or the form; of a command the trigger without the part that opens forms. `ms` is
how long it took until Slack could be answered. `outcome` is one of

    ok              it was taken in; to an emoji that is refused we answer later, with a notice
    refused:REASON  it was understood and declined, see `bot.domain.errors.Reason`
    bad_field:NAME  that field of a form could not be taken
    failed:REF      a bug or an outage; the traceback has the same reference
    unheard         nothing of ours listens to it
    stranger        it came from another workspace
    draining        we are stopping, and Slack was not told that it arrived
"""

import logging
import re
import time
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

from slack_bolt import BoltRequest

from bot.domain.errors import Refusal
from bot.slack.forms import BadField

log = logging.getLogger(__name__)

UNHEARD = "unheard"
STRANGER = "stranger"
DRAINING = "draining"
_OK = "ok"
_NOBODY_CAUGHT_IT = "failed:uncaught"

_KEY = "diary_outcome"
_NOTHING = "-"
_LONGEST = 80
# Forged names must not look like another key, or like another line.
_UNUSUAL = re.compile(r"[^A-Za-z0-9_./:-]")


@contextmanager
def line(
    request: BoltRequest, stopwatch: Callable[[], float] = time.perf_counter
) -> Iterator[None]:
    """Write the line of this delivery when the block ends, however it ends."""
    began = stopwatch()
    outcome = _NOBODY_CAUGHT_IT
    try:
        yield
        outcome = _OK
    finally:
        what, its_id = describe(request.body)
        took = round((stopwatch() - began) * 1000)
        told = request.context.get(_KEY, outcome)
        log.info("what=%s id=%s ms=%d outcome=%s", what, its_id, took, told)


def note(context: MutableMapping[str, Any], outcome: str) -> None:
    """Keep how a delivery ended for its line; `context` is Bolt's, the same for a whole request."""
    context[_KEY] = _as_value(outcome)


def outcome_of(declined: Refusal | BadField) -> str:
    """Return what the diary calls a refusal."""
    if isinstance(declined, Refusal):
        return f"refused:{declined.reason}"
    return f"bad_field:{declined.block_id}"


def failed(reference: str) -> str:
    """Return what the diary calls a bug or an outage."""
    return f"failed:{reference}"


def describe(body: dict[str, Any]) -> tuple[str, str]:
    """Return what a delivery is and its id, from names and ids alone."""
    kind, name, its_id = _parts(body)
    what = f"{_as_value(kind)}:{_as_value(name)}" if name else _as_value(kind)
    return what, _as_value(its_id)


def _parts(body: dict[str, Any]) -> tuple[object, object, object]:
    if "command" in body:
        return "command", body["command"], _without_secret(body.get("trigger_id"))
    if "event" in body:
        return "event", _within(body, "event", "type"), body.get("event_id")
    kind = body.get("type")
    if actions := body.get("actions"):
        return kind, actions[0].get("action_id"), actions[0].get("action_ts")
    if kind in {"view_submission", "view_closed"}:
        return kind, _within(body, "view", "callback_id"), _within(body, "view", "id")
    return kind, body.get("callback_id") or body.get("action_id"), body.get("action_ts")


def _within(body: dict[str, Any], name: str, key: str) -> object:
    part = body[name]
    return part.get(key) if isinstance(part, dict) else None


def _without_secret(trigger_id: object) -> str:
    """Return a trigger without its last part, with which whoever has it could open a form."""
    return str(trigger_id or "").rpartition(".")[0]


def _as_value(found: object) -> str:
    return _UNUSUAL.sub("?", str(found or _NOTHING)[:_LONGEST])

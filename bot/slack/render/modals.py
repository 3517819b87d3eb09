"""The small forms: a few words, one purpose each."""

import json
from typing import Any

from bot.domain.ids import Number, label
from bot.domain.incident import Incident
from bot.domain.severity import Severity
from bot.slack import names
from bot.slack.render import parts, words
from bot.slack.render.parts import Block, plain

WORDS, LINK, AS_OF, SEVERITY, REASON = "words", "link", "as_of", "severity", "reason"
_LONGEST = 3000


def write(incident: Incident, requester: str) -> dict[str, Any]:
    """Return the form in which an analyst writes to the requester."""
    return _modal(
        names.WRITE_FORM,
        f"About {label(incident.number)}",
        "Send",
        incident.number,
        _input(
            WORDS, f"What should {requester} know?", _lines(), hint="The number, and its catch."
        ),
        _input(LINK, "Link", {"type": "url_text_input"}, optional=True),
        _input(AS_OF, "As of", {"type": "datepicker"}, optional=True, hint="The day of the data."),
    )


def change_severity(incident: Incident) -> dict[str, Any]:
    """Return the form that sets a severity with a reason."""
    options = [_option(one) for one in Severity]
    select: Block = {"type": "static_select", "options": options}
    if incident.severity:
        select["initial_option"] = _option(incident.severity)
    return _modal(
        names.SEVERITY_FORM,
        f"Severity of {label(incident.number)}",
        "Change",
        incident.number,
        _input(SEVERITY, "How bad is it?", select),
        _input(REASON, "Why?", _lines(), hint="It is kept in the timeline."),
    )


def reopen(incident: Incident) -> dict[str, Any]:
    """Return the form that opens an incident again with a reason."""
    return _modal(
        names.REOPEN_FORM,
        f"Reopen {label(incident.number)}",
        "Reopen",
        incident.number,
        _input(REASON, "Why does it go on?", _lines()),
    )


def say_more(incident: Incident) -> dict[str, Any]:
    """Return the form in which a requester says what is missing."""
    return _modal(
        names.SAY_MORE_FORM,
        f"More on {label(incident.number)}",
        "Send",
        incident.number,
        _input(WORDS, "What is missing?", _lines(), hint="The analyst reads it at the card."),
    )


def _modal(callback_id: str, title: str, submit: str, number: Number, *blocks: Block) -> Block:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, 24),
        "submit": plain(submit, 24),
        "close": plain("Cancel", 24),
        "private_metadata": json.dumps({"v": 1, "number": number}),
        "blocks": list(blocks),
    }


def _input(
    block_id: str, text: str, element: Block, *, optional: bool = False, hint: str | None = None
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(text, 200),
        "element": element | {"action_id": block_id},
        "optional": optional,
    }
    return block | ({"hint": plain(hint, 200)} if hint else {})


def _lines() -> Block:
    return {"type": "plain_text_input", "multiline": True, "max_length": _LONGEST}


def _option(severity: Severity) -> Block:
    return {
        "text": plain(f"{words.SEVERITY[severity]}: {words.MEANS[severity]}", parts.BUTTON),
        "value": severity.value,
    }

"""The small forms: a few words, one purpose each."""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bot.domain.duty import LONGEST_WORDS
from bot.domain.ids import MessageRef, Number, UserId, label
from bot.domain.incident import Incident
from bot.domain.needed_by import When
from bot.domain.severity import Impact, Severity
from bot.slack import names
from bot.slack.render import parts
from bot.slack.render.parts import Block, Message, plain
from bot.slack.speech import Speech
from bot.slack.text import cut, escape

WORDS, LINK, AS_OF, SEVERITY, REASON = "words", "link", "as_of", "severity", "reason"
TEXT, WHEN, DAY, IMPACT, PRIVATE = "text", "when", "day", "impact", "is_private"
ORIGINAL, OWNER, NAMED = "original", "owner", "named"
_LONGEST = 3000
_MANY = 50


def write(incident: Incident, requester: str | None, speech: Speech) -> dict[str, Any]:
    """Return the form in which an analyst writes to the requester, by name if it is known."""
    words = _input(
        WORDS,
        speech("form-write-words", requester=requester or speech("prompt-requester")),
        _lines(),
        hint=speech("form-write-words-hint"),
    )
    link = _input(LINK, speech("form-write-link"), {"type": "url_text_input"}, optional=True)
    as_of = _input(
        AS_OF,
        speech("form-write-as-of"),
        {"type": "datepicker"},
        optional=True,
        hint=speech("form-write-as-of-hint"),
    )
    title = speech("form-write-title", name=label(incident.number))
    submit = speech("form-send")
    return _modal(names.WRITE_FORM, title, submit, incident.number, [words, link, as_of], speech)


def change_severity(incident: Incident, speech: Speech) -> dict[str, Any]:
    """Return the form that sets a severity with a reason."""
    options = [_option(one, speech) for one in Severity]
    select: Block = {"type": "static_select", "options": options}
    if incident.severity:
        select["initial_option"] = _option(incident.severity, speech)
    how_bad = _input(SEVERITY, speech("form-severity-severity"), select)
    why = _input(
        REASON,
        speech("form-severity-reason"),
        _lines(),
        hint=speech("form-severity-reason-hint"),
    )
    title = speech("form-severity-title", name=label(incident.number))
    submit = speech("form-severity-submit")
    return _modal(names.SEVERITY_FORM, title, submit, incident.number, [how_bad, why], speech)


def reopen(incident: Incident, speech: Speech) -> dict[str, Any]:
    """Return the form that opens an incident again with a reason."""
    why = _input(REASON, speech("form-reopen-reason"), _lines())
    title = speech("form-reopen-title", name=label(incident.number))
    submit = speech("form-reopen-submit")
    return _modal(names.REOPEN_FORM, title, submit, incident.number, [why], speech)


def say_more(incident: Incident, speech: Speech) -> dict[str, Any]:
    """Return the form in which a requester says what is missing."""
    hint = speech("form-more-words-hint")
    words = _input(WORDS, speech("form-more-words"), _lines(), hint=hint)
    title = speech("form-more-title", name=label(incident.number))
    submit = speech("form-send")
    return _modal(names.SAY_MORE_FORM, title, submit, incident.number, [words], speech)


def ask(incident: Incident, requester: str | None, speech: Speech) -> dict[str, Any]:
    """Return the form in which an analyst asks the requester something."""
    who = requester or speech("prompt-requester")
    label_ = speech("form-ask-words", requester=who)
    words = _input(WORDS, label_, _lines(), hint=speech("form-ask-words-hint"))
    title = speech("form-ask-title", name=label(incident.number))
    submit = speech("form-send")
    return _modal(names.ASK_FORM, title, submit, incident.number, [words], speech)


def reply(incident: Incident, speech: Speech) -> dict[str, Any]:
    """Return the form in which a requester replies; of a private one the question is read here."""
    blocks = [_input(WORDS, speech("form-reply-words"), _lines())]
    if incident.question:
        blocks = [parts.quote(incident.question), *blocks]
    title = speech("form-reply-title", name=label(incident.number))
    submit = speech("form-send")
    return _modal(names.REPLY_FORM, title, submit, incident.number, blocks, speech)


def decline(incident: Incident, speech: Speech) -> dict[str, Any]:
    """Return the form that ends an incident without help, with the reason for its requester."""
    hint = speech("form-decline-reason-hint")
    why = _input(REASON, speech("form-decline-reason"), _lines(), hint=hint)
    title = speech("form-decline-title", name=label(incident.number))
    submit = speech("form-decline-submit")
    return _modal(names.DECLINE_FORM, title, submit, incident.number, [why], speech)


def mark_duplicate(incident: Incident, speech: Speech) -> dict[str, Any]:
    """Return the form that says which other request it is the same as."""
    number: Block = {"type": "plain_text_input", "max_length": 20}
    which = _input(
        ORIGINAL, speech("form-duplicate-original"), number, hint=speech("form-duplicate-hint")
    )
    title = speech("form-duplicate-title", name=label(incident.number))
    submit = speech("form-duplicate-submit")
    return _modal(names.DUPLICATE_FORM, title, submit, incident.number, [which], speech)


def reassign(incident: Incident, speech: Speech, on_call: UserId | None = None) -> dict[str, Any]:
    """Return the form that gives an incident to somebody else, first of all to who is on call."""
    is_else = on_call is not None and on_call != incident.owner
    people: Block = {"type": "users_select"} | ({"initial_user": on_call} if is_else else {})
    hint = speech("form-reassign-hint")
    who = _input(OWNER, speech("form-reassign-owner"), people, hint=hint)
    title = speech("form-reassign-title", name=label(incident.number))
    submit = speech("form-reassign-submit")
    return _modal(names.REASSIGN_FORM, title, submit, incident.number, [who], speech)


def park(incident: Incident, day: date, speech: Speech) -> dict[str, Any]:
    """Return the form that puts an incident aside until a day, with one to begin with."""
    calendar: Block = {"type": "datepicker", "initial_date": day.isoformat()}
    hint = speech("form-park-day-hint")
    until = _input(DAY, speech("form-park-day"), calendar, hint=hint)
    title = speech("form-park-title", name=label(incident.number))
    submit = speech("form-park-submit")
    return _modal(names.PARK_FORM, title, submit, incident.number, [until], speech)


def write_note(rotation: str, words: str | None, speech: Speech) -> dict[str, Any]:
    """Return the form in which the analyst on call writes to the next, with what is there."""
    lines = _lines() | {"max_length": LONGEST_WORDS} | ({"initial_value": words} if words else {})
    hint = speech("form-note-words-hint")
    field = _input(WORDS, speech("form-note-words"), lines, optional=True, hint=hint)
    title, submit, kept = speech("form-note-title"), speech("form-save"), {"rotation": rotation}
    return _keeping(names.NOTE_FORM, title, submit, kept, [field], speech)


def edit(incident: Incident, speech: Speech) -> dict[str, Any]:
    """Return the form in which a requester words a request anew."""
    lines = _lines() | {"initial_value": beginning(incident.text)}
    text = _input(TEXT, speech("form-file-text"), lines, hint=speech("form-edit-text-hint"))
    title = speech("form-edit-title", name=label(incident.number))
    blocks = [text] if incident.is_private else [text, _private(speech)]
    return _modal(names.EDIT_FORM, title, speech("form-save"), incident.number, blocks, speech)


def beginning(text: str) -> str:
    """Return as much of a text as a field can hold."""
    return cut(text, _LONGEST)


def let_see(incident: Incident, speech: Speech) -> dict[str, Any]:
    """Return the form that names who else may see a private incident."""
    people: Block = {"type": "multi_users_select", "max_selected_items": _MANY}
    if incident.named:
        people["initial_users"] = list(incident.named)
    who = _input(
        NAMED, speech("form-let-see-who"), people, optional=True, hint=speech("form-let-see-hint")
    )
    title = speech("form-let-see-title", name=label(incident.number))
    submit = speech("form-save")
    return _modal(names.LET_SEE_FORM, title, submit, incident.number, [who], speech)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the form to file with begins with: a message's words and place, or nothing."""

    text: str = ""
    message: MessageRef | None = None
    thread_ts: str | None = None
    is_closed: bool = False
    note: str | None = None


def file(draft: Draft, speech: Speech) -> dict[str, Any]:
    """Return the form to file with: one field has to be filled in."""
    lines = _lines() | ({"initial_value": cut(draft.text, _LONGEST)} if draft.text else {})
    when = parts.select(
        WHEN, speech("form-file-when-none"), [_said("when", one, speech) for one in When]
    )
    impact: Block = {
        "type": "radio_buttons",
        "options": [_said("impact", one, speech) for one in Impact],
    }
    place = draft.message
    return {
        "type": "modal",
        "callback_id": names.FILE_FORM,
        "title": plain(speech("form-file-title"), 24),
        "submit": plain(speech("form-file-submit"), 24),
        "close": plain(speech("form-cancel"), 24),
        "private_metadata": json.dumps(
            {"v": 1}
            | ({"channel": place.channel, "ts": place.ts} if place else {})
            | ({"thread_ts": draft.thread_ts} if draft.thread_ts else {})
        ),
        "blocks": [
            *([parts.context(escape(draft.note))] if draft.note else []),
            *([parts.context(speech("form-file-closed"))] if draft.is_closed else []),
            _input(TEXT, speech("form-file-text"), lines, hint=speech("form-file-text-hint")),
            _input(WHEN, speech("filed-ask-when"), when, optional=True),
            _input(DAY, speech("form-file-day"), {"type": "datepicker"}, optional=True),
            _input(IMPACT, speech("filed-ask-impact"), impact, optional=True),
            _input(LINK, speech("form-file-link"), {"type": "url_text_input"}, optional=True),
            _private(speech),
        ],
    }


def filed(said: Message, speech: Speech) -> dict[str, Any]:
    """Return what takes the place of the form once it is filed."""
    return {
        "type": "modal",
        "title": plain(speech("form-filed-title"), 24),
        "close": plain(speech("form-close"), 24),
        "blocks": said.blocks,
    }


def _private(speech: Speech) -> Block:
    option = parts.option(speech("form-private-option"), PRIVATE)
    boxes: Block = {"type": "checkboxes", "options": [option]}
    hint = speech("form-private-hint")
    return _input(PRIVATE, speech("form-private"), boxes, optional=True, hint=hint)


def _said(surface: str, one: StrEnum, speech: Speech) -> Block:
    return parts.option(speech.of(surface, one), one.value)


def _modal(
    callback_id: str, title: str, submit: str, number: Number, blocks: list[Block], speech: Speech
) -> Block:
    return _keeping(callback_id, title, submit, {"number": number}, blocks, speech)


def _keeping(
    callback_id: str,
    title: str,
    submit: str,
    kept: dict[str, Any],
    blocks: list[Block],
    speech: Speech,
) -> Block:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, 24),
        "submit": plain(submit, 24),
        "close": plain(speech("form-cancel"), 24),
        "private_metadata": json.dumps({"v": 1} | kept),
        "blocks": blocks,
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


def _option(severity: Severity, speech: Speech) -> Block:
    text = speech(
        "form-severity-option",
        severity=speech.of("severity", severity),
        means=speech.of("severity-means", severity),
    )
    return {"text": plain(text, parts.BUTTON), "value": severity.value}

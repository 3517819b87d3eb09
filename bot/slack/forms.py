"""What arrives from Slack, checked: commands and forms become values or a refusal."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.domain.closing import Answer, Cause, Effort, Returns
from bot.domain.duty import LONGEST_WORDS, Choice
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import ChannelId, Front, MessageRef, Number, UserId
from bot.domain.incident import Ending, Request
from bot.domain.needed_by import When
from bot.domain.reaction import Toggle
from bot.domain.severity import Impact, Severity
from bot.domain.ticket import source_key
from bot.services.record import Act
from bot.slack import names
from bot.slack.render import modals
from bot.slack.render.parts import permalink
from bot.slack.text import clean, decode

Payload = Mapping[str, Any]

_INCIDENT = re.compile(r"(?:INC-?)?(\d{1,9})", re.IGNORECASE)


class BadField(Exception):  # noqa: N818  # a sentence under a field
    """A field of a form cannot be taken as it is.

    `block_id` says which, `name` is the sentence that says why, with its `facts`.
    """

    def __init__(self, block_id: str, name: str, **facts: str | int) -> None:
        """Keep the field's name and what the sentence under it needs."""
        super().__init__(name)
        self.block_id = block_id
        self.name = name
        self.facts = facts


def request(command: Payload) -> Request | None:
    """Return what was filed, or None if nothing but white space was typed."""
    text = decode(command.get("text") or "")
    if not text:
        return None
    return Request(
        text=text,
        requester=UserId(command["user_id"]),
        source_key=f"command:{command['trigger_id']}",
        filed_from=ChannelId(command["channel_id"]) if command.get("channel_id") else None,
    )


def asks_for_help(command: Payload) -> bool:
    """Whether the text is the one word *help*."""
    return (command.get("text") or "").strip().lower() == "help"


def incident_number(text: str) -> Number | None:
    """Return the number that `INC-7`, `inc7` or `7` means, or None."""
    found = _INCIDENT.fullmatch(text.strip())
    return Number(int(found[1])) if found else None


def act_of_button(front: Front, body: Payload, action: Payload) -> Act:
    """Return who pressed a button about which incident; the same press has the same key."""
    chosen = (action.get("selected_option") or {}).get("value", "").partition(" ")[0]
    number = incident_number(str(action.get("value") or chosen))
    if number is None:
        raise Refusal(Reason.UNKNOWN_INCIDENT)
    if _is_from_elsewhere(front, body):
        raise Refusal(Reason.NOT_FROM_HERE, number)
    user, pressed = body["user"]["id"], action.get("action_ts", "")
    return Act(
        front=front,
        number=number,
        by=UserId(user),
        source_key=f"press:{user}:{action['action_id']}:{number}:{pressed}",
    )


def act_of_modal(front: Front, body: Payload, view: Payload) -> Act:
    """Return who submitted a form about which incident; a form counts once."""
    try:
        number = Number(int(json.loads(view["private_metadata"])["number"]))
    except (KeyError, TypeError, ValueError) as error:
        raise Refusal(Reason.UNKNOWN_INCIDENT) from error
    return Act(
        front=front,
        number=number,
        by=UserId(body["user"]["id"]),
        source_key=f"form:{view['id']}",
    )


def _is_from_elsewhere(front: Front, body: Payload) -> bool:
    """Whether a stranger of Slack Connect pressed it: they can, in a channel that is shared.

    https://docs.slack.dev/apis/slack-connect
    """
    theirs = body["user"].get("team_id")
    is_one_workspace = (body.get("team") or {}).get("id") == front.workspace_id
    return bool(theirs) and is_one_workspace and theirs != front.workspace_id


def impact(action: Payload) -> Impact:
    """Return the answer that a button of the first question stands for."""
    return Impact(action["action_id"].removeprefix(names.choice(names.IMPACT, "")))


def when(action: Payload) -> When:
    """Return the answer that a button of the second question stands for."""
    return When(action["action_id"].removeprefix(names.choice(names.WHEN, "")))


def toggle(event: Payload, *, is_on: bool) -> Toggle | None:
    """Return what an emoji event says, or None if it is not about a message."""
    item = event.get("item") or {}
    if item.get("type") != "message":
        return None
    return Toggle(
        message=MessageRef(ChannelId(item["channel"]), item["ts"]),
        user=UserId(event["user"]),
        name=event["reaction"],
        is_on=is_on,
        event_ts=event["event_ts"],
    )


_NO_ADDRESS = "field-no-address"


def _web_address(value: str | None) -> str | None:
    if not value:
        return None
    address = clean(value)
    if not _leads_somewhere(address):
        raise PydanticCustomError(_NO_ADDRESS, _NO_ADDRESS)
    return address


def _leads_somewhere(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that is never closed, for example
        return False
    one_word = len(address.split()) == 1
    return one_word and parts.scheme in {"http", "https"} and bool(parts.hostname)


class Form(BaseModel):
    """What a person sent in: each field is named like its block."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


_Lines = Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=3000)]
_NO_NUMBER = "field-no-number"


def _number(typed: object) -> Number:
    number = incident_number(str(typed))
    if number is None:
        raise PydanticCustomError(_NO_NUMBER, _NO_NUMBER)
    return number


class WriteForm(Form):
    """An analyst's words for the requester."""

    words: _Lines
    link: Annotated[str | None, AfterValidator(_web_address)] = None
    as_of: date | None = None

    def ending(self) -> Ending:
        """Return the words as the domain keeps them."""
        return Ending(words=self.words, link=self.link, as_of=self.as_of)


class SeverityForm(Form):
    """A severity and why."""

    severity: Severity
    reason: _Lines


class ReasonForm(Form):
    """Why it goes on."""

    reason: _Lines


class WordsForm(Form):
    """What is missing, what is asked, what is replied."""

    words: _Lines


class FileForm(Form):
    """A request."""

    text: _Lines
    when: When | None = None
    day: date | None = None
    impact: Impact | None = None
    link: Annotated[str | None, AfterValidator(_web_address)] = None
    is_private: Annotated[bool, BeforeValidator(bool)] = False

    def request(self, body: Payload, view: Payload, workspace_url: str) -> Request:
        """Return the request as the domain takes it; one from a message is filed once."""
        message = message_of(view)
        return Request(
            text=self.text,
            requester=UserId(body["user"]["id"]),
            source_key=source_key(message) if message else f"form:{view['id']}",
            filed_from=message.channel if message else None,
            source_url=permalink(workspace_url, message) if message else None,
            message=message,
            thread_ts=_kept(view).get("thread_ts"),
            link=self.link,
            impact=self.impact,
            is_private=self.is_private,
        )


class EditForm(Form):
    """A request, worded anew."""

    text: _Lines
    is_private: Annotated[bool, BeforeValidator(bool)] = False

    def whole(self, text: str) -> str:
        """Return the new words; the whole text where only its beginning fitted and was left so."""
        return text if self.text == clean(modals.beginning(text)) else self.text


class NoteForm(Form):
    """What the analyst on call tells the next; nothing takes back what was written."""

    words: Annotated[str, AfterValidator(clean), Field(max_length=LONGEST_WORDS)] = ""


class DuplicateForm(Form):
    """Which other request it is the same as."""

    original: Annotated[Number, BeforeValidator(_number)]


class ParkForm(Form):
    """Until when it can wait."""

    day: date


class OwnerForm(Form):
    """Who has it from now on."""

    owner: UserId


class NamedForm(Form):
    """Who else may see it."""

    named: tuple[UserId, ...] = ()


def message_of(view: Payload) -> MessageRef | None:
    """Return the message that a form was opened from, or None."""
    kept = _kept(view)
    if "ts" not in kept:
        return None
    return MessageRef(ChannelId(str(kept["channel"])), str(kept["ts"]))


def _kept(view: Payload) -> dict[str, Any]:
    """Return what a form was given to keep; forged, it is nothing."""
    try:
        kept = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def message_shortcut(body: Payload) -> MessageRef:
    """Return the message that a shortcut was chosen on."""
    return MessageRef(ChannelId(body["channel"]["id"]), body["message"]["ts"])


def is_closed(body: Payload) -> bool:
    """Whether a message is in a room that not everyone in the workspace could enter.

    Slack names private channels and direct messages thus in payloads
    (https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload).
    """
    channel = body["channel"]
    names_of_closed = {"privategroup", "directmessage"}
    return channel["id"][:1] in "DG" or channel.get("name") in names_of_closed


_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def mentioned(text: str) -> list[UserId]:
    """Return the people that an encoded text mentions."""
    return [UserId(user) for user in _MENTION.findall(text)]


def answer(action: Payload) -> Answer:
    """Return what one tap says about an incident that has ended.

    `closing:effort:hour` is a button; a menu's option says the number and the answer.
    """
    question, _, said = action["action_id"].removeprefix(f"{names.CLOSING}:").partition(":")
    chosen = (action.get("selected_option") or {}).get("value", "").partition(" ")[2]
    try:
        return _answer(question, said or chosen)
    except ValueError as error:
        raise Refusal(Reason.NO_SUCH_ANSWER) from error


def _answer(question: str, said: str) -> Answer:
    match question:
        case "effort":
            return Answer(effort=Effort(said))
        case "preventable":
            return Answer(preventable=int(said))
        case "returns":
            return Answer(returns=Returns(said))
        case "cause":
            return Answer(cause=Cause(said))
        case "tool":
            return Answer(tool=said)
        case _:
            return Answer(skip=True)


def press(front: Front, body: Payload, action: Payload) -> tuple[UserId, str]:
    """Return who pressed a button or chose from a menu, and the value behind it."""
    if _is_from_elsewhere(front, body):
        raise Refusal(Reason.NOT_FROM_HERE)
    chosen = (action.get("selected_option") or {}).get("value")
    return UserId(body["user"]["id"]), str(action.get("value") or chosen or "")


def numbered(value: str) -> int:
    """Return the number of what the rota asked, behind a button."""
    number = incident_number(value)
    if number is None:
        raise Refusal(Reason.GONE)
    return int(number)


def decision(value: str) -> tuple[int, Number, Choice]:
    """Return the hand-off, the incident and what is decided about it: `3 42 park`."""
    try:
        handoff, incident, choice = value.split(" ")
        return numbered(handoff), Number(numbered(incident)), Choice(choice)
    except ValueError as error:
        raise Refusal(Reason.NO_SUCH_ANSWER) from error


def rotation_of(view: Payload) -> str:
    """Return the rotation that a form is about."""
    return str(_kept(view).get("rotation") or "")


def ticket_of(action: Payload) -> MessageRef:
    """Return the message about which its author was asked."""
    channel, _, ts = str(action.get("value", "")).partition(" ")
    return MessageRef(ChannelId(channel), ts)


FormT = TypeVar("FormT", bound=Form)


def read(form: type[FormT], view: Payload) -> FormT:
    """Return the submitted fields as that form, or raise `BadField` for the first that is bad.

    A select without a choice and an empty optional field arrive as null.
    """
    fields = {
        block_id: _field(next(iter(elements.values())))
        for block_id, elements in view["state"]["values"].items()
    }
    try:
        return form.model_validate({name: value for name, value in fields.items() if value})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = str(first["loc"][0]) if first["loc"] else modals.WORDS
        raise _bad_field(where, first) from error


def _field(element: Payload) -> object:
    """Return what one element holds: a text, a choice, several choices, or None for nothing."""
    option = element.get("selected_option") or {}
    options = element.get("selected_options")
    several = element.get("selected_users") or [one["value"] for one in options or ()]
    one = (
        element.get("value")
        or element.get("selected_date")
        or element.get("selected_time")
        or element.get("selected_user")
        or option.get("value")
    )
    return several or (str(one).strip() if one else None)


# The sentence for each kind of pydantic's errors, ours included.
_SENTENCES = {
    "missing": "field-empty",
    "string_too_short": "field-empty",
    "too_short": "field-empty",
    "string_too_long": "field-too-long",
    "too_long": "field-too-long",
    _NO_ADDRESS: "field-no-address",
    _NO_NUMBER: "field-no-number",
}


def _bad_field(block_id: str, error: ErrorDetails) -> BadField:
    name = _SENTENCES.get(error["type"], "field-impossible")
    limit = error.get("ctx", {}).get("max_length")
    return BadField(block_id, name, **({"limit": limit} if limit else {}))

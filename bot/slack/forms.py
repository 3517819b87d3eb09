"""What arrives from Slack, checked: commands and forms become values or a refusal."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.domain.errors import Reason, Refusal
from bot.domain.ids import ChannelId, Front, MessageRef, Number, UserId
from bot.domain.incident import Ending, Request
from bot.domain.needed_by import When
from bot.domain.reaction import Toggle
from bot.domain.severity import Impact, Severity
from bot.services.record import Act
from bot.slack import names
from bot.slack.render import modals
from bot.slack.text import clean, decode

Payload = Mapping[str, Any]

_INCIDENT = re.compile(r"(?:INC-?)?(\d{1,9})", re.IGNORECASE)


class BadField(Exception):  # noqa: N818  # a sentence under a field
    """A field of a form cannot be taken as it is: `block_id` says which, the text why."""

    def __init__(self, block_id: str, sentence: str) -> None:
        """Keep the field's name."""
        super().__init__(sentence)
        self.block_id = block_id


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
    number = incident_number(str(action.get("value", "")))
    if number is None:
        raise Refusal(Reason.UNKNOWN_INCIDENT)
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


def _web_address(value: str | None) -> str | None:
    if not value:
        return None
    address = clean(value)
    if not _leads_somewhere(address):
        raise ValueError("Please give a web address that begins with https://.")
    return address


def _leads_somewhere(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that is never closed, for example
        return False
    one_word = len(address.split()) == 1
    return one_word and parts.scheme in {"http", "https"} and bool(parts.hostname)


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WriteForm(_Form):
    """An analyst's words for the requester."""

    words: Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=3000)]
    link: Annotated[str | None, AfterValidator(_web_address)] = None
    as_of: date | None = None

    def ending(self) -> Ending:
        """Return the words as the domain keeps them."""
        return Ending(words=self.words, link=self.link, as_of=self.as_of)


class SeverityForm(_Form):
    """A severity and why."""

    severity: Severity
    reason: Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=3000)]


class ReasonForm(_Form):
    """Why it goes on."""

    reason: Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=3000)]


class WordsForm(_Form):
    """What is missing."""

    words: Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=3000)]


FormT = TypeVar("FormT", bound=_Form)


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
        raise BadField(where, _sentence(first)) from error


def _field(element: Payload) -> str | None:
    option = element.get("selected_option") or {}
    value = element.get("value") or element.get("selected_date") or option.get("value")
    return str(value).strip() or None if value else None


def _sentence(error: Any) -> str:  # noqa: ANN401  # pydantic's error, a plain dict
    if error["type"] in {"missing", "string_too_short", "too_short"}:
        return "Please fill this in; what you have typed elsewhere is kept."
    if error["type"] in {"string_too_long", "too_long"}:
        return f"Please keep it under {error['ctx']['max_length']} characters."
    return str(error["msg"]).removeprefix("Value error, ")

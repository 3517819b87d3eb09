"""The forms of the settings, as they are sent in: values of a section, or a sentence to a field."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import Reason, Refusal
from bot.domain.settings import Flaw
from bot.services.settings import EVERYTHING, BadSettings, RotationForm
from bot.slack.forms import BadField, Payload
from bot.slack.render.setup_fields import (
    FORMS,
    NO_ROTATION,
    ROTATION,
    TIME_OF_DAY,
    TOML,
    Field,
    Shape,
)
from bot.slack.speech import Speech
from bot.slack.text import clean, cut, escaped

# A name as people type it, or between colons as Slack's own picker writes it, with a tone or not.
_EMOJI = re.compile(r":[^\s:]+:(?::skin-tone-\d(?:-\d)?:)?|[^\s,:]+")
_LONGEST_QUOTATION = 80
# A mention of a user group, as somebody may have copied it from a message.
_GROUP_MENTION = re.compile(r"<!subteam\^(\w+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an admin wants a section to be, and which version of it they saw."""

    section: str
    version: int
    body: Mapping[str, Any]

    @property
    def toml(self) -> str:
        """The text of the whole file, in the form that has it."""
        return str(self.body[TOML])


def read(view: Payload) -> Change:
    """Return what a form says."""
    try:
        about = json.loads(view["private_metadata"])
        section, version = str(about["section"]), int(about["version"])
    except (KeyError, TypeError, ValueError) as error:
        raise Refusal(Reason.CHANGED_MEANWHILE) from error
    elements = _elements(view)
    if section == EVERYTHING:
        # As it was typed, so that a line that is wrong keeps its number.
        text = elements.get(TOML, {}).get("value") or ""
        return Change(section=section, version=version, body={TOML: text})
    body = {
        field.key: _READERS[field.shape](elements, field.key) for field in FORMS[section].fields
    }
    return Change(section=section, version=version, body=body)


def read_rotation(view: Payload) -> tuple[RotationForm, Mapping[str, Any]]:
    """Return the form of a rotation as it was opened, and the rotation that was filled in."""
    form, elements = opened(view), _elements(view)
    filled = {
        field.key: _READERS[field.shape](elements, field.key)
        for field in ROTATION.fields
        if form.is_new or field.key != "name"
    }
    return form, {**form.body, **filled}


def opened(view: Payload) -> RotationForm:
    """Return what a form or a preview says it is about."""
    try:
        about = json.loads(view["private_metadata"])
        return RotationForm(
            body=dict(about["body"]),
            is_new=bool(about["is_new"]),
            others=tuple(about["others"]),
            version=int(about["version"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Refusal(Reason.CHANGED_MEANWHILE) from error


def _elements(view: Payload) -> "_Elements":
    return {
        block_id: next(iter(held.values())) for block_id, held in view["state"]["values"].items()
    }


def said(error: BadSettings, speech: Speech) -> str:
    """Return the sentence about a refused value, for where there is no field."""
    return speech(
        _SENTENCES[error.flaw], **{name: _safe(fact) for name, fact in error.facts.items()}
    )


def _safe(fact: str | int) -> str | int:
    return escaped(fact, _LONGEST_QUOTATION) if isinstance(fact, str) else fact


def bad_rotation(error: BadSettings, form: RotationForm) -> BadField:
    """Return the sentence about a refused value of a rotation, for the field that it is in."""
    keys = error.where.split(".")
    shown = [field.key for field in ROTATION.fields if form.is_new or field.key != "name"]
    key = next((key for key in shown if key in keys), shown[0])
    facts = {name: _short(fact) for name, fact in error.facts.items()}
    return BadField(key, _SENTENCES[error.flaw], **facts)


def bad_field(error: BadSettings, change: Change, speech: Speech) -> BadField:
    """Return the sentence about a refused value, for the field that it is in."""
    facts = {name: _short(fact) for name, fact in error.facts.items()}
    name = _SENTENCES[error.flaw]
    if change.section != EVERYTHING:
        return BadField(_field_of(error.where, change.section).key, name, **facts)
    if error.flaw is Flaw.UNKNOWN or not error.where:
        return BadField(TOML, name, **facts | ({"where": error.where} if error.where else {}))
    what = speech(name, **facts)
    return BadField(TOML, "setup-bad-where", where=_short(error.where), what=what)


def _field_of(where: str, section: str) -> Field:
    fields = FORMS[section].fields
    keys = where.split(".")[1:]
    return next((field for field in fields if field.key in keys), fields[0])


def _short(fact: str | int) -> str | int:
    return cut(fact, _LONGEST_QUOTATION) if isinstance(fact, str) else fact


# The sentence for each flaw.
_SENTENCES = {
    Flaw.NOT_TOML: "setup-bad-toml",
    Flaw.UNKNOWN: "setup-bad-unknown",
    Flaw.EMPTY: "setup-bad-empty",
    Flaw.TOO_LONG: "setup-bad-too-long",
    Flaw.TOO_MANY: "setup-bad-too-many",
    Flaw.NO_NUMBER: "setup-bad-number",
    Flaw.OUT_OF_RANGE: "setup-bad-range",
    Flaw.NO_PERSON: "setup-bad-person",
    Flaw.NO_CHANNEL: "setup-bad-channel",
    Flaw.NO_ZONE: "setup-bad-zone",
    Flaw.NO_LANGUAGE: "setup-bad-language",
    Flaw.NO_EMOJI: "setup-bad-emoji",
    Flaw.TWO_MEANINGS: "setup-bad-two-meanings",
    Flaw.TWICE: "setup-bad-twice",
    Flaw.LAST_ADMIN: "setup-bad-last-admin",
    Flaw.CARDS_STAND_THERE: "setup-bad-cards",
    Flaw.CHANGED_MEANWHILE: "setup-bad-changed",
    Flaw.NO_MOMENT: "setup-bad-moment",
    Flaw.NO_HOURS: "setup-bad-hours",
    Flaw.NO_GROUP: "setup-bad-group",
    Flaw.NO_ROTATION: "setup-bad-rotation",
    Flaw.IN_A_CIRCLE: "setup-bad-circle",
    Flaw.NOT_IN_TEAM: "setup-bad-outsider",
    Flaw.TAKES_NO_PART: "setup-bad-no-part",
    Flaw.UNFIT: "setup-bad-unfit",
}


# --- what a field holds (https://docs.slack.dev/reference/views/view-submission-payload) -------

_Elements = Mapping[str, Payload]


def _text(elements: _Elements, key: str) -> str:
    return clean(elements.get(key, {}).get("value") or "")


def _items(elements: _Elements, key: str) -> list[str]:
    lines = (line.strip() for line in _text(elements, key).splitlines())
    return [line for line in lines if line]


def _emoji(elements: _Elements, key: str) -> list[str]:
    return _EMOJI.findall(_text(elements, key))


def _people(elements: _Elements, key: str) -> list[str]:
    """Return everybody in the pickers of a key: there are several where one cannot show all."""
    pickers = (held for name, held in elements.items() if name.partition(":")[0] == key)
    return [user for held in pickers for user in held.get("selected_users") or ()]


def _channel(elements: _Elements, key: str) -> str | None:
    return elements.get(key, {}).get("selected_conversation") or None


def _switch(elements: _Elements, key: str) -> bool:
    return bool(elements.get(key, {}).get("selected_options"))


def _choice(elements: _Elements, key: str) -> str:
    return str((elements.get(key, {}).get("selected_option") or {}).get("value") or "")


def _moment(elements: _Elements, key: str) -> str:
    day = elements.get(key, {}).get("selected_date") or ""
    clock = elements.get(TIME_OF_DAY.format(key), {}).get("selected_time") or ""
    return f"{day}T{clock}"


def _rotation(elements: _Elements, key: str) -> str | None:
    chosen = _choice(elements, key)
    return None if chosen in ("", NO_ROTATION) else chosen.removeprefix("=")


def _group(elements: _Elements, key: str) -> str | None:
    typed = _text(elements, key)
    found = _GROUP_MENTION.fullmatch(typed)
    return (found[1] if found else typed) or None


_READERS: Mapping[Shape, Callable[[_Elements, str], Any]] = {
    Shape.TEXT: _text,
    Shape.LINES: _text,
    Shape.ITEMS: _items,
    Shape.EMOJI: _emoji,
    Shape.PEOPLE: _people,
    Shape.CHANNEL: _channel,
    Shape.NUMBER: _text,
    Shape.SWITCH: _switch,
    Shape.LANGUAGE: _choice,
    Shape.UNIT: _choice,
    Shape.MOMENT: _moment,
    Shape.ROTATION: _rotation,
    Shape.GROUP: _group,
}

"""The forms of the settings: one for each section, one field for each key of the file."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import Any

from babel import Locale

from bot.domain.cadence import Unit
from bot.services.settings import EVERYTHING, Section
from bot.slack import names
from bot.slack.render import parts
from bot.slack.render.parts import Block, plain
from bot.slack.speech import Speech

TOML = "toml"
# An input takes no more, and neither does a picker of people that shows whom it has
# (https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element).
LONGEST = 3000
_IN_ONE_PICKER = 100
_LOCALES = ("en-GB", "en-US", "de-DE", "de-AT", "de-CH")


class Shape(Enum):
    """How a value is filled in."""

    TEXT = auto()
    LINES = auto()
    """Several lines that are one text."""
    ITEMS = auto()
    """One value a line."""
    EMOJI = auto()
    PEOPLE = auto()
    CHANNEL = auto()
    NUMBER = auto()
    SWITCH = auto()
    LANGUAGE = auto()
    UNIT = auto()
    """Hours, days, weeks or months."""
    MOMENT = auto()
    """A day and a time of that day, in two inputs."""
    ROTATION = auto()
    """Another rotation, or none."""
    GROUP = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """The field for a key: its shape, and the names of its label and of what it does."""

    key: str
    shape: Shape
    label: str
    hint: str
    longest: int = LONGEST
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a section: the names of its title and of what it is for, and its fields."""

    title: str
    what_for: str
    fields: tuple[Field, ...]


_needed = partial(Field, is_needed=True)

FORMS: Mapping[str, Form] = {
    "team": Form(
        "setup-team",
        "setup-team-for",
        (
            _needed("name", Shape.TEXT, "setup-team-name", "setup-team-name-hint", 80),
            _needed("timezone", Shape.TEXT, "setup-team-timezone", "setup-team-timezone-hint", 80),
            _needed("language", Shape.LANGUAGE, "setup-team-language", "setup-team-language-hint"),
            _needed("admins", Shape.PEOPLE, "setup-team-admins", "setup-team-admins-hint"),
        ),
    ),
    "channels": Form(
        "setup-channels",
        "setup-channels-for",
        (
            _needed(
                "requests", Shape.CHANNEL, "setup-channels-requests", "setup-channels-requests-hint"
            ),
            Field(
                "preemption",
                Shape.CHANNEL,
                "setup-channels-preemption",
                "setup-channels-preemption-hint",
            ),
            Field(
                "engineering",
                Shape.CHANNEL,
                "setup-channels-engineering",
                "setup-channels-engineering-hint",
            ),
        ),
    ),
    "members": Form(
        "setup-members",
        "setup-members-for",
        (
            Field(
                "rapid_response", Shape.PEOPLE, "setup-members-rapid", "setup-members-rapid-hint"
            ),
            Field("leads", Shape.PEOPLE, "setup-members-leads", "setup-members-leads-hint"),
            Field(
                "preemption",
                Shape.PEOPLE,
                "setup-members-preemption",
                "setup-members-preemption-hint",
            ),
            Field(
                "engineering",
                Shape.PEOPLE,
                "setup-members-engineering",
                "setup-members-engineering-hint",
            ),
        ),
    ),
    "emoji": Form(
        "setup-emoji",
        "setup-emoji-for",
        (
            _needed("claim", Shape.EMOJI, "setup-emoji-claim", "setup-emoji-claim-hint"),
            Field("ask", Shape.EMOJI, "setup-emoji-ask", "setup-emoji-ask-hint"),
            _needed("stopgap", Shape.EMOJI, "setup-emoji-stopgap", "setup-emoji-stopgap-hint"),
            _needed("answer", Shape.EMOJI, "setup-emoji-answer", "setup-emoji-answer-hint"),
            Field("file", Shape.EMOJI, "setup-emoji-file", "setup-emoji-file-hint"),
        ),
    ),
    "timing": Form(
        "setup-timing",
        "setup-timing-for",
        (
            _needed(
                "words_grace_minutes", Shape.NUMBER, "setup-timing-words", "setup-timing-words-hint"
            ),
            _needed(
                "stopgap_days", Shape.NUMBER, "setup-timing-stopgap", "setup-timing-stopgap-hint"
            ),
            _needed(
                "shift_reminder_hours",
                Shape.NUMBER,
                "setup-timing-reminder",
                "setup-timing-reminder-hint",
            ),
            _needed(
                "acknowledgement_minutes",
                Shape.NUMBER,
                "setup-timing-acknowledgement",
                "setup-timing-acknowledgement-hint",
            ),
        ),
    ),
    "filing": Form(
        "setup-filing",
        "setup-filing-for",
        (Field("reply_at_source", Shape.SWITCH, "setup-filing-reply", "setup-filing-reply-hint"),),
    ),
    "closing": Form(
        "setup-closing",
        "setup-closing-for",
        (
            Field("ask", Shape.SWITCH, "setup-closing-ask", "setup-closing-ask-hint"),
            _needed("tools", Shape.ITEMS, "setup-closing-tools", "setup-closing-tools-hint"),
        ),
    ),
    "texts": Form(
        "setup-texts",
        "setup-texts-for",
        (
            Field("form", Shape.LINES, "setup-texts-form", "setup-texts-form-hint", 300),
            Field(
                "confirmation",
                Shape.LINES,
                "setup-texts-confirmation",
                "setup-texts-confirmation-hint",
                300,
            ),
            Field("help", Shape.LINES, "setup-texts-help", "setup-texts-help-hint", 300),
        ),
    ),
}

# One of the rotations; the form around these fields is in `rotations`.
ROTATION = Form(
    "setup-rotations",
    "setup-rotations-for",
    (
        _needed("name", Shape.TEXT, "setup-rotation-name", "setup-rotation-name-hint", 40),
        _needed("members", Shape.PEOPLE, "setup-rotation-members", "setup-rotation-members-hint"),
        _needed("length", Shape.NUMBER, "setup-rotation-length", "setup-rotation-length-hint"),
        _needed("every", Shape.UNIT, "setup-rotation-unit", "setup-rotation-unit-hint"),
        _needed("starts", Shape.MOMENT, "setup-rotation-starts", "setup-rotation-starts-hint"),
        _needed("timezone", Shape.TEXT, "setup-rotation-zone", "setup-rotation-zone-hint", 80),
        Field("hours", Shape.ITEMS, "setup-rotation-hours", "setup-rotation-hours-hint", 700),
        Field(
            "falls_back_to",
            Shape.ROTATION,
            "setup-rotation-falls-back",
            "setup-rotation-falls-back-hint",
        ),
        Field("user_group", Shape.GROUP, "setup-rotation-group", "setup-rotation-group-hint", 80),
    ),
)
# Beside the day of a moment stands its time; among the rotations, that there is none.
TIME_OF_DAY = "{}:time"
NO_ROTATION = "none"


def form(section: Section, speech: Speech) -> Block:
    """Return the form in which a section is changed, filled with what is stored."""
    asks = FORMS[section.name]
    filled = [
        block for field in asks.fields for block in inputs(field, section.body[field.key], speech)
    ]
    blocks = [parts.section(speech(asks.what_for)), *filled]
    return _modal(speech(asks.title), section.name, section.version, blocks, speech)


def whole_file(text: str, version: int, speech: Speech) -> Block:
    """Return the form with all settings as TOML; what is too long for it is said instead."""
    title = speech("setup-everything")
    if len(text) > LONGEST:
        said = speech("setup-everything-too-long", export=_EXPORT, bring=_IMPORT)
        return _modal(title, EVERYTHING, version, [parts.section(said)], speech, saves=False)
    element = _typed(text, is_long=True, longest=LONGEST)
    label, hint = speech("setup-everything-toml"), speech("setup-everything-toml-hint")
    blocks = [
        parts.section(speech("setup-everything-for")),
        labelled(TOML, label, hint, element, is_needed=True),
    ]
    return _modal(title, EVERYTHING, version, blocks, speech)


_EXPORT, _IMPORT = "hydrant settings export", "hydrant settings import"


def language_name(tag: str, speech: Speech) -> str:
    """Return what a language is called in that of the reader."""
    return str(Locale.parse(tag, sep="-").get_display_name(speech.locale))


def _modal(
    title: str,
    section: str,
    version: int,
    blocks: list[Block],
    speech: Speech,
    *,
    saves: bool = True,
) -> Block:
    view: Block = {
        "type": "modal",
        "callback_id": names.SETTINGS_FORM,
        "title": plain(title, 24),
        "close": plain(speech("setup-back"), 24),
        "private_metadata": json.dumps({"v": 1, "section": section, "version": version}),
        "blocks": blocks,
    }
    return view | ({"submit": plain(speech("setup-save"), 24)} if saves else {})


def inputs(field: Field, value: Any, speech: Speech) -> list[Block]:  # noqa: ANN401  # JSON
    """Return the inputs for a key: one, but for crowds and for moments."""
    label, hint = speech(field.label), speech(field.hint)
    if field.shape is Shape.MOMENT:
        return _moment(field, value, speech)
    if field.shape is not Shape.PEOPLE:
        element = _ELEMENTS[field.shape](field, value, speech)
        return [labelled(field.key, label, hint, element, is_needed=field.is_needed)]
    pickers = _pickers(value)
    if len(pickers) == 1:
        return [labelled(field.key, label, hint, pickers[0], is_needed=field.is_needed)]
    blocks = []
    for part, picker in enumerate(pickers, 1):
        # A sentence about the people goes under the first of their pickers.
        block_id = f"{field.key}:{part}" if part > 1 else field.key
        blocks.append(
            labelled(block_id, speech("setup-part", label=label, part=part), hint, picker)
        )
    return blocks


def _pickers(people: Sequence[str]) -> list[Block]:
    """Return as many pickers as it takes to show everybody; together they are one value."""
    starts = range(0, len(people), _IN_ONE_PICKER) or [0]
    groups = [list(people[start : start + _IN_ONE_PICKER]) for start in starts]
    return [
        {"type": "multi_users_select"} | ({"initial_users": group} if group else {})
        for group in groups
    ]


def labelled(
    block_id: str, label: str, hint: str, element: Block, *, is_needed: bool = False
) -> Block:
    """Return an input block."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, 200),
        "element": element | {"action_id": block_id},
        "optional": not is_needed,
        "hint": plain(hint, 200),
    }


def _typed(value: str | None, *, is_long: bool, longest: int) -> Block:
    element: Block = {"type": "plain_text_input", "multiline": is_long, "max_length": longest}
    return element | ({"initial_value": value} if value else {})


def _channel(_: Field, value: str | None, speech: Speech) -> Block:
    element: Block = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"]},
        "placeholder": plain(speech("setup-choose-channel"), 150),
    }
    return element | ({"initial_conversation": value} if value else {})


def _number(_: Field, value: int, __: Speech) -> Block:
    return {"type": "number_input", "is_decimal_allowed": False, "initial_value": str(value)}


def _switch(_: Field, value: bool, speech: Speech) -> Block:
    on = parts.option(speech("setup-on"), "on")
    return {"type": "checkboxes", "options": [on]} | ({"initial_options": [on]} if value else {})


def _moment(field: Field, value: str, speech: Speech) -> list[Block]:
    """Return a day and a time, of what the file has as `2026-11-30T09:00:00`."""
    day, _, clock = value.partition("T")
    pickers: tuple[tuple[str, str, str, Block], ...] = (
        (field.key, field.label, field.hint, {"type": "datepicker", "initial_date": day}),
        (
            TIME_OF_DAY.format(field.key),
            "setup-rotation-clock",
            "setup-rotation-clock-hint",
            {"type": "timepicker", "initial_time": clock[:5]},
        ),
    )
    return [
        labelled(block_id, speech(label), speech(hint), element, is_needed=True)
        for block_id, label, hint, element in pickers
    ]


def rotation_choice(chosen: str | None, others: Sequence[str], speech: Speech) -> Block:
    """Return the menu of the rotations that one can fall back to, by their names."""
    nobody = parts.option(speech("setup-rotation-nobody"), NO_ROTATION)
    options = {name: parts.option(name, f"={name}") for name in others}
    return {
        "type": "static_select",
        "options": [nobody, *options.values()],
        "initial_option": options.get(chosen or "", nobody),
    }


def _unit(_: Field, value: str, speech: Speech) -> Block:
    options = {unit.value: parts.option(speech(name), unit) for unit, name in _UNITS.items()}
    return {
        "type": "static_select",
        "options": list(options.values()),
        "initial_option": options[value],
    }


_UNITS = {
    Unit.HOUR: "setup-rotation-unit-hour",
    Unit.DAY: "setup-rotation-unit-day",
    Unit.WEEK: "setup-rotation-unit-week",
    Unit.MONTH: "setup-rotation-unit-month",
}


def _language(_: Field, value: str, speech: Speech) -> Block:
    tags = list(dict.fromkeys([*_LOCALES, value]))
    options = {tag: parts.option(language_name(tag, speech), tag) for tag in tags}
    return {
        "type": "static_select",
        "options": list(options.values()),
        "initial_option": options[value],
    }


_ELEMENTS: Mapping[Shape, Callable[[Field, Any, Speech], Block]] = {
    Shape.TEXT: lambda field, value, _: _typed(value, is_long=False, longest=field.longest),
    Shape.LINES: lambda field, value, _: _typed(value, is_long=True, longest=field.longest),
    Shape.ITEMS: lambda field, value, _: _typed(
        "\n".join(value), is_long=True, longest=field.longest
    ),
    Shape.EMOJI: lambda field, value, _: _typed(
        " ".join(f":{name}:" for name in value), is_long=False, longest=field.longest
    ),
    Shape.CHANNEL: _channel,
    Shape.NUMBER: _number,
    Shape.SWITCH: _switch,
    Shape.LANGUAGE: _language,
    Shape.UNIT: _unit,
    Shape.GROUP: lambda field, value, _: _typed(value, is_long=False, longest=field.longest),
}

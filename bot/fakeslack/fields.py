"""Inputs: what each kind holds before anyone touches it, and what it holds once someone did.

https://docs.slack.dev/reference/views/view-submission-payload shows the shape for each kind.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

from bot.fakeslack.errors import Json

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")

# Element type: the key its value is held under, and the key of its initial value.
_HELD: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", ""),
}
_WITH_OPTIONS = ("static_select", "radio_buttons", "checkboxes", "multi_static_select", "overflow")
_MANY = ("checkboxes", "file_input")


def initial_value(element: Json) -> Json | None:
    """What `state` holds for the untouched element; None for what holds nothing, like a button."""
    kind = str(element.get("type"))
    if kind not in _HELD:
        return None
    held, initial = _HELD[kind]
    untouched: Any = [] if _holds_many(kind) else None
    return {"type": kind, held: element.get(initial, untouched)}


def filled_value(element: Json, value: object) -> Json:
    """What `state` holds after the person chose or typed `value`.

    An option may be named by its value or by its visible text, a person or channel by the object or
    its id.
    Raises LookupError for what Slack would not let anybody choose: an option that is not offered,
    more than may be selected, a day that is in no calendar.
    """
    kind = str(element.get("type"))
    if kind == "overflow":
        return {"type": kind, "selected_option": _option(element, value)}
    held, _ = _HELD[kind]
    if _holds_many(kind):
        many = value if isinstance(value, (list, tuple)) else [value]
        most = element.get("max_selected_items")
        if most is not None and len(many) > most:
            raise LookupError(f"only {most} can be selected here")
        return {"type": kind, held: [_one(element, kind, item) for item in many]}
    return {"type": kind, held: None if value is None else _one(element, kind, value)}


def is_empty(value: Json) -> bool:
    """Whether a required field with this value would keep the form from being sent."""
    return all(held in (None, "", []) for key, held in value.items() if key != "type")


def complaint(element: Json, value: Json) -> str | None:
    """What Slack's own client says about the value before it sends anything, or None."""
    text = value.get("value")
    if not isinstance(text, str) or not text:
        return None
    checks: Sequence[Callable[[Json, str], str | None]] = (_length, _format)
    return next((said for check in checks if (said := check(element, text))), None)


def _length(element: Json, text: str) -> str | None:
    if len(text) < int(element.get("min_length") or 0):
        return f"Must be at least {element['min_length']} characters"
    longest = int(element.get("max_length") or 3000)
    return f"Must be no more than {longest} characters" if len(text) > longest else None


def _format(element: Json, text: str) -> str | None:
    kind = element.get("type")
    if kind == "email_text_input" and not _EMAIL.fullmatch(text):
        return "Please enter a valid email address"
    if kind == "url_text_input" and not _URL.fullmatch(text):
        return "Please enter a valid URL"
    return _number(element, text) if kind == "number_input" else None


def _number(element: Json, text: str) -> str | None:
    try:
        number = float(text)
    except ValueError:
        return "Please enter a number"
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Please enter a whole number"
    low = float(element.get("min_value") or "-inf")
    high = float(element.get("max_value") or "inf")
    return None if low <= number <= high else "This number is out of range"


def _holds_many(kind: str) -> bool:
    return kind.startswith("multi_") or kind in _MANY


def _one(element: Json, kind: str, value: object) -> object:
    if kind in _WITH_OPTIONS:
        return _option(element, value)
    if "users" in kind or "conversations" in kind or "channels" in kind:
        return getattr(value, "id", value)
    if kind in _PICKED:
        return _picked(kind, value)
    if kind == "datetimepicker" or isinstance(value, dict):
        return value
    if kind.endswith("external_select"):
        return {"text": {"type": "plain_text", "text": str(value)}, "value": str(value)}
    return str(value)


_PICKED: dict[str, Callable[[str], str]] = {
    "datepicker": lambda text: date.fromisoformat(text).isoformat(),
    "timepicker": lambda text: f"{time.fromisoformat(text):%H:%M}",
}


def _picked(kind: str, value: object) -> str:
    """The day or the time as Slack writes it."""
    text = f"{value:%H:%M}" if isinstance(value, time) else str(value)
    try:
        if _PICKED[kind](text) == text:
            return text
    except ValueError:
        pass
    raise LookupError(f"a {kind} does not have {text!r}")


def _option(element: Json, wanted: object) -> Json:
    options: list[Json] = list(element.get("options") or ())
    for group in element.get("option_groups") or ():
        options += group["options"]
    for option in options:
        if wanted in (option["value"], option["text"]["text"]):
            return option
    there = ", ".join(repr(option["text"]["text"]) for option in options)
    raise LookupError(f"no option {wanted!r}; there is {there}")

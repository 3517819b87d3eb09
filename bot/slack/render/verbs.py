"""The buttons for what one can do to an incident, the same wherever they are shown."""

from bot.domain.ids import Number, label
from bot.slack import names
from bot.slack.render import parts
from bot.slack.render.parts import Block
from bot.slack.speech import Speech

# What cannot be taken back with the same ease, or is somebody else's, is asked about once more.
_CONFIRMED = frozenset({names.TAKE_OVER, names.WITHDRAW})


def button(action_id: str, number: Number, speech: Speech, *, is_first: bool = False) -> Block:
    """Return the button with this action id; the first of a row is the one to press."""
    name, key = label(number), f"button-{action_id.replace('_', '-')}"
    return parts.button(
        speech(key),
        action_id,
        number,
        says=speech(f"{key}-says", name=name),
        style="primary" if is_first else None,
        confirm=_confirm(action_id, name, speech) if action_id in _CONFIRMED else None,
    )


def _confirm(action_id: str, name: str, speech: Speech) -> Block:
    key = action_id.replace("_", "-")
    return parts.confirm(
        speech(f"{key}-title", name=name),
        speech(f"{key}-question"),
        speech(f"{key}-yes"),
        speech(f"{key}-no"),
    )

"""How to use the commands, and what to say when something broke."""

from bot.domain.ids import Number, label
from bot.slack import names
from bot.slack.render import parts
from bot.slack.render.parts import Message
from bot.slack.speech import Speech
from bot.slack.text import escaped

# What can be typed, as the sentences quote it.
_MINE = f"{names.QUEUE} mine"
_ONE = f"{names.QUEUE} {label(Number(7))}"


def usage(note: str | None, speech: Speech) -> Message:
    """Return how to file, with an example that can be copied, and the team's own note."""
    said = speech("help-file", rapid=names.RAPID)
    also = speech("help-queue", queue=names.QUEUE, mine=_MINE, one=_ONE)
    orders = speech("help-orders", one=_ONE)
    own = escaped(note, 300) if note else None
    return parts.message(
        f"{said} {own or ''}".strip(),
        parts.section(said),
        parts.section(own) if own else None,
        parts.context(also),
        parts.context(orders),
    )


def queue_usage(typed: str, speech: Speech) -> Message:
    """Return what can follow the queue command."""
    said = speech(
        "help-not-understood",
        typed=parts.short(typed, 80),
        queue=names.QUEUE,
        mine=_MINE,
        one=_ONE,
    )
    return parts.message(said, parts.section(said))


def queue_hints(speech: Speech) -> str:
    """Return in a line what else the queue command shows."""
    return speech("queue-hints", mine=_MINE, one=_ONE)


def not_filed(typed: str, reference: str, speech: Speech) -> Message:
    """Return the typed text to the person, because it could not be saved."""
    said = speech("broken-not-saved", reference=reference)
    if not typed:
        return parts.message(said, parts.section(said))
    return parts.message(
        f"{said} {speech('broken-text-spoken', text=escaped(typed, 700))}",
        parts.section(f"{said} {speech('broken-text')}"),
        parts.quote(typed),
    )


def broken(reference: str, speech: Speech) -> str:
    """Return the apology where there is nothing to hand back."""
    return speech("broken-not-changed", reference=reference)

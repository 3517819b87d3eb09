"""How to use the commands, and what to say when something broke."""

from bot.slack import names
from bot.slack.render import parts
from bot.slack.render.parts import Message
from bot.slack.text import cut, escape


def usage() -> Message:
    """Return how to file, with an example that can be copied."""
    said = (
        f"Type `{names.RAPID}` and what you need or what looks wrong, in your own words: "
        f"`{names.RAPID} revenue dashboard shows zero for EU since this morning`. "
        "One line is enough. You get a number at once, and a message when somebody has it."
    )
    also = (
        f"`{names.QUEUE}` what is open \u00b7 `{names.QUEUE} mine` yours \u00b7 "
        f"`{names.QUEUE} INC-7` one with its story"
    )
    return parts.message(said, parts.section(said), parts.context(also))


def queue_usage(typed: str) -> Message:
    """Return what can follow the queue command."""
    said = (
        f"I do not know what \u201c{parts.short(typed, 80)}\u201d means. `{names.QUEUE}` shows "
        f"what is open, `{names.QUEUE} mine` yours, `{names.QUEUE} INC-7` one with its story."
    )
    return parts.message(said, parts.section(said))


def not_filed(typed: str, reference: str) -> Message:
    """Return the typed text to the person, because it could not be saved."""
    said = (
        "Sorry, that went wrong on my side and *nothing was saved*. Please try again in a moment"
        f" (reference {reference})."
    )
    if not typed:
        return parts.message(said, parts.section(said))
    return parts.message(
        f"{said} Here is your text: {escape(cut(typed, 700))}",
        parts.section(f"{said} Here is your text, so that you need not type it again:"),
        parts.quote(typed),
    )


def broken(reference: str) -> str:
    """Return the apology where there is nothing to hand back."""
    return (
        "Sorry, that went wrong on my side and nothing was changed. Please try again in a moment"
        f" (reference {reference})."
    )

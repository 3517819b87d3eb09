"""Slash commands. Their answer is the acknowledgement itself, seen by one person."""

from typing import Any

from slack_bolt import Ack, App

from bot.domain.ids import Front, UserId
from bot.services import Services
from bot.slack import forms, names
from bot.slack.render import confirmation, queue
from bot.slack.render import help as help_texts
from bot.slack.render.parts import Message
from bot.slack.text import decode


def register(app: App) -> None:
    """Listen to the commands."""
    app.command(names.RAPID)(on_rapid)
    app.command(names.QUEUE)(on_queue)


def on_rapid(ack: Ack, command: dict[str, Any], services: Services, front: Front) -> None:
    """File what was typed; without a text, say how."""
    request = None if forms.asks_for_help(command) else forms.request(command)
    if request is None:
        _whisper(ack, help_texts.usage())
        return
    _whisper(ack, confirmation.confirmation(services.incidents.file(front, request)))


def on_queue(
    ack: Ack, command: dict[str, Any], services: Services, front: Front, workspace_url: str
) -> None:
    """Show what is open, what is theirs, or one incident with its story."""
    typed, reader = (command.get("text") or "").strip(), UserId(command["user_id"])
    number = forms.incident_number(typed)
    if number is not None:
        said = queue.story(services.queue.story(front, number, reader), workspace_url)
    elif typed.lower() == "mine":
        said = queue.listing(services.queue.mine(front, reader), workspace_url)
    elif typed.lower() in {"", "open"}:
        said = queue.listing(services.queue.open_ones(front, reader), workspace_url)
    else:
        said = help_texts.queue_usage(decode(typed))
    _whisper(ack, said)


def _whisper(ack: Ack, message: Message) -> None:
    ack(response_type="ephemeral", text=message.text, blocks=message.blocks)

"""Shortcuts: the form to file with, from anywhere or filled from a message."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.ids import Front, UserId
from bot.services import Services
from bot.slack import forms, names
from bot.slack.listeners.buttons import open_form
from bot.slack.render import modals
from bot.slack.render.window import window
from bot.slack.speech import Speech
from bot.slack.text import decode


def register(app: App) -> None:
    """Listen to both shortcuts."""
    app.global_shortcut(names.FILE_SHORTCUT)(on_file)
    app.message_shortcut(names.MESSAGE_SHORTCUT)(on_message)


def on_file(
    ack: Ack,
    body: dict[str, Any],
    services: Services,
    front: Front,
    client: WebClient,
    speech: Speech,
) -> None:
    """Open the form, empty."""
    before = services.queue.before_filing(front, UserId(body["user"]["id"]))
    open_form(client, body, modals.file(modals.Draft(note=before.note), speech))
    ack()


def on_message(
    ack: Ack,
    body: dict[str, Any],
    services: Services,
    front: Front,
    workspace_url: str,
    client: WebClient,
    speech: Speech,
) -> None:
    """Open the form filled from a message, or the incident that it was filed as."""
    message, reader = forms.message_shortcut(body), UserId(body["user"]["id"])
    before = services.queue.before_filing(front, reader, message)
    if before.known:
        said = speech("window-filed-before")
        open_form(client, body, window(before.known, workspace_url, speech, head=said))
    else:
        typed = body["message"].get("text") or ""
        named = forms.mentioned(typed)
        somebody = dict.fromkeys(named, speech("words-somebody"))
        people = somebody | services.people.names(front, named)
        draft = modals.Draft(
            text=decode(typed, people),
            message=message,
            thread_ts=body["message"].get("thread_ts"),
            is_closed=forms.is_closed(body),
            note=before.note,
        )
        open_form(client, body, modals.file(draft, speech))
    ack()

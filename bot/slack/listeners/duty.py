"""What people answer to the rota: turns, cover, swaps, and the note of a hand-off.

The messages that were pressed in are edited by the outbox.
"""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.ids import Front, UserId
from bot.services import Services
from bot.slack import forms, names
from bot.slack.forms import numbered
from bot.slack.listeners.buttons import open_form
from bot.slack.render import modals
from bot.slack.speech import Speech


def register(app: App) -> None:
    """Listen to the buttons of what the rota says, and to the form for words of a hand-off."""
    for action_id, use_case in _USE_CASES.items():
        app.action(action_id)(_doing(use_case))
    app.action(names.CHOOSE)(on_choose)
    app.action(names.WRITE_NOTE)(on_write)
    app.view(names.NOTE_FORM)(on_note)


# Beside who pressed is what the button is about: a rotation, or the number of what was asked.
_UseCase = Callable[[Services, Front, UserId, str], object]

_USE_CASES: dict[str, _UseCase] = {
    names.JOIN: lambda services, front, by, value: services.rota.join(front, by, value),
    names.NO_SEAT: lambda services, front, by, value: services.rota.leave(front, by, value),
    names.TAKE_COVER: lambda services, front, by, value: services.stand_ins.take_cover(
        front, numbered(value), by
    ),
    names.WITHDRAW_COVER: lambda services, front, by, value: services.stand_ins.withdraw_cover(
        front, numbered(value), by
    ),
    names.AGREE_SWAP: lambda services, front, by, value: services.stand_ins.agree_to_swap(
        front, numbered(value), by
    ),
    names.REFUSE_SWAP: lambda services, front, by, value: services.stand_ins.refuse_swap(
        front, numbered(value), by
    ),
    names.ACKNOWLEDGE: lambda services, front, by, value: services.handoffs.acknowledge(
        front, numbered(value), by
    ),
}


def _doing(use_case: _UseCase) -> Callable[..., None]:
    def on_button(
        ack: Ack, body: dict[str, Any], action: dict[str, Any], services: Services, front: Front
    ) -> None:
        by, value = forms.press(front, body, action)
        use_case(services, front, by, value)
        ack()

    return on_button


def on_choose(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], services: Services, front: Front
) -> None:
    """Take in what becomes of one incident at a hand-off."""
    by, value = forms.press(front, body, action)
    handoff, incident, choice = forms.decision(value)
    services.handoffs.choose(front, handoff, incident, choice, by)
    ack()


def on_write(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    services: Services,
    front: Front,
    client: WebClient,
    speech: Speech,
) -> None:
    """Open the form for what the next on call should know."""
    by, rotation = forms.press(front, body, action)
    words = services.handoffs.words(front, by, rotation)
    open_form(client, body, modals.write_note(rotation, words, speech))
    ack()


def on_note(
    ack: Ack, body: dict[str, Any], view: dict[str, Any], services: Services, front: Front
) -> None:
    """Keep the words for the next on call."""
    form, by = forms.read(forms.NoteForm, view), UserId(body["user"]["id"])
    services.handoffs.write(front, by, forms.rotation_of(view), form.words)
    ack()

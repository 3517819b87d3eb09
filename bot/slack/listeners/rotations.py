"""The rotations of the settings in Slack: the list, the form of one, its preview, and saving it."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.errors import Refusal
from bot.domain.ids import Front, UserId
from bot.services import Services
from bot.services.settings import BadSettings
from bot.slack import names, setup_forms
from bot.slack.listeners.buttons import open_form, refresh
from bot.slack.render import refusal as refusals
from bot.slack.render import rotations, setup
from bot.slack.render.parts import Block
from bot.slack.speech import Speech


def register(app: App) -> None:
    """Listen to the buttons of the list and of the preview, and to both when they are sent."""
    app.action(names.ADD_ROTATION)(on_add)
    app.action(names.CHANGE_ROTATION)(on_change)
    app.action(names.REMOVE_ROTATION)(on_remove)
    app.action(names.BACK_TO_ROTATION)(on_back)
    app.view(names.ROTATION_FORM)(on_form)
    app.view(names.ROTATION_PREVIEW)(on_preview)


def on_add(
    ack: Ack,
    body: dict[str, Any],
    services: Services,
    front: Front,
    client: WebClient,
    speech: Speech,
) -> None:
    """Put the form of a new rotation on top of the list."""
    asked = services.settings.rotation(front, UserId(body["user"]["id"]))
    open_form(client, body, rotations.form(asked, speech))
    ack()


def on_change(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    services: Services,
    front: Front,
    client: WebClient,
    speech: Speech,
) -> None:
    """Put the form of a rotation on top of the list."""
    asked = services.settings.rotation(front, UserId(body["user"]["id"]), action["value"])
    open_form(client, body, rotations.form(asked, speech))
    ack()


def on_remove(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    services: Services,
    front: Front,
    client: WebClient,
    speech: Speech,
) -> None:
    """Remove a rotation, and show the list as it is then."""
    by, name, view = UserId(body["user"]["id"]), action["value"], body["view"]
    try:
        settings = services.settings.remove_rotation(front, by, name)
    except BadSettings:
        _show_list(services, front, by, client, view["id"], speech, rotations.kept(name, speech))
    else:
        _show_list(services, front, by, client, view["id"], speech, rotations.removed(name, speech))
        refresh(client, view["root_view_id"], setup.hub(settings, speech))
    ack()


def on_back(ack: Ack, body: dict[str, Any], client: WebClient, speech: Speech) -> None:
    """Show the form again, with all that was filled in."""
    view = body["view"]
    refresh(client, view["id"], rotations.form(setup_forms.opened(view), speech))
    ack()


def on_form(
    ack: Ack,
    body: dict[str, Any],
    view: dict[str, Any],
    services: Services,
    front: Front,
    speech: Speech,
) -> None:
    """Show what a rotation would mean before it is saved, in place of its form."""
    asked, filled = setup_forms.read_rotation(view)
    try:
        seen = services.settings.preview(front, UserId(body["user"]["id"]), asked, filled)
    except BadSettings as error:
        raise setup_forms.bad_rotation(error, asked) from error
    ack(response_action="update", view=rotations.preview(seen, asked, speech))


def on_preview(
    ack: Ack,
    body: dict[str, Any],
    view: dict[str, Any],
    services: Services,
    front: Front,
    client: WebClient,
    speech: Speech,
) -> None:
    """Save what the preview is about. What is refused comes back in its form, with the reason."""
    asked, by = setup_forms.opened(view), UserId(body["user"]["id"])
    try:
        services.settings.save_rotation(front, by, asked, asked.body, view["id"])
    except (BadSettings, Refusal) as error:
        ack(response_action="update", view=rotations.form(asked, speech, _why(error, speech)))
        return
    _show_list(services, front, by, client, view["previous_view_id"], speech)
    ack(response_action="update", view=setup.saving(speech))


def _why(error: BadSettings | Refusal, speech: Speech) -> str:
    if isinstance(error, Refusal):
        return refusals.of(error, speech)
    return setup_forms.said(error, speech)


def _show_list(
    services: Services,
    front: Front,
    by: UserId,
    client: WebClient,
    view_id: str,
    speech: Speech,
    note: str | None = None,
) -> None:
    """Show the rotations as they are now in a window that has the list."""
    refresh(client, view_id, _list(services, front, by, speech, note))


def _list(
    services: Services, front: Front, by: UserId, speech: Speech, note: str | None = None
) -> Block:
    return rotations.listed(services.settings.crews(front, by), speech, note)

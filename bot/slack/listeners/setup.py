"""Settings in Slack: the command, the list of sections, and their forms sent in."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.ids import Front, UserId
from bot.services import Services
from bot.services.settings import EVERYTHING, ROTATIONS, BadSettings
from bot.slack import names, setup_forms
from bot.slack.listeners.buttons import open_form
from bot.slack.render import rotations, setup, setup_fields
from bot.slack.render.parts import Message
from bot.slack.speech import Speech


def register(app: App) -> None:
    """Listen to the command, to the buttons that open something, and to the forms."""
    app.command(names.SETUP)(on_setup)
    app.action(names.OPEN_SETTINGS)(on_open)
    app.action(names.CHANGE_SETTINGS)(on_change)
    app.view(names.SETTINGS_FORM)(on_form)


def on_setup(
    ack: Ack,
    command: dict[str, Any],
    services: Services,
    front: Front,
    client: WebClient,
    speech: Speech,
) -> None:
    """Open the settings for an admin; where there is none yet, look who may be the first."""
    user, key = UserId(command["user_id"]), f"command:{command['trigger_id']}"
    settings = services.settings.ask_for_admin(front, user, key)
    if not settings.team.admins:
        _whisper(ack, setup.looking(speech))
    elif user not in settings.team.admins:
        _whisper(ack, setup.not_an_admin(settings.team.admins, speech))
    else:
        open_form(client, command, setup.hub(settings, speech))
        ack()


def on_open(
    ack: Ack,
    body: dict[str, Any],
    services: Services,
    front: Front,
    client: WebClient,
    speech: Speech,
) -> None:
    """Open the settings."""
    settings = services.settings.shown_to(front, UserId(body["user"]["id"]))
    open_form(client, body, setup.hub(settings, speech))
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
    """Put the form of a section on top of the list; of rotations, a list of their own."""
    settings = services.settings.shown_to(front, UserId(body["user"]["id"]))
    if action["value"] == EVERYTHING:
        text = services.settings.export(front)
        form = setup_fields.whole_file(text, settings.version, speech)
    elif action["value"] == ROTATIONS:
        crews = services.settings.crews(front, UserId(body["user"]["id"]))
        form = rotations.listed(crews, speech)
    else:
        form = setup_fields.form(services.settings.section(front, action["value"]), speech)
    open_form(client, body, form)
    ack()


def on_form(
    ack: Ack,
    body: dict[str, Any],
    view: dict[str, Any],
    services: Services,
    front: Front,
    speech: Speech,
) -> None:
    """Save what a form says; whether it works is found out later, and shown in its place."""
    change, by = setup_forms.read(view), UserId(body["user"]["id"])
    try:
        _save(services, front, by, change, view["id"])
    except BadSettings as error:
        raise setup_forms.bad_field(error, change, speech) from error
    ack(response_action="update", view=setup.saving(speech))


def _save(
    services: Services, front: Front, by: UserId, change: setup_forms.Change, view_id: str
) -> None:
    desk, version = services.settings, change.version
    if change.section == EVERYTHING:
        desk.replace(front, change.toml, by=by, expected_version=version, view_id=view_id)
        return
    desk.save(front, by, change.section, change.body, expected_version=version, view_id=view_id)


def _whisper(ack: Ack, message: Message) -> None:
    ack(response_type="ephemeral", text=message.text, blocks=message.blocks)

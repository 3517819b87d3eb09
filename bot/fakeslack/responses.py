"""What an app says back to a person's act: in the acknowledgement, or through a response URL."""

from bot.fakeslack import posting
from bot.fakeslack.delivery import Delivery
from bot.fakeslack.errors import Json, SlackError
from bot.fakeslack.gateway import json_object
from bot.fakeslack.installation import Installation
from bot.fakeslack.messages import Message
from bot.fakeslack.methods.views import checked_spec
from bot.fakeslack.people import SLACKBOT
from bot.fakeslack.response_urls import ResponseUrl, ResponseUrlError
from bot.fakeslack.views import View
from bot.fakeslack.world import World

TROUBLE = "We had some trouble connecting. Try again?"
_OF_A_MESSAGE = ("text", "blocks", "attachments")
IN_CHANNEL = "in_channel"


# Response URLs


def respond(world: World, path: str, body: str) -> tuple[int, str]:
    """Take a POST to a response URL; gives back the status and the text Slack answers with."""
    try:
        args = json_object(body)
    except ValueError:
        return 400, "invalid_payload"
    try:
        url = world.response_urls.use(path)
        with world.workspace.lock:
            _respond(world, url, args)
    except ResponseUrlError as error:
        return 404, str(error)
    except SlackError as refusal:
        return 400, refusal.code
    return 200, "ok"


def _respond(world: World, url: ResponseUrl, args: Json) -> None:
    original = _replaceable(url)
    if args.get("delete_original"):
        if original is not None:
            world.announce(world.workspace.delete(original, url.app.bot_user_id))
    elif args.get("replace_original") and original is not None:
        parts = posting.content(args)
        world.announce(world.workspace.edit(original, **parts))
    else:
        say(world, url.app, url.user, url.channel, args)


def _replaceable(url: ResponseUrl) -> Message | None:
    """The message the interaction came from, if it is the app's and still there.

    What a person typed is not: https://docs.slack.dev/interactivity/handling-user-interaction
    """
    source = url.source
    if source is None or source.deleted or source.app_id != url.app.app_id:
        return None
    return source


def say(world: World, app: Installation, user: str, channel: str, args: Json) -> Message:
    """Show the person the answer, or everyone in the channel when it says `in_channel`."""
    conversation = world.workspace.conversations[channel]
    message = posting.from_app(app, conversation, posting.content(args))
    if args.get("response_type") != IN_CHANNEL:
        message.ephemeral_to = user
    if thread_ts := args.get("thread_ts"):
        message.thread_ts = str(thread_ts)
    world.announce(world.workspace.post(message))
    return message


# Slash commands


def command_settled(world: World, delivery: Delivery, user: str, channel: str) -> None:
    """Show the answer in the acknowledgement, or Slack's own notice that there was none."""
    sent, payload = delivery.sent, delivery.payload
    if not delivery.acked:
        slackbot_says(world, user, channel, _failed(sent, "operation_timeout"))
        return
    if delivery.app is None or not payload or not any(payload.get(k) for k in _OF_A_MESSAGE):
        return
    try:
        with world.workspace.lock:
            if payload.get("response_type") == IN_CHANNEL:
                _publish_command(world, sent)
            say(world, delivery.app, user, channel, payload)
    except SlackError:
        slackbot_says(world, user, channel, _failed(sent, "invalid_command_response"))


def _failed(sent: Json, error: str) -> str:
    return f'{sent["command"]} failed with the error "{error}"'


def _publish_command(world: World, sent: Json) -> None:
    """An answer for all shows what was typed as well."""
    typed = f"{sent['command']} {sent['text']}".rstrip()
    message = Message(ts="", channel=sent["channel_id"], user=sent["user_id"], text=typed)
    world.announce(world.workspace.post(message))


def slackbot_says(world: World, user: str, channel: str, text: str) -> None:
    """Slack itself tells this person something."""
    message = Message(ts="", channel=channel, user=SLACKBOT, text=text, ephemeral_to=user)
    world.workspace.post(message)


# Modals


def submission_settled(world: World, delivery: Delivery, view: View) -> None:
    """Do to the person's modals what the acknowledgement says.

    https://docs.slack.dev/surfaces/modals#handling_submissions
    """
    if not delivery.acked or delivery.app is None:
        world.views.note(view, errors={}, trouble=TROUBLE)
        return
    try:
        _follow(world, delivery.app, view, delivery.payload or {})
    except SlackError:
        world.views.note(view, errors={}, trouble=TROUBLE)


def _follow(world: World, app: Installation, view: View, payload: Json) -> None:
    action = payload.get("response_action")
    if action == "errors":
        _show_errors(world, view, payload.get("errors"))
    elif action == "update":
        world.views.update(view, checked_spec(payload.get("view"), "modal"))
    elif action == "push":
        world.views.push(app.app_id, view.user, checked_spec(payload.get("view"), "modal"))
    elif action == "clear":
        world.views.clear(view.user)
    elif action is None:
        world.views.close(view)
    else:
        raise SlackError("invalid_response_action")


def _show_errors(world: World, view: View, errors: object) -> None:
    """Errors show beside the input block they name; Slack shows none for any other name."""
    inputs = {b["block_id"] for b in view.blocks if b.get("type") == "input"}
    given = errors if isinstance(errors, dict) else {}
    shown = {block: str(said) for block, said in given.items() if block in inputs}
    world.views.note(view, errors=shown, trouble=None)

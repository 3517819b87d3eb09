"""reactions.*: emoji on messages."""

import re

from bot.fakeslack import posting
from bot.fakeslack.api import ApiCall, Method
from bot.fakeslack.errors import Json, SlackError
from bot.fakeslack.messages import Conversation, Message
from bot.fakeslack.rates import TIER_2, TIER_3

NAME = re.compile(r"[a-z0-9_+'\-\u0080-\uffff]+(::skin-tone-[2-6](-[2-6])?)?")
# Slack names the errors (too_many_emoji, too_many_reactions) but not the numbers.
EMOJI_LIMIT = 50
OWN_LIMIT = 23
USERS_SHOWN = 50


def _message(call: ApiCall) -> tuple[Conversation, Message]:
    conversation = posting.visible(call.world, call.app, call.required("channel"))
    message = conversation.messages.get(call.required("timestamp"))
    if message is None or message.deleted or message.ephemeral_to is not None:
        raise SlackError("message_not_found")
    return conversation, message


def checked_name(name: str) -> str:
    """The emoji's name without colons. Raises `invalid_name` for what can be none."""
    bare = name.strip(":")
    if not NAME.fullmatch(bare):
        raise SlackError("invalid_name")
    return bare


def add(call: ApiCall) -> Json:
    name = checked_name(call.required("name"))
    conversation, message = _message(call)
    if conversation.archived:
        raise SlackError("is_archived")
    if call.app.bot_user_id not in conversation.members:
        raise SlackError("not_in_channel")
    _refuse_too_many(message, call.app.bot_user_id, name)
    change = call.world.workspace.react(message, call.app.bot_user_id, name)
    if change is None:
        raise SlackError("already_reacted")
    call.world.announce(change)
    return {}


def _refuse_too_many(message: Message, user: str, name: str) -> None:
    if name not in message.reactions and len(message.reactions) >= EMOJI_LIMIT:
        raise SlackError("too_many_emoji")
    if sum(user in users for users in message.reactions.values()) >= OWN_LIMIT:
        raise SlackError("too_many_reactions")


def remove(call: ApiCall) -> Json:
    """Take off the bot's own reaction; nobody can take off another's."""
    name = checked_name(call.required("name"))
    _, message = _message(call)
    change = call.world.workspace.unreact(message, call.app.bot_user_id, name)
    if change is None:
        raise SlackError("no_reaction")
    call.world.announce(change)
    return {}


def get(call: ApiCall) -> Json:
    """The message, with its reactions if it has any, and where a browser finds it.

    Without `full` the lists of users may be cut short.
    """
    conversation, message = _message(call)
    shown = conversation.message_json(message)
    shown["permalink"] = call.world.workspace.permalink(message)
    if not call.flag("full"):
        for reaction in shown.get("reactions", ()):
            reaction["users"] = reaction["users"][:USERS_SHOWN]
    return {"type": "message", "channel": conversation.id, "message": shown}


METHODS = {
    "reactions.add": Method(add, ("reactions:write",), TIER_3),
    "reactions.remove": Method(remove, ("reactions:write",), TIER_2),
    "reactions.get": Method(get, ("reactions:read",), TIER_3),
}

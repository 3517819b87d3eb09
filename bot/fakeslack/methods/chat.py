"""chat.*: posting, editing, deleting, and where a message can be found."""

from bot.fakeslack import posting
from bot.fakeslack.api import ApiCall, Method, missing
from bot.fakeslack.errors import Json, SlackError
from bot.fakeslack.messages import Conversation, Message
from bot.fakeslack.rates import SPECIAL, TIER_3, TIER_4


def post_message(call: ApiCall) -> Json:
    """Post as the bot; the answer names the conversation it landed in, a DM's id for a person's."""
    conversation = posting.conversation_to_post_in(call.world, call.app, call.required("channel"))
    thread_ts = call.optional("thread_ts")
    posting.refuse_bad_root(conversation, thread_ts)
    metadata, warnings = _metadata(call)
    message = posting.from_app(call.app, conversation, _parts(call))
    message.thread_ts = thread_ts
    message.metadata = metadata
    message.client_msg_id = call.optional("client_msg_id")
    message.unfurl = {k: call.flag(k) for k in ("unfurl_links", "unfurl_media") if k in call.args}
    if thread_ts and call.flag("reply_broadcast"):
        message.subtype = "thread_broadcast"
    if (twin := _twin(conversation, message)) is not None:
        return _twin_answer(conversation, twin)
    call.world.announce(call.world.workspace.post(message))
    shown = conversation.message_json(message, include_metadata=True)
    answer: Json = {"channel": conversation.id, "ts": message.ts, "message": shown}
    return answer | _warned(warnings)


def _twin(conversation: Conversation, message: Message) -> Message | None:
    """The message already posted under the same client_msg_id, if the app gave one."""
    if message.client_msg_id is None:
        return None
    posted = conversation.messages.values()
    return next((m for m in posted if m.client_msg_id == message.client_msg_id), None)


def _twin_answer(conversation: Conversation, twin: Message) -> Json:
    if twin.deleted:
        raise SlackError("duplicate_message_not_found")
    shown = conversation.message_json(twin, include_metadata=True)
    return {"channel": conversation.id, "ts": twin.ts, "message": shown, "is_duplicate": True}


def _parts(call: ApiCall) -> Json:
    return posting.content(
        {
            "text": call.text("text"),
            "blocks": call.json("blocks", "invalid_blocks_format"),
            "attachments": call.json("attachments", "invalid_attachments"),
        }
    )


def _metadata(call: ApiCall) -> tuple[Json | None, list[str]]:
    return posting.checked_metadata(call.json("metadata", "invalid_metadata_format"))


def _warned(warnings: list[str]) -> Json:
    if not warnings:
        return {}
    return {"warning": ",".join(warnings), "response_metadata": {"warnings": warnings}}


def update(call: ApiCall) -> Json:
    """Edit one of the bot's own messages.

    Text without blocks takes the blocks off, and metadata stays unless it is given:
    https://docs.slack.dev/reference/methods/chat.update
    """
    conversation, message = _own(call, "cant_update_message")
    if len(call.text("text")) > posting.UPDATE_TEXT_LIMIT:
        raise SlackError("msg_too_long")
    metadata, warnings = _metadata(call)
    new = _parts(call)
    if metadata is not None or call.json("metadata", "invalid_metadata_format") == {}:
        new["metadata"] = metadata
    if "attachments" not in call.args:
        del new["attachments"]
    call.world.announce(call.world.workspace.edit(message, **new))
    answer: Json = {"channel": conversation.id, "ts": message.ts, "text": message.text}
    return answer | {"message": conversation.message_json(message)} | _warned(warnings)


def delete(call: ApiCall) -> Json:
    conversation, message = _own(call, "cant_delete_message")
    call.world.announce(call.world.workspace.delete(message, call.app.bot_user_id))
    return {"channel": conversation.id, "ts": message.ts}


def _own(call: ApiCall, if_not_own: str) -> tuple[Conversation, Message]:
    """The message that `channel` and `ts` mean, if it is there and the bot's own."""
    conversation = posting.visible(call.world, call.app, call.required("channel"))
    message = conversation.messages.get(call.required("ts"))
    if message is None or message.deleted or message.ephemeral_to is not None:
        raise SlackError("message_not_found")
    if message.user != call.app.bot_user_id:
        raise SlackError(if_not_own)
    if conversation.archived:
        raise SlackError("is_archived")
    return conversation, message


def post_ephemeral(call: ApiCall) -> Json:
    """Show one person something only they see, and that the app can never read back."""
    conversation = posting.conversation_to_post_in(call.world, call.app, call.required("channel"))
    user = call.required("user")
    if user not in conversation.members:
        raise SlackError("user_not_in_channel")
    message = posting.from_app(call.app, conversation, _parts(call))
    message.thread_ts = call.optional("thread_ts")
    message.ephemeral_to = user
    call.world.announce(call.world.workspace.post(message))
    return {"message_ts": message.ts}


def get_permalink(call: ApiCall) -> Json:
    conversation = posting.visible(call.world, call.app, call.required("channel"))
    ts = call.text("message_ts")
    if not ts:
        raise missing("message_ts")
    message = conversation.messages.get(ts)
    if message is None or message.deleted or message.ephemeral_to is not None:
        raise SlackError("message_not_found")
    return {"channel": conversation.id, "permalink": call.world.workspace.permalink(message)}


_WRITE = ("chat:write",)

METHODS = {
    "chat.postMessage": Method(post_message, _WRITE, SPECIAL, per_channel=True),
    "chat.update": Method(update, _WRITE, TIER_3),
    "chat.delete": Method(delete, _WRITE, TIER_3),
    "chat.postEphemeral": Method(post_ephemeral, _WRITE, TIER_4),
    "chat.getPermalink": Method(get_permalink, (), SPECIAL),
}

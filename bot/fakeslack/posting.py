"""What may be posted: the checks every message goes through, from wherever it comes."""

import re
from typing import Any

from bot.fakeslack import limits, surface
from bot.fakeslack.errors import Json, SlackError
from bot.fakeslack.installation import Installation
from bot.fakeslack.messages import Conversation, Kind, Message
from bot.fakeslack.world import World

# https://docs.slack.dev/reference/methods/chat.postMessage#truncating
TEXT_KEPT = 40_000
# https://docs.slack.dev/reference/methods/chat.update, error msg_too_long
UPDATE_TEXT_LIMIT = 4_000
ATTACHMENTS_LIMIT = 100
EVENT_TYPE = re.compile(r"[A-Za-z0-9_-]{1,255}")


def content(args: Json) -> Json:
    """The checked parts of a new message: text, blocks, attachments. Raises Slack's refusals."""
    blocks = checked_blocks(args.get("blocks"))
    attachments = checked_attachments(args.get("attachments"))
    text = str(args.get("text") or "")
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    return {"text": text[:TEXT_KEPT], "blocks": blocks, "attachments": attachments}


def checked_blocks(blocks: Any) -> list[Json]:  # noqa: ANN401  (as the app sent it)
    if blocks in (None, ""):
        return []
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    refuse_faulty(limits.check_message(blocks), "invalid_blocks")
    return surface.with_ids(blocks)


def checked_attachments(attachments: Any) -> list[Json]:  # noqa: ANN401  (as the app sent it)
    if attachments in (None, ""):
        return []
    if not isinstance(attachments, list) or not all(isinstance(a, dict) for a in attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > ATTACHMENTS_LIMIT:
        raise SlackError("too_many_attachments")
    return [{**a, "blocks": checked_blocks(a.get("blocks"))} for a in attachments]


def refuse_faulty(faults: list[limits.BlockFault], code: str) -> None:
    """Raise the error with one line for each fault, as Slack words it."""
    if faults:
        lines = [f"[ERROR] {fault.message} [json-pointer:{fault.pointer}]" for fault in faults]
        raise SlackError(code, messages=lines, errors=[fault.message for fault in faults])


def checked_metadata(metadata: Any) -> tuple[Json | None, list[str]]:  # noqa: ANN401
    """The metadata Slack keeps, and its warnings.

    An event type Slack does not like is no error: the metadata is silently dropped
    (https://docs.slack.dev/messaging/message-metadata).
    """
    if metadata in (None, ""):
        return None, []
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    fits = isinstance(event_type, str) and EVENT_TYPE.fullmatch(event_type)
    if not fits or not isinstance(payload, dict):
        return None, ["invalid_metadata_schema"]
    return {"event_type": event_type, "event_payload": payload}, []


def conversation_to_post_in(world: World, app: Installation, channel: str) -> Conversation:
    """Where a bot may post. Raises Slack's refusals for everywhere else."""
    if channel.startswith(("U", "W")):
        channel = _dm_for_posting(world, app, channel)
    conversation = visible(world, app, channel)
    if conversation.archived:
        raise SlackError("is_archived")
    if app.bot_user_id not in conversation.members and not app.has("chat:write.public"):
        raise SlackError("not_in_channel")
    if conversation.kind is Kind.IM:
        _refuse_dead_dm(world, app, conversation)
    return conversation


def visible(world: World, app: Installation, channel: str) -> Conversation:
    """The conversation as the bot may know of it. Private ones exist only for their members."""
    conversation = world.workspace.conversations.get(channel)
    if conversation is None or conversation.deleted:
        raise SlackError("channel_not_found")
    if conversation.is_private and app.bot_user_id not in conversation.members:
        raise SlackError("channel_not_found")
    return conversation


def _dm_for_posting(world: World, app: Installation, user_id: str) -> str:
    user = world.workspace.users.get(user_id)
    if user is None:
        raise SlackError("channel_not_found")
    if user.is_bot:
        raise SlackError("cannot_dm_bot")
    if user.deleted:
        raise SlackError("user_disabled")
    return world.dm_with(app, user_id)


def _refuse_dead_dm(world: World, app: Installation, conversation: Conversation) -> None:
    if app.app_home.get("messages_tab_enabled") is False:
        raise SlackError("messages_tab_disabled")
    others = (world.workspace.users[m] for m in conversation.members if m != app.bot_user_id)
    if any(user.deleted for user in others):
        raise SlackError("user_disabled")


def refuse_bad_root(conversation: Conversation, thread_ts: str | None) -> None:
    """A reply needs a root that is there, is for everyone, and is no reply itself."""
    if thread_ts is None:
        return
    root = conversation.messages.get(thread_ts)
    if root is None or root.deleted:
        raise SlackError("thread_not_found")
    if root.is_reply or root.ephemeral_to is not None:
        raise SlackError("cannot_reply_to_message")


def from_app(app: Installation, conversation: Conversation, parts: Json) -> Message:
    """A message of the app's bot, not yet posted."""
    return Message(
        ts="",
        channel=conversation.id,
        user=app.bot_user_id,
        bot_id=app.bot_id,
        app_id=app.app_id,
        **parts,
    )

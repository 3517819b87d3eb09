"""conversations.*: where people talk, who is there, what was said."""

from bot.fakeslack import posting
from bot.fakeslack.api import ApiCall, Method, refuse_missing_scope
from bot.fakeslack.errors import Json, SlackError
from bot.fakeslack.messages import Conversation, Kind, Message
from bot.fakeslack.methods.pages import next_cursor, page
from bot.fakeslack.rates import TIER_2, TIER_3, TIER_4

PAGE = 100
PAGE_LIMIT = 1000
# Ids that may be opened together: https://docs.slack.dev/reference/methods/conversations.open
GROUP_LIMIT = 8


def _known(call: ApiCall, right: str) -> Conversation:
    """The conversation `channel` means, if the scope for its kind is granted."""
    conversation = posting.visible(call.world, call.app, call.required("channel"))
    refuse_missing_scope(call.app, f"{conversation.kind.scope_family}:{right}")
    return conversation


def info(call: ApiCall) -> Json:
    conversation = _known(call, "read")
    shown = conversation.as_json(call.app.bot_user_id, num_members=call.flag("include_num_members"))
    return {"channel": shown}


def list_(call: ApiCall) -> Json:
    """The conversations the bot may know of, of the asked types."""
    kinds = _kinds(call)
    for kind in kinds:
        refuse_missing_scope(call.app, f"{kind.scope_family}:read")
    bot = call.app.bot_user_id
    found = [
        conversation
        for conversation in call.world.workspace.conversations.values()
        if conversation.kind in kinds
        and not conversation.deleted
        and (not conversation.is_private or bot in conversation.members)
        and not (conversation.archived and call.flag("exclude_archived"))
    ]
    shown, cursor = page(found, call.text("cursor"), _limit(call))
    return {"channels": [c.as_json(bot, num_members=True) for c in shown], **next_cursor(cursor)}


def _kinds(call: ApiCall) -> list[Kind]:
    try:
        return [Kind(name) for name in call.names("types") or ["public_channel"]]
    except ValueError:
        raise SlackError("invalid_types") from None


def _limit(call: ApiCall) -> int:
    limit = call.number("limit", PAGE)
    if not 1 <= limit <= PAGE_LIMIT:
        raise SlackError("invalid_limit")
    return limit


def members(call: ApiCall) -> Json:
    conversation = _known(call, "read")
    shown, cursor = page(conversation.members, call.text("cursor"), _limit(call))
    return {"members": shown, **next_cursor(cursor)}


def history(call: ApiCall) -> Json:
    """What was said, newest first."""
    conversation = _readable(call)
    found = [m for m in reversed(conversation.roots()) if _within(call, m)]
    shown, cursor = page(found, call.text("cursor"), _limit(call))
    return {
        "messages": _messages_json(call, conversation, shown),
        "has_more": bool(cursor),
        "pin_count": 0,
        **(next_cursor(cursor) if cursor else {}),
    }


def replies(call: ApiCall) -> Json:
    """A thread, oldest first, its root always included."""
    conversation = _readable(call)
    root_ts = call.required("ts")
    thread = conversation.thread(root_ts)
    if not thread:
        raise SlackError("thread_not_found")
    found = [m for m in thread if m.ts == root_ts or _within(call, m)]
    shown, cursor = page(found, call.text("cursor"), _limit(call))
    return {
        "messages": _messages_json(call, conversation, shown),
        "has_more": bool(cursor),
        **(next_cursor(cursor) if cursor else {}),
    }


def _readable(call: ApiCall) -> Conversation:
    conversation = _known(call, "history")
    if call.app.bot_user_id not in conversation.members:
        raise SlackError("not_in_channel")
    return conversation


def _within(call: ApiCall, message: Message) -> bool:
    """Whether it is between `oldest` and `latest`; the ends count only with `inclusive`."""
    ts, oldest, latest = float(message.ts), call.text("oldest"), call.text("latest")
    try:
        if call.flag("inclusive") and message.ts in (oldest, latest):
            return True
        after = not oldest or ts > float(oldest)
        return after and (not latest or ts < float(latest))
    except ValueError:
        raise SlackError("invalid_ts_oldest") from None


def _messages_json(call: ApiCall, conversation: Conversation, shown: list[Message]) -> list[Json]:
    with_metadata = call.flag("include_all_metadata")
    return [conversation.message_json(m, include_metadata=with_metadata) for m in shown]


def open_(call: ApiCall) -> Json:
    """Open the DM with these people, or resume it."""
    users = call.names("users")
    if not users:
        return {"channel": _known(call, "read").as_json(call.app.bot_user_id)}
    conversation, was_there = _opened(call, users)
    shown = {"id": conversation.id}
    if call.flag("return_im"):
        shown = conversation.as_json(call.app.bot_user_id)
    if not was_there:
        return {"channel": shown}
    return {"no_op": True, "already_open": True, "channel": shown}


def _opened(call: ApiCall, users: list[str]) -> tuple[Conversation, bool]:
    if len(users) > GROUP_LIMIT:
        raise SlackError("too_many_users")
    for user in users:
        _refuse_unreachable(call, user)
    bot = call.app.bot_user_id
    if len(users) == 1:
        return call.world.workspace.dm_between(bot, users[0])
    refuse_missing_scope(call.app, "mpim:write")
    return call.world.workspace.group_dm([bot, *users], bot)


def _refuse_unreachable(call: ApiCall, user_id: str) -> None:
    user = call.world.workspace.users.get(user_id)
    if user is None:
        raise SlackError("user_not_found")
    if user.deleted:
        raise SlackError("user_disabled")
    if user.is_bot:
        raise SlackError("cannot_dm_bot")


def join(call: ApiCall) -> Json:
    """Join a public channel; a private one needs an invitation."""
    conversation = posting.visible(call.world, call.app, call.required("channel"))
    if conversation.kind is not Kind.PUBLIC:
        raise SlackError("method_not_supported_for_channel_type")
    if conversation.archived:
        raise SlackError("is_archived")
    change = call.world.workspace.join(conversation.id, call.app.bot_user_id)
    call.world.announce(change)
    shown = {"channel": conversation.as_json(call.app.bot_user_id)}
    if change is not None:
        return shown
    warned = {"warning": "already_in_channel"}
    return shown | warned | {"response_metadata": {"warnings": ["already_in_channel"]}}


def _any_kind(right: str) -> tuple[str, ...]:
    return tuple(f"{kind.scope_family}:{right}" for kind in Kind)


METHODS = {
    "conversations.info": Method(info, _any_kind("read"), TIER_3),
    "conversations.list": Method(list_, _any_kind("read"), TIER_2),
    "conversations.members": Method(members, _any_kind("read"), TIER_4),
    "conversations.history": Method(history, _any_kind("history"), TIER_3),
    "conversations.replies": Method(replies, _any_kind("history"), TIER_3),
    "conversations.open": Method(open_, ("im:write", "mpim:write"), TIER_3),
    "conversations.join": Method(join, ("channels:join",), TIER_3),
}

"""From a change in the workspace to the events that an app subscribed to and may see."""

from collections.abc import Callable, Iterator

from bot.fakeslack.changes import Change
from bot.fakeslack.delivery import EVENTS_API, Delivery
from bot.fakeslack.errors import Json
from bot.fakeslack.ids import secret
from bot.fakeslack.installation import Installation
from bot.fakeslack.messages import Conversation, Message
from bot.fakeslack.people import ELSEWHERE
from bot.fakeslack.workspace import Workspace

# Events of a conversation have one name for public channels and another for private ones.
_CHANNEL_EVENTS = {
    "channel_archived": ("channel_archive", "group_archive"),
    "channel_unarchived": ("channel_unarchive", "group_unarchive"),
    "channel_renamed": ("channel_rename", "group_rename"),
    "channel_deleted": ("channel_deleted", "group_deleted"),
    # These two have one name for both.
    "channel_shared": ("channel_shared", "channel_shared"),
    "channel_unshared": ("channel_unshared", "channel_unshared"),
}
_LEFT_EVENTS = ("channel_left", "group_left")


def deliveries(workspace: Workspace, change: Change, apps: list[Installation]) -> list[Delivery]:
    """One delivery for each event that this change means to each of the apps."""
    make = _MAKERS.get(change.kind)
    if make is None:
        return []
    with workspace.lock:
        return [
            Delivery(EVENTS_API, app, _wrapped(workspace, app, event, change))
            for app in apps
            for event in make(workspace, app, change)
        ]


def _wrapped(workspace: Workspace, app: Installation, event: Json, change: Change) -> Json:
    """The event in its wrapper: https://docs.slack.dev/apis/events-api#callback-field."""
    event_id = workspace.ids.next("Ev")
    event.setdefault("event_ts", change.data.get("event_ts") or change.data.get("ts"))
    return {
        "token": app.verification_token,
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": workspace.enterprise_id,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(change.at.timestamp()),
        "authorizations": [
            {
                "enterprise_id": workspace.enterprise_id,
                "team_id": workspace.team_id,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": _is_shared(workspace, change),
        "event_context": f"4-{secret(event_id)}",
    }


def _is_shared(workspace: Workspace, change: Change) -> bool:
    conversation = workspace.conversations.get(str(change.data.get("channel")))
    return conversation is not None and conversation.is_ext_shared


def _wants(app: Installation, event: str, *scopes: str) -> bool:
    """Whether the app subscribed to the event and has one of the scopes it takes."""
    return event in app.events and (not scopes or any(app.has(scope) for scope in scopes))


def _seen(workspace: Workspace, app: Installation, change: Change) -> Conversation | None:
    """The conversation of the change, if the app's bot is in it."""
    conversation = workspace.conversations[change.data["channel"]]
    return conversation if app.bot_user_id in conversation.members else None


def _reaction(workspace: Workspace, app: Installation, change: Change) -> Iterator[Json]:
    if _wants(app, change.kind, "reactions:read") and _seen(workspace, app, change):
        about = change.data
        yield {
            "type": change.kind,
            "user": about["user"],
            "reaction": about["name"],
            "item": {"type": "message", "channel": about["channel"], "ts": about["ts"]},
            "item_user": about["item_user"],
        }


def _hears(app: Installation, conversation: Conversation) -> bool:
    """Whether the app follows what is said in conversations of this kind."""
    kind = conversation.kind
    event = "message.groups" if kind.event_name == "group" else f"message.{kind.scope_family}"
    return _wants(app, event, f"{kind.scope_family}:history")


def _posted(workspace: Workspace, app: Installation, change: Change) -> Iterator[Json]:
    conversation = _seen(workspace, app, change)
    if conversation is None:
        return
    message = conversation.messages[change.data["ts"]]
    about = message.as_json() | {
        "channel": conversation.id,
        "channel_type": conversation.kind.event_name,
        "event_ts": message.ts,
    }
    if _hears(app, conversation):
        yield about
    is_mention = f"<@{app.bot_user_id}>" in message.text
    if is_mention and _wants(app, "app_mention", "app_mentions:read"):
        yield {**about, "type": "app_mention"}
    if message.metadata and _follows_metadata(app, "posted", message.metadata):
        yield _metadata_event("posted", message, {"metadata": message.metadata})


def _changed(workspace: Workspace, app: Installation, change: Change) -> Iterator[Json]:
    conversation = _seen(workspace, app, change)
    if conversation is None:
        return
    message = conversation.messages[change.data["ts"]]
    if _hears(app, conversation):
        yield _hidden(conversation, "message_changed", change) | {
            "message": message.as_json(),
            "previous_message": change.data["previous"],
        }
    old = change.data["previous_metadata"]
    new = message.metadata
    if new and new != old and _follows_metadata(app, "updated", new):
        both = {"previous_metadata": old, "metadata": new}
        yield _metadata_event("updated", message, both)


def _deleted(workspace: Workspace, app: Installation, change: Change) -> Iterator[Json]:
    conversation = _seen(workspace, app, change)
    if conversation is None:
        return
    message = conversation.messages[change.data["ts"]]
    if _hears(app, conversation):
        yield _hidden(conversation, "message_deleted", change) | {
            "deleted_ts": message.ts,
            "previous_message": message.as_json(),
        }
    if message.metadata and _follows_metadata(app, "deleted", message.metadata):
        about = {"previous_metadata": message.metadata, "deleted_ts": change.data["event_ts"]}
        yield _metadata_event("deleted", message, about)


def _hidden(conversation: Conversation, subtype: str, change: Change) -> Json:
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": conversation.id,
        "channel_type": conversation.kind.event_name,
        "ts": change.data["event_ts"],
    }


def _follows_metadata(app: Installation, what: str, metadata: Json) -> bool:
    subscribed = metadata.get("event_type") in app.metadata_events
    return subscribed and _wants(app, f"message_metadata_{what}", "metadata.message:read")


def _metadata_event(what: str, message: Message, about: Json) -> Json:
    """https://docs.slack.dev/reference/events/message_metadata_deleted and its two siblings."""
    return {
        "type": f"message_metadata_{what}",
        "channel_id": message.channel,
        "app_id": message.app_id,
        "bot_id": message.bot_id,
        "user_id": message.user,
        "team_id": message.team_id,
        "message_ts": message.ts,
        **about,
    }


def _joined(workspace: Workspace, app: Installation, change: Change) -> Iterator[Json]:
    conversation = _seen(workspace, app, change)
    if conversation and _wants(app, "member_joined_channel", "channels:read", "groups:read"):
        inviter = change.data.get("inviter")
        yield _membership("member_joined_channel", conversation, change) | (
            {"inviter": inviter} if inviter else {}
        )


def _left(workspace: Workspace, app: Installation, change: Change) -> Iterator[Json]:
    conversation = workspace.conversations[change.data["channel"]]
    if change.data["user"] == app.bot_user_id:
        own = _LEFT_EVENTS[conversation.is_private]
        if _wants(app, own, "channels:read", "groups:read"):
            yield {"type": own, "channel": conversation.id}
    if _seen(workspace, app, change) and _wants(app, "member_left_channel", "channels:read"):
        yield _membership("member_left_channel", conversation, change)


def _membership(event: str, conversation: Conversation, change: Change) -> Json:
    return {
        "type": event,
        "user": change.data["user"],
        "channel": conversation.id,
        "channel_type": "G" if conversation.is_private else "C",
        "team": conversation.team_id,
    }


def _channel(workspace: Workspace, app: Installation, change: Change) -> Iterator[Json]:
    conversation = _seen(workspace, app, change)
    if conversation is None:
        return
    event = _CHANNEL_EVENTS[change.kind][conversation.is_private]
    if not _wants(app, event, f"{conversation.kind.scope_family}:read"):
        return
    yield {"type": event, **_about_channel(conversation, change)}


def _about_channel(conversation: Conversation, change: Change) -> Json:
    """What each of these events tells beside its name."""
    match change.kind:
        case "channel_renamed":
            about = {"name": conversation.name, "created": conversation.created}
            return {"channel": {"id": conversation.id, **about}}
        case "channel_deleted":
            return {"channel": conversation.id, "actor_id": change.data["user"]}
        case "channel_shared":
            return {"channel": conversation.id, "connected_team_id": ELSEWHERE}
        case "channel_unshared":
            about = {"previously_connected_team_id": ELSEWHERE, "is_ext_shared": False}
            return {"channel": conversation.id, **about}
        case _:
            return {"channel": conversation.id, "user": change.data["user"]}


def _user(workspace: Workspace, app: Installation, change: Change) -> Iterator[Json]:
    if _wants(app, "user_change", "users:read"):
        user = workspace.users[change.data["user"]]
        about = workspace.user_json(user, app.bot_user_id, include_locale=True)
        yield {"type": "user_change", "user": about, "cache_ts": int(change.at.timestamp())}


def _emoji(_workspace: Workspace, app: Installation, change: Change) -> Iterator[Json]:
    """https://docs.slack.dev/reference/events/emoji_changed."""
    if not _wants(app, "emoji_changed", "emoji:read"):
        return
    name = change.data["name"]
    if change.kind == "emoji_removed":
        yield {"type": "emoji_changed", "subtype": "remove", "names": [name]}
    else:
        value = change.data["value"]
        yield {"type": "emoji_changed", "subtype": "add", "name": name, "value": value}


def _home_opened(_workspace: Workspace, app: Installation, change: Change) -> Iterator[Json]:
    if change.data["app"] == app.app_id and _wants(app, "app_home_opened"):
        about = change.data
        event = {
            "type": "app_home_opened",
            "user": about["user"],
            "channel": about["channel"],
            "tab": about["tab"],
        }
        yield event | ({"view": about["view"]} if about.get("view") else {})


def _uninstalled(_workspace: Workspace, app: Installation, change: Change) -> Iterator[Json]:
    if change.data["app"] != app.app_id:
        return
    if _wants(app, "tokens_revoked"):
        # The list holds user ids, not tokens: https://docs.slack.dev/reference/events/tokens_revoked
        yield {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [app.bot_user_id]}}
    if _wants(app, "app_uninstalled"):
        yield {"type": "app_uninstalled"}


_MAKERS: dict[str, Callable[[Workspace, Installation, Change], Iterator[Json]]] = {
    "reaction_added": _reaction,
    "reaction_removed": _reaction,
    "message_posted": _posted,
    "message_changed": _changed,
    "message_deleted": _deleted,
    "member_joined": _joined,
    "member_left": _left,
    "channel_archived": _channel,
    "channel_unarchived": _channel,
    "channel_renamed": _channel,
    "channel_deleted": _channel,
    "channel_shared": _channel,
    "channel_unshared": _channel,
    "emoji_added": _emoji,
    "emoji_removed": _emoji,
    "user_changed": _user,
    "home_opened": _home_opened,
    "app_uninstalled": _uninstalled,
}

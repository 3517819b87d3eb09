"""Manifests, blocks and views for the tests, with the boring parts filled in."""

import copy
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]

SCOPES = [
    "commands",
    "chat:write",
    "reactions:read",
    "reactions:write",
    "users:read",
    "channels:read",
    "groups:read",
    "im:read",
    "im:write",
    "mpim:read",
    "mpim:write",
    "channels:history",
    "groups:history",
    "im:history",
    "channels:join",
    "usergroups:read",
    "usergroups:write",
    "emoji:read",
    "team:read",
    "metadata.message:read",
    "app_mentions:read",
]
EVENTS = [
    "reaction_added",
    "reaction_removed",
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "tokens_revoked",
    "channel_archive",
    "channel_deleted",
    "channel_shared",
    "channel_unshared",
    "channel_unarchive",
    "channel_rename",
    "channel_left",
    "emoji_changed",
    "group_archive",
    "group_left",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "message_metadata_deleted",
    "message_metadata_posted",
    "message_metadata_updated",
    "user_change",
]


def a_manifest(
    *,
    scopes: Sequence[str] = SCOPES,
    optional: Sequence[str] = (),
    events: Sequence[str] = EVENTS,
    name: str = "Hydrant",
    **features: Any,
) -> Json:
    """The manifest of an app that asks for everything the fake knows."""
    return copy.deepcopy(
        {
            "display_information": {"name": name},
            "features": {
                "bot_user": {"display_name": name.lower(), "always_online": True},
                "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
                "slash_commands": [
                    {"command": "/rapid", "description": "File", "should_escape": True},
                    {"command": "/raw", "description": "Unescaped"},
                ],
                "shortcuts": [
                    {"name": "File", "type": "message", "callback_id": "file", "description": "F"},
                    {"name": "New", "type": "global", "callback_id": "new", "description": "N"},
                ],
                **features,
            },
            "oauth_config": {"scopes": {"bot": list(scopes), "bot_optional": list(optional)}},
            "settings": {
                "event_subscriptions": {
                    "bot_events": list(events),
                    "metadata_subscriptions": [{"app_id": "*", "event_type": "card"}],
                },
                "interactivity": {"is_enabled": True},
                "socket_mode_enabled": True,
            },
        }
    )


class Clock:
    """A clock that moves only when told."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def tick(self, seconds: float = 0, *, minutes: float = 0, hours: float = 0) -> None:
        self.at += timedelta(seconds=seconds, minutes=minutes, hours=hours)


def plain(text: str = "Words") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "Words") -> Json:
    return {"type": "mrkdwn", "text": text}


def button(action_id: str = "claim", label: str = "Claim", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(label), **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements) or [button()], **more}


def section(text: str = "Words", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def option(value: str = "a", text: str = "A", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def an_input(
    block_id: str = "what",
    action_id: str = "value",
    element: Json | None = None,
    **more: Any,
) -> Json:
    element = element or {"type": "plain_text_input"}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(block_id.title()),
        "element": {"action_id": action_id, **element},
        **more,
    }


def a_modal(*blocks: Any, **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Form"),
        "submit": plain("File"),
        "blocks": list(blocks) or [an_input()],
        **more,
    }


def a_home(*blocks: Any, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks) or [section()], **more}

"""What the Slack app has to be allowed to do, and to be told of: the content of `manifest.yml`.

The file at the top of the project is the one people paste into Slack; a test keeps it equal.
"""

from typing import Any

from bot.slack import names

# Each with its description and the hint that Slack shows while one types.
COMMANDS = (
    (
        names.RAPID,
        "File a request for the data team",
        "what you need or what looks wrong, in your own words",
    ),
    (
        names.QUEUE,
        "What is open, what is yours, or one request with its story",
        "[mine | INC-7 | INC-7 claim, ask, answer …]",
    ),
    (
        names.ONCALL,
        "Who is on call, whose turn is next, and what you can do about it",
        "[week | next 8 | off … | cover … | swap … | take | handoff | help]",
    ),
    (
        names.SETUP,
        "Change the settings of the team",
        "for its admins",
    ),
)
EVENTS = (
    "reaction_added",
    "reaction_removed",
    "member_joined_channel",
    "channel_unarchive",
    "group_unarchive",
    "user_change",
    "app_home_opened",
)
# Events that need no scope.
FREE_EVENTS = ("app_home_opened",)
# Each with its kind, its name in Slack's menus, and what it is for.
SHORTCUTS = (
    (names.FILE_SHORTCUT, "global", "File a request", "Ask the data team, in a form"),
    (
        names.MESSAGE_SHORTCUT,
        "message",
        "File for Rapid Response",
        "File this message as a request for the data team",
    ),
)
# Each scope with the calls and events that need it.
SCOPES = {
    "commands": COMMANDS,
    "chat:write": ("chat.postMessage", "chat.update", "chat.postEphemeral"),
    "reactions:read": ("reactions.get", "reaction_added", "reaction_removed"),
    "users:read": ("users.info", "users.list", "bots.info", "user_change"),
    "channels:read": ("member_joined_channel", "channel_unarchive", "conversations.info"),
    "groups:read": ("member_joined_channel", "group_unarchive", "conversations.info"),
    "im:write": ("conversations.open",),
}
# Without history a post whose answer was lost cannot be looked for, and may be made twice; without
# emoji nobody notices that the settings name one that does not exist; without user groups no handle
# follows the rota.
OPTIONAL_SCOPES = {
    "channels:history": ("conversations.history", "conversations.replies"),
    "groups:history": ("conversations.history", "conversations.replies"),
    "im:history": ("conversations.history", "conversations.replies"),
    "emoji:read": ("emoji.list",),
    "usergroups:read": ("usergroups.list", "usergroups.users.list"),
    "usergroups:write": ("usergroups.users.update",),
}
# Calls that need no scope.
FREE_CALLS = (
    "auth.test",
    "views.open",
    "views.push",
    "views.update",
    "views.publish",
    "chat.getPermalink",
    "apps.connections.open",
    "apps.manifest.export",
)


def manifest() -> dict[str, Any]:
    """Return the manifest (https://docs.slack.dev/reference/app-manifest)."""
    return {
        "_metadata": {"major_version": 2},
        "display_information": _DISPLAY,
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "Hydrant", "always_online": True},
            "shortcuts": [
                {"name": name, "type": kind, "callback_id": callback_id, "description": about}
                for callback_id, kind, name, about in SHORTCUTS
            ],
            "slash_commands": [
                {
                    "command": command,
                    "description": description,
                    "usage_hint": hint,
                    "should_escape": True,
                }
                for command, description, hint in COMMANDS
            ],
        },
        "oauth_config": {
            "scopes": {
                "bot": [*SCOPES, *OPTIONAL_SCOPES],
                "bot_optional": [*OPTIONAL_SCOPES],
            }
        },
        "settings": {
            "event_subscriptions": {"bot_events": [*EVENTS]},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


_DISPLAY = {
    "name": "Hydrant",
    "description": "The front door of the data team. File in a line, hear at each step.",
    "background_color": "#7a1f1f",
    "long_description": (
        "Type /rapid and what you need or what looks wrong, in your own words. You get a number "
        "at once and a message as soon as somebody from the Rapid Response team has it, again "
        "when it works for now or is answered, and you say whether that answers it. Analysts "
        "claim and end requests with an emoji or a button on one card that always shows what is "
        "true."
    ),
}

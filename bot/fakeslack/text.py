"""Slack's own encoding of what people type.

https://docs.slack.dev/messaging/formatting-message-text#escaping and #retrieving-messages
"""

import re

from bot.fakeslack.workspace import Workspace

# A link, a person or a channel, in the order they are looked for. What may not stand before a
# mention keeps an address like ada@example.org whole.
_TYPED = re.compile(
    r"(?P<link>\bhttps?://[^\s<>|]+[^\s<>|.,;:!?)\]}'\"])"
    r"|(?<![\w@#&])@(?P<person>[a-z0-9][\w.\-]*)"
    r"|(?<![\w@#&])#(?P<channel>[a-z0-9_][\w\-]*)",
)
_EVERYONE = ("here", "channel", "everyone")


def entities(text: str) -> str:
    """The three control characters as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def encoded(text: str, workspace: Workspace) -> str:
    """The text as a message holds it: `<@U…>`, `<#C…|name>`, `<https://…>`, `&lt;`."""
    return _encode(text, workspace, with_names=False)


def escaped(text: str, workspace: Workspace) -> str:
    """The text of a slash command with `should_escape`: people carry their name, `<@U…|name>`."""
    return _encode(text, workspace, with_names=True)


def _encode(text: str, workspace: Workspace, *, with_names: bool) -> str:
    pieces = []
    end = 0
    for found in _TYPED.finditer(text):
        pieces.append(entities(text[end : found.start()]))
        pieces.append(_reference(found, workspace, with_names=with_names))
        end = found.end()
    return "".join(pieces) + entities(text[end:])


def _reference(found: re.Match[str], workspace: Workspace, *, with_names: bool) -> str:
    if link := found["link"]:
        return f"<{entities(link)}>"
    if person := found["person"]:
        return _person(person, workspace, with_names=with_names) or found[0]
    return _channel(found["channel"], workspace) or found[0]


def _person(name: str, workspace: Workspace, *, with_names: bool) -> str | None:
    if name in _EVERYONE:
        return f"<!{name}>"
    if (user := workspace.user_named(name)) is not None:
        return f"<@{user.id}|{user.name}>" if with_names else f"<@{user.id}>"
    for group in workspace.usergroups.values():
        if group.handle == name and not group.disabled:
            return f"<!subteam^{group.id}|@{name}>" if with_names else f"<!subteam^{group.id}>"
    return None


def _channel(name: str, workspace: Workspace) -> str | None:
    conversation = workspace.channel_named(name)
    if conversation is None:
        return None
    # The name of a private channel stays hidden.
    return f"<#{conversation.id}|{'' if conversation.is_private else name}>"

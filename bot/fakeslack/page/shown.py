"""What one person sees, as the JSON that the page gets. Nothing that is not for them is in it."""

from collections.abc import Iterator
from typing import Any

from bot.fakeslack.errors import Json
from bot.fakeslack.faults import NAMED
from bot.fakeslack.installation import Installation
from bot.fakeslack.messages import Conversation, Kind, Message
from bot.fakeslack.page.controls import FOR_ALL, THREAD_CHANGED, Page
from bot.fakeslack.page.live import Piece
from bot.fakeslack.page.refused import PageError
from bot.fakeslack.people import SLACKBOT, User
from bot.fakeslack.views import View

NEWEST = 200  # messages of a channel to begin with
ALIAS = "alias:"

_MESSAGE_NEWS = (
    "message_posted",
    "message_changed",
    "message_deleted",
    "ephemeral_shown",
    "ephemeral_changed",
    "reaction_added",
    "reaction_removed",
    THREAD_CHANGED,
)
_VIEW_NEWS = ("view_opened", "view_pushed", "view_updated", "view_closed", "view_errors")
_CHANNEL_NEWS = (
    "channel_created",
    "channel_archived",
    "channel_unarchived",
    "channel_renamed",
    "channel_shared",
    "channel_unshared",
    "channel_deleted",
    "member_joined",
    "member_left",
)
_PERSON_NEWS = ("person_added", "user_changed")
# What changes in the state that has no event of its own.
_NEWS_TO_RELOAD = ("emoji_added", "emoji_removed", "app_installed", "app_uninstalled")

# Dark enough for white letters.
_COLOURS = [
    "9b3b3b",
    "8a4b1f",
    "7a5a00",
    "4c6b1f",
    "23703f",
    "0b6e6e",
    "1f6391",
    "3b57b0",
    "5b47b3",
    "7d3fa8",
    "973a86",
    "a0355f",
]


def people(page: Page) -> Json:
    """Everybody whom one can be."""
    workspace = page.world.workspace
    with workspace.lock:
        found = [u for u in workspace.users.values() if not u.is_bot and u.id != SLACKBOT]
        return {
            "workspace": {"name": workspace.name, "domain": workspace.domain},
            "people": [person(page, user) for user in found],
            "suggested": list(page.suggested),
        }


def person(page: Page, user: User) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "title": page.titles.get(user.id, user.title),
        "role": _role(user),
        "is_bot": user.is_bot,
        "is_admin": user.is_admin or user.is_owner,
        "deleted": user.deleted,
        "is_stranger": user.is_stranger,
        "tz": user.tz,
        "locale": user.locale,
        "color": _COLOURS[sum(user.id.encode()) % len(_COLOURS)],
    }


def _role(user: User) -> str:
    """The first of these that is true of them."""
    claims = {
        "App": user.is_bot or user.id == SLACKBOT,
        "From another company": user.is_stranger,
        "Workspace owner": user.is_owner,
        "Workspace admin": user.is_admin,
        "Guest": _is_guest(user),
    }
    return next((role for role, is_so in claims.items() if is_so), "Member")


def _is_guest(user: User) -> bool:
    return user.is_restricted or user.is_ultra_restricted


class Sight:
    """The workspace through the eyes of one person."""

    def __init__(self, page: Page, user_id: str) -> None:
        user = page.world.workspace.users.get(user_id)
        if user is None or user.is_bot or user.id == SLACKBOT:
            raise PageError("There is nobody here whom you could be by that id.", 404)
        if user.deleted:
            raise PageError(f"{user.real_name} is deactivated.", 403)
        self.page = page
        self.world = page.world
        self.user = user

    # What is there for them

    def may_see(self, conversation: Conversation) -> bool:
        """Public channels are everybody's, but guests and other companies see only their own."""
        if conversation.deleted:
            return False
        if self.user.id in conversation.members:
            return True
        is_insider = not (self.user.is_stranger or _is_guest(self.user))
        return conversation.kind is Kind.PUBLIC and is_insider

    def conversation(self, channel: str) -> Conversation:
        found = self.world.workspace.conversations.get(channel)
        if found is None or not self.may_see(found):
            raise PageError("There is no such channel.", 404)
        return found

    def message(self, channel: str, ts: str) -> Message:
        """The message, if it is there for them."""
        found = self.conversation(channel).messages.get(ts)
        if found is None or found.deleted or not self._is_for_them(found):
            raise PageError("This message is not there any more.", 404)
        return found

    def modal(self) -> View | None:
        return self.world.views.top(self.user.id)

    def home(self) -> View | None:
        app = self.app()
        return None if app is None else self.world.views.home(self.user.id, app.app_id)

    def app(self) -> Installation | None:
        """The app whose home it is: of several, the one installed last."""
        apps = self.world.active_apps()
        return apps[-1] if apps else None

    def _is_for_them(self, message: Message) -> bool:
        return message.ephemeral_to in (None, self.user.id)

    # As JSON

    def state(self) -> Json:
        """All that a window needs to begin with, and the number that its news go on from."""
        page, workspace = self.page, self.world.workspace
        with workspace.lock:
            seen = [c for c in workspace.conversations.values() if self.may_see(c)]
            return {
                "n": page.news.n,
                "now": page.seconds(),
                "me": person(page, self.user),
                "people": {user.id: person(page, user) for user in workspace.users.values()},
                "groups": {one.id: one.handle for one in workspace.usergroups.values()},
                "apps": [_app(app) for app in self.world.active_apps()],
                "channels": [self.channel_json(c) for c in seen],
                "messages": {c.id: self._newest(c, None, NEWEST) for c in seen},
                "commands": list(self._commands()),
                "shortcuts": list(self._shortcuts()),
                "modal": self._modal_json(),
                "home": self._home_json(),
                "emoji": dict(workspace.emoji),
                "controls": self._controls(),
            }

    def messages(self, channel: str, before: str | None, limit: int) -> Json:
        """The newest messages of the channel that are older than `before`, oldest first."""
        with self.world.workspace.lock:
            return self._newest(self.conversation(channel), before, limit)

    def thread(self, channel: str, ts: str) -> Json:
        with self.world.workspace.lock:
            conversation = self.conversation(channel)
            asked = conversation.messages.get(ts)
            if asked is None or not self._is_for_them(asked):
                raise PageError("There is no such thread.", 404)
            root = conversation.messages.get(asked.thread_ts or asked.ts, asked)
            replies = [
                message
                for message in conversation.messages.values()
                if message.thread_ts == root.ts and message.is_reply and not message.deleted
            ]
            return {
                "root": self._message_json(root, _threads(conversation)),
                "replies": [self._message_json(m, {}) for m in replies if self._is_for_them(m)],
            }

    def channel_json(self, conversation: Conversation) -> Json:
        others = [m for m in conversation.members if m != self.user.id] or [self.user.id]
        is_im = conversation.kind is Kind.IM
        return {
            "id": conversation.id,
            "name": conversation.name,
            "kind": str(conversation.kind),
            "topic": conversation.topic,
            "is_member": self.user.id in conversation.members,
            "archived": conversation.archived,
            "deleted": conversation.deleted,
            "is_ext_shared": conversation.is_ext_shared,
            "with": others[0] if is_im else None,
            "members": list(conversation.members),
        }

    def _newest(self, conversation: Conversation, before: str | None, limit: int) -> Json:
        threads = _threads(conversation)
        roots = [
            message
            for message in conversation.messages.values()
            if (not message.is_reply or message.subtype == "thread_broadcast")
            and (not message.deleted or message.ts in threads)
            and self._is_for_them(message)
            and (before is None or message.ts < before)
        ]
        roots.sort(key=lambda message: message.ts)
        return {
            "items": [self._message_json(message, threads) for message in roots[-limit:]],
            "has_more": len(roots) > limit,
        }

    def _message_json(self, message: Message, threads: dict[str, list[Message]]) -> Json:
        """The message as it now stands; of a deleted one only that it is gone."""
        replies = threads.get(message.ts, [])
        about = {
            "ts": message.ts,
            "channel": message.channel,
            "user": message.user,
            "thread_ts": message.thread_ts if message.is_reply else None,
            "ephemeral": message.ephemeral_to is not None,
            "deleted": message.deleted,
            "bot_id": message.bot_id,
            "app_id": message.app_id,
            "subtype": message.subtype,
            "reply_count": len(replies),
            "latest_reply": replies[-1].ts if replies else None,
            "reply_users": list(dict.fromkeys(reply.user for reply in replies)),
        }
        return about | (_NOTHING_LEFT if message.deleted else _content(message))

    def _commands(self) -> Iterator[Json]:
        """The commands that a `/` offers; nobody from elsewhere has any."""
        for app in () if self.user.is_stranger else self.world.active_apps():
            for command in app.commands.values():
                yield {
                    "command": command["command"],
                    "description": command.get("description", ""),
                    "hint": command.get("usage_hint", ""),
                    "app": app.app_id,
                }

    def _shortcuts(self) -> Iterator[Json]:
        for app in () if self.user.is_stranger else self.world.active_apps():
            for shortcut in app.shortcuts.values():
                kept = {key: shortcut.get(key, "") for key in ("callback_id", "type", "name")}
                yield {**kept, "description": shortcut.get("description", ""), "app": app.app_id}

    def _modal_json(self) -> Json | None:
        view = self.modal()
        if view is None:
            return None
        return _view(view) | {"stack": len(self.world.views.stack(self.user.id))}

    def _home_json(self) -> Json | None:
        view = self.home()
        return None if view is None else _view(view) | {"stack": 1}

    def _controls(self) -> Json:
        tour = self.page.tour
        return {
            "machine": self.page.machine is not None,
            "tour": tour and tour.as_json(),
            "faults": list(NAMED),
            "fault": self.page.fault,
        }

    # As news

    def told(self, piece: Piece) -> tuple[str, Json] | None:
        """The event in which they hear of it, as it now stands; None when it is not for them."""
        kind, about = piece.kind, piece.about
        if kind in FOR_ALL:
            return kind, about
        if kind in _NEWS_TO_RELOAD:
            return "reload", {}
        with self.world.workspace.lock:
            if kind in _MESSAGE_NEWS:
                return self._told_message(about)
            if kind in _CHANNEL_NEWS:
                return self._told_channel(kind, about)
            if kind in _PERSON_NEWS:
                user = self.world.workspace.users[about["user"]]
                return "person", person(self.page, user)
            if about.get("user") == self.user.id:
                return self._told_view(kind, about)
        return None

    def _told_message(self, about: Json) -> tuple[str, Json] | None:
        conversation = self.world.workspace.conversations[about["channel"]]
        message = conversation.messages.get(about["ts"])
        if message is None or not self.may_see(conversation) or not self._is_for_them(message):
            return None
        return "message", self._message_json(message, _threads(conversation))

    def _told_channel(self, kind: str, about: Json) -> tuple[str, Json] | None:
        conversation = self.world.workspace.conversations[about["channel"]]
        if self.may_see(conversation):
            return "channel", self.channel_json(conversation)
        has_left = kind == "member_left" and about["user"] == self.user.id
        is_gone = conversation.deleted and (
            self.user.id in conversation.members or not conversation.is_private
        )
        if not has_left and not is_gone:
            return None
        # They learn that it is not there for them any more, and nothing else of it.
        nothing: Json = {"name": "", "topic": "", "with": None, "members": [], "is_member": False}
        return "channel", self.channel_json(conversation) | nothing

    def _told_view(self, kind: str, about: Json) -> tuple[str, Json] | None:
        home = self.home()
        is_home = home is not None and home.id == about.get("view")
        if is_home and kind in ("home_published", *_VIEW_NEWS):
            return "home", {"home": self._home_json()}
        if kind in _VIEW_NEWS:
            return "modal", {"modal": self._modal_json()}
        return None


_NOTHING_LEFT: Json = {
    "text": "",
    "blocks": [],
    "attachments": [],
    "reactions": [],
    "edited": False,
}


def _content(message: Message) -> Json:
    reactions = [{"name": name, "users": list(who)} for name, who in message.reactions.items()]
    return {
        "text": message.text,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "reactions": reactions,
        "edited": message.edited is not None,
    }


def _threads(conversation: Conversation) -> dict[str, list[Message]]:
    """The replies that everybody sees, by the `ts` of their root."""
    found: dict[str, list[Message]] = {}
    for message in conversation.messages.values():
        if message.thread_ts is None or not message.is_reply:
            continue
        if not message.deleted and message.ephemeral_to is None:
            found.setdefault(message.thread_ts, []).append(message)
    return found


def _app(app: Installation) -> Json:
    return {"id": app.app_id, "name": app.name, "bot_user_id": app.bot_user_id}


def _view(view: View) -> Json:
    def label(key: str) -> str | None:
        words = view.spec.get(key)
        return None if not words else str(words.get("text", ""))

    return {
        "id": view.id,
        "type": view.type,
        "title": view.title,
        "submit": label("submit"),
        "close": label("close"),
        "blocks": view.blocks,
        "values": {
            block_id: {action_id: plain_value(held) for action_id, held in fields.items()}
            for block_id, fields in view.values.items()
        },
        "errors": dict(view.errors),
        "trouble": view.trouble,
        "callback_id": view.callback_id,
        "app_id": view.app_id,
    }


def plain_value(held: Json) -> Any:  # noqa: ANN401  (a text, a list of texts or nothing)
    """What a field holds, as the page says it: the value of an option, the id of a person."""
    value = next((value for key, value in held.items() if key != "type"), None)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return _plain(value)


def _plain(value: Any) -> Any:  # noqa: ANN401  (any JSON that a field holds)
    if not isinstance(value, dict):
        return value
    return value["value"] if "value" in value else "".join(_texts(value))


def _texts(node: Any) -> Iterator[str]:  # noqa: ANN401  (walks rich text)
    if isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        yield from _texts(node.get("elements"))

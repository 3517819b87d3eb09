"""A message, and the conversation it stands in."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.fakeslack import surface
from bot.fakeslack.errors import Json
from bot.fakeslack.people import ELSEWHERE


@dataclass(slots=True, eq=False)
class Message:
    """One message as it now stands. It is live: an edit shows in the object you hold."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    team_id: str = ""
    subtype: str | None = None
    edited: Json | None = None
    ephemeral_to: str | None = None
    deleted: bool = False
    unfurl: Json = field(default_factory=dict)
    client_msg_id: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    def button_labels(self) -> list[str]:
        """The text on each button, in the order they show."""
        return surface.button_labels(self.all_blocks())

    def plain(self) -> str:
        """All text that shows. As in Slack, `text` shows only when there are no blocks."""
        shown = surface.words(self.all_blocks())
        if self.attachments:
            shown += "\n" + surface.words(self.attachments)
        return shown if self.blocks else f"{self.text}\n{shown}".strip()

    def all_blocks(self) -> list[Json]:
        """The blocks, those inside attachments included."""
        inside = [block for a in self.attachments for block in a.get("blocks") or ()]
        return self.blocks + inside

    def as_json(self) -> Json:
        """The message object of `conversations.history`, without metadata and thread counts."""
        about: Json = {
            "type": "message",
            "user": self.user,
            "ts": self.ts,
            "text": self.text,
            "team": self.team_id,
        }
        for key in ("bot_id", "app_id", "subtype", "thread_ts", "edited", "client_msg_id"):
            if (value := getattr(self, key)) is not None:
                about[key] = value
        for key in ("blocks", "attachments"):
            if value := getattr(self, key):
                about[key] = value
        return about | ({"reactions": self.reactions_json()} if self.reactions else {})

    def reactions_json(self) -> list[Json]:
        return [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in self.reactions.items()
        ]


class Kind(StrEnum):
    """What kind of conversation it is; each kind has its own scopes."""

    PUBLIC = "public_channel"
    PRIVATE = "private_channel"
    IM = "im"
    MPIM = "mpim"

    @property
    def scope_family(self) -> str:
        """`channels` in `channels:history`."""
        return _FAMILIES[self]

    @property
    def event_name(self) -> str:
        """`channel_type` in a message event."""
        return _EVENT_NAMES[self]


_FAMILIES = {
    Kind.PUBLIC: "channels",
    Kind.PRIVATE: "groups",
    Kind.IM: "im",
    Kind.MPIM: "mpim",
}
_EVENT_NAMES = {
    Kind.PUBLIC: "channel",
    Kind.PRIVATE: "group",
    Kind.IM: "im",
    Kind.MPIM: "mpim",
}


@dataclass(slots=True, eq=False)
class Conversation:
    """A channel, private channel or DM, with everything said in it."""

    id: str
    name: str
    kind: Kind
    creator: str
    created: int
    team_id: str
    topic: str = ""
    members: list[str] = field(default_factory=list)
    archived: bool = False
    deleted: bool = False
    is_ext_shared: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def is_private(self) -> bool:
        return self.kind is not Kind.PUBLIC

    def name_in_payloads(self) -> str:
        """What commands and interactions call it; Slack hides the names of private places."""
        if self.kind is Kind.IM:
            return "directmessage"
        return "privategroup" if self.is_private else self.name

    def shown(self) -> list[Message]:
        """What everyone here sees, oldest first: neither deleted nor ephemeral."""
        return [m for m in self.messages.values() if not m.deleted and m.ephemeral_to is None]

    def roots(self) -> list[Message]:
        return [m for m in self.shown() if not m.is_reply or m.subtype == "thread_broadcast"]

    def thread(self, root_ts: str) -> list[Message]:
        """The root, if it is still there, and its replies, oldest first."""
        return [m for m in self.shown() if root_ts in (m.ts, m.thread_ts)]

    def message_json(self, message: Message, *, include_metadata: bool = False) -> Json:
        """The message with its thread counts, and its metadata when asked."""
        about = message.as_json()
        if include_metadata and message.metadata is not None:
            about["metadata"] = message.metadata
        if message.is_reply:
            root = self.messages.get(message.thread_ts or "")
            return about | ({"parent_user_id": root.user} if root else {})
        replies = [m for m in self.thread(message.ts) if m.is_reply]
        return about | _thread_counts(message, replies) if replies else about

    def as_json(self, viewer: str, *, num_members: bool = False) -> Json:
        """The conversation object, as this viewer gets it."""
        if self.kind is Kind.IM:
            return self._im_json(viewer)
        about: Json = {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            # A private channel is one too, unless it is older than March 2021:
            # https://docs.slack.dev/reference/objects/conversation-object
            "is_channel": self.kind in (Kind.PUBLIC, Kind.PRIVATE),
            "is_group": False,
            "is_im": False,
            "is_mpim": self.kind is Kind.MPIM,
            "is_private": self.is_private,
            "created": self.created,
            "creator": self.creator,
            "is_archived": self.archived,
            "is_general": False,
            "is_shared": self.is_ext_shared,
            "is_ext_shared": self.is_ext_shared,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "shared_team_ids": [self.team_id, ELSEWHERE] if self.is_ext_shared else [self.team_id],
            "is_member": viewer in self.members,
            "context_team_id": self.team_id,
            "topic": {"value": self.topic, "creator": self.creator, "last_set": self.created},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }
        return about | ({"num_members": len(self.members)} if num_members else {})

    def _im_json(self, viewer: str) -> Json:
        others = [member for member in self.members if member != viewer]
        return {
            "id": self.id,
            "created": self.created,
            "is_im": True,
            "is_org_shared": False,
            "is_archived": self.archived,
            "context_team_id": self.team_id,
            "user": others[0] if others else viewer,
        }


def _thread_counts(root: Message, replies: list[Message]) -> Json:
    repliers = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": root.ts,
        "reply_count": len(replies),
        "reply_users_count": len(repliers),
        "reply_users": repliers,
        "latest_reply": replies[-1].ts,
    }

"""The workspace: who is in it, where they talk, what was said. In memory, under one lock.

Nothing here waits for the network. Each change is written to the log of changes and returned, so
that the caller can tell the apps.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Unpack

from bot.fakeslack.changes import Change, ChangeLog
from bot.fakeslack.errors import Json
from bot.fakeslack.ids import Ids, Stamps, micros
from bot.fakeslack.messages import Conversation, Kind, Message
from bot.fakeslack.people import ELSEWHERE, SLACKBOT, User, UserGroup
from bot.fakeslack.traits import UserTraits


class Workspace:
    """One Slack workspace. Every method that changes something returns the change it logged."""

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        domain: str = "example",
        enterprise_id: str | None = None,
    ) -> None:
        self.now = now
        self.lock = threading.RLock()
        self.ids = Ids(domain)
        self.stamps = Stamps(now)
        self.changes = ChangeLog()
        self.domain = domain
        self.enterprise_id = enterprise_id
        self.team_id = self.ids.next("T")
        self.name = domain.title()
        self.users: dict[str, User] = {}
        self.conversations: dict[str, Conversation] = {}
        self.usergroups: dict[str, UserGroup] = {}
        self.emoji: dict[str, str] = {}
        # Who may edit user groups: "everyone", or "admins" (then a bot gets permission_denied).
        self.usergroup_editors = "everyone"
        self.is_paid = True
        self.users[SLACKBOT] = User(SLACKBOT, "slackbot", self.team_id, "Slackbot", is_bot=False)

    @property
    def url(self) -> str:
        return f"https://{self.domain}.slack.com/"

    def epoch(self) -> int:
        return micros(self.now()) // 1_000_000

    def next_stamp(self) -> str:
        """A `ts` for something that is no message, in the one order with those that are."""
        with self.lock:
            return self.stamps.next()

    def log(self, kind: str, **data: object) -> Change:
        return self.changes.append(kind, self.now(), dict(data))

    # People

    def add_user(self, name: str, **traits: Unpack[UserTraits]) -> User:
        """A new member. Names may repeat, as in Slack; ids never do."""
        with self.lock:
            prefix = "W" if self.enterprise_id and not traits.get("is_bot") else "U"
            user = User(self.ids.next(prefix), name, self.team_id, updated=self.epoch())
            self._set_traits(user, traits)
            user.real_name = user.real_name or name.replace("_", " ").title()
            self.users[user.id] = user
            self.log("person_added", user=user.id)
        return user

    def change_user(self, user: User, **traits: Unpack[UserTraits]) -> Change:
        with self.lock:
            self._set_traits(user, traits)
            user.updated = self.epoch()
            return self.log("user_changed", user=user.id, event_ts=self.stamps.next())

    def _set_traits(self, user: User, traits: UserTraits) -> None:
        for trait, value in traits.items():
            setattr(user, trait, value)
        if user.is_stranger:
            user.team_id = ELSEWHERE

    def user_named(self, name: str) -> User | None:
        with self.lock:
            return next((u for u in self.users.values() if u.name == name), None)

    def user_json(self, user: User, viewer: str, *, include_locale: bool = False) -> Json:
        """The user object as this viewer, a bot, gets it."""
        with self.lock:
            is_met = user.is_stranger and any(
                user.id in conversation.members and viewer in conversation.members
                for conversation in self.conversations.values()
            )
        return user.as_json(self.now(), include_locale=include_locale, is_met=is_met)

    # Conversations

    def add_channel(self, name: str, *, creator: str, private: bool = False) -> Conversation:
        """A new channel with nobody in it."""
        return self._add_conversation(name, Kind.PRIVATE if private else Kind.PUBLIC, creator, [])

    def dm_between(self, one: str, other: str) -> tuple[Conversation, bool]:
        """The DM of these two, made if need be; also whether it was there before."""
        with self.lock:
            for conversation in self.conversations.values():
                if conversation.kind is Kind.IM and set(conversation.members) == {one, other}:
                    return conversation, True
            return self._add_conversation("", Kind.IM, one, [one, other]), False

    def group_dm(self, members: list[str], creator: str) -> tuple[Conversation, bool]:
        with self.lock:
            for conversation in self.conversations.values():
                if conversation.kind is Kind.MPIM and set(conversation.members) == set(members):
                    return conversation, True
            name = "mpdm-" + "--".join(self.users[m].name for m in members) + "-1"
            return self._add_conversation(name, Kind.MPIM, creator, members), False

    def _add_conversation(
        self, name: str, kind: Kind, creator: str, members: list[str]
    ) -> Conversation:
        with self.lock:
            prefix = "D" if kind is Kind.IM else "C"
            conversation = Conversation(
                id=self.ids.next(prefix),
                name=name,
                kind=kind,
                creator=creator,
                created=self.epoch(),
                team_id=self.team_id,
                members=list(members),
            )
            self.conversations[conversation.id] = conversation
            self.log("channel_created", channel=conversation.id, name=name, type=str(kind))
        return conversation

    def channel_named(self, name: str) -> Conversation | None:
        with self.lock:
            named = (c for c in self.conversations.values() if c.kind is not Kind.IM)
            return next((c for c in named if c.name == name and not c.deleted), None)

    def join(self, channel: str, user: str, inviter: str | None = None) -> Change | None:
        """Make the user a member; None when they are one already."""
        with self.lock:
            conversation = self.conversations[channel]
            if user in conversation.members:
                return None
            conversation.members.append(user)
            return self.log(
                "member_joined",
                channel=channel,
                user=user,
                inviter=inviter,
                event_ts=self.stamps.next(),
            )

    def leave(self, channel: str, user: str) -> Change | None:
        with self.lock:
            conversation = self.conversations[channel]
            if user not in conversation.members:
                return None
            conversation.members.remove(user)
            return self.log("member_left", channel=channel, user=user, event_ts=self.stamps.next())

    def set_archived(self, channel: str, user: str, *, archived: bool) -> Change:
        with self.lock:
            self.conversations[channel].archived = archived
            kind = "channel_archived" if archived else "channel_unarchived"
            return self.log(kind, channel=channel, user=user, event_ts=self.stamps.next())

    def rename(self, channel: str, name: str) -> Change:
        with self.lock:
            self.conversations[channel].name = name
            return self.log(
                "channel_renamed", channel=channel, name=name, event_ts=self.stamps.next()
            )

    def delete_channel(self, channel: str, user: str) -> Change:
        with self.lock:
            self.conversations[channel].deleted = True
            return self.log(
                "channel_deleted", channel=channel, user=user, event_ts=self.stamps.next()
            )

    def set_shared(self, channel: str, *, shared: bool) -> Change | None:
        """Share the channel with another company, or end that; None when it is so already."""
        with self.lock:
            if self.conversations[channel].is_ext_shared is shared:
                return None
            self.conversations[channel].is_ext_shared = shared
            kind = "channel_shared" if shared else "channel_unshared"
            return self.log(kind, channel=channel, event_ts=self.stamps.next())

    # Emoji

    def add_emoji(self, name: str, value: str) -> Change:
        """A custom emoji; the value is an address, or `alias:` and another name."""
        with self.lock:
            self.emoji[name] = value
            return self.log("emoji_added", name=name, value=value, event_ts=self.stamps.next())

    def remove_emoji(self, name: str) -> Change:
        with self.lock:
            del self.emoji[name]
            return self.log("emoji_removed", name=name, event_ts=self.stamps.next())

    # Messages

    def permalink(self, message: Message) -> str:
        """Where a browser finds the message; a reply is found in its thread."""
        link = f"{self.url}archives/{message.channel}/p{message.ts.replace('.', '')}"
        if message.is_reply:
            link += f"?thread_ts={message.thread_ts}&cid={message.channel}"
        return link

    def post(self, message: Message) -> Change:
        """Put the message where it belongs, under a fresh `ts`."""
        with self.lock:
            message.ts = self.stamps.next()
            message.team_id = self.team_id
            self.conversations[message.channel].messages[message.ts] = message
            kind = "ephemeral_shown" if message.ephemeral_to else "message_posted"
            return self.log(kind, channel=message.channel, ts=message.ts, user=message.user)

    def edit(self, message: Message, **new: object) -> Change:
        """Replace the given parts of the message and mark it edited."""
        with self.lock:
            before = message.as_json()
            previous_metadata = message.metadata
            for part, value in new.items():
                setattr(message, part, value)
            stamp = self.stamps.next()
            if message.ephemeral_to is None:
                message.edited = {"user": message.user, "ts": stamp}
            return self.log(
                "ephemeral_changed" if message.ephemeral_to else "message_changed",
                channel=message.channel,
                ts=message.ts,
                previous=before,
                previous_metadata=previous_metadata,
                event_ts=stamp,
            )

    def delete(self, message: Message, by: str) -> Change:
        with self.lock:
            message.deleted = True
            return self.log(
                "message_deleted",
                channel=message.channel,
                ts=message.ts,
                user=by,
                event_ts=self.stamps.next(),
            )

    # Reactions

    def react(self, message: Message, user: str, name: str) -> Change | None:
        """Add the reaction; None when this person has it there already."""
        with self.lock:
            users = message.reactions.setdefault(name, [])
            if user in users:
                return None
            users.append(user)
            return self._log_reaction("reaction_added", message, user, name)

    def unreact(self, message: Message, user: str, name: str) -> Change | None:
        """Take the reaction off; None when this person has none of this name there."""
        with self.lock:
            users = message.reactions.get(name, [])
            if user not in users:
                return None
            users.remove(user)
            if not users:
                del message.reactions[name]
            return self._log_reaction("reaction_removed", message, user, name)

    def _log_reaction(self, kind: str, message: Message, user: str, name: str) -> Change:
        about: Json = {"channel": message.channel, "ts": message.ts, "user": user, "name": name}
        about["item_user"] = message.user
        about["event_ts"] = self.stamps.next()
        return self.log(kind, **about)

"""A channel as a test or a story holds it."""

from bot.fakeslack.messages import Conversation, Message
from bot.fakeslack.world import World


class Channel:
    """A handle on one conversation. Two handles on the same conversation are equal."""

    def __init__(self, world: World, conversation: Conversation) -> None:
        self._world = world
        self.conversation = conversation

    @property
    def id(self) -> str:
        return self.conversation.id

    @property
    def name(self) -> str:
        return self.conversation.name

    @property
    def is_archived(self) -> bool:
        return self.conversation.archived

    @property
    def members(self) -> list[str]:
        return list(self.conversation.members)

    @property
    def messages(self) -> list[Message]:
        """What everyone here sees, oldest first, threads included."""
        with self._world.workspace.lock:
            return self.conversation.shown()

    def invite(self, *who: object, by: object | None = None) -> None:
        """Make people, or apps' bots, members; those who are already stay."""
        inviter = member_id(by) if by is not None else None
        for member in who:
            change = self._world.workspace.join(self.id, member_id(member), inviter)
            self._world.announce(change)

    def kick(self, *who: object) -> None:
        for member in who:
            self._world.announce(self._world.workspace.leave(self.id, member_id(member)))

    def archive(self, by: object | None = None) -> None:
        self._archive(by, archived=True)

    def unarchive(self, by: object | None = None) -> None:
        self._archive(by, archived=False)

    def _archive(self, by: object | None, *, archived: bool) -> None:
        user = member_id(by) if by is not None else self.conversation.creator
        workspace = self._world.workspace
        self._world.announce(workspace.set_archived(self.id, user, archived=archived))

    def delete(self, by: object | None = None) -> None:
        """Take the channel away for good; to everybody it is as if it had never been."""
        user = member_id(by) if by is not None else self.conversation.creator
        self._world.announce(self._world.workspace.delete_channel(self.id, user))

    def connect(self, *strangers: object) -> None:
        """Share it with another company by Slack Connect, and let these people of theirs in."""
        self._world.announce(self._world.workspace.set_shared(self.id, shared=True))
        self.invite(*strangers)

    def disconnect(self) -> None:
        """End the sharing; people of the other company leave with it."""
        users = self._world.workspace.users
        self.kick(*(member for member in self.members if users[member].is_stranger))
        self._world.announce(self._world.workspace.set_shared(self.id, shared=False))

    def rename(self, name: str) -> None:
        self._world.announce(self._world.workspace.rename(self.id, name))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Channel) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"<Channel {self.id} {self.name}>"


def member_id(who: object) -> str:
    """The user id of a person, of an app's bot, or the id itself."""
    if isinstance(who, str):
        return who
    for attribute in ("bot_user_id", "id"):
        if isinstance(found := getattr(who, attribute, None), str):
            return found
    raise TypeError(f"neither a person nor an app: {who!r}")


def channel_id(where: object) -> str:
    """The id of a channel, or the id itself."""
    if isinstance(where, str):
        return where
    if isinstance(where, Channel):
        return where.id
    raise TypeError(f"not a channel: {where!r}")

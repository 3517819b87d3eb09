"""An emoji on anybody's message that asks to file it: read it first, and perhaps ask its author."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import Front, MessageRef, UserId


class Stage(StrEnum):
    """How far it has come."""

    READING = "reading"
    ASKING = "asking"
    AGREED = "agreed"
    AGREED_IN_PRIVATE = "agreed_in_private"
    FILED = "filed"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One message that somebody wants filed; the text is never kept here.

    `others` put the emoji on as well, before it was known what would become of it.
    """

    front: Front
    message: MessageRef
    put_on_by: UserId
    stage: Stage
    at: datetime
    author: UserId | None = None
    others: tuple[UserId, ...] = ()

    @property
    def readers(self) -> tuple[UserId, ...]:
        """Everybody who put the emoji on, the first one first."""
        return (self.put_on_by, *self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The message as Slack shows it: plain text, which account wrote it, where it is.

    `author` is that account if it is somebody who takes part here, else None. `thread_ts` is the
    first message of its thread, if it is a reply. `is_closed` says that not everyone in the
    workspace could have read it there; `outsiders` are those among the readers of its ticket who
    do not take part.
    """

    text: str
    author: UserId | None
    url: str | None
    is_closed: bool
    account: UserId | None = None
    thread_ts: str | None = None
    outsiders: frozenset[UserId] = frozenset()


def must_ask(ticket: Ticket, found: Found) -> bool:
    """Whether the author has to agree first: it was said in a closed room, and by another."""
    is_anothers = found.author not in (None, ticket.put_on_by)
    return found.is_closed and is_anothers and ticket.stage is Stage.READING


def requester_of(ticket: Ticket, found: Found) -> UserId:
    """Return who asks: the author, or who put the emoji on a message that no person wrote."""
    return found.author or ticket.put_on_by


def source_key(message: MessageRef) -> str:
    """Return the key under which a message is filed once, whichever way."""
    return f"message:{message.channel}:{message.ts}"

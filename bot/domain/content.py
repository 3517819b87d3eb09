"""What a notice says, as values: composed when the notice is due, rendered by `bot.slack`."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import Reason
from bot.domain.ids import MessageRef, Number, UserId
from bot.domain.incident import Ending
from bot.domain.people import Person
from bot.domain.privacy import Seen
from bot.domain.settings import Emoji
from bot.domain.timeline import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card shows, and the emoji that mean something on it. Later capabilities add lines."""

    seen: Seen
    zone: ZoneInfo
    emoji: Emoji


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """News for the requester: an entry, and the words of the ending where there are any."""

    entry: Entry
    seen: Seen
    zone: ZoneInfo
    ending: Ending | None = None
    is_question: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """The offer to write to the requester, whose name may not be known yet.

    Without words the requester is told the state alone when `grace` is over.
    """

    seen: Seen
    requester: Person | None
    grace: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why nothing was changed; who has it is as things stand now."""

    reason: Reason
    number: Number | None
    owner: UserId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What a requester reads after filing."""

    seen: Seen
    zone: ZoneInfo
    ahead: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the requester says, for the people in the card's thread."""

    entry: Entry
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionClosed:
    """The news that asked *does this answer it?*, and the entry that settled the question."""

    told: Told
    entry: Entry
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A place that Slack does not let us speak in, and the code it gave."""

    place: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadProfile:
    """An errand: read this person's profile."""

    user: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtCard:
    """An errand: read which emoji are on the card of this incident."""

    card: MessageRef


Content = (
    Card
    | Told
    | Prompt
    | Refused
    | Confirmation
    | Words
    | QuestionClosed
    | Trouble
    | ReadProfile
    | LookAtCard
)

"""What a notice says, as values: composed when the notice is due, rendered by `bot.slack`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.cadence import Span
from bot.domain.closing import Closing
from bot.domain.cover import Cover, Exchange
from bot.domain.cover import Stage as CoverStage
from bot.domain.duty import Choice, Kept
from bot.domain.duty import Handed as HandedOver
from bot.domain.errors import Reason
from bot.domain.home import HomeList
from bot.domain.ids import MessageRef, Number, UserId
from bot.domain.incident import Ending
from bot.domain.people import Person
from bot.domain.privacy import Seen
from bot.domain.rotation import Shift, Why
from bot.domain.settings import Emoji, Settings
from bot.domain.ticket import Stage
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
    original: Seen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """News of an ending for a follower; `duplicate` is their own request, if it was the same."""

    entry: Entry
    seen: Seen
    ending: Ending | None = None
    duplicate: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """The offer to write to the requester, and what the analyst is asked at the end.

    Without words the requester is told the state alone when `grace` is over; `wants_words` says
    whether that is still so. The requester's name may not be known yet. `closing` is None where
    nothing is asked; `tools` are those to choose from.
    """

    seen: Seen
    requester: Person | None
    grace: timedelta
    wants_words: bool = True
    closing: Closing | None = None
    tools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """An incident that is its reader's now, and who saw to that."""

    seen: Seen
    by: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A private incident that its reader may see from now on, and who lets them."""

    seen: Seen
    by: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerLeft:
    """An incident that is free again because its owner's account was closed."""

    seen: Seen
    owner: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledHere:
    """A message was filed by an emoji: for its author, or for who put the emoji on."""

    seen: Seen
    is_requester: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A message was filed: for everyone who reads its thread."""

    number: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class AskConsent:
    """Somebody wants to file a message that its author wrote in a closed room."""

    message: MessageRef
    url: str
    put_on_by: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentSettled:
    """What the author decided."""

    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Elected:
    """Whether its reader is the team's first admin now."""

    is_admin: bool


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
    # Who is on call; None where nobody is, or there is no rotation.
    on_call: UserId | None = None
    # The same message was filed before, perhaps by another.
    is_repeat: bool = False
    # A sentence of the team's own.
    note: str | None = None


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
class Page:
    """Some lines of a longer list; the first page is 0, and `total` counts the whole list."""

    lines: tuple[Seen, ...]
    number: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What analysts see in addition: what is theirs, and the queue in order.

    Of the queue, `new` have nobody yet and `waiting` wait for an answer.
    """

    lists: Mapping[HomeList, Page]
    new: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What somebody reads who opens the bot in Slack; `own` is what they have filed."""

    reader: UserId
    settings: Settings
    zone: ZoneInfo
    own: Mapping[HomeList, Page]
    desk: Desk | None = None
    on_call: tuple["OnCall", ...] = ()
    next_shift: tuple[str, Shift] | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Elect:
    """An errand: read whether this person administrates the workspace."""

    user: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchMessage:
    """An errand: read a message that these people want filed."""

    message: MessageRef
    readers: tuple[UserId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """An errand: look whether what a section says works in Slack, and show it in the form."""

    settings: Settings
    section: str
    view_id: str
    admin: UserId


# --- the rota -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """Who is on call in one rotation, and why; `until` is None if nobody can say.

    `then` is who comes next. `opens_at` is when somebody is on call again, where nobody is.
    """

    rotation: str
    person: UserId | None
    why: Why
    until: datetime | None
    then: Shift | None = None
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Whether its reader takes turns: asked, or answered; `first` is when it would be theirs."""

    rotation: str
    is_open: bool
    is_taken: bool
    first: Shift | None
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverAsked:
    """A request for cover, as its reader may see it: the asker, or somebody who may take it.

    `is_reminder` says that it was said before.
    """

    cover: Kept[Cover]
    stage: CoverStage
    is_asker: bool
    zone: ZoneInfo
    is_reminder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapAsked:
    """An exchange, for either side of it; `is_over` says that its time has passed."""

    exchange: Kept[Exchange]
    is_asker: bool
    is_over: bool
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An open incident at a hand-off, and what the incoming has decided about it."""

    seen: Seen
    choice: Choice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a shift was like: how much was claimed, how much of it S4, ended, and after hours."""

    claimed: int
    low: int
    ended: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffNote:
    """Everything the next on call needs, as it is now.

    `handed` is None while the shift goes on: then it is a draft, for who is on call. `until` is
    the end of the incoming's shift, `backup` who is on call beside them, by rotation.
    """

    rotation: str
    reader: UserId
    outgoing: UserId | None
    incoming: UserId | None
    at: datetime | None
    until: datetime | None
    words: str | None
    items: tuple[Item, ...]
    others: int
    unclaimed: tuple[Seen, ...]
    stopgaps: tuple[Seen, ...]
    parked: tuple[Seen, ...]
    due: tuple[Seen, ...]
    load: Load | None
    backup: tuple[OnCall, ...]
    zone: ZoneInfo
    today: date
    handed: HandedOver | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A hand-off that nobody has acknowledged."""

    handed: HandedOver
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftIsNear:
    """Its reader's next shift."""

    rotation: str
    shift: Shift
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """A stretch of time in which nobody is on call, and why."""

    rotation: str
    span: Span
    why: Why
    is_now: bool
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesMoved:
    """Its reader's shifts in a rotation before and after an edit."""

    rotation: str
    before: tuple[Shift, ...]
    after: tuple[Shift, ...]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """Something urgent was filed, for whoever is on call, or for a lead while nobody is."""

    seen: Seen
    is_on_call: bool
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a press in a private message: the name of a sentence, and what it is about."""

    name: str
    rotation: str = ""
    span: Span | None = None
    shift: Shift | None = None
    asked: CoverAsked | SwapAsked | None = None
    people: tuple[UserId, ...] = ()
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncGroup:
    """An errand: let this handle name exactly these people."""

    user_group: str
    people: tuple[UserId, ...]


Content = (
    Card
    | Invitation
    | CoverAsked
    | SwapAsked
    | HandoffNote
    | Unread
    | ShiftIsNear
    | Uncovered
    | DatesMoved
    | Arrived
    | Outcome
    | SyncGroup
    | Heard
    | Handed
    | Named
    | OwnerLeft
    | FiledHere
    | Numbered
    | AskConsent
    | ConsentSettled
    | Elected
    | Elect
    | FetchMessage
    | CheckSettings
    | Told
    | Prompt
    | Refused
    | Confirmation
    | Words
    | QuestionClosed
    | Home
    | Trouble
    | ReadProfile
    | LookAtCard
)

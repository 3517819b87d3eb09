"""Everything the bot may have to say, as values.

A `Notice` waits in the outbox: what kind, about what, to whom, not before when. It never holds
content. When it is due, the services compose a *content* from the database as it then is, and
`bot.slack` renders it. Nothing to say any more means None, and the notice is dropped.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.errors import Reason
from bot.domain.ids import ChannelId, Front, MessageRef, Number, UserId
from bot.domain.incident import Ending, Incident, State
from bot.domain.people import Person
from bot.domain.privacy import Seen
from bot.domain.settings import Emoji
from bot.domain.timeline import Entry, What


class Call(StrEnum):
    """What a notice will ask of Slack; pacing looks at this before anything is composed."""

    POST = "post"
    UPDATE = "update"
    EPHEMERAL = "ephemeral"
    RESPOND = "respond"
    READ = "read"
    LOOK = "look"


class Kind(StrEnum):
    """The kinds of notices, and of errands: reads from Slack that wait in the same row."""

    CARD = "card"
    TELL = "tell"
    PROMPT = "prompt"
    REFUSE = "refuse"
    CONFIRM = "confirm"
    THREAD = "thread"
    CLOSE_QUESTION = "close_question"
    TROUBLE = "trouble"
    PROFILE = "profile"
    LOOK = "look"


CALLS = {
    Kind.CARD: Call.POST,
    Kind.TELL: Call.POST,
    Kind.PROMPT: Call.EPHEMERAL,
    Kind.REFUSE: Call.EPHEMERAL,
    Kind.CONFIRM: Call.RESPOND,
    Kind.THREAD: Call.POST,
    Kind.CLOSE_QUESTION: Call.UPDATE,
    Kind.TROUBLE: Call.POST,
    Kind.PROFILE: Call.READ,
    Kind.LOOK: Call.LOOK,
}

# Kinds that mean "let this be true": asking again while one waits changes nothing, asking after
# it was done does it again. All others happen once for each cause.
WISHES = frozenset({Kind.CARD, Kind.PROFILE, Kind.LOOK})

# A notice that is lost when it may already have been said, rather than said twice: ephemeral
# messages cannot be looked up again (https://docs.slack.dev/reference/methods/chat.postEphemeral).
AT_MOST_ONCE = frozenset({Kind.PROMPT, Kind.REFUSE, Kind.CONFIRM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where it goes: a channel, a person's DM, somebody in a channel, or a response URL."""

    channel: ChannelId | None = None
    user: UserId | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to say or to read.

    `key` is unique in a front: the same cause leaves one notice. `lane` orders: of the notices
    in one lane the older goes first, and never two at a time. `about` is a detail such as a
    reason's name; never text that somebody typed.
    """

    front: Front
    kind: Kind
    key: str
    lane: str
    target: Target
    number: Number | None = None
    seq: int | None = None
    about: str | None = None
    not_before: datetime


def card(front: Front, number: Number, channel: ChannelId, now: datetime) -> Notice:
    """Return the wish that the card of an incident shows what is true; wishes do not add up."""
    key = f"card:{number}"
    return Notice(
        front=front,
        kind=Kind.CARD,
        key=key,
        lane=key,
        target=Target(channel=channel),
        number=number,
        not_before=now,
    )


def tell(entry: Entry, requester: UserId, not_before: datetime) -> Notice:
    """Return the news of an entry for the requester's thread."""
    return Notice(
        front=entry.front,
        kind=Kind.TELL,
        key=f"tell:{entry.number}:{entry.seq:06d}",
        lane=f"dm:{entry.number}",
        target=Target(user=requester),
        number=entry.number,
        seq=entry.seq,
        not_before=not_before,
    )


def prompt(entry: Entry, channel: ChannelId, now: datetime) -> Notice:
    """Return the private offer to an analyst to write to the requester."""
    key = f"prompt:{entry.number}:{entry.seq:06d}"
    return Notice(
        front=entry.front,
        kind=Kind.PROMPT,
        key=key,
        lane=key,
        target=Target(channel=channel, user=entry.by),
        number=entry.number,
        seq=entry.seq,
        not_before=now,
    )


def thread(entry: Entry, channel: ChannelId, now: datetime) -> Notice:
    """Return the words of an entry for the humans in the card's thread."""
    return Notice(
        front=entry.front,
        kind=Kind.THREAD,
        key=f"thread:{entry.number}:{entry.seq:06d}",
        lane=f"thread:{entry.number}",
        target=Target(channel=channel),
        number=entry.number,
        seq=entry.seq,
        not_before=now,
    )


def close_question(entry: Entry, requester: UserId, now: datetime) -> Notice:
    """Return the edit that takes the buttons off a question in the requester's thread."""
    return Notice(
        front=entry.front,
        kind=Kind.CLOSE_QUESTION,
        key=f"close:{entry.number}:{entry.seq:06d}",
        lane=f"dm:{entry.number}",
        target=Target(user=requester),
        number=entry.number,
        seq=entry.seq,
        not_before=now,
    )


def refuse(
    front: Front,
    *,
    channel: ChannelId,
    user: UserId,
    reason: Reason,
    number: Number | None,
    source_key: str,
    now: datetime,
) -> Notice:
    """Return the private sentence for somebody whose tap or emoji changed nothing."""
    key = f"refuse:{source_key}"
    return Notice(
        front=front,
        kind=Kind.REFUSE,
        key=key,
        lane=key,
        target=Target(channel=channel, user=user),
        number=number,
        about=reason,
        not_before=now,
    )


def confirm(
    front: Front, *, number: Number, user: UserId, url: str, source_key: str, now: datetime
) -> Notice:
    """Return the fresh state of a confirmation, to replace the one its reader has tapped in."""
    return Notice(
        front=front,
        kind=Kind.CONFIRM,
        key=f"confirm:{source_key}",
        lane=f"confirm:{number}",
        target=Target(user=user, url=url),
        number=number,
        not_before=now,
    )


def trouble(front: Front, *, admin: UserId, place: str, code: str, now: datetime) -> Notice:
    """Return the one message to an admin about a place that Slack does not let us speak in."""
    key = f"trouble:{place}:{code}:{admin}"
    return Notice(
        front=front,
        kind=Kind.TROUBLE,
        key=key,
        lane=key,
        target=Target(user=admin),
        about=f"{place} {code}",
        not_before=now,
    )


def profile(front: Front, user: UserId, now: datetime) -> Notice:
    """Return the errand to read a person's profile."""
    key = f"profile:{user}"
    return Notice(
        front=front,
        kind=Kind.PROFILE,
        key=key,
        lane=key,
        target=Target(user=user),
        not_before=now,
    )


def look(front: Front, number: Number, now: datetime) -> Notice:
    """Return the errand to compare a card's emoji with what we know, after events may be lost."""
    key = f"look:{number}"
    return Notice(
        front=front,
        kind=Kind.LOOK,
        key=key,
        lane=key,
        target=Target(),
        number=number,
        not_before=now,
    )


# --- contents: composed when the notice is due -----------------------------------------------


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


# --- which notices a change leaves behind ----------------------------------------------------

RELEASE_GRACE = timedelta(minutes=1)
_NOT_ON_THE_CARD = frozenset({What.WROTE, What.SAID_MORE})


def news_of(
    entry: Entry, incident: Incident, channel: ChannelId, words_grace: timedelta
) -> tuple[Notice, ...]:
    """Return what has to be said after this entry, the card first.

    The requester hears of a claim at once, of a release when nobody has taken it up within a
    minute, of an ending when the analyst's words are there or the time for them is over. Words
    that come later than that are the only news which the caller has to add (`Incidents.write`).
    """
    at, requester = entry.at, incident.requester
    said = [] if entry.what in _NOT_ON_THE_CARD else [card(entry.front, entry.number, channel, at)]
    match entry.what:
        case What.CLAIMED | What.TAKEN_OVER | What.REASSIGNED:
            said.append(tell(entry, requester, at))
        case What.RELEASED:
            said.append(tell(entry, requester, at + RELEASE_GRACE))
        case What.STOPGAP | What.ANSWERED:
            said += [prompt(entry, channel, at), tell(entry, requester, at + words_grace)]
        case What.REOPENED | What.UNDONE if entry.by != requester:
            said += [close_question(entry, requester, at), tell(entry, requester, at)]
        case What.REOPENED:
            said += [close_question(entry, requester, at), thread(entry, channel, at)]
        case What.UNDONE | What.CONFIRMED:
            said.append(close_question(entry, requester, at))
        case What.SAID_MORE:
            said.append(thread(entry, channel, at))
        case _:
            pass
    return tuple(said)


def is_still_news(entry: Entry, incident: Incident) -> bool:
    """Whether the requester should still hear of this entry, as the incident stands now."""
    match entry.what:
        case What.CLAIMED | What.TAKEN_OVER | What.REASSIGNED:
            return incident.state is State.CLAIMED and incident.claimed_at == entry.at
        case What.RELEASED:
            return incident.state is State.NEW
        case What.STOPGAP | What.ANSWERED:
            return incident.state is entry.state and incident.ended_at == entry.at
        case What.REOPENED | What.UNDONE:
            return incident.is_open
        case What.WROTE:
            return incident.ending is not None
        case _:
            return True

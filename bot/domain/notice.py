"""Everything the bot may have to say, as values.

A `Notice` waits in the outbox: what kind, about what, to whom, not before when. It never holds
content. When it is due, the services compose a content (`bot.domain.content`) from the database
as it then is, and `bot.slack` renders it. Nothing to say any more means None, and the notice is
dropped.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import Reason
from bot.domain.ids import ChannelId, Front, Number, UserId
from bot.domain.incident import Incident, State
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
    target = Target(channel=channel)
    return _alone(front, Kind.CARD, f"card:{number}", target, now, number=number)


def look(front: Front, number: Number, now: datetime) -> Notice:
    """Return the errand to compare a card's emoji with what we know, after events may be lost."""
    return _alone(front, Kind.LOOK, f"look:{number}", Target(), now, number=number)


def profile(front: Front, user: UserId, now: datetime) -> Notice:
    """Return the errand to read a person's profile."""
    return _alone(front, Kind.PROFILE, f"profile:{user}", Target(user=user), now)


def tell(entry: Entry, requester: UserId, not_before: datetime) -> Notice:
    """Return the news of an entry for the requester's thread."""
    return _of_entry(Kind.TELL, "tell", "dm", entry, Target(user=requester), not_before)


def close_question(entry: Entry, requester: UserId, now: datetime) -> Notice:
    """Return the edit that takes the buttons off a question in the requester's thread."""
    return _of_entry(Kind.CLOSE_QUESTION, "close", "dm", entry, Target(user=requester), now)


def thread(entry: Entry, channel: ChannelId, now: datetime) -> Notice:
    """Return the words of an entry for the humans in the card's thread."""
    return _of_entry(Kind.THREAD, "thread", "thread", entry, Target(channel=channel), now)


def prompt(entry: Entry, channel: ChannelId, now: datetime) -> Notice:
    """Return the private offer to an analyst to write to the requester."""
    target = Target(channel=channel, user=entry.by)
    return _of_entry(Kind.PROMPT, "prompt", None, entry, target, now)


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
    key, target = f"refuse:{source_key}", Target(channel=channel, user=user)
    return _alone(front, Kind.REFUSE, key, target, now, number=number, about=reason)


def confirm(entry: Entry, url: str) -> Notice:
    """Return the fresh state of a confirmation, to replace the one its reader has tapped in."""
    target = Target(user=entry.by, url=url)
    return _of_entry(Kind.CONFIRM, "confirm", "confirm", entry, target, entry.at)


def trouble(front: Front, *, admin: UserId, place: str, code: str, now: datetime) -> Notice:
    """Return the message to an admin about a place that we may not speak in, once a day."""
    key, target = f"trouble:{place}:{code}:{admin}:{now:%Y-%m-%d}", Target(user=admin)
    return _alone(front, Kind.TROUBLE, key, target, now, about=f"{place} {code}")


def _alone(
    front: Front,
    kind: Kind,
    key: str,
    target: Target,
    not_before: datetime,
    *,
    number: Number | None = None,
    about: str | None = None,
) -> Notice:
    """Return a notice that waits for no other: its lane is its own."""
    return Notice(
        front=front,
        kind=kind,
        key=key,
        lane=key,
        target=target,
        number=number,
        about=about,
        not_before=not_before,
    )


def _of_entry(
    kind: Kind, name: str, lane: str | None, entry: Entry, target: Target, not_before: datetime
) -> Notice:
    """Return a notice that an entry of a timeline has caused, in order with others of its lane."""
    key = f"{name}:{entry.number}:{entry.seq:06d}"
    return Notice(
        front=entry.front,
        kind=kind,
        key=key,
        lane=f"{lane}:{entry.number}" if lane else key,
        target=target,
        number=entry.number,
        seq=entry.seq,
        not_before=not_before,
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

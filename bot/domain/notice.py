"""Everything the bot may have to say, as values.

A `Notice` waits in the outbox: what kind, about what, to whom, not before when. It never holds
content. When it is due, the services compose a content (`bot.domain.content`) from the database
as it then is, and `bot.slack` renders it. Nothing to say any more means None, and the notice is
dropped.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import Reason
from bot.domain.ids import ChannelId, Front, MessageRef, Number, UserId
from bot.domain.incident import Incident, State
from bot.domain.ticket import Ticket
from bot.domain.timeline import ENDINGS, Entry, What


class Call(StrEnum):
    """What a notice will ask of Slack; pacing looks at this before anything is composed."""

    POST = "post"
    UPDATE = "update"
    EPHEMERAL = "ephemeral"
    RESPOND = "respond"
    READ = "read"
    LOOK = "look"
    FETCH = "fetch"
    CHECK = "check"
    PUBLISH = "publish"
    GROUP = "group"


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
    ASIDE = "aside"
    HEAR = "hear"
    HAND = "hand"
    SHOW = "show"
    LEFT = "left"
    FILED = "filed"
    SOURCE = "source"
    CONSENT = "consent"
    SETTLE_CONSENT = "settle_consent"
    ELECTED = "elected"
    HOME = "home"
    PROFILE = "profile"
    ELECT = "elect"
    LOOK = "look"
    FETCH = "fetch"
    CHECK = "check"
    # The rota. The first four are edited when what they are about changes.
    INVITE = "invite"
    COVER = "cover"
    SWAP = "swap"
    HANDOFF = "handoff"
    REMIND = "remind"
    SOON = "soon"
    UNCOVERED = "uncovered"
    UNREAD = "unread"
    MOVED = "moved"
    ARRIVED = "arrived"
    OUTCOME = "outcome"
    GROUP = "group"


CALLS = {
    Kind.CARD: Call.POST,
    Kind.TELL: Call.POST,
    Kind.PROMPT: Call.EPHEMERAL,
    Kind.REFUSE: Call.EPHEMERAL,
    Kind.CONFIRM: Call.RESPOND,
    Kind.THREAD: Call.POST,
    Kind.CLOSE_QUESTION: Call.UPDATE,
    Kind.TROUBLE: Call.POST,
    Kind.ASIDE: Call.RESPOND,
    Kind.HEAR: Call.POST,
    Kind.HAND: Call.POST,
    Kind.SHOW: Call.POST,
    Kind.LEFT: Call.POST,
    Kind.FILED: Call.EPHEMERAL,
    Kind.SOURCE: Call.POST,
    Kind.CONSENT: Call.POST,
    Kind.SETTLE_CONSENT: Call.RESPOND,
    Kind.ELECTED: Call.POST,
    Kind.HOME: Call.PUBLISH,
    Kind.PROFILE: Call.READ,
    Kind.ELECT: Call.READ,
    Kind.LOOK: Call.LOOK,
    Kind.FETCH: Call.FETCH,
    Kind.CHECK: Call.CHECK,
    Kind.INVITE: Call.POST,
    Kind.COVER: Call.POST,
    Kind.SWAP: Call.POST,
    Kind.HANDOFF: Call.POST,
    Kind.REMIND: Call.POST,
    Kind.SOON: Call.POST,
    Kind.UNCOVERED: Call.POST,
    Kind.UNREAD: Call.POST,
    Kind.MOVED: Call.POST,
    Kind.ARRIVED: Call.POST,
    Kind.OUTCOME: Call.RESPOND,
    Kind.GROUP: Call.GROUP,
}

# Messages to one person that are edited when what they are about has changed.
LIVING = frozenset({Kind.INVITE, Kind.COVER, Kind.SWAP, Kind.HANDOFF})

# Kinds that mean "let this be true": asking again while one waits changes nothing, asking after
# it was done does it again. All others happen once for each cause.
WISHES = LIVING | {
    Kind.CARD,
    Kind.HOME,
    Kind.PROFILE,
    Kind.LOOK,
    Kind.FETCH,
    Kind.MOVED,
    Kind.GROUP,
}

# A notice that is lost when it may already have been said, rather than said twice: ephemeral
# messages cannot be looked up again (https://docs.slack.dev/reference/methods/chat.postEphemeral).
AT_MOST_ONCE = frozenset(
    {
        Kind.PROMPT,
        Kind.REFUSE,
        Kind.CONFIRM,
        Kind.ASIDE,
        Kind.FILED,
        Kind.SETTLE_CONSENT,
        Kind.CHECK,
        Kind.OUTCOME,
    }
)

# A courtesy in somebody else's channel: where it cannot be said, no admin need hear of it.
COURTESIES = frozenset({Kind.SOURCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where it goes: a channel, a person's DM, somebody in a channel, or a response URL.

    `ts` is the message in that channel which it is about; `url` may be the id of an open form.
    """

    channel: ChannelId | None = None
    user: UserId | None = None
    url: str | None = None
    ts: str | None = None


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
    return alone(front, Kind.CARD, f"card:{number}", target, now, number=number)


def look(front: Front, number: Number, now: datetime) -> Notice:
    """Return the errand to compare a card's emoji with what we know, after events may be lost."""
    return alone(front, Kind.LOOK, f"look:{number}", Target(), now, number=number)


def home(front: Front, user: UserId, now: datetime) -> Notice:
    """Return the wish that somebody's home shows what is true; wishes do not add up."""
    return alone(front, Kind.HOME, f"home:{user}", Target(user=user), now)


def profile(front: Front, user: UserId, now: datetime) -> Notice:
    """Return the errand to read a person's profile."""
    return alone(front, Kind.PROFILE, f"profile:{user}", Target(user=user), now)


def tell(entry: Entry, requester: UserId, not_before: datetime) -> Notice:
    """Return the news of an entry for the requester's thread."""
    return _of_entry(Kind.TELL, "tell", "dm", entry, Target(user=requester), not_before)


def close_question(entry: Entry, requester: UserId, now: datetime) -> Notice:
    """Return the edit that takes the buttons off a question in the requester's thread."""
    return _of_entry(Kind.CLOSE_QUESTION, "close", "dm", entry, Target(user=requester), now)


def thread(entry: Entry, channel: ChannelId, now: datetime) -> Notice:
    """Return the words of an entry for the humans in the card's thread."""
    return _of_entry(Kind.THREAD, "thread", "thread", entry, Target(channel=channel), now)


def hear(entry: Entry, follower: UserId, not_before: datetime) -> Notice:
    """Return the news of an ending for somebody who follows the incident."""
    return _for_one(Kind.HEAR, entry, follower, not_before)


def hand(entry: Entry, owner: UserId) -> Notice:
    """Return the message to an analyst that an incident is theirs now, by another's doing."""
    return _for_one(Kind.HAND, entry, owner, entry.at)


def show(entry: Entry, named: UserId) -> Notice:
    """Return the message to somebody who may see a private incident from now on."""
    return _for_one(Kind.SHOW, entry, named, entry.at)


def left(entry: Entry, lead: UserId) -> Notice:
    """Return the message to a lead that an incident is free: its owner's account is closed."""
    return _for_one(Kind.LEFT, entry, lead, entry.at)


def aside(entry: Entry, by: UserId, url: str, source_key: str, now: datetime) -> Notice:
    """Return the fresh state of a private offer, to replace the one its reader has tapped in."""
    key, target = f"aside:{source_key}", Target(user=by, url=url)
    return replace(
        alone(entry.front, Kind.ASIDE, key, target, now, number=entry.number), seq=entry.seq
    )


def fetch(ticket: Ticket, now: datetime) -> Notice:
    """Return the errand to read a message that somebody wants filed."""
    key = f"fetch:{ticket.message.channel}:{ticket.message.ts}"
    return _at_message(Kind.FETCH, key, ticket.front, ticket.message, ticket.put_on_by, now)


def consent(ticket: Ticket, author: UserId, now: datetime) -> Notice:
    """Return the question to an author whether their message may be filed."""
    message = ticket.message
    key = f"consent:{message.channel}:{message.ts}"
    # It goes to the person, although it is about a message: `about` says where that is.
    target = Target(user=author)
    about = f"{message.channel} {message.ts}"
    return alone(ticket.front, Kind.CONSENT, key, target, now, about=about)


def settle_consent(ticket: Ticket, author: UserId, url: str, now: datetime) -> Notice:
    """Return what became of that question, to replace it."""
    message = ticket.message
    key = f"settled:{message.channel}:{message.ts}"
    about = f"{message.channel} {message.ts}"
    target = Target(user=author, url=url)
    return alone(ticket.front, Kind.SETTLE_CONSENT, key, target, now, about=about)


def filed(incident: Incident, message: MessageRef, reader: UserId, now: datetime) -> Notice:
    """Return the private confirmation beside a message that was filed by an emoji."""
    key = f"filed:{incident.number}:{reader}:{message.channel}:{message.ts}"
    made = _at_message(Kind.FILED, key, incident.front, message, reader, now)
    return replace(made, number=incident.number)


def source(incident: Incident, message: MessageRef, thread_ts: str | None, now: datetime) -> Notice:
    """Return the short reply with the number in the thread of a message that was filed."""
    key = f"source:{message.channel}:{message.ts}"
    root = MessageRef(message.channel, thread_ts or message.ts)
    made = _at_message(Kind.SOURCE, key, incident.front, root, None, now)
    return replace(made, number=incident.number)


def elect(front: Front, user: UserId, source_key: str, now: datetime) -> Notice:
    """Return the errand to look whether somebody may become the team's first admin."""
    return alone(front, Kind.ELECT, f"elect:{source_key}", Target(user=user), now)


def elected(front: Front, user: UserId, source_key: str, now: datetime) -> Notice:
    """Return what came of that, for the person."""
    return alone(front, Kind.ELECTED, f"elected:{source_key}", Target(user=user), now)


def check(front: Front, admin: UserId, view_id: str, section: str, now: datetime) -> Notice:
    """Return the errand to look whether what was just saved works, and to say so in the form."""
    target = Target(user=admin, url=view_id)
    return alone(front, Kind.CHECK, f"check:{view_id}", target, now, about=section)


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
    return alone(front, Kind.REFUSE, key, target, now, number=number, about=reason)


def confirm(entry: Entry, url: str) -> Notice:
    """Return the fresh state of a confirmation, to replace the one its reader has tapped in."""
    target = Target(user=entry.by, url=url)
    return _of_entry(Kind.CONFIRM, "confirm", "confirm", entry, target, entry.at)


def trouble(front: Front, *, admin: UserId, place: str, code: str, now: datetime) -> Notice:
    """Return the message to an admin about a place that we may not speak in, once a day."""
    key, target = f"trouble:{place}:{code}:{admin}:{now:%Y-%m-%d}", Target(user=admin)
    return alone(front, Kind.TROUBLE, key, target, now, about=f"{place} {code}")


def _for_one(kind: Kind, entry: Entry, reader: UserId, not_before: datetime) -> Notice:
    """Return a notice about an entry to one of several people."""
    key = f"{kind}:{entry.number}:{entry.seq:06d}:{reader}"
    made = _of_entry(kind, kind, None, entry, Target(user=reader), not_before)
    return replace(made, key=key, lane=key)


def _at_message(
    kind: Kind, key: str, front: Front, message: MessageRef, user: UserId | None, now: datetime
) -> Notice:
    target = Target(channel=message.channel, user=user, ts=message.ts)
    return alone(front, kind, key, target, now)


def alone(
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
_NOT_ON_THE_CARD = frozenset({What.WROTE, What.SAID_MORE, What.QUESTION, What.LET_SEE})


def news_of(
    entry: Entry,
    incident: Incident,
    channel: ChannelId,
    words_grace: timedelta,
    *,
    before: Incident | None = None,
    followers: Iterable[UserId] = (),
) -> tuple[Notice, ...]:
    """Return what has to be said after this entry, the card first.

    The requester hears of a claim at once, of a release when nobody has taken it up within a
    minute, of an ending or a question when the analyst's words are there or the time for them is
    over; followers hear of an ending when the requester does. What is parked comes back on its day
    unannounced, as was said. Words that come later than that are the only news which the caller
    has to add (`Incidents.write`).
    """
    at, requester = entry.at, incident.requester
    told_at = at + words_grace if entry.what in _WORDS_MAY_FOLLOW and not entry.words else at
    said = [] if entry.what in _NOT_ON_THE_CARD else [card(entry.front, entry.number, channel, at)]
    if before and before.state is State.NEEDS_INFO and incident.state is not State.NEEDS_INFO:
        said.append(close_question(entry, requester, at))
    said += _to_the_team(entry, incident, channel)
    said += _to_the_requester(entry, requester, told_at)
    if entry.what in ENDINGS and entry.what is not What.DUPLICATE:
        said += [hear(entry, one, told_at) for one in followers]
    return tuple(said)


def whose_home(
    entry: Entry, incident: Incident, before: Incident | None, team: Collection[UserId]
) -> frozenset[UserId]:
    """Return those whose home shows something else after this entry.

    Who filed it, who has it and who had it; and the whole team where the queue has changed.
    """
    had_it = before.owner if before else None
    theirs = [one for one in (incident.requester, incident.owner, had_it) if one]
    is_in_the_queue = incident.is_open or (before is not None and before.is_open)
    has_changed = is_in_the_queue and entry.what not in _NOT_ON_THE_CARD
    return frozenset(theirs).union(team if has_changed else ())


_WORDS_MAY_FOLLOW = frozenset({What.ASKED, What.STOPGAP, What.ANSWERED})


def _to_the_team(entry: Entry, incident: Incident, channel: ChannelId) -> list[Notice]:
    match entry.what:
        case What.STOPGAP | What.ANSWERED:
            return [prompt(entry, channel, entry.at)]
        case What.ASKED if not entry.words:
            return [prompt(entry, channel, entry.at)]
        case What.REASSIGNED if incident.owner and incident.owner != entry.by:
            return [hand(entry, incident.owner)]
        case What.REPLIED | What.SAID_MORE:
            return [thread(entry, channel, entry.at)]
        case What.REOPENED if entry.by == incident.requester:
            return [thread(entry, channel, entry.at)]
        case What.EDITED | What.WITHDRAWN if incident.owner:
            return [thread(entry, channel, entry.at)]
        case _:
            return []


def _to_the_requester(entry: Entry, requester: UserId, told_at: datetime) -> list[Notice]:
    match entry.what:
        case What.RELEASED:
            return [tell(entry, requester, entry.at + RELEASE_GRACE)]
        case What.REOPENED | What.UNDONE if entry.by != requester:
            return [close_question(entry, requester, entry.at), tell(entry, requester, entry.at)]
        case What.REOPENED | What.UNDONE | What.CONFIRMED:
            return [close_question(entry, requester, entry.at)]
        case what if what in _TOLD:
            return [tell(entry, requester, told_at)]
        case _:
            return []


_TOLD = frozenset(
    {
        What.CLAIMED,
        What.TAKEN_OVER,
        What.REASSIGNED,
        What.ASKED,
        What.PARKED,
        What.STOPGAP,
        What.ANSWERED,
        What.DECLINED,
        What.DUPLICATE,
    }
)


def is_still_news(entry: Entry, incident: Incident) -> bool:
    """Whether the requester should still hear of this entry, as the incident stands now."""
    match entry.what:
        case What.CLAIMED | What.TAKEN_OVER | What.REASSIGNED:
            return incident.state is State.CLAIMED and incident.claimed_at == entry.at
        case What.RELEASED:
            return incident.state is State.NEW
        case What.ASKED | What.QUESTION:
            return incident.state is State.NEEDS_INFO
        case What.PARKED:
            return incident.state is State.PARKED and incident.parked_until == entry.as_of
        case What.STOPGAP | What.ANSWERED | What.DECLINED | What.DUPLICATE | What.WITHDRAWN:
            return incident.state is entry.state and incident.ended_at == entry.at
        case What.REOPENED | What.UNDONE:
            return incident.is_open
        case What.WROTE:
            return incident.ending is not None
        case _:
            return True

"""Compose what a notice says, from the database as it is when the notice is due.

None means that there is nothing to say any more, and the notice is dropped.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.content import (
    AskConsent,
    CheckSettings,
    Confirmation,
    ConsentSettled,
    Content,
    Elect,
    Elected,
    FetchMessage,
    FiledHere,
    Handed,
    Heard,
    LookAtCard,
    Named,
    Numbered,
    OwnerLeft,
    Prompt,
    QuestionClosed,
    ReadProfile,
    Refused,
    Told,
    Trouble,
    Words,
)
from bot.domain.errors import Reason
from bot.domain.follower import Follower
from bot.domain.ids import ChannelId, MessageRef, Number
from bot.domain.incident import WELL_ENDED, Ending, Incident, State
from bot.domain.notice import LIVING, Kind, Notice, is_still_news
from bot.domain.people import zone_of
from bot.domain.privacy import SOMEBODY, Seen, seen_by, seen_in_channel, viewer
from bot.domain.settings import Settings
from bot.domain.ticket import Stage, Ticket
from bot.domain.timeline import Entry, What
from bot.services import card, home, roster, rota_content
from bot.services import closing as closings
from storage.database import Transaction
from storage.message import Purpose, Shown


class NotYet(Exception):  # noqa: N818  # nothing is wrong, it is only too early
    """It cannot be said before something else has happened: the text says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A content with the message it changes (`shown`) or answers under (`thread`), if any."""

    content: Content
    shown: MessageRef | None = None
    thread: MessageRef | None = None
    channel: ChannelId | None = None


def compose(tx: Transaction, notice: Notice, settings: Settings, now: datetime) -> Composed | None:
    """Return what the notice says now, or None if it has nothing to say.

    Raises `NotYet` if it must wait for something.
    """
    if as_of_now := _AS_OF_NOW.get(notice.kind):
        content = as_of_now(tx, notice, settings, now)
        shown = tx.spoken.find(notice.front, notice.key) if notice.kind in LIVING else None
        return Composed(content=content, shown=shown) if content else None
    return _COMPOSERS[notice.kind](tx, notice, settings)


def _card(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident = _incident(tx, notice)
    if settings.channels.requests is None:
        raise NotYet("requests_channel_not_set")
    shown = tx.messages.current(notice.front, Purpose.CARD, incident.number)
    return Composed(
        content=card.compose(incident, settings),
        shown=shown.ref if shown else None,
        channel=shown.ref.channel if shown else settings.channels.requests,
    )


def _told(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident, entry = _incident(tx, notice), _entry(tx, notice)
    if not is_still_news(entry, incident) or _was_replaced(tx, entry, incident):
        return None
    root = tx.messages.current(notice.front, Purpose.ROOT, incident.number)
    seen = seen_by(incident, viewer(incident.requester, settings))
    if seen is None or (root and _takes_back_the_unheard(tx, entry)):
        return None
    person = tx.people.find(notice.front, incident.requester)
    told = Told(
        entry=entry,
        seen=seen,
        zone=zone_of(person, settings.team.zone),
        ending=incident.ending,
        is_question=_asks(entry, incident),
        original=_original(tx, incident, settings),
    )
    return Composed(content=told, thread=root.ref if root else None)


def _prompt(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident, entry = _incident(tx, notice), _entry(tx, notice)
    seen = seen_by(incident, viewer(entry.by, settings))
    if seen is None or not is_still_news(entry, incident):
        return None
    prompt = _offer(tx, incident, seen, settings)
    return Composed(content=prompt) if prompt.wants_words or _asks_closing(prompt) else None


def _aside(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident = _incident(tx, notice)
    seen = seen_by(incident, viewer(notice.target.user or SOMEBODY, settings))
    return Composed(content=_offer(tx, incident, seen, settings)) if seen else None


def _offer(tx: Transaction, incident: Incident, seen: Seen, settings: Settings) -> Prompt:
    """Return what is left to say to the requester, and to ask the analyst."""
    is_ended = incident.state in WELL_ENDED
    said = incident.ending if is_ended else incident.question
    return Prompt(
        seen=seen,
        requester=None if seen.is_hidden else tx.people.find(incident.front, incident.requester),
        grace=settings.timing.words_grace,
        wants_words=said is None,
        closing=closings.so_far(tx, incident) if is_ended and settings.closing.ask else None,
        tools=settings.closing.tools,
    )


def _asks_closing(prompt: Prompt) -> bool:
    return prompt.closing is not None and not prompt.closing.is_complete


def _hear(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident, entry = _incident(tx, notice), _entry(tx, notice)
    reader = notice.target.user or SOMEBODY
    follower = tx.followers.find(notice.front, incident.number, reader)
    if follower is None or not is_still_news(entry, incident):
        return None
    if not _is_still_the_same(tx, notice, follower):
        return None
    seen = seen_by(incident, viewer(reader, settings)) or seen_in_channel(incident)
    heard = Heard(
        entry=_without_words(entry, seen),
        seen=seen,
        ending=seen.incident.ending,
        duplicate=follower.duplicate,
    )
    own = follower.duplicate
    root = tx.messages.current(notice.front, Purpose.ROOT, own) if own else None
    return Composed(content=heard, thread=root.ref if root else None)


def _is_still_the_same(tx: Transaction, notice: Notice, follower: Follower) -> bool:
    """Whether a follower's own request is still closed as the same, if that is why they follow."""
    if follower.duplicate is None:
        return True
    own = tx.incidents.find(notice.front, follower.duplicate)
    return own is not None and own.state is State.DUPLICATE


def _hand(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident, entry = _incident(tx, notice), _entry(tx, notice)
    seen = seen_by(incident, viewer(notice.target.user or SOMEBODY, settings))
    if seen is None or incident.owner != notice.target.user or not incident.is_open:
        return None
    return Composed(content=Handed(seen=seen, by=entry.by))


def _show(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident, entry = _incident(tx, notice), _entry(tx, notice)
    if notice.target.user not in incident.named:
        return None
    return Composed(content=Named(seen=seen_in_channel(incident), by=entry.by))


def _left(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident, entry = _incident(tx, notice), _entry(tx, notice)
    owner = tx.timeline.owner_before(entry) or SOMEBODY
    return Composed(content=OwnerLeft(seen=seen_in_channel(incident), owner=owner))


def _filed(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident, reader = _incident(tx, notice), notice.target.user or SOMEBODY
    seen = seen_by(incident, viewer(reader, settings)) or seen_in_channel(incident)
    return Composed(content=FiledHere(seen=seen, is_requester=reader == incident.requester))


def _source(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident, target = _incident(tx, notice), notice.target
    if incident.is_private or target.channel is None or target.ts is None:
        return None
    thread = MessageRef(target.channel, target.ts)
    return Composed(content=Numbered(number=incident.number), thread=thread)


def _consent(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    ticket = _ticket(tx, notice)
    workspace = tx.workspaces.find(notice.front)
    if ticket is None or ticket.stage is not Stage.ASKING:
        return None
    url = workspace.url if workspace else ""
    content = AskConsent(message=ticket.message, url=url, put_on_by=ticket.put_on_by)
    return Composed(content=content)


def _settle_consent(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    ticket = _ticket(tx, notice)
    return Composed(content=ConsentSettled(stage=ticket.stage)) if ticket else None


def _elected(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    return Composed(content=Elected(is_admin=notice.target.user in settings.team.admins))


def _confirmation(
    tx: Transaction, notice: Notice, settings: Settings, now: datetime
) -> Content | None:
    incident = _incident(tx, notice)
    seen = seen_by(incident, viewer(incident.requester, settings))
    if seen is None:
        return None
    person = tx.people.find(notice.front, incident.requester)
    return Confirmation(
        seen=seen,
        zone=zone_of(person, settings.team.zone),
        ahead=tx.incidents.count_open(notice.front) - 1,
        on_call=roster.on_call_now(tx, notice.front, settings, now).person,
        note=settings.texts.confirmation,
    )


def _home(tx: Transaction, notice: Notice, settings: Settings, now: datetime) -> Content | None:
    return home.compose(tx, notice.front, notice.target.user or SOMEBODY, settings, now)


def _refused(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    reader = tx.people.find(notice.front, notice.target.user or SOMEBODY)
    if reader and reader.is_bot:
        return None
    incident = tx.incidents.find(notice.front, notice.number) if notice.number else None
    return Composed(
        content=Refused(
            reason=Reason(notice.about or ""),
            number=notice.number,
            owner=incident.owner if incident else None,
        )
    )


def _thread(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident = _incident(tx, notice)
    shown = tx.messages.current(notice.front, Purpose.CARD, incident.number)
    if shown is None:
        raise NotYet("card_not_posted")
    seen = seen_in_channel(incident)
    words = Words(entry=_without_words(_entry(tx, notice), seen), seen=seen)
    return Composed(content=words, thread=shown.ref, channel=shown.ref.channel)


def _question_closed(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident = _incident(tx, notice)
    question = tx.messages.current(notice.front, Purpose.QUESTION, incident.number)
    seen = seen_by(incident, viewer(incident.requester, settings))
    if question is None or seen is None:
        return None
    told = _asked(tx, question, incident, seen, settings)
    content = QuestionClosed(told=told, entry=_entry(tx, notice), seen=seen)
    return Composed(content=content, shown=question.ref)


def _trouble(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    place, code = (notice.about or " ").split(" ", 1)
    return Composed(content=Trouble(place=place, code=code))


def _profile(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    return Composed(content=ReadProfile(user=notice.target.user)) if notice.target.user else None


def _look(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    shown = tx.messages.current(notice.front, Purpose.CARD, notice.number or Number(0))
    if shown is None or not _incident(tx, notice).is_open:
        return None
    return Composed(content=LookAtCard(card=shown.ref), channel=shown.ref.channel)


def _elect(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    return Composed(content=Elect(user=notice.target.user)) if notice.target.user else None


def _fetch(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    target = notice.target
    message = MessageRef(target.channel or ChannelId(""), target.ts or "")
    ticket = tx.tickets.for_update(notice.front, message)
    if ticket is None:
        return None
    return Composed(content=FetchMessage(message=message, readers=ticket.readers))


def _check(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    target = notice.target
    content = CheckSettings(
        settings=settings,
        section=notice.about or "",
        view_id=target.url or "",
        admin=target.user or SOMEBODY,
    )
    return Composed(content=content)


_AS_OF_NOW: dict[Kind, Callable[[Transaction, Notice, Settings, datetime], Content | None]] = {
    Kind.CONFIRM: _confirmation,
    Kind.HOME: _home,
    Kind.INVITE: rota_content.invitation,
    Kind.COVER: rota_content.cover,
    Kind.SWAP: rota_content.swap,
    Kind.HANDOFF: rota_content.note,
    Kind.REMIND: rota_content.reminder,
    Kind.SOON: rota_content.near,
    Kind.UNCOVERED: rota_content.uncovered,
    Kind.UNREAD: rota_content.unread,
    Kind.MOVED: rota_content.moved,
    Kind.ARRIVED: rota_content.arrived,
    Kind.OUTCOME: rota_content.outcome,
    Kind.GROUP: rota_content.group,
}

_COMPOSERS: dict[Kind, Callable[[Transaction, Notice, Settings], Composed | None]] = {
    Kind.CARD: _card,
    Kind.TELL: _told,
    Kind.PROMPT: _prompt,
    Kind.REFUSE: _refused,
    Kind.THREAD: _thread,
    Kind.CLOSE_QUESTION: _question_closed,
    Kind.TROUBLE: _trouble,
    Kind.ASIDE: _aside,
    Kind.HEAR: _hear,
    Kind.HAND: _hand,
    Kind.SHOW: _show,
    Kind.LEFT: _left,
    Kind.FILED: _filed,
    Kind.SOURCE: _source,
    Kind.CONSENT: _consent,
    Kind.SETTLE_CONSENT: _settle_consent,
    Kind.ELECTED: _elected,
    Kind.PROFILE: _profile,
    Kind.ELECT: _elect,
    Kind.LOOK: _look,
    Kind.FETCH: _fetch,
    Kind.CHECK: _check,
}


def _incident(tx: Transaction, notice: Notice) -> Incident:
    number = notice.number or Number(0)
    found = tx.incidents.find(notice.front, number)
    if found is None:
        raise LookupError(f"Notice {notice.key} is about an incident that does not exist")
    return found


def _entry(tx: Transaction, notice: Notice) -> Entry:
    found = tx.timeline.find(notice.front, notice.number or Number(0), notice.seq or 0)
    if found is None:
        raise LookupError(f"Notice {notice.key} is about an entry that does not exist")
    return found


def _without_words(entry: Entry, seen: Seen) -> Entry:
    """Return the entry as it may be shown beside what is seen: of a hidden one, nothing typed."""
    return replace(entry, words=None, link=None, as_of=None) if seen.is_hidden else entry


def _ticket(tx: Transaction, notice: Notice) -> Ticket | None:
    channel, ts = (notice.about or " ").split(" ", 1)
    return tx.tickets.for_update(notice.front, MessageRef(ChannelId(channel), ts))


def _original(tx: Transaction, incident: Incident, settings: Settings) -> Seen | None:
    """Return what a duplicate is the same as, as its requester may see that."""
    if incident.duplicate_of is None:
        return None
    original = tx.incidents.find(incident.front, incident.duplicate_of)
    if original is None:
        return None
    reader = viewer(incident.requester, settings)
    return seen_by(original, reader) or seen_in_channel(original)


def _asks(entry: Entry, incident: Incident) -> bool:
    """Whether the news ends with a question to the requester, and so with buttons."""
    if entry.what in {What.ASKED, What.QUESTION}:
        return True
    return incident.state in WELL_ENDED and entry.what in {What.STOPGAP, What.ANSWERED, What.WROTE}


def _asked(
    tx: Transaction, question: Shown, incident: Incident, seen: Seen, settings: Settings
) -> Told:
    """Return the news as it stood in the message that asked, words included."""
    story = tx.timeline.of(incident.front, incident.number)
    asked = next(past for past in story if past.seq == question.seq)
    words = next((past for past in reversed(story) if _is_words_of(past, asked)), None)
    person = tx.people.find(incident.front, incident.requester)
    said = words.words if words else None
    return Told(
        entry=asked,
        seen=Seen(replace(seen.incident, question=said), is_hidden=seen.is_hidden),
        zone=zone_of(person, settings.team.zone),
        ending=Ending(words=said, link=words.link, as_of=words.as_of) if words and said else None,
    )


def _takes_back_the_unheard(tx: Transaction, entry: Entry) -> bool:
    """Whether this takes back an ending of which the requester was never told."""
    if entry.what not in {What.REOPENED, What.UNDONE}:
        return False
    story = reversed(tx.timeline.of(entry.front, entry.number))
    end = next(past for past in story if past.seq < entry.seq and past.what in _ENDS)
    was_told = tx.messages.was_shown(entry.front, Purpose.QUESTION, entry.number, since=end.seq)
    return end.state in WELL_ENDED and not was_told


_ENDS = frozenset({What.STOPGAP, What.ANSWERED, What.DECLINED, What.DUPLICATE, What.WITHDRAWN})


def _was_replaced(tx: Transaction, entry: Entry, incident: Incident) -> bool:
    """Whether these are words that the analyst has since replaced, or that an undo took back."""
    if entry.what is What.QUESTION:
        return entry.words != incident.question
    if entry.what is What.ASKED:
        story = tx.timeline.of(entry.front, entry.number)
        return any(past.what is What.ASKED and past.seq > entry.seq for past in story)
    said = Ending(words=entry.words or "", link=entry.link, as_of=entry.as_of)
    return entry.what is What.WROTE and said != incident.ending


def _is_words_of(past: Entry, asked: Entry) -> bool:
    is_later = past.what in {What.WROTE, What.QUESTION} and past.seq >= asked.seq
    return past.state is asked.state and (is_later or (past.seq == asked.seq and bool(past.words)))

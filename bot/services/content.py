"""Compose what a notice says, from the database as it is when the notice is due.

None means that there is nothing to say any more, and the notice is dropped.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.content import (
    Confirmation,
    Content,
    LookAtCard,
    Prompt,
    QuestionClosed,
    ReadProfile,
    Refused,
    Told,
    Trouble,
    Words,
)
from bot.domain.errors import Reason
from bot.domain.ids import ChannelId, MessageRef, Number
from bot.domain.incident import WELL_ENDED, Ending, Incident
from bot.domain.notice import Kind, Notice, is_still_news
from bot.domain.privacy import Seen, seen_by, seen_in_channel, viewer
from bot.domain.settings import Settings
from bot.domain.timeline import Entry, What
from bot.services import card
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


def compose(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    """Return what the notice says now, or None if it has nothing to say.

    Raises `NotYet` if it must wait for something.
    """
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
    if not is_still_news(entry, incident) or _was_replaced(entry, incident):
        return None
    root = tx.messages.current(notice.front, Purpose.ROOT, incident.number)
    seen = seen_by(incident, viewer(incident.requester, settings))
    if seen is None or (root and _takes_back_the_unheard(tx, entry)):
        return None
    is_question = incident.state in WELL_ENDED and entry.what in {
        What.STOPGAP,
        What.ANSWERED,
        What.WROTE,
    }
    told = Told(
        entry=entry,
        seen=seen,
        zone=settings.team.zone,
        ending=incident.ending,
        is_question=is_question,
    )
    return Composed(content=told, thread=root.ref if root else None)


def _prompt(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident, entry = _incident(tx, notice), _entry(tx, notice)
    seen = seen_by(incident, viewer(entry.by, settings))
    if seen is None or not is_still_news(entry, incident) or incident.ending:
        return None
    person = tx.people.find(notice.front, incident.requester)
    return Composed(content=Prompt(seen=seen, requester=person, grace=settings.timing.words_grace))


def _refused(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident = tx.incidents.find(notice.front, notice.number) if notice.number else None
    return Composed(
        content=Refused(
            reason=Reason(notice.about or ""),
            number=notice.number,
            owner=incident.owner if incident else None,
        )
    )


def _confirmation(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident = _incident(tx, notice)
    seen = seen_by(incident, viewer(incident.requester, settings))
    if seen is None:
        return None
    ahead = tx.incidents.count_open(notice.front) - 1
    return Composed(content=Confirmation(seen=seen, zone=settings.team.zone, ahead=ahead))


def _thread(tx: Transaction, notice: Notice, settings: Settings) -> Composed | None:
    incident = _incident(tx, notice)
    shown = tx.messages.current(notice.front, Purpose.CARD, incident.number)
    if shown is None:
        raise NotYet("card_not_posted")
    words = Words(entry=_entry(tx, notice), seen=seen_in_channel(incident))
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


_COMPOSERS: dict[Kind, Callable[[Transaction, Notice, Settings], Composed | None]] = {
    Kind.CARD: _card,
    Kind.TELL: _told,
    Kind.PROMPT: _prompt,
    Kind.REFUSE: _refused,
    Kind.CONFIRM: _confirmation,
    Kind.THREAD: _thread,
    Kind.CLOSE_QUESTION: _question_closed,
    Kind.TROUBLE: _trouble,
    Kind.PROFILE: _profile,
    Kind.LOOK: _look,
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


def _asked(
    tx: Transaction, question: Shown, incident: Incident, seen: Seen, settings: Settings
) -> Told:
    """Return the news as it stood in the message that asked, words included."""
    story = tx.timeline.of(incident.front, incident.number)
    asked = next(past for past in story if past.seq == question.seq)
    ending = next((past for past in reversed(story) if _is_words_of(past, asked)), None)
    return Told(
        entry=asked,
        seen=seen,
        zone=settings.team.zone,
        ending=Ending(words=ending.words or "", link=ending.link, as_of=ending.as_of)
        if ending
        else None,
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


def _was_replaced(entry: Entry, incident: Incident) -> bool:
    """Whether these are words that the analyst has since replaced, or that an undo took back."""
    said = Ending(words=entry.words or "", link=entry.link, as_of=entry.as_of)
    return entry.what is What.WROTE and said != incident.ending


def _is_words_of(past: Entry, asked: Entry) -> bool:
    return past.what is What.WROTE and past.state is asked.state and past.seq >= asked.seq

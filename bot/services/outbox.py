"""The outbox: hand out what is due, and take in how it went.

The sender calls `lease`, speaks with Slack outside of any transaction, and reports. A process
that dies in between leaves a lease that ends by itself, and a doubt that is looked into first.
"""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import notice as notices
from bot.domain import rota_news
from bot.domain.content import Content, FetchMessage, LookAtCard, QuestionClosed, Told
from bot.domain.delivery import LEASE, PROBE_EVERY, Failure, Step, Verdict, after
from bot.domain.errors import Refusal
from bot.domain.ids import ChannelId, Front, MessageRef, UserId
from bot.domain.notice import AT_MOST_ONCE, COURTESIES, LIVING, Call, Kind, Notice
from bot.domain.people import Person, locale_of
from bot.domain.settings import Settings
from bot.domain.ticket import Found
from bot.domain.timeline import What
from bot.services import home, roster
from bot.services import settings as settings_desk
from bot.services import ticket as tickets
from bot.services.content import NotYet, compose
from bot.services.ground import Ground
from bot.services.people import give_back_if_gone
from bot.services.reaction import apply_waiting, catch_up
from storage.database import Transaction
from storage.message import Purpose
from storage.outbox import Closed, Leased

log = logging.getLogger(__name__)

# Slack allows about fifty edits a minute in a workspace: a card rests a second between two.
REST_BETWEEN_EDITS = timedelta(seconds=1)
_REST_BETWEEN_HOMES = timedelta(seconds=2)
LOOK_AGAIN_AFTER = timedelta(seconds=5)
# A code is part of a key; what is no JSON comes as the text of a whole page.
_LONGEST_CODE = 80
_MESSAGES_BEHIND = {
    Kind.CARD: Purpose.CARD,
    Kind.THREAD: Purpose.CARD,
    Kind.LOOK: Purpose.CARD,
    Kind.TELL: Purpose.ROOT,
}

__all__ = ["Closed", "Outbox", "Parcel"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A leased notice with its content.

    `shown` is the message to change, `thread` the one to answer under, `place` the channel or
    the person's id to post to, `locale` what its readers read in. Where `unsure_since` is set, an
    earlier try may have reached Slack.
    """

    leased: Leased
    content: Content
    place: str
    locale: str
    shown: MessageRef | None = None
    thread: MessageRef | None = None

    @property
    def notice(self) -> Notice:
        """The notice that is delivered."""
        return self.leased.notice

    @property
    def message(self) -> MessageRef | None:
        """The message that the notice is about, where that is not one of ours."""
        target = self.notice.target
        return MessageRef(target.channel, target.ts) if target.channel and target.ts else None

    @property
    def target(self) -> str:
        """The channel or the person that its row names: others for the same may share its luck."""
        return self.notice.target.channel or self.notice.target.user or ""


class Outbox:
    """What waits to be said."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def lease(self, front: Front, closed: Closed) -> Parcel | None:
        """Return the next notice that is due, composed and leased; None when nothing is due.

        Those with nothing left to say are settled on the way.
        """
        while True:
            now = self._ground.now()
            with self._ground.db.begin() as tx:
                leased = tx.outbox.lease(
                    front, lease=uuid.uuid4().hex, now=now, until=now + LEASE, closed=closed
                )
                if leased is None:
                    return None
                parcel = self._open(tx, leased, now)
            if parcel:
                return parcel

    def next_due(self, front: Front) -> datetime | None:
        """Return when something will be due next; None if nothing waits."""
        with self._ground.db.read() as tx:
            return tx.outbox.next_due(front)

    def count_waiting(self, front: Front) -> int:
        """Return how much has not been said yet."""
        with self._ground.db.read() as tx:
            return tx.outbox.count_waiting(front)

    def delivered(self, parcel: Parcel, ref: MessageRef | None) -> None:
        """Note that it was said, and where; emoji that were faster than we are applied now."""
        now = self._ground.now()
        notice = parcel.notice
        with self._ground.db.begin() as tx:
            if ref and ref != parcel.shown:
                _keep_place(tx, parcel, ref, now)
            if _is_settled_for_good(parcel.content) and notice.number:
                tx.messages.retire(notice.front, Purpose.QUESTION, notice.number)
            rest = _REST_BETWEEN_HOMES if notice.kind is Kind.HOME else REST_BETWEEN_EDITS
            tx.outbox.settle(parcel.leased, now=now, not_before=now + rest, call=_next_call(notice))
            if error := parcel.leased.last_error:
                tx.outbox.gather(notice.front, target=parcel.target, error=error, at=now)
        self._ground.wake()

    def profile_read(self, parcel: Parcel, person: Person) -> None:
        """Keep a profile that an errand has brought; a home that waited for it is shown."""
        now, front = self._ground.now(), person.front
        with self._ground.db.begin() as tx:
            known = tx.people.find(front, person.user_id)
            tx.people.put(person)
            if known is None or replace(known, read_at=person.read_at) != person:
                home.renew(tx, front, {person.user_id}, now)
            settings = settings_desk.load(tx, front)
            give_back_if_gone(tx, person, settings, now)
            roster.person_changed(tx, person, settings, now)
            tx.outbox.settle(parcel.leased, now=now, not_before=now, call=Call.READ)

    def looked(
        self, parcel: Parcel, present: Sequence[tuple[str, UserId]], read_at: datetime
    ) -> None:
        """Catch up with the emoji that were on a card when Slack was asked: (name, who) of each."""
        now, front, number = self._ground.now(), parcel.notice.front, parcel.notice.number
        with self._ground.db.begin() as tx:
            if isinstance(parcel.content, LookAtCard) and number:
                settings = settings_desk.load(tx, front)
                card = parcel.content.card
                catch_up(tx, front, number, card, present, settings, read_at=read_at, now=now)
            tx.outbox.settle(parcel.leased, now=now, not_before=now, call=Call.LOOK)
        self._ground.wake()

    def fetched(self, parcel: Parcel, found: Found) -> None:
        """Take in the message that an errand has read: it is filed, or its author is asked."""
        now, front = self._ground.now(), parcel.notice.front
        with self._ground.db.begin() as tx:
            if isinstance(parcel.content, FetchMessage):
                tickets.fetched(tx, front, parcel.content.message, found, now)
            tx.outbox.settle(parcel.leased, now=now, not_before=now, call=Call.FETCH)
        self._ground.wake()

    def elected(self, parcel: Parcel, person: Person) -> None:
        """Make who administrates the workspace the team's first admin, and tell what came of it."""
        now, front = self._ground.now(), parcel.notice.front
        with self._ground.db.begin() as tx:
            tx.people.put(person)
            if person.is_admin:
                settings_desk.appoint_first_admin(tx, front, person.user_id, now)
            home.renew(tx, front, {person.user_id}, now)
            tx.outbox.put(notices.elected(front, person.user_id, parcel.notice.key, now), now)
            tx.outbox.settle(parcel.leased, now=now, not_before=now, call=Call.READ)
        self._ground.wake()

    def look_at_cards(self, front: Front) -> int:
        """Leave an errand for each open incident's card, after events may have been lost."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            numbers = [incident.number for incident in tx.incidents.open_ones(front)]
            for number in tx.messages.all_current(front, Purpose.CARD, numbers):
                tx.outbox.put(notices.look(front, number, now), now)
        self._ground.wake()
        return len(numbers)

    def failed(
        self,
        parcel: Parcel,
        failure: Failure,
        code: str,
        *,
        retry_after: timedelta | None = None,
        is_unsure: bool,
    ) -> Verdict:
        """Note that it was not said, decide what becomes of it, and return that.

        `is_unsure` says that this try, or one before it, may have reached Slack after all.
        """
        now = self._ground.now()
        verdict = after(failure, attempts=parcel.leased.attempts, retry_after=retry_after, now=now)
        with self._ground.db.begin() as tx:
            _follow(tx, parcel, verdict, _Why(failure, code[:_LONGEST_CODE], is_unsure), now)
        return verdict

    def refuse(
        self,
        front: Front,
        *,
        channel: ChannelId,
        user: UserId,
        refusal: Refusal,
        source_key: str,
    ) -> None:
        """Leave the private sentence for somebody whose tap changed nothing."""
        now = self._ground.now()
        refused = notices.refuse(
            front,
            channel=channel,
            user=user,
            reason=refusal.reason,
            number=refusal.number,
            source_key=source_key,
            now=now,
        )
        with self._ground.db.begin() as tx:
            tx.outbox.put(refused, now)
        self._ground.wake()

    def resume(self, front: Front, channel: ChannelId) -> None:
        """Let what waits for a channel go: it was unarchived, or we were invited again."""
        with self._ground.db.begin() as tx:
            tx.outbox.resume(front, target=channel, now=self._ground.now())
        self._ground.wake()

    def _open(self, tx: Transaction, leased: Leased, now: datetime) -> Parcel | None:
        notice = leased.notice
        if leased.unsure_since and notice.kind in AT_MOST_ONCE:
            _settle(tx, leased, now)
            return None
        try:
            settings = settings_desk.load(tx, notice.front)
            composed = compose(tx, notice, settings, now)
        except NotYet as reason:
            at = now + LOOK_AGAIN_AFTER
            tx.outbox.retry(leased, at=at, error=str(reason), is_unsure=bool(leased.unsure_since))
            return None
        except LookupError as bug:
            # Left alone it would be the next in turn again, for ever, and nothing else be said.
            log.exception("%s cannot be composed; it is kept for later", notice.key)
            later, doubt = now + PROBE_EVERY, bool(leased.unsure_since)
            tx.outbox.retry(leased, at=later, error=type(bug).__name__, is_unsure=doubt)
            return None
        if composed is None:
            _settle(tx, leased, now)
            return None
        place = composed.channel or notice.target.channel or notice.target.user or ""
        return Parcel(
            leased=leased,
            content=composed.content,
            place=place,
            locale=_locale(tx, notice, settings),
            shown=composed.shown,
            thread=composed.thread,
        )


@dataclass(frozen=True, slots=True)
class _Why:
    failure: Failure
    code: str
    is_unsure: bool


def _follow(tx: Transaction, parcel: Parcel, verdict: Verdict, why: _Why, now: datetime) -> None:
    leased, kind = parcel.leased, parcel.notice.kind
    is_lost = why.is_unsure and kind in AT_MOST_ONCE
    if is_lost or (kind in COURTESIES and why.failure in _NOT_WELCOME):
        _settle(tx, leased, now)
        return
    if kind is Kind.GROUP and why.failure in _NOT_THE_ROTAS:
        _tell_admins_of_group(tx, parcel, why.code, now)
        _settle(tx, leased, now)
        return
    if kind is Kind.FETCH and why.failure in _NOT_WELCOME and (ref := parcel.message):
        tickets.lost(tx, parcel.notice.front, ref, now)
        _settle(tx, leased, now)
        return
    match verdict.step:
        case Step.RETRY:
            tx.outbox.retry(leased, at=verdict.at, error=why.code, is_unsure=why.is_unsure)
            if why.failure is not Failure.THROTTLED:
                front, target = leased.notice.front, parcel.target
                tx.outbox.gather(front, target=target, error=why.code, at=verdict.at)
        case Step.REPOST if kind in _MESSAGES_BEHIND:
            _repost(tx, parcel, why.code, now)
        case Step.REPOST if kind in LIVING:
            tx.spoken.forget(leased.notice.front, leased.notice.key)
            call = notices.CALLS[kind]
            tx.outbox.retry(leased, at=now, error=why.code, is_unsure=False, call=call)
        case Step.PLAIN if not leased.is_plain:
            tx.outbox.retry(leased, at=now, error=why.code, is_unsure=False, is_plain=True)
        case Step.HOLD | Step.HOLD_ALL | Step.PLAIN:
            _hold(tx, parcel, verdict, why, now)
        case _:
            _settle(tx, leased, now)


def _repost(tx: Transaction, parcel: Parcel, code: str, now: datetime) -> None:
    """Forget the message that is gone, so that the next try posts a new one."""
    notice = parcel.notice
    purpose = _MESSAGES_BEHIND[notice.kind]
    if notice.number:
        tx.messages.retire(notice.front, purpose, notice.number)
        if notice.kind in {Kind.THREAD, Kind.LOOK}:
            tx.outbox.put(
                notices.card(notice.front, notice.number, ChannelId(parcel.place), now), now
            )
    call = notices.CALLS[notice.kind]
    tx.outbox.retry(parcel.leased, at=now, error=code, is_unsure=False, call=call)


def _hold(tx: Transaction, parcel: Parcel, verdict: Verdict, why: _Why, now: datetime) -> None:
    """Keep it until somebody has mended what is wrong, and with it what shares its fate."""
    front, code, until = parcel.notice.front, why.code, max(verdict.at, now + PROBE_EVERY)
    is_everything = verdict.step is Step.HOLD_ALL
    tx.outbox.retry(parcel.leased, at=until, error=code, is_unsure=False)
    if why.failure in _HITS_OTHERS_TOO:
        target = None if is_everything else parcel.target
        later = until + _AFTER_THE_PROBE
        tx.outbox.hold(front, now=now, until=later, error=code, target=target)
        tx.outbox.gather(front, target=parcel.target, error=code, at=later, first_at=until)
    log.error(
        "%s for %s fails with %s; it is kept and tried again every five minutes",
        parcel.notice.key,
        parcel.place,
        code,
    )
    can_be_mended_in_slack = not is_everything and why.failure is not Failure.BUG
    if can_be_mended_in_slack and parcel.notice.kind is not Kind.TROUBLE:
        _tell_admins(tx, parcel, code, now)


# What Slack answers about a place where we have no business, or a message that is gone.
_NOT_WELCOME = frozenset({Failure.CONFIG, Failure.GONE})
# A handle that may not be edited is said once, and the rota goes on without it.
_NOT_THE_ROTAS = frozenset(Failure) - {Failure.THROTTLED, Failure.TRANSIENT, Failure.AMBIGUOUS}
# Anything else may be wrong with this one notice alone, and must not keep others waiting.
_HITS_OTHERS_TOO = frozenset({Failure.CONFIG, Failure.AUTH})
# The probe goes first; what waited with it follows when the probe has shown that it works.
_AFTER_THE_PROBE = timedelta(seconds=10)


def _is_settled_for_good(content: Content) -> bool:
    """Whether a question is over. Who said "this answers it" may still say that it is back."""
    return isinstance(content, QuestionClosed) and content.entry.what is not What.CONFIRMED


def _locale(tx: Transaction, notice: Notice, settings: Settings) -> str:
    """Return the reader's locale, or the team's where many read."""
    reader = notice.target.user
    return locale_of(
        tx.people.find(notice.front, reader) if reader else None, settings.team.language
    )


def _settle(tx: Transaction, leased: Leased, now: datetime) -> None:
    tx.outbox.settle(leased, now=now, not_before=now, call=_next_call(leased.notice))


def _next_call(notice: Notice) -> Call:
    is_edited = notice.kind is Kind.CARD or notice.kind in LIVING
    return Call.UPDATE if is_edited else notices.CALLS[notice.kind]


def _keep_place(tx: Transaction, parcel: Parcel, ref: MessageRef, now: datetime) -> None:
    notice = parcel.notice
    if notice.kind in LIVING:
        tx.spoken.put(notice.front, notice.key, ref, now)
    if notice.number is None:
        return
    if notice.kind is Kind.CARD:
        tx.messages.put(notice.front, ref, Purpose.CARD, notice.number, posted_at=now)
        apply_waiting(tx, notice.front, notice.number, ref, now)
        return
    if notice.kind is not Kind.TELL or not isinstance(parcel.content, Told):
        return
    if parcel.content.is_question:
        purpose = Purpose.QUESTION
        tx.messages.put(notice.front, ref, purpose, notice.number, posted_at=now, seq=notice.seq)
    if parcel.thread is None:
        tx.messages.put(notice.front, ref, Purpose.ROOT, notice.number, posted_at=now)


def _tell_admins_of_group(tx: Transaction, parcel: Parcel, code: str, now: datetime) -> None:
    front = parcel.notice.front
    log.error("The user group %s cannot be updated: %s; the rota goes on", parcel.place, code)
    for admin in settings_desk.load(tx, front).team.admins:
        trouble = rota_news.group_trouble(front, admin, parcel.place, code, now)
        tx.outbox.put(trouble, now)


def _tell_admins(tx: Transaction, parcel: Parcel, code: str, now: datetime) -> None:
    front = parcel.notice.front
    for admin in settings_desk.load(tx, front).team.admins:
        trouble = notices.trouble(front, admin=admin, place=parcel.place, code=code, now=now)
        tx.outbox.put(trouble, now)

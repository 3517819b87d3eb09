"""The use cases of an incident. Each is one transaction: load, decide, save, leave notices."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import dates, needed_by, notice, rota_news
from bot.domain import incident as rules
from bot.domain.content import Confirmation
from bot.domain.errors import Reason, Refusal
from bot.domain.follower import Follower
from bot.domain.ids import Front, Number, UserId, label
from bot.domain.incident import USUALLY_PARKED_FOR, Actor, Ending, Incident, Request, State
from bot.domain.needed_by import NeededBy, When
from bot.domain.people import Person, zone_of
from bot.domain.privacy import seen_by, viewer
from bot.domain.settings import Settings
from bot.domain.severity import Impact, Severity
from bot.domain.timeline import Entry, What, described_as
from bot.services import duplicate as duplicates
from bot.services import roster
from bot.services import settings as settings_desk
from bot.services.ground import Ground
from bot.services.record import (
    NOTHING,
    WORDS_MAY_FOLLOW,
    Act,
    Change,
    Said,
    last_of,
    locked,
    note,
    record,
    requests_channel,
)
from storage.database import Transaction

# What a rule sees: the incident, who acts, the settings in force, this moment.
Rule = Callable[[Incident, Actor, Settings, datetime], Incident]

# What else a change leaves, in its transaction.
Then = Callable[[Transaction, Change], None]


# What people put before the day until which something is parked.
_UNTIL = re.compile(r"\A\s*(?:until|till|to|bis)\b", re.IGNORECASE)


class FiledMeanwhile(Exception):  # noqa: N818  # never leaves this module
    """The same delivery, on another replica, was a moment faster."""


class Incidents:
    """What can be done to incidents, whatever surface it comes from.

    Every method returns the incident as it is after its transaction, raises a `Refusal` if the
    domain declines, and does nothing twice for one `source_key`.
    """

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def file(
        self,
        front: Front,
        request: Request,
        *,
        when: When | None = None,
        day: date | None = None,
    ) -> Confirmation:
        """File a request and return what its requester should read; a repeat gets the first.

        A date that was chosen goes before one that the words give; one that is over is refused.
        """
        try:
            return self._file(front, request, when, day)
        except FiledMeanwhile:
            return self._file(front, request, when, day)

    def claim(self, act: Act) -> Incident:
        """Give it to who asks; another's is refused."""
        return self._change(act, What.CLAIMED, claim)

    def take_over(self, act: Act) -> Incident:
        """Give it to who asks, whoever had it."""
        return self._change(act, What.TAKEN_OVER, _without_settings(rules.take_over))

    def release(self, act: Act) -> Incident:
        """Give it back to everyone."""
        return self._change(act, What.RELEASED, release)

    def ask(self, act: Act, question: str) -> Incident:
        """Ask the requester; if the state was changed by an emoji before, the words follow it."""

        if not question.strip():
            raise Refusal(Reason.NO_REASON, act.number)

        def rule(incident: Incident, by: Actor, _: Settings, now: datetime) -> Incident:
            if incident.state is State.NEEDS_INFO:
                return rules.put_question(incident, by, question, now)
            return rules.ask(incident, by, now, question)

        def what(before: Incident) -> What:
            return What.QUESTION if before.state is State.NEEDS_INFO else What.ASKED

        return self._change(act, what, rule, Said(words=question), then=_send_question)

    def reply(self, act: Act, words: str) -> Incident:
        """Take in what the analyst was waiting for."""
        if not words.strip():
            raise Refusal(Reason.NO_REASON, act.number)
        rule = _without_settings(rules.reply)
        return self._change(act, What.REPLIED, rule, Said(words=words.strip()))

    def park(self, act: Act, until: date, why: str | None = None) -> Incident:
        """Put it aside until a day on the team's calendar; whoever has it keeps it."""

        def rule(incident: Incident, by: Actor, settings: Settings, now: datetime) -> Incident:
            return rules.park(incident, by, until, now, settings.today(now))

        return self._change(act, What.PARKED, rule, Said(words=why, as_of=until))

    def park_as_said(self, act: Act, words: str) -> Incident:
        """Put it aside until the day that is named, by the team's calendar; the rest says why.

        Without words it is a week; words that name no day are refused.
        """
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = settings_desk.load(tx, act.front)
        if not words.strip():
            return self.park(act, settings.today(now) + USUALLY_PARKED_FOR)
        match dates.read_day(_UNTIL.sub("", words), now, settings.team.zone):
            case dates.ReadDay(day, why):
                return self.park(act, day, why or None)
            case dates.Unclear.PAST:
                raise Refusal(Reason.DAY_IS_OVER, act.number)
            case _:
                raise Refusal(Reason.NO_DAY, act.number)

    def unpark_due(self, front: Front) -> None:
        """Bring back what was parked until a day that has come, as the team's calendar has it.

        Right to call at any time, on any replica: each comes back once.
        """
        with self._ground.db.read() as tx:
            today = settings_desk.load(tx, front).today(self._ground.now())
            due = [one.number for one in tx.incidents.parked_until(front, today)]
        for number in due:
            self._unpark(front, number, today)

    def answer(self, act: Act, ending: Ending | None = None) -> Incident:
        """End it: done. The words for the requester may come later (`write`)."""

        def rule(incident: Incident, by: Actor, _: Settings, now: datetime) -> Incident:
            return rules.answer(incident, by, now, ending=ending)

        return self._change(act, What.ANSWERED, rule, _said(ending))

    def stopgap(self, act: Act, ending: Ending | None = None) -> Incident:
        """End it for now, until the team's usual number of days is over."""

        def rule(incident: Incident, by: Actor, settings: Settings, now: datetime) -> Incident:
            return stopgap(incident, by, settings, now, ending=ending)

        return self._change(act, What.STOPGAP, rule, _said(ending))

    def decline(self, act: Act, reason: str) -> Incident:
        """End it without help; the reason is for the requester."""

        def rule(incident: Incident, by: Actor, _: Settings, now: datetime) -> Incident:
            return rules.decline(incident, by, reason, now)

        return self._change(act, What.DECLINED, rule, Said(words=reason.strip()))

    def mark_duplicate(self, act: Act, original: Number) -> Incident:
        """End it as the same thing as another, whose answer reaches everyone who waits for this.

        A duplicate of a duplicate is one of the first.
        """

        def rule(incident: Incident, by: Actor, _: Settings, now: datetime) -> Incident:
            return rules.mark_duplicate(incident, by, first.number, now)

        def join(tx: Transaction, change: Change) -> None:
            duplicates.follow_the_original(tx, change, first.number)

        with self._ground.db.read() as tx:
            first = duplicates.first_of(tx, act, original)
        said = Said(words=label(first.number))
        return self._change(act, What.DUPLICATE, rule, said, then=join, also=first.number)

    def reassign(self, act: Act, to: UserId) -> Incident:
        """Give it to a member of the team, who is told."""

        def rule(incident: Incident, by: Actor, settings: Settings, now: datetime) -> Incident:
            return rules.reassign(incident, by, settings.actor(to, incident), now)

        return self._change(act, What.REASSIGNED, rule)

    def withdraw(self, act: Act) -> Incident:
        """Take it back: it needs no answer any more."""
        return self._change(act, What.WITHDRAWN, _without_settings(rules.withdraw))

    def edit(self, act: Act, text: str, *, is_private: bool = False) -> Incident:
        """Word it anew, and perhaps make it private; what it said before stays in the timeline.

        A date that was read from the words is read again.
        """

        def rule(incident: Incident, by: Actor, settings: Settings, now: datetime) -> Incident:
            needed = incident.needed_by
            if needed is None or needed.said:
                zone = zone_of(reader, settings.team.zone)
                needed = needed_by.read(text, now, zone)
                needed = needed_by.moved(needed, zone, settings.team.zone)
            return rules.edit(
                incident, by.user_id, now, text=text, needed_by=needed, is_private=is_private
            )

        with self._ground.db.read() as tx:
            reader = tx.people.find(act.front, act.by)
        return self._change(act, What.EDITED, rule, lambda before: Said(words=before.text))

    def let_see(self, act: Act, named: tuple[UserId, ...]) -> Incident:
        """Let these people, and no others, see a private incident besides requester and owner."""

        def rule(incident: Incident, by: Actor, _: Settings, now: datetime) -> Incident:
            return rules.let_see(incident, by, named, now)

        def tell(tx: Transaction, change: Change) -> None:
            for one in change.after.named:
                if one not in change.before.named:
                    tx.outbox.put(notice.show(change.entry, one), change.entry.at)

        return self._change(act, What.LET_SEE, rule, then=tell)

    def follow(self, act: Act) -> Incident:
        """Let who asks hear how it ends."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, act.front)
            incident = locked(tx, act.front, act.number)
            refuse_outsiders(tx, act)
            refuse_unseen(incident, act, settings)
            if not incident.is_open:
                raise Refusal(Reason.ALREADY_ENDED, act.number)
            if act.by != incident.requester:
                tx.followers.add(
                    Follower(front=act.front, number=act.number, user_id=act.by, since=now)
                )
        return incident

    def unfollow(self, act: Act) -> Incident:
        """Let who asks hear no more of it."""
        with self._ground.db.begin() as tx:
            incident = locked(tx, act.front, act.number)
            refuse_unseen(incident, act, settings_desk.load(tx, act.front))
            tx.followers.remove(act.front, act.number, act.by)
        return incident

    def change_severity(self, act: Act, severity: Severity, reason: str) -> Incident:
        """Set the severity by hand, with a reason for the timeline."""

        def rule(incident: Incident, by: Actor, _: Settings, now: datetime) -> Incident:
            return rules.change_severity(incident, by, severity, reason, now)

        return self._change(act, What.SEVERITY, rule, Said(words=f"{severity}: {reason.strip()}"))

    def reopen(self, act: Act, reason: str) -> Incident:
        """Open it again, with its last owner if they are still in the team."""

        def rule(incident: Incident, by: Actor, settings: Settings, now: datetime) -> Incident:
            return rules.reopen(incident, by, reason, now, members=settings.team_members)

        return self._change(act, What.REOPENED, rule, Said(words=reason.strip()))

    def describe(
        self, act: Act, url: str, *, impact: Impact | None = None, when: When | None = None
    ) -> Incident:
        """Take in the requester's tap on one of the two questions.

        The confirmation they tapped in, which answers at `url`, is replaced by how things stand.
        """

        def rule(incident: Incident, by: Actor, settings: Settings, now: datetime) -> Incident:
            needed = needed_by.tapped(when, settings.today(now)) if when else None
            return rules.describe(incident, by.user_id, now, impact=impact, needed_by=needed)

        def refresh(tx: Transaction, change: Change) -> None:
            tx.outbox.put(notice.confirm(change.entry, url), change.entry.at)

        said = Said(words=described_as(impact=impact, when=when))
        return self._change(act, What.DESCRIBED, rule, said, then=refresh)

    def confirm(self, act: Act) -> Incident:
        """Note that the requester calls it answered."""

        def rule(incident: Incident, by: Actor, _: Settings, now: datetime) -> Incident:
            return rules.confirm(incident, by.user_id, now)

        return self._change(act, What.CONFIRMED, rule)

    def say_more(self, act: Act, words: str) -> Incident:
        """Add the requester's words to the timeline and to the card's thread."""

        def rule(incident: Incident, by: Actor, _: Settings, now: datetime) -> Incident:
            return rules.say_more(incident, by.user_id, words, now)

        return self._change(act, What.SAID_MORE, rule, Said(words=words.strip()))

    def write(self, act: Act, ending: Ending) -> Incident:
        """Send the analyst's words with the news of the ending, or after it if that is out."""

        def rule(incident: Incident, by: Actor, _: Settings, now: datetime) -> Incident:
            return rules.write(incident, by, ending, now)

        said = Said(words=ending.words, link=ending.link, as_of=ending.as_of)
        return self._change(act, What.WROTE, rule, said, then=_send_words)

    def _change(
        self,
        act: Act,
        what: What | Callable[[Incident], What],
        rule: Rule,
        said: Said | Callable[[Incident], Said] = NOTHING,
        *,
        then: Then | None = None,
        also: Number | None = None,
    ) -> Incident:
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, act.front)
            before = _locked_with(tx, act, also)
            if tx.timeline.knows(act.front, act.source_key):
                return before
            refuse_outsiders(tx, act)
            refuse_unseen(before, act, settings)
            after = rule(before, settings.actor(act.by, before), settings, now)
            if after is before:
                return before
            entry = record(
                tx,
                before,
                after,
                act,
                what if isinstance(what, What) else what(before),
                settings=settings,
                now=now,
                said=said if isinstance(said, Said) else said(before),
            )
            if then:
                then(tx, Change(before, after, entry))
        self._ground.wake()
        return after

    def _unpark(self, front: Front, number: Number, today: date) -> None:
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            before = locked(tx, front, number)
            if before.owner is None or not rules.is_due_back(before, today):
                return  # another replica, or a person, was faster
            settings, workspace = settings_desk.load(tx, front), tx.workspaces.find(front)
            after = rules.unpark(before, now, settings.team_members)
            by = workspace.bot_user_id if workspace else before.owner
            key = f"unpark:{number}:{before.version}"
            act = Act(front=front, number=number, by=by, source_key=key)
            record(tx, before, after, act, What.UNPARKED, settings=settings, now=now)
        self._ground.wake()

    def _file(
        self, front: Front, request: Request, when: When | None, day: date | None
    ) -> Confirmation:
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            if when or day:
                zone = zone_of(tx.people.find(front, request.requester), settings.team.zone)
                chosen = _chosen(when, day, now.astimezone(zone).date())
                request = replace(request, needed_by=chosen)
            said = file(tx, front, request, settings, now)
        self._ground.wake()
        return said


def file(
    tx: Transaction, front: Front, request: Request, settings: Settings, now: datetime
) -> Confirmation:
    """File a request in this transaction; return what its requester should read.

    The same delivery, or the same message, gets the incident it was filed as first.
    """
    requests_channel(settings)
    known = tx.incidents.filed_by_delivery(front, request.source_key)
    incident = known or _open(tx, front, request, settings, now)
    seen = seen_by(incident, viewer(request.requester, settings))
    if seen is None or (known and seen.is_hidden):
        raise Refusal(Reason.FILED_BEFORE)
    return Confirmation(
        seen=seen,
        zone=settings.team.zone,
        ahead=tx.incidents.count_open(front) - 1,
        on_call=roster.on_call_now(tx, front, settings, now).person,
        is_repeat=bool(known and request.message),
        note=settings.texts.confirmation,
    )


def _chosen(when: When | None, day: date | None, today: date) -> NeededBy | None:
    """Return the date that was chosen in a form; a day says more than *later*."""
    if day is None:
        return needed_by.tapped(when, today) if when else None
    if day < today:
        raise Refusal(Reason.DAY_IS_OVER)
    return needed_by.on_day(day, today)


def refuse_outsiders(tx: Transaction, act: Act) -> None:
    """Refuse strangers, bots and closed accounts, where that is known of them."""
    person = tx.people.find(act.front, act.by)
    if person and not person.takes_part:
        raise Refusal(Reason.NOT_FROM_HERE, act.number)


def refuse_unseen(incident: Incident, act: Act, settings: Settings) -> None:
    """Refuse who may not know that it exists as if it did not.

    A lead may give back and hand over what they cannot read.
    """
    is_unseen = seen_by(incident, viewer(act.by, settings)) is None
    if is_unseen and act.by not in settings.leads:
        raise Refusal(Reason.UNKNOWN_INCIDENT, act.number)


def _locked_with(tx: Transaction, act: Act, also: Number | None) -> Incident:
    """Return the incident, locked; another is locked with it, in the order of their numbers."""
    found = {n: locked(tx, act.front, n) for n in sorted({act.number, also or act.number})}
    return found[act.number]


def _said(ending: Ending | None) -> Said:
    if ending is None:
        return NOTHING
    return Said(words=ending.words, link=ending.link, as_of=ending.as_of)


def _without_settings(verb: Callable[[Incident, Actor, datetime], Incident]) -> Rule:
    def rule(incident: Incident, by: Actor, _: Settings, now: datetime) -> Incident:
        return verb(incident, by, now)

    return rule


claim = _without_settings(rules.claim)
release = _without_settings(rules.release)
ask = _without_settings(rules.ask)
answer = _without_settings(rules.answer)


def stopgap(
    incident: Incident,
    by: Actor,
    settings: Settings,
    now: datetime,
    *,
    ending: Ending | None = None,
) -> Incident:
    """Return the incident ended until the team's usual number of days is over."""
    until = settings.today(now) + timedelta(days=settings.timing.stopgap_days)
    return rules.stopgap(incident, by, now, until=until, ending=ending)


def _open(
    tx: Transaction, front: Front, request: Request, settings: Settings, now: datetime
) -> Incident:
    """Add the incident with its first entry, its card and the errand to read who filed it."""
    person = tx.people.find(front, request.requester)
    request = _dated(request, zone_of(person, settings.team.zone), settings, now)
    # Numbers count through all teams of a workspace: INC-7 means one thing in its conversations.
    number = tx.counters.next(Front(front.workspace_id), "incident")
    incident = rules.open_incident(request, front=front, number=number, now=now)
    if not tx.incidents.add(incident):
        raise FiledMeanwhile
    act = Act(
        front=front, number=number, by=request.requester, source_key=f"file:{request.source_key}"
    )
    note(tx, incident, act, What.FILED, settings=settings, now=now)
    _tell_who_is_on_call(tx, incident, settings, now)
    if request.message and settings.filing.reply_at_source and not request.is_private:
        reply = notice.source(incident, request.message, request.thread_ts, now)
        tx.outbox.put(reply, now)
    _read_profile_if_stale(tx, front, request.requester, person, now)
    return incident


_URGENT = frozenset({None, Severity.S1, Severity.S2})


def _tell_who_is_on_call(
    tx: Transaction, incident: Incident, settings: Settings, now: datetime
) -> None:
    """Tell whoever is on call of what may be urgent; of an S1 the leads, while nobody is."""
    if not settings.rotations or incident.severity not in _URGENT:
        return
    on = roster.on_call_now(tx, incident.front, settings, now)
    if on.person:
        readers: tuple[UserId, ...] = (on.person,)
    else:
        readers = settings.leads if incident.severity is Severity.S1 else ()
    for reader in readers:
        if reader != incident.requester:
            tx.outbox.put(rota_news.arrived(incident.front, incident.number, reader, now), now)


def _dated(request: Request, zone: ZoneInfo, settings: Settings, now: datetime) -> Request:
    """Return the request with the date that its words ask for, unless a date was given.

    "By 3" means three by the requester's clock; it is kept in the team's zone.
    """
    if request.needed_by:
        return request
    read = needed_by.read(request.text, now, zone)
    return replace(request, needed_by=needed_by.moved(read, zone, settings.team.zone))


def _read_profile_if_stale(
    tx: Transaction, front: Front, user: UserId, known: Person | None, now: datetime
) -> None:
    if known is None or known.is_stale(now):
        tx.outbox.put(notice.profile(front, user, now), now)


def _send_words(tx: Transaction, change: Change) -> None:
    """Let the waiting news of the ending go now, words included; if it is out, tell the words."""
    entry = change.entry
    end = last_of(tx, entry, WORDS_MAY_FOLLOW)
    _hurry_or_tell(tx, end, change)
    for one in tx.followers.of(entry.front, entry.number):
        tx.outbox.hurry(entry.front, notice.hear(end, one.user_id, entry.at).key, entry.at)


def _send_question(tx: Transaction, change: Change) -> None:
    """Let the waiting news that something was asked go now, or tell the question if it is out."""
    if change.entry.what is What.QUESTION:
        _hurry_or_tell(tx, last_of(tx, change.entry, {What.ASKED}), change)


def _hurry_or_tell(tx: Transaction, first: Entry, change: Change) -> None:
    entry, requester = change.entry, change.after.requester
    news = notice.tell(first, requester, entry.at)
    if not tx.outbox.hurry(entry.front, news.key, entry.at):
        tx.outbox.put(notice.tell(entry, requester, entry.at), entry.at)

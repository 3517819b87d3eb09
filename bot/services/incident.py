"""The use cases of an incident. Each is one transaction: load, decide, save, leave notices."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import incident as rules
from bot.domain import needed_by, notice
from bot.domain.content import Confirmation
from bot.domain.ids import Front, UserId
from bot.domain.incident import Actor, Ending, Incident, Request
from bot.domain.needed_by import When
from bot.domain.privacy import Seen
from bot.domain.settings import Settings
from bot.domain.severity import Impact, Severity
from bot.domain.timeline import Entry, What, described_as
from bot.services import settings as settings_desk
from bot.services.ground import Ground
from bot.services.record import NOTHING, Act, Said, locked, note, record, requests_channel
from storage.database import Transaction

# What a rule sees: the incident, who acts, the settings in force, this moment.
Rule = Callable[[Incident, Actor, Settings, datetime], Incident]
# What else a change leaves, in its transaction.
Then = Callable[[Transaction, Entry, Incident], None]

_ENDS = frozenset({What.STOPGAP, What.ANSWERED})


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

    def file(self, front: Front, request: Request) -> Confirmation:
        """File a request and return what its requester should read; a repeat gets the first."""
        try:
            return self._file(front, request)
        except FiledMeanwhile:
            return self._file(front, request)

    def claim(self, act: Act) -> Incident:
        """Give it to who asks; another's is refused."""
        return self._change(act, What.CLAIMED, claim)

    def take_over(self, act: Act) -> Incident:
        """Give it to who asks, whoever had it."""
        return self._change(act, What.TAKEN_OVER, _without_settings(rules.take_over))

    def release(self, act: Act) -> Incident:
        """Give it back to everyone."""
        return self._change(act, What.RELEASED, release)

    def answer(self, act: Act) -> Incident:
        """End it: done."""
        return self._change(act, What.ANSWERED, answer)

    def stopgap(self, act: Act) -> Incident:
        """End it for now, until the team's usual number of days is over."""
        return self._change(act, What.STOPGAP, stopgap)

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

        def refresh(tx: Transaction, entry: Entry, _: Incident) -> None:
            tx.outbox.put(notice.confirm(entry, url), entry.at)

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
        what: What,
        rule: Rule,
        said: Said = NOTHING,
        *,
        then: Then | None = None,
    ) -> Incident:
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, act.front)
            before = locked(tx, act.front, act.number)
            if tx.timeline.knows(act.front, act.source_key):
                return before
            after = rule(before, settings.actor(act.by, before), settings, now)
            if after is before:
                return before
            entry = record(tx, after, act, what, settings=settings, now=now, said=said)
            if then:
                then(tx, entry, after)
        self._ground.wake()
        return after

    def _file(self, front: Front, request: Request) -> Confirmation:
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            requests_channel(settings)
            incident = tx.incidents.filed_by_delivery(front, request.source_key)
            incident = incident or _open(tx, front, request, settings, now)
            ahead = tx.incidents.count_open(front) - 1
        self._ground.wake()
        return Confirmation(
            seen=Seen(incident, is_hidden=False), zone=settings.team.zone, ahead=ahead
        )


def _without_settings(verb: Callable[[Incident, Actor, datetime], Incident]) -> Rule:
    def rule(incident: Incident, by: Actor, _: Settings, now: datetime) -> Incident:
        return verb(incident, by, now)

    return rule


claim = _without_settings(rules.claim)
release = _without_settings(rules.release)
answer = _without_settings(rules.answer)


def stopgap(incident: Incident, by: Actor, settings: Settings, now: datetime) -> Incident:
    """Return the incident ended until the team's usual number of days is over."""
    until = settings.today(now) + timedelta(days=settings.timing.stopgap_days)
    return rules.stopgap(incident, by, now, until=until)


def _open(
    tx: Transaction, front: Front, request: Request, settings: Settings, now: datetime
) -> Incident:
    """Add the incident with its first entry, its card and the errand to read who filed it."""
    request = _dated(request, settings, now)
    # Numbers count through all teams of a workspace: INC-7 means one thing in its conversations.
    number = tx.counters.next(Front(front.workspace_id), "incident")
    incident = rules.open_incident(request, front=front, number=number, now=now)
    if not tx.incidents.add(incident):
        raise FiledMeanwhile
    act = Act(
        front=front, number=number, by=request.requester, source_key=f"file:{request.source_key}"
    )
    note(tx, incident, act, What.FILED, settings=settings, now=now)
    _read_profile_if_stale(tx, front, request.requester, now)
    return incident


def _dated(request: Request, settings: Settings, now: datetime) -> Request:
    """Return the request with the date that its words ask for, unless a date was given."""
    if request.needed_by:
        return request
    return replace(request, needed_by=needed_by.read(request.text, now, settings.team.zone))


def _read_profile_if_stale(tx: Transaction, front: Front, user: UserId, now: datetime) -> None:
    known = tx.people.find(front, user)
    if known is None or known.is_stale(now):
        tx.outbox.put(notice.profile(front, user, now), now)


def _send_words(tx: Transaction, entry: Entry, incident: Incident) -> None:
    """Let the waiting news of the ending go now, words included; if it is out, tell the words."""
    story = reversed(tx.timeline.of(entry.front, entry.number))
    end = next(past for past in story if past.what in _ENDS)
    news = notice.tell(end, incident.requester, entry.at)
    if not tx.outbox.hurry(entry.front, news.key, entry.at):
        tx.outbox.put(notice.tell(entry, incident.requester, entry.at), entry.at)

"""The tracked thing a request opens: its states, its verbs, and who may do what.

The two tables below (`RULES` and `roles_of`) are the whole law. A verb is a function that takes
an incident and gives the next one, or raises a `Refusal` and changes nothing. The same value
back (`is`) means that there was nothing to do: a repeated claim by its owner, for example.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.errors import Reason, Refusal
from bot.domain.ids import ChannelId, Front, MessageRef, Number, UserId
from bot.domain.needed_by import NeededBy
from bot.domain.severity import Impact, Severity
from bot.domain.severity import rate as severity_of


class State(StrEnum):
    """Where an incident stands, in order of life."""

    NEW = "new"
    CLAIMED = "claimed"
    NEEDS_INFO = "needs_info"
    PARKED = "parked"
    STOPGAP = "stopgap"
    ANSWERED = "answered"
    DECLINED = "declined"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.NEW, State.CLAIMED, State.NEEDS_INFO, State.PARKED})
ENDED = frozenset(State) - OPEN
WELL_ENDED = frozenset({State.STOPGAP, State.ANSWERED})


class Verb(StrEnum):
    """What can be done to an incident."""

    CLAIM = "claim"
    TAKE_OVER = "take_over"
    RELEASE = "release"
    ASK = "ask"
    REPLY = "reply"
    PARK = "park"
    STOPGAP = "stopgap"
    ANSWER = "answer"
    DECLINE = "decline"
    MARK_DUPLICATE = "mark_duplicate"
    REASSIGN = "reassign"
    CHANGE_SEVERITY = "change_severity"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


class Role(StrEnum):
    """What a person is to an incident; one person may be several things at once."""

    REQUESTER = "requester"
    OWNER = "owner"
    MEMBER = "member"
    LEAD = "lead"
    PREEMPTION = "preemption"
    ENGINEERING = "engineering"
    ADMIN = "admin"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rule:
    """From which states a verb leads where, and to whom it is open.

    `to` is None where the state stays (severity) or is worked out (reopen).
    """

    sources: frozenset[State]
    to: State | None
    who: frozenset[Role]


def _rule(sources: frozenset[State] | set[State], to: State | None, *who: Role) -> Rule:
    return Rule(sources=frozenset(sources), to=to, who=frozenset(who))


_HELD = {State.CLAIMED, State.NEEDS_INFO, State.PARKED}

RULES: Mapping[Verb, Rule] = {
    Verb.CLAIM: _rule(OPEN, State.CLAIMED, Role.MEMBER),
    Verb.TAKE_OVER: _rule(_HELD, State.CLAIMED, Role.MEMBER),
    Verb.RELEASE: _rule(_HELD, State.NEW, Role.OWNER, Role.LEAD),
    Verb.ASK: _rule({State.CLAIMED}, State.NEEDS_INFO, Role.OWNER),
    Verb.REPLY: _rule({State.NEEDS_INFO}, State.CLAIMED, Role.REQUESTER, Role.MEMBER),
    # A hand-off may put aside what a colleague has, and they keep it.
    Verb.PARK: _rule({State.CLAIMED, State.NEEDS_INFO}, State.PARKED, Role.MEMBER),
    Verb.STOPGAP: _rule(OPEN, State.STOPGAP, Role.OWNER),
    Verb.ANSWER: _rule(OPEN, State.ANSWERED, Role.OWNER),
    Verb.DECLINE: _rule(OPEN, State.DECLINED, Role.MEMBER),
    Verb.MARK_DUPLICATE: _rule(OPEN, State.DUPLICATE, Role.MEMBER),
    Verb.REASSIGN: _rule(_HELD, State.CLAIMED, Role.OWNER, Role.LEAD),
    Verb.CHANGE_SEVERITY: _rule(OPEN, None, Role.MEMBER),
    Verb.WITHDRAW: _rule(OPEN, State.WITHDRAWN, Role.REQUESTER),
    Verb.REOPEN: _rule(ENDED, None, Role.REQUESTER, Role.MEMBER),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person and what they are to the incident at hand."""

    user_id: UserId
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person files, as they wrote it: plain text, nothing escaped, nothing cut."""

    text: str
    requester: UserId
    source_key: str
    filed_from: ChannelId | None = None
    # Where to look, as the requester gave it; the message in Slack that was filed, and its address.
    link: str | None = None
    source_url: str | None = None
    message: MessageRef | None = None
    # The first message of the thread that it is a reply in.
    thread_ts: str | None = None
    impact: Impact | None = None
    needed_by: NeededBy | None = None
    is_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What the analyst wrote to the requester at the end."""

    words: str
    link: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One owner, one state, one card.

    `question` is what the analyst asked, while the requester's reply is awaited. `named` are those
    whom the requester or the owner of a private incident let see it. `owner` stays when the
    incident ends, so that a reopened one finds its way back; and while it is parked, until the
    day `parked_until`. `version` grows by one with each change.
    """

    front: Front
    number: Number
    text: str
    requester: UserId
    filed_at: datetime
    source_key: str
    filed_from: ChannelId | None = None
    link: str | None = None
    source_url: str | None = None
    impact: Impact | None = None
    needed_by: NeededBy | None = None
    severity: Severity | None = None
    severity_is_set_by_hand: bool = False
    state: State = State.NEW
    owner: UserId | None = None
    claimed_at: datetime | None = None
    ended_at: datetime | None = None
    changed_at: datetime
    stopgap_until: date | None = None
    parked_until: date | None = None
    ending: Ending | None = None
    question: str | None = None
    confirmed_at: datetime | None = None
    duplicate_of: Number | None = None
    is_private: bool = False
    named: tuple[UserId, ...] = ()
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether Rapid Response still has to end it."""
        return self.state in OPEN


def open_incident(request: Request, *, front: Front, number: Number, now: datetime) -> Incident:
    """Return the new incident of a request; nobody has it yet."""
    return Incident(
        front=front,
        number=number,
        text=request.text,
        requester=request.requester,
        filed_at=now,
        source_key=request.source_key,
        filed_from=request.filed_from,
        link=request.link,
        source_url=request.source_url,
        impact=request.impact,
        needed_by=request.needed_by,
        severity=severity_of(request.impact, request.needed_by),
        changed_at=now,
        is_private=request.is_private,
    )


def claim(incident: Incident, by: Actor, now: datetime) -> Incident:
    """Return the incident owned by `by`; theirs already gives the same value.

    Another's is refused with `ANOTHER_HAS_IT`: the first to commit wins.
    """
    _allow(Verb.CLAIM, incident, by)
    if incident.owner == by.user_id and incident.state is State.CLAIMED:
        return incident
    _refuse_anothers(incident, by)
    if incident.owner:
        return _next(incident, now, state=State.CLAIMED)
    return _own(incident, by.user_id, now)


def take_over(incident: Incident, by: Actor, now: datetime) -> Incident:
    """Return the incident owned by `by`, whoever had it."""
    _allow(Verb.TAKE_OVER, incident, by)
    if incident.owner == by.user_id and incident.state is State.CLAIMED:
        return incident
    return _own(incident, by.user_id, now)


def release(incident: Incident, by: Actor, now: datetime) -> Incident:
    """Return the incident given back: new, with no owner."""
    _allow(Verb.RELEASE, incident, by)
    return _next(incident, now, state=State.NEW, owner=None, claimed_at=None)


def ask(incident: Incident, by: Actor, now: datetime, question: str | None = None) -> Incident:
    """Return the incident waiting for the requester's reply; the question may come later."""
    _allow(Verb.ASK, incident, by)
    return _next(incident, now, state=State.NEEDS_INFO, question=question)


def put_question(incident: Incident, by: Actor, question: str, now: datetime) -> Incident:
    """Return the waiting incident with the words of the question."""
    if Role.OWNER not in by.roles:
        raise _who_refusal(RULES[Verb.ASK], incident, by)
    if incident.state is not State.NEEDS_INFO:
        raise Refusal(Reason.NOT_WAITING, incident.number)
    _require_reason(incident, question)
    return incident if question == incident.question else _next(incident, now, question=question)


def reply(incident: Incident, by: Actor, now: datetime) -> Incident:
    """Return the incident back in its owner's hands."""
    _allow(Verb.REPLY, incident, by)
    return _next(incident, now, state=State.CLAIMED)


USUALLY_PARKED_FOR = timedelta(days=7)
_LONGEST_PARKED = timedelta(days=366)


def park(incident: Incident, by: Actor, until: date, now: datetime, today: date) -> Incident:
    """Return the incident put aside until a day after today; whoever has it keeps it."""
    _allow(Verb.PARK, incident, by)
    if until <= today:
        raise Refusal(Reason.DAY_IS_OVER, incident.number)
    if until > today + _LONGEST_PARKED:
        raise Refusal(Reason.TOO_FAR, incident.number)
    return _next(incident, now, state=State.PARKED, parked_until=until)


def is_due_back(incident: Incident, today: date) -> bool:
    """Whether it is parked, and its day has come."""
    return incident.parked_until is not None and incident.parked_until <= today


def unpark(incident: Incident, now: datetime, members: frozenset[UserId]) -> Incident:
    """Return the parked incident back with its owner if still in the team, else new.

    One that is not parked is the same value. The caller knows when its day has come.
    """
    if incident.state is not State.PARKED:
        return incident
    return _next(incident, now, **_back_with_its_owner(incident, members))


def stopgap(
    incident: Incident, by: Actor, now: datetime, *, until: date, ending: Ending | None = None
) -> Incident:
    """Return the incident ended with something that works until that day; new ones are claimed."""
    held = _held_by(Verb.STOPGAP, incident, by, now)
    return _end(held, now, state=State.STOPGAP, stopgap_until=until, ending=ending)


def answer(
    incident: Incident, by: Actor, now: datetime, *, ending: Ending | None = None
) -> Incident:
    """Return the incident ended, done; new ones are claimed on the way."""
    held = _held_by(Verb.ANSWER, incident, by, now)
    return _end(held, now, state=State.ANSWERED, ending=ending)


def decline(incident: Incident, by: Actor, reason: str, now: datetime) -> Incident:
    """Return the incident ended without help; the reason is for the requester."""
    _allow(Verb.DECLINE, incident, by)
    _require_reason(incident, reason)
    return _end(incident, now, state=State.DECLINED)


def mark_duplicate(incident: Incident, by: Actor, original: Number, now: datetime) -> Incident:
    """Return the incident ended as the same thing as `original`."""
    _allow(Verb.MARK_DUPLICATE, incident, by)
    if original == incident.number:
        raise Refusal(Reason.ITSELF, incident.number)
    return _end(incident, now, state=State.DUPLICATE, duplicate_of=original)


def reassign(incident: Incident, by: Actor, to: Actor, now: datetime) -> Incident:
    """Return the incident owned by `to`, who must be in the team."""
    _allow(Verb.REASSIGN, incident, by)
    if Role.MEMBER not in to.roles:
        raise Refusal(Reason.NOT_IN_TEAM, incident.number, to.user_id)
    if incident.owner == to.user_id:
        return incident
    return _own(incident, to.user_id, now)


def change_severity(
    incident: Incident, by: Actor, severity: Severity, reason: str, now: datetime
) -> Incident:
    """Return the incident with a severity set by hand; later answers no longer move it."""
    _allow(Verb.CHANGE_SEVERITY, incident, by)
    if severity == incident.severity and incident.severity_is_set_by_hand:
        return incident
    _require_reason(incident, reason)
    return _next(incident, now, severity=severity, severity_is_set_by_hand=True)


def withdraw(incident: Incident, by: Actor, now: datetime) -> Incident:
    """Return the incident taken back by the person who filed it."""
    _allow(Verb.WITHDRAW, incident, by)
    return _end(incident, now, state=State.WITHDRAWN)


def reopen(
    incident: Incident, by: Actor, reason: str, now: datetime, *, members: frozenset[UserId]
) -> Incident:
    """Return the incident open again: with its last owner if still in the team, else new."""
    _allow(Verb.REOPEN, incident, by)
    _require_reason(incident, reason)
    return _revive(incident, now, members)


UNDO_WITHIN = timedelta(minutes=15)
_ENDED_BY = {Verb.STOPGAP: State.STOPGAP, Verb.ANSWER: State.ANSWERED}


def undo(
    incident: Incident, by: Actor, verb: Verb, now: datetime, *, members: frozenset[UserId]
) -> Incident:
    """Return the incident as before `by` ended it, or asked; the same value if it was another.

    The caller knows when the emoji was put on and taken off, and asks only within `UNDO_WITHIN`.
    """
    if verb is Verb.ASK and incident.owner == by.user_id and incident.state is State.NEEDS_INFO:
        return _next(incident, now, state=State.CLAIMED)
    if incident.owner != by.user_id or incident.state is not _ENDED_BY.get(verb):
        return incident
    return _revive(incident, now, members)


def describe(
    incident: Incident,
    by: UserId,
    now: datetime,
    *,
    impact: Impact | None = None,
    needed_by: NeededBy | None = None,
) -> Incident:
    """Return the incident with the requester's answers to the two questions taken in.

    The severity follows them unless an analyst has set it by hand.
    """
    if by != incident.requester:
        raise Refusal(Reason.NOT_THE_REQUESTER, incident.number)
    if not incident.is_open:
        raise Refusal(Reason.ALREADY_ENDED, incident.number)
    impact, needed_by = impact or incident.impact, needed_by or incident.needed_by
    if (impact, needed_by) == (incident.impact, incident.needed_by):
        return incident
    rated = severity_of(impact, needed_by)
    severity = incident.severity if incident.severity_is_set_by_hand else rated
    return _next(incident, now, impact=impact, needed_by=needed_by, severity=severity)


def edit(
    incident: Incident,
    by: UserId,
    now: datetime,
    *,
    text: str,
    needed_by: NeededBy | None,
    is_private: bool,
) -> Incident:
    """Return the open incident as its requester now words it.

    It can be made private, but not public again: that would show what was said meanwhile. The
    severity follows a date that the new words give, unless it was set by hand.
    """
    if by != incident.requester:
        raise Refusal(Reason.NOT_THE_REQUESTER, incident.number)
    if not incident.is_open:
        raise Refusal(Reason.ALREADY_ENDED, incident.number)
    if not text.strip():
        raise Refusal(Reason.NOTHING_TYPED, incident.number)
    is_private = is_private or incident.is_private
    said = (incident.text, incident.needed_by, incident.is_private)
    if (text, needed_by, is_private) == said:
        return incident
    rated = severity_of(incident.impact, needed_by)
    return _next(
        incident,
        now,
        text=text,
        needed_by=needed_by,
        is_private=is_private,
        severity=incident.severity if incident.severity_is_set_by_hand else rated,
    )


def let_see(incident: Incident, by: Actor, named: tuple[UserId, ...], now: datetime) -> Incident:
    """Return the private incident with those named who may see it besides requester and owner."""
    if not {Role.REQUESTER, Role.OWNER} & by.roles:
        raise Refusal(Reason.NOT_ALLOWED, incident.number)
    if not incident.is_private:
        raise Refusal(Reason.NOT_PRIVATE, incident.number)
    others = tuple(one for one in named if one not in (incident.requester, incident.owner))
    return incident if others == incident.named else _next(incident, now, named=others)


def open_to(incident: Incident, by: Actor) -> frozenset[Verb]:
    """Return the verbs that this person may use now, by the table."""
    verbs = {
        verb
        for verb, rule in RULES.items()
        if rule.who & by.roles and incident.state in rule.sources
    }
    if incident.state is State.NEW and Role.MEMBER in by.roles:
        verbs |= {Verb.STOPGAP, Verb.ANSWER}
    if incident.owner == by.user_id:
        verbs -= {Verb.TAKE_OVER} | ({Verb.CLAIM} if incident.state is State.CLAIMED else set())
    elif incident.owner and incident.is_open:
        verbs -= {Verb.CLAIM}
    else:
        verbs -= {Verb.TAKE_OVER}
    return frozenset(verbs)


def write(incident: Incident, by: Actor, ending: Ending, now: datetime) -> Incident:
    """Return the ended incident with the words that go to the requester."""
    if incident.state not in WELL_ENDED:
        raise Refusal(Reason.NOT_ENDED, incident.number)
    if not {Role.OWNER, Role.MEMBER} & by.roles:
        raise Refusal(Reason.NOT_IN_TEAM, incident.number)
    if ending == incident.ending:
        return incident
    return _next(incident, now, ending=ending)


def confirm(incident: Incident, by: UserId, now: datetime) -> Incident:
    """Return the incident that its requester calls answered; the state stays."""
    if by != incident.requester:
        raise Refusal(Reason.NOT_THE_REQUESTER, incident.number)
    if incident.state not in WELL_ENDED:
        raise Refusal(Reason.NOT_ENDED, incident.number)
    if incident.confirmed_at:
        return incident
    return _next(incident, now, confirmed_at=now)


def say_more(incident: Incident, by: UserId, words: str, now: datetime) -> Incident:
    """Return the incident to which its requester has added something; only the version moves."""
    if by != incident.requester:
        raise Refusal(Reason.NOT_THE_REQUESTER, incident.number)
    _require_reason(incident, words)
    return _next(incident, now)


def _held_by(verb: Verb, incident: Incident, by: Actor, now: datetime) -> Incident:
    """Return the incident owned by `by`, claimed now if it was new; refuse another's."""
    if incident.state is not State.NEW:
        if incident.is_open and Role.MEMBER in by.roles:
            _refuse_anothers(incident, by)
        _allow(verb, incident, by)
        return incident
    _allow(Verb.CLAIM, incident, by)
    # Ending a new incident is one change, so the version waits for the verb itself.
    return replace(incident, owner=by.user_id, claimed_at=now)


def _own(incident: Incident, owner: UserId, now: datetime) -> Incident:
    return _next(incident, now, state=State.CLAIMED, owner=owner, claimed_at=now)


def _end(incident: Incident, now: datetime, *, state: State, **more: object) -> Incident:
    return _next(incident, now, state=state, ended_at=now, **more)


def _revive(incident: Incident, now: datetime, members: frozenset[UserId]) -> Incident:
    return _next(
        incident,
        now,
        **_back_with_its_owner(incident, members),
        ended_at=None,
        stopgap_until=None,
        ending=None,
        confirmed_at=None,
        duplicate_of=None,
    )


def _back_with_its_owner(incident: Incident, members: frozenset[UserId]) -> dict[str, object]:
    """Return who has it from now on: its owner while in the team, otherwise nobody."""
    if incident.owner in members:
        return {"state": State.CLAIMED}
    return {"state": State.NEW, "owner": None, "claimed_at": None}


def _allow(verb: Verb, incident: Incident, by: Actor) -> None:
    """Raise the refusal that the table gives: first who, then the state."""
    rule = RULES[verb]
    if not rule.who & by.roles:
        raise _who_refusal(rule, incident, by)
    if incident.state not in rule.sources:
        raise Refusal(_state_reason(rule, incident), incident.number, incident.owner)


def _who_refusal(rule: Rule, incident: Incident, by: Actor) -> Refusal:
    if rule.who == {Role.REQUESTER}:
        return Refusal(Reason.NOT_THE_REQUESTER, incident.number)
    if Role.MEMBER not in by.roles:
        reason = Reason.NOT_ALLOWED if Role.REQUESTER in rule.who else Reason.NOT_IN_TEAM
        return Refusal(reason, incident.number)
    if not incident.is_open:
        return Refusal(Reason.ALREADY_ENDED, incident.number, incident.owner)
    if incident.owner is None:
        return Refusal(Reason.NOBODY_HAS_IT, incident.number)
    return Refusal(Reason.NOT_YOURS, incident.number, incident.owner)


def _state_reason(rule: Rule, incident: Incident) -> Reason:
    if incident.state in ENDED:
        return Reason.ALREADY_ENDED
    if rule.sources <= ENDED:
        return Reason.NOT_ENDED
    if rule.sources == {State.NEEDS_INFO}:
        return Reason.NOT_WAITING
    return Reason.NOBODY_HAS_IT if incident.state is State.NEW else Reason.WRONG_STATE


def _refuse_anothers(incident: Incident, by: Actor) -> None:
    if incident.owner not in (None, by.user_id):
        raise Refusal(Reason.ANOTHER_HAS_IT, incident.number, incident.owner)


def _require_reason(incident: Incident, reason: str) -> None:
    if not reason.strip():
        raise Refusal(Reason.NO_REASON, incident.number)


def _next(incident: Incident, now: datetime, **changes: object) -> Incident:
    """Return the next version; a question and a day go with the state that they belong to."""
    state = changes.get("state", incident.state)
    if state is not State.NEEDS_INFO:
        changes["question"] = None
    if state is not State.PARKED:
        changes["parked_until"] = None
    changed: Incident = replace(incident, changed_at=now, version=incident.version + 1, **changes)  # type: ignore[arg-type]
    return changed

"""The cast and the boring parts: Finn files, Ada, Bo and Cy handle, on a Tuesday morning."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain import incident as rules
from bot.domain.ids import ChannelId, Front, MessageRef, Number, UserId, WorkspaceId
from bot.domain.incident import ENDED, Actor, Incident, Request, Role, State, Verb
from bot.domain.people import Person
from bot.domain.privacy import Seen
from bot.domain.reaction import Toggle
from bot.domain.settings import Channels, Members, Settings, Team
from bot.domain.severity import Severity
from bot.domain.ticket import Found, Stage, Ticket
from bot.domain.timeline import Entry, What

NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
IN_A_WEEK = TODAY + timedelta(days=7)
IN_A_MONTH = TODAY + timedelta(days=30)

FRONT = Front(WorkspaceId("T0FIREHOUSE"))

ADA = UserId("U0ADA")
BO = UserId("U0BO")
CY = UserId("U0CY")
ANALYSTS = (ADA, BO, CY)

FINN = UserId("U0FINN")  # files requests
LOU = UserId("U0LOU")  # leads Rapid Response without being in it
PAT = UserId("U0PAT")  # in Preemption
ENO = UserId("U0ENO")  # in Engineering
MIRA = UserId("U0MIRA")  # an admin
ZOE = UserId("U0ZOE")  # a colleague with no part in it
EVERYONE = (*ANALYSTS, FINN, LOU, PAT, ENO, MIRA, ZOE)

REQUESTS = ChannelId("C0REQUESTS")
PREEMPTION = ChannelId("C0PREEMPTION")
ENGINEERING = ChannelId("C0ENGINEERING")
GENERAL = ChannelId("C0GENERAL")


def later(**span: float) -> datetime:
    """Return the moment that long after `NOW`: `later(minutes=10)`."""
    return NOW + timedelta(**span)


def settings(**sections: Any) -> Settings:
    """Return a workspace that is set up, with everyone of the cast in their team."""
    usual = Settings(
        team=Team(name="Rapid Response", timezone="UTC", admins=(MIRA,)),
        channels=Channels(requests=REQUESTS, preemption=PREEMPTION, engineering=ENGINEERING),
        members=Members(
            rapid_response=ANALYSTS, leads=(LOU,), preemption=(PAT,), engineering=(ENO,)
        ),
        version=1,
    )
    return replace(usual, **sections)


def actor(user_id: UserId = ADA, *roles: Role) -> Actor:
    """Return somebody with these roles; a member of Rapid Response unless told otherwise."""
    return Actor(user_id=user_id, roles=frozenset(roles or (Role.MEMBER,)))


def towards(incident: Incident, user_id: UserId) -> Actor:
    """Return one of the cast with every role they have towards this incident."""
    return settings().actor(user_id, incident)


def a_request(text: str = "Revenue by region looks wrong", **overrides: Any) -> Request:
    """Return what Finn wrote."""
    return replace(
        Request(text=text, requester=FINN, source_key="command:1", filed_from=GENERAL), **overrides
    )


def an_incident(**overrides: Any) -> Incident:
    """Return INC-42, filed by Finn at `NOW`; held and ended ones are Ada's unless told otherwise.

    What a state needs to be a legal one (an owner, an end) is filled in.
    """
    state = overrides.get("state", State.NEW)
    filed = Incident(
        front=FRONT,
        number=Number(42),
        text="Revenue by region looks wrong",
        requester=FINN,
        filed_at=NOW,
        filed_from=GENERAL,
        source_key="command:1",
        changed_at=NOW,
    )
    return replace(filed, **(_what_goes_with(state) | overrides))


def _what_goes_with(state: State) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    if state is not State.NEW:
        parts |= {"owner": ADA, "claimed_at": NOW}
    if state in ENDED:
        parts |= {"ended_at": NOW}
    if state is State.PARKED:
        parts |= {"parked_until": IN_A_WEEK}
    if state is State.STOPGAP:
        parts |= {"stopgap_until": IN_A_MONTH}
    if state is State.DUPLICATE:
        parts |= {"duplicate_of": Number(7)}
    return parts


def an_entry(**overrides: Any) -> Entry:
    """Return the line of INC-42's timeline that says that Ada claimed it."""
    return replace(
        Entry(
            front=FRONT,
            number=Number(42),
            seq=2,
            at=NOW,
            by=ADA,
            what=What.CLAIMED,
            source_key="event:1",
            state=State.CLAIMED,
            owner=ADA,
        ),
        **overrides,
    )


def a_person(user_id: UserId = FINN, name: str = "Finn", **overrides: Any) -> Person:
    """Return a profile read at `NOW`."""
    return replace(Person(front=FRONT, user_id=user_id, name=name, read_at=NOW), **overrides)


def a_message(ts: str = "1772530200.000100", channel: ChannelId = REQUESTS) -> MessageRef:
    """Return a message in the requests channel, such as a card."""
    return MessageRef(channel=channel, ts=ts)


def a_ticket(**overrides: Any) -> Ticket:
    """Return Zoe's wish that a message of somebody's be filed, not read yet."""
    return replace(
        Ticket(front=FRONT, message=a_message(), put_on_by=ZOE, stage=Stage.READING, at=NOW),
        **overrides,
    )


def found(**overrides: Any) -> Found:
    """Return what Finn wrote where everybody could read it."""
    return replace(
        Found(
            text="The churn dashboard is empty",
            author=FINN,
            url="https://firehouse.slack.test/archives/C0GENERAL/p1",
            is_closed=False,
        ),
        **overrides,
    )


def a_toggle(name: str = "eyes", user: UserId = ADA, **overrides: Any) -> Toggle:
    """Return Ada's emoji, put on a card at `NOW`."""
    return replace(
        Toggle(
            message=a_message(),
            user=user,
            name=name,
            is_on=True,
            event_ts=f"{NOW.timestamp():.6f}",
        ),
        **overrides,
    )


def seen(incident: Incident | None = None, *, is_hidden: bool = False) -> Seen:
    """Return an incident as somebody sees it who may see everything."""
    return Seen(incident or an_incident(), is_hidden=is_hidden)


_DO: dict[Verb, Callable[[Incident, Actor, datetime], Incident]] = {
    Verb.CLAIM: rules.claim,
    Verb.TAKE_OVER: rules.take_over,
    Verb.RELEASE: rules.release,
    Verb.ASK: rules.ask,
    Verb.REPLY: rules.reply,
    Verb.PARK: lambda it, by, now: rules.park(it, by, IN_A_WEEK, now, now.date()),
    Verb.STOPGAP: lambda it, by, now: rules.stopgap(it, by, now, until=IN_A_MONTH),
    Verb.ANSWER: rules.answer,
    Verb.DECLINE: lambda it, by, now: rules.decline(it, by, "Not ours", now),
    Verb.MARK_DUPLICATE: lambda it, by, now: rules.mark_duplicate(it, by, Number(7), now),
    Verb.REASSIGN: lambda it, by, now: rules.reassign(it, by, towards(it, CY), now),
    Verb.CHANGE_SEVERITY: lambda it, by, now: rules.change_severity(
        it, by, Severity.S1, "The board waits", now
    ),
    Verb.WITHDRAW: rules.withdraw,
    Verb.REOPEN: lambda it, by, now: rules.reopen(
        it, by, "Still wrong", now, members=frozenset(ANALYSTS)
    ),
}


def do(verb: Verb, incident: Incident, by: Actor, now: datetime = NOW) -> Incident:
    """Return what a verb makes of an incident, with ordinary words: reassigned to Cy, rated S1."""
    return _DO[verb](incident, by, now)

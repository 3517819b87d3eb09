"""What a command wants done to an incident: `/rapid-queue INC-7 severity S2 the board waits`."""

import re
from dataclasses import dataclass

from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, Number, UserId
from bot.domain.incident import Ending
from bot.domain.severity import Severity
from bot.services.record import Act
from bot.slack import names
from bot.slack.forms import Payload, incident_number, mentioned
from bot.slack.text import decode

_ORDER = re.compile(r"(?:INC-?)?(\d{1,9})(?:[\s:,]+(.*))?", re.IGNORECASE | re.DOTALL)
# What people type, longest first where one begins with another, and the action it means.
_VERBS = {
    "take over": names.TAKE_OVER,
    "claim": names.CLAIM,
    "take": names.CLAIM,
    "give back": names.RELEASE,
    "release": names.RELEASE,
    "ask": names.ASK,
    "reply": names.REPLY,
    "park": names.PARK,
    "stopgap": names.STOPGAP,
    "answered": names.ANSWER,
    "answer": names.ANSWER,
    "decline": names.DECLINE,
    "duplicate": names.DUPLICATE,
    "reassign": names.REASSIGN,
    "assign": names.REASSIGN,
    "hand": names.REASSIGN,
    "severity": names.CHANGE_SEVERITY,
    "withdraw": names.WITHDRAW,
    "reopen": names.REOPEN,
    "edit": names.EDIT,
    "add": names.SAY_MORE,
    "unfollow": names.UNFOLLOW,
    "follow": names.FOLLOW,
}


@dataclass(frozen=True, slots=True)
class Order:
    """What a command wants done to an incident: `INC-7 severity S2 the board waits`."""

    number: Number
    verb: str
    words: str = ""
    people: tuple[UserId, ...] = ()

    def ending(self) -> Ending | None:
        """Return the words for the requester, if there are any."""
        return Ending(words=self.words) if self.words else None

    def person(self, otherwise: UserId | None) -> UserId:
        """Return who was mentioned, somebody else if nothing was typed, or refuse."""
        if self.people:
            return self.people[0]
        if self.words or otherwise is None:
            raise Refusal(Reason.NO_PERSON, self.number)
        return otherwise


def act_of_command(front: Front, command: Payload, order: Order) -> Act:
    """Return who typed what about which incident; the same command has the same key."""
    return Act(
        front=front,
        number=order.number,
        by=UserId(command["user_id"]),
        source_key=f"command:{command['trigger_id']}",
    )


def order(text: str) -> Order | None:
    """Return the incident, the verb and the words that a command names; None if it names none.

    A number alone asks to see the incident: the verb is empty.
    """
    found = _ORDER.fullmatch(text.strip())
    if found is None:
        return None
    rest = found[2] or ""
    verb = next((one for one in _VERBS if _begins(rest, one)), None)
    if verb is None:
        return Order(Number(int(found[1])), "", decode(rest)) if not rest else None
    words = rest[len(verb) :].strip()
    people = tuple(mentioned(words))
    return Order(Number(int(found[1])), _VERBS[verb], decode(words), people)


def _begins(text: str, verb: str) -> bool:
    rest = text.lower().removeprefix(verb)
    return text.lower().startswith(verb) and (not rest or not rest[0].isalnum())


def severity_and_reason(words: str) -> tuple[Severity, str]:
    """Return the severity and the reason that `S2 the board waits` gives, or refuse."""
    first, _, reason = words.partition(" ")
    try:
        return Severity(first.upper()), reason
    except ValueError as error:
        raise Refusal(Reason.NO_SEVERITY) from error


def number_in(words: str) -> Number:
    """Return the number that `INC-3` or `of INC-3` names, or refuse."""
    number = incident_number(words.removeprefix("of ").strip())
    if number is None:
        raise Refusal(Reason.NO_NUMBER)
    return number

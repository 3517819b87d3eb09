"""The words that people read for what the domain calls S2 or `needs_info`."""

from bot.domain.ids import Number, label
from bot.domain.incident import Incident, State
from bot.domain.needed_by import NeededBy, When
from bot.domain.severity import ASSUMED, Impact, Severity
from bot.slack.render.parts import day, mention, short

SEVERITY = {
    Severity.S1: "S1 critical",
    Severity.S2: "S2 high",
    Severity.S3: "S3 normal",
    Severity.S4: "S4 low",
}
MEANS = {
    Severity.S1: "it stops everything else",
    Severity.S2: "it goes before most other work",
    Severity.S3: "it takes its turn",
    Severity.S4: "it is done when there is room",
}
NOT_SET = f"severity not set (treated as {SEVERITY[ASSUMED]})"

IMPACT = {
    Impact.HIGH: "Customers or money hurt",
    Impact.MEDIUM: "My team is blocked",
    Impact.LOW: "Only me, it can wait",
}
WHEN = {
    When.TODAY: "Today",
    When.SOON: "In 1 to 3 days",
    When.LATER: "Later",
    When.NO_DATE: "No date",
}


def severity(value: Severity | None) -> str:
    """Return a severity in words, *not set* included."""
    return SEVERITY[value] if value else NOT_SET


def short_severity(value: Severity | None) -> str:
    """Return a severity in a word or three, for lists."""
    return SEVERITY[value] if value else "severity not set"


def needed_by(value: NeededBy | None) -> str | None:
    """Return when it is needed, or None if nobody said."""
    if value is None:
        return None
    if value.day is None:
        return {When.LATER: "later", When.NO_DATE: "no date"}.get(value.when)
    return day(value.day, value.at)


def read_from(value: NeededBy | None) -> str:
    """Return, in brackets, the words that a date was read from; nothing if it was tapped."""
    return f" (read from \u201c{short(value.said, 60)}\u201d)" if value and value.said else ""


def requester(incident: Incident) -> str:
    """Return who filed it, as mrkdwn, where that may be known."""
    return mention(incident.requester) if incident.requester else "its requester"


def standing(incident: Incident) -> str:
    """Return where an incident stands and who has it, as mrkdwn."""
    owner = mention(incident.owner)
    match incident.state:
        case State.NEW:
            return "nobody has it yet"
        case State.CLAIMED:
            return f"{owner} has it"
        case State.NEEDS_INFO:
            return f"{owner} waits for an answer from {requester(incident)}"
        case State.STOPGAP:
            until = f" until {day(incident.stopgap_until)}" if incident.stopgap_until else ""
            return f"works for now{until}, by {owner}"
        case State.ANSWERED:
            return f"answered by {owner}"
        case State.DECLINED:
            return f"declined by {owner}" if incident.owner else "declined"
        case State.DUPLICATE:
            return f"the same as {label(incident.duplicate_of or Number(0))}"
        case State.WITHDRAWN:
            return f"taken back by {requester(incident)}"


BADGE = {
    State.NEW: "\U0001f7e0",
    State.CLAIMED: "\U0001f440",
    State.NEEDS_INFO: "\u270b",
    State.STOPGAP: "\U0001fa79",
    State.ANSWERED: "\u2705",
    State.DECLINED: "\u26d4",
    State.DUPLICATE: "\U0001f501",
    State.WITHDRAWN: "\u21a9\ufe0f",
}

"""The words that people read for what the domain calls S2 or `needs_info`."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.cadence import Span
from bot.domain.ids import UserId, label
from bot.domain.incident import Ending, Incident, State
from bot.domain.needed_by import NeededBy, When
from bot.domain.rotation import Shift
from bot.domain.severity import ASSUMED, Severity
from bot.slack.render import parts
from bot.slack.render.parts import mention, short
from bot.slack.speech import Speech


def severity(value: Severity | None, speech: Speech) -> str:
    """Return a severity in words, and what it counts as while it is not set."""
    if value:
        return speech.of("severity", value)
    return speech("severity-treated-as", severity=speech.of("severity", ASSUMED))


def short_severity(value: Severity | None, speech: Speech) -> str:
    """Return a severity in a word or three, for lists."""
    return speech.of("severity", value) if value else speech("severity-none")


def needed_by(incident: Incident, speech: Speech) -> str | None:
    """Return when it is needed, or None if nobody said."""
    value = incident.needed_by
    if value is None:
        return None
    if value.day:
        return day(value.day, incident.filed_at, speech, value.at)
    match value.when:
        case When.LATER:
            return speech("needed-later")
        case When.NO_DATE:
            return speech("needed-none")
        case _:
            return None


def day(value: date, since: datetime, speech: Speech, at: time | None = None) -> str:
    """Return a calendar day, with its year if that is not the one in which it was said."""
    return speech.day(value, at) if value.year == since.year else speech.day_of_year(value)


def read_from(value: NeededBy | None, speech: Speech) -> str:
    """Return, in brackets, the words that a date was read from; nothing if it was tapped."""
    if value is None or not value.said:
        return ""
    return f" {speech('needed-read-from', words=short(value.said, 60))}"


def person(user: UserId | None, speech: Speech) -> str:
    """Return the mrkdwn that shows a person's name; nobody is *nobody*."""
    return mention(user) if user else speech("words-nobody")


def source(ending: Ending, speech: Speech) -> str:
    """Return where the words of an ending come from: a link, the day of the data, or nothing."""
    facts = [parts.address(ending.link)] if ending.link else []
    if ending.as_of:
        facts.append(speech("told-as-of", day=speech.day_of_year(ending.as_of)))
    return " \u00b7 ".join(facts)


def span(value: Span, zone: ZoneInfo, speech: Speech) -> str:
    """Return from when to when, as mrkdwn that each reader sees in their own zone."""
    start, end = speech.moment(value.starts_at, zone), speech.moment(value.ends_at, zone)
    return speech("duty-from-to", start=start, end=end)


def shift(value: Shift, zone: ZoneInfo, speech: Speech) -> str:
    """Return when a shift begins and ends; one that goes on and on has no end to name."""
    if value.is_cut:
        return speech("duty-open-end", start=speech.moment(value.starts_at, zone))
    return span(Span(value.starts_at, value.ends_at), zone, speech)


def requester(incident: Incident, speech: Speech) -> str:
    """Return who filed it, as mrkdwn, where that may be known."""
    return mention(incident.requester) if incident.requester else speech("words-requester")


def standing(incident: Incident, speech: Speech) -> str:
    """Return where an incident stands and who has it, as mrkdwn."""
    owner, asked = person(incident.owner, speech), requester(incident, speech)
    match incident.state:
        case State.NEW:
            return speech("standing-new")
        case State.CLAIMED:
            return speech("standing-claimed", owner=owner)
        case State.NEEDS_INFO:
            return speech("standing-needs-info", owner=owner, requester=asked)
        case State.PARKED:
            return _parked(incident, speech)
        case State.STOPGAP:
            return _stopgap(incident, speech)
        case State.ANSWERED:
            return speech("standing-answered", owner=owner)
        case State.DECLINED:
            key = "standing-declined-by" if incident.owner else "standing-declined"
            return speech(key, owner=owner)
        case State.DUPLICATE:
            return _duplicate(incident, speech)
        case State.WITHDRAWN:
            return speech("standing-withdrawn", requester=asked)


def _duplicate(incident: Incident, speech: Speech) -> str:
    if incident.duplicate_of is None:
        return speech("standing-duplicate-hidden")
    return speech("standing-duplicate", original=label(incident.duplicate_of))


def until_day(incident: Incident, until: date, speech: Speech) -> str:
    """Return the day until which a stopgap holds."""
    return day(until, incident.ended_at or incident.changed_at, speech)


def _stopgap(incident: Incident, speech: Speech) -> str:
    owner = person(incident.owner, speech)
    if incident.stopgap_until is None:
        return speech("standing-stopgap", owner=owner)
    until = until_day(incident, incident.stopgap_until, speech)
    return speech("standing-stopgap-until", owner=owner, until=until)


def _parked(incident: Incident, speech: Speech) -> str:
    owner = person(incident.owner, speech)
    if incident.parked_until is None:
        return speech("standing-parked", owner=owner)
    until = day(incident.parked_until, incident.changed_at, speech)
    return speech("standing-parked-until", owner=owner, until=until)


BADGE = {
    State.NEW: "\U0001f7e0",
    State.CLAIMED: "\U0001f440",
    State.NEEDS_INFO: "\u270b",
    State.PARKED: "\U0001f17f\ufe0f",
    State.STOPGAP: "\U0001fa79",
    State.ANSWERED: "\u2705",
    State.DECLINED: "\u26d4",
    State.DUPLICATE: "\U0001f501",
    State.WITHDRAWN: "\u21a9\ufe0f",
}

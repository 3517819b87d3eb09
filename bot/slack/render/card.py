"""The card: the one living message of an incident in the team's channel."""

from bot.domain.content import Card, Words
from bot.domain.ids import label
from bot.domain.incident import Incident, State
from bot.domain.privacy import Seen
from bot.domain.timeline import What
from bot.slack import names
from bot.slack.render import parts, verbs, words
from bot.slack.render.parts import Block, Message
from bot.slack.speech import Speech


def card(value: Card, speech: Speech) -> Message:
    """Return the card as the team sees it; of a private one only that it is private."""
    incident = value.seen.incident
    return parts.message(
        _sentence(value, speech),
        parts.section(
            f"{words.BADGE[incident.state]} *{label(incident.number)}* \u00b7 "
            f"*{words.severity(incident.severity, speech)}* \u00b7 "
            f"{words.standing(incident, speech)}"
        ),
        text_of(value.seen, speech),
        None if value.seen.is_hidden else parts.context(_facts(value, speech)),
        parts.context(_next_step(value, speech)),
        parts.actions(f"card:{incident.number}:{incident.version}", _buttons(incident, speech)),
    )


def thread_words(value: Words, speech: Speech) -> Message:
    """Return what the requester says for the card's thread; it calls the owner, nobody else."""
    entry, name = value.entry, label(value.seen.incident.number)
    owner = value.seen.incident.owner
    is_hidden = value.seen.is_hidden
    requester = speech("thread-requester") if is_hidden else parts.mention(entry.by)
    calls = f"{parts.mention(owner)} " if owner and owner != entry.by else ""
    said = calls + speech.of("thread", entry.what, requester=requester, name=name)
    typed = None if is_hidden or entry.what is What.EDITED else entry.words
    return parts.message(
        f"{said} {parts.short(typed or '', 700)}".strip(),
        parts.section(said),
        parts.quote(typed) if typed else None,
    )


def text_of(seen: Seen, speech: Speech) -> Block:
    """Return what was asked as a quotation, or that it is private."""
    if seen.is_hidden:
        return parts.section(speech("words-private-text"))
    return parts.quote(seen.incident.text)


def _facts(value: Card, speech: Speech) -> str:
    incident = value.seen.incident
    filed = speech.moment(incident.filed_at, value.zone)
    facts = [words.requester(incident, speech), speech("card-filed", at=filed)]
    needed = words.needed_by(incident, speech)
    if needed:
        read = words.read_from(incident.needed_by, speech)
        facts.append(f"{speech('card-needed-by', day=needed)}{read}")
    if incident.impact:
        facts.append(speech("words-quoted", words=speech.of("impact", incident.impact)))
    if incident.link:
        facts.append(parts.address(incident.link))
    if incident.source_url:
        facts.append(parts.link(incident.source_url, speech("card-source")))
    return " \u00b7 ".join(facts)


def _next_step(value: Card, speech: Speech) -> str:
    incident = value.seen.incident
    emoji = value.emoji
    claim, ask, stopgap, answer = (
        f":{chosen[0]}:" for chosen in (emoji.claim, emoji.ask, emoji.stopgap, emoji.answer)
    )
    match incident.state:
        case State.NEW:
            return speech("card-next-new", claim=claim, stopgap=stopgap, answer=answer)
        case State.CLAIMED:
            return speech("card-next-claimed", claim=claim, ask=ask, stopgap=stopgap, answer=answer)
        case State.NEEDS_INFO:
            return speech("card-next-needs-info", stopgap=stopgap, answer=answer)
        case State.PARKED:
            return speech("card-next-parked", claim=claim, stopgap=stopgap, answer=answer)
        case _ if incident.confirmed_at:
            return speech("card-next-confirmed")
        case State.STOPGAP | State.ANSWERED:
            return speech("card-next-ended")
        case _:
            return speech("card-next-closed")


def _buttons(incident: Incident, speech: Speech) -> list[Block]:
    shown = _ON_A_CARD.get(incident.state, _ON_AN_ENDED_CARD)
    return [verbs.button(one, incident.number, speech, is_first=one == shown[0]) for one in shown]


_ON_A_NEW_CARD = (
    names.CLAIM,
    names.STOPGAP,
    names.ANSWER,
    names.CHANGE_SEVERITY,
    names.DETAILS,
)
_ON_A_CLAIMED_CARD = (
    names.ANSWER,
    names.STOPGAP,
    names.ASK,
    names.RELEASE,
    names.TAKE_OVER,
    names.CHANGE_SEVERITY,
    names.DETAILS,
)
_ON_A_WAITING_CARD = tuple(one for one in _ON_A_CLAIMED_CARD if one != names.ASK)
_ON_AN_ENDED_CARD = (names.REOPEN, names.DETAILS)
_ON_A_CARD = {
    State.NEW: _ON_A_NEW_CARD,
    State.CLAIMED: _ON_A_CLAIMED_CARD,
    State.NEEDS_INFO: _ON_A_WAITING_CARD,
    State.PARKED: (names.CLAIM, *_ON_A_WAITING_CARD),
}


def _sentence(value: Card, speech: Speech) -> str:
    """Return the whole card in one sentence: screen readers read nothing else."""
    incident = value.seen.incident
    severity, standing = (
        words.severity(incident.severity, speech),
        words.standing(incident, speech),
    )
    stands = f"{label(incident.number)}, {severity}, {standing}"
    return f"{stands}: {_asked(value, speech)}; {_spoken_next(value, speech)}"


def _asked(value: Card, speech: Speech) -> str:
    incident = value.seen.incident
    if value.seen.is_hidden:
        return speech("words-private")
    asked = speech(
        "card-spoken-asked",
        text=parts.short(incident.text, 500),
        requester=words.requester(incident, speech),
        at=speech.spoken_moment(incident.filed_at, value.zone),
    )
    needed = words.needed_by(incident, speech)
    return f"{asked}, {speech('card-spoken-needed-by', day=needed)}" if needed else asked


def _spoken_next(value: Card, speech: Speech) -> str:
    incident, emoji = value.seen.incident, value.emoji
    match incident.state:
        case State.NEW:
            return speech("card-spoken-next-new", claim=emoji.claim[0])
        case State.CLAIMED:
            stopgap, answer = emoji.stopgap[0], emoji.answer[0]
            return speech("card-spoken-next-claimed", stopgap=stopgap, answer=answer)
        case State.NEEDS_INFO:
            return speech("card-spoken-next-needs-info")
        case State.PARKED:
            return speech("card-spoken-next-parked", claim=emoji.claim[0])
        case _ if incident.confirmed_at:
            return speech("card-spoken-next-confirmed")
        case State.STOPGAP | State.ANSWERED:
            return speech("card-spoken-next-ended")
        case _:
            return speech("card-spoken-next-closed")

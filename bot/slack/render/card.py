"""The card: the one living message of an incident in the team's channel."""

from bot.domain.content import Card, Words
from bot.domain.ids import label
from bot.domain.incident import Incident, State
from bot.domain.privacy import Seen
from bot.domain.timeline import What
from bot.slack import names
from bot.slack.render import parts, words
from bot.slack.render.parts import Block, Message, button


def card(value: Card) -> Message:
    """Return the card as the team sees it; of a private one only that it is private."""
    incident = value.seen.incident
    return parts.message(
        _sentence(value),
        parts.section(
            f"{words.BADGE[incident.state]} *{label(incident.number)}* \u00b7 "
            f"*{words.severity(incident.severity)}* \u00b7 {words.standing(incident)}"
        ),
        _text(value.seen),
        parts.context(_facts(value)),
        parts.context(_next_step(value)),
        parts.actions(f"card:{incident.number}:{incident.version}", _buttons(incident)),
    )


def thread_words(value: Words) -> Message:
    """Return what the requester says for the card's thread; it calls the owner, nobody else."""
    entry, name = value.entry, label(value.seen.incident.number)
    owner = value.seen.incident.owner
    requester = "Its requester" if value.seen.is_hidden else parts.mention(entry.by)
    calls = f"{parts.mention(owner)} " if owner and owner != entry.by else ""
    if entry.what is What.REOPENED:
        said = f"{calls}{requester} reopened {name}:"
    else:
        said = f"{calls}{requester} adds to {name}:"
    words = None if value.seen.is_hidden else entry.words
    return parts.message(
        f"{said} {parts.short(words or '', 700)}".strip(),
        parts.section(said),
        parts.quote(words) if words else None,
    )


def _text(seen: Seen) -> Block:
    if seen.is_hidden:
        return parts.section("_Private: only its requester and its analyst see the text._")
    return parts.quote(seen.incident.text)


def _facts(value: Card) -> str:
    incident = value.seen.incident
    if value.seen.is_hidden:
        return "private"
    facts = [
        words.requester(incident),
        f"filed {parts.moment(incident.filed_at, value.zone)}",
    ]
    needed = words.needed_by(incident.needed_by)
    if needed:
        facts.append(f"needed by: *{needed}*{words.read_from(incident.needed_by)}")
    if incident.impact:
        facts.append(f"\u201c{words.IMPACT[incident.impact]}\u201d")
    if incident.is_private:
        facts.append("private")
    return " \u00b7 ".join(facts)


def _next_step(value: Card) -> str:
    incident = value.seen.incident
    claim = f":{value.emoji.claim[0]}:"
    endings = f":{value.emoji.stopgap[0]}: works for now \u00b7 :{value.emoji.answer[0]}: answered"
    match incident.state:
        case State.NEW:
            return f"Next: somebody takes it. {claim} claim \u00b7 {endings}"
        case State.CLAIMED:
            return f"Next: a stopgap or an answer. {endings} \u00b7 {claim} off gives it back"
        case State.NEEDS_INFO:
            return f"Next: the requester's reply. {endings}"
        case _ if incident.confirmed_at:
            return "Done: the requester says that this answers it."
        case State.STOPGAP | State.ANSWERED:
            return "Next: the requester says whether this answers it."
        case _:
            return "Closed."


def _buttons(incident: Incident) -> list[Block]:
    number, name = incident.number, label(incident.number)
    stopgap = button("Works for now", names.STOPGAP, number, says=f"End {name} with a stopgap")
    answer = button("Answered", names.ANSWER, number, says=f"End {name} with an answer")
    rate = button(
        "Change severity", names.CHANGE_SEVERITY, number, says=f"Change {name}'s severity"
    )
    if incident.state is State.NEW:
        claim = button("Claim", names.CLAIM, number, says=f"Claim {name}", style="primary")
        return [claim, stopgap, answer, rate]
    if incident.is_open:
        release = button("Give back", names.RELEASE, number, says=f"Release {name}")
        return [answer | {"style": "primary"}, stopgap, release, _take_over(incident), rate]
    return [button("Reopen", names.REOPEN, number, says=f"Reopen {name}")]


def _take_over(incident: Incident) -> Block:
    name = label(incident.number)
    return button(
        "Take over",
        names.TAKE_OVER,
        incident.number,
        says=f"Take {name} over from who has it",
        confirm=parts.confirm(
            f"Take {name} over?",
            "Somebody has it already. They will see on the card that it is yours now.",
            "Take over",
            "Leave it",
        ),
    )


def _sentence(value: Card) -> str:
    """Return the whole card in one sentence: screen readers read nothing else."""
    incident = value.seen.incident
    stands = (
        f"{label(incident.number)}, {words.severity(incident.severity)}, {words.standing(incident)}"
    )
    return f"{stands}: {_asked(value)}; {_spoken_next(value)}"


def _asked(value: Card) -> str:
    incident = value.seen.incident
    if value.seen.is_hidden:
        return "private"
    needed = words.needed_by(incident.needed_by)
    return (
        f"\u201c{parts.short(incident.text, 500)}\u201d, filed by {words.requester(incident)} "
        f"{parts.spoken_moment(incident.filed_at, value.zone)}"
        f"{f', needed by {needed}' if needed else ''}"
    )


def _spoken_next(value: Card) -> str:
    incident, emoji = value.seen.incident, value.emoji
    match incident.state:
        case State.NEW:
            return f"next: claim it with the emoji {emoji.claim[0]} or the Claim button."
        case State.CLAIMED:
            endings = f"{emoji.stopgap[0]} or {emoji.answer[0]}"
            return f"next: end it with the emoji {endings}, or the buttons."
        case State.NEEDS_INFO:
            return "next: the requester replies."
        case _ if incident.confirmed_at:
            return "the requester says that this answers it."
        case State.STOPGAP | State.ANSWERED:
            return "next: the requester says whether this answers it."
        case _:
            return "nothing is left to do."

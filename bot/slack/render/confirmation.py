"""What a requester reads at once after filing, and the two questions that take one tap each."""

from bot.domain.content import Confirmation
from bot.domain.ids import label
from bot.domain.incident import Incident
from bot.domain.needed_by import When
from bot.domain.severity import ASSUMED, Impact
from bot.slack import names
from bot.slack.render import parts, words
from bot.slack.render.parts import Block, Message, button


def confirmation(value: Confirmation) -> Message:
    """Return number, severity, who has it, what happens next, and the questions still useful."""
    incident = value.seen.incident
    name, who = label(incident.number), words.standing(incident)
    return parts.message(
        f"{name} is filed: {_severity(incident)} Now: {who}. {_next(value)}",
        parts.section(f"\u2705 *{name} is filed.* {_severity(incident)}"),
        parts.quote(incident.text, 300),
        parts.section(f"Now: {who}. {_next(value)}"),
        *(_questions(incident) if incident.is_open else ()),
    )


def _severity(incident: Incident) -> str:
    if incident.severity:
        meaning = words.MEANS[incident.severity]
        return f"Severity: {words.SEVERITY[incident.severity]}, {meaning}."
    meaning = words.MEANS[ASSUMED]
    return f"Its severity is not set yet; until it is, {meaning} like any {ASSUMED}."


def _next(value: Confirmation) -> str:
    incident = value.seen.incident
    if not incident.is_open:
        return "You got a message about it from me."
    if incident.owner:
        return "They will write to you in your messages with me."
    others = {0: "Nothing else is open", 1: "One other request is open"}.get(
        value.ahead, f"{value.ahead} other requests are open"
    )
    return f"{others}. I will message you as soon as somebody takes it; you need not do anything."


def _questions(incident: Incident) -> list[Block | None]:
    if incident.severity_is_set_by_hand:
        return []
    number, version = incident.number, incident.version
    needed = words.needed_by(incident.needed_by)
    so_far = f" So far: {needed}{words.read_from(incident.needed_by)}." if needed else ""
    return [
        parts.section("*What happens if it is late?*"),
        parts.actions(f"impact:{number}:{version}", [_impact(incident, one) for one in Impact]),
        parts.section(f"*By when do you need it?*{so_far}"),
        parts.actions(f"when:{number}:{version}", [_when(incident, one) for one in When]),
    ]


def _impact(incident: Incident, one: Impact) -> Block:
    return _answer(
        names.choice(names.IMPACT, one), words.IMPACT[one], incident, one is incident.impact
    )


def _when(incident: Incident, one: When) -> Block:
    given = incident.needed_by
    is_chosen = given is not None and given.said is None and given.when is one
    return _answer(names.choice(names.WHEN, one), words.WHEN[one], incident, is_chosen)


def _answer(action_id: str, text: str, incident: Incident, is_chosen: bool) -> Block:
    says = f"{text}{', chosen' if is_chosen else ''}, for {label(incident.number)}"
    mark = "\u2714 " if is_chosen else ""
    style = "primary" if is_chosen else None
    return button(mark + text, action_id, incident.number, says=says, style=style)

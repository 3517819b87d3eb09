"""What a requester reads at once after filing, and the two questions that take one tap each."""

from bot.domain.content import Confirmation
from bot.domain.ids import label
from bot.domain.incident import Incident
from bot.domain.needed_by import When
from bot.domain.severity import ASSUMED, Impact
from bot.slack import names
from bot.slack.render import parts, verbs, words
from bot.slack.render.parts import Block, Message, button
from bot.slack.speech import Speech
from bot.slack.text import escape


def confirmation(value: Confirmation, speech: Speech) -> Message:
    """Return number, severity, who has it, what happens next, and the questions still useful."""
    incident = value.seen.incident
    asks = incident.is_open and not value.is_repeat
    more = [verbs.button(names.DETAILS, incident.number, speech)]
    return _said(
        value,
        speech,
        *(_questions(incident, speech) if asks else ()),
        parts.actions(f"more:{incident.number}:{incident.version}", more),
    )


def in_window(value: Confirmation, speech: Speech) -> Message:
    """Return the same for the place of a form, where the two questions were asked already.

    This is where private words may stand.
    """
    return _said(value, speech, quoted=True)


def _said(
    value: Confirmation, speech: Speech, *more: Block | None, quoted: bool = False
) -> Message:
    incident = value.seen.incident
    key = "filed-before" if value.is_repeat else "filed-head"
    head, severity = speech(key, name=label(incident.number)), _severity(incident, speech)
    now = f"{speech('filed-now', standing=words.standing(incident, speech))} {_next(value, speech)}"
    note = f" {escape(value.note)}" if value.note else ""
    return parts.message(
        f"{head} {severity} {now}{note}",
        parts.section(f"\u2705 *{head}* {severity}"),
        parts.quote(incident.text, 300) if quoted or not incident.is_private else None,
        parts.section(now),
        parts.context(escape(value.note)) if value.note else None,
        *more,
    )


def _severity(incident: Incident, speech: Speech) -> str:
    means = speech.of("severity-means", incident.severity or ASSUMED)
    if incident.severity is None:
        return speech("filed-severity-not-set", means=means, assumed=str(ASSUMED))
    severity = words.severity(incident.severity, speech)
    return speech("filed-severity", severity=severity, means=means)


def _next(value: Confirmation, speech: Speech) -> str:
    incident = value.seen.incident
    if not incident.is_open:
        return speech("filed-next-ended")
    if incident.owner:
        return speech("filed-next-owned")
    waits = speech("filed-next-waiting", ahead=value.ahead)
    if value.on_call is None:
        return waits
    return f"{speech('filed-on-call', who=parts.mention(value.on_call))} {waits}"


def _questions(incident: Incident, speech: Speech) -> list[Block | None]:
    if incident.severity_is_set_by_hand:
        return []
    number, version = incident.number, incident.version
    impacts = [_impact(incident, one, speech) for one in Impact]
    dates = [_when(incident, one, speech) for one in When]
    return [
        parts.section(f"*{speech('filed-ask-impact')}*"),
        parts.actions(f"impact:{number}:{version}", impacts),
        parts.section(f"*{speech('filed-ask-when')}*{_so_far(incident, speech)}"),
        parts.actions(f"when:{number}:{version}", dates),
    ]


def _so_far(incident: Incident, speech: Speech) -> str:
    needed = words.needed_by(incident, speech)
    if not needed:
        return ""
    day = f"{needed}{words.read_from(incident.needed_by, speech)}"
    return f" {speech('filed-when-so-far', day=day)}"


def _impact(incident: Incident, one: Impact, speech: Speech) -> Block:
    action_id, text = names.choice(names.IMPACT, one), speech.of("impact", one)
    return _answer(action_id, text, incident, one is incident.impact, speech)


def _when(incident: Incident, one: When, speech: Speech) -> Block:
    given = incident.needed_by
    is_chosen = given is not None and given.said is None and given.when is one
    action_id, text = names.choice(names.WHEN, one), speech.of("when", one)
    return _answer(action_id, text, incident, is_chosen, speech)


def _answer(
    action_id: str, text: str, incident: Incident, is_chosen: bool, speech: Speech
) -> Block:
    number, name = incident.number, label(incident.number)
    if not is_chosen:
        says = speech("filed-answer-says", answer=text, name=name)
        return button(text, action_id, number, says=says)
    says = speech("filed-answer-chosen-says", answer=text, name=name)
    return button(f"\u2714 {text}", action_id, number, says=says, style="primary")

"""Short messages to one person, or beside a message of theirs."""

from bot.domain.content import (
    AskConsent,
    ConsentSettled,
    FiledHere,
    Handed,
    Heard,
    Named,
    Numbered,
    OwnerLeft,
)
from bot.domain.ids import Number, label
from bot.domain.timeline import What
from bot.slack import names
from bot.slack.render import parts, verbs, words
from bot.slack.render.parts import Block, Message, mention
from bot.slack.speech import Speech


def heard(value: Heard, speech: Speech) -> Message:
    """Return how an incident has ended, for somebody who follows it or asked the same."""
    incident, entry = value.seen.incident, value.entry
    facts = {"name": f"*{label(incident.number)}*", "standing": words.standing(incident, speech)}
    if value.duplicate:
        said = speech("heard-as-duplicate", own=label(value.duplicate), **facts)
    else:
        said = speech("heard", **facts)
    typed = None if incident.is_private else _typed(value)
    source = words.source(value.ending, speech) if typed and value.ending else ""
    quoted = f" {speech('words-quoted', words=parts.short(typed, 500))}" if typed else ""
    return parts.message(
        f"{said}{quoted}",
        parts.section(f"{words.BADGE[incident.state]} {said}"),
        None if incident.is_private else parts.context(parts.short(incident.text, 200)),
        parts.quote(typed) if typed else None,
        parts.context(source) if source else None,
        parts.actions(f"heard:{incident.number}:{entry.seq}", _may_go_on(value, speech)),
    )


def _typed(value: Heard) -> str | None:
    if value.entry.what is What.DECLINED:
        return value.entry.words
    return value.ending.words if value.ending else None


def _may_go_on(value: Heard, speech: Speech) -> list[Block]:
    """Return the way back for somebody whose own request was closed as the same."""
    return [verbs.button(names.REOPEN, value.duplicate, speech)] if value.duplicate else []


def handed(value: Handed, speech: Speech) -> Message:
    """Return that an incident is its reader's now."""
    incident = value.seen.incident
    said = speech("handed", name=f"*{label(incident.number)}*", by=mention(value.by))
    text = None if incident.is_private else incident.text
    quoted = f" {speech('words-quoted', words=parts.short(text, 500))}" if text else ""
    return parts.message(
        f"{said}{quoted}",
        parts.section(said),
        parts.quote(text, 700) if text else None,
        _details(value.seen.incident.number, speech),
    )


def named(value: Named, speech: Speech) -> Message:
    """Return that its reader may see a private incident, which is read in a window."""
    number = value.seen.incident.number
    said = speech("named", name=f"*{label(number)}*", by=mention(value.by))
    return parts.message(said, parts.section(said), _details(number, speech))


def owner_left(value: OwnerLeft, speech: Speech) -> Message:
    """Return to a lead that an incident has lost its owner."""
    number = value.seen.incident.number
    said = speech("owner-left", name=f"*{label(number)}*", owner=mention(value.owner))
    return parts.message(said, parts.section(said), _details(number, speech))


def filed_here(value: FiledHere, speech: Speech) -> Message:
    """Return the private confirmation beside a message that an emoji has filed."""
    incident = value.seen.incident
    key = "filed-here" if value.is_requester else "filed-here-for-another"
    said = speech(key, name=f"*{label(incident.number)}*")
    standing = speech("filed-now", standing=words.standing(incident, speech))
    whole = f"{said} {standing}"
    return parts.message(whole, parts.section(whole), _details(incident.number, speech))


def numbered(value: Numbered, speech: Speech) -> Message:
    """Return the short reply under a message that was filed."""
    said = speech("numbered", name=f"*{label(value.number)}*")
    return parts.message(said, parts.section(said))


def ask_consent(value: AskConsent, speech: Speech) -> Message:
    """Return the question to an author whether their message may be filed."""
    where = parts.link(parts.permalink(value.url, value.message), speech("consent-message"))
    said = speech("consent-ask", by=mention(value.put_on_by), message=where)
    place = f"{value.message.channel} {value.message.ts}"
    return parts.message(
        said,
        parts.section(said),
        parts.actions(f"consent:{value.message.ts}", _answers(place, speech)),
    )


def consent_settled(value: ConsentSettled, speech: Speech) -> Message:
    """Return what its author decided about a message, in place of the question."""
    said = speech.of("consent", value.stage)
    return parts.message(said, parts.section(said))


def _answers(place: str, speech: Speech) -> list[Block]:
    chosen = (names.CONSENT_FILE, names.CONSENT_PRIVATE, names.CONSENT_LEAVE)
    return [_answer(one, place, speech, is_first=one == names.CONSENT_FILE) for one in chosen]


def _answer(action_id: str, place: str, speech: Speech, *, is_first: bool) -> Block:
    text = speech(f"button-{action_id.replace('_', '-')}")
    block: Block = {
        "type": "button",
        "text": parts.plain(text, parts.BUTTON),
        "action_id": action_id,
        "value": place,
    }
    return block | ({"style": "primary"} if is_first else {})


def _details(number: Number, speech: Speech) -> Block | None:
    return parts.actions(f"see:{number}", [verbs.button(names.DETAILS, number, speech)])

"""The window of an incident: everything its reader may see of it, and may do to it now.

Private text is read here and in the private answers to commands, never in a message: a message
shows on locked phones.
"""

import json

from bot.domain.ids import label
from bot.domain.incident import Incident, Verb
from bot.services.queue import Story
from bot.slack import names
from bot.slack.render import parts, queue, verbs, words
from bot.slack.render.card import text_of
from bot.slack.render.parts import Block, plain
from bot.slack.speech import Speech

_STORY = 40
_ROW = 6


def window(value: Story, workspace_url: str, speech: Speech, *, head: str | None = None) -> Block:
    """Return the window; `head` is a sentence to begin with, such as why it was opened."""
    seen = value.line.seen
    incident = seen.incident
    blocks = [
        parts.section(head) if head else None,
        parts.section(queue.headline(value.line, workspace_url, speech)),
        text_of(seen, speech),
        parts.context(_facts(value, speech)) if not seen.is_hidden else None,
        *_said(incident, speech),
        *_rows(value, speech),
        parts.context(speech("window-followers", count=value.followers)),
        {"type": "divider"} if value.entries else None,
        *queue.paragraphs_of(value, speech)[-_STORY:],
    ]
    return {
        "type": "modal",
        "callback_id": names.DETAILS,
        "title": plain(label(incident.number), 24),
        "close": plain(speech("form-close"), 24),
        "private_metadata": json.dumps({"v": 1, "number": incident.number}),
        "blocks": [block for block in blocks if block],
    }


def _facts(value: Story, speech: Speech) -> str:
    incident = value.line.seen.incident
    filed = speech.moment(incident.filed_at, value.zone)
    facts = [words.requester(incident, speech), speech("card-filed", at=filed)]
    if needed := words.needed_by(incident, speech):
        facts.append(speech("card-needed-by", day=needed))
    if incident.impact:
        facts.append(speech("words-quoted", words=speech.of("impact", incident.impact)))
    if incident.is_private:
        facts.append(speech("words-private"))
    if incident.named:
        named = speech.listed([parts.mention(user) for user in incident.named])
        facts.append(speech("window-named", named=named))
    if incident.link:
        facts.append(parts.address(incident.link))
    if incident.source_url:
        facts.append(parts.link(incident.source_url, speech("card-source")))
    return " \u00b7 ".join(facts)


def _said(incident: Incident, speech: Speech) -> list[Block | None]:
    """Return the question that waits, or the words of the ending."""
    if incident.question:
        return [parts.section(speech("window-question")), parts.quote(incident.question)]
    if incident.ending is None:
        return []
    source = words.source(incident.ending, speech)
    return [
        parts.section(speech("window-ending")),
        parts.quote(incident.ending.words),
        parts.context(source) if source else None,
    ]


# In the order in which people look for them.
_BUTTONS: dict[Verb, str] = {
    Verb.CLAIM: names.CLAIM,
    Verb.REPLY: names.REPLY,
    Verb.ANSWER: names.ANSWER,
    Verb.STOPGAP: names.STOPGAP,
    Verb.ASK: names.ASK,
    Verb.PARK: names.PARK,
    Verb.RELEASE: names.RELEASE,
    Verb.TAKE_OVER: names.TAKE_OVER,
    Verb.REASSIGN: names.REASSIGN,
    Verb.CHANGE_SEVERITY: names.CHANGE_SEVERITY,
    Verb.DECLINE: names.DECLINE,
    Verb.MARK_DUPLICATE: names.DUPLICATE,
    Verb.WITHDRAW: names.WITHDRAW,
    Verb.REOPEN: names.REOPEN,
}


def _rows(value: Story, speech: Speech) -> list[Block | None]:
    incident = value.line.seen.incident
    chosen = [name for verb, name in _BUTTONS.items() if verb in value.verbs] + _others(value)
    buttons = [verbs.button(name, incident.number, speech) for name in chosen]
    rows = [buttons[start : start + _ROW] for start in range(0, len(buttons), _ROW)]
    return [
        parts.actions(f"window:{place}:{incident.version}", row) for place, row in enumerate(rows)
    ]


def _others(value: Story) -> list[str]:
    """Return what is no verb of the table: it changes no state."""
    seen, reader = value.line.seen, value.reader
    incident = seen.incident
    is_requester = not seen.is_hidden and reader == incident.requester
    may_name = incident.is_private and (is_requester or reader == incident.owner)
    found = []
    if is_requester and incident.is_open:
        found += [names.EDIT, names.SAY_MORE]
    if may_name and not seen.is_hidden:
        found.append(names.LET_SEE)
    if incident.is_open and not is_requester and reader != incident.owner:
        found.append(names.UNFOLLOW if value.is_following else names.FOLLOW)
    return found

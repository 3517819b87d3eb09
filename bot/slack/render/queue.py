"""Lists of incidents, and one with its whole story."""

from bot.domain.ids import label
from bot.domain.incident import Incident
from bot.domain.needed_by import When
from bot.domain.privacy import seen_in_channel
from bot.domain.severity import Impact
from bot.domain.timeline import Entry, What, described_as
from bot.services.queue import Line, Listing, Story
from bot.slack import names
from bot.slack.render import parts, words
from bot.slack.render.card import text_of
from bot.slack.render.help import queue_hints
from bot.slack.render.parts import Block, Message, mention
from bot.slack.speech import Speech

_BLOCKS = 40


def listing(value: Listing, workspace_url: str, speech: Speech) -> Message:
    """Return a list as the reader may see it; what does not fit is counted."""
    if not value.lines:
        nothing = speech("queue-none-of-yours") if value.is_mine else speech("queue-quiet")
        return parts.message(nothing, parts.section(nothing))
    head = _head(value, speech)
    more = value.total - len(value.lines)
    spoken = "; ".join(_spoken(line, speech) for line in value.lines)
    return parts.message(
        f"{head} {spoken}",
        parts.section(f"*{head}*"),
        *(parts.section(_line(line, workspace_url, speech)) for line in value.lines),
        parts.context(speech("queue-more", count=more)) if more else None,
        parts.context(queue_hints(speech)),
    )


def story(value: Story, workspace_url: str, speech: Speech) -> Message:
    """Return one incident and everything that was done to it, oldest first."""
    incident = value.line.seen.incident
    name, standing = label(incident.number), words.standing(incident, speech)
    severity = words.severity(incident.severity, speech)
    spoken = speech(
        "queue-story-spoken",
        name=name,
        severity=severity,
        standing=standing,
        count=len(value.entries),
    )
    return parts.message(
        f"{spoken} {'; '.join(_what(entry, speech) for entry in value.entries)}",
        parts.section(headline(value.line, workspace_url, speech)),
        text_of(value.line.seen, speech),
        *paragraphs_of(value, speech),
    )


def done(incident: Incident, verb: str, speech: Speech) -> Message:
    """Return what has become of an incident after a command, for who typed it."""
    seen = seen_in_channel(incident).incident
    name, standing = label(incident.number), words.standing(seen, speech)
    facts = {"standing": standing, "severity": words.severity(seen.severity, speech)}
    said = speech(_DONE.get(verb, "order-done"), name=f"*{name}*", **facts)
    return parts.message(said, parts.section(said))


_DONE = {
    names.FOLLOW: "order-follow",
    names.UNFOLLOW: "order-unfollow",
    names.CHANGE_SEVERITY: "order-severity",
}


def headline(line: Line, workspace_url: str, speech: Speech) -> str:
    """Return one incident in a line: number, severity, where it stands, and its card."""
    incident = line.seen.incident
    severity = words.severity(incident.severity, speech)
    head = f"{words.BADGE[incident.state]} *{label(incident.number)}* \u00b7 {severity}"
    standing = words.standing(incident, speech)
    return f"{head} \u00b7 {standing}{_link(line, workspace_url, speech)}"


def paragraphs_of(value: Story, speech: Speech) -> list[Block]:
    """Return what was done to an incident, oldest first; too much of it loses its beginning."""
    return _paragraphs([_entry(entry, value, speech) for entry in value.entries], speech)


def _head(value: Listing, speech: Speech) -> str:
    if value.is_mine:
        return speech("queue-head-mine", count=value.total)
    return speech("queue-head-open", count=value.total)


def _line(line: Line, workspace_url: str, speech: Speech) -> str:
    incident = line.seen.incident
    first = (
        f"{words.BADGE[incident.state]} *{label(incident.number)}* \u00b7 "
        f"{words.short_severity(incident.severity, speech)} \u00b7 "
        f"{words.standing(incident, speech)}"
        f"{_needed(incident, speech)}{_link(line, workspace_url, speech)}"
    )
    private = f"_{speech('words-private')}_"
    return f"{first}\n{private if line.seen.is_hidden else parts.short(incident.text, 140)}"


def _needed(incident: Incident, speech: Speech) -> str:
    needed = words.needed_by(incident, speech)
    return f" \u00b7 {speech('queue-needed-by', day=needed)}" if needed else ""


def _link(line: Line, workspace_url: str, speech: Speech) -> str:
    if line.card is None:
        return ""
    return f" \u00b7 <{parts.permalink(workspace_url, line.card)}|{speech('queue-card')}>"


def _spoken(line: Line, speech: Speech) -> str:
    incident = line.seen.incident
    text = speech("words-private") if line.seen.is_hidden else parts.short(incident.text, 60)
    severity = words.short_severity(incident.severity, speech)
    return f"{label(incident.number)}, {severity}, {words.standing(incident, speech)}, {text}"


def _what(entry: Entry, speech: Speech) -> str:
    if entry.what is What.PARKED and entry.as_of:
        until = words.day(entry.as_of, entry.at, speech)
        return speech("entry-park-until", by=mention(entry.by), until=until)
    return speech.of("entry", entry.what, by=mention(entry.by))


def _entry(entry: Entry, value: Story, speech: Speech) -> str:
    typed = _described(entry.words or "", speech)
    said = f": {speech('words-quoted', words=parts.short(typed, 600))}" if typed else ""
    link = f" {parts.address(entry.link)}" if entry.link else ""
    return f"{speech.moment(entry.at, value.zone)} {_what(entry, speech)}{said}{link}"


def _described(kept: str, speech: Speech) -> str:
    """Return what an entry says; a tap on one of the two questions in the words of its button."""
    for impact in Impact:
        if kept == described_as(impact=impact):
            return speech.of("impact", impact)
    for when in When:
        if kept == described_as(when=when):
            return speech.of("when", when)
    return kept


def _paragraphs(lines: list[str], speech: Speech) -> list[Block]:
    """Return the lines in as few blocks as fit, the newest kept if they are too many."""
    paragraphs = [""]
    for line in lines:
        if len(paragraphs[-1]) + len(line) > parts.SECTION - 10:
            paragraphs.append("")
        paragraphs[-1] = f"{paragraphs[-1]}\n{line}".strip()
    kept = paragraphs[-_BLOCKS:]
    is_cut = len(kept) < len(paragraphs)
    left_out = [parts.context(speech("queue-left-out"))] if is_cut else []
    return left_out + [parts.section(paragraph) for paragraph in kept if paragraph]

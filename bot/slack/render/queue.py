"""Lists of incidents, and one with its whole story."""

from bot.domain.ids import label
from bot.domain.incident import Incident
from bot.domain.timeline import Entry, What, described_as
from bot.services.queue import Line, Listing, Story
from bot.slack.render import parts, words
from bot.slack.render.parts import Block, Message, mention

_BLOCKS = 40


def listing(value: Listing, workspace_url: str) -> Message:
    """Return a list as the reader may see it; what does not fit is counted."""
    if not value.lines:
        nothing = "You have filed nothing and have nothing in hand." if value.is_mine else _QUIET
        return parts.message(nothing, parts.section(nothing))
    head = _head(value)
    more = value.total - len(value.lines)
    spoken = "; ".join(_spoken(line) for line in value.lines)
    return parts.message(
        f"{head} {spoken}",
        parts.section(f"*{head}*"),
        *(parts.section(_line(line, workspace_url)) for line in value.lines),
        parts.context(f"\u2026 and {more} more.") if more else None,
        parts.context("`/rapid-queue mine` \u00b7 `/rapid-queue INC-7` for one with its story"),
    )


def story(value: Story, workspace_url: str) -> Message:
    """Return one incident and everything that was done to it, oldest first."""
    incident = value.line.seen.incident
    name, standing = label(incident.number), words.standing(incident)
    head = f"{words.BADGE[incident.state]} *{name}* \u00b7 {words.severity(incident.severity)}"
    hidden = value.line.seen.is_hidden
    lines = [_entry(entry, value) for entry in value.entries]
    return parts.message(
        f"{name}, {words.severity(incident.severity)}, {standing}. {len(lines)} entries: "
        + "; ".join(_what(entry) for entry in value.entries),
        parts.section(f"{head} \u00b7 {standing}{_link(value.line, workspace_url)}"),
        parts.section("_Private: only its requester and its analyst see the text._")
        if hidden
        else parts.quote(incident.text),
        *_paragraphs(lines),
    )


_QUIET = "Nothing is open. A quiet moment: enjoy it."


def _head(value: Listing) -> str:
    if value.is_mine:
        return f"{value.total} of yours, newest first."
    return f"{value.total} open, in the order to work on them."


def _line(line: Line, workspace_url: str) -> str:
    incident = line.seen.incident
    first = (
        f"{words.BADGE[incident.state]} *{label(incident.number)}* \u00b7 "
        f"{words.short_severity(incident.severity)} \u00b7 {words.standing(incident)}"
        f"{_needed(incident)}{_link(line, workspace_url)}"
    )
    return f"{first}\n{_excerpt(line, 140)}"


def _needed(incident: Incident) -> str:
    needed = words.needed_by(incident.needed_by)
    return f" \u00b7 needed by: {needed}" if needed else ""


def _excerpt(line: Line, limit: int) -> str:
    return "_private_" if line.seen.is_hidden else parts.short(line.seen.incident.text, limit)


def _link(line: Line, workspace_url: str) -> str:
    return f" \u00b7 <{parts.permalink(workspace_url, line.card)}|card>" if line.card else ""


def _spoken(line: Line) -> str:
    incident = line.seen.incident
    return (
        f"{label(incident.number)}, {words.short_severity(incident.severity)}, "
        f"{words.standing(incident)}, {_excerpt(line, 60)}"
    )


_SAID = {
    What.FILED: "filed it",
    What.DESCRIBED: "answered a question",
    What.CLAIMED: "claimed it",
    What.TAKEN_OVER: "took it over",
    What.RELEASED: "gave it back",
    What.ASKED: "asked",
    What.REPLIED: "replied",
    What.STOPGAP: "ended it with a stopgap",
    What.ANSWERED: "answered it",
    What.WROTE: "wrote",
    What.CONFIRMED: "said that this answers it",
    What.DECLINED: "declined it",
    What.DUPLICATE: "marked it as a duplicate",
    What.REASSIGNED: "handed it over",
    What.SEVERITY: "changed the severity",
    What.WITHDRAWN: "took it back",
    What.REOPENED: "reopened it",
    What.UNDONE: "took the ending back",
    What.SAID_MORE: "added",
}


# What a tap on one of the two questions left in the timeline, in the words of its button.
_DESCRIBED = {described_as(impact=one): text for one, text in words.IMPACT.items()} | {
    described_as(when=one): text for one, text in words.WHEN.items()
}


def _what(entry: Entry) -> str:
    return f"{mention(entry.by)} {_SAID[entry.what]}"


def _entry(entry: Entry, value: Story) -> str:
    words_of = _DESCRIBED.get(entry.words or "", entry.words or "")
    said = f": \u201c{parts.short(words_of, 600)}\u201d" if words_of else ""
    link = f" {parts.address(entry.link)}" if entry.link else ""
    return f"{parts.moment(entry.at, value.zone)} {_what(entry)}{said}{link}"


def _paragraphs(lines: list[str]) -> list[Block]:
    """Return the lines in as few blocks as fit, the newest kept if they are too many."""
    paragraphs = [""]
    for line in lines:
        if len(paragraphs[-1]) + len(line) > parts.SECTION - 10:
            paragraphs.append("")
        paragraphs[-1] = f"{paragraphs[-1]}\n{line}".strip()
    kept = paragraphs[-_BLOCKS:]
    left_out = (
        [parts.context("\u2026 earlier entries left out")] if len(kept) < len(paragraphs) else []
    )
    return left_out + [parts.section(paragraph) for paragraph in kept if paragraph]

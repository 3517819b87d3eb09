"""What the rota says to one person: a question, a reminder, and the note of a hand-off.

Private words never stand here: a locked phone shows messages.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.domain.cadence import Span
from bot.domain.content import (
    Arrived,
    CoverAsked,
    DatesMoved,
    HandoffNote,
    Invitation,
    Item,
    Load,
    ShiftIsNear,
    SwapAsked,
    Uncovered,
    Unread,
)
from bot.domain.cover import Stage
from bot.domain.duty import Choice
from bot.domain.ids import label
from bot.domain.privacy import Seen
from bot.domain.rotation import Shift, Why
from bot.slack import names
from bot.slack.render import parts, verbs, words
from bot.slack.render.parts import Block, Message, mention
from bot.slack.speech import Speech

_NAME = 80
_TEXT = 140
_LINE = 90
# What a note says of the words in a sentence; the quotation has all of them.
_IN_PASSING = 300
_MOST_ROTATIONS = 5


# --- the note of a hand-off ------------------------------------------------------------------


def note(value: HandoffNote, speech: Speech) -> Message:
    """Return the note that one analyst leaves the next; a draft while the shift goes on.

    Whoever comes decides item by item until they acknowledge it, and whoever goes adds words.
    """
    head, meaning = _head(value, speech), _meaning(value, speech)
    items = [_item(one, value, speech) for one in value.items]
    lists = _lists(value, speech)
    return parts.message(
        f"{head}. {meaning} {_in_passing(value, speech)}",
        parts.section(f"*{head}*\n{meaning}"),
        *_quoted(value, speech),
        parts.section(f"*{_of_outgoing(value, speech)}*") if items else None,
        *items,
        parts.context(speech("handoff-more", count=value.others)) if value.others else None,
        *lists,
        None if items or lists else parts.context(speech("handoff-nothing")),
        _around(value, speech),
        *_settled(value, speech),
    )


def _head(value: HandoffNote, speech: Speech) -> str:
    """Return from whom to whom, when, and in which rotation."""
    facts = [
        speech("handoff-head" if value.handed else "handoff-draft"),
        f"{words.person(value.outgoing, speech)} \u2192 {words.person(value.incoming, speech)}",
        speech.moment(value.at, value.zone) if value.at else "",
        parts.short(value.rotation, _NAME),
    ]
    return " \u00b7 ".join(fact for fact in facts if fact)


def _meaning(value: HandoffNote, speech: Speech) -> str:
    """Return what it means for its reader."""
    incoming = words.person(value.incoming, speech)
    if value.handed is None:
        return speech("handoff-as-of-now" if value.incoming else "handoff-nobody-next")
    if value.incoming is None:
        return speech("handoff-nobody-followed")
    if value.reader == value.incoming and value.until:
        return speech("handoff-yours-until", until=speech.moment(value.until, value.zone))
    if value.reader == value.incoming:
        return speech("handoff-yours")
    return speech("handoff-theirs", incoming=incoming)


def _in_passing(value: HandoffNote, speech: Speech) -> str:
    """Return what is left open, and the words of the outgoing, for a sentence or two."""
    count = speech("handoff-left-open", count=len(value.items) + value.others)
    if not value.words:
        return count
    quoted = speech("words-quoted", words=parts.short(value.words, _IN_PASSING))
    return f"{count} {_words_of(value, speech)} {quoted}"


def _words_of(value: HandoffNote, speech: Speech) -> str:
    return speech("handoff-words", outgoing=words.person(value.outgoing, speech))


def _quoted(value: HandoffNote, speech: Speech) -> list[Block | None]:
    if not value.words:
        return []
    return [parts.context(_words_of(value, speech)), parts.quote(value.words)]


def _of_outgoing(value: HandoffNote, speech: Speech) -> str:
    return speech("handoff-open", outgoing=words.person(value.outgoing, speech))


def _item(one: Item, value: HandoffNote, speech: Speech) -> Block:
    """Return an open incident of the outgoing, to decide about or as it was decided."""
    incident, said = one.seen.incident, _line(one.seen, speech, _TEXT, "\n")
    if _decides(one, value):
        return parts.section(said, accessory=_choices(one, value, speech)) | {
            "block_id": f"item:{incident.number}:{incident.version}:{one.choice or 'open'}"
        }
    if one.choice is None:
        return parts.section(said)
    who = words.person(value.incoming, speech)
    chosen = speech.of("handoff-chosen", one.choice, who=who)
    return parts.section(f"{said}\n\u2192 {chosen}")


def _decides(one: Item, value: HandoffNote) -> bool:
    """Whether the reader may still say what becomes of it: what they took over is theirs."""
    if not _is_theirs_to_read(value):
        return False
    return one.choice is not Choice.HAND_OVER or one.seen.incident.owner != value.reader


def _is_theirs_to_read(value: HandoffNote) -> bool:
    handed = value.handed
    return handed is not None and handed.acknowledged_at is None and value.reader == value.incoming


def _choices(one: Item, value: HandoffNote, speech: Speech) -> Block:
    number, handed = one.seen.incident.number, value.handed
    options = {
        choice: parts.option(
            speech.of("handoff-choice", choice), f"{handed.id if handed else 0} {number} {choice}"
        )
        for choice in Choice
    }
    asks = speech("handoff-decide", name=label(number))
    chosen = options[one.choice] if one.choice else None
    return parts.select(names.CHOOSE, asks, list(options.values()), chosen)


def _lists(value: HandoffNote, speech: Speech) -> list[Block | None]:
    """Return what else is open, expires or is needed, each list under its heading."""
    lists = (
        ("handoff-unclaimed", value.unclaimed),
        ("handoff-parked", value.parked),
        ("handoff-stopgaps", value.stopgaps),
        ("handoff-due", value.due),
    )
    return [_list(speech(title), found, speech) for title, found in lists if found]


def _list(title: str, found: Sequence[Seen], speech: Speech) -> Block:
    lines = [_line(seen, speech, _LINE, ": ") for seen in found]
    return parts.section("\n".join([f"*{title}*", *lines]))


def _line(seen: Seen, speech: Speech, limit: int, before: str) -> str:
    """Return one incident: number, severity, by when, where it stands, and what it is."""
    incident = seen.incident
    needed = words.needed_by(incident, speech)
    facts = [
        f"{words.BADGE[incident.state]} *{label(incident.number)}*",
        words.short_severity(incident.severity, speech),
        speech("queue-needed-by", day=needed) if needed else "",
        words.standing(incident, speech),
    ]
    head = " \u00b7 ".join(fact for fact in facts if fact)
    return f"{head}{before}{_text(seen, limit, speech)}"


def _text(seen: Seen, limit: int, speech: Speech) -> str:
    if seen.is_hidden:
        return f"_{speech('words-private')}_"
    return parts.short(seen.incident.text, limit)


def _around(value: HandoffNote, speech: Speech) -> Block | None:
    """Return, in small print, what the shift was like and who else is on call."""
    others = [
        speech(
            "handoff-also",
            rotation=parts.short(one.rotation, _NAME),
            person=words.person(one.person, speech),
        )
        for one in value.backup[:_MOST_ROTATIONS]
    ]
    facts = [_load(value.load, speech) if value.load else "", *others]
    said = "\n".join(fact for fact in facts if fact)
    return parts.context(said) if said else None


def _load(load: Load, speech: Speech) -> str:
    return speech(
        "handoff-load", claimed=load.claimed, low=load.low, ended=load.ended, late=load.late
    )


def _settled(value: HandoffNote, speech: Speech) -> list[Block | None]:
    """Return who has acknowledged it, or what its reader can do until then."""
    handed = value.handed
    if handed and handed.acknowledged_at:
        who = words.person(handed.acknowledged_by, speech)
        at = speech.moment(handed.acknowledged_at, value.zone)
        return [parts.context(f"\u2714 {speech('handoff-acknowledged', who=who, at=at)}")]
    if handed and value.reader == value.incoming:
        read = _button(names.ACKNOWLEDGE, handed.id, speech, is_first=True)
        please = speech("handoff-please" if value.outgoing else "handoff-please-first")
        return [
            parts.context(please),
            parts.actions(f"handoff:{handed.id}", [read]),
        ]
    if value.reader != value.outgoing:
        return []
    write = _button(names.WRITE_NOTE, value.rotation, speech)
    waits = speech("handoff-not-yet", incoming=words.person(value.incoming, speech))
    return [
        parts.context(waits) if handed and value.incoming else None,
        parts.actions(f"write:{handed.id if handed else 'draft'}", [write]),
    ]


def unread(value: Unread, speech: Speech) -> Message:
    """Return to a lead that nobody has acknowledged a hand-off."""
    handed = value.handed
    return _said(
        speech(
            "duty-unread",
            rotation=_rotation(handed.rotation),
            incoming=words.person(handed.incoming, speech),
            outgoing=words.person(handed.outgoing, speech),
            at=speech.moment(handed.at, value.zone),
        )
    )


# --- turns, cover and exchanges ---------------------------------------------------------------


def invitation(value: Invitation, speech: Speech) -> Message:
    """Return the question whether somebody takes turns, or what they have answered."""
    rotation = _rotation(value.rotation)
    if value.is_open:
        asks = speech("duty-invited", rotation=rotation)
        row = [
            _button(names.JOIN, value.rotation, speech, is_first=True),
            _button(names.NO_SEAT, value.rotation, speech),
        ]
        return _said(asks, parts.actions("invitation", row))
    if not value.is_taken:
        return _said(speech("duty-takes-no-turns", rotation=rotation))
    joined = speech("duty-takes-turns", rotation=rotation)
    first = words.shift(value.first, value.zone, speech) if value.first else ""
    return _said(f"{joined} {speech('duty-first-shift', shift=first)}" if first else joined)


def cover(value: CoverAsked, speech: Speech) -> Message:
    """Return how a request for cover stands, for who asked or for who may take it."""
    said = f"{_badge(value.stage)} {_cover(value, speech)}"
    row = [_cover_button(value, speech)] if value.stage is Stage.OPEN else []
    return _said(said, parts.actions(f"cover:{value.cover.id}", row))


def _cover(value: CoverAsked, speech: Speech) -> str:
    asked = value.cover.value
    facts = {
        "asker": mention(asked.asker),
        "taker": words.person(asked.taker, speech),
        "rotation": _rotation(value.cover.rotation),
        "when": words.span(Span(asked.starts_at, asked.ends_at), value.zone, speech),
    }
    match value.stage:
        case Stage.OPEN if value.is_asker:
            return speech("duty-cover-asked", **facts)
        case Stage.OPEN if value.is_reminder:
            return speech("duty-cover-still-wanted", **facts)
        case Stage.OPEN:
            return speech("duty-cover-wanted", **facts)
        case Stage.TAKEN if value.is_asker:
            return speech("duty-cover-found", **facts)
        case Stage.TAKEN:
            return speech("duty-cover-taken", **facts)
        case Stage.PAST_DUE if value.is_asker:
            return speech("duty-cover-still-yours", **facts)
        case Stage.PAST_DUE:
            return speech("duty-cover-past-due", **facts)
        case Stage.WITHDRAWN:
            return speech("duty-cover-withdrawn", **facts)


def _cover_button(value: CoverAsked, speech: Speech) -> Block:
    if value.is_asker:
        return _button(names.WITHDRAW_COVER, value.cover.id, speech)
    return _button(names.TAKE_COVER, value.cover.id, speech, is_first=True)


def _badge(stage: Stage) -> str:
    return {
        Stage.OPEN: "\U0001f64b",
        Stage.TAKEN: "\u2705",
        Stage.PAST_DUE: "\u26a0\ufe0f",
        Stage.WITHDRAWN: "\u21a9\ufe0f",
    }[stage]


def swap(value: SwapAsked, speech: Speech) -> Message:
    """Return how an exchange of two shifts stands, for either side of it."""
    asked, kept = value.exchange.value, value.exchange
    facts = {
        "asker": mention(asked.asker),
        "other": mention(asked.other),
        "rotation": _rotation(kept.rotation),
        "gives": words.span(asked.gives, value.zone, speech),
        "gets": words.span(asked.gets, value.zone, speech),
    }
    if asked.accepted_at:
        return _said(f"\u2705 {speech('duty-swap-agreed', **facts)}")
    if asked.withdrawn_at:
        return _said(f"\u21a9\ufe0f {speech('duty-swap-called-off', **facts)}")
    if value.is_over:
        return _said(f"\u26a0\ufe0f {speech('duty-swap-too-late', **facts)}")
    if value.is_asker:
        off = [_button(names.REFUSE_SWAP, kept.id, speech)]
        said = f"\U0001f501 {speech('duty-swap-asked', **facts)}"
        return _said(said, parts.actions(f"swap:{kept.id}", off))
    row = [
        _button(names.AGREE_SWAP, kept.id, speech, is_first=True),
        _button(names.REFUSE_SWAP, kept.id, speech),
    ]
    said = f"\U0001f501 {speech('duty-swap-wanted', **facts)}"
    return _said(said, parts.actions(f"swap:{kept.id}", row))


# --- news ------------------------------------------------------------------------------------


def near(value: ShiftIsNear, speech: Speech) -> Message:
    """Return that somebody's shift is near, and what they can do if they cannot have it."""
    shift = words.shift(value.shift, value.zone, speech)
    return _said(speech("duty-near", rotation=_rotation(value.rotation), shift=shift))


def uncovered(value: Uncovered, speech: Speech) -> Message:
    """Return to a lead that nobody is, or will be, on call, and why."""
    key, why = _UNCOVERED[value.why is Why.ALL_OFF, value.is_now]
    said = speech(
        key,
        rotation=_rotation(value.rotation),
        start=speech.moment(value.span.starts_at, value.zone),
        end=speech.moment(value.span.ends_at, value.zone),
    )
    return _said(f"\u26a0\ufe0f {said} {speech(why)} {speech('duty-nobody-cure')}")


# By whether somebody is to come back, and whether it is so already; else no end can be named.
_UNCOVERED = {
    (True, True): ("duty-nobody-now", "duty-nobody-because-off"),
    (True, False): ("duty-nobody-then", "duty-nobody-because-off"),
    (False, True): ("duty-nobody-now-at-all", "duty-nobody-because-empty"),
    (False, False): ("duty-nobody-then-at-all", "duty-nobody-because-empty"),
}


def moved(value: DatesMoved, speech: Speech) -> Message:
    """Return somebody's dates before and after an edit."""
    head = speech("duty-moved", rotation=_rotation(value.rotation))
    before = speech("duty-moved-before", shifts=_shifts(value.before, value.zone, speech))
    after = speech("duty-moved-after", shifts=_shifts(value.after, value.zone, speech))
    return parts.message(
        f"{head} {after} {before}",
        parts.section(head),
        parts.section(f"{after}\n{before}"),
        parts.context(speech("duty-moved-hint")),
    )


def arrived(value: Arrived, speech: Speech) -> Message:
    """Return that something urgent was filed, with the button to claim it."""
    seen, number = value.seen, value.seen.incident.number
    key = "duty-arrived" if value.is_on_call else "duty-arrived-uncovered"
    severity = words.short_severity(seen.incident.severity, speech)
    head = speech(key, name=f"*{label(number)}*", severity=severity)
    row = [
        verbs.button(names.CLAIM, number, speech, is_first=True),
        verbs.button(names.DETAILS, number, speech),
    ]
    hidden = speech("words-private-text") if seen.is_hidden else None
    quoted = speech("words-quoted", words=parts.short(seen.incident.text, _IN_PASSING))
    return parts.message(
        f"{head} {hidden or quoted}",
        parts.section(f"{words.BADGE[seen.incident.state]} {head}"),
        parts.context(hidden) if hidden else parts.quote(seen.incident.text, _IN_PASSING),
        parts.actions(f"arrived:{number}:{seen.incident.version}", row),
    )


# --- pieces ----------------------------------------------------------------------------------


def _said(said: str, *more: Block | None) -> Message:
    return parts.message(said, parts.section(said), *more)


def _button(action_id: str, value: int | str, speech: Speech, *, is_first: bool = False) -> Block:
    key = f"button-{action_id.replace('_', '-')}"
    says, style = speech(f"{key}-says"), "primary" if is_first else None
    return parts.button(speech(key), action_id, value, says=says, style=style)


def _rotation(name: str) -> str:
    return f"*{parts.short(name, _NAME)}*"


def _shifts(shifts: Sequence[Shift], zone: ZoneInfo, speech: Speech) -> str:
    if not shifts:
        return speech("duty-no-shifts")
    return "; ".join(words.shift(one, zone, speech) for one in shifts)

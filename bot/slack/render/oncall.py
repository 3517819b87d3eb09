"""What `/rapid-oncall` answers: who is on call, what a change would mean, and what came of it.

Only who asked sees it, so that the reason for somebody's own time off may stand here.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.cadence import Span, shown
from bot.domain.content import CoverAsked, OnCall, Outcome, SwapAsked
from bot.domain.cover import Override, Stage
from bot.domain.duty import LONGEST_OVERRIDE, LOOK_AHEAD_FOR_GAPS, Kept, Preference
from bot.domain.fairness import Served, Suggestion
from bot.domain.ids import UserId
from bot.domain.rotation import Segment, Shift, Why
from bot.services.rota import Board, Fairness, Joining, Leaving, Shifts
from bot.services.stand_in import Ahead, Mine, Off
from bot.slack import names
from bot.slack.render import parts
from bot.slack.render.parts import Block, Message, mention
from bot.slack.rota_orders import Verb, Wish, written
from bot.slack.speech import Speech

_NAME = 80
_REASON = 300
_TYPED = 200
# A list is for an overview; Slack takes 50 blocks of 3,000 letters.
_MOST_GAPS = 5
_MOST_SPANS = 5
_MOST_ARRANGED = 12
_MOST_PARAGRAPHS = 40
_PARAGRAPH = 2600
_MOST_SUGGESTED = 3


# --- who is on call --------------------------------------------------------------------------


def board(value: Board, key: str, speech: Speech) -> Message:
    """Return who is on call in each rotation, what is missing, and what the reader can do.

    `key` is that of the command: who takes over from here does so once.
    """
    lines = [_standing(one, value.zone, speech) for one in value.rotations]
    mine, gaps = _next_of_reader(value, speech), _gaps(value, speech)
    return parts.message(
        " ".join([*lines, *gaps[:1], *([mine] if mine else [])]),
        *_paragraphs(lines, speech, apart="\n\n"),
        parts.section("\n".join(gaps)) if gaps else None,
        parts.section(mine) if mine else None,
        parts.actions("oncall_board", _buttons(value, key, speech)),
        parts.context(f"{_clocks(value.zone, speech)} {_hint(speech)}"),
    )


def at(value: Sequence[OnCall], moment: datetime, zone: ZoneInfo, speech: Speech) -> Message:
    """Return who was or will be on call at a moment."""
    head = speech("oncall-at", at=speech.moment(moment, zone))
    lines = [_standing(one, zone, speech) for one in value]
    return parts.message(
        f"{head} {' '.join(lines)}",
        parts.section(f"*{head}*"),
        *_paragraphs(lines, speech, apart="\n\n"),
        parts.context(_clocks(zone, speech)),
    )


def shifts(value: Shifts, speech: Speech) -> Message:
    """Return the shifts to come, rotation by rotation."""
    lines: list[str] = []
    for name, found in value.by_rotation:
        lines.append(f"*{parts.short(name, _NAME)}*")
        lines += [
            speech(
                "oncall-shift",
                shift=_shift(one, value.zone, speech),
                person=mention(one.person),
            )
            for one in found
        ] or [speech("oncall-no-shifts")]
    return parts.message(
        "; ".join(lines),
        *_paragraphs(lines, speech),
        parts.context(f"{_clocks(value.zone, speech)} {_hint(speech)}"),
    )


def _standing(one: OnCall, zone: ZoneInfo, speech: Speech) -> str:
    """Return who is on call in a rotation, why if it is not their turn, and who comes next."""
    rotation = _rotation(one.rotation)
    if one.person is None:
        return _nobody(one, rotation, zone, speech)
    facts = {"rotation": rotation, "person": mention(one.person)}
    if one.until is None:
        said = speech("oncall-on", **facts)
    else:
        said = speech("oncall-on-until", until=speech.moment(one.until, zone), **facts)
    why = f" ({speech(_WHY[one.why])})" if one.why in _WHY else ""
    then = f" {_then(one.then, zone, speech)}" if one.then else ""
    return f"{said}{why}{then}"


def _nobody(one: OnCall, rotation: str, zone: ZoneInfo, speech: Speech) -> str:
    is_planned = one.why in _PLANNED
    said = speech("oncall-nobody", rotation=rotation, why=speech(_WHY_NOBODY[one.why]))
    if one.then:
        start = speech.moment(one.then.starts_at, zone)
        again = speech("oncall-again", person=mention(one.then.person), start=start)
    else:
        again = speech("oncall-never-again")
    return f"{said} {again}" if is_planned else f"\u26a0\ufe0f {said} {again}"


def _then(then: Shift, zone: ZoneInfo, speech: Speech) -> str:
    start = speech.moment(then.starts_at, zone)
    return speech("oncall-then", person=mention(then.person), start=start)


# Why it is not simply somebody's turn; of their turn nothing is said.
_WHY = {
    Why.SUBSTITUTE: "oncall-why-substitute",
    Why.COVER: "oncall-why-cover",
    Why.EXCHANGE: "oncall-why-exchange",
    Why.OVERRIDE: "oncall-why-override",
    Why.FALLBACK: "oncall-why-fallback",
}
_WHY_NOBODY = {
    Why.NOT_BEGUN: "oncall-nobody-not-begun",
    Why.NO_MEMBERS: "oncall-nobody-no-members",
    Why.ALL_OFF: "oncall-nobody-all-off",
    Why.CLOSED: "oncall-nobody-closed",
}
_PLANNED = frozenset({Why.CLOSED, Why.NOT_BEGUN})


def _next_of_reader(value: Board, speech: Speech) -> str | None:
    """Return the reader's next shift; that they are on call stands above it already."""
    if value.mine is None or any(one.person == value.reader for one in value.rotations):
        return None
    name, shift = value.mine
    when = _shift(shift, value.zone, speech)
    return speech("oncall-your-next", rotation=_rotation(name), shift=when)


def _gaps(value: Board, speech: Speech) -> list[str]:
    """Return when nobody will be on call, under a heading."""
    if not value.gaps:
        return []
    lines = [_gap(name, gap, value, speech) for name, gap in value.gaps[:_MOST_GAPS]]
    rest = len(value.gaps) - len(lines)
    more = [speech("oncall-more", count=rest)] if rest else []
    return [f"\u26a0\ufe0f *{speech('oncall-gaps')}*", *lines, *more]


def _gap(name: str, gap: Segment, value: Board, speech: Speech) -> str:
    """Return one such time; one that goes on for as long as was looked has no end."""
    if gap.ends_at >= value.now + LOOK_AHEAD_FOR_GAPS:
        span = speech("oncall-since", start=speech.moment(gap.starts_at, value.zone))
    else:
        span = _span(Span(gap.starts_at, gap.ends_at), value.zone, speech)
    return speech(
        "oncall-gap",
        rotation=_rotation(name),
        span=span,
        why=speech(_WHY_NOBODY[gap.why]),
    )


def _buttons(value: Board, key: str, speech: Speech) -> list[Block]:
    if not value.may_take_turns:
        return []
    opening = [
        _button(speech(label), action_id, "now", says=speech(says))
        for label, action_id, says in (
            ("oncall-open-off", names.OPEN_OFF, "oncall-open-off-says"),
            ("oncall-open-cover", names.OPEN_COVER, "oncall-open-cover-says"),
            ("oncall-open-swap", names.OPEN_SWAP, "oncall-open-swap-says"),
        )
    ]
    first = value.rotations[0] if value.rotations else None
    if first is None or first.person == value.reader:
        return opening
    return [*opening, _taking_over(first, value, key, speech)]


def _taking_over(first: OnCall, value: Board, key: str, speech: Speech) -> Block:
    """Return the button that puts the reader on call, which asks before it does."""
    until = min(first.until, value.now + LONGEST_OVERRIDE) if first.until else None
    span = Span(value.now, until) if until else None
    wish = Wish(verb=Verb.TAKE, key=key, span=span, rotation=first.rotation)
    facts = {"rotation": first.rotation}
    question = (
        speech(
            "oncall-take-question-until",
            until=speech.spoken_moment(until, value.zone),
            **facts,
        )
        if until
        else speech("oncall-take-question", **facts)
    )
    label = speech("oncall-take-now")
    asks = parts.confirm(label, question, speech("oncall-take-yes"), speech("oncall-no"))
    return parts.button(
        label,
        names.DO,
        written(wish),
        says=speech("oncall-take-now-says"),
        confirm=asks,
    )


# --- what a change would mean ----------------------------------------------------------------


def would_be_off(value: Off, wish: Wish, speech: Speech) -> Message:
    """Return who would have the shifts of somebody who wants time off."""
    off = value.time_off.value
    span = Span(off.starts_at, off.ends_at or off.starts_at)
    head = speech("oncall-off-ahead", span=_span(span, value.zone, speech))
    return _asks(
        head, [*_reason(wish.reason, speech), *_of_off(value, speech)], wish, value, speech
    )


def _of_off(value: Off, speech: Speech) -> list[str]:
    """Return what follows from time off."""
    said = []
    if value.covered_by:
        said.append(speech("oncall-off-covered", people=_people(value.covered_by, speech)))
    if value.uncovered:
        spans = _spans(value.uncovered, value.zone, speech)
        said.append(f"\u26a0\ufe0f {speech('oncall-off-uncovered', spans=spans)}")
    if value.promised:
        spans = _spans(value.promised, value.zone, speech)
        said.append(speech("oncall-off-promised", spans=spans))
    return said or [speech("oncall-off-nothing")]


def _reason(reason: str | None, speech: Speech) -> list[str]:
    if not reason:
        return []
    return [speech("oncall-off-reason", reason=parts.short(reason, _REASON))]


def would_ask(value: Sequence[Ahead], wish: Wish, speech: Speech) -> Message:
    """Return who would be asked for cover."""
    first = value[0]
    head = speech("oncall-cover-ahead", span=_span(first.span, first.zone, speech))
    more = [
        speech(
            "oncall-cover-people",
            rotation=_rotation(one.rotation),
            people=_people(one.people, speech),
        )
        if one.people
        else speech("oncall-cover-nobody", rotation=_rotation(one.rotation))
        for one in value
    ]
    return _asks(head, [*more, speech("oncall-cover-yours")], wish, first, speech)


def would_swap(value: SwapAsked, wish: Wish, speech: Speech) -> Message:
    """Return which two shifts would change hands."""
    asked = value.exchange.value
    head = speech(
        "oncall-swap-ahead",
        rotation=_rotation(value.exchange.rotation),
        other=mention(asked.other),
        gives=_span(asked.gives, value.zone, speech),
        gets=_span(asked.gets, value.zone, speech),
    )
    return _asks(head, [speech("oncall-swap-agreed")], wish, value, speech)


def would_take(value: Ahead, wish: Wish, reader: UserId, speech: Speech) -> Message:
    """Return the time that somebody would be on call, and who has it now."""
    facts = {"rotation": _rotation(value.rotation), "span": _span(value.span, value.zone, speech)}
    if value.people == (reader,):
        return _told(speech("oncall-take-yours", **facts), _clocks(value.zone, speech))
    others = [one for one in value.people if one != reader]
    instead = (
        speech("oncall-take-instead", people=_people(others, speech))
        if others
        else speech("oncall-take-nobody")
    )
    return _asks(speech("oncall-take-ahead", **facts), [instead], wish, value, speech)


def would_join(value: Joining, wish: Wish, speech: Speech) -> Message:
    """Return the first shift of somebody who would take turns."""
    rotation = _rotation(value.rotation)
    first = _shift(value.first, value.zone, speech) if value.first else ""
    shift = [speech("oncall-join-first", shift=first) if first else speech("oncall-join-no-shift")]
    if value.is_in:
        said = speech("oncall-join-is-in", rotation=rotation)
        return _told(f"{said} {shift[0]}", _clocks(value.zone, speech))
    head = speech("oncall-join-ahead", rotation=rotation)
    return _asks(head, [*shift, speech("oncall-join-others")], wish, value, speech)


def would_leave(value: Leaving, later: Wish, at_once: Wish, speech: Speech) -> Message:
    """Return what it means to leave; who is on call chooses when."""
    head = speech("oncall-leave-ahead", rotation=_rotation(value.rotation))
    if value.until is None:
        return _asks(head, [], later, value, speech)
    until = speech.moment(value.until, value.zone)
    first, second = speech("oncall-leave-later", until=until), speech("oncall-leave-now")
    return parts.message(
        f"{head} {first} {second}",
        parts.section(head),
        _choice(first, later, "oncall-leave-later-yes", speech) | {"block_id": "oncall_later"},
        _choice(second, at_once, "oncall-leave-now-yes", speech) | {"block_id": "oncall_at_once"},
        parts.actions("oncall_no", [_never_mind(later, speech)]),
        parts.context(_clocks(value.zone, speech)),
    )


def _choice(said: str, wish: Wish, label: str, speech: Speech) -> Block:
    text = speech(label)
    return parts.section(said, accessory=_button(text, names.DO, written(wish), says=text))


def _asks(
    head: str,
    more: Sequence[str],
    wish: Wish,
    value: Off | Ahead | SwapAsked | Joining | Leaving,
    speech: Speech,
) -> Message:
    """Return what was understood and what it means, to be said *yes* or *no* to."""
    yes = _button(
        speech("oncall-yes"),
        names.DO,
        written(wish),
        says=speech("oncall-yes-says"),
        style="primary",
    )
    said = "\n".join([head, *more])
    return parts.message(
        f"{' '.join([head, *more])} {speech('oncall-asks')}",
        parts.section(said),
        parts.actions("oncall_yes_no", [yes, _never_mind(wish, speech)]),
        parts.context(_clocks(value.zone, speech)),
    )


def _never_mind(wish: Wish, speech: Speech) -> Block:
    label, says = speech("oncall-no"), speech("oncall-no-says")
    return _button(label, names.NEVER_MIND, wish.key, says=says)


# --- what came of it -------------------------------------------------------------------------

_OUTCOMES = {
    "off": "outcome-off",
    "cover": "outcome-cover",
    "swap": "outcome-swap",
    "take": "outcome-take",
    "join": "outcome-join",
    "leave": "outcome-leave",
    "leave_later": "outcome-leave-later",
    "taken_back": "outcome-taken-back",
    "never_mind": "outcome-never-mind",
}


def outcome(value: Outcome, speech: Speech) -> Message:
    """Return what came of a press, in place of the message that was pressed in."""
    facts = {
        "rotation": _rotation(value.rotation),
        "span": _span(value.span, value.zone, speech) if value.span else "",
    }
    said = speech(_OUTCOMES.get(value.name, "outcome-done"), **facts)
    if value.name == "join" and value.shift:
        when = _shift(value.shift, value.zone, speech)
        said = f"{said} {speech('oncall-join-first', shift=when)}"
    return _told(said)


def filed_off(value: Off, speech: Speech) -> Message:
    """Return what follows from time off that was filed."""
    off = value.time_off.value
    span = Span(off.starts_at, off.ends_at or off.starts_at)
    head = speech("outcome-off", span=_span(span, value.zone, speech))
    said = "\n".join([head, *_of_off(value, speech)])
    return _told(said, _clocks(value.zone, speech))


def kept_preference(value: Preference, speech: Speech) -> Message:
    """Return what somebody would rather not do, as it is kept."""
    return _told(f"{speech('outcome-prefer')} {_preference(value, speech)}")


def _preference(value: Preference, speech: Speech) -> str:
    said = [speech("oncall-prefers-backup")] if value.is_backup_only else []
    if value.unwanted:
        days = speech.listed(
            [speech("oncall-weekday", day=int(one)) for one in sorted(value.unwanted)]
        )
        said.append(speech("oncall-prefers-not", days=days))
    return " ".join(said) or speech("oncall-prefers-anything")


# --- what somebody has arranged --------------------------------------------------------------


def mine(value: Mine, reader: UserId, speech: Speech) -> Message:
    """Return what somebody has arranged, each with a button to take it back if they may."""
    lines = [
        *((f"off {one.time_off.id}", _own_off(one, speech)) for one in value.time_off),
        *(_own_cover(one, reader, speech) for one in value.covers if _is_going_on(one)),
        *(_own_swap(one, speech) for one in value.swaps if not one.exchange.value.withdrawn_at),
        *(_own_override(one, value.zone, speech) for one in value.overrides),
    ]
    rest = len(lines) - _MOST_ARRANGED
    preference = _preference(value.preference, speech)
    said = [text for _, text in lines] or [speech("oncall-mine-nothing")]
    prefer = _button(
        speech("oncall-open-prefer"),
        names.OPEN_PREFER,
        "mine",
        says=speech("oncall-open-prefer-says"),
    )
    return parts.message(
        f"{'; '.join(said)} {preference}",
        *(_arranged(what, text, speech) for what, text in lines[:_MOST_ARRANGED]),
        None if lines else parts.section(said[0]),
        parts.context(speech("oncall-more", count=rest)) if rest > 0 else None,
        parts.section(preference, accessory=prefer) | {"block_id": "oncall_preference"},
        parts.context(_clocks(value.zone, speech)),
    )


def _arranged(what: str | None, text: str, speech: Speech) -> Block:
    if what is None:
        return parts.section(text)
    label, says = speech("oncall-take-back"), speech("oncall-take-back-says")
    back = _button(label, names.TAKE_BACK, what, says=says)
    return parts.section(text, accessory=back) | {"block_id": what.replace(" ", "_")}


def _own_off(value: Off, speech: Speech) -> str:
    off = value.time_off.value
    span = Span(off.starts_at, off.ends_at or off.starts_at)
    head = speech("oncall-mine-off", span=_span(span, value.zone, speech))
    return "\n".join([head, *_reason(value.reason, speech), *_of_off(value, speech)])


def _is_going_on(value: CoverAsked) -> bool:
    return value.stage is not Stage.WITHDRAWN


def _own_cover(value: CoverAsked, reader: UserId, speech: Speech) -> tuple[str | None, str]:
    asked = value.cover.value
    facts = {
        "rotation": _rotation(value.cover.rotation),
        "span": _span(Span(asked.starts_at, asked.ends_at), value.zone, speech),
        "other": mention(asked.taker or asked.asker),
    }
    if asked.taker is None:
        is_open = value.stage is Stage.OPEN
        name = "oncall-mine-cover-open" if is_open else "oncall-mine-cover-past"
        return f"cover {value.cover.id}" if is_open else None, speech(name, **facts)
    if asked.taker == reader:
        return None, speech("oncall-mine-covering", **facts | {"other": mention(asked.asker)})
    return None, speech("oncall-mine-covered", **facts)


def _own_swap(value: SwapAsked, speech: Speech) -> tuple[str | None, str]:
    asked = value.exchange.value
    gives, gets = (asked.gives, asked.gets) if value.is_asker else (asked.gets, asked.gives)
    facts = {
        "rotation": _rotation(value.exchange.rotation),
        "other": mention(asked.other if value.is_asker else asked.asker),
        "gives": _span(gives, value.zone, speech),
        "gets": _span(gets, value.zone, speech),
    }
    if asked.accepted_at:
        return None, speech("oncall-mine-swapped", **facts)
    if value.is_over:
        return None, speech("oncall-mine-swap-over", **facts)
    if value.is_asker:
        return f"swap {value.exchange.id}", speech("oncall-mine-swap-asked", **facts)
    return None, speech("oncall-mine-swap-wanted", **facts)


def _own_override(kept: Kept[Override], zone: ZoneInfo, speech: Speech) -> tuple[str | None, str]:
    span = Span(kept.value.starts_at, kept.value.ends_at)
    facts = {"rotation": _rotation(kept.rotation), "span": _span(span, zone, speech)}
    return f"override {kept.id}", speech("oncall-mine-override", **facts)


# --- fairness --------------------------------------------------------------------------------


def fairness(value: Sequence[Fairness], speech: Speech, *, may_see: bool) -> Message:
    """Return how evenly it is shared, and for the team itself who has served how much."""
    lines: list[str] = []
    for one in value:
        lines.append(f"*{parts.short(one.rotation, _NAME)}*")
        lines.append(
            speech("oncall-fair-too-few")
            if one.balance is None
            else speech("oncall-fair-balance", percent=one.balance)
        )
        if may_see:
            lines += [_served(person, speech) for person in one.served]
            lines += _next_up(one, speech)
    note = speech("oncall-fair-note") if may_see else speech("oncall-fair-for-team")
    return parts.message(
        f"{speech('oncall-fair')} {'; '.join(lines)}",
        parts.section(f"*{speech('oncall-fair')}*"),
        *_paragraphs(lines, speech),
        parts.context(note),
    )


def _served(one: Served, speech: Speech) -> str:
    return speech(
        "oncall-fair-served",
        person=mention(one.person),
        hours=speech.number(round(one.hours)),
        weekend=speech.number(round(one.weekend_hours)),
        late=speech.number(round(one.late_hours)),
    )


def _next_up(value: Fairness, speech: Speech) -> list[str]:
    """Return who should cover next, and why."""
    if not value.next_up:
        return []
    said = [_suggested(one, value.zone, speech) for one in value.next_up[:_MOST_SUGGESTED]]
    return [speech("oncall-fair-next", people="; ".join(said))]


def _suggested(one: Suggestion, zone: ZoneInfo, speech: Speech) -> str:
    facts = {"person": mention(one.person), "hours": speech.number(round(one.hours))}
    if one.last_ended_at:
        last = speech.moment(one.last_ended_at, zone)
        said = speech("oncall-fair-suggested-last", last=last, **facts)
    else:
        said = speech("oncall-fair-suggested", **facts)
    return f"{said} ({speech('oncall-fair-unwanted')})" if one.is_unwanted else said


# --- calendars, help, and what is not clear --------------------------------------------------


def calendar(url: str, speech: Speech, *, is_team: bool) -> Message:
    """Return the secret address of a calendar."""
    head = speech("oncall-calendar-team") if is_team else speech("oncall-calendar")
    off = f"{names.ONCALL} calendar {'team ' if is_team else ''}off"
    secret = speech("oncall-calendar-secret", off=off)
    return parts.message(
        f"{head} {secret}",
        parts.section(f"{head}\n{parts.address(url)}"),
        parts.context(secret),
    )


def calendar_off(speech: Speech, *, was_there: bool) -> Message:
    """Return that an address works no more."""
    return _told(speech("oncall-calendar-off" if was_there else "oncall-calendar-none"))


def no_calendars(speech: Speech) -> Message:
    """Return that nobody has said where calendars can be reached."""
    return _told(speech("oncall-calendar-nowhere"))


def usage(speech: Speech, typed: str = "") -> Message:
    """Return what can follow the command; what was typed stands first if it was not understood."""
    lines = [
        speech(name, oncall=names.ONCALL)
        for name in (
            "oncall-help-look",
            "oncall-help-turns",
            "oncall-help-off",
            "oncall-help-cover",
            "oncall-help-swap",
            "oncall-help-take",
            "oncall-help-rest",
            "oncall-help-dates",
        )
    ]
    head = speech("oncall-unknown", typed=parts.short(typed, _TYPED)) if typed else ""
    return parts.message(
        " ".join([head or speech("oncall-help"), *lines]),
        parts.section(head) if head else parts.section(f"*{speech('oncall-help')}*"),
        parts.section("\n".join(lines)),
    )


def misread(name: str, typed: str, speech: Speech) -> Message:
    """Return what is not clear and what to type instead, with what was typed."""
    said = speech("oncall-typed", oncall=names.ONCALL, typed=parts.short(typed, _TYPED))
    return _told(f"{speech(name, oncall=names.ONCALL)} {said}")


# --- pieces ----------------------------------------------------------------------------------


def _told(said: str, small: str | None = None) -> Message:
    return parts.message(said, parts.section(said), parts.context(small) if small else None)


def _button(
    label: str, action_id: str, value: str, *, says: str, style: str | None = None
) -> Block:
    return parts.button(label, action_id, value, says=says, style=style)


def _rotation(name: str) -> str:
    return f"*{parts.short(name, _NAME)}*"


def _people(people: Iterable[UserId], speech: Speech) -> str:
    return speech.listed([mention(one) for one in people])


def _clocks(zone: ZoneInfo, speech: Speech) -> str:
    return speech("oncall-clocks", zone=zone.key)


def _hint(speech: Speech) -> str:
    return speech("oncall-hint", help=f"{names.ONCALL} help")


def _shift(shift: Shift, zone: ZoneInfo, speech: Speech) -> str:
    """Return when a shift is; one whose end nobody has looked for has none."""
    if shift.is_cut:
        return speech("oncall-since", start=speech.moment(shift.starts_at, zone))
    return _span(Span(shift.starts_at, shift.ends_at), zone, speech)


def _span(span: Span, zone: ZoneInfo, speech: Speech) -> str:
    """Return a time; whole days on the reader's calendar are said as days."""
    start, end = shown(span.starts_at, zone), shown(span.ends_at, zone)
    if start.time() == end.time() == time() and start < end:
        first, last = start.date(), end.date() - timedelta(days=1)
        if first == last:
            return speech("oncall-day", day=speech.day_of_year(first))
        return speech("oncall-days", first=speech.day_of_year(first), last=speech.day_of_year(last))
    return speech(
        "oncall-span",
        start=speech.moment(span.starts_at, zone),
        end=speech.moment(span.ends_at, zone),
    )


def _spans(spans: Sequence[Span], zone: ZoneInfo, speech: Speech) -> str:
    said = [_span(one, zone, speech) for one in spans[:_MOST_SPANS]]
    rest = len(spans) - len(said)
    return "; ".join([*said, *([speech("oncall-more", count=rest)] if rest else [])])


def _paragraphs(lines: Iterable[str], speech: Speech, apart: str = "\n") -> list[Block]:
    """Return the lines in as few blocks as fit; what is too much is left out, and said so."""
    paragraphs = [""]
    for line in lines:
        if len(paragraphs[-1]) + len(line) > _PARAGRAPH:
            paragraphs.append("")
        paragraphs[-1] = f"{paragraphs[-1]}{apart if paragraphs[-1] else ''}{line}"
    blocks = [parts.section(one) for one in paragraphs[:_MOST_PARAGRAPHS] if one]
    is_cut = len(paragraphs) > _MOST_PARAGRAPHS
    return [*blocks, *([parts.context(speech("oncall-left-out"))] if is_cut else [])]

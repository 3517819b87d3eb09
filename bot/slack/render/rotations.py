"""The rotations of the settings: their list, the form of one, and what a change would mean."""

import json
from collections.abc import Sequence
from typing import Any

from babel.dates import format_time, get_day_names

from bot.domain.cadence import Unit
from bot.domain.ids import UserId
from bot.domain.plan import Plan, written
from bot.domain.rotation import Segment, Shift
from bot.services.settings import Crew, Preview, RotationForm
from bot.slack import names
from bot.slack.render import parts
from bot.slack.render.parts import Block, mention, plain
from bot.slack.render.setup_fields import ROTATION, Shape, inputs, labelled, rotation_choice
from bot.slack.speech import Speech
from bot.slack.text import cut

# The list is for recognising a rotation, not for counting its people.
_MOST_NAMED = 20
_MOST_GAPS = 4
# Every month has so many days.
_ALWAYS_THERE = 28


def listed(crews: Sequence[Crew], speech: Speech, note: str | None = None) -> Block:
    """Return the list of rotations, each with a way to change and to remove it."""
    add = _button(speech("setup-rotations-add"), names.ADD_ROTATION, "new")
    lines = [block for place, one in enumerate(crews) for block in _line(place, one, speech)]
    return {
        "type": "modal",
        "title": plain(speech("setup-rotations"), 24),
        "close": plain(speech("setup-back"), 24),
        "blocks": [
            *([parts.section(note)] if note else []),
            parts.context(speech("setup-rotations-for")),
            *(lines or [parts.section(speech("setup-rotations-empty"))]),
            {"type": "actions", "block_id": "add", "elements": [add | {"style": "primary"}]},
        ],
    }


def removed(name: str, speech: Speech) -> str:
    """Return the sentence over the list that a rotation was removed."""
    return speech("setup-rotation-removed", name=_bold(name))


def kept(name: str, speech: Speech) -> str:
    """Return the sentence over the list that another rotation needs this one."""
    return speech("setup-rotation-kept", name=_bold(name))


def form(asked: RotationForm, speech: Speech, note: str | None = None) -> Block:
    """Return the form of a rotation, filled with its body; whoever sends it in sees a preview."""
    body = asked.body
    about = speech("setup-rotation-about-new") if asked.is_new else _about(body["name"], speech)
    fields = [one for one in ROTATION.fields if asked.is_new or one.key != "name"]
    blocks: list[Block] = [*([parts.section(note)] if note else []), parts.section(about)]
    for field in fields:
        if field.shape is Shape.ROTATION:
            menu = rotation_choice(body[field.key], asked.others, speech)
            blocks.append(labelled(field.key, speech(field.label), speech(field.hint), menu))
        else:
            blocks += inputs(field, body[field.key], speech)
    title = "setup-rotations-add" if asked.is_new else "setup-rotation-change-title"
    return {
        "type": "modal",
        "callback_id": names.ROTATION_FORM,
        "title": plain(speech(title), 24),
        "submit": plain(speech("setup-rotation-preview"), 24),
        "close": plain(speech("setup-back"), 24),
        "private_metadata": _remembered(asked, body),
        "blocks": blocks,
    }


def preview(seen: Preview, asked: RotationForm, speech: Speech) -> Block:
    """Return what a rotation would mean, in place of its form; nothing that was typed is lost."""
    crew = seen.crew
    back = _button(
        speech("setup-rotation-preview-back"),
        names.BACK_TO_ROTATION,
        "back",
        speech("setup-rotation-preview-back-says"),
    )
    return {
        "type": "modal",
        "callback_id": names.ROTATION_PREVIEW,
        "title": plain(speech("setup-rotation-preview-title"), 24),
        "submit": plain(speech("setup-save"), 24),
        "close": plain(speech("setup-rotation-preview-leave"), 24),
        "private_metadata": _remembered(asked, seen.body),
        "blocks": [
            parts.section(_described(crew, speech)),
            *_turns(seen, speech),
            *_people("setup-rotation-asks", crew.waiting, speech),
            *_people("setup-rotation-passes", crew.out, speech),
            *_gaps(seen.gaps, crew.plan, speech),
            parts.context(speech("setup-rotation-told")),
            {"type": "actions", "block_id": "back", "elements": [back]},
        ],
    }


def _remembered(asked: RotationForm, body: Any) -> str:  # noqa: ANN401  # JSON
    about = {
        "v": 1,
        "version": asked.version,
        "is_new": asked.is_new,
        "others": asked.others,
        "body": body,
    }
    # There is room for 3,000 characters.
    return json.dumps(about, ensure_ascii=False, separators=(",", ":"))


def _about(name: str, speech: Speech) -> str:
    return speech("setup-rotation-about", name=parts.short(name, 40))


# --- a rotation in words ---------------------------------------------------------------------


def _line(place: int, crew: Crew, speech: Speech) -> list[Block]:
    name = crew.plan.name
    remove = _button(
        speech("setup-rotation-remove"),
        names.REMOVE_ROTATION,
        name,
        speech("setup-rotation-remove-says", name=name),
    )
    change = _button(
        speech("setup-change"),
        names.CHANGE_ROTATION,
        name,
        speech("setup-rotation-change-says", name=name),
    )
    asks = parts.confirm(
        speech("setup-rotation-remove-title"),
        speech("setup-rotation-remove-question", name=name),
        speech("setup-rotation-remove-yes"),
        speech("setup-rotation-remove-no"),
    )
    buttons = [change, remove | {"style": "danger", "confirm": asks}]
    return [
        parts.section(_described(crew, speech)),
        {"type": "actions", "block_id": f"rotation:{place}", "elements": buttons},
    ]


def _described(crew: Crew, speech: Speech) -> str:
    """Return a rotation in a few lines: its name, when it hands off, and between whom."""
    plan = crew.plan
    hours = ", ".join(written(one) for one in plan.hours)
    lines = [
        _bold(plan.name),
        _cadence(plan, speech),
        speech("setup-rotation-only", hours=hours) if hours else speech("setup-rotation-always"),
        speech("setup-rotation-order", members=_named(plan.members, crew, speech)),
    ]
    if plan.falls_back_to:
        lines.append(speech("setup-rotation-behind", name=_bold(plan.falls_back_to)))
    if plan.user_group:
        lines.append(speech("setup-rotation-handle", group=f"<!subteam^{plan.user_group}>"))
    return "\n".join(lines)


def _cadence(plan: Plan, speech: Speech) -> str:
    starts = plan.starts
    facts: dict[str, str | int] = {
        "length": plan.length,
        "clock": format_time(starts.time(), "short", locale=speech.locale),
        "zone": plan.timezone,
    }
    match plan.every:
        case Unit.HOUR:
            return speech("setup-rotation-every-hour", **facts)
        case Unit.DAY:
            return speech("setup-rotation-every-day", **facts)
        case Unit.WEEK:
            weekday = get_day_names("wide", locale=speech.locale)[starts.weekday()]
            return speech("setup-rotation-every-week", weekday=weekday, **facts)
        case Unit.MONTH if starts.day <= _ALWAYS_THERE:
            return speech("setup-rotation-every-month", day=starts.day, **facts)
        case Unit.MONTH:
            return speech("setup-rotation-every-month-end", day=starts.day, **facts)


def _named(members: Sequence[UserId], crew: Crew, speech: Speech) -> str:
    named = [_member(user, crew, speech) for user in members[:_MOST_NAMED]]
    rest = len(members) - len(named)
    said = ", ".join(named)
    return speech("setup-and-more", people=said, count=rest) if rest else said


def _member(user: UserId, crew: Crew, speech: Speech) -> str:
    who = mention(user)
    if user in crew.outsiders:
        return speech("setup-rotation-outside", who=who)
    if user in crew.out:
        return speech("setup-rotation-out", who=who)
    return speech("setup-rotation-waiting", who=who) if user in crew.waiting else who


# --- what it would mean ----------------------------------------------------------------------


def _turns(seen: Preview, speech: Speech) -> list[Block]:
    """Return the turns to come before and after, side by side where there is room."""
    before, after = (
        "\n".join([speech(title), *_shifts(shifts, seen.crew.plan, speech)])
        for title, shifts in (
            ("setup-rotation-before", seen.before),
            ("setup-rotation-after", seen.after),
        )
    )
    both: list[Block] = [{"type": "section", "fields": [parts.mrkdwn(before), parts.mrkdwn(after)]}]
    same = [parts.section(speech("setup-rotation-same"))] if seen.before == seen.after else []
    return both + same


def _shifts(shifts: Sequence[Shift], plan: Plan, speech: Speech) -> list[str]:
    if not shifts:
        return [speech("setup-rotation-nobody-on-call")]
    return [
        speech(
            "setup-rotation-turn",
            starts=speech.moment(one.starts_at, plan.zone),
            who=mention(one.person),
        )
        for one in shifts
    ]


def _people(name: str, people: Sequence[UserId], speech: Speech) -> list[Block]:
    if not people:
        return []
    named = [mention(user) for user in people[:_MOST_NAMED]]
    rest = len(people) - len(named)
    said = speech.listed(named)
    if rest:
        said = speech("setup-and-more", people=", ".join(named), count=rest)
    return [parts.section(speech(name, people=said))]


def _gaps(gaps: Sequence[Segment], plan: Plan, speech: Speech) -> list[Block]:
    if not gaps:
        return []
    lines = [
        speech(
            "setup-rotation-gap",
            starts=speech.moment(one.starts_at, plan.zone),
            ends=speech.moment(one.ends_at, plan.zone),
        )
        for one in gaps[:_MOST_GAPS]
    ]
    rest = len(gaps) - len(lines)
    more = [speech("setup-rotation-gaps-more", count=rest)] if rest else []
    said = speech("setup-rotation-gaps", count=len(gaps))
    return [parts.section("\n".join([said, *lines, *more]))]


def _bold(name: str) -> str:
    return f"*{parts.short(name, 40)}*"


def _button(label: str, action_id: str, value: str, says: str | None = None) -> Block:
    return {
        "type": "button",
        "text": plain(label, parts.BUTTON),
        "action_id": action_id,
        "value": value,
        "accessibility_label": cut(says or label, parts.BUTTON),
    }

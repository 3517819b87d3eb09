"""The forms of the rota, for those who do not type dates into commands."""

import json
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.cadence import Weekday, shown
from bot.domain.duty import Preference
from bot.domain.rotation import Shift
from bot.services.stand_in import Swappable
from bot.slack import names
from bot.slack.render import parts
from bot.slack.render.parts import Block, Message, plain
from bot.slack.speech import Speech

FIRST, FIRST_TIME, LAST, LAST_TIME = "first", "first_time", "last", "last_time"
REASON, DAY, START, END = "reason", "day", "start", "end"
MINE, THEIRS, BACKUP, DAYS = "mine", "theirs", "backup", "days"
LONGEST_REASON = 300
# Slack takes 100 options in a menu; more than these are not looked through.
_MOST_OPTIONS = 60


def off(now: datetime, zone: ZoneInfo, speech: Speech) -> Block:
    """Return the form to file time off in; without clocks it is whole days."""
    today = shown(now, zone).date().isoformat()
    calendar: Block = {"type": "datepicker", "initial_date": today}
    hint = speech("oncall-form-first-time-hint")
    reason: Block = {"type": "plain_text_input", "max_length": LONGEST_REASON}
    blocks = [
        _input(FIRST, speech("oncall-form-first"), calendar),
        _input(FIRST_TIME, speech("oncall-form-first-time"), _clock(), optional=True, hint=hint),
        _input(LAST, speech("oncall-form-last"), calendar),
        _input(LAST_TIME, speech("oncall-form-last-time"), _clock(), optional=True, hint=hint),
        _input(
            REASON,
            speech("oncall-form-reason"),
            reason,
            optional=True,
            hint=speech("oncall-form-reason-hint"),
        ),
        _clocks(zone, speech),
    ]
    title, submit = speech("oncall-form-off"), speech("oncall-form-off-submit")
    return _modal(names.OFF_FORM, title, submit, blocks, speech)


def cover(now: datetime, zone: ZoneInfo, speech: Speech) -> Block:
    """Return the form to ask for cover in; without clocks it is the whole shift of that day."""
    today = shown(now, zone).date().isoformat()
    calendar: Block = {"type": "datepicker", "initial_date": today}
    hint = speech("oncall-form-whole")
    blocks = [
        _input(DAY, speech("oncall-form-day"), calendar),
        _input(START, speech("oncall-form-first-time"), _clock(), optional=True),
        _input(END, speech("oncall-form-last-time"), _clock(), optional=True, hint=hint),
        _clocks(zone, speech),
    ]
    title, submit = speech("oncall-form-cover"), speech("oncall-form-cover-submit")
    return _modal(names.COVER_FORM, title, submit, blocks, speech)


def swap(value: Swappable, speech: Speech) -> Block:
    """Return the form to choose two shifts in; a sentence where there are none to choose."""
    title = speech("oncall-form-swap")
    if not value.mine or not value.theirs:
        return window(title, [parts.section(speech("oncall-form-no-shift"))], speech)
    mine = [
        parts.option(
            speech("oncall-form-shift-mine", rotation=name, when=_starts(one, value, speech)),
            _day(one, value),
        )
        for name, one in value.mine
    ]
    theirs = [
        parts.option(
            speech(
                "oncall-form-shift-theirs",
                person=value.names.get(one.person, one.person),
                when=_starts(one, value, speech),
            ),
            f"{one.person} {_day(one, value)}",
        )
        for _, one in value.theirs
    ]
    blocks = [
        _input(MINE, speech("oncall-form-mine"), _menu(mine, speech)),
        _input(THEIRS, speech("oncall-form-theirs"), _menu(theirs, speech)),
    ]
    return _modal(names.SWAP_FORM, title, speech("oncall-form-swap-submit"), blocks, speech)


def _starts(shift: Shift, value: Swappable, speech: Speech) -> str:
    return speech.spoken_moment(shift.starts_at, value.zone)


def _day(shift: Shift, value: Swappable) -> str:
    return shown(shift.starts_at, value.zone).date().isoformat()


def _menu(options: Sequence[Block], speech: Speech) -> Block:
    """Return a menu; of two shifts that begin on the same day, the first stands for both."""
    once = {one["value"]: one for one in reversed(options)}
    kept = list(reversed(once.values()))[:_MOST_OPTIONS]
    return {
        "type": "static_select",
        "placeholder": plain(speech("oncall-form-choose"), 150),
        "options": kept,
    }


def prefer(value: Preference, speech: Speech) -> Block:
    """Return the form for what somebody would rather not do, as it is now."""
    backup = parts.option(speech("oncall-form-backup-option"), BACKUP)
    days = {one: parts.option(speech("oncall-weekday", day=int(one)), str(one)) for one in Weekday}
    unwanted = [days[one] for one in sorted(value.unwanted)]
    blocks = [
        _input(
            BACKUP,
            speech("oncall-form-backup"),
            _boxes([backup], [backup] if value.is_backup_only else []),
            optional=True,
        ),
        _input(
            DAYS,
            speech("oncall-form-days"),
            _boxes(list(days.values()), unwanted),
            optional=True,
            hint=speech("oncall-form-prefer-hint"),
        ),
    ]
    title = speech("oncall-form-prefer")
    return _modal(names.PREFER_FORM, title, speech("form-save"), blocks, speech)


def done(said: Message, speech: Speech) -> Block:
    """Return what takes the place of a form that was sent in."""
    return window(speech("outcome-done").rstrip("."), said.blocks, speech)


def window(title: str, blocks: list[Block], speech: Speech) -> Block:
    """Return a window that is there to be read."""
    return {
        "type": "modal",
        "title": plain(title, 24),
        "close": plain(speech("form-close"), 24),
        "blocks": blocks,
    }


# --- pieces ----------------------------------------------------------------------------------


def _clock() -> Block:
    return {"type": "timepicker"}


def _boxes(options: list[Block], chosen: list[Block]) -> Block:
    block: Block = {"type": "checkboxes", "options": options}
    return block | ({"initial_options": chosen} if chosen else {})


def _clocks(zone: ZoneInfo, speech: Speech) -> Block:
    return parts.context(speech("oncall-form-clocks", zone=zone.key))


def _modal(callback_id: str, title: str, submit: str, blocks: list[Block], speech: Speech) -> Block:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, 24),
        "submit": plain(submit, 24),
        "close": plain(speech("form-cancel"), 24),
        "private_metadata": json.dumps({"v": 1}),
        "blocks": blocks,
    }


def _input(
    block_id: str, text: str, element: Block, *, optional: bool = False, hint: str | None = None
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(text, 200),
        "element": element | {"action_id": block_id},
        "optional": optional,
    }
    return block | ({"hint": plain(hint, 200)} if hint else {})

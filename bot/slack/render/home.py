"""The home: what somebody reads who opens the bot in Slack.

Private words never stand here, not even for who typed them: it is on the screen unasked.
"""

import json
from collections.abc import Sequence

from bot.domain.content import Desk, Home, OnCall, Page
from bot.domain.home import PAGE, HomeList
from bot.domain.ids import UserId, label
from bot.domain.incident import Incident, State
from bot.domain.privacy import Seen
from bot.services.settings import EVERYTHING
from bot.slack import names
from bot.slack.render import parts, verbs, words
from bot.slack.render.parts import Block, Message, plain
from bot.slack.speech import Speech
from bot.slack.text import cut

_LINE = 140
_NAME = 80
# What the buttons say that turn the pages: those of what one has filed go back in time.
_IN_TIME = ("home-newer", "home-newer-says"), ("home-older", "home-older-says")
_IN_ORDER = ("home-before", "home-before-says"), ("home-after", "home-after-says")
_TURNS = {
    HomeList.HELD: _IN_ORDER,
    HomeList.QUEUE: _IN_ORDER,
    HomeList.OPEN: _IN_TIME,
    HomeList.ENDED: _IN_TIME,
}


def home(value: Home, speech: Speech) -> Message:
    """Return a home: what its reader has filed, and for analysts and admins what is theirs."""
    counts = {name.value: page.total for name, page in value.own.items()}
    blocks = [
        _beginning(value, speech),
        _setup(value, speech),
        *_on_call(value, speech),
        *(_desk(value.desk, speech) if value.desk else []),
        *_own(value, speech),
        *_how(value, speech),
    ]
    return parts.message(speech("home-spoken", **counts), *blocks)


def view(value: Home, blocks: Sequence[Block]) -> Block:
    """Return the view to publish; it carries the pages that it shows."""
    lists = {**value.own, **(value.desk.lists if value.desk else {})}
    pages = {name: page.number for name, page in lists.items() if page.number}
    return {
        "type": "home",
        "private_metadata": json.dumps({"v": 1, "pages": pages}),
        "blocks": list(blocks),
    }


def _is_set_up(value: Home) -> bool:
    return value.settings.channels.requests is not None


def _beginning(value: Home, speech: Speech) -> Block:
    admins = value.settings.team.admins
    if not _is_set_up(value):
        said = speech("home-not-ready", admins=_people(admins, speech)) if admins else None
        return parts.section(said or speech("home-no-admin", setup=names.SETUP))
    new, says = speech("home-new"), speech("home-new-says")
    file = _button(new, names.NEW_REQUEST, "new", says) | {"style": "primary"}
    return parts.section(speech("home-greeting"), accessory=file)


def _setup(value: Home, speech: Speech) -> Block | None:
    """Return for an admin what is set up, and the way to change it."""
    settings = value.settings
    if value.reader not in settings.team.admins:
        return None
    channel = settings.channels.requests
    said = speech(
        "home-setup",
        requests=f"<#{channel}>" if channel else speech("setup-not-set"),
        count=len(settings.team_members),
    )
    opens, says = speech("setup-title"), speech("setup-open")
    return parts.section(said, accessory=_button(opens, names.OPEN_SETTINGS, EVERYTHING, says))


def _on_call(value: Home, speech: Speech) -> list[Block | None]:
    """Return who is on call, and for those who take turns when it is theirs."""
    if not value.on_call:
        return []
    lines = [_standing(one, value, speech) for one in value.on_call]
    shown = [_heading(speech("home-on-call")), parts.section("\n".join(lines))]
    if value.reader not in value.settings.takes_turns:
        return [*shown]
    return [*shown, parts.context(_next_shift(value, speech))]


def _standing(one: OnCall, value: Home, speech: Speech) -> str:
    """Return who is on call in a rotation, until when, and who is next."""
    key = _STANDINGS[one.person is not None, one.until is not None]
    said = speech(
        key,
        rotation=f"*{parts.short(one.rotation, _NAME)}*",
        person=words.person(one.person, speech),
        until=speech.moment(one.until, value.zone) if one.until else "",
    )
    if one.then is None:
        return said
    then = speech("home-on-call-then", person=parts.mention(one.then.person))
    return f"{said} \u00b7 {then}"


# By whether somebody is, and whether it is known until when.
_STANDINGS = {
    (True, True): "home-on-call-until",
    (True, False): "home-on-call-now",
    (False, True): "home-on-call-nobody-until",
    (False, False): "home-on-call-nobody",
}


def _next_shift(value: Home, speech: Speech) -> str:
    hint = speech("home-on-call-hint")
    if value.next_shift is None:
        return hint
    name, shift = value.next_shift
    rotation, when = parts.short(name, _NAME), words.shift(shift, value.zone, speech)
    return f"{speech('home-next-shift', rotation=rotation, shift=when)} \u00b7 {hint}"


def _desk(desk: Desk, speech: Speech) -> list[Block | None]:
    held, queue = desk.lists[HomeList.HELD], desk.lists[HomeList.QUEUE]
    open_, new, waiting = queue.total, desk.new, desk.waiting
    counts = speech("home-queue-counts", open=open_, new=new, waiting=waiting)
    in_queue = [block for seen in queue.lines for block in _queued(seen, speech)]
    in_hand = [_to_look_at(_worked_on(seen, speech), seen, speech) for seen in held.lines]
    return [
        _heading(speech("home-held")),
        *(in_hand or [parts.context(speech("home-held-none"))]),
        *_turning(HomeList.HELD, held, speech),
        _heading(speech("home-queue")),
        parts.context(counts if queue.total else speech("queue-quiet")),
        *in_queue,
        *_turning(HomeList.QUEUE, queue, speech),
    ]


def _own(value: Home, speech: Speech) -> list[Block | None]:
    open_, ended = value.own[HomeList.OPEN], value.own[HomeList.ENDED]
    shown = [
        *_filed(HomeList.OPEN, "home-open", open_, value, speech),
        *_filed(HomeList.ENDED, "home-ended", ended, value, speech),
    ]
    if shown or value.desk:
        return shown
    return [parts.context(speech("home-nothing-filed"))]


def _filed(
    which: HomeList, title: str, page: Page, value: Home, speech: Speech
) -> list[Block | None]:
    if not page.lines:
        return []
    lines = [_to_look_at(_news(seen, value, speech), seen, speech) for seen in page.lines]
    return [_heading(speech(title)), *lines, *_turning(which, page, speech)]


def _how(value: Home, speech: Speech) -> list[Block | None]:
    if not _is_set_up(value):
        return []
    return [
        {"type": "divider"},
        parts.context(speech("home-how-file", rapid=names.RAPID)),
        parts.context(speech("home-how-hear")),
    ]


# --- one incident ----------------------------------------------------------------------------


def _to_look_at(said: str, seen: Seen, speech: Speech) -> Block:
    details = verbs.button(names.DETAILS, seen.incident.number, speech)
    return parts.section(said, accessory=details)


def _queued(seen: Seen, speech: Speech) -> list[Block | None]:
    """Return one of the queue; a new one can be claimed on the spot."""
    number, version = seen.incident.number, seen.incident.version
    said = _worked_on(seen, speech)
    if seen.incident.state is not State.NEW:
        return [_to_look_at(said, seen, speech)]
    buttons = [
        verbs.button(names.CLAIM, number, speech, is_first=True),
        verbs.button(names.DETAILS, number, speech),
    ]
    return [parts.section(said), parts.actions(f"queue:{number}:{version}", buttons)]


def _worked_on(seen: Seen, speech: Speech) -> str:
    """Return an incident as analysts need it: by when, and what it is."""
    needed = words.needed_by(seen.incident, speech)
    by = f" \u00b7 {speech('queue-needed-by', day=needed)}" if needed else ""
    return f"{_head(seen.incident, speech)}{by}\n{_text(seen, speech)}"


def _news(seen: Seen, value: Home, speech: Speech) -> str:
    """Return an incident as its requester needs it: when it last moved, and what was said."""
    incident = seen.incident
    at = speech.moment(incident.changed_at, value.zone)
    head = f"{_head(incident, speech)} \u00b7 {speech('home-last-news', at=at)}"
    said = incident.question or (incident.ending.words if incident.ending else None)
    wrote = f"\n{speech('home-wrote', words=parts.short(said, _LINE))}" if said else ""
    return f"{head}\n{_text(seen, speech)}{wrote}"


def _head(incident: Incident, speech: Speech) -> str:
    return (
        f"{words.BADGE[incident.state]} *{label(incident.number)}* \u00b7 "
        f"{words.short_severity(incident.severity, speech)} \u00b7 "
        f"{words.standing(incident, speech)}"
    )


def _text(seen: Seen, speech: Speech) -> str:
    if seen.is_hidden:
        return f"_{speech('words-private')}_"
    return parts.short(seen.incident.text, _LINE)


# --- pages -----------------------------------------------------------------------------------


def _turning(which: HomeList, page: Page, speech: Speech) -> list[Block | None]:
    """Return which part of a list this is and the buttons to others; nothing if it is all."""
    if page.total <= PAGE:
        return []
    number, total = page.number, page.total
    first, last = number * PAGE + 1, min((number + 1) * PAGE, total)
    newer, older = _TURNS[which]
    buttons = []
    if number > 0:
        buttons.append(_turn(newer, names.NEWER, which, number - 1, speech))
    if last < total:
        buttons.append(_turn(older, names.OLDER, which, number + 1, speech))
    here = speech("home-page", first=first, last=last, total=total)
    return [parts.context(here), parts.actions(f"turn:{which}", buttons)]


def _turn(
    said: tuple[str, str], action_id: str, which: HomeList, page: int, speech: Speech
) -> Block:
    name, says = said
    about = speech(says, list=speech(_TITLES[which]))
    return _button(speech(name), action_id, f"{which} {page}", about)


_TITLES = {
    HomeList.HELD: "home-held",
    HomeList.QUEUE: "home-queue",
    HomeList.OPEN: "home-open",
    HomeList.ENDED: "home-ended",
}


def _heading(text: str) -> Block:
    return {"type": "header", "text": plain(text, 150)}


def _people(users: Sequence[UserId], speech: Speech) -> str:
    return speech.listed([parts.mention(user) for user in users[:5]])


def _button(text: str, action_id: str, value: str, says: str) -> Block:
    return {
        "type": "button",
        "text": plain(text, parts.BUTTON),
        "action_id": action_id,
        "value": value,
        "accessibility_label": cut(says, parts.BUTTON),
    }

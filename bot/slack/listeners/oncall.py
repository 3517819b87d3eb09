"""The command about the rota, the buttons of its answers, and its forms."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.cadence import Span
from bot.domain.content import Outcome
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, UserId
from bot.services import Services
from bot.services.rota import Reading
from bot.slack import forms, names, rota_forms, rota_orders
from bot.slack.listeners.buttons import open_form
from bot.slack.render import duty, oncall, oncall_forms
from bot.slack.render.parts import Block, Message
from bot.slack.rota_orders import Misread, Order, Verb, Wish
from bot.slack.speech import Speech
from bot.slack.text import decode


def register(app: App) -> None:
    """Listen to the command, the buttons and the forms."""
    app.command(names.ONCALL)(on_oncall)
    app.action(names.DO)(on_do)
    app.action(names.NEVER_MIND)(on_never_mind)
    app.action(names.TAKE_BACK)(on_take_back)
    for action_id, verb in _OPENING.items():
        app.action(action_id)(_opening(verb))
    for callback_id, use_case in _SENT.items():
        app.view(callback_id)(_sending(use_case))


# --- the command -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Who asks for what; the same command has the same key."""

    services: Services
    front: Front
    user: UserId
    order: Order
    key: str
    public_url: str | None
    speech: Speech

    @property
    def reading(self) -> Reading:
        return self.services.rota.reading(self.front, self.user)

    @property
    def rotation(self) -> str | None:
        """The rotation that is named, None for the first."""
        return rota_orders.rotation_in(self.order.words, self.reading.rotations)


def on_oncall(
    ack: Ack,
    command: dict[str, Any],
    context: dict[str, Any],
    services: Services,
    front: Front,
    client: WebClient,
    speech: Speech,
) -> None:
    """Show who is on call, or what a change would mean; some verbs alone open a form."""
    typed = command.get("text") or ""
    asked = _Asked(
        services=services,
        front=front,
        user=UserId(command["user_id"]),
        order=rota_orders.order(typed),
        key=f"command:{command['trigger_id']}",
        public_url=context.get("public_url"),
        speech=speech,
    )
    if not asked.order.rest and asked.order.verb in _VIEWS:
        open_form(client, command, _view(asked.order.verb, services, front, asked.user, speech))
        ack()
        return
    try:
        said = _ANSWERS[asked.order.verb](asked)
    except Misread as unclear:
        said = oncall.misread(unclear.name, decode(typed), speech)
    ack(response_type="ephemeral", text=said.text, blocks=said.blocks)


def _now(asked: _Asked) -> Message:
    board = asked.services.rota.board(asked.front, asked.user)
    return oncall.board(board, asked.key, asked.speech)


def _at(asked: _Asked) -> Message:
    reading = asked.reading
    at = rota_orders.moment_of(asked.order.words, reading.now, reading.zone)
    found = asked.services.rota.at(asked.front, at, asked.user)
    return oncall.at(found, at, reading.zone, asked.speech)


def _week(asked: _Asked) -> Message:
    return oncall.shifts(asked.services.rota.week(asked.front, asked.user), asked.speech)


def _next(asked: _Asked) -> Message:
    count = rota_orders.count_of(asked.order.rest)
    found = asked.services.rota.upcoming(asked.front, asked.user, count)
    return oncall.shifts(found, asked.speech)


def _join(asked: _Asked) -> Message:
    ahead = asked.services.rota.join_ahead(asked.front, asked.user, asked.rotation)
    wish = Wish(verb=Verb.JOIN, key=asked.key, rotation=ahead.rotation)
    return oncall.would_join(ahead, wish, asked.speech)


def _leave(asked: _Asked) -> Message:
    ahead = asked.services.rota.leave_ahead(asked.front, asked.user, asked.rotation)
    later, at_once = (
        Wish(verb=Verb.LEAVE, key=asked.key, rotation=ahead.rotation, at_once=one)
        for one in (False, True)
    )
    return oncall.would_leave(ahead, later if ahead.until else at_once, at_once, asked.speech)


def _prefer(asked: _Asked) -> Message:
    preference = rota_orders.preference_of(asked.order.words, asked.user)
    asked.services.rota.prefer(asked.front, preference)
    return oncall.kept_preference(preference, asked.speech)


def _off(asked: _Asked) -> Message:
    reading = asked.reading
    read = rota_orders.span_of(asked.order.words, reading.now, reading.zone)
    ahead = asked.services.stand_ins.off_ahead(asked.front, asked.user, read.span)
    reason = rota_orders.reason_in(read.rest)
    wish = Wish(verb=Verb.OFF, key=asked.key, span=read.span, reason=reason)
    return oncall.would_be_off(ahead, wish, asked.speech)


def _cover(asked: _Asked) -> Message:
    reading = asked.reading
    span = rota_orders.span_of(asked.order.words, reading.now, reading.zone).span
    ahead = asked.services.stand_ins.cover_ahead(asked.front, asked.user, span)
    wish = Wish(verb=Verb.COVER, key=asked.key, span=span)
    return oncall.would_ask(ahead, wish, asked.speech)


def _swap(asked: _Asked) -> Message:
    reading = asked.reading
    swap = rota_orders.swap_of(asked.order.rest, reading.now, reading.zone)
    found = asked.services.stand_ins.find_swap(
        asked.front, asked.user, swap.mine, swap.other, swap.theirs
    )
    wish = Wish(verb=Verb.SWAP, key=asked.key, swap=swap)
    return oncall.would_swap(found, wish, asked.speech)


def _take(asked: _Asked) -> Message:
    reading = asked.reading
    span, rotation = rota_orders.take_of(
        asked.order.words, reading.rotations, reading.now, reading.zone
    )
    ahead = asked.services.stand_ins.take_ahead(asked.front, asked.user, span, rotation)
    wish = Wish(verb=Verb.TAKE, key=asked.key, span=ahead.span, rotation=ahead.rotation)
    return oncall.would_take(ahead, wish, asked.user, asked.speech)


def _handoff(asked: _Asked) -> Message:
    if not asked.reading.may_take_turns:
        raise Refusal(Reason.NOT_IN_TEAM, owner=asked.user)
    note = asked.services.handoffs.draft(asked.front, asked.user, asked.rotation)
    return duty.note(note, asked.speech)


def _mine(asked: _Asked) -> Message:
    found = asked.services.stand_ins.mine(asked.front, asked.user)
    return oncall.mine(found, asked.user, asked.speech)


def _fair(asked: _Asked) -> Message:
    found = asked.services.rota.fairness(asked.front, asked.user)
    return oncall.fairness(found, asked.speech, may_see=asked.reading.may_take_turns)


def _calendar(asked: _Asked) -> Message:
    words = frozenset(asked.order.words.lower().split())
    if words - {"team", "off"}:
        raise Misread("oncall-unclear-calendar")
    desk, is_team = asked.services.calendars, "team" in words
    if "off" in words:
        was_there = desk.revoke(asked.front, asked.user, team=is_team)
        return oncall.calendar_off(asked.speech, was_there=was_there)
    if asked.public_url is None:
        return oncall.no_calendars(asked.speech)
    token = desk.make(asked.front, asked.user, team=is_team)
    url = f"{asked.public_url.rstrip('/')}/oncall/{token}.ics"
    return oncall.calendar(url, asked.speech, is_team=is_team)


_ANSWERS: dict[Verb, Callable[[_Asked], Message]] = {
    Verb.NOW: _now,
    Verb.AT: _at,
    Verb.WEEK: _week,
    Verb.NEXT: _next,
    Verb.JOIN: _join,
    Verb.LEAVE: _leave,
    Verb.PREFER: _prefer,
    Verb.OFF: _off,
    Verb.COVER: _cover,
    Verb.SWAP: _swap,
    Verb.TAKE: _take,
    Verb.HANDOFF: _handoff,
    Verb.MINE: _mine,
    Verb.FAIR: _fair,
    Verb.CALENDAR: _calendar,
    Verb.HELP: lambda asked: oncall.usage(asked.speech),
    Verb.UNKNOWN: lambda asked: oncall.usage(asked.speech, asked.order.words),
}


# --- buttons ---------------------------------------------------------------------------------

_OPENING = {
    names.OPEN_OFF: Verb.OFF,
    names.OPEN_COVER: Verb.COVER,
    names.OPEN_SWAP: Verb.SWAP,
    names.OPEN_PREFER: Verb.PREFER,
}
_VIEWS = frozenset(_OPENING.values())


def _view(verb: Verb, services: Services, front: Front, user: UserId, speech: Speech) -> Block:
    """Return the form that a verb opens; only those who take turns may have it."""
    reading = services.rota.reading(front, user)
    if not reading.may_take_turns:
        raise Refusal(Reason.NOT_IN_TEAM, owner=user)
    if verb is Verb.SWAP:
        return oncall_forms.swap(services.stand_ins.swappable(front, user), speech)
    if verb is Verb.PREFER:
        return oncall_forms.prefer(services.stand_ins.mine(front, user).preference, speech)
    form = oncall_forms.off if verb is Verb.OFF else oncall_forms.cover
    return form(reading.now, reading.zone, speech)


def _opening(verb: Verb) -> Callable[..., None]:
    def on_button(
        ack: Ack,
        body: dict[str, Any],
        services: Services,
        front: Front,
        client: WebClient,
        speech: Speech,
    ) -> None:
        user = UserId(body["user"]["id"])
        open_form(client, body, _view(verb, services, front, user, speech))
        ack()

    return on_button


def on_do(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], services: Services, front: Front
) -> None:
    """Do what was confirmed; what came of it takes the place of the question."""
    user, wish = UserId(body["user"]["id"]), rota_orders.wish_in(action["value"])
    came_of_it = _DOES[wish.verb](services, front, user, wish)
    services.rota.tell_outcome(front, user, body["response_url"], wish.key, *came_of_it)
    ack()


def on_never_mind(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], services: Services, front: Front
) -> None:
    """Change nothing, and say so in place of the question."""
    user = UserId(body["user"]["id"])
    key = f"no:{action['value']}"
    services.rota.tell_outcome(front, user, body["response_url"], key, "never_mind")
    ack()


def on_take_back(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], services: Services, front: Front
) -> None:
    """Take back what somebody has arranged."""
    user = UserId(body["user"]["id"])
    what, number = rota_orders.arranged_in(action["value"])
    _TAKES_BACK[what](services, front, user, number)
    key = f"back:{user}:{action['value']}:{action.get('action_ts')}"
    services.rota.tell_outcome(front, user, body["response_url"], key, "taken_back")
    ack()


# The name of the sentence that says what came of it, the rotation and the time.
_CameOfIt = tuple[str, str, Span | None]


def _do_off(services: Services, front: Front, user: UserId, wish: Wish) -> _CameOfIt:
    services.stand_ins.off(front, user, _span(wish), wish.reason, wish.key)
    return "off", "", wish.span


def _do_cover(services: Services, front: Front, user: UserId, wish: Wish) -> _CameOfIt:
    services.stand_ins.ask_cover(front, user, _span(wish), wish.key)
    return "cover", "", wish.span


def _do_swap(services: Services, front: Front, user: UserId, wish: Wish) -> _CameOfIt:
    swap = wish.swap
    if swap is None:
        raise Refusal(Reason.GONE)
    services.stand_ins.propose_swap(front, user, swap.mine, swap.other, swap.theirs, wish.key)
    return "swap", "", None


def _do_take(services: Services, front: Front, user: UserId, wish: Wish) -> _CameOfIt:
    shift = services.stand_ins.take(front, user, wish.span, wish.key, wish.rotation)
    return "take", wish.rotation or "", wish.span or Span(shift.starts_at, shift.ends_at)


def _do_join(services: Services, front: Front, user: UserId, wish: Wish) -> _CameOfIt:
    services.rota.join(front, user, wish.rotation)
    return "join", wish.rotation or "", None


def _do_leave(services: Services, front: Front, user: UserId, wish: Wish) -> _CameOfIt:
    services.rota.leave(front, user, wish.rotation, at_once=wish.at_once)
    return "leave" if wish.at_once else "leave_later", wish.rotation or "", None


def _span(wish: Wish) -> Span:
    if wish.span is None:
        raise Refusal(Reason.GONE)
    return wish.span


_Does = Callable[[Services, Front, UserId, Wish], _CameOfIt]

_DOES: dict[Verb, _Does] = {
    Verb.OFF: _do_off,
    Verb.COVER: _do_cover,
    Verb.SWAP: _do_swap,
    Verb.TAKE: _do_take,
    Verb.JOIN: _do_join,
    Verb.LEAVE: _do_leave,
}
_TakesBack = Callable[[Services, Front, UserId, int], None]

_TAKES_BACK: dict[str, _TakesBack] = {
    "off": lambda services, front, user, number: services.stand_ins.back(front, user, number),
    "cover": lambda services, front, user, number: services.stand_ins.withdraw_cover(
        front, number, user
    ),
    "swap": lambda services, front, user, number: services.stand_ins.refuse_swap(
        front, number, user
    ),
    "override": lambda services, front, user, number: services.stand_ins.give_back(
        front, user, number
    ),
}


# --- forms -----------------------------------------------------------------------------------

_Sent = Callable[[Services, Front, UserId, dict[str, Any], Speech], Message]


def _sending(use_case: _Sent) -> Callable[..., None]:
    def on_form(
        ack: Ack,
        body: dict[str, Any],
        view: dict[str, Any],
        services: Services,
        front: Front,
        speech: Speech,
    ) -> None:
        said = use_case(services, front, UserId(body["user"]["id"]), view, speech)
        ack(response_action="update", view=oncall_forms.done(said, speech))

    return on_form


def _send_off(
    services: Services, front: Front, user: UserId, view: dict[str, Any], speech: Speech
) -> Message:
    form = forms.read(rota_forms.OffForm, view)
    span = form.span(services.rota.zone(front, user))
    filed = services.stand_ins.off(front, user, span, form.reason, f"form:{view['id']}")
    return oncall.filed_off(filed, speech)


def _send_cover(
    services: Services, front: Front, user: UserId, view: dict[str, Any], speech: Speech
) -> Message:
    form, zone = forms.read(rota_forms.CoverForm, view), services.rota.zone(front, user)
    span = form.span(zone) or services.stand_ins.shift_on(front, user, form.day)
    services.stand_ins.ask_cover(front, user, span, f"form:{view['id']}")
    return oncall.outcome(Outcome(name="cover", span=span, zone=zone), speech)


def _send_swap(
    services: Services, front: Front, user: UserId, view: dict[str, Any], speech: Speech
) -> Message:
    swap = forms.read(rota_forms.SwapForm, view).swap
    key = f"form:{view['id']}"
    asked = services.stand_ins.propose_swap(front, user, swap.mine, swap.other, swap.theirs, key)
    return oncall.outcome(Outcome(name="swap", zone=asked.zone), speech)


def _send_preference(
    services: Services, front: Front, user: UserId, view: dict[str, Any], speech: Speech
) -> Message:
    preference = forms.read(rota_forms.PreferForm, view).preference(user)
    services.rota.prefer(front, preference)
    return oncall.kept_preference(preference, speech)


_SENT: dict[str, _Sent] = {
    names.OFF_FORM: _send_off,
    names.COVER_FORM: _send_cover,
    names.SWAP_FORM: _send_swap,
    names.PREFER_FORM: _send_preference,
}

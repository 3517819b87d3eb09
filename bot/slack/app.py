"""Put the Bolt app together: who may come in, what listens, and the one place errors are caught."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk import WebClient

from bot.domain.errors import Reason, Refusal
from bot.domain.ids import ChannelId, Front, UserId
from bot.services import Services
from bot.slack import diary
from bot.slack.forms import BadField
from bot.slack.gate import Draining, Gate, admitting
from bot.slack.listeners import (
    buttons,
    channels,
    commands,
    duty,
    home,
    modals,
    oncall,
    people,
    reactions,
    rotations,
    setup,
    shortcuts,
)
from bot.slack.render import help as help_texts
from bot.slack.render import modals as fields
from bot.slack.render import refusal as refusals
from bot.slack.render.parts import Message, section
from bot.slack.speech import Speech, speech_in
from bot.slack.text import decode, escape

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who we are in the workspace, as `auth.test` said."""

    front: Front
    team_name: str
    url: str
    bot_user_id: UserId
    bot_id: str
    token: str


def build(
    services: Services, identity: Identity, client: WebClient, public_url: str | None = None
) -> tuple[App, Gate]:
    """Return the app with every listener, and the gate that a graceful stop closes.

    `public_url` is where our own pages can be reached from outside, if they can.

    A listener commits before Slack hears "ok"; if it raises, an event comes again.
    """
    gate = Gate(identity.front.workspace_id)
    app = App(
        # Without it Bolt gives each of its loggers the root's level, whatever theirs was set to.
        logger=logging.getLogger("slack_bolt"),
        client=client,
        authorize=_authorizing(identity),
        process_before_response=True,
        before_authorize=admitting(gate),
        raise_error_for_unhandled_request=True,
        request_verification_enabled=False,
    )
    app.use(_introducing(services, identity, public_url))
    app.use(_finding_words(services, identity.front))
    app.error(_Edge(services, identity.front).caught)
    for surface in _SURFACES:
        surface.register(app)
    return app, gate


_SURFACES = (
    commands,
    shortcuts,
    reactions,
    buttons,
    modals,
    home,
    setup,
    channels,
    people,
    duty,
    oncall,
    rotations,
)


def dispatching(app: App, gate: Gate) -> Callable[[BoltRequest], BoltResponse]:
    """Return what answers a delivery, counted in and out of the gate."""

    def dispatch(request: BoltRequest) -> BoltResponse:
        with diary.line(request):
            try:
                gate.enter()
            except Draining:
                diary.note(request.context, diary.DRAINING)
                return BoltResponse(status=503, body="")
            try:
                return app.dispatch(request)
            finally:
                gate.leave()

    return dispatch


def _authorizing(identity: Identity) -> Callable[..., AuthorizeResult]:
    result = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.front.workspace_id,
        bot_token=identity.token,
        bot_id=identity.bot_id,
        bot_user_id=identity.bot_user_id,
    )

    def authorize() -> AuthorizeResult:
        return result

    return authorize


def _introducing(
    services: Services, identity: Identity, public_url: str | None
) -> Callable[..., None]:
    def introduce(context: dict[str, Any], next: Callable[[], None]) -> None:  # noqa: A002
        context["services"] = services
        context["front"] = identity.front
        context["workspace_url"] = identity.url
        context["public_url"] = public_url.rstrip("/") if public_url else None
        next()

    return introduce


def _finding_words(services: Services, front: Front) -> Callable[..., None]:
    """Put the person's `speech` into the context of a delivery that they wait for an answer to."""

    def find_words(
        body: dict[str, Any],
        context: dict[str, Any],
        next: Callable[[], None],  # noqa: A002
    ) -> None:
        user = context.get("user_id")
        if user and "event" not in body:
            context["speech"] = speech_in(services.people.locale(front, UserId(user)))
        next()

    return find_words


class _Edge:
    """Where what a listener raises ends: a sentence for a person, a traceback for the log."""

    def __init__(self, services: Services, front: Front) -> None:
        self._services = services
        self._front = front

    def caught(
        self, error: Exception, body: dict[str, Any], context: dict[str, Any]
    ) -> BoltResponse | None:
        """Answer for a listener that raised; None leaves an event unacknowledged.

        In English if it is the database that cannot say who reads what.
        """
        speech = context.get("speech") or speech_in(None)
        if isinstance(error, BoltUnhandledRequestError):
            diary.note(context, diary.UNHEARD)
            return BoltResponse(status=200, body="")
        if isinstance(error, Refusal | BadField):
            diary.note(context, diary.outcome_of(error))
            return self._refused(error, body, speech)
        return self._failed(error, body, context, speech)

    def _refused(
        self, error: Refusal | BadField, body: dict[str, Any], speech: Speech
    ) -> BoltResponse:
        if "command" in body and isinstance(error, Refusal):
            return _whispered(refusals.spoken(refusals.of(error, speech)))
        if "view" in body and body.get("type") == "view_submission":
            if isinstance(error, BadField):
                return _under_field(error.block_id, speech(error.name, **error.facts))
            return _in_form(body, _field_of(error, body), refusals.without_markup(error, speech))
        if isinstance(error, Refusal) and body.get("type") in _WAITED_FOR:
            self._leave_refusal(error, body)
        return BoltResponse(status=200, body="")

    def _leave_refusal(self, refusal: Refusal, body: dict[str, Any]) -> None:
        user = body["user"]["id"]
        channel = (body.get("channel") or {}).get("id") or user
        self._services.outbox.refuse(
            self._front,
            channel=ChannelId(channel),
            user=UserId(user),
            refusal=refusal,
            source_key=f"{user}:{_press(body)}",
        )

    def _failed(
        self, error: Exception, body: dict[str, Any], context: dict[str, Any], speech: Speech
    ) -> BoltResponse | None:
        reference = uuid.uuid4().hex[:8]
        diary.note(context, diary.failed(reference))
        log.error("%s failed (reference %s)", _kind(body), reference, exc_info=error)
        if "command" in body:
            typed = decode(body.get("text") or "")
            return _whispered(help_texts.not_filed(typed, reference, speech))
        if body.get("type") == "view_submission":
            return _in_form(body, _first_field(body), help_texts.broken(reference, speech))
        if body.get("type") in _WAITED_FOR:
            _apologise(context, help_texts.broken(reference, speech))
            return BoltResponse(status=200, body="")
        return None


# Deliveries whose answer a person waits for, but not in the acknowledgement.
_WAITED_FOR = frozenset({"block_actions", "shortcut", "message_action"})


def _press(body: dict[str, Any]) -> str:
    """Return what tells one press from the next."""
    if actions := body.get("actions"):
        return f"{actions[0]['action_id']}:{actions[0].get('action_ts')}"
    return f"{body.get('callback_id')}:{body.get('action_ts')}"


def _field_of(refusal: Refusal, body: dict[str, Any]) -> str | None:
    """Return the field that a refusal is about, or the first; None if there are none."""
    field = _FIELDS.get(refusal.reason)
    blocks = body["view"]["blocks"]
    has_it = any(block.get("block_id") == field for block in blocks)
    return field if field and has_it else _first_field(body)


_FIELDS = {Reason.DAY_IS_OVER: fields.DAY}


def _apologise(context: dict[str, Any], said: str) -> None:
    """Tell the person over the network after all: there is no database to leave a notice in."""
    try:
        context["respond"](text=said, response_type="ephemeral", replace_original=False)
    except Exception:  # the log has the error itself; this was only the courtesy
        log.warning("The person could not be told either", exc_info=True)


def _whispered(message: Message) -> BoltResponse:
    content = {"response_type": "ephemeral", "text": message.text, "blocks": message.blocks}
    return BoltResponse(status=200, body=content)


def _under_field(field: str, said: str) -> BoltResponse:
    return BoltResponse(status=200, body={"response_action": "errors", "errors": {field: said}})


def _first_field(body: dict[str, Any]) -> str | None:
    blocks = body["view"]["blocks"]
    fields = (str(block["block_id"]) for block in blocks if block["type"] == "input")
    return next(fields, None)


def _in_form(body: dict[str, Any], field: str | None, said: str) -> BoltResponse:
    """Say it under a field; in the place of a form that has none."""
    if field:
        return _under_field(field, said)
    view = {"type": "modal", "title": body["view"]["title"], "blocks": [section(escape(said))]}
    return BoltResponse(status=200, body={"response_action": "update", "view": view})


def _kind(body: dict[str, Any]) -> str:
    """Return what a delivery is, for a log: never what somebody typed."""
    if "command" in body:
        return f"command {body['command']}"
    if "event" in body:
        return f"event {body['event'].get('type')} {body.get('event_id')}"
    actions = body.get("actions") or [{}]
    return f"{body.get('type')} {actions[0].get('action_id', '')}".strip()

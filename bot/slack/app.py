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

from bot.domain.errors import Refusal
from bot.domain.ids import ChannelId, Front, UserId
from bot.services import Services
from bot.slack.forms import BadField
from bot.slack.gate import Draining, Gate, admitting
from bot.slack.listeners import buttons, channels, commands, modals, reactions
from bot.slack.render import help as help_texts
from bot.slack.render import refusal as refusals
from bot.slack.render.parts import Message
from bot.slack.text import decode

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


def build(services: Services, identity: Identity, client: WebClient) -> tuple[App, Gate]:
    """Return the app with every listener, and the gate that a graceful stop closes.

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
    app.use(_introducing(services, identity))
    app.error(_Edge(services, identity.front).caught)
    for surface in (commands, reactions, buttons, modals, channels):
        surface.register(app)
    return app, gate


def dispatching(app: App, gate: Gate) -> Callable[[BoltRequest], BoltResponse]:
    """Return what answers a delivery, counted in and out of the gate."""

    def dispatch(request: BoltRequest) -> BoltResponse:
        try:
            gate.enter()
        except Draining:
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


def _introducing(services: Services, identity: Identity) -> Callable[..., None]:
    def introduce(context: dict[str, Any], next: Callable[[], None]) -> None:  # noqa: A002
        context["services"] = services
        context["front"] = identity.front
        context["workspace_url"] = identity.url
        next()

    return introduce


class _Edge:
    """Where what a listener raises ends: a sentence for a person, a traceback for the log."""

    def __init__(self, services: Services, front: Front) -> None:
        self._services = services
        self._front = front

    def caught(
        self, error: Exception, body: dict[str, Any], context: dict[str, Any]
    ) -> BoltResponse | None:
        """Answer for a listener that raised; None leaves an event unacknowledged."""
        if isinstance(error, BoltUnhandledRequestError):
            log.info("Nothing listens to %s", _kind(body))
            return BoltResponse(status=200, body="")
        if isinstance(error, Refusal | BadField):
            return self._refused(error, body)
        return self._failed(error, body, context)

    def _refused(self, error: Refusal | BadField, body: dict[str, Any]) -> BoltResponse:
        said = refusals.of(error) if isinstance(error, Refusal) else str(error)
        if "command" in body:
            return _whispered(refusals.spoken(said))
        if "view" in body and body.get("type") == "view_submission":
            if isinstance(error, BadField):
                return _under_field(error.block_id, said)
            return _under_field(_first_field(body), refusals.without_markup(error))
        if isinstance(error, Refusal) and body.get("type") == "block_actions":
            self._leave_refusal(error, body)
        return BoltResponse(status=200, body="")

    def _leave_refusal(self, refusal: Refusal, body: dict[str, Any]) -> None:
        user, action = body["user"]["id"], body["actions"][0]
        channel = (body.get("channel") or {}).get("id") or user
        self._services.outbox.refuse(
            self._front,
            channel=ChannelId(channel),
            user=UserId(user),
            refusal=refusal,
            source_key=f"{user}:{action['action_id']}:{action.get('action_ts')}",
        )

    def _failed(
        self, error: Exception, body: dict[str, Any], context: dict[str, Any]
    ) -> BoltResponse | None:
        reference = uuid.uuid4().hex[:8]
        log.error("%s failed (reference %s)", _kind(body), reference, exc_info=error)
        if "command" in body:
            return _whispered(help_texts.not_filed(decode(body.get("text") or ""), reference))
        if body.get("type") == "view_submission":
            return _under_field(_first_field(body), help_texts.broken(reference))
        if body.get("type") == "block_actions":
            _apologise(context, help_texts.broken(reference))
            return BoltResponse(status=200, body="")
        return None


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


def _first_field(body: dict[str, Any]) -> str:
    blocks = body["view"]["blocks"]
    return next(str(block["block_id"]) for block in blocks if block["type"] == "input")


def _kind(body: dict[str, Any]) -> str:
    """Return what a delivery is, for a log: never what somebody typed."""
    if "command" in body:
        return f"command {body['command']}"
    if "event" in body:
        return f"event {body['event'].get('type')} {body.get('event_id')}"
    actions = body.get("actions") or [{}]
    return f"{body.get('type')} {actions[0].get('action_id', '')}".strip()

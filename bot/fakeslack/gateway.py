"""The door of the Web API: who calls, may they, and what comes back."""

import json
import time
from dataclasses import dataclass
from urllib.parse import parse_qsl

from bot.fakeslack.api import ApiCall, Method, refuse_missing_scope
from bot.fakeslack.errors import Json, SlackError
from bot.fakeslack.faults import Fault, Way
from bot.fakeslack.installation import Installation, Token
from bot.fakeslack.methods import METHODS
from bot.fakeslack.world import Call, World

UNAVAILABLE = "<!DOCTYPE html><html><body><h1>Service Unavailable</h1></body></html>"


@dataclass(slots=True)
class Answer:
    """What goes back over HTTP. `html` stands in for the JSON body when it is not None."""

    body: Json
    status: int = 200
    headers: dict[str, str] | None = None
    html: str | None = None
    # Real seconds to hold the answer back, and whether to hang up instead of sending it.
    seconds: float = 0.0
    drops: bool = False


def answer(world: World, name: str, args: Json, token: str) -> Answer:
    """Do what the method does, or refuse as Slack does; either way the call is recorded."""
    began = time.perf_counter()
    app = _owner(world, token)
    reply = _answer(world, name, args, token, app)
    if reply.html is None:
        reply.headers = scope_headers(world, token) | (reply.headers or {})
    error = None if reply.body.get("ok") else str(reply.body.get("error", ""))
    shown = {key: value for key, value in args.items() if key != "token"}
    world.record(
        Call(
            name,
            shown,
            error is None,
            error,
            world.now(),
            reply.status,
            app.app_id if app else None,
            time.perf_counter() - began + reply.seconds,
        )
    )
    return reply


def _answer(world: World, name: str, args: Json, token: str, app: Installation | None) -> Answer:
    if world.faults.is_down:
        return Answer({"error": "service_unavailable"}, status=503, html=UNAVAILABLE)
    fault = world.faults.take(name)
    if fault is not None and fault.way is Way.ANSWER:
        return _faulty(fault)
    reply = _real_answer(world, name, args, token, app)
    if fault is not None:
        reply.seconds = fault.seconds
        reply.drops = fault.way in (Way.DROP, Way.HANG)
    return reply


def _faulty(fault: Fault) -> Answer:
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    page = UNAVAILABLE if fault.html else None
    return Answer({"ok": False, "error": fault.error}, fault.status, headers, page)


def _real_answer(
    world: World, name: str, args: Json, token: str, app: Installation | None
) -> Answer:
    try:
        app = _admitted(app, token)
        method = _method(name, token)
        seconds = _too_often(world, app, name, method, args)
        if seconds is not None:
            return _rate_limited(seconds)
        _refuse_missing_scopes(app, method)
        # One call at a time, as if the workspace were one database; nothing in a method waits.
        with world.workspace.lock:
            body = method.do(ApiCall(world, app, args))
    except SlackError as refusal:
        return Answer(refusal.as_json())
    return Answer({"ok": True, **body})


def _owner(world: World, token: str) -> Installation | None:
    return next((app for app in world.apps if app.kind_of(token) is not None), None)


def _admitted(app: Installation | None, token: str) -> Installation:
    if not token:
        raise SlackError("not_authed")
    if app is None:
        raise SlackError("invalid_auth")
    if (error := app.error_of(token)) is not None:
        raise SlackError(error)
    return app


def _refuse_missing_scopes(app: Installation, method: Method) -> None:
    if method.app_scope and method.app_scope not in app.app_scopes:
        provided = ",".join(app.app_scopes)
        raise SlackError("missing_scope", needed=method.app_scope, provided=provided)
    refuse_missing_scope(app, *method.scopes)


def _method(name: str, token: str) -> Method:
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method", req_method=name)
    if not token.startswith(method.token):
        raise SlackError("not_allowed_token_type")
    return method


def _too_often(
    world: World, app: Installation, name: str, method: Method, args: Json
) -> int | None:
    channel = str(args.get("channel", "")) if method.per_channel else None
    return world.rates.refuse(app.app_id, name, method.tier, channel)


def _rate_limited(seconds: int) -> Answer:
    body = {"ok": False, "error": "ratelimited"}
    return Answer(body, status=429, headers={"Retry-After": str(seconds)})


def scope_headers(world: World, token: str) -> dict[str, str]:
    """The scopes of the token; a token that nobody has gets none."""
    app = _owner(world, token)
    kind = app.kind_of(token) if app is not None else None
    if app is None or kind is Token.CONFIG:
        return {}
    scopes = app.app_scopes if kind is Token.APP else app.scopes
    return {"x-oauth-scopes": ",".join(scopes)}


def arguments(content_type: str, body: str, query: str) -> Json:
    """The arguments, from a form, from JSON or from the address. Raises `invalid_json`."""
    args: Json = dict(parse_qsl(query, keep_blank_values=True))
    if "json" not in content_type:
        return args | dict(parse_qsl(body, keep_blank_values=True))
    try:
        found = json_object(body)
    except ValueError:
        raise SlackError("invalid_json") from None
    return args | found


def json_object(body: str) -> Json:
    """The JSON object in the body, empty for an empty body. Raises ValueError for anything else."""
    found = json.loads(body or "{}")
    if not isinstance(found, dict):
        raise ValueError("a JSON object is wanted")  # noqa: TRY004  (one error for bad bodies)
    return found

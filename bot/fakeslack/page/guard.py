"""Who may come in: this machine's own browser at this address, and no page of somebody else's.

Everything the fake knows is for whoever sits at this machine. A page on the web could reach it
through their browser, by a name that it points to 127.0.0.1 (DNS rebinding) or by a form it sends.
"""

import json
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.fakeslack.world import World

_PROTECTIVE = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; "
        "connect-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_NAMES = {"127.0.0.1", "localhost"}
_OF_SLACK = ("/api/", "/commands/", "/link")


class Guard:
    """Refuses strangers, and puts the headers that protect the page on its answers."""

    def __init__(self, app: ASGIApp, world: World) -> None:
        self._app = app
        port = urlsplit(world.url).port
        hosts = {f"{name}:{port}" for name in _NAMES}
        self._origins = {f"http://{host}" for host in hosts}
        # Slack's own Socket Mode client leaves the port out.
        self._hosts = {"http": hosts, "websocket": hosts | _NAMES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            if self._refusal(scope) is not None:
                await receive()
                await send({"type": "websocket.close"})
                return
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope) or _not_json(scope)
        answering = _protected(send) if _is_page(scope) else send
        if refusal is None:
            await self._app(scope, receive, answering)
            return
        status, sentence = refusal
        body = json.dumps({"ok": False, "error": sentence})
        await Response(body, status, media_type="application/json")(scope, receive, answering)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts[scope["type"]]:
            return 403, "This address is for 127.0.0.1 and localhost only."
        if any(origin not in self._origins for origin in headers.getlist("origin")):
            return 403, "Only this page itself may ask for that."
        return None


def _is_page(scope: Scope) -> bool:
    return not str(scope["path"]).startswith(_OF_SLACK)


def _not_json(scope: Scope) -> tuple[int, str] | None:
    """A form of another page can be sent with any type but JSON's."""
    if scope["method"] != "POST" or not _is_page(scope):
        return None
    given, _, _ = Headers(scope=scope).get("content-type", "").partition(";")
    if given.strip().lower() == "application/json":
        return None
    return 415, "What is sent here must be JSON."


def _protected(send: Send) -> Send:
    async def send_protected(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message.get("headers", ())))
            for name, value in _PROTECTIVE.items():
                headers[name] = value
            message["headers"] = headers.raw
        await send(message)

    return send_protected

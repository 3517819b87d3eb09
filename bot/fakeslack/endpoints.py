"""The routes: the Web API, response URLs, Socket Mode, and whatever is served beside them."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC
from email.utils import format_datetime

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.fakeslack import gateway, responses
from bot.fakeslack.errors import SlackError
from bot.fakeslack.installation import Installation
from bot.fakeslack.links import disconnect_frame, hello_frame
from bot.fakeslack.page.guard import Guard
from bot.fakeslack.protocols import CONNECTION, LinkConnection
from bot.fakeslack.world import World


def application(world: World, beside: Sequence[BaseRoute] = ()) -> Starlette:
    """The fake as an ASGI application, with these routes beside those of Slack."""
    endpoints = Endpoints(world)
    return Starlette(
        routes=[
            Route("/api/{method}", endpoints.api, methods=["GET", "POST"]),
            Route("/commands/{path:path}", endpoints.respond, methods=["POST"]),
            WebSocketRoute("/link", endpoints.link),
            WebSocketRoute("/link/", endpoints.link),
            *beside,
        ],
        middleware=[Middleware(Dated, world=world), Middleware(Guard, world=world)],
    )


class Dated:
    """Tells what time it is at Slack in the `Date` header of every answer."""

    def __init__(self, app: ASGIApp, world: World) -> None:
        self._app = app
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                now = format_datetime(self._world.server_time().astimezone(UTC), usegmt=True)
                message["headers"] = [*message["headers"], (b"date", now.encode())]
            await send(message)

        await self._app(scope, receive, send_dated)


class Endpoints:
    """What each route does, for one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def api(self, request: Request) -> Response:
        body = (await request.body()).decode("utf-8", "replace")
        try:
            args = gateway.arguments(
                request.headers.get("content-type", ""), body, request.url.query
            )
        except SlackError as refusal:
            headers = gateway.scope_headers(self._world, _bearer(request))
            return JSONResponse(refusal.as_json(), headers=headers)
        token = _bearer(request) or str(args.get("token", ""))
        reply = gateway.answer(self._world, request.path_params["method"], args, token)
        if reply.seconds:
            await asyncio.sleep(reply.seconds)
        return NoAnswer() if reply.drops else _as_http(reply)

    async def respond(self, request: Request) -> Response:
        body = (await request.body()).decode("utf-8", "replace")
        status, text = responses.respond(self._world, request.path_params["path"], body)
        return PlainTextResponse(text, status)

    async def link(self, websocket: WebSocket) -> None:
        """One Socket Mode connection, from its ticket to its end."""
        app = self._world.tickets.redeem(websocket.query_params.get("ticket", ""))
        if app is None or self._world.faults.is_down:
            await websocket.close()
            return
        await websocket.accept()
        with suppress(WebSocketDisconnect):  # however it ended, it has ended
            await self._listen(websocket, app)

    async def _listen(self, websocket: WebSocket, app: Installation) -> None:
        connection: LinkConnection = websocket.scope["state"][CONNECTION]
        link = self._world.switchboard.open(app, connection)
        if link is None:
            connection.say(disconnect_frame("too_many_websockets"))
            connection.hang_up()
            return
        debug = websocket.query_params.get("debug_reconnects") == "true"
        connection.say(hello_frame(app, self._world.switchboard.count(app), debug=debug))
        try:
            while True:
                self._world.courier.heard(await websocket.receive_text())
        finally:
            self._world.switchboard.close(link)


class NoAnswer(Response):
    """Closes the connection where an answer would be."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"][CONNECTION].drop()
        while (await receive())["type"] != "http.disconnect":
            pass


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _as_http(reply: gateway.Answer) -> Response:
    if reply.html is not None:
        return HTMLResponse(reply.html, reply.status, reply.headers)
    return JSONResponse(reply.body, reply.status, reply.headers)

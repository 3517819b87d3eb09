"""The page's routes: its files, what it reads, what it does, what it hears."""

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.fakeslack.errors import Json
from bot.fakeslack.page import shown
from bot.fakeslack.page.acts import Hands
from bot.fakeslack.page.controls import Page
from bot.fakeslack.page.live import EventStream
from bot.fakeslack.page.refused import PageError
from bot.fakeslack.page.shown import Sight

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
BODY_LIMIT = 256_000  # bytes
PAGE_LIMIT = 200  # messages
EVERY_METHOD = ("GET", "POST", "PUT", "PATCH", "DELETE")
NUMBER = re.compile("[0-9]{1,18}")

_LOG = logging.getLogger(__name__)
Endpoint = Callable[[Request], Awaitable[Response]]


def routes(page: Page) -> list[BaseRoute]:
    """All routes of the page of one fake."""
    asked = _Asked(page)

    def reads(path: str, do: Callable[[Json], Json]) -> Route:
        return Route(f"/page/api/{path}", _endpoint(page, do, _query), methods=["GET"])

    def does(path: str, do: Callable[[Json], Json]) -> Route:
        return Route(f"/page/api/{path}", _endpoint(page, do, _body), methods=["POST"])

    return [
        Route("/", _index),
        reads("people", asked.people),
        reads("state", asked.state),
        reads("messages", asked.messages),
        reads("thread", asked.thread),
        reads("inspect", asked.inspect),
        Route("/page/api/events", _events(page)),
        does("act", asked.act),
        does("clock", asked.clock),
        does("faults", asked.faults),
        does("tour", asked.tour),
        Route("/page/api/{rest:path}", _endpoint(page, _nothing, _query), methods=EVERY_METHOD),
        Route("/page/{name:path}", _file),
    ]


class _Asked:
    """What each address answers, given its arguments. These wait, and so have threads."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def people(self, _args: Json) -> Json:
        return shown.people(self._page)

    def state(self, args: Json) -> Json:
        return self._sight(args).state()

    def messages(self, args: Json) -> Json:
        limit = min(max(_number(args, "limit", 100), 1), PAGE_LIMIT)
        return self._sight(args).messages(_word(args, "channel"), args.get("before"), limit)

    def thread(self, args: Json) -> Json:
        return self._sight(args).thread(_word(args, "channel"), _word(args, "ts"))

    def inspect(self, args: Json) -> Json:
        return self._page.inspected(_number(args, "after", 0))

    def act(self, args: Json) -> Json:
        return Hands(self._sight(args)).does(args)

    def clock(self, args: Json) -> Json:
        return self._page.move_clock(_word(args, "to"))

    def faults(self, args: Json) -> Json:
        return self._page.misbehave(_word(args, "fault"))

    def tour(self, args: Json) -> Json:
        if args.get("dismissed") is not True:
            raise PageError("A tour can only be dismissed.")
        return self._page.dismiss_tour()

    def _sight(self, args: Json) -> Sight:
        return Sight(self._page, _word(args, "as"))


def _nothing(_args: Json) -> Json:
    raise PageError("There is nothing at this address.", 404)


# JSON in, JSON out


def _endpoint(
    page: Page, do: Callable[[Json], Json], read: Callable[[Request], Awaitable[Json]]
) -> Endpoint:
    """Do it in a thread, and answer with what it gives, or with the sentence of its refusal."""

    async def endpoint(request: Request) -> Response:
        try:
            args = await read(request)
            loop = asyncio.get_running_loop()
            return _json(await loop.run_in_executor(page.threads, do, args))
        except PageError as refusal:
            return _refusal(refusal)
        except Exception:  # noqa: BLE001  (a bug, told as such, and the page goes on)
            _LOG.exception("the page could not be answered")
            return _refusal(PageError("Something broke here. Whoever runs this can see what.", 500))

    return endpoint


def _json(about: Json, status: int = 200) -> Response:
    return Response(json.dumps(about), status, media_type="application/json")


def _refusal(refusal: PageError) -> Response:
    return _json({"ok": False, "error": str(refusal)}, refusal.status)


async def _query(request: Request) -> Json:
    return dict(request.query_params)


async def _body(request: Request) -> Json:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise PageError("That is too much at once.", 413)
    try:
        found = json.loads(body)
        json.dumps(found, ensure_ascii=False).encode()  # half a character cannot be stored
    except (ValueError, RecursionError):
        raise PageError("What was sent is not JSON.") from None
    if not isinstance(found, dict):
        raise PageError("What is sent here must be a JSON object.")
    return found


def _word(args: Json, key: str) -> str:
    value = args.get(key)
    if not isinstance(value, str) or not value:
        raise PageError(f"“{key}” is missing.")
    return value


def _number(args: Json, key: str, default: int) -> int:
    value = str(args.get(key, default))
    if not NUMBER.fullmatch(value):
        raise PageError(f"“{key}” must be a number.")
    return int(value)


# The event stream


def _events(page: Page) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        args = dict(request.query_params)
        try:
            sight = Sight(page, _word(args, "as"))
            # A browser that comes back says how far it got, in a header that beats the address.
            if last := request.headers.get("last-event-id"):
                args["after"] = last
            after = _number(args, "after", page.news.n)
        except PageError as refusal:
            return _refusal(refusal)
        return EventStream(page.news, sight.told, after)

    return endpoint


# Files


async def _index(_request: Request) -> Response:
    return _file_named("index.html")


async def _file(request: Request) -> Response:
    return _file_named(request.path_params["name"])


def _file_named(name: str) -> Response:
    """A file of the page's own folder, and of no other."""
    try:
        file = (STATIC / name).resolve()
        is_there = file.is_relative_to(STATIC.resolve()) and file.is_file()
    except ValueError:  # a name that no file can have
        return _refusal(PageError("There is no such file.", 404))
    if not is_there or file.suffix not in TYPES:
        return _refusal(PageError("There is no such file.", 404))
    return Response(file.read_bytes(), media_type=TYPES[file.suffix])

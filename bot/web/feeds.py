"""Calendars to subscribe to, behind addresses that nobody can guess."""

import hashlib
import re
from collections.abc import Callable
from datetime import UTC
from email.utils import format_datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.domain.calendar import Feed
from bot.web import ical

_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")
_NOT_MODIFIED, _NOT_FOUND = 304, 404


def route(read: Callable[[str], Feed | None]) -> Route:
    """Return the route that shows the calendar of a token; `read` gives it, or None.

    An address that was never one and one that was revoked are answered alike.
    """

    # Starlette calls what is not async in a thread of a pool, so this may ask the database.
    def calendar(request: Request) -> Response:
        token = request.path_params["token"]
        feed = read(token) if _TOKEN.fullmatch(token) else None
        if feed is None:
            return PlainTextResponse("There is no such calendar.\n", status_code=_NOT_FOUND)
        return _answer(feed, request.headers.get("if-none-match", ""))

    return Route("/oncall/{token}.ics", calendar, methods=["GET"])


def _answer(feed: Feed, known: str) -> Response:
    content = ical.written(feed.events, feed.names, title=feed.title)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, max-age=300"}
    if _names(known, tag):
        return Response(status_code=_NOT_MODIFIED, headers=headers)
    headers["Last-Modified"] = format_datetime(feed.made_at.astimezone(UTC), usegmt=True)
    return Response(content, headers=headers, media_type="text/calendar; charset=utf-8")


def _names(known: str, tag: str) -> bool:
    """Whether a list of tags has this one; a proxy that compresses calls it weak."""
    return any(one.strip().removeprefix("W/") in {tag, "*"} for one in known.split(","))

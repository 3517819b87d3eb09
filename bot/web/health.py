"""Is the process alive, and is it of any use: for whoever restarts it when it is not."""

import threading
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route

_UNAVAILABLE = 503


def app(why_not_ready: Callable[[], str | None], *routes: BaseRoute) -> Starlette:
    """Return the routes: `/healthz` answers while the process lives, `/readyz` if it can work.

    `why_not_ready` gives a reason in words, or None. Readiness looks at the connection and never
    at how long ago Slack sent something: a quiet workspace is no illness. Whatever else is served
    comes in `routes`.
    """

    def healthz(_: Request) -> PlainTextResponse:
        return PlainTextResponse("alive\n")

    def readyz(_: Request) -> PlainTextResponse:
        reason = why_not_ready()
        if reason is None:
            return PlainTextResponse("ready\n")
        return PlainTextResponse(f"not ready: {reason}\n", status_code=_UNAVAILABLE)

    return Starlette(routes=[Route("/healthz", healthz), Route("/readyz", readyz), *routes])


class Server:
    """Serves the routes in the background, on every address of the machine."""

    def __init__(self, routes: Starlette, port: int) -> None:
        """Serve nothing yet."""
        config = uvicorn.Config(
            routes,
            host="0.0.0.0",  # noqa: S104  # a container is probed from outside
            port=port,
            # Its lines go the way of all others, which leaves out what must not be read.
            log_config=None,
            log_level="warning",
            # Whoever reads the address of a calendar can read the calendar.
            access_log=False,
            lifespan="off",
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name="web", daemon=True)

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the answers that are being given, and stop."""
        self._server.should_exit = True
        self._thread.join(timeout=5)

"""Socket Mode: one connection to Slack that is renewed when told to, cut, or gone quiet.

Bolt's adapter over `websocket-client`, with three things changed that were measured to matter:
a missing pong ends the connection (as shipped, a half-open one is never noticed), only one thread
opens connections (as shipped, a start and a refresh may open two), and the pause before a fresh
connection is read is short.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import websocket
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode.internals import build_headers, send_response
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.websocket_client import SocketModeClient

log = logging.getLogger(__name__)

PING_EVERY_SECONDS = 3
PONG_WITHIN_SECONDS = 2
_CONNECT_WITHIN_SECONDS = 10.0
_PAUSE_SECONDS = 0.02
_LONGEST_BACK_OFF_SECONDS = 30.0
_DELIVERIES_AT_ONCE = 16


class SteadyClient(SocketModeClient):
    """A Socket Mode client in which the thread that reads a connection also replaces it."""

    def __init__(self, app_token: str, web_client: WebClient) -> None:
        """Connect to nothing yet."""
        super().__init__(
            app_token=app_token,
            web_client=web_client,
            logger=logging.getLogger("hydrant.socket"),
            ping_interval=PING_EVERY_SECONDS,
            concurrency=_DELIVERIES_AT_ONCE,
        )
        self.current_session_runner.interval_seconds = _PAUSE_SECONDS
        self.message_listeners.append(_on_hello)
        self._closing = threading.Event()

    def is_connected(self) -> bool:
        """Whether a connection is up: nothing is said about how long ago Slack used it."""
        session = self.current_session
        return bool(session and session.sock and session.sock.connected)

    def connect(self) -> None:
        """Make a fresh connection the current one and close the one before.

        The connection is opened by the thread that reads it, a moment later.
        """
        before = self.current_session
        if self.wss_uri is None:
            self.wss_uri = self.issue_new_wss_url()
        self.current_session = websocket.WebSocketApp(
            self.wss_uri,
            on_message=lambda _, message: self.enqueue_message(message),
            on_error=lambda _, error: log.info("Connection ended: %s", error),
        )
        if before is not None:
            before.close()

    def wait_until_connected(self) -> bool:
        """Return whether a connection is up within ten seconds."""
        deadline = time.monotonic() + _CONNECT_WITHIN_SECONDS
        while not self.is_connected() and time.monotonic() < deadline:
            time.sleep(0.005)
        return self.is_connected()

    def close(self) -> None:
        """Hang up. The threads of the client end."""
        self._closing.set()
        super().close()

    def _run_current_session(self) -> None:
        session = self.current_session
        if session is None or self._closing.is_set():
            return
        session.run_forever(ping_interval=PING_EVERY_SECONDS, ping_timeout=PONG_WITHIN_SECONDS)
        if session is self.current_session and not self._closing.is_set():
            log.info("The connection to Slack is gone; opening another")
            self._renew()

    def _monitor_current_session(self) -> None:
        """Do nothing: the thread that reads the connection knows best when it is gone."""

    def _renew(self) -> None:
        """Get a new address and connect to it, however long Slack is away."""
        wait = 0.1
        while not self._closing.is_set():
            try:
                self.wss_uri = self.issue_new_wss_url()
                self.connect()
            except Exception as error:  # noqa: BLE001  # whatever it is, giving up would be worse
                log.warning("Slack gives no connection (%s); trying again in %.1f s", error, wait)
                self._closing.wait(wait)
                wait = min(wait * 2, _LONGEST_BACK_OFF_SECONDS)
            else:
                return


class Socket(SocketModeHandler):
    """The adapter: envelopes in, acknowledgements out, through our gate."""

    client: SteadyClient

    def __init__(
        self,
        app: App,
        dispatch: Callable[[BoltRequest], BoltResponse],
        app_token: str,
        web_client: WebClient,
    ) -> None:
        """Connect to nothing yet."""
        self.app = app
        self.app_token = app_token
        self._dispatch = dispatch
        self.client = SteadyClient(app_token, web_client)
        self.client.socket_mode_request_listeners.append(self.handle)

    def start(self) -> None:
        """Open the one connection and return when it is up.

        Raises what Slack's `apps.connections.open` raises, and `ConnectionError` if there is an
        address but no connection.
        """
        self.client.connect()
        if not self.client.wait_until_connected():
            raise ConnectionError("Slack gave an address, but no connection to it came up.")

    def handle(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        """Answer one envelope; without an "ok" nothing is sent, and Slack sends events again."""
        request = BoltRequest(mode="socket_mode", body=req.payload, headers=build_headers(req))
        send_response(client, req, self._dispatch(request), time.monotonic())

    def close(self) -> None:
        """Hang up, last of all: acknowledgements have been sent by now."""
        try:
            self.client.close()
        except Exception:  # a close that meets a refresh must not keep us from stopping
            log.warning("Hanging up met a connection that was just being replaced", exc_info=True)


def _on_hello(_: object, message: dict[str, Any], __: str | None) -> None:
    if message.get("type") != "hello":
        return
    count = message.get("num_connections", 1)
    log.info("Connected to Slack; %s connections share this app token", count)
    if count > 1:
        log.warning(
            "%s processes are connected with this app token. Each delivery goes to one of them: "
            "if one is somebody's laptop, it takes requests away from this one.",
            count,
        )

"""Socket Mode: one connection to Slack that is renewed when told to, cut, or gone quiet.

Bolt's adapter over `websocket-client`, with the things changed that were measured to matter:
a missing pong ends the connection (as shipped, a half-open one is never noticed), only one thread
opens connections (as shipped, a start and a refresh may open two), the pause before a fresh
connection is read is short, and an acknowledgement that meets a refresh waits for its end.
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

from bot.slack.introduction import patiently

log = logging.getLogger(__name__)

PING_EVERY_SECONDS = 3
PONG_WITHIN_SECONDS = 2
_CONNECT_WITHIN_SECONDS = 10.0
_PAUSE_SECONDS = 0.02
_LONGEST_BACK_OFF_SECONDS = 30.0
_DELIVERIES_AT_ONCE = 16


_APP_TOKEN = (
    "Slack does not accept SLACK_APP_TOKEN ({code}). Make one on your app's page, under Basic "
    "Information, with the scope connections:write, turn Socket Mode on, and start again."
)


class SteadyClient(SocketModeClient):
    """A Socket Mode client in which the thread that reads a connection also replaces it."""

    def __init__(self, app_token: str, web_client: WebClient) -> None:
        """Connect to nothing yet."""
        # The thread that reads is started by the constructor, and waits for something to read.
        self._has_session = threading.Event()
        self._closing = threading.Event()
        super().__init__(
            app_token=app_token,
            web_client=web_client,
            logger=logging.getLogger("hydrant.socket"),
            ping_interval=PING_EVERY_SECONDS,
            concurrency=_DELIVERIES_AT_ONCE,
        )
        self.current_session_runner.interval_seconds = _PAUSE_SECONDS
        self.message_listeners.append(_on_hello)

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
            on_open=self._drop_if_replaced,
            on_message=lambda _, message: self.enqueue_message(message),
            on_error=lambda _, error: log.info("Connection ended: %s", error),
        )
        self._has_session.set()
        if before is not None:
            before.close()

    def issue_new_wss_url(self) -> str:
        """Return a new address, or raise what Slack or the network says; who asks may wait."""
        url: str = self.web_client.apps_connections_open(app_token=self.app_token)["url"]
        return url

    def send_message(self, message: str) -> None:
        """Send it, when a connection that is just being replaced is up again."""
        self.wait_until_connected()
        super().send_message(message)

    def wait_until_connected(self) -> bool:
        """Return whether a connection is up within ten seconds; at once when hanging up."""
        deadline = time.monotonic() + _CONNECT_WITHIN_SECONDS
        while not (self.is_connected() or self._closing.is_set() or time.monotonic() > deadline):
            time.sleep(0.005)
        return self.is_connected()

    def close(self) -> None:
        """Hang up when what is in hand has been acknowledged. The threads of the client end."""
        self.closed = True
        self.enqueue_message("")  # the thread that waits for messages looks whether we are closed
        self.message_processor.shutdown()
        self.message_workers.shutdown()
        self._closing.set()
        self._has_session.set()
        super().close()

    def _drop_if_replaced(self, session: websocket.WebSocketApp) -> None:
        """Close a connection that came up after its successor had been made."""
        if session is not self.current_session:
            session.close()

    def _run_current_session(self) -> None:
        self._has_session.wait()
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
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Connect to nothing yet; `wait` sleeps that many seconds while Slack is away."""
        self.app = app
        self.app_token = app_token
        self._dispatch = dispatch
        self._wait = wait
        self.client = SteadyClient(app_token, web_client)
        self.client.socket_mode_request_listeners.append(self.handle)

    def start(self) -> None:
        """Open the one connection and return when it is up; wait as long as Slack is away.

        Raises `SlackRefusesUs` if Slack does not accept the token, and `ConnectionError` if there
        is an address but no connection.
        """
        address = self.client.issue_new_wss_url
        self.client.wss_uri = patiently(address, self._wait, _APP_TOKEN)
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

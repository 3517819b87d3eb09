"""Socket Mode: one connection to Slack that is renewed when told to, cut, or gone quiet.

Bolt's adapter over `websocket-client`, with the changes that were measured to matter. As shipped, a
half-open connection is never noticed, a start and a refresh may open two, and a refresh closes the
old connection before the new one is up: what Slack sends meanwhile is lost. Here each connection
is read by a thread of its own, one thread opens them, and the old one is read until Slack ends it.
"""

import json
import logging
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
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
_LOOK_EVERY_SECONDS = 0.5
_A_MOMENT_SECONDS = 0.005
_FIRST_BACK_OFF_SECONDS = 0.1
_LONGEST_BACK_OFF_SECONDS = 30.0
_DELIVERIES_AT_ONCE = 16
_NORMAL_END = b"\x03\xe8"  # the WebSocket status 1000

_REFUSED = (
    "Slack does not accept SLACK_APP_TOKEN ({code}). Make one on your app's page, under Basic "
    "Information, with the scope connections:write, turn Socket Mode on, and start again."
)


class SteadyClient(SocketModeClient):
    """A Socket Mode client that is never without a connection for longer than Slack makes it.

    Of the library's three threads one opens connections when one is wanted, one hands on what
    was read, and one notices when no pong comes.
    """

    def __init__(self, app_token: str, web_client: WebClient) -> None:
        """Connect to nothing yet."""
        # The library's constructor starts the thread that opens connections.
        self._is_wanted = threading.Event()
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._is_opening = False
        self._pong_at = 0.0
        self._readers: dict[websocket.WebSocketApp, threading.Thread] = {}
        self._wires: dict[websocket.WebSocketApp, websocket.WebSocket] = {}
        super().__init__(
            app_token=app_token,
            web_client=web_client,
            logger=logging.getLogger("hydrant.socket"),
            ping_interval=PING_EVERY_SECONDS,
            concurrency=_DELIVERIES_AT_ONCE,
        )
        websocket.setdefaulttimeout(_CONNECT_WITHIN_SECONDS)
        self.current_session_runner.interval_seconds = 0.0
        self.current_app_monitor.interval_seconds = _LOOK_EVERY_SECONDS
        self.message_listeners.append(_on_hello)

    def is_connected(self) -> bool:
        """Whether a connection is up: nothing is said about how long ago Slack used it."""
        session = self.current_session
        return bool(session and session.sock and session.sock.connected)

    def connect(self) -> None:
        """Have the first connection opened, to the address in `wss_uri` if there is one."""
        self.current_app_monitor.start()
        self._want()

    def wait_until_connected(self) -> bool:
        """Return whether a connection is up within ten seconds; at once when hanging up."""
        deadline = time.monotonic() + _CONNECT_WITHIN_SECONDS
        while not (self.is_connected() or self._closing.is_set() or time.monotonic() > deadline):
            time.sleep(_A_MOMENT_SECONDS)
        return self.is_connected()

    def issue_new_wss_url(self) -> str:
        """Return a new address, or raise what Slack or the network says; who asks may wait."""
        url: str = self.web_client.apps_connections_open(app_token=self.app_token)["url"]
        return url

    def send_message(self, message: str) -> None:
        """Send it, when a connection that is just being replaced is up again."""
        self.wait_until_connected()
        super().send_message(message)

    def disconnect(self) -> None:
        """Hang up every connection."""
        for session, reader in list(self._readers.items()):
            _hang_up(session)
            reader.join()

    def close(self) -> None:
        """Hang up when what is in hand has been acknowledged. The threads of the client end."""
        self.closed = True
        self.enqueue_message("")  # the thread that waits for messages looks whether we are closed
        self.message_processor.shutdown()  # type: ignore[no-untyped-call]
        self.message_workers.shutdown()
        self._closing.set()
        self._is_wanted.set()
        for runner in (self.current_session_runner, self.current_app_monitor):
            runner.shutdown()  # type: ignore[no-untyped-call]
        self.disconnect()

    def _want(self) -> None:
        """Ask for a connection, unless one is being opened already."""
        with self._lock:
            if not self._is_opening:
                self._is_opening = True
                self._is_wanted.set()

    def _run_current_session(self) -> None:
        """Open a connection when one is wanted, however long Slack is away."""
        self._is_wanted.wait()
        self._is_wanted.clear()
        wait = _FIRST_BACK_OFF_SECONDS
        while not self._closing.is_set():
            try:
                address, self.wss_uri = self.wss_uri or self.issue_new_wss_url(), None
                self._open(address)
            except Exception as error:  # noqa: BLE001  # whatever it is, giving up would be worse
                log.warning("Slack gives no connection (%s); trying again in %.1f s", error, wait)
                self._closing.wait(wait)
                wait = min(wait * 2, _LONGEST_BACK_OFF_SECONDS)
            else:
                return

    def _open(self, address: str) -> None:
        """Return when a connection is up, read by its own thread; raise if there is none."""
        is_up = threading.Event()

        def on_open(session: websocket.WebSocketApp) -> None:
            self._came_up(session)
            is_up.set()

        session = websocket.WebSocketApp(
            address,
            on_open=on_open,
            on_message=self._heard,
            on_pong=self._heard_pong,
            on_error=lambda session, error: self._ended(session, str(error)),
        )
        reader = threading.Thread(target=self._read, args=(session,), daemon=True)
        self._readers[session] = reader
        reader.start()
        while not is_up.wait(timeout=_A_MOMENT_SECONDS):
            if not (reader.is_alive() or is_up.is_set()):
                raise ConnectionError("there was an address, but no connection to it")

    def _read(self, session: websocket.WebSocketApp) -> None:
        session.run_forever(ping_interval=PING_EVERY_SECONDS, ping_timeout=PONG_WITHIN_SECONDS)
        self._ended(session, "Slack has closed it")
        if wire := self._wires.pop(session, None):
            # The library forgets to when the other end was the first to close.
            wire.shutdown()  # type: ignore[no-untyped-call]
        self._readers.pop(session, None)

    def _came_up(self, session: websocket.WebSocketApp) -> None:
        if session.sock:
            self._wires[session] = session.sock
        with self._lock:
            self._pong_at = time.monotonic()
            self.current_session = session
            self._is_opening = False

    def _heard(self, session: websocket.WebSocketApp, message: str) -> None:
        """Hand it on, or do as Slack says: a connection with a successor may say it again."""
        if json.loads(message).get("type") != "disconnect":
            self.enqueue_message(message)
        elif session is self.current_session:
            log.info("Slack will end this connection; opening another")
            self._want()

    def _heard_pong(self, session: websocket.WebSocketApp, _: object) -> None:
        if session is self.current_session:
            self._pong_at = time.monotonic()
        else:
            _hang_up(session)  # it has a successor, and Slack has had time to end it

    def _ended(self, session: websocket.WebSocketApp, why: str) -> None:
        """Ask for another connection if it was the current one that has ended."""
        if session is self.current_session and not self._closing.is_set():
            self.current_session = None
            log.info("The connection to Slack is gone (%s); opening another", why)
            self._want()

    def _monitor_current_session(self) -> None:
        """Give up a connection on which no pong comes back: the other end is dead."""
        session = self.current_session
        silence = time.monotonic() - self._pong_at
        if session and silence > PING_EVERY_SECONDS + PONG_WITHIN_SECONDS:
            self._ended(session, "no pong came")
            _hang_up(session)


def _hang_up(session: websocket.WebSocketApp) -> None:
    """End a connection from any thread: the one that reads it wakes up and tidies."""
    session.keep_running = False
    wire = session.sock
    with suppress(OSError, websocket.WebSocketException):  # it may be ending by itself just now
        if wire and wire.sock:
            wire.send(_NORMAL_END, websocket.ABNF.OPCODE_CLOSE)
            wire.sock.shutdown(socket.SHUT_RDWR)


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
        self.client.wss_uri = patiently(address, self._wait, _REFUSED)
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

"""A bare Socket Mode app: what it gets is kept, what it answers is up to the test."""

import json
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from bot.fakeslack import FakeSlack, Installation

Json = dict[str, Any]
Answer = Callable[[Json], Json | None]


def ack_only(_envelope: Json) -> Json | None:
    return None


class Listener:
    """One connection. `answer` gives the ack's payload; when it raises Silence there is no ack."""

    def __init__(
        self, fake: FakeSlack, app: Installation, answer: Answer = ack_only, *, query: str = ""
    ) -> None:
        self.answer = answer
        self.frames: list[Json] = []
        self.closed = threading.Event()
        self._heard = threading.Condition()
        client = WebClient(base_url=fake.api_url, retry_handlers=[])
        url = client.apps_connections_open(app_token=app.app_token)["url"]
        self._stack = ExitStack()
        self.socket: ClientConnection = self._stack.enter_context(
            connect(url + query, compression=None, ping_interval=None, close_timeout=0.1)
        )
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        self.wait_for("hello", "disconnect")

    def _listen(self) -> None:
        try:
            for text in self.socket:
                self._hear(json.loads(text))
        except ConnectionClosed:
            pass
        finally:
            self.closed.set()

    def _hear(self, frame: Json) -> None:
        with self._heard:
            self.frames.append(frame)
            self._heard.notify_all()
        if "envelope_id" not in frame:
            return
        try:
            payload = self.answer(frame)
        except Silence:
            return
        self.ack(frame, payload)

    def ack(self, frame: Json, payload: Json | None = None) -> None:
        answer: Json = {"envelope_id": frame["envelope_id"]}
        self.socket.send(json.dumps(answer | ({"payload": payload} if payload else {})))

    def wait_for(self, *types: str, n: int = 1) -> list[Json]:
        """The frames of these types, once there are n of them."""
        with self._heard:
            assert self._heard.wait_for(lambda: len(self.of(*types)) >= n, 3), self.frames
            return self.of(*types)

    def of(self, *types: str) -> list[Json]:
        return [frame for frame in self.frames if frame["type"] in types]

    @property
    def events(self) -> list[Json]:
        return [frame["payload"]["event"] for frame in self.of("events_api")]

    @property
    def payloads(self) -> list[Json]:
        return [frame["payload"] for frame in self.frames if "payload" in frame]

    def close(self) -> None:
        self._stack.close()
        self._thread.join(3)


class Silence(Exception):  # noqa: N818  (raised by an app that does not answer)
    """Do not acknowledge."""

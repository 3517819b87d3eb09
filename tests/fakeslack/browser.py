"""What a browser does: reads, acts, listens. Over real HTTP, with nothing in between."""

import json
import socket
import threading
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPMessage
from typing import Any
from urllib.parse import urlencode, urlsplit

from bot.fakeslack import FakeSlack, Person

Json = dict[str, Any]


class Answer:
    """One answer, read to its end."""

    def __init__(self, status: int, headers: HTTPMessage, body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.text = body.decode()

    @property
    def json(self) -> Json:
        found: Json = json.loads(self.text)
        return found

    @property
    def error(self) -> str:
        """The sentence of a refusal."""
        assert self.status >= 400, self.text
        assert self.json["ok"] is False
        return str(self.json["error"])


class Browser:
    """A browser on this machine, with the page of the fake open."""

    def __init__(self, fake: FakeSlack) -> None:
        self.netloc = urlsplit(fake.url).netloc

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        connection = HTTPConnection(self.netloc, timeout=10)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def get(self, what: str, person: Person | None = None, **query: Any) -> Answer:
        who = {} if person is None else {"as": person.id}
        return self.ask("GET", f"/page/api/{what}?{urlencode(who | query)}")

    def post(self, what: str, body: object) -> Answer:
        return self.ask("POST", f"/page/api/{what}", json.dumps(body).encode(), JSON)

    def act(self, person: Person, do: str, **what: Any) -> Answer:
        return self.post("act", {"as": person.id, "do": do, **what})


JSON = {"Content-Type": "application/json"}


class Window:
    """One open window: the events it is sent, in a thread of its own."""

    def __init__(
        self, fake: FakeSlack, person: Person, *, after: int | None = None, last: int | None = None
    ) -> None:
        self.events: list[tuple[int, str, Json]] = []
        self.closed = threading.Event()
        self._heard = threading.Condition()
        query = {"as": person.id} | ({} if after is None else {"after": after})
        self._connection = HTTPConnection(urlsplit(fake.url).netloc, timeout=30)
        headers = {} if last is None else {"Last-Event-ID": str(last)}
        self._connection.request("GET", f"/page/api/events?{urlencode(query)}", headers=headers)
        self._sock: socket.socket = self._connection.sock
        self.response = self._connection.getresponse()
        assert self.response.status == 200
        # What the stream begins with is written once it follows the news.
        assert self.response.readline().startswith(b"retry:")
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        fields: dict[str, str] = {}
        try:
            for raw in self.response:
                line = raw.decode().rstrip("\n")
                if line:
                    key, _, value = line.partition(": ")
                    fields[key] = value
                elif "event" in fields:
                    self._hear(fields)
                    fields = {}
        except (OSError, ValueError, HTTPException):
            pass  # however it ended, it has ended
        finally:
            self.closed.set()

    def _hear(self, fields: dict[str, str]) -> None:
        with self._heard:
            told = (int(fields["id"]), fields["event"], json.loads(fields["data"]))
            self.events.append(told)
            self._heard.notify_all()

    def of(self, kind: str) -> list[Json]:
        return [data for _, event, data in self.events if event == kind]

    def wait_for(self, kind: str, n: int = 1) -> list[Json]:
        """The data of the events of this kind, once there are n of them."""
        with self._heard:
            assert self._heard.wait_for(lambda: len(self.of(kind)) >= n, 5), self.events
            return self.of(kind)

    def wait_until(self, n: int) -> None:
        """Return when an event of this number or a later one was told."""
        with self._heard:
            assert self._heard.wait_for(lambda: bool(self.events) and self.last >= n, 5)

    @property
    def last(self) -> int:
        return self.events[-1][0]

    def close(self) -> None:
        """Leave. May be called twice."""
        with suppress(OSError):  # the server may have hung up before
            self._sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(3)
        self.response.close()
        self._connection.close()


def state(browser: Browser, person: Person) -> Json:
    answer = browser.get("state", person)
    assert answer.status == 200, answer.text
    return answer.json

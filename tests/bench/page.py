"""How soon a window hears of a message, and how soon it has everything. Against an empty stream."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from bot.clock import SystemClock
from bot.fakeslack import FakeSlack
from tests.bench.measure import MILLI, Rounds, Row, quantile, show

ROUNDS = 5
MANY = 200
WINDOWS = 10


def rows() -> Iterator[Row]:
    with _empty_stream() as (floor_url, say):
        floor = [_heard_after(floor_url, "/", say) for _ in range(ROUNDS)]
    with FakeSlack.start(now=SystemClock().now) as fake:
        ada = fake.person("ada")
        channel = fake.channel("x", members=[ada])
        path = f"/page/api/events?as={ada.id}"

        def says() -> None:
            ada.says("x", in_=channel)

        alone = [_heard_after(fake.url, path, says) for _ in range(ROUNDS)]
        with _watching(fake, path, WINDOWS):
            many = [_heard_after(fake.url, path, says) for _ in range(ROUNDS)]
        state = [_read(fake.url, f"/page/api/state?as={ada.id}") for _ in range(4 * ROUNDS)]
        said = len(fake.history(channel))
    half = _quantiles(floor, 0.5)
    yield Row(what="Floor: an empty message on an event stream, p50", measured=half.shown("ms"))
    for what, found in (
        ("A window hears of a message, p50", alone),
        (f"With {WINDOWS} more windows and {said} messages there, p50", many),
    ):
        rounds = _quantiles(found, 0.5)
        yield Row(
            what=what,
            measured=rounds.shown("ms"),
            target="under 150 ms",
            ratio=rounds.times(half),
            holds=rounds.median < 150,
        )
    whole = Rounds(tuple(seconds * MILLI for seconds in state))
    yield Row(
        what=f"The state with {said} messages in a channel",
        measured=whole.shown("ms"),
        target="under 100 ms",
        holds=whole.median < 100,
    )


def _heard_after(url: str, path: str, say: Callable[[], None]) -> list[float]:
    """The seconds from saying something to reading it, so many times."""
    with _stream(url, path) as lines:
        found = []
        for _ in range(MANY):
            began = time.perf_counter()
            say()
            next(line for line in lines if line.startswith(b"data:"))
            found.append(time.perf_counter() - began)
        return found


@contextmanager
def _stream(url: str, path: str) -> Iterator[Iterator[bytes]]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    response.readline()  # what the stream begins with
    try:
        yield iter(response)
    finally:
        connection.close()
        response.close()


@contextmanager
def _watching(fake: FakeSlack, path: str, count: int) -> Iterator[None]:
    """So many windows that read what they are told."""
    netloc = urlsplit(fake.url).netloc
    host, _, port = netloc.partition(":")
    sockets = [socket.create_connection((host, int(port))) for _ in range(count)]
    request = f"GET {path} HTTP/1.1\r\nHost: {netloc}\r\n\r\n".encode()
    threads = [threading.Thread(target=_drain, args=(one, request)) for one in sockets]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for one in sockets:
            one.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()
        for one in sockets:
            one.close()


def _drain(one: socket.socket, request: bytes) -> None:
    one.sendall(request)
    while one.recv(65_536):
        pass


def _read(url: str, path: str) -> float:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    began = time.perf_counter()
    connection.request("GET", path)
    found = json.loads(connection.getresponse().read())
    took = time.perf_counter() - began
    connection.close()
    assert found["n"]
    return took


@contextmanager
def _empty_stream() -> Iterator[tuple[str, Callable[[], None]]]:
    """A server that sends an empty message whenever it is told to, and does nothing else."""
    loops: list[asyncio.AbstractEventLoop] = []
    queues: list[asyncio.Queue[None]] = []

    async def messages() -> AsyncIterator[bytes]:
        queue: asyncio.Queue[None] = asyncio.Queue()
        queues[:] = [queue]
        loops[:] = [asyncio.get_running_loop()]
        yield b": welcome\n\n"
        while True:
            await queue.get()
            yield b"data: {}\n\n"

    async def endpoint(_request: Request) -> StreamingResponse:
        return StreamingResponse(messages(), media_type="text/event-stream")

    def say() -> None:
        loops[0].call_soon_threadsafe(queues[0].put_nowait, None)

    listening = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=[Route("/", endpoint)])
    config = uvicorn.Config(
        app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1, http="h11"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", say
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def _quantiles(rounds: list[list[float]], share: float) -> Rounds:
    return Rounds(tuple(quantile(seconds, share) * MILLI for seconds in rounds))


if __name__ == "__main__":
    show(rows(), "The page")

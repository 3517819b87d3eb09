"""The fake's HTTP and WebSocket server, in a thread of its own."""

import asyncio
import socket
import threading
from collections.abc import Sequence

import uvicorn
from starlette.routing import BaseRoute

from bot.fakeslack.endpoints import application
from bot.fakeslack.protocols import FAULTS, ApiConnection, LinkConnection
from bot.fakeslack.world import World

HOST = "127.0.0.1"
STARTS_WITHIN = 10.0  # seconds
ACCEPTING = 5  # rounds of the loop that accepting a connection takes, at most
TICK = 0.2  # seconds between looks for retries that are due


class Server:
    """Serves one world on loopback until `close()`."""

    def __init__(self, world: World, port: int = 0, beside: Sequence[BaseRoute] = ()) -> None:
        self._world = world
        self._beside = beside
        self._socket = socket.create_server((HOST, port))
        self._started = threading.Event()
        self._closing: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="fakeslack", daemon=True)
        world.url = f"http://{HOST}:{self._socket.getsockname()[1]}"

    def start(self) -> None:
        """Return when the server answers."""
        self._thread.start()
        if not self._started.wait(STARTS_WITHIN):
            raise RuntimeError("the fake Slack did not start")

    def close(self) -> None:
        """Hang up on everybody and end the thread. May be called twice."""
        loop, closing = self._loop, self._closing
        if loop is not None and closing is not None and self._thread.is_alive():
            loop.call_soon_threadsafe(closing.set)
            self._thread.join()
        self._socket.close()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._closing = asyncio.Event()
        self._world.loop.attach(self._loop)
        ticking = self._loop.create_task(_tick(self._world))
        server = _Uvicorn(self._world, self._beside, self._closing, self._started)
        try:
            await server.serve(sockets=[self._socket])
        finally:
            self._world.loop.attach(None)
            ticking.cancel()


def _config(world: World, beside: Sequence[BaseRoute]) -> uvicorn.Config:
    return uvicorn.Config(
        application(world, beside),
        http=ApiConnection,
        ws=LinkConnection,
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        date_header=False,  # it goes by the fake's own clock, in `endpoints.Dated`
    )


class _Uvicorn(uvicorn.Server):
    """A uvicorn that stops when told, at once: it hangs up instead of waiting for the others to."""

    def __init__(
        self,
        world: World,
        beside: Sequence[BaseRoute],
        closing: asyncio.Event,
        ready: threading.Event,
    ) -> None:
        super().__init__(_config(world, beside))
        self._world = world
        self._closing = closing
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.lifespan.state[FAULTS] = self._world.faults
        await super().startup(sockets)

    async def main_loop(self) -> None:
        self._ready.set()
        await self._closing.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._stop_accepting()
        while self.server_state.connections or self.server_state.tasks:
            for connection in list(self.server_state.connections):
                connection.transport.abort()
            for task in list(self.server_state.tasks):
                task.cancel()
            await asyncio.sleep(0)

    async def _stop_accepting(self) -> None:
        """Close the door once everybody on the threshold is in.

        asyncio leaks a connection whose acceptance is under way when its server closes.
        """
        loop = asyncio.get_running_loop()
        for server in self.servers:
            for listening in server.sockets:
                loop.remove_reader(listening)
        for _ in range(ACCEPTING):
            await asyncio.sleep(0)
        for server in self.servers:
            server.close()


async def _tick(world: World) -> None:
    """Do what falls due, as long as the server runs."""
    while True:
        await asyncio.sleep(TICK)
        if world.courier.retries_by_itself:
            world.courier.retry_due()
        world.courier.release_shuffled()

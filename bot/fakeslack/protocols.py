"""Connections that do what a well-behaved server never does: hang up, play dead."""

import asyncio
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.exceptions import InvalidState
from websockets.protocol import State

from bot.fakeslack.faults import Faults

# Where a request finds the connection it came over.
CONNECTION = "connection"
FAULTS = "faults"


class ApiConnection(H11Protocol):
    """An HTTP connection that can be closed without an answer, or refused altogether."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        mine = {**app_state, CONNECTION: self}
        super().__init__(config, server_state, mine, _loop)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        faults: Faults = self.app_state[FAULTS]
        if faults.refuses_connections:
            transport.abort()

    def drop(self) -> None:
        """Close at once; the caller gets no answer at all."""
        self.transport.abort()


class LinkConnection(WebSocketsSansIOProtocol):
    """A WebSocket that can be spoken to from outside a request, cut, or made deaf."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        mine = {**app_state, CONNECTION: self}
        super().__init__(config, server_state, mine, _loop)
        self.is_deaf = False

    def data_received(self, data: bytes) -> None:
        if not self.is_deaf:
            super().data_received(data)

    def say(self, text: str) -> None:
        """Send a text frame, unless nobody could hear it."""
        if self.is_deaf or self.conn.state is not State.OPEN or self.transport.is_closing():
            return
        self.conn.send_text(text.encode())
        self.transport.write(b"".join(self.conn.data_to_send()))

    def hang_up(self) -> None:
        """Close with a closing frame, and do not wait for the other side's."""
        try:
            self.conn.send_close(1000)
            self.transport.write(b"".join(self.conn.data_to_send()))
        except InvalidState:
            pass  # the other side was faster
        self.close_sent = True
        self.transport.close()

    def cut(self) -> None:
        self.transport.abort()

    def deafen(self) -> None:
        """Stay open, read nothing, say nothing, like a dead peer behind a live connection."""
        self.is_deaf = True

"""`<base>/lunette/ws`: the page's websocket, relayed to the bridge's unix socket."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from jupyter_server.auth.decorator import authorized, ws_authenticated
from jupyter_server.base.websocket import WebSocketMixin
from tornado.websocket import WebSocketClosedError, WebSocketHandler
from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from lunette._bridge_errors import BridgeStartError
from lunette._bridge_frames import MAX_MESSAGE_BYTES
from lunette.jupyter.guarded import GuardedHandler
from lunette.jupyter.starting import bridge_socket

__all__ = ["SocketHandler"]

# The bridge cannot be reached now; the page tries again.
_CLOSE_TRY_AGAIN = 1013
_CLOSE_GOING_AWAY = 1001
# Codes that stand for a missing one.
_NEVER_SENT = (1005, 1006, 1015)
# A close frame holds 125 bytes, two of them the code.
_MAX_REASON_BYTES = 123


class SocketHandler(WebSocketMixin, WebSocketHandler, GuardedHandler):
    """Passes messages on in both directions, each only when the one before was taken."""

    SUPPORTED_METHODS = ("GET",)
    _bridge: ClientConnection | None = None
    _reading: asyncio.Task[None] | None = None

    @property
    def max_message_size(self) -> int:
        """The bridge's own limit."""
        return MAX_MESSAGE_BYTES

    async def prepare(self, **_options: Any) -> None:
        """The checks of every request of ours."""
        await GuardedHandler.prepare(self)

    def check_origin(self, origin: str = "") -> bool:
        """The rule of every request of ours, not the wider one for websockets."""
        return GuardedHandler.check_origin(self)

    @ws_authenticated
    @authorized
    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Upgrades the connection."""
        await super().get(*args, **kwargs)

    async def open(self, *args: Any, **kwargs: Any) -> None:
        """Connects to the bridge. Messages of the page wait until that is done."""
        super().open(*args, **kwargs)
        try:
            self._bridge = await unix_connect(
                str(await bridge_socket()),
                "ws://localhost/ws",
                additional_headers={"X-Lunette-Via": "jupyter"},
                user_agent_header=None,
                compression=None,
                max_size=None,
                # What the page has not taken yet waits in the bridge, not here.
                max_queue=2,
                ping_interval=None,
            )
        except BridgeStartError as error:
            self._end(_CLOSE_TRY_AGAIN, error.message)
        except (OSError, InvalidHandshake) as error:
            self._end(_CLOSE_TRY_AGAIN, f"The bridge does not answer: {error}")
        else:
            self._reading = asyncio.create_task(self._relay_to_page(self._bridge))

    async def on_message(self, message: str | bytes) -> None:
        """From the page to the bridge; the next message is read when this one was taken."""
        if self._bridge is not None:
            # If the bridge is gone, reading from it ends too and closes the page's side.
            with contextlib.suppress(ConnectionClosed):
                await self._bridge.send(message)

    def on_close(self) -> None:
        """The page is gone."""
        if self._reading is not None:
            self._reading.cancel()
        if self._bridge is not None:
            self._closing = asyncio.ensure_future(self._bridge.close())
        super().on_close()

    async def _relay_to_page(self, bridge: ClientConnection) -> None:
        try:
            while True:
                message = await bridge.recv()
                await self.write_message(message, binary=isinstance(message, bytes))
        except ConnectionClosed as closed:
            if closed.rcvd is None:
                self._end(_CLOSE_GOING_AWAY, "The bridge ended.")
            else:
                code = closed.rcvd.code
                self._end(1000 if code in _NEVER_SENT else code, closed.rcvd.reason)
        except WebSocketClosedError:
            # The page went away while a message was on its way to it.
            pass

    def _end(self, code: int, reason: str) -> None:
        short = reason.encode("utf-8")[:_MAX_REASON_BYTES].decode("utf-8", "ignore")
        self.close(code, short)

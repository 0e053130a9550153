"""One websocket to the bridge, from its hello to its end."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections import deque
from pathlib import Path
from typing import Any

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import OPEN
from websockets.uri import parse_uri

from lunette._bridge_errors import BridgeError, ConnectionLost
from lunette._bridge_frames import PROTOCOL_VERSION, decode_message, encode_message

__all__ = ["CLOSE_GOING_AWAY", "CLOSE_VERSION", "Connection"]

# Close codes of the bridge: it was stopped; it speaks another protocol.
CLOSE_GOING_AWAY = 1001
CLOSE_VERSION = 4002

_GREETING_TIMEOUT = 15.0
_READ_SIZE = 256 * 1024


class Connection:
    """An open websocket over the bridge's unix socket.

    Any thread may send; one thread receives. The library's protocol object does no input or output
    of its own, so that a thread blocked in sending never keeps another one from receiving: the
    bridge stops reading from a client that does not read.

    Args:
        socket_path: socket of the bridge
        client: kind of this client: ``kernel``, ``cli`` …
        subscription: opaque id of this client

    Raises:
        OSError: nobody listens, or no answer in time
        ConnectionLost: the bridge ended the connection
        BridgeError: what answers is no bridge
    """

    def __init__(self, socket_path: Path, client: str, subscription: str) -> None:
        self._protocol = ClientProtocol(parse_uri("ws://localhost/ws"), max_size=None)
        self._state_lock = threading.Lock()
        self._send_lock = threading.Lock()
        self._events: deque[Any] = deque()
        self._fragments: list[bytes] = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._socket.settimeout(_GREETING_TIMEOUT)
            self._socket.connect(os.fspath(socket_path))
            self._protocol.send_request(self._protocol.connect())
            self._flush()
            self._await_upgrade()
            hello = {
                "kind": "hello",
                "v": PROTOCOL_VERSION,
                "client": client,
                "subscription": subscription,
            }
            self.send(hello)
            welcome, _ = self.receive()
            if welcome.get("kind") != "welcome":
                raise BridgeError("version", f"{socket_path} is not the socket of a bridge.")
            self.welcome = welcome
            self._socket.settimeout(None)
        except BaseException:
            self._socket.close()
            raise

    def send(self, message: dict[str, Any], payload: bytes | None = None) -> None:
        """Sends a message; blocks while the bridge does not read.

        Raises:
            ConnectionLost: the connection is over; the bridge did not get the whole message, so it
                did nothing about it
        """
        content = encode_message(message, payload)
        with self._send_lock:
            with self._state_lock:
                if self._protocol.state is not OPEN:
                    raise self._lost()
                if payload is None:
                    self._protocol.send_text(content)
                else:
                    self._protocol.send_binary(content)
                # The message is the last chunk: a failure means that it did not get there whole.
                chunks = self._protocol.data_to_send()
            self._write(chunks)
        with contextlib.suppress(ConnectionLost):
            self._flush()

    def receive(self) -> tuple[dict[str, Any], bytes | None]:
        """The next message and its payload; blocks until there is one.

        Raises:
            ConnectionLost: the connection is over
            ValueError: the bridge sent something that is no message
        """
        while True:
            while self._events:
                message = self._take(self._events.popleft())
                if message is not None:
                    return message
            self._read()

    def close(self) -> None:
        """Ends the connection and tells the bridge; whoever receives gets ``ConnectionLost``."""
        with self._state_lock:
            if self._protocol.state is OPEN:
                self._protocol.send_close(1000)
        with contextlib.suppress(ConnectionLost, OSError):
            self._flush()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def abandon(self) -> None:
        """After a fork: gives up this process's copy of the socket; the parent's goes on."""
        self._socket.close()

    def _await_upgrade(self) -> None:
        while not self._events:
            self._read()
        response = self._events.popleft()
        if self._protocol.handshake_exc is not None or not isinstance(response, Response):
            body = bytes(response.body or b"") if isinstance(response, Response) else b""
            said = body.decode("utf-8", "replace")[:200] or str(self._protocol.handshake_exc)
            raise BridgeError("unauthorized", f"The bridge refused the connection: {said}")

    def _read(self) -> None:
        try:
            data = self._socket.recv(_READ_SIZE)
        except TimeoutError:
            raise
        except OSError as error:
            raise self._lost(str(error)) from None
        with self._state_lock:
            if data:
                self._protocol.receive_data(data)
            else:
                self._protocol.receive_eof()
            events = self._protocol.events_received()
        self._events.extend(events)
        # Pongs and close frames. A thread that is sending right now takes them along.
        with contextlib.suppress(ConnectionLost):
            self._flush()
        if not data and not events:
            self._socket.close()
            raise self._lost()

    def _take(self, event: Any) -> tuple[dict[str, Any], bytes | None] | None:
        if not isinstance(event, Frame):
            return None
        if event.opcode in (Opcode.TEXT, Opcode.BINARY):
            self._binary = event.opcode is Opcode.BINARY
            if event.fin:
                return decode_message(bytes(event.data), self._binary)
            self._fragments = [bytes(event.data)]
        elif event.opcode is Opcode.CONT:
            self._fragments.append(bytes(event.data))
            if event.fin:
                data = b"".join(self._fragments)
                self._fragments = []
                return decode_message(data, self._binary)
        return None

    def _flush(self) -> None:
        while self._has_output() and self._send_lock.acquire(blocking=False):
            try:
                with self._state_lock:
                    chunks = self._protocol.data_to_send()
                self._write(chunks)
            finally:
                self._send_lock.release()

    def _has_output(self) -> bool:
        with self._state_lock:
            return bool(self._protocol.writes)

    def _write(self, chunks: list[bytes]) -> None:
        """Writes to the socket; the caller holds the send lock."""
        try:
            for chunk in chunks:
                if chunk:
                    self._socket.sendall(chunk)
                else:
                    self._socket.shutdown(socket.SHUT_WR)
        except OSError as error:
            # Wakes the receiving thread, which ends the connection for everybody.
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            raise self._lost(str(error)) from None

    def _lost(self, reason: str = "") -> ConnectionLost:
        received = self._protocol.close_rcvd
        if received is not None:
            return ConnectionLost(int(received.code), received.reason)
        return ConnectionLost(None, reason or "The bridge ended without a word.")

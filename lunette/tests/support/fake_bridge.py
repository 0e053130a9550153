"""A websocket server that speaks the protocol's envelope and answers as a test wants."""

from __future__ import annotations

import json
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, unix_serve

Message = dict[str, Any]


class FakeBridge:
    """Listens on a unix socket; what `answer` returns for a request and its payload is sent.

    `answer` may return a result, a (result, payload) pair, an Exception (sent as an error), or
    `NO_ANSWER`.
    """

    NO_ANSWER = object()

    def __init__(self, socket_path: Path, answer: Callable[[Message, bytes | None], Any]) -> None:
        self.answer = answer
        self.received: list[Message] = []
        self.connections: list[ServerConnection] = []
        self._server = unix_serve(self._handle, str(socket_path), compression=None, max_size=None)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        for connection in self.connections:
            connection.close(1001, "The bridge is stopping.")
        self._server.shutdown()
        self._thread.join(5)

    def send(self, message: Message, payload: bytes | None = None) -> None:
        self._send(self.connections[-1], message, payload)

    def break_connections(self) -> None:
        """As if the process were killed: the socket ends without a word."""
        for connection in self.connections:
            connection.socket.shutdown(2)
        self.connections.clear()

    def requests(self, method: str) -> list[Message]:
        return [m for m in self.received if m["kind"] == "request" and m["method"] == method]

    def _send(self, connection: ServerConnection, message: Message, payload: bytes | None) -> None:
        text = json.dumps(message).encode()
        if payload is None:
            connection.send(text.decode())
        else:
            connection.send(struct.pack("<I", len(text)) + text + payload)

    def _handle(self, connection: ServerConnection) -> None:
        self.connections.append(connection)
        try:
            for data in connection:
                self._receive(connection, data)
        except ConnectionClosed:
            pass

    def _receive(self, connection: ServerConnection, data: str | bytes) -> None:
        payload = None
        if isinstance(data, bytes):
            (length,) = struct.unpack_from("<I", data)
            payload, data = data[4 + length :], data[4 : 4 + length]
        message = json.loads(data)
        self.received.append(message)
        if message["kind"] == "hello":
            welcome = {"kind": "welcome", "v": 1, "version": "0.1.0", "pid": 1}
            self._send(connection, welcome, None)
        elif message["kind"] == "request":
            self._reply(connection, message, payload)

    def _reply(self, connection: ServerConnection, message: Message, payload: bytes | None) -> None:
        answer = self.answer(message, payload)
        if answer is self.NO_ANSWER:
            return
        reply: Message = {"kind": "reply", "id": message["id"]}
        answer, back = answer if isinstance(answer, tuple) else (answer, None)
        if isinstance(answer, Exception):
            reply["error"] = {"code": "not_found", "message": str(answer), "details": {"a": 1}}
        else:
            reply["result"] = answer
        self._send(connection, reply, back)

"""HTTP to the bridge's unix socket, streamed: the sender waits for the reader."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["BridgeResponse", "open_response"]

_HEAD_TIMEOUT = 60.0
_CHUNK_BYTES = 256 * 1024


@dataclass
class BridgeResponse:
    """The head of an answer; the body follows.

    Attributes:
        status: HTTP status
        headers: names in lower case
    """

    status: int
    headers: dict[str, str]
    _reader: asyncio.StreamReader
    _writer: asyncio.StreamWriter

    async def body(self) -> AsyncIterator[bytes]:
        """The body in parts. Nothing more is read before a part was taken.

        Raises:
            ConnectionError: the bridge ended before the body did
        """
        remaining = int(self.headers.get("content-length", 0))
        while remaining > 0:
            part = await self._reader.read(min(remaining, _CHUNK_BYTES))
            if not part:
                raise ConnectionError("The bridge ended while it sent a picture.")
            remaining -= len(part)
            yield part

    def close(self) -> None:
        """Gives the connection up, whether or not the body was read."""
        self._writer.close()


async def open_response(
    socket_path: Path, method: str, target: str, headers: Mapping[str, str]
) -> BridgeResponse:
    """Sends a request without a body and reads the head of the answer.

    Args:
        socket_path: of the bridge
        method: GET or HEAD
        target: path, of characters that need no escape
        headers: besides Host and Connection

    Raises:
        OSError: nobody listens, or no answer in time
        ValueError: what answers does not speak HTTP
    """
    reader, writer = await asyncio.open_unix_connection(str(socket_path), limit=_CHUNK_BYTES)
    try:
        lines = [f"{method} {target} HTTP/1.1", "Host: localhost", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _HEAD_TIMEOUT)
    except (asyncio.TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        writer.close()
        raise OSError(f"The bridge gave no answer ({type(error).__name__}).") from None
    except BaseException:
        writer.close()
        raise
    status_line, *header_lines = head.decode("latin-1").split("\r\n")[:-2]
    parts = status_line.split(" ", 2)
    if len(parts) < 2 or not parts[0].startswith("HTTP/1.") or not parts[1].isdigit():
        writer.close()
        raise ValueError("What answers at the bridge's socket does not speak HTTP.")
    found = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in header_lines)
    }
    return BridgeResponse(int(parts[1]), found, reader, writer)

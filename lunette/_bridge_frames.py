"""Messages as they travel: JSON in text frames, JSON and a payload in binary ones."""

from __future__ import annotations

import json
import struct
from typing import Any

__all__ = ["MAX_MESSAGE_BYTES", "PROTOCOL_VERSION", "decode_message", "encode_message"]

PROTOCOL_VERSION = 1
# Largest message that the bridge accepts, payload included.
MAX_MESSAGE_BYTES = 64 * 1024 * 1024


def encode_message(message: dict[str, Any], payload: bytes | None = None) -> bytes:
    """The content of a frame: a text frame without `payload`, else a binary one.

    Raises:
        ValueError: a number is not finite, which JSON cannot say
        TypeError: a value is of no JSON type
    """
    text = json.dumps(message, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
    header = text.encode("utf-8")
    if payload is None:
        return header
    return b"".join((struct.pack("<I", len(header)), header, payload))


def decode_message(data: bytes, binary: bool) -> tuple[dict[str, Any], bytes | None]:
    """Message and payload of a frame.

    Raises:
        ValueError: the frame is shorter than it says, or no JSON object
    """
    payload: bytes | None = None
    header = data
    if binary:
        if len(data) < 4:
            raise ValueError("A binary frame has at least 4 bytes.")
        (length,) = struct.unpack_from("<I", data)
        if 4 + length > len(data):
            raise ValueError(f"A header of {length} bytes does not fit in {len(data)}.")
        header = data[4 : 4 + length]
        payload = data[4 + length :]
    message = json.loads(header)
    if not isinstance(message, dict):
        raise ValueError("A message is a JSON object.")
    return message, payload

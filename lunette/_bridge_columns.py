"""Columns as they travel: a head of JSON, then named arrays, each aligned to eight bytes."""

from __future__ import annotations

import json
import struct
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["encode_columns"]

_TYPES = {"|u1": "u8", "<u2": "u16", "<u4": "u32", "<i4": "i32", "<f4": "f32", "<f8": "f64"}


def encode_columns(meta: dict[str, Any], columns: dict[str, npt.NDArray[Any]]) -> bytes:
    """One block of bytes, as ``src/protocol/columns-frame.ts`` reads it.

    Raises:
        TypeError: an array is of another type than the six that travel
    """
    described = []
    parts: list[bytes] = []
    offset = 0
    for name, array in columns.items():
        kind = _TYPES.get(array.dtype.str)
        if kind is None:
            raise TypeError(f"Column {name!r} is of type {array.dtype}, which does not travel.")
        data = np.ascontiguousarray(array).tobytes()
        described.append({"name": name, "type": kind, "offset": offset, "length": array.size})
        padding = -len(data) % 8
        parts += (data, bytes(padding))
        offset += len(data) + padding
    head = json.dumps({"meta": meta, "columns": described}, separators=(",", ":")).encode()
    return b"".join((struct.pack("<I", len(head)), head, bytes(-(4 + len(head)) % 8), *parts))

"""Small WebM videos, written without an encoder of videos.

A lossy WebP holds a key frame of VP8, and a film of key frames is a film. The container is EBML
(RFC 8794, RFC 9559).
"""

from __future__ import annotations

import io
import struct
from pathlib import Path

from PIL import Image, ImageDraw


def _key_frame(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=80)
    data = buffer.getvalue()
    at = 12
    while at + 8 <= len(data):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] == b"VP8 ":
            return data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    raise ValueError("The WebP holds no key frame.")


def _element(id: int, body: bytes | int | float | str) -> bytes:
    if isinstance(body, str):
        body = body.encode()
    elif isinstance(body, float):
        body = struct.pack(">d", body)
    elif isinstance(body, int):
        body = body.to_bytes(max(1, (body.bit_length() + 7) // 8), "big")
    size = (len(body) | 1 << 56).to_bytes(8, "big")
    return id.to_bytes((id.bit_length() + 7) // 8, "big") + size + body


def write_webm(
    path: str | Path, width: int = 64, height: int = 48, frames: int = 10, rate: int = 10
) -> str:
    """Writes a film of a white square that moves from left to right; returns its path."""
    side = height // 3
    film = []
    for i in range(frames):
        image = Image.new("RGB", (width, height), (40 + 120 * i // frames, 30, 60))
        left = (width - side) * i // max(1, frames - 1)
        ImageDraw.Draw(image).rectangle((left, side, left + side - 1, 2 * side - 1), fill="white")
        film.append(_key_frame(image))
    head = _element(
        0x1A45DFA3,
        _element(0x4286, 1)
        + _element(0x42F7, 1)
        + _element(0x42F2, 4)
        + _element(0x42F3, 8)
        + _element(0x4282, "webm")
        + _element(0x4287, 4)
        + _element(0x4285, 2),
    )
    info = _element(
        0x1549A966, _element(0x2AD7B1, 1_000_000) + _element(0x4489, 1000.0 * frames / rate)
    )
    track = _element(
        0x1654AE6B,
        _element(
            0xAE,
            _element(0xD7, 1)
            + _element(0x73C5, 1)
            + _element(0x83, 1)
            + _element(0x86, "V_VP8")
            + _element(0x23E383, 1_000_000_000 // rate)
            + _element(0xE0, _element(0xB0, width) + _element(0xBA, height)),
        ),
    )
    blocks = b"".join(
        _element(0xA3, b"\x81" + struct.pack(">h", round(1000 * i / rate)) + b"\x80" + frame)
        for i, frame in enumerate(film)
    )
    cluster = _element(0x1F43B675, _element(0xE7, 0) + blocks)
    Path(path).write_bytes(head + _element(0x18538067, info + track + cluster))
    return str(path)

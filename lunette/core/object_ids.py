"""Object ids: 12 bytes, shown as 24 hexadecimal digits, unique without asking anyone.

Layout: seconds since the epoch (4 bytes), random bytes of this process (5), a counter (3).
"""

from __future__ import annotations

import os
import threading
import time

__all__ = ["hex_of_id", "id_of_hex", "is_id", "new_id", "next_id"]

_BATCH = 4096
_pool: list[bytes] = []
#: The next id; raises IndexError if there is none ready. For those who make very many.
next_id = _pool.pop
_lock = threading.Lock()
_process = os.urandom(5)
_counter = int.from_bytes(os.urandom(2), "big")


def _refill() -> None:
    """Makes ids in batches: one at a time would cost more than the label that carries it."""
    global _counter
    with _lock:
        if _pool:
            return
        prefix = int(time.time()).to_bytes(4, "big") + _process
        if _counter + _BATCH > 1 << 24:
            _counter = 0
        numbers = range(_counter + _BATCH - 1, _counter - 1, -1)
        _counter += _BATCH
        _pool.extend([prefix + number.to_bytes(3, "big") for number in numbers])


def new_id() -> bytes:
    """A new object id as 12 bytes; ids of one process ascend within a second."""
    while True:
        try:
            return next_id()
        except IndexError:
            _refill()


def _after_fork() -> None:
    global _process, _lock
    _lock = threading.Lock()
    _process = os.urandom(5)
    _pool.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def hex_of_id(value: bytes) -> str:
    """The 24 hexadecimal digits of an id."""
    return value.hex()


def is_id(value: object) -> bool:
    """Whether ``value`` is a text of 24 hexadecimal digits."""
    if not isinstance(value, str) or len(value) != 24:
        return False
    try:
        bytes.fromhex(value)
    except ValueError:
        return False
    return " " not in value


def id_of_hex(value: object) -> bytes:
    """The 12 bytes of an id given as text (or as bytes already).

    Raises:
        ValueError: if it is neither
    """
    if isinstance(value, bytes) and len(value) == 12:
        return value
    if is_id(value):
        return bytes.fromhex(str(value))
    raise ValueError(f"{value!r} is not an id: an id has 24 hexadecimal digits.")

"""Values as MessagePack: what is stored for a field, and what comes back.

Dates and times are stored as ``{"$date": milliseconds since the epoch, UTC}``. Python's are naive
and in UTC, as the reference has them; aware ones are converted.
"""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta, timezone
from typing import Any

import ormsgpack

from lunette.core.arrays import array_document, is_array

__all__ = ["datetime_of_ms", "ms_of_datetime", "pack", "pack_list", "unpack"]

_EPOCH = datetime(1970, 1, 1)
_OPTIONS = ormsgpack.OPT_PASSTHROUGH_DATETIME
_MS = timedelta(milliseconds=1)


def ms_of_datetime(value: date) -> int:
    """Milliseconds since the epoch, UTC; a date counts as its midnight."""
    if not isinstance(value, datetime):
        return (value.toordinal() - 719163) * 86_400_000
    if value.tzinfo is not None:
        value = value.astimezone(timezone.utc).replace(tzinfo=None)
    return (value - _EPOCH) // _MS


def datetime_of_ms(value: float) -> datetime:
    """The naive UTC datetime of milliseconds since the epoch."""
    return _EPOCH + timedelta(milliseconds=value)


class _Failure(threading.local):
    """What a conversion raised: the encoder itself only says that something did."""

    error: Exception | None = None


_failure = _Failure()


def _default(value: Any) -> Any:
    try:
        return _stored_form(value)
    except (TypeError, ValueError) as error:
        if _failure.error is None:
            _failure.error = error
        raise


def _stored_form(value: Any) -> Any:
    to_stored = getattr(value, "_to_stored", None)
    if to_stored is not None:
        return to_stored()
    if isinstance(value, date):
        return {"$date": ms_of_datetime(value)}
    if is_array(value):
        return array_document(value)
    item = getattr(value, "item", None)
    if item is not None and type(value).__module__ == "numpy":
        return item()
    raise TypeError(f"a value of type {type(value).__name__} cannot be stored")


def pack(value: Any) -> bytes:
    """The MessagePack of a value, documents and arrays included.

    Raises:
        ValueError: if something inside cannot be stored; the message says what
    """
    try:
        to_stored = getattr(value, "_to_stored", None)
        plain = value if to_stored is None else to_stored()
        return ormsgpack.packb(plain, default=_default, option=_OPTIONS)
    except ormsgpack.MsgpackEncodeError as error:
        cause, _failure.error = _failure.error, None
        if isinstance(cause, ValueError):
            raise cause from None
        raise ValueError(_explain(str(cause or error))) from None


def pack_list(items: list[bytes]) -> bytes:
    """The MessagePack of a list of items that are packed already."""
    return b"".join((b"\xdd", len(items).to_bytes(4, "big"), *items))


def _explain(message: str) -> str:
    if "key must be str" in message:
        return "a dict has a key that is no text; keys must be strings"
    if "64-bit" in message or "Integer exceeds" in message:
        return "an integer does not fit in 64 bits"
    if "surrogates" in message:
        return "a text in it is no valid Unicode; if it is a file name, rename the file"
    return message


def unpack(data: bytes | memoryview) -> Any:
    """The value of MessagePack bytes; maps are dicts, arrays lists, dates as stored."""
    return ormsgpack.unpackb(data)

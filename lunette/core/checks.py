"""Checks of single values against a field type, with messages that name field and value."""

from __future__ import annotations

import numbers
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from lunette.core.arrays import is_array, is_array_document
from lunette.core.errors import ValidationError
from lunette.core.object_ids import is_id

__all__ = ["Check", "check_of", "checked", "shown"]

Check = Callable[[Any, str], Any]


def shown(value: object) -> str:
    """A value for a message: short, with its type."""
    text = repr(value)
    if len(text) > 80:
        text = text[:77] + "…"
    return f"{text} ({type(value).__name__})"


def _fail(owner: str, wanted: str, value: object) -> ValidationError:
    return ValidationError(f"{owner} must be {wanted}, not {shown(value)}.")


def _numpy_scalar(value: object) -> Any:
    """A NumPy scalar as Python's own; anything else as it is."""
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.generic):
        return value.item()
    return value


def _string(value: Any, owner: str) -> str:
    if isinstance(value, str):
        return str(value)
    raise _fail(owner, "a string", value)


def _bool(value: Any, owner: str) -> bool:
    value = _numpy_scalar(value)
    if isinstance(value, bool):
        return value
    raise _fail(owner, "True or False", value)


def _int(value: Any, owner: str) -> int:
    value = _numpy_scalar(value)
    if type(value) is not bool:
        if isinstance(value, numbers.Integral):
            return int(value)
        if isinstance(value, numbers.Real) and float(value).is_integer():
            return int(float(value))
    raise _fail(owner, "an integer", value)


def _float(value: Any, owner: str) -> float:
    value = _numpy_scalar(value)
    if type(value) is not bool and isinstance(value, numbers.Real):
        try:
            return float(value)
        except OverflowError:
            pass
    raise _fail(owner, "a number", value)


def _date(value: Any, owner: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise _fail(owner, "a date", value)


def _datetime(value: Any, owner: str) -> datetime:
    if isinstance(value, datetime):
        return value
    raise _fail(owner, "a datetime", value)


def _object_id(value: Any, owner: str) -> str:
    if isinstance(value, bytes) and len(value) == 12:
        return value.hex()
    if is_id(value):
        return str(value)
    # Ids of BSON are not ours, but they say what they are.
    if type(value).__name__ == "ObjectId" and is_id(str(value)):
        return str(value)
    raise _fail(owner, "an id (24 hexadecimal digits)", value)


def _list(value: Any, owner: str) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, (tuple, set, frozenset)):
        return list(value)
    if is_array(value):
        plain: list[Any] = value.tolist()
        return plain
    raise _fail(owner, "a list", value)


def _dict(value: Any, owner: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _fail(owner, "a dict", value)
    for key in value:
        if not isinstance(key, str):
            raise ValidationError(f"{owner} has the key {shown(key)}; keys must be strings.")
    return value


def _vector(value: Any, owner: str) -> Any:
    import numpy as np

    if isinstance(value, (list, tuple)):
        value = np.array(value)
    if is_array(value) and value.ndim == 1 and value.dtype.kind in "biuf":
        return value
    raise _fail(owner, "a one-dimensional array of numbers", value)


def _array(value: Any, owner: str) -> Any:
    if is_array_document(value):
        return value
    if is_array(value) and value.dtype.kind in "biuf":
        return value
    raise _fail(owner, "a NumPy array of numbers", value)


def _any(value: Any, owner: str) -> Any:
    return value


def _document(value: Any, owner: str) -> Any:
    if hasattr(value, "_to_stored"):
        return value
    raise _fail(owner, "a document such as a label", value)


_CHECKS: dict[str, Check] = {
    "any": _any,
    "string": _string,
    "int": _int,
    "float": _float,
    "bool": _bool,
    "date": _date,
    "datetime": _datetime,
    "object_id": _object_id,
    "list": _list,
    "dict": _dict,
    "vector": _vector,
    "array": _array,
    "document": _document,
}


def check_of(kind: str) -> Check:
    """The check of a field type: takes a value and what to call it, returns it as stored.

    It raises :class:`ValidationError` if the value does not fit.
    """
    return _CHECKS[kind]


def checked(kind: str, value: Any, owner: str) -> Any:
    """``value`` as the field type ``kind`` holds it; ``owner`` is what a message calls it."""
    return _CHECKS[kind](value, owner)

"""Constants in expressions, as JSON: numbers, text, dates, lists."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from lunette.core.arrays import is_array
from lunette.core.checks import shown
from lunette.core.encoding import datetime_of_ms, ms_of_datetime

__all__ = ["literal_of", "value_of_literal"]

#: Larger integers are not exact in JavaScript.
_MAX_INTEGER = 2**53 - 1


def literal_of(value: Any) -> Any:
    """The JSON form of a constant.

    Raises:
        TypeError: if an expression cannot hold it
        ValueError: if it is an integer of more than 53 bits
    """
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        if abs(value) > _MAX_INTEGER:
            raise ValueError(f"{value} is too large for an expression; use a float.")
        return int(value)
    if isinstance(value, float):
        return _float_literal(float(value))
    if isinstance(value, date):
        return {"$date": ms_of_datetime(value)}
    if is_array(value):
        return literal_of(value.tolist())
    if isinstance(value, (list, tuple, range)):
        return [literal_of(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return [literal_of(item) for item in _ordered(value)]
    if type(value).__name__ == "ObjectId":
        # That of databases; ids are texts here.
        return str(value)
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        return literal_of(value.item())
    raise TypeError(
        f"An expression cannot hold {shown(value)}; use numbers, text, dates or lists of those."
    )


def _float_literal(value: float) -> Any:
    if math.isfinite(value):
        return value
    return {"$number": "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"}


def _ordered(values: Any) -> list[Any]:
    """The elements of a set in an order that does not change from run to run."""
    return sorted(values, key=lambda value: (type(value).__name__, str(value)))


def value_of_literal(literal: Any) -> Any:
    """The Python value of a constant in JSON form."""
    if isinstance(literal, dict):
        if "$date" in literal:
            return datetime_of_ms(literal["$date"])
        if "$number" in literal:
            return float(literal["$number"].replace("Infinity", "inf"))
        return {key: value_of_literal(value) for key, value in literal.items()}
    if isinstance(literal, list):
        return [value_of_literal(item) for item in literal]
    return literal

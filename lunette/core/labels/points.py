"""Checks of lists of points."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

from lunette.core.arrays import is_array
from lunette.core.checks import shown
from lunette.core.errors import ValidationError

__all__ = ["checked_points", "checked_shapes"]


def checked_points(points: Any, owner: str, missing: bool) -> list[Any]:
    """A list of (x, y) pairs of numbers.

    Args:
        points: any nesting of sequences or a NumPy array
        owner: what a message calls it
        missing: whether NaN is allowed, for points that are not there

    Raises:
        ValidationError: if something in it is no such pair
    """
    if is_array(points):
        points = points.tolist()
    result = []
    for point in _sequence(points, owner):
        try:
            x, y = point
            total = float(x) + float(y)
        except (TypeError, ValueError):
            raise ValidationError(
                f"{owner} has the point {shown(point)}; points are (x, y) pairs of numbers, "
                "relative to the image."
            ) from None
        if not isfinite(total) and not (missing and total != total):
            raise ValidationError(
                f"{owner} has the point {shown(point)}; coordinates must be finite."
            )
        result.append(
            point
            if type(x) is float and type(y) is float and not is_array(point)
            else (float(x), float(y))
        )
    return result


def checked_shapes(shapes: Any, owner: str) -> list[Any]:
    """A list of shapes, each a list of (x, y) pairs of finite numbers.

    Raises:
        ValidationError: if it is anything else
    """
    return [checked_points(shape, owner, missing=False) for shape in _sequence(shapes, owner)]


def _sequence(value: Any, owner: str) -> Iterable[Any]:
    if isinstance(value, (list, tuple)):
        return value
    if is_array(value):
        rows: Iterable[Any] = value
        return rows
    raise ValidationError(f"{owner} must be a list, not {shown(value)}.")

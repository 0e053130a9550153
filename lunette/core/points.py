"""Checks of lists with a meaning: points, shapes, coordinates, ranges."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

from lunette.core.arrays import is_array
from lunette.core.checks import checked, shown
from lunette.core.errors import ValidationError

__all__ = [
    "checked_coordinates",
    "checked_points",
    "checked_range",
    "checked_shapes",
    "checked_support",
]


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


def checked_coordinates(value: Any, depth: int, owner: str) -> Any:
    """Coordinates as lists of floats.

    Args:
        value: nested sequences
        depth: 1 for a point, 2 for a list of points, …
        owner: what a message calls it

    Raises:
        ValidationError: if they are anything else; a GeoJSON dict is not taken either
    """
    if isinstance(value, dict):
        raise ValidationError(
            f"{owner} must be a list of coordinates, not {shown(value)}; "
            "use the geometry's 'coordinates'."
        )
    if depth == 1:
        return list(checked_points([value], owner, missing=False)[0])
    if hasattr(value, "tolist"):
        value = value.tolist()
    if not isinstance(value, (list, tuple)):
        raise ValidationError(f"{owner} must be a list of coordinates, not {shown(value)}.")
    return [checked_coordinates(item, depth - 1, owner) for item in value]


def checked_range(value: Any, owner: str) -> list[float]:
    """``[min, max]`` as floats; raises ValidationError if it is anything else."""
    bounds = [checked("float", bound, owner) for bound in checked("list", value, owner)]
    if len(bounds) != 2 or not bounds[0] <= bounds[1]:
        raise ValidationError(f"{owner} must be [min, max], not {shown(value)}.")
    return bounds


def checked_support(value: Any, owner: str) -> list[int]:
    """``[first, last]`` as integers from 1; raises ValidationError if it is anything else."""
    frames = [checked("int", frame, owner) for frame in checked("list", value, owner)]
    if len(frames) != 2 or not 1 <= frames[0] <= frames[1]:
        raise ValidationError(
            f"{owner} must be [first, last] with frame numbers from 1, not {shown(value)}."
        )
    return frames

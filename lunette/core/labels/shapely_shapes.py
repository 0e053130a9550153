"""Labels as geometries of the shapely library, which is only imported here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

__all__ = ["box_polygon", "lines_or_polygons", "point_set"]


def _geometry() -> Any:
    try:
        from shapely import geometry
    except ImportError:
        raise ImportError(
            "The shapely library is not installed; install it with `pip install shapely`."
        ) from None
    return geometry


def _scaled(points: Iterable[Any], frame_size: tuple[int, int] | None) -> list[Any]:
    width, height = frame_size or (1, 1)
    return [(x * width, y * height) for x, y in points]


def box_polygon(box: Sequence[float] | None, frame_size: tuple[int, int] | None) -> Any:
    """The polygon of a relative box.

    Raises:
        ValueError: if there is no box
    """
    if box is None:
        raise ValueError("This Detection has no bounding_box, so it has no place in the image.")
    x, y, w, h = box
    corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    return _geometry().Polygon(_scaled(corners, frame_size))


def point_set(points: Sequence[Any], frame_size: tuple[int, int] | None) -> Any:
    """A point, or several; those that are missing are left out."""
    geometry = _geometry()
    there = [point for point in _scaled(points, frame_size) if point[0] == point[0]]
    return geometry.Point(there[0]) if len(there) == 1 else geometry.MultiPoint(there)


def lines_or_polygons(
    shapes: Sequence[Any], frame_size: tuple[int, int] | None, closed: bool, filled: bool
) -> Any:
    """Lines, rings or polygons: one geometry for one shape, a collection for several."""
    geometry = _geometry()
    scaled = [_scaled(shape, frame_size) for shape in shapes]
    if filled:
        made = [geometry.Polygon(points) for points in scaled]
        return made[0] if len(made) == 1 else geometry.MultiPolygon(made)
    if closed:
        scaled = [[*points, points[0]] for points in scaled if points]
    if len(scaled) == 1:
        return geometry.LineString(scaled[0])
    return geometry.MultiLineString(scaled)

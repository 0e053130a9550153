"""The annotations of a part of a picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lunette.zoo.quickstart.annotations import Annotations, Box, Curve, PointSet, Region

__all__ = ["crop"]

# An object that is cut by the edge keeps its label if so much of it is seen, or if what is seen
# of it fills so much of the tile.
_VISIBLE = 0.3
_FILLING = 0.1
_SHORTEST_CURVE = 6


def crop(annotations: Annotations, tile: Box) -> Annotations:
    """What is seen in a tile, in pixels of the tile.

    Objects are cut at the edges of the tile, and left out if less than 30 % of them is inside and
    that is less than 10 % of the tile. Lines and outlines are cut into the pieces inside; an
    outline stays closed only if all of it is inside.
    """
    return Annotations(
        truths=_regions(annotations.truths, tile),
        predictions=_regions(annotations.predictions, tile),
        curves=[piece for curve in annotations.curves for piece in _pieces(curve, tile)],
        points=[part for points in annotations.points for part in _points(points, tile)],
        classes=None if annotations.classes is None else annotations.classes[tile.slices],
        heat={name: plane[tile.slices] for name, plane in annotations.heat.items()},
    )


def _regions(regions: list[Region], tile: Box) -> list[Region]:
    cropped = (_region(region, tile) for region in regions)
    return [region for region in cropped if region is not None]


def _region(region: Region, tile: Box) -> Region | None:
    common = region.box.common(tile)
    if common.area == 0:
        return None
    if region.mask is None:
        if common.area < _needed(region.box.area, tile):
            return None
        return replace(region, box=_moved(common, tile))
    part = region.mask[_moved(common, region.box).slices]
    if part.sum() < _needed(float(region.mask.sum()), tile):
        return None
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    tight = Box(
        int(rows[0]),
        int(columns[0]),
        int(rows[-1] - rows[0]) + 1,
        int(columns[-1] - columns[0]) + 1,
    )
    box = Box(common.top + tight.top, common.left + tight.left, tight.height, tight.width)
    return replace(region, box=_moved(box, tile), mask=part[tight.slices])


def _needed(area: float, tile: Box) -> float:
    """How many pixels of an object of that area must be seen in the tile."""
    return max(1.0, min(_VISIBLE * area, _FILLING * tile.area))


def _moved(box: Box, origin: Box) -> Box:
    """The box in coordinates of another one."""
    return Box(box.top - origin.top, box.left - origin.left, box.height, box.width)


def _inside(points: NDArray[np.float64], tile: Box) -> NDArray[np.bool_]:
    low = np.array([tile.left, tile.top])
    inside: NDArray[np.bool_] = np.all(
        (points >= low) & (points <= low + np.array((tile.width, tile.height))), axis=1
    )
    return inside


def _pieces(curve: Curve, tile: Box) -> list[Curve]:
    inside = _inside(curve.points, tile)
    origin = np.array([tile.left, tile.top])
    points = curve.points
    if curve.closed:
        if inside.all():
            return [replace(curve, points=points - origin)]
        # It begins outside, so that no piece is cut where the outline happens to begin.
        first = -int(np.argmin(inside))
        points, inside = np.roll(points, first, axis=0), np.roll(inside, first)
    # The ends of the runs of points inside.
    changes = np.flatnonzero(np.diff(np.concatenate(([0], inside.astype(np.int8), [0]))))
    return [
        replace(curve, points=points[start:end] - origin, closed=False)
        for start, end in zip(changes[::2], changes[1::2], strict=True)
        if end - start >= _SHORTEST_CURVE
    ]


def _points(points: PointSet, tile: Box) -> list[PointSet]:
    inside = _inside(points.points, tile)
    if not inside.any():
        return []
    origin = np.array([tile.left, tile.top])
    return [PointSet(points.label, points.points[inside] - origin, points.confidence[inside])]

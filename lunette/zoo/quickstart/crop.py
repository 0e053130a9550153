"""The annotations of a part of a picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lunette.zoo.quickstart.annotations import Annotations, Box, Curve, PointSet, Region

__all__ = ["crop"]

# Of an object that is cut by the edge, less than this share says too little to keep its label.
_VISIBLE = 0.3
_SHORTEST_CURVE = 6


def crop(annotations: Annotations, tile: Box) -> Annotations:
    """What is seen in a tile, in pixels of the tile.

    Objects are cut at the edges of the tile, and left out if less than 30 % of them is inside.
    Lines are cut into the pieces inside; outlines are kept only if all of them is inside.
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
        if common.area < _VISIBLE * region.box.area:
            return None
        return replace(region, box=_moved(common, tile))
    part = region.mask[_moved(common, region.box).slices]
    if part.sum() < _VISIBLE * region.mask.sum():
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
    if curve.closed:
        return [replace(curve, points=curve.points - origin)] if inside.all() else []
    # The ends of the runs of points inside.
    changes = np.flatnonzero(np.diff(np.concatenate(([0], inside.astype(np.int8), [0]))))
    return [
        replace(curve, points=curve.points[start:end] - origin)
        for start, end in zip(changes[::2], changes[1::2], strict=True)
        if end - start >= _SHORTEST_CURVE
    ]


def _points(points: PointSet, tile: Box) -> list[PointSet]:
    inside = _inside(points.points, tile)
    if not inside.any():
        return []
    origin = np.array([tile.left, tile.top])
    return [PointSet(points.label, points.points[inside] - origin, points.confidence[inside])]

"""What polylines can become, and what they can be made of."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, sin
from typing import TYPE_CHECKING, Any

from lunette.core.checks import shown
from lunette.core.labels.contours import mask_polygons
from lunette.core.labels.painting import Canvas, painted

if TYPE_CHECKING:
    from lunette.core.labels.detection import Detection
    from lunette.core.labels.polyline import Polyline
    from lunette.core.labels.segmentation import Segmentation

__all__ = [
    "corners_of_rotated_box",
    "detection_of_polyline",
    "faces_of_cuboid",
    "segmentation_of_polylines",
    "shapes_of_mask",
]

#: Corners of the faces that together have all edges: front, back, and two sides.
_FACES = ((0, 1, 2, 3), (4, 5, 6, 7), (0, 3, 7, 4), (1, 2, 6, 5))


def detection_of_polyline(
    polyline: Polyline,
    mask_size: tuple[int, int] | None,
    frame_size: tuple[int, int] | None,
) -> Detection:
    """See :meth:`Polyline.to_detection`."""
    from lunette.core.labels.detection import Detection

    points = [point for shape in polyline.points for point in shape]
    if not points:
        raise ValueError("This Polyline has no points, so it has no box.")
    xs, ys = zip(*points, strict=True)
    x, y, w, h = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    mask = None
    if mask_size is None and frame_size is not None:
        mask_size = max(1, round(w * frame_size[0])), max(1, round(h * frame_size[1]))
    if mask_size is not None:
        # A line without width or height fills the mask that way.
        own = [
            [((px - x) / (w or 1), (py - y) / (h or 1)) for px, py in shape]
            for shape in polyline.points
        ]
        mask = painted(own, mask_size, polyline.closed, polyline.filled)
    kept = polyline._copied("points", "closed", "filled")
    return Detection(bounding_box=[x, y, w, h], mask=mask, **kept)


def segmentation_of_polylines(
    polylines: Sequence[tuple[Polyline, int | str]],
    mask: Any,
    frame_size: tuple[int, int] | None,
    target: int | str,
    thickness: int,
) -> Segmentation:
    """A segmentation with polylines painted into it, each with its target."""
    from lunette.core.labels.segmentation import Segmentation

    canvas = Canvas(mask, frame_size, target)
    for polyline, own_target in polylines:
        inside = painted(polyline.points, canvas.size, polyline.closed, polyline.filled, thickness)
        canvas.put(inside, 0, 0, own_target)
    return Segmentation(mask=canvas.array)


def shapes_of_mask(mask: Any, tolerance: float) -> list[list[tuple[float, float]]]:
    """The outlines of a mask of the whole image, relative to it; see :meth:`Polyline.from_mask`."""
    import numpy as np

    full = np.asarray(mask) != 0
    if full.ndim != 2 or not full.any():
        raise ValueError(
            f"A mask must have two dimensions and an object in it; this one has the shape "
            f"{full.shape} and {int(full.sum())} pixels that are not zero."
        )
    height, width = full.shape
    return [[(x / width, y / height) for x, y in p] for p in mask_polygons(full, tolerance)]


def faces_of_cuboid(vertices: Any, frame_size: tuple[int, int] | None) -> list[Any]:
    """Four faces of a box in space; see :meth:`Polyline.from_cuboid`."""
    width, height = frame_size or (1, 1)
    corners = [(float(x) / width, float(y) / height) for x, y in vertices]
    if len(corners) != 8:
        raise ValueError(f"A cuboid has eight vertices, not {len(corners)}: {shown(vertices)}.")
    return [[corners[i] for i in face] for face in _FACES]


def corners_of_rotated_box(
    xc: float, yc: float, w: float, h: float, theta: float, frame_size: tuple[int, int] | None
) -> list[tuple[float, float]]:
    """The corners of a box that is turned; see :meth:`Polyline.from_rotated_box`."""
    width, height = frame_size or (1, 1)
    c, s = cos(theta), sin(theta)
    corners = [(w / 2, h / 2), (-w / 2, h / 2), (-w / 2, -h / 2), (w / 2, -h / 2)]
    return [((xc + c * dx - s * dy) / width, (yc + s * dx + c * dy) / height) for dx, dy in corners]

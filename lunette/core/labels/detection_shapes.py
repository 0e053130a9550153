"""What detections can become, and what they can be made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from lunette.core.labels.contours import mask_polygons
from lunette.core.labels.painting import Canvas, pixel_box

if TYPE_CHECKING:
    from lunette.core.labels.detection import Detection
    from lunette.core.labels.polyline import Polyline
    from lunette.core.labels.segmentation import Segmentation

__all__ = [
    "detection_of_mask",
    "polyline_of_detection",
    "segmentation_of_detections",
    "targets_of",
]

T = TypeVar("T", bound="Detection")


def box_of(detection: Detection) -> list[float]:
    """The box of a detection.

    Raises:
        ValueError: if it has none
    """
    if detection.bounding_box is None:
        raise ValueError("This Detection has no bounding_box, so it has no place in the image.")
    return detection.bounding_box


def polyline_of_detection(detection: Detection, tolerance: float, filled: bool) -> Polyline:
    """See :meth:`Detection.to_polyline`."""
    from lunette.core.labels.polyline import Polyline

    x, y, w, h = box_of(detection)
    mask = detection.get_mask()
    if mask is None:
        shapes = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)]]
    else:
        rows, columns = mask.shape
        shapes = [
            [(x + px / columns * w, y + py / rows * h) for px, py in polygon]
            for polygon in mask_polygons(mask, tolerance)
        ]
    kept = detection._copied("bounding_box", "mask", "mask_path")
    return Polyline(points=shapes, closed=True, filled=filled, **kept)


def segmentation_of_detections(
    detections: list[tuple[Detection, int | str]],
    mask: Any,
    frame_size: tuple[int, int] | None,
    target: int | str,
) -> Segmentation:
    """A segmentation with detections painted into it, each with its target.

    Args:
        detections: those that have masks
        mask: an array to begin with, or None
        frame_size: width and height; needed without ``mask``
        target: one of the targets, which says whether the mask has colours
    """
    from lunette.core.labels.segmentation import Segmentation

    canvas = Canvas(mask, frame_size, target)
    for detection, own_target in detections:
        left, top, right, bottom = pixel_box(box_of(detection), *canvas.size)
        inside = resized(detection.get_mask() != 0, right - left, bottom - top)
        canvas.put(inside, left, top, own_target)
    return Segmentation(mask=canvas.array)


def resized(mask: Any, width: int, height: int) -> Any:
    """A mask of another size: each pixel is that whose place in the mask is nearest."""
    import numpy as np

    rows, columns = mask.shape
    ys = np.minimum((np.arange(height) + 0.5) * rows / height, rows - 1).astype(int)
    xs = np.minimum((np.arange(width) + 0.5) * columns / width, columns - 1).astype(int)
    return mask[ys][:, xs]


def targets_of(
    mask_targets: Mapping[Any, str] | None,
) -> tuple[int | str, dict[str | None, int | str] | None]:
    """One of the targets, 255 if none were given, and the target of each class."""
    if mask_targets is None:
        return 255, None
    by_label: dict[str | None, int | str] = {name: value for value, name in mask_targets.items()}
    return next(iter(mask_targets), 255), by_label


def detection_of_mask(
    cls: type[T], mask: Any, label: str | None, attributes: Mapping[str, Any]
) -> T:
    """See :meth:`Detection.from_mask`."""
    import numpy as np

    full = np.asarray(mask) != 0
    if full.ndim != 2 or not full.any():
        raise ValueError(
            f"A mask must have two dimensions and an object in it; this one has the shape "
            f"{full.shape} and {int(full.sum())} pixels that are not zero."
        )
    rows = np.flatnonzero(full.any(axis=1))
    columns = np.flatnonzero(full.any(axis=0))
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    left, right = int(columns[0]), int(columns[-1]) + 1
    height, width = full.shape
    box = [left / width, top / height, (right - left) / width, (bottom - top) / height]
    own_mask = full[top:bottom, left:right].copy()
    return cls(label=label, bounding_box=box, mask=own_mask, **attributes)

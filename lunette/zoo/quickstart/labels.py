"""From annotations in pixels to labels of a sample."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from skimage import measure, transform

from lunette.core.labels import (
    Detection,
    Detections,
    Heatmap,
    Keypoint,
    Keypoints,
    Polyline,
    Polylines,
    Segmentation,
)
from lunette.zoo.quickstart.annotations import Annotations, Curve, Region

__all__ = ["label_fields"]

#: Deviation of a simplified curve from the measured one, in pixels.
_TOLERANCE = 0.7
#: Longest side of a stored heat map; it is smooth, and shown over the picture at any size.
_LONGEST_HEAT = 360


def label_fields(annotations: Annotations, height: int, width: int) -> dict[str, Any]:
    """The label fields of a sample of that size. What was not looked for has no field; a list is
    empty where something was looked for and nothing found."""
    fields: dict[str, Any] = {
        "ground_truth": Detections(
            detections=[_detection(region, height, width) for region in annotations.truths]
        ),
        "predictions": Detections(
            detections=[_detection(region, height, width) for region in annotations.predictions]
        ),
    }
    if annotations.curves:
        shapes = [_polyline(curve, height, width) for curve in annotations.curves]
        fields["polylines"] = Polylines(polylines=shapes)
    if annotations.points:
        fields["keypoints"] = Keypoints(
            keypoints=[
                Keypoint(
                    label=points.label,
                    points=_relative(points.points, height, width),
                    confidence=[round(float(value), 4) for value in points.confidence],
                )
                for points in annotations.points
            ]
        )
    if annotations.classes is not None and annotations.classes.any():
        fields["segmentation"] = Segmentation(mask=np.ascontiguousarray(annotations.classes))
    for name, plane in annotations.heat.items():
        fields[name] = Heatmap(map=_reduced(plane), range=[0.0, 1.0])
    return fields


def _detection(region: Region, height: int, width: int) -> Detection:
    box = region.box
    attributes: dict[str, Any] = dict(region.attributes)
    return Detection(
        label=region.label,
        bounding_box=[box.left / width, box.top / height, box.width / width, box.height / height],
        mask=None if region.mask is None else np.ascontiguousarray(region.mask),
        confidence=None if region.confidence is None else round(region.confidence, 4),
        **attributes,
    )


def _polyline(curve: Curve, height: int, width: int) -> Polyline:
    points = np.concatenate((curve.points, curve.points[:1])) if curve.closed else curve.points
    simple = measure.approximate_polygon(points, _TOLERANCE)
    if curve.closed:
        simple = simple[:-1]
    return Polyline(
        label=curve.label,
        points=[_relative(simple, height, width)],
        closed=curve.closed,
        filled=False,
        length=round(float(np.hypot(*np.diff(points, axis=0).T).sum()), 1),
    )


def _relative(points: NDArray[Any], height: int, width: int) -> list[tuple[float, float]]:
    return [(round(float(x) / width, 5), round(float(y) / height, 5)) for x, y in points]


def _reduced(plane: NDArray[Any]) -> NDArray[np.float32]:
    scale = _LONGEST_HEAT / max(plane.shape)
    if scale < 1:
        shape = tuple(round(side * scale) for side in plane.shape)
        plane = transform.resize(plane, shape, order=1, anti_aliasing=True)
    return np.asarray(np.clip(plane, 0, 1), dtype=np.float32)

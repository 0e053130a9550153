"""A motorcycle that two cameras saw, so that its distance is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage import color, data, filters, morphology

from lunette.zoo.quickstart.annotations import Annotations
from lunette.zoo.quickstart.corners import corners
from lunette.zoo.quickstart.masks import components, disk, largest
from lunette.zoo.quickstart.outlines import outlines
from lunette.zoo.quickstart.regions import objects, scored_objects

__all__ = ["annotate_motorcycle"]

_MOTORCYCLE = 9


def annotate_motorcycle(picture: NDArray[np.uint8]) -> Annotations:
    """Truth: what the stereo measurement sees nearer than wall and floor. Prediction: the red
    paint. The heat map is the measured nearness."""
    with np.load(Path(data.__file__).parent / "motorcycle_disp.npz") as stored:
        disparity = stored["arr_0"]
    known = np.isfinite(disparity)
    # Where the two cameras did not see the same, the nearest measured pixel stands in.
    nearest = ndimage.distance_transform_edt(~known, return_distances=False, return_indices=True)
    filled = disparity[tuple(nearest)]
    near = (filled - filled.min()) / (filled.max() - filled.min())
    body = _above_floor(filled)
    red = filters.gaussian(color.rgb2lab(picture)[..., 1], 1)
    paint = components(morphology.closing(red > 28, disk(3)), 60)
    return Annotations(
        truths=objects(body.astype(int), "motorcycle", filled=False),
        predictions=scored_objects(paint, "red paint", red),
        curves=outlines(body, "motorcycle", shortest=200),
        points=corners(color.rgb2gray(picture), "corner", distance=20, most=80),
        classes=np.where(body, _MOTORCYCLE, 0).astype(np.uint8),
        heat={"nearness": near.astype(np.float32)},
    )


def _above_floor(disparity: NDArray[Any]) -> NDArray[Any]:
    """What stands on the floor in front of the wall.

    Along the left and right margins only floor is seen below the wall; its disparity grows
    linearly with the row, and what stands on it is nearer than that.
    """
    height, width = disparity.shape
    rows = np.arange(round(0.76 * height), height)
    margins = np.concatenate(
        (disparity[rows, : width // 12], disparity[rows, -width // 14 :]), axis=1
    )
    slope, offset = np.polyfit(rows, np.median(margins, axis=1), 1)
    floor = slope * np.arange(height)[:, None] + offset
    standing = (disparity > floor + 2.5) & (disparity > 37)
    return largest(morphology.opening(standing, disk(2)))

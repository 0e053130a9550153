"""Things packed side by side: stones of gravel, bricks of a wall."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage import filters, measure, morphology, segmentation, transform

from lunette.zoo.quickstart.annotations import Annotations, Curve
from lunette.zoo.quickstart.corners import corners
from lunette.zoo.quickstart.masks import components, split_touching
from lunette.zoo.quickstart.outlines import straight
from lunette.zoo.quickstart.regions import objects, scored_objects

__all__ = ["annotate_brick", "annotate_gravel"]

_MORTAR = 6


def annotate_gravel(picture: NDArray[np.uint8]) -> Annotations:
    """Truth thresholds locally and cuts what touches; the prediction floods the edge map from
    the bright tops of the stones."""
    grey = picture / 255
    soft = filters.gaussian(grey, 1)
    stones = morphology.opening(soft > filters.threshold_local(soft, 45), morphology.disk(2))
    truth = split_touching(ndimage.binary_fill_holes(stones), 5)
    wide = filters.gaussian(grey, 1.5)
    tops = measure.label(morphology.h_maxima(filters.gaussian(grey, 3), 0.03))
    body = wide > filters.threshold_local(wide, 61, offset=0.02)
    flooded = segmentation.watershed(filters.sobel(wide), tops, mask=body)
    return Annotations(
        truths=objects(truth, "stone", area=(110, 900), solidity=0.85),
        predictions=scored_objects(flooded, "stone", grey, area=(110, 1500), ring=2),
    )


def annotate_brick(picture: NDArray[np.uint8]) -> Annotations:
    """Truth floods the dark bricks until they meet at the bright mortar; the prediction takes
    what is not brighter than its neighbourhood."""
    grey = picture / 255
    basins = measure.label(morphology.h_minima(filters.gaussian(grey, 4), 0.02))
    flooded = segmentation.watershed(filters.gaussian(grey, 2), basins)
    soft = filters.gaussian(grey, 1)
    bright = soft > filters.threshold_local(soft, 61, offset=-0.02)
    borders = segmentation.find_boundaries(flooded)
    mortar = bright & ndimage.binary_dilation(borders, iterations=6)
    bricks = np.where(mortar | borders, 0, flooded)
    dark = components(morphology.opening(~bright, morphology.disk(3)), 150)
    return Annotations(
        truths=objects(bricks, "brick", area=(200, np.inf), solidity=0.7),
        predictions=scored_objects(dark, "brick", grey, ring=4),
        curves=_mortar_lines(borders),
        points=corners(grey, "corner", distance=14),
        classes=np.where(mortar, _MORTAR, 0).astype(np.uint8),
    )


def _mortar_lines(borders: NDArray[Any]) -> list[Curve]:
    """The long straight joints."""
    segments = transform.probabilistic_hough_line(
        morphology.skeletonize(borders), threshold=30, line_length=60, line_gap=5, rng=0
    )
    return [straight("joint", *segment) for segment in sorted(segments)]

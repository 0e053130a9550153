"""The eyes of a cat."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from skimage import color, feature, filters, transform

from lunette.zoo.quickstart.annotations import Annotations, Box, Region
from lunette.zoo.quickstart.corners import corners
from lunette.zoo.quickstart.masks import components
from lunette.zoo.quickstart.regions import objects

__all__ = ["annotate_cat"]


def annotate_cat(picture: NDArray[np.uint8]) -> Annotations:
    """Truth: eyes are the two large, compact, greenest areas with a pupil. Prediction: circles
    in the edge map (Hough transform), with the share of the circle that is edge."""
    lab = color.rgb2lab(picture)
    soft = filters.gaussian(lab[..., 1], 3)
    green = components(soft < np.percentile(soft, 4), 200)
    dark = lab[..., 0] < 30
    eyes = [
        eye
        for eye in objects(green, "eye", solidity=0.9)
        if dark[eye.box.slices][eye.mask].mean() > 0.05
    ]
    return Annotations(
        truths=eyes,
        predictions=_circles(lab[..., 0] / 100, "eye", range(22, 40, 2)),
        points=corners(color.rgb2gray(picture), "corner", distance=14, most=60),
    )


def _circles(grey: NDArray[Any], label: str, radii: range) -> list[Region]:
    """Circles in the edge map; the confidence is the share of the circle that is edge."""
    edges = feature.canny(grey, sigma=2.5)
    votes = transform.hough_circle(edges, list(radii))
    strength, columns, rows, sizes = transform.hough_circle_peaks(
        votes,
        list(radii),
        min_xdistance=30,
        min_ydistance=30,
        threshold=0.4 * votes.max(),
        total_num_peaks=8,
    )
    frame = Box(0, 0, *grey.shape)
    return [
        Region(
            label,
            Box(int(row - size), int(column - size), int(2 * size), int(2 * size)).common(frame),
            None,
            float(min(share, 1.0)),
            {"radius": float(size)},
        )
        for share, column, row, size in zip(strength, columns, rows, sizes, strict=True)
    ]

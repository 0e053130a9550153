"""Corners: points that can be found again."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from skimage import feature

from lunette.zoo.quickstart.annotations import PointSet

__all__ = ["corners"]


def corners(
    grey: NDArray[Any], label: str, distance: int = 12, threshold: float = 0.05, most: int = 150
) -> list[PointSet]:
    """The strongest corners (Shi and Tomasi), at least ``distance`` pixels apart.

    Their confidence is their response relative to the strongest one.
    """
    response = feature.corner_shi_tomasi(grey, sigma=2)
    peaks = feature.peak_local_max(
        response, min_distance=distance, threshold_rel=threshold, num_peaks=most
    )
    if len(peaks) == 0:
        return []
    strength = response[tuple(peaks.T)]
    confidence = np.sqrt(strength / strength.max())
    return [PointSet(label, peaks[:, ::-1].astype(float) + 0.5, confidence)]

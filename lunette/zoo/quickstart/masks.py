"""Operations on masks that all segmentations share."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage import feature, filters, measure, morphology, segmentation

__all__ = [
    "components",
    "disk",
    "hull",
    "largest",
    "smoothed",
    "split_touching",
    "spread",
    "without_holes",
    "without_specks",
]


def components(mask: NDArray[Any], at_least: int) -> NDArray[Any]:
    """The connected parts of a mask that have at least so many pixels, numbered from 1."""
    labels = measure.label(mask)
    kept = np.bincount(labels.ravel()) >= at_least
    kept[0] = False
    numbers = np.where(kept, np.cumsum(kept), 0)
    return np.asarray(numbers[labels])


def without_specks(mask: NDArray[Any], at_least: int) -> NDArray[Any]:
    """A mask without its connected parts of fewer pixels."""
    return components(mask, at_least) > 0


def without_holes(mask: NDArray[Any], at_least: int) -> NDArray[Any]:
    """A mask whose holes of fewer pixels are filled."""
    return ~without_specks(~mask, at_least)


def split_touching(mask: NDArray[Any], distance: int, smoothing: float = 1.0) -> NDArray[Any]:
    """Parts of a mask, where objects that touch are cut apart at their necks.

    A watershed of the distance to the background, flooded from its maxima, which are at least
    ``distance`` pixels apart.
    """
    depth = filters.gaussian(ndimage.distance_transform_edt(mask), smoothing)
    peaks = feature.peak_local_max(depth, min_distance=distance, labels=measure.label(mask))
    markers = np.zeros(mask.shape, dtype=np.int32)
    markers[tuple(peaks.T)] = np.arange(1, len(peaks) + 1)
    return np.asarray(segmentation.watershed(-depth, markers, mask=mask))


def spread(values: NDArray[Any]) -> float:
    """Standard deviation of normal noise with the same median absolute deviation."""
    return float(1.4826 * np.median(np.abs(values - np.median(values))))


def disk(radius: int) -> NDArray[Any]:
    """The pixels of a disk, as a footprint."""
    return np.asarray(morphology.disk(radius))


def smoothed(mask: NDArray[Any]) -> NDArray[Any]:
    """A mask without specks, threads and pin holes."""
    return np.asarray(morphology.opening(morphology.closing(mask, disk(3)), disk(3)))


def largest(mask: NDArray[Any]) -> NDArray[Any]:
    """The largest connected part of a mask.

    Raises:
        ValueError: if the mask is empty
    """
    labels = measure.label(mask)
    sizes = np.bincount(labels.ravel())[1:]
    if len(sizes) == 0:
        raise ValueError("There is nothing in the mask that could be its largest part.")
    return np.asarray(labels == 1 + np.argmax(sizes))


def hull(mask: NDArray[Any]) -> NDArray[Any]:
    """The convex hull of a mask."""
    return np.asarray(morphology.convex_hull_image(mask))

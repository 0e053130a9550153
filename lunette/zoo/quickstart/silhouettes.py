"""Dark or bright shapes in grey pictures: a photographer, shadows on the Moon, a clock."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage import feature, filters, morphology, segmentation, transform

from lunette.zoo.quickstart.annotations import Annotations
from lunette.zoo.quickstart.corners import corners
from lunette.zoo.quickstart.masks import components, disk, hull, largest, spread
from lunette.zoo.quickstart.outlines import outlines
from lunette.zoo.quickstart.regions import discs, objects, scored_objects

__all__ = ["annotate_clock", "annotate_moon", "annotate_photographer"]

_PERSON = 10


def annotate_photographer(picture: NDArray[np.uint8]) -> Annotations:
    """Truth: the largest dark area. Prediction: a contour that moves until inside and outside
    are most different (Chan and Vese)."""
    grey = picture / 255
    soft = filters.gaussian(grey, 2)
    dark = morphology.opening(soft < filters.threshold_otsu(soft), disk(3))
    person = ndimage.binary_fill_holes(largest(dark))
    small = transform.resize(grey, tuple(n // 2 for n in grey.shape), anti_aliasing=True)
    moved = segmentation.morphological_chan_vese(small, 40, smoothing=3) > 0
    if small[moved].mean() > small[~moved].mean():
        moved = ~moved
    found = components(np.kron(moved, np.ones((2, 2))) > 0, 400)
    return Annotations(
        truths=objects(person.astype(int), "person"),
        predictions=scored_objects(found, "person", grey),
        curves=outlines(person, "person"),
        points=corners(grey, "corner", distance=16, most=60),
        classes=np.where(person, _PERSON, 0).astype(np.uint8),
    )


def annotate_moon(picture: NDArray[np.uint8]) -> Annotations:
    """Shadows of craters and mountains. Truth: what is far darker than its surroundings.
    Prediction: dark blobs in scale space."""
    grey = picture / 255
    soft = filters.gaussian(grey, 1.5)
    relief = soft - filters.gaussian(soft, 25)
    shadow = components(relief < -3 * spread(relief), 60)
    blobs = feature.blob_log(
        np.clip(-relief, 0, None), min_sigma=3, max_sigma=20, num_sigma=7, threshold=0.04
    )
    return Annotations(
        truths=objects(shadow, "shadow", solidity=0.4, filled=False),
        predictions=discs(blobs, "shadow", soft, reach=1.5),
    )


def annotate_clock(picture: NDArray[np.uint8]) -> Annotations:
    """A moving clock. Truth: what differs from the even wall. Prediction: the bright part."""
    grey = picture / 255
    soft = filters.gaussian(grey, 2)
    differs = np.abs(soft - _wall(soft)) > 0.035
    body = hull(largest(morphology.opening(differs, disk(3))))
    bright = components(soft > filters.threshold_otsu(soft), 400)
    return Annotations(
        truths=objects(body.astype(int), "clock"),
        predictions=scored_objects(bright, "clock", grey),
        curves=outlines(body, "clock"),
    )


def _wall(grey: NDArray[Any]) -> NDArray[Any]:
    """The brightness of the wall behind: a quadratic surface through the margins."""
    height, width = grey.shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    terms = np.stack((np.ones_like(x), x, y, x * x, x * y, y * y), axis=-1)
    margin = np.maximum(np.abs(x), np.abs(y)) > 0.7
    weights, *_ = np.linalg.lstsq(terms[margin], grey[margin], rcond=None)
    return np.asarray(terms @ weights)

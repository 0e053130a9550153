"""Coins: two ways to segment them, and which pixels are coin."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage import filters, morphology, segmentation

from lunette.zoo.quickstart.annotations import Annotations
from lunette.zoo.quickstart.masks import components, split_touching
from lunette.zoo.quickstart.regions import objects, scored_objects

__all__ = ["annotate_coins"]

_COIN = 7


def annotate_coins(picture: NDArray[np.uint8]) -> Annotations:
    """Truth floods the edge map from sure coin and sure background; the prediction thresholds
    the picture and cuts what touches."""
    grey = picture.astype(float)
    truth = _flooded(grey)
    return Annotations(
        truths=objects(truth, "coin"),
        predictions=scored_objects(_thresholded(grey / 255), "coin", grey, area=(150, np.inf)),
        classes=np.where(truth > 0, _COIN, 0).astype(np.uint8),
    )


def _flooded(grey: NDArray[Any]) -> NDArray[Any]:
    markers = np.zeros(grey.shape, dtype=np.int32)
    markers[grey < 30] = 1
    markers[grey > 150] = 2
    coin = segmentation.watershed(filters.sobel(grey), markers) == 2
    return components(ndimage.binary_fill_holes(coin), 300)


def _thresholded(grey: NDArray[Any]) -> NDArray[Any]:
    # The light falls off over the picture.
    background = filters.gaussian(ndimage.minimum_filter(grey, 41), 20)
    flat = filters.gaussian(grey - background, 1)
    coin = morphology.closing(flat > filters.threshold_otsu(flat), morphology.disk(2))
    coin = morphology.opening(ndimage.binary_fill_holes(coin), morphology.disk(3))
    return split_touching(coin, distance=10, smoothing=2)

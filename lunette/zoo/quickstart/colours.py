"""Subjects that differ from the rest by their colour: a flower, a cup on its saucer."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage import color, filters, morphology
from sklearn.cluster import KMeans

from lunette.zoo.quickstart.annotations import Annotations
from lunette.zoo.quickstart.masks import components, disk, hull, largest, smoothed
from lunette.zoo.quickstart.outlines import outlines
from lunette.zoo.quickstart.regions import objects, scored_objects

__all__ = ["annotate_coffee", "annotate_flower"]

_FLOWER = 8


def annotate_flower(picture: NDArray[np.uint8]) -> Annotations:
    """Truth thresholds how red and yellow a pixel is; the prediction is the light one of two
    clusters of colours."""
    lab = color.rgb2lab(picture)
    warm = filters.gaussian(lab[..., 1] + lab[..., 2], 2)
    petals = ndimage.binary_fill_holes(warm > filters.threshold_otsu(warm))
    petals = components(morphology.opening(petals, morphology.disk(4)), 800)
    clusters, centres = _clusters(lab, 2)
    light = components(clusters == int(np.argmax(centres[:, 0])), 400)
    return Annotations(
        truths=objects(petals, "flower"),
        predictions=scored_objects(light, "flower", lab[..., 0]),
        curves=outlines(petals > 0, "flower"),
        classes=np.where(petals > 0, _FLOWER, 0).astype(np.uint8),
    )


def annotate_coffee(picture: NDArray[np.uint8]) -> Annotations:
    """Truth: saucer and cup are the hulls of the largest red and the largest white area.
    Prediction: clusters of colours."""
    lab = color.rgb2lab(picture)
    light, red, yellow = (filters.gaussian(lab[..., channel], 2) for channel in range(3))
    # Wood is as saturated as the saucer, but a little more yellow.
    ceramic = (red > 22) & (np.degrees(np.arctan2(yellow, red)) < 46)
    saucer = hull(largest(morphology.opening(ceramic, disk(6))))
    cup = hull(largest(morphology.opening(light > 72, disk(4))))
    clusters, centres = _clusters(lab, 4)
    reddest, lightest = int(np.argmax(centres[:, 1])), int(np.argmax(centres[:, 0]))
    grey = lab[..., 0]
    predictions = [
        *scored_objects(components(smoothed(clusters == reddest), 2000), "saucer", lab[..., 1]),
        *scored_objects(components(smoothed(clusters == lightest), 1500), "cup", grey),
    ]
    return Annotations(
        truths=[*objects(saucer.astype(int), "saucer"), *objects(cup.astype(int), "cup")],
        predictions=predictions,
        curves=[*outlines(saucer, "saucer"), *outlines(cup, "cup")],
    )


def _clusters(lab: NDArray[Any], count: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """The cluster of each pixel's colour, and the colours of their centres in CIELAB."""
    soft = filters.gaussian(lab, 2, channel_axis=-1)
    # A sample of the pixels fixes the centres as well as all of them.
    model = KMeans(count, n_init=4, random_state=0).fit(soft[::6, ::6].reshape(-1, 3))
    return model.predict(soft.reshape(-1, 3)).reshape(lab.shape[:2]), model.cluster_centers_

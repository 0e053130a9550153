"""A pagoda between sky and trees."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from skimage import color, filters, morphology

from lunette.zoo.quickstart.annotations import Annotations
from lunette.zoo.quickstart.corners import corners
from lunette.zoo.quickstart.masks import components, disk, hull, smoothed
from lunette.zoo.quickstart.regions import objects, scored_objects

__all__ = ["annotate_pagoda"]

_SKY, _VEGETATION = 3, 4


def annotate_pagoda(picture: NDArray[np.uint8]) -> Annotations:
    """Sky is light and hangs from the top edge; vegetation is dark and yellowish green; the
    pagoda is the large reddish thing between them."""
    lab = filters.gaussian(color.rgb2lab(picture), 1.5, channel_axis=-1)
    light, red, yellow = lab[..., 0], lab[..., 1], lab[..., 2]
    parts = components(morphology.opening(light > 60, disk(3)), 500)
    sky = np.isin(parts, np.setdiff1d(np.unique(parts[0]), [0]))
    plants = components(morphology.opening(~sky & (red < 0.5) & (yellow > 4), disk(3)), 500) > 0
    building = hull(components(red > 10, 400) > 0) & ~sky
    reddish = components(smoothed(filters.gaussian(red, 3) > filters.threshold_otsu(red)), 600)
    classes = np.select([sky, plants], [_SKY, _VEGETATION], 0).astype(np.uint8)
    return Annotations(
        truths=objects(building.astype(int), "pagoda"),
        predictions=scored_objects(reddish, "pagoda", red, area=(600, np.inf)),
        points=corners(color.rgb2gray(picture), "corner", distance=14, most=100),
        classes=classes,
    )

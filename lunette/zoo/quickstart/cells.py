"""Cells: nuclei in stained tissue, and a single cell."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage import color, exposure, feature, filters, morphology

from lunette.zoo.quickstart.annotations import Annotations
from lunette.zoo.quickstart.masks import (
    components,
    split_touching,
    spread,
    without_holes,
    without_specks,
)
from lunette.zoo.quickstart.outlines import outlines
from lunette.zoo.quickstart.regions import discs, objects, scored_objects

__all__ = ["annotate_cell", "annotate_tissue"]

_EPITHELIUM = 2


def annotate_tissue(picture: NDArray[np.uint8]) -> Annotations:
    """Nuclei take up haematoxylin (blue), the epithelium binds the antibody (brown).

    Truth thresholds the blue stain locally and cuts what touches; the prediction looks for blobs
    of blue stain in scale space.
    """
    stains = color.rgb2hed(picture)
    blue, brown = stains[..., 0], filters.gaussian(stains[..., 2], 3)
    soft = filters.gaussian(blue, 1.5)
    nuclei = soft > np.maximum(
        filters.threshold_local(soft, 71), 0.95 * filters.threshold_otsu(soft)
    )
    nuclei = ndimage.binary_fill_holes(morphology.opening(nuclei, morphology.disk(3)))
    epithelium = without_holes(brown > filters.threshold_otsu(brown), 2000)
    epithelium = without_specks(epithelium, 1500)
    even = exposure.rescale_intensity(blue, out_range=(0, 1))
    blobs = feature.blob_log(
        even, min_sigma=4, max_sigma=8, num_sigma=5, threshold=0.08, overlap=0.3
    )
    return Annotations(
        truths=objects(split_touching(nuclei, 6), "nucleus", area=(60, 700), solidity=0.82),
        predictions=discs(blobs, "nucleus", soft, reach=1.5),
        classes=np.where(epithelium, _EPITHELIUM, 0).astype(np.uint8),
    )


def annotate_cell(picture: NDArray[np.uint8]) -> Annotations:
    """Truth thresholds the brightness; the prediction floods from where its gradient is largest."""
    grey = picture / 255
    soft = filters.gaussian(grey, 3)
    body = components(soft > filters.threshold_otsu(soft), 400)
    rings = _ringed(grey)
    return Annotations(
        truths=objects(body, "cell"),
        predictions=scored_objects(rings, "cell", grey, area=(60, np.inf)),
        curves=outlines(body > 0, "membrane"),
    )


def _ringed(grey: NDArray[Any]) -> NDArray[Any]:
    """What closed rings of strong edges enclose."""
    edges = filters.sobel(filters.gaussian(grey, 2))
    strong = edges > np.median(edges) + 12 * spread(edges)
    return components(ndimage.binary_fill_holes(strong), 60)

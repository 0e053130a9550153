"""Faces, found by a cascade of local binary patterns and by the colour of skin."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage import color, data, feature, morphology

from lunette.zoo.quickstart.annotations import Annotations, Box, Region
from lunette.zoo.quickstart.corners import corners
from lunette.zoo.quickstart.masks import largest

__all__ = ["annotate_portrait"]

_SCALE_FACTORS = (1.05, 1.1, 1.15, 1.2, 1.25, 1.3)
_SMALLEST, _LARGEST = (50, 50), (250, 250)


def annotate_portrait(picture: NDArray[np.uint8]) -> Annotations:
    """Truth is where a strict cascade fires and most pixels have the colour of skin, with the
    skin as its mask; the prediction is every hit of a permissive cascade.

    The confidence of a prediction is the geometric mean of two shares: that of six image pyramids
    of different fineness in which the cascade fires there, and that of the pixels with the colour
    of skin.
    """
    cascade = feature.Cascade(data.lbp_frontal_face_cascade_filename())
    passes = [_hits(cascade, picture, factor, neighbours=1) for factor in _SCALE_FACTORS]
    strict = _hits(cascade, picture, 1.1, neighbours=4)
    skin = _skin(picture)
    truths = [_face(box, skin) for box in strict if skin[box.slices].mean() > 0.4]
    return Annotations(
        truths=truths,
        predictions=_voted(passes, skin),
        points=corners(color.rgb2gray(picture), "corner", distance=16, most=80),
    )


def _hits(cascade: Any, picture: NDArray[np.uint8], factor: float, neighbours: int) -> list[Box]:
    found = cascade.detect_multi_scale(
        picture,
        scale_factor=factor,
        step_ratio=1,
        min_size=_SMALLEST,
        max_size=_LARGEST,
        min_neighbor_number=neighbours,
    )
    return [Box(hit["r"], hit["c"], hit["height"], hit["width"]) for hit in found]


def _skin(picture: NDArray[np.uint8]) -> NDArray[Any]:
    """Pixels with the colour of skin: within the usual range of chroma, and neither dark nor as
    saturated as orange cloth."""
    chroma = color.rgb2ycbcr(picture)
    blue, red = chroma[..., 1], chroma[..., 2]
    lab = color.rgb2lab(picture)
    likely = (blue > 77) & (blue < 127) & (red > 133) & (red < 173)
    likely &= (lab[..., 0] > 55) & (lab[..., 1] < 32)
    return np.asarray(morphology.opening(likely, morphology.disk(2)))


def _face(box: Box, skin: NDArray[Any]) -> Region:
    """The face in a box: the convex hull of its skin, so that eyes and mouth are part of it."""
    hull = morphology.convex_hull_image(largest(skin[box.slices]))
    (rows, columns) = ndimage.find_objects(hull.astype(np.int32))[0]
    tight = Box(
        box.top + rows.start,
        box.left + columns.start,
        rows.stop - rows.start,
        columns.stop - columns.start,
    )
    return Region("face", tight, hull[rows, columns])


def _voted(passes: list[list[Box]], skin: NDArray[Any]) -> list[Region]:
    """Hits of all passes, those of the same place as one."""
    groups: list[list[tuple[int, Box]]] = []
    for number, boxes in enumerate(passes):
        for box in boxes:
            for group in groups:
                if _overlap(group[0][1], box) > 0.4:
                    group.append((number, box))
                    break
            else:
                groups.append([(number, box)])
    regions = []
    for group in groups:
        share = len({number for number, _ in group}) / len(passes)
        mean = np.mean([(b.top, b.left, b.height, b.width) for _, b in group], axis=0)
        top, left, height, width = (round(v) for v in mean)
        box = Box(top, left, height, width)
        confidence = float(np.sqrt(share * skin[box.slices].mean()))
        regions.append(Region("face", box, None, confidence, {"pyramids": round(share, 3)}))
    return regions


def _overlap(one: Box, other: Box) -> float:
    """Intersection over union."""
    common = one.common(other).area
    return common / (one.area + other.area - common)

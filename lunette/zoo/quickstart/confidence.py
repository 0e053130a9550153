"""How sure one can be of a found object, measured in the picture."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, stats

from lunette.zoo.quickstart.annotations import Box, Region

__all__ = ["contrast", "separability"]


def separability(image: NDArray[Any], region: Region, ring: int | None = None) -> float:
    """How well an object stands out from its surroundings, between 0 and 1.

    |2 p - 1|, where p is the probability that a pixel of the object is brighter than a pixel of
    the ring around it (the Mann-Whitney statistic).

    Args:
        image: shape (height, width)
        region: the object, with its mask
        ring (None): width of the ring in pixels; by default a quarter of the size of the object

    Raises:
        ValueError: if the object has no mask
    """
    if region.mask is None:
        raise ValueError(f"The object {region.label!r} has no mask to measure.")
    size = (region.box.height + region.box.width) / 2
    margin = max(3, round(size / 4)) if ring is None else ring
    around = Box(
        region.box.top - margin,
        region.box.left - margin,
        region.box.height + 2 * margin,
        region.box.width + 2 * margin,
    ).common(Box(0, 0, *image.shape[:2]))
    inside = np.zeros((around.height, around.width), dtype=bool)
    top, left = region.box.top - around.top, region.box.left - around.left
    inside[top : top + region.box.height, left : left + region.box.width] = region.mask
    values = image[around.slices]
    surroundings = ndimage.binary_dilation(inside, iterations=margin) & ~inside
    own, other = values[inside], values[surroundings]
    if len(own) == 0 or len(other) == 0:
        return 0.0
    ranks = stats.rankdata(np.concatenate((own, other)))[: len(own)].sum()
    brighter = (ranks - len(own) * (len(own) + 1) / 2) / (len(own) * len(other))
    return float(abs(2 * brighter - 1))


def contrast(image: NDArray[Any], region: Region, black: float) -> float:
    """How much lighter an object is than its surroundings, between 0 and 1.

    Michelson's contrast of the brightest pixel and the median of the box's rim.

    Args:
        image: shape (height, width)
        region: the object; only its box is used
        black: brightness that counts as none
    """
    part = np.clip(image[region.box.slices] - black, 0, None)
    rim = np.concatenate((part[0], part[-1], part[:, 0], part[:, -1]))
    peak, ground = float(part.max()), float(np.median(rim))
    return 0.0 if peak <= 0 else (peak - ground) / (peak + ground)

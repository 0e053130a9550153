"""From labelled pixels to objects, with a confidence that can be explained."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from skimage import measure

from lunette.zoo.quickstart.annotations import Box, Region
from lunette.zoo.quickstart.confidence import separability

__all__ = ["box_of", "discs", "objects", "scored_objects"]


def box_of(bounds: tuple[int, int, int, int]) -> Box:
    """A box from (top, left, bottom, right) as scikit-image gives it."""
    top, left, bottom, right = (int(v) for v in bounds)
    return Box(top, left, bottom - top, right - left)


def objects(
    labels: NDArray[Any],
    name: str,
    *,
    area: tuple[float, float] = (0, np.inf),
    solidity: float = 0.0,
    filled: bool = True,
) -> list[Region]:
    """The objects of an image of numbered pixels.

    Args:
        labels: a number for each pixel, 0 for the background
        name: the class of all of them
        area: fewest and most pixels of an object that is kept
        solidity: the least share of its convex hull that a kept object fills
        filled: whether holes are filled
    """
    return [
        Region(
            name,
            box_of(found.bbox),
            np.asarray(found.image_filled if filled else found.image, dtype=bool),
            attributes={"area": float(found.area), "solidity": round(float(found.solidity), 3)},
        )
        for found in measure.regionprops(labels)
        if area[0] <= found.area <= area[1] and found.solidity >= solidity
    ]


def scored_objects(
    labels: NDArray[Any],
    name: str,
    image: NDArray[Any],
    *,
    area: tuple[float, float] = (0, np.inf),
    ring: int | None = None,
    compact: bool = True,
) -> list[Region]:
    """The objects of an image of numbered pixels, each with a confidence.

    The confidence is how well the object stands out from its surroundings
    (:func:`separability`), times how compact it is (its solidity) unless ``compact`` is False.
    ``ring`` is how many pixels around it count as surroundings.
    """
    found = objects(labels, name, area=area)
    return [
        Region(
            region.label,
            region.box,
            region.mask,
            separability(image, region, ring)
            * (float(region.attributes["solidity"]) if compact else 1.0),
            region.attributes,
        )
        for region in found
    ]


def discs(
    blobs: Iterable[tuple[float, float, float]], name: str, image: NDArray[Any], reach: float
) -> list[Region]:
    """Boxes around blobs, given as (row, column, sigma), each with a confidence.

    Args:
        blobs: where and how large they are
        name: the class of all of them
        image: brightness, to measure how well they stand out
        reach: half the side of a box in multiples of sigma
    """
    regions = []
    frame = Box(0, 0, *image.shape[:2])
    for row, column, sigma in blobs:
        half = max(reach * sigma, 1.5)
        top, left = round(row - half), round(column - half)
        side = max(3, round(2 * half))
        box = Box(top, left, side, side).common(frame)
        if box.area == 0:
            continue
        grid = np.mgrid[box.slices]
        disc = np.hypot(grid[0] - row, grid[1] - column) <= half
        confidence = separability(image, Region(name, box, disc))
        regions.append(Region(name, box, None, confidence, {"sigma": round(float(sigma), 2)}))
    return regions

"""Outlines of areas and centre lines of thin structures, as curves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage import measure

from lunette.zoo.quickstart.annotations import Curve

__all__ = ["branch_points", "centre_lines", "outlines", "straight"]

_NEIGHBOURS = np.ones((3, 3), dtype=np.uint8)


def outlines(mask: NDArray[np.bool_], label: str, shortest: int = 30) -> list[Curve]:
    """The outer outlines of an area."""
    # A frame of background closes the outline of what touches the edge of the picture.
    framed = np.pad(ndimage.binary_fill_holes(mask), 1).astype(float)
    curves = []
    for contour in measure.find_contours(framed, 0.5):
        if len(contour) >= shortest:
            points = np.clip(contour[:-1, ::-1] - 0.5, 0, [mask.shape[1], mask.shape[0]])
            curves.append(Curve(label, points, closed=True))
    return curves


def straight(label: str, start: tuple[int, int], end: tuple[int, int]) -> Curve:
    """The line between two pixels, both given as (x, y)."""
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1])) + 1
    points = np.linspace(start, end, steps)
    return Curve(label, points + 0.5)


def branch_points(skeleton: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The pixels of a skeleton where three or more branches meet."""
    neighbours = ndimage.convolve(skeleton.astype(np.uint8), _NEIGHBOURS, mode="constant") - 1
    branching: NDArray[np.bool_] = skeleton & (neighbours >= 3)
    return branching


def centre_lines(skeleton: NDArray[np.bool_], label: str, shortest: int) -> list[Curve]:
    """The branches of a skeleton with at least so many pixels, each as one open curve."""
    cut = ndimage.binary_dilation(branch_points(skeleton), _NEIGHBOURS)
    branches = measure.label(skeleton & ~cut, connectivity=2)
    curves = []
    for branch in measure.regionprops(branches):
        if len(branch.coords) >= shortest:
            ordered = _walked({(int(row), int(column)) for row, column in branch.coords})
            curves.append(Curve(label, np.array(ordered, dtype=float)[:, ::-1] + 0.5))
    return curves


def _walked(pixels: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pixels of a branch in order, from one end to the other."""

    def near(pixel: tuple[int, int]) -> list[tuple[int, int]]:
        row, column = pixel
        # Straight neighbours first, so that the walk cuts no corner and leaves nothing behind.
        steps = ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, -1), (-1, 1))
        around = ((row + down, column + right) for down, right in steps)
        return [other for other in around if other in pixels]

    ends = [pixel for pixel in pixels if len(near(pixel)) == 1]
    current: tuple[int, int] | None = min(ends or pixels)
    path: list[tuple[int, int]] = []
    left = set(pixels)
    while current is not None:
        path.append(current)
        left.discard(current)
        current = next((other for other in near(current) if other in left), None)
    return path

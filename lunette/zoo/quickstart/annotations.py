"""What is found in a picture, in pixels of that picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Annotations", "Box", "Curve", "PointSet", "Region"]

Mask = NDArray[np.bool_]
Plane = NDArray[np.float64]


@dataclass(frozen=True)
class Box:
    """A rectangle of whole pixels.

    Attributes:
        top: first row
        left: first column
        height: number of rows
        width: number of columns
    """

    top: int
    left: int
    height: int
    width: int

    @property
    def bottom(self) -> int:
        """The row after the last one."""
        return self.top + self.height

    @property
    def right(self) -> int:
        """The column after the last one."""
        return self.left + self.width

    @property
    def area(self) -> int:
        """Number of pixels."""
        return self.height * self.width

    @property
    def slices(self) -> tuple[slice, slice]:
        """Index of these pixels in an array of rows and columns."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def common(self, other: Box) -> Box:
        """The part that both have; its height or width is 0 if there is none."""
        top, left = max(self.top, other.top), max(self.left, other.left)
        height = max(0, min(self.bottom, other.bottom) - top)
        return Box(top, left, height, max(0, min(self.right, other.right) - left))

    def contains(self, other: Box) -> bool:
        """Whether all of the other is inside this one."""
        return self.common(other) == other


@dataclass(frozen=True)
class Region:
    """An object.

    Attributes:
        label: its class
        box: where it is
        mask: which pixels of the box belong to it, shape (box.height, box.width); None if only
            the box is known
        confidence: between 0 and 1; None for what is taken as true
        attributes: measured properties of the object
    """

    label: str
    box: Box
    mask: Mask | None = None
    confidence: float | None = None
    attributes: dict[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Curve:
    """A line, or an outline if it is closed.

    Attributes:
        label: its class
        points: (x, y) of its points, shape (n, 2), neighbours at most about a pixel apart
        closed: whether the last point is joined to the first
    """

    label: str
    points: NDArray[np.float64]
    closed: bool = False


@dataclass(frozen=True)
class PointSet:
    """Points of one kind.

    Attributes:
        label: their class
        points: (x, y) of each, shape (n, 2)
        confidence: strength of each relative to the strongest, shape (n,), between 0 and 1
    """

    label: str
    points: NDArray[np.float64]
    confidence: NDArray[np.float64]


@dataclass(frozen=True)
class Annotations:
    """Everything found in one picture.

    Attributes:
        truths: objects that one algorithm found and that count as true
        predictions: objects that a second, different algorithm found
        curves: lines and outlines
        points: points of interest
        classes: class of every pixel as in :data:`PIXEL_CLASSES`, 0 for none
        heat: named maps of values between 0 and 1
    """

    truths: list[Region] = field(default_factory=list)
    predictions: list[Region] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    points: list[PointSet] = field(default_factory=list)
    classes: NDArray[np.uint8] | None = None
    heat: dict[str, NDArray[Any]] = field(default_factory=dict)


#: What the numbers of :attr:`Annotations.classes` mean.
PIXEL_CLASSES: dict[int, str] = {
    1: "vessel",
    2: "epithelium",
    3: "sky",
    4: "vegetation",
    5: "ink",
    6: "mortar",
    7: "coin",
    8: "flower",
    9: "motorcycle",
    10: "person",
}

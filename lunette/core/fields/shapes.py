"""Fields of lists with a meaning: points, shapes, ranges of values and of frames."""

from __future__ import annotations

from typing import Any, ClassVar

from lunette.core.fields.base import Field
from lunette.core.fields.containers import ListField
from lunette.core.fields.scalars import FloatField, IntField
from lunette.core.points import (
    checked_points,
    checked_range,
    checked_shapes,
    checked_support,
)

__all__ = [
    "FrameSupportField",
    "HeatmapRangeField",
    "KeypointsField",
    "PolylinePointsField",
]


class _Shape(ListField):
    """A list with a meaning."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(self._element(), **kwargs)

    def _element(self) -> Field | None:
        return ListField(FloatField())

    def __str__(self) -> str:
        return Field.__str__(self)


class KeypointsField(_Shape):
    """Lists of points ``(x, y)``; ``(nan, nan)`` for one that is missing."""

    form = "keypoints"

    def checked(self, value: Any, owner: str) -> Any:
        return checked_points(value, owner, missing=True)


class PolylinePointsField(_Shape):
    """Lists of shapes, each a list of points ``(x, y)``."""

    form = "polyline_points"

    def _element(self) -> Field:
        return ListField(ListField(FloatField()))

    def checked(self, value: Any, owner: str) -> Any:
        return checked_shapes(value, owner)


class HeatmapRangeField(_Shape):
    """The values ``[min, max]`` of a heat map."""

    form = "heatmap_range"
    empty: ClassVar[Any] = None

    def _element(self) -> Field:
        return FloatField()

    def checked(self, value: Any, owner: str) -> list[float]:
        return checked_range(value, owner)


class FrameSupportField(_Shape):
    """The frames ``[first, last]`` of a part of a video, from 1."""

    form = "frame_support"

    def _element(self) -> Field:
        return IntField()

    def checked(self, value: Any, owner: str) -> list[int]:
        return checked_support(value, owner)

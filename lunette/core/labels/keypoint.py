"""Keypoints: named or numbered points of an object."""

from __future__ import annotations

from typing import Any, ClassVar

from lunette.core.checks import checked
from lunette.core.document import FieldType
from lunette.core.labels.base import LabelList, SingleLabel
from lunette.core.labels.points import checked_points

__all__ = ["Keypoint", "Keypoints"]


class Keypoint(SingleLabel):
    """The points of one object, in a fixed order.

    Args:
        label (None): the class
        points (None): list of ``(x, y)`` relative to the image; ``(nan, nan)`` for a missing point
        confidence (None): list of numbers, one per point
        index (None): a number that identifies the object among several images
        tags (None): list of strings
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **SingleLabel._fields,
        "label": ("string", None),
        "points": ("list", "list"),
        "confidence": ("list", "float"),
        "index": ("int", None),
    }
    label: str | None = None
    confidence: list[float] | None = None
    index: int | None = None
    points: list[Any]

    def __init__(self, *, points: Any = (), tags: list[str] | None = None, **attributes: Any):
        super().__init__(tags=tags, points=points, **attributes)

    def _checked(self, name: str, value: Any) -> Any:
        if name == "points":
            return checked_points(value, f"Keypoint.points of {self.label!r}", missing=True)
        value = super()._checked(name, value)
        if name == "confidence":
            return [checked("float", c, "A value of Keypoint.confidence") for c in value]
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, () if name == "points" and value is None else value)

    def _to_stored(self) -> dict[str, Any]:
        self._checked("points", self.points)
        return super()._to_stored()


class Keypoints(LabelList[Keypoint]):
    """The keypoints of an image, one :class:`Keypoint` per object.

    Args:
        keypoints (None): list of :class:`Keypoint`
    """

    _list = "keypoints"
    _element = Keypoint
    _fields: ClassVar[dict[str, FieldType]] = {"keypoints": ("list", "document")}
    keypoints: list[Keypoint]

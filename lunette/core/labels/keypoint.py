"""Keypoints: named or numbered points of an object."""

from __future__ import annotations

from typing import Any, ClassVar

from lunette.core.checks import checked
from lunette.core.document import FieldType
from lunette.core.labels.base import LabelList, ObjectLabel
from lunette.core.points import checked_points

__all__ = ["Keypoint", "Keypoints"]


class Keypoint(ObjectLabel):
    """The points of one object, in a fixed order.

    Args:
        label (None): the class
        points (None): list of ``(x, y)`` relative to the image; ``(nan, nan)`` for a missing point
        confidence (None): list of numbers, one per point
        index (None): a number that identifies the object among several images
        instance (None): the :class:`Instance` that the label shows, which others may show too
        tags (None): list of strings
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        "id": FieldType("object_id"),
        "attributes": ObjectLabel._fields["attributes"],
        "tags": FieldType("list", "string"),
        "label": FieldType("string"),
        "points": FieldType("list", "list", "keypoints"),
        "confidence": FieldType("list", "float"),
        "index": FieldType("int"),
        "instance": ObjectLabel._fields["instance"],
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

    def to_shapely(self, frame_size: tuple[int, int] | None = None) -> Any:
        """The points as a shapely geometry, without those that are missing.

        Args:
            frame_size (None): width and height of the image, for coordinates in pixels

        Raises:
            ImportError: if shapely is not installed
        """
        from lunette.core.labels.shapely_shapes import point_set

        return point_set(self.points, frame_size)


class Keypoints(LabelList[Keypoint]):
    """The keypoints of an image, one :class:`Keypoint` per object.

    Args:
        keypoints (None): list of :class:`Keypoint`
    """

    _list = "keypoints"
    _element = Keypoint
    _fields: ClassVar[dict[str, FieldType]] = {
        "keypoints": FieldType("list", "document", None, "Keypoint")
    }
    keypoints: list[Keypoint]

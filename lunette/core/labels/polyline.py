"""Polylines: open or closed lines, and polygons."""

from __future__ import annotations

from typing import Any, ClassVar

from lunette.core.document import FieldType
from lunette.core.labels.base import LabelList, SingleLabel
from lunette.core.labels.points import checked_shapes

__all__ = ["Polyline", "Polylines"]


class Polyline(SingleLabel):
    """One or more lines or polygons that belong together.

    Args:
        label (None): the class
        points (None): list of shapes, each a list of ``(x, y)`` relative to the image
        confidence (None): usually between 0 and 1
        index (None): a number that identifies the object among several images
        closed (False): whether the last point is joined to the first
        filled (False): whether the shapes are areas
        tags (None): list of strings
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **SingleLabel._fields,
        "label": ("string", None),
        "points": ("list", "list"),
        "confidence": ("float", None),
        "index": ("int", None),
        "closed": ("bool", None),
        "filled": ("bool", None),
    }
    label: str | None = None
    confidence: float | None = None
    index: int | None = None
    closed: bool = False
    filled: bool = False
    points: list[Any]

    def __init__(self, *, points: Any = (), tags: list[str] | None = None, **attributes: Any):
        super().__init__(tags=tags, points=points, **attributes)

    def _checked(self, name: str, value: Any) -> Any:
        if name == "points":
            return checked_shapes(value, f"Polyline.points of {self.label!r}")
        return super()._checked(name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, () if name == "points" and value is None else value)

    def _to_stored(self) -> dict[str, Any]:
        self._checked("points", self.points)
        return super()._to_stored()


class Polylines(LabelList[Polyline]):
    """The polylines of an image.

    Args:
        polylines (None): list of :class:`Polyline`
    """

    _list = "polylines"
    _element = Polyline
    _fields: ClassVar[dict[str, FieldType]] = {"polylines": ("list", "document")}
    polylines: list[Polyline]

"""Detections: boxes around objects, with or without a mask."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any, ClassVar

from lunette.core.checks import shown
from lunette.core.document import FieldType, array_attribute
from lunette.core.errors import ValidationError
from lunette.core.labels.base import LabelList, SingleLabel, checked_tags
from lunette.core.object_ids import new_id

__all__ = ["Detection", "Detections"]


class Detection(SingleLabel):
    """An object and its box.

    Args:
        label (None): the class
        bounding_box (None): ``[x, y, width, height]``, relative to the image; four finite numbers
        mask (None): a 2-D array of booleans or 0 and 1 that covers the box, of any resolution
        confidence (None): usually between 0 and 1
        index (None): a number that identifies the object among several images
        tags (None): list of strings
        **attributes: any further attributes

    Raises:
        ValidationError: if the box has not four finite numbers, or an attribute the wrong type
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **SingleLabel._fields,
        "label": ("string", None),
        "bounding_box": ("list", "float"),
        "mask": ("array", None),
        "confidence": ("float", None),
        "index": ("int", None),
    }
    _lazy = frozenset({"mask"})
    label: str | None = None
    bounding_box: list[float] | None = None
    confidence: float | None = None
    index: int | None = None
    mask: Any = array_attribute("mask")

    def __init__(
        self,
        *,
        label: str | None = None,
        bounding_box: Sequence[float] | None = None,
        mask: Any = None,
        confidence: float | None = None,
        index: int | None = None,
        tags: list[str] | None = None,
        **attributes: Any,
    ) -> None:
        # Written out, because this line is run millions of times.
        own = self.__dict__
        own["_cls"] = "Detection"
        own["_id"] = new_id()
        if tags:
            own["tags"] = checked_tags(tags, "Detection")
        if label is not None:
            own["label"] = label if type(label) is str else self._checked("label", label)
        if bounding_box is not None:
            own["bounding_box"] = _box(bounding_box, label)
        if confidence is not None:
            own["confidence"] = (
                confidence if type(confidence) is float else self._checked("confidence", confidence)
            )
        if mask is not None:
            own["mask"] = self._checked("mask", mask)
        if index is not None:
            own["index"] = index if type(index) is int else self._checked("index", index)
        for name, value in attributes.items():
            setattr(self, name, value)

    def _checked(self, name: str, value: Any) -> Any:
        if name == "bounding_box":
            return _box(value, self.label)
        value = super()._checked(name, value)
        if name == "mask" and getattr(value, "ndim", 2) != 2:
            raise ValidationError(
                f"Detection.mask must have two dimensions, not {value.ndim} "
                f"(its shape is {value.shape})."
            )
        return value

    def _to_stored(self) -> dict[str, Any]:
        own = self.__dict__
        box: Any = own.get("bounding_box")
        # Again, because a list can be changed in place.
        try:
            x, y, w, h = box
            good = isfinite(x + y + w + h)
        except (TypeError, ValueError):
            good = False
        if not good:
            _box(box, own.get("label"))
        return own if "tags" not in own else super()._to_stored()

    @classmethod
    def from_mask(cls, mask: Any, label: str | None = None, **attributes: Any) -> Detection:
        """The detection of an object given by a mask of the whole image.

        Args:
            mask: a 2-D array, non-zero where the object is
            label (None): the class
            **attributes: any further attributes

        Raises:
            ValueError: if the mask is empty
        """
        import numpy as np

        full = np.asarray(mask) != 0
        if full.ndim != 2 or not full.any():
            raise ValueError(
                f"A mask must have two dimensions and an object in it; this one has the shape "
                f"{full.shape} and {int(full.sum())} pixels that are not zero."
            )
        rows = np.flatnonzero(full.any(axis=1))
        columns = np.flatnonzero(full.any(axis=0))
        top, bottom = int(rows[0]), int(rows[-1]) + 1
        left, right = int(columns[0]), int(columns[-1]) + 1
        height, width = full.shape
        box = [left / width, top / height, (right - left) / width, (bottom - top) / height]
        own_mask = full[top:bottom, left:right].copy()
        return cls(label=label, bounding_box=box, mask=own_mask, **attributes)


class Detections(LabelList[Detection]):
    """The objects of an image.

    Args:
        detections (None): list of :class:`Detection`
    """

    _list = "detections"
    _element = Detection
    _fields: ClassVar[dict[str, FieldType]] = {"detections": ("list", "document")}
    detections: list[Detection]

    def __init__(self, *, detections: Sequence[Detection] | None = None, **attributes: Any) -> None:
        own = self.__dict__
        own["_cls"] = "Detections"
        if type(detections) is list:
            own["detections"] = elements = detections.copy()
            self._check_elements(elements)
        else:
            own["detections"] = self._checked("detections", detections or [])
        for name, value in attributes.items():
            setattr(self, name, value)


def _box(box: Any, label: object) -> list[float]:
    """A box as four floats; raises ValidationError, naming label and value."""
    try:
        x, y, w, h = box
        if isfinite(x + y + w + h):
            if type(x) is float and type(y) is float and type(w) is float and type(h) is float:
                return [x, y, w, h]
            return [float(x), float(y), float(w), float(h)]
    except (TypeError, ValueError):
        pass
    name = "A Detection" if label is None else f"The Detection {label!r}"
    if box is None:
        raise ValidationError(
            f"{name} has no bounding_box; set it to [x, y, width, height], relative to the image."
        ) from None
    raise ValidationError(
        f"{name} has the bounding_box {shown(box)}; it must be four finite numbers "
        "[x, y, width, height], relative to the image."
    ) from None

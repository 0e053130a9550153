"""Detections: boxes around objects, with or without a mask."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any, ClassVar

from lunette.core.arrays import is_array
from lunette.core.checks import shown
from lunette.core.document import FieldType
from lunette.core.document_schema import array_attribute
from lunette.core.errors import ValidationError
from lunette.core.labels.base import LabelList, ObjectLabel, checked_tags
from lunette.core.labels.masked import RasterLabel
from lunette.core.object_ids import new_id, next_id

if TYPE_CHECKING:
    from lunette.core.labels.polyline import Polyline, Polylines
    from lunette.core.labels.segmentation import Segmentation

__all__ = ["Detection", "Detections"]


class Detection(RasterLabel, ObjectLabel):
    """An object and its box.

    Args:
        label (None): the class
        bounding_box (None): ``[x, y, width, height]``, relative to the image; four finite numbers
        mask (None): a 2-D array of booleans or 0 and 1 that covers the box, of any resolution
        mask_path (None): file of the mask, instead of ``mask``
        confidence (None): usually between 0 and 1
        index (None): a number that identifies the object among several images
        instance (None): the :class:`Instance` that the label shows, which others may show too
        tags (None): list of strings
        **attributes: any further attributes; ``location``, ``dimensions`` and ``rotation``, three
            numbers each, make it a detection in space

    Raises:
        ValidationError: if the box has not four finite numbers, or an attribute the wrong type
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        "id": FieldType("object_id"),
        "attributes": ObjectLabel._fields["attributes"],
        "tags": FieldType("list", "string"),
        "label": FieldType("string"),
        "bounding_box": FieldType("list", "float"),
        "mask": FieldType("array"),
        "mask_path": FieldType("string"),
        "confidence": FieldType("float"),
        "index": FieldType("int"),
        "instance": ObjectLabel._fields["instance"],
    }
    _lazy = frozenset({"mask"})
    _raster = "mask"
    label: str | None = None
    bounding_box: list[float] | None = None
    mask_path: str | None = None
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
        try:
            own["_id"] = next_id()
        except IndexError:
            own["_id"] = new_id()
        if tags:
            own["tags"] = checked_tags(tags, "Detection")
        if label is not None:
            own["label"] = label if type(label) is str else self._checked("label", label)
        if bounding_box is not None:
            try:
                x, y, w, h = bounding_box
                if type(x) is type(y) is type(w) is type(h) is float and isfinite(x + y + w + h):
                    own["bounding_box"] = [x, y, w, h]
                else:
                    own["bounding_box"] = _box(bounding_box, label)
            except (TypeError, ValueError):
                own["bounding_box"] = _box(bounding_box, label)
        if confidence is not None:
            own["confidence"] = (
                confidence if type(confidence) is float else self._checked("confidence", confidence)
            )
        if mask is not None:
            own["mask"] = self._checked("mask", mask)
        if index is not None:
            own["index"] = self._checked("index", index)
        if attributes:
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
            # Other systems have an empty list where there is no box.
            good = box is None or box == []
        if not good:
            _box(box, own.get("label"))
        if "tags" in own or "attributes" in own:
            return super()._to_stored()
        return own

    @property
    def has_mask(self) -> bool:
        """Whether there is a mask, in memory or in a file."""
        return self._has_raster()

    def get_mask(self) -> Any:
        """The mask as an array, read from its file if need be; None if there is none."""
        return self._get_raster()

    def import_mask(self, update: bool = False) -> None:
        """Reads the mask of ``mask_path`` into ``mask``.

        Args:
            update (False): whether to forget ``mask_path``
        """
        self._import_raster(update)

    def export_mask(self, outpath: str, update: bool = False, overwrite_path: bool = False) -> None:
        """Writes the mask into an image file, white where the object is.

        Args:
            outpath: the file
            update (False): whether to have it there from now on: sets ``mask_path``, forgets
                ``mask``
            overwrite_path (False): whether to set ``mask_path`` also if the mask was in a file
        """
        self._export_raster(outpath, update, overwrite_path)

    def _of_file(self, array: Any) -> Any:
        return (array if array.ndim == 2 else array.max(axis=2)) != 0

    def _for_file(self, array: Any, path: str) -> Any:
        return (array != 0).astype("uint8") * 255

    def to_polyline(self, tolerance: float = 2, filled: bool = True) -> Polyline:
        """The outline of the mask, or of the box without one.

        Args:
            tolerance (2): how far the outline may be from that of the mask, in its pixels
            filled (True): whether the polyline is an area
        """
        from lunette.core.labels.detection_shapes import polyline_of_detection

        return polyline_of_detection(self, tolerance, filled)

    def to_segmentation(
        self,
        mask: Any = None,
        frame_size: tuple[int, int] | None = None,
        target: int | str = 255,
    ) -> Segmentation:
        """A segmentation of the image with the object in it.

        Args:
            mask (None): an array to begin with
            frame_size (None): width and height of the image; needed without ``mask``
            target (255): value of the object's pixels, or ``"#rrggbb"`` for a mask with colours

        Raises:
            ValueError: if the detection has no mask, or the size is not known
        """
        from lunette.core.labels.detection_shapes import segmentation_of_detections

        if not self.has_mask:
            raise ValueError(
                "This Detection has no mask, so there is nothing to paint; its box becomes a "
                "segmentation by to_polyline().to_segmentation(…)."
            )
        return segmentation_of_detections([(self, target)], mask, frame_size, target)

    def to_shapely(self, frame_size: tuple[int, int] | None = None) -> Any:
        """The box as a ``shapely.geometry.Polygon``.

        Args:
            frame_size (None): width and height of the image, for coordinates in pixels

        Raises:
            ImportError: if shapely is not installed
        """
        from lunette.core.labels.shapely_shapes import box_polygon

        return box_polygon(self.bounding_box, frame_size)

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
        from lunette.core.labels.detection_shapes import detection_of_mask

        return detection_of_mask(cls, mask, label, attributes)


class Detections(LabelList[Detection]):
    """The objects of an image.

    Args:
        detections (None): list of :class:`Detection`
    """

    _list = "detections"
    _element = Detection
    _fields: ClassVar[dict[str, FieldType]] = {
        "detections": FieldType("list", "document", None, "Detection")
    }
    detections: list[Detection]

    def __init__(self, *, detections: Sequence[Detection] | None = None, **attributes: Any) -> None:
        own = self.__dict__
        own["_cls"] = "Detections"
        if type(detections) is list:
            own["detections"] = elements = detections.copy()
            self._check_elements(elements)
        else:
            own["detections"] = self._checked(
                "detections", [] if detections is None else detections
            )
        for name, value in attributes.items():
            setattr(self, name, value)

    def _to_stored(self) -> dict[str, Any]:
        # All labels in one loop, because this is run for millions of them.
        own = self.__dict__
        stored = []
        total = 0.0
        try:
            for label in own["detections"]:
                if type(label) is not Detection:
                    break
                fields = label.__dict__
                x, y, w, h = fields["bounding_box"]
                total += x + y + w + h
                if "tags" in fields or "attributes" in fields:
                    break
                stored.append(fields)
            else:
                if isfinite(total):
                    return {**own, "detections": stored}
        except (KeyError, TypeError, ValueError):
            pass
        # Something is special about one of them, or wrong.
        return super()._to_stored()

    def to_polylines(self, tolerance: float = 2, filled: bool = True) -> Polylines:
        """The outlines of all detections; see :meth:`Detection.to_polyline`."""
        from lunette.core.labels.polyline import Polylines

        return Polylines(polylines=[d.to_polyline(tolerance, filled) for d in self.detections])

    def to_segmentation(
        self,
        mask: Any = None,
        frame_size: tuple[int, int] | None = None,
        mask_targets: Mapping[Any, str] | None = None,
    ) -> Segmentation:
        """A segmentation of the image with the objects in it; those without a mask are left out.

        Args:
            mask (None): an array to begin with
            frame_size (None): width and height of the image; needed without ``mask``
            mask_targets (None): which classes to paint, by the values of their pixels (integers
                or ``"#rrggbb"``); by default all, with 255

        Raises:
            ValueError: if the size is not known
        """
        from lunette.core.labels.detection_shapes import segmentation_of_detections, targets_of

        some, targets = targets_of(mask_targets)
        chosen = [
            (d, targets[d.label] if targets is not None else some)
            for d in self.detections
            if targets is None or d.label in targets
        ]
        with_mask = [(d, target) for d, target in chosen if d.has_mask]
        if len(with_mask) < len(chosen):
            warnings.warn(
                f"{len(chosen) - len(with_mask)} detections have no mask and were left out.",
                stacklevel=2,
            )
        return segmentation_of_detections(with_mask, mask, frame_size, some)


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
    shape = f"an array of shape {box.shape}" if is_array(box) else shown(box)
    raise ValidationError(
        f"{name} has the bounding_box {shape}; it must be four finite numbers "
        "[x, y, width, height], relative to the image."
    ) from None

"""Segmentations: a class for every pixel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from lunette.core.document import FieldType
from lunette.core.document_schema import array_attribute
from lunette.core.errors import ValidationError
from lunette.core.labels.base import SingleLabel
from lunette.core.labels.masked import RasterLabel

if TYPE_CHECKING:
    from lunette.core.labels.detection import Detections
    from lunette.core.labels.polyline import Polylines

__all__ = ["Segmentation"]


class Segmentation(RasterLabel, SingleLabel):
    """A class for every pixel.

    Args:
        mask (None): an array that covers the image, of any resolution: 2-D with integers, 0 is
            background; or 3-D with the colours of classes, black is background
        mask_path (None): file of the mask, instead of ``mask``
        tags (None): list of strings
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **SingleLabel._fields,
        "mask": FieldType("array"),
        "mask_path": FieldType("string"),
    }
    _lazy = frozenset({"mask"})
    _raster = "mask"
    mask: Any = array_attribute("mask")
    mask_path: str | None = None

    def _checked(self, name: str, value: Any) -> Any:
        value = super()._checked(name, value)
        if name == "mask" and hasattr(value, "ndim"):
            if value.ndim != 2 and not (value.ndim == 3 and value.shape[2] == 3):
                raise ValidationError(
                    "Segmentation.mask must have two dimensions, or three for colours (rows, "
                    f"columns, 3), not the shape {value.shape}."
                )
            if value.dtype.kind == "f":
                raise ValidationError(
                    "Segmentation.mask must hold integers (classes), not "
                    f"{value.dtype} numbers; convert it, for example with mask.astype('uint8')."
                )
        return value

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
        """Writes the mask into an image file.

        Args:
            outpath: the file
            update (False): whether to have it there from now on: sets ``mask_path``, forgets
                ``mask``
            overwrite_path (False): whether to set ``mask_path`` also if the mask was in a file

        Raises:
            ValueError: if the file's format cannot hold the values
        """
        self._export_raster(outpath, update, overwrite_path)

    def transform_mask(
        self,
        targets_map: Mapping[Any, Any],
        outpath: str | None = None,
        update: bool = False,
    ) -> Any:
        """The mask with other values.

        Args:
            targets_map: new values by old ones: integers, or colours ``"#rrggbb"``; from one to
                the other turns a mask with numbers into one with colours, and back
            outpath (None): file to write the new mask into
            update (False): whether the label has the new mask from now on: in the file if
                ``outpath`` says so, or in memory

        Returns:
            the new mask; values that the map does not have stay, or become background where
            numbers become colours or colours numbers

        Raises:
            ValueError: if there is no mask, or the map does not fit it
        """
        from lunette.core.labels.mask_targets import transformed
        from lunette.core.labels.raster_files import write_raster

        mask = self.get_mask()
        if mask is None:
            raise ValueError("This Segmentation has no mask that could be transformed.")
        result = transformed(mask, targets_map)
        if outpath is not None:
            write_raster(result, outpath)
        if update:
            self.mask = None if outpath is not None else result
            self.mask_path = outpath
        return result

    def to_detections(
        self,
        mask_targets: Mapping[Any, str] | None = None,
        mask_types: str | Mapping[Any, str] = "stuff",
    ) -> Detections:
        """The objects of the mask, with their masks.

        Args:
            mask_targets (None): which values to take, with their classes: integers or
                ``"#rrggbb"``; by default all but the background, named by their values
            mask_types ("stuff"): ``"stuff"`` makes one object of all pixels of a value,
                ``"thing"`` one of each connected region; a dict says it by value, and leaves out
                the values that it does not have
        """
        from lunette.core.labels.detection import Detection, Detections
        from lunette.core.labels.mask_targets import objects_of_mask

        found = objects_of_mask(self.get_mask(), mask_targets, mask_types)
        return Detections(
            detections=[Detection.from_mask(inside, label=label) for label, inside in found]
        )

    def to_polylines(
        self,
        mask_targets: Mapping[Any, str] | None = None,
        mask_types: str | Mapping[Any, str] = "stuff",
        tolerance: float = 2,
    ) -> Polylines:
        """The outlines of the mask's objects, closed and filled.

        Args:
            mask_targets (None): see :meth:`to_detections`
            mask_types ("stuff"): see :meth:`to_detections`
            tolerance (2): how far an outline may be from the true one, in pixels
        """
        from lunette.core.labels.mask_targets import objects_of_mask
        from lunette.core.labels.polyline import Polyline, Polylines

        found = objects_of_mask(self.get_mask(), mask_targets, mask_types)
        return Polylines(
            polylines=[Polyline.from_mask(inside, label, tolerance) for label, inside in found]
        )

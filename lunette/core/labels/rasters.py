"""Labels that have a value for every pixel: segmentations and heatmaps."""

from __future__ import annotations

from typing import Any, ClassVar

from lunette.core.checks import checked
from lunette.core.document import FieldType, array_attribute
from lunette.core.errors import ValidationError
from lunette.core.labels.base import SingleLabel

__all__ = ["Heatmap", "Segmentation"]


class Segmentation(SingleLabel):
    """A class for every pixel.

    Args:
        mask (None): a 2-D array of integers that covers the image, of any resolution; 0 is
            background
        mask_path (None): file of the mask, instead of ``mask``
        tags (None): list of strings
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **SingleLabel._fields,
        "mask": ("array", None),
        "mask_path": ("string", None),
    }
    _lazy = frozenset({"mask"})
    mask: Any = array_attribute("mask")
    mask_path: str | None = None

    @property
    def has_mask(self) -> bool:
        """Whether there is a mask, in memory or in a file."""
        return "mask" in self.__dict__ or self.mask_path is not None

    def get_mask(self) -> Any:
        """The mask as an array, read from its file if need be; None if there is none."""
        return self.mask if "mask" in self.__dict__ else _read(self.mask_path)

    def _checked(self, name: str, value: Any) -> Any:
        value = super()._checked(name, value)
        if name == "mask" and hasattr(value, "ndim"):
            if value.ndim != 2:
                raise ValidationError(
                    f"Segmentation.mask must have two dimensions, not the shape {value.shape}."
                )
            if value.dtype.kind == "f":
                raise ValidationError(
                    "Segmentation.mask must hold integers (classes), not "
                    f"{value.dtype} numbers; convert it, for example with mask.astype('uint8')."
                )
        return value


class Heatmap(SingleLabel):
    """A number for every pixel.

    Args:
        map (None): a 2-D array that covers the image, of any resolution
        map_path (None): file of the map, instead of ``map``
        range (None): ``[min, max]`` of the values; by default [0, 1] for floating-point maps and
            [0, 255] for integers
        tags (None): list of strings
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **SingleLabel._fields,
        "map": ("array", None),
        "map_path": ("string", None),
        "range": ("list", "float"),
    }
    _lazy = frozenset({"map"})
    map: Any = array_attribute("map")
    map_path: str | None = None
    range: list[float] | None = None

    @property
    def has_map(self) -> bool:
        """Whether there is a map, in memory or in a file."""
        return "map" in self.__dict__ or self.map_path is not None

    def get_map(self) -> Any:
        """The map as an array, read from its file if need be; None if there is none."""
        return self.map if "map" in self.__dict__ else _read(self.map_path)

    def _checked(self, name: str, value: Any) -> Any:
        value = super()._checked(name, value)
        if name == "map" and getattr(value, "ndim", 2) != 2:
            raise ValidationError(
                f"Heatmap.map must have two dimensions, not the shape {value.shape}."
            )
        if name == "range":
            bounds = [checked("float", bound, "Heatmap.range") for bound in value]
            if len(bounds) != 2 or not bounds[0] <= bounds[1]:
                raise ValidationError(f"Heatmap.range must be [min, max], not {value!r}.")
            return bounds
        return value


def _read(path: str | None) -> Any:
    """The array of an image file; None without one."""
    if path is None:
        return None
    import numpy as np
    from PIL import Image

    with Image.open(path) as image:
        return np.array(image)

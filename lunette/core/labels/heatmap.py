"""Heatmaps: a number for every pixel."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from lunette.core.document import FieldType
from lunette.core.document_schema import array_attribute
from lunette.core.errors import ValidationError
from lunette.core.labels.base import SingleLabel
from lunette.core.labels.masked import RasterLabel
from lunette.core.points import checked_range

__all__ = ["Heatmap"]


class Heatmap(RasterLabel, SingleLabel):
    """A number for every pixel.

    Args:
        map (None): a 2-D array that covers the image, of any resolution
        map_path (None): file of the map, instead of ``map``
        range (None): ``[min, max]`` of the values; by default [0, 1] for floating-point maps and
            [0, 255] for integers, and what the type of the numbers can hold for maps in files
        tags (None): list of strings
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **SingleLabel._fields,
        "map": FieldType("array"),
        "map_path": FieldType("string"),
        "range": FieldType("list", "float", "heatmap_range"),
    }
    _lazy = frozenset({"map"})
    _raster = "map"
    map: Any = array_attribute("map")
    map_path: str | None = None
    range: list[float] | None = None

    def _checked(self, name: str, value: Any) -> Any:
        value = super()._checked(name, value)
        if name == "map" and getattr(value, "ndim", 2) != 2:
            raise ValidationError(
                f"Heatmap.map must have two dimensions, not the shape {value.shape}."
            )
        return checked_range(value, "Heatmap.range") if name == "range" else value

    @property
    def has_map(self) -> bool:
        """Whether there is a map, in memory or in a file."""
        return self._has_raster()

    def get_map(self) -> Any:
        """The map as an array, read from its file if need be; None if there is none."""
        return self._get_raster()

    def import_map(self, update: bool = False) -> None:
        """Reads the map of ``map_path`` into ``map``.

        Args:
            update (False): whether to forget ``map_path``
        """
        self._import_raster(update)

    def export_map(self, outpath: str, update: bool = False, overwrite_path: bool = False) -> None:
        """Writes the map into an image file.

        Integers are written as they are. Floating-point numbers are too if the file is a TIFF;
        otherwise their range becomes 0 … 255.

        Args:
            outpath: the file
            update (False): whether to have it there from now on: sets ``map_path``, forgets
                ``map``, and ``range`` if the numbers were changed
            overwrite_path (False): whether to set ``map_path`` also if the map was in a file
        """
        scaled = self._raster in self.__dict__ and _is_scaled(self.map, outpath)
        self._export_raster(outpath, update, overwrite_path)
        if update and scaled:
            self.range = None

    def _of_file(self, array: Any) -> Any:
        return array if array.ndim == 2 else array[..., 0]

    def _for_file(self, array: Any, path: str) -> Any:
        import numpy as np

        if not _is_scaled(array, path):
            return array
        low, high = self.range or (0.0, 1.0)
        scale = 255 / (high - low) if high > low else 0.0
        return np.clip(np.nan_to_num((array - low) * scale), 0, 255).round().astype(np.uint8)


def _is_scaled(array: Any, path: str) -> bool:
    return array.dtype.kind == "f" and Path(path).suffix.lower() not in (".tif", ".tiff")

"""Labels whose pixels are in memory or in a file."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, ClassVar

from lunette.core.labels.raster_files import read_raster, write_raster

__all__ = ["RasterLabel"]


class RasterLabel:
    """What labels with pixels have in common: reading, importing and exporting them.

    Subclasses name the attribute that holds the array; the path of the file is in the attribute of
    that name with ``_path``.
    """

    #: Name of the attribute that holds the array.
    _raster: ClassVar[str]

    def _has_raster(self) -> bool:
        return self._raster in self.__dict__ or self._raster_path() is not None

    def _raster_path(self) -> str | None:
        path: str | None = getattr(self, f"{self._raster}_path")
        return path

    def _get_raster(self) -> Any:
        """The array, read from its file if need be; None if there is none."""
        if self._raster in self.__dict__:
            return getattr(self, self._raster)
        path = self._raster_path()
        return None if path is None else self._of_file(read_raster(path))

    def _of_file(self, array: Any) -> Any:
        """The label's array for that of its file."""
        return array

    def _for_file(self, array: Any, path: str) -> Any:
        """The array as it is written into a file."""
        return array

    def _import_raster(self, update: bool) -> None:
        path = self._raster_path()
        if path is not None:
            setattr(self, self._raster, self._of_file(read_raster(path)))
            if update:
                setattr(self, f"{self._raster}_path", None)

    def _export_raster(self, outpath: str, update: bool, overwrite_path: bool) -> None:
        path = self._raster_path()
        if self._raster in self.__dict__:
            array = getattr(self, self._raster)
            write_raster(self._for_file(array, outpath), outpath)
            if update:
                setattr(self, self._raster, None)
                setattr(self, f"{self._raster}_path", outpath)
        elif path is not None:
            Path(outpath).parent.mkdir(parents=True, exist_ok=True)
            if Path(path).resolve() != Path(outpath).resolve():
                shutil.copyfile(path, outpath)
            if update or overwrite_path:
                setattr(self, f"{self._raster}_path", outpath)

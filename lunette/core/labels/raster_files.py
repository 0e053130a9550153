"""Masks and maps in image files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

__all__ = ["read_raster", "write_raster"]

_TIFF = frozenset({".tif", ".tiff"})


def read_raster(path: str) -> Any:
    """The array of an image file: rows × columns, × 3 for colours; palettes by their numbers.

    Raises:
        FileNotFoundError: if there is no such file
        ValueError: if it is no image that can be read
    """
    import numpy as np
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            if image.mode in ("LA", "PA", "La"):
                image = image.convert("L")
            elif image.mode not in ("1", "L", "P", "RGB", "F") and image.mode[:1] != "I":
                image = image.convert("RGB")
            return np.array(image)
    except UnidentifiedImageError:
        raise ValueError(f"{path} is no image that can be read; check the file.") from None


def write_raster(array: Any, path: str) -> None:
    """Writes an array into an image file, in the smallest type that holds all its values.

    Folders that are missing are made.

    Raises:
        ValueError: if the file's format cannot hold the values
    """
    import numpy as np
    from PIL import Image

    file = Path(path)
    array = np.asarray(array)
    if array.dtype.kind in "bui":
        low, high = (int(array.min()), int(array.max())) if array.size else (0, 0)
        kind: Any = np.uint8 if low >= 0 and high < 2**8 else np.uint16
        if low < 0 or high >= 2**16:
            kind = np.int32
            _require_tiff(file, f"values from {low} to {high}")
        array = array.astype(kind)
    elif array.dtype.kind == "f":
        _require_tiff(file, "floating point numbers")
        array = array.astype(np.float32)
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.ascontiguousarray(array)).save(file)


def _require_tiff(file: Path, what: str) -> None:
    if file.suffix.lower() not in _TIFF:
        raise ValueError(
            f"{file} cannot hold {what}; use the suffix .tif, which holds 32 bits per pixel."
        )

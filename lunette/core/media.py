"""Paths of media files and what kind of media they are."""

from __future__ import annotations

import os
from typing import Any

from lunette.core.errors import SelectGroupSlicesError, ValidationError

__all__ = ["IMAGE_SUFFIXES", "SelectGroupSlicesError", "media_type_of", "normal_path"]

#: Suffixes of files that count as images when a folder is searched.
# fmt: off
IMAGE_SUFFIXES = frozenset({
    ".apng", ".avif", ".bmp", ".dib", ".gif", ".heic", ".heif", ".jfif", ".jp2", ".jpe",
    ".jpeg", ".jpg", ".pbm", ".pgm", ".png", ".pnm", ".ppm", ".svg", ".tif", ".tiff", ".webp"
})
_VIDEO_SUFFIXES = frozenset({
    ".3gp", ".avi", ".flv", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".ogv", ".ts",
    ".webm", ".wmv"
})
# fmt: on


def normal_path(path: Any) -> str:
    """An absolute path without ``~``, ``.`` and ``..``.

    Raises:
        ValidationError: if it is no path
    """
    # Most paths are whole already, and this is done for every sample.
    if type(path) is str and path[:1] == "/" and "/." not in path and "//" not in path:
        return path.rstrip("/") or "/"
    try:
        path = os.fspath(path)
    except TypeError:
        path = None
    if not isinstance(path, str) or not path:
        raise ValidationError("A sample's filepath must be the path of a file, as a string.")
    return os.path.abspath(os.path.expanduser(path))  # noqa: PTH100, PTH111 - many times faster


def media_type_of(path: str) -> str:
    """``"image"``, ``"video"``, ``"point-cloud"`` or ``"3d"``, by the path's suffix."""
    suffix = path[path.rfind(".") :].lower() if "." in path else ""
    if suffix in _VIDEO_SUFFIXES:
        return "video"
    if suffix == ".pcd":
        return "point-cloud"
    return "3d" if suffix == ".fo3d" else "image"

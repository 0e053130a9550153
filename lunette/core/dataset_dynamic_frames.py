"""Attributes in the frames of videos that nobody declared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lunette.core.sample_selection import texts_of

if TYPE_CHECKING:
    from lunette.core.fields import Field

__all__ = ["CollectionDynamicFrames", "DatasetDynamicFrames"]

_FRAMES = "frames"


def _path(name: str) -> str:
    return f"{_FRAMES}.{name}"


class CollectionDynamicFrames:
    """Finds undeclared attributes in frames."""

    if TYPE_CHECKING:

        def has_field(self, path: str) -> bool: ...
        def get_dynamic_field_schema(
            self, fields: Any = None, recursive: bool = True
        ) -> dict[str, Field | list[Field]]: ...

    def get_dynamic_frame_field_schema(
        self, fields: str | Iterable[str] | None = None, recursive: bool = True
    ) -> dict[str, Field | list[Field]] | None:
        """The undeclared attributes of documents and labels in frames, by dotted path, or None if
        the samples are no videos; see :meth:`get_dynamic_field_schema`.

        Args:
            fields (None): look only inside this field of frames or these
            recursive (True): look also inside documents that are themselves undeclared
        """
        if not self.has_field(_FRAMES):
            return None
        paths = [_FRAMES] if fields is None else [_path(n) for n in texts_of(fields, "fields")]
        found = self.get_dynamic_field_schema(paths, recursive)
        return {path.removeprefix(f"{_FRAMES}."): field for path, field in found.items()}


class DatasetDynamicFrames:
    """Declares attributes in frames, or takes them out of the schema."""

    if TYPE_CHECKING:

        def _require_frames(self) -> None: ...
        def add_dynamic_sample_fields(
            self, fields: Any = None, recursive: bool = True, add_mixed: bool = False
        ) -> None: ...
        def remove_dynamic_sample_fields(self, field_names: Any, error_level: int = 0) -> None: ...

    def add_dynamic_frame_fields(
        self,
        fields: str | Iterable[str] | None = None,
        recursive: bool = True,
        add_mixed: bool = False,
    ) -> None:
        """Declares the undeclared attributes in frames; see :meth:`add_dynamic_sample_fields`.

        Raises:
            ValueError: if the samples are no videos
        """
        self._require_frames()
        paths = [_FRAMES] if fields is None else [_path(n) for n in texts_of(fields, "fields")]
        self.add_dynamic_sample_fields(paths, recursive, add_mixed)

    def remove_dynamic_frame_field(self, field_name: str, error_level: int = 0) -> None:
        """Takes an attribute in frames out of the schema; its values stay."""
        self.remove_dynamic_frame_fields([field_name], error_level)

    def remove_dynamic_frame_fields(
        self, field_names: str | Iterable[str], error_level: int = 0
    ) -> None:
        """Takes attributes in frames out of the schema; see :meth:`remove_dynamic_sample_fields`.

        Raises:
            ValueError: if the samples are no videos
        """
        self._require_frames()
        paths = [_path(name) for name in texts_of(field_names, "field_names")]
        self.remove_dynamic_sample_fields(paths, error_level)

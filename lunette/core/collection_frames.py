"""The frames of videos in a collection: their fields, and deleting them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lunette.core.collection_base import CollectionBase
from lunette.core.encoding import pack
from lunette.core.field_filter import FieldFilter, in_list
from lunette.core.field_specs import fields_of_class
from lunette.core.fields import Field
from lunette.core.frame_schema import FRAMES, frame_fields
from lunette.core.frames_of_samples import stored_frames_of

__all__ = ["CollectionFrames"]


class CollectionFrames(CollectionBase):
    """The frames of videos in a collection."""

    if TYPE_CHECKING:

        def clear_sample_fields(self, field_names: Any) -> None: ...
        def clone_sample_fields(self, field_mapping: Any) -> None: ...
        def get_dynamic_field_schema(
            self, fields: str | Iterable[str] | None = None, recursive: bool = True
        ) -> dict[str, Field | list[Field]]: ...

    def get_frame_field_schema(
        self,
        ftype: type[Field] | Iterable[type[Field]] | None = None,
        embedded_doc_type: Any = None,
        subfield: Any = None,
        read_only: bool | None = None,
        info_keys: str | Iterable[str] | None = None,
        created_after: datetime | None = None,
        include_private: bool = False,
        flat: bool = False,
        unwind: bool = True,
        mode: str | None = None,
    ) -> dict[str, Field] | None:
        """The fields of frames by name, or None if the samples are no videos.

        Args:
            ftype (None): only fields of this class or one of these
            embedded_doc_type (None): only fields of documents of this class or one of these
            subfield (None): only lists and dicts whose elements are fields of this class or one
                of these
            read_only (None): only fields that may (not) be edited
            info_keys (None): only fields whose info has one of these keys
            created_after (None): only fields that were declared after this time
            include_private (False): has no effect; there are no private fields
            flat (False): also the fields inside documents, by dotted path
            unwind (True): with ``flat``, whether to go into lists of documents, too
            mode (None): with ``flat``, whether the conditions hold for the fields of frames
                (``"before"``), for all fields by themselves (``"after"``, the default), or for
                both (``"both"``)

        Raises:
            ValueError: if ``embedded_doc_type`` is given and ``ftype`` is no field of documents
        """
        from lunette.core.frame import Frame

        wanted = FieldFilter(
            ftype, embedded_doc_type, read_only, info_keys, created_after, subfield
        )
        if mode not in (None, "before", "after", "both"):
            raise ValueError(f"mode is 'before', 'after' or 'both', not {mode!r}.")
        schema = self._dataset._schema
        if self._dataset.media_type is None or frame_fields(schema) is None:
            self._dataset._load_info()
        declared = frame_fields(schema)
        if declared is None:
            return None
        own = fields_of_class(Frame, FRAMES)
        for name in ("id", "created_at", "last_modified_at"):
            own[name].read_only = True
        tops = {**own, **declared}
        if not flat:
            return {name: field for name, field in tops.items() if wanted.accepts(field)}
        if mode in ("before", "both"):
            tops = {name: field for name, field in tops.items() if wanted.accepts(field)}
        inner = {
            path.removeprefix(f"{FRAMES}."): field
            for path, field in schema.flat().items()
            if path.startswith(f"{FRAMES}.")
        }
        return {
            path: field
            for path, field in {**tops, **inner}.items()
            if path.partition(".")[0] in tops
            and (mode == "before" or wanted.accepts(field))
            and (unwind or not in_list(path, inner))
        }

    def get_dynamic_frame_field_schema(
        self, fields: str | Iterable[str] | None = None, recursive: bool = True
    ) -> dict[str, Field | list[Field]] | None:
        """The attributes in frames that nobody declared, by dotted path; None without frames.

        Args:
            fields (None): look only inside this field of frames or these
            recursive (True): look also inside documents that are themselves undeclared

        Returns:
            the fields that would hold the values found; a list of them where they are of several
            types
        """
        if self.get_frame_field_schema() is None:
            return None
        names = [fields] if isinstance(fields, str) else fields
        wanted = FRAMES if names is None else [_path(name) for name in names]
        found = self.get_dynamic_field_schema(wanted, recursive)
        return {path.removeprefix(f"{FRAMES}."): field for path, field in found.items()}

    def has_frame_field(self, path: str) -> bool:
        """Whether frames have a field of that dotted path."""
        schema = self.get_frame_field_schema(flat=True)
        return schema is not None and path in schema

    def _require_frames(self) -> None:
        """Raises a ValueError if the samples are no videos."""
        if self.get_frame_field_schema() is None:
            raise ValueError(
                f"The samples of dataset {self._dataset.name!r} have no frames: they are of type "
                f"{self._dataset.media_type}, not video."
            )

    def clear_frames(self) -> None:
        """Deletes all frames of the samples; the samples and the fields of frames stay.

        Raises:
            ValueError: if the samples are no videos
        """
        self._require_frames()
        self._write_frames((sample_id, None) for sample_id in self._sample_ids())

    def keep_frames(self) -> None:
        """Deletes the frames that this view leaves out, of the samples that it shows.

        Raises:
            ValueError: if the samples are no videos
        """
        self._require_frames()
        dataset = self._dataset
        shown = stored_frames_of(dataset, self._target()["view"], self._sample_ids())
        for ids, frames in shown:
            kept = {frame["_id"] for own in frames.values() for frame in own}
            for own_ids, stored in stored_frames_of(dataset, [], ids):
                self._write_frames(
                    (id, pack([frame for frame in stored[id] if frame["_id"] in kept]))
                    for id in own_ids
                    if any(frame["_id"] not in kept for frame in stored.get(id, []))
                )

    def _write_frames(self, rows: Iterable[tuple[str, bytes | None]]) -> None:
        """Replaces the frames of samples, by sample id."""
        dataset = self._dataset
        dataset._write_rows((bytes.fromhex(id), {}, {FRAMES: blob}) for id, blob in rows)
        dataset._refresh_live(None)

    def clear_frame_field(self, field_name: str) -> None:
        """Clears the values of a field of frames; the field stays."""
        self.clear_frame_fields([field_name])

    def clear_frame_fields(self, field_names: str | Iterable[str]) -> None:
        """Clears the values of fields of frames; see :meth:`clear_frame_field`."""
        self._require_frames()
        names = [field_names] if isinstance(field_names, str) else list(field_names)
        self.clear_sample_fields([_path(name) for name in names])

    def clone_frame_field(self, field_name: str, new_field_name: str) -> None:
        """Copies a field of frames to a new one, in the frames of this collection."""
        self.clone_frame_fields({field_name: new_field_name})

    def clone_frame_fields(self, field_mapping: dict[str, str]) -> None:
        """Copies fields of frames to new ones; see :meth:`clone_frame_field`."""
        self._require_frames()
        mapping = {_path(name): _path(new) for name, new in field_mapping.items()}
        self.clone_sample_fields(mapping)


def _path(name: str) -> str:
    """The path of a field of frames as seen from samples."""
    return name if name.startswith(f"{FRAMES}.") else f"{FRAMES}.{name}"

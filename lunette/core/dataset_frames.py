"""The frames of a dataset of videos: their fields, making and deleting them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from lunette.core.encoding import pack
from lunette.core.frame import Frame
from lunette.core.frame_schema import FRAMES
from lunette.core.frames_of_samples import stored_frames_of
from lunette.core.object_ids import is_id, new_id

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.fields import Field

__all__ = ["DatasetFrames"]


class DatasetFrames:
    """The frames of a dataset of videos."""

    if TYPE_CHECKING:

        def _require_frames(self) -> None: ...

    @property
    def _whole(self) -> Dataset:
        """The dataset itself."""
        return cast("Dataset", self)

    def add_frame_field(
        self,
        field_name: str,
        ftype: type[Field] | Field,
        embedded_doc_type: Any = None,
        subfield: type[Field] | Field | None = None,
        fields: Any = None,
        description: str | None = None,
        info: dict[str, Any] | None = None,
        read_only: bool = False,
        **kwargs: Any,
    ) -> None:
        """Declares a field of frames; see :meth:`Dataset.add_sample_field`.

        Raises:
            ValueError: if the samples are no videos, or there is such a field of another type
        """
        self._require_frames()
        self._whole.add_sample_field(
            _path(field_name),
            ftype,
            embedded_doc_type=embedded_doc_type,
            subfield=subfield,
            fields=fields,
            description=description,
            info=info,
            read_only=read_only,
            **kwargs,
        )

    def add_dynamic_frame_fields(
        self,
        fields: str | Iterable[str] | None = None,
        recursive: bool = True,
        add_mixed: bool = False,
    ) -> None:
        """Declares the attributes in frames that have values and no declaration.

        Args:
            fields (None): look only inside this field of frames or these
            recursive (True): look also inside documents that are themselves undeclared
            add_mixed (False): also attributes with values of several types

        Raises:
            ValueError: if the samples are no videos
        """
        self._require_frames()
        names = [fields] if isinstance(fields, str) else fields
        wanted = FRAMES if names is None else [_path(name) for name in names]
        self._whole.add_dynamic_sample_fields(wanted, recursive, add_mixed)

    def remove_dynamic_frame_field(self, field_name: str, error_level: int = 0) -> None:
        """Takes an attribute of frames out of the schema; its values stay."""
        self.remove_dynamic_frame_fields([field_name], error_level)

    def remove_dynamic_frame_fields(
        self, field_names: str | Iterable[str], error_level: int = 0
    ) -> None:
        """Takes attributes of frames out of the schema; their values stay."""
        self._require_frames()
        names = [field_names] if isinstance(field_names, str) else list(field_names)
        self._whole.remove_dynamic_sample_fields([_path(name) for name in names], error_level)

    def rename_frame_field(self, field_name: str, new_field_name: str) -> None:
        """Renames a field of frames."""
        self.rename_frame_fields({field_name: new_field_name})

    def rename_frame_fields(self, field_mapping: dict[str, str]) -> None:
        """Renames fields of frames, all of them or none."""
        self._require_frames()
        self._whole.rename_sample_fields(
            {_path(old): _path(new) for old, new in field_mapping.items()}
        )

    def delete_frame_field(self, field_name: str, error_level: int = 0) -> None:
        """Deletes a field of frames and its values; see :meth:`Dataset.delete_sample_field`."""
        self.delete_frame_fields([field_name], error_level)

    def delete_frame_fields(self, field_names: str | Iterable[str], error_level: int = 0) -> None:
        """Deletes fields of frames and their values."""
        self._require_frames()
        names = [field_names] if isinstance(field_names, str) else list(field_names)
        self._whole.delete_sample_fields([_path(name) for name in names], error_level)

    def ensure_frames(self) -> None:
        """Makes the frames 1 … ``metadata.total_frame_count`` of every sample that are missing.

        Raises:
            ValueError: if the samples are no videos, or a sample has no metadata that says how
                many frames its video has
        """
        self._require_frames()
        for ids, frames in stored_frames_of(self._whole, [], self._whole._sample_ids()):
            counts = {
                id.hex(): _frame_count(core)
                for id, core, _ in self._whole._documents(map(bytes.fromhex, ids))
            }
            self._whole._write_frames(
                (id, pack(completed))
                for id in ids
                if (completed := _completed(frames.get(id, []), counts[id])) is not None
            )

    def delete_frames(self, frames_or_ids: Any) -> None:
        """Deletes frames.

        Args:
            frames_or_ids: a frame, the id of one, or several of them; or samples or a view, all
                of whose frames are deleted
        """
        self._require_frames()
        frame_ids, sample_ids = _named(frames_or_ids)
        self._whole._write_frames((id, None) for id in sample_ids)
        if frame_ids:
            for ids, frames in stored_frames_of(self._whole, [], self._whole._sample_ids()):
                self._whole._write_frames(
                    (id, pack(left))
                    for id in ids
                    if len(left := [f for f in frames.get(id, []) if f["_id"] not in frame_ids])
                    < len(frames.get(id, []))
                )


def _path(name: str) -> str:
    return name if name.startswith(f"{FRAMES}.") else f"{FRAMES}.{name}"


def _frame_count(core: dict[str, Any]) -> int:
    """How many frames the metadata of a sample says that its video has."""
    count = (core.get("metadata") or {}).get("total_frame_count")
    if count is None:
        raise ValueError(
            f"The metadata of {core.get('filepath')} do not say how many frames it has; call "
            "dataset.compute_metadata() first."
        )
    return int(count)


def _completed(frames: list[dict[str, Any]], count: int) -> list[dict[str, Any]] | None:
    """The frames with those that are missing, ascending; None if none is missing."""
    known = {frame["frame_number"]: frame for frame in frames}
    missing = [number for number in range(1, count + 1) if number not in known]
    if not missing:
        return None
    now = {"$date": int(time.time() * 1000)}
    for number in missing:
        known[number] = {
            "_cls": "Frame",
            "_id": new_id(),
            "frame_number": number,
            "created_at": now,
            "last_modified_at": now,
        }
    return [known[number] for number in sorted(known)]


def _named(frames_or_ids: Any) -> tuple[set[bytes], list[str]]:
    """The ids of frames, and of samples, that somebody named."""
    from lunette.core.collection import SampleCollection
    from lunette.core.sample_base import SampleBase

    if isinstance(frames_or_ids, SampleCollection):
        return set(), frames_or_ids._sample_ids()
    single = isinstance(frames_or_ids, (str, Frame, SampleBase))
    frames: set[bytes] = set()
    samples: list[str] = []
    for item in [frames_or_ids] if single else frames_or_ids:
        id = item if isinstance(item, str) else item.id
        if not isinstance(id, str) or not is_id(id):
            raise ValueError(f"Frames are named by their ids or objects, not by {item!r}.")
        if isinstance(item, SampleBase):
            samples.append(id)
        else:
            frames.add(bytes.fromhex(id))
    return frames, samples

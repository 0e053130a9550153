"""Copies of a collection: as a new dataset, as a dict, as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunette.core.collection_base import CollectionBase
from lunette.core.field_specs import spec_of_field
from lunette.core.progress import Progress, ProgressOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunette.core.dataset import Dataset
    from lunette.core.fields import Field
    from lunette.core.sample_base import SampleBase

__all__ = ["CollectionCopies"]


class CollectionCopies(CollectionBase):
    """Copies of a collection."""

    if TYPE_CHECKING:

        def __iter__(self) -> Iterator[SampleBase]: ...
        def get_field_schema(self) -> dict[str, Field]: ...

    def clone(
        self, name: str | None = None, persistent: bool = False, include_indexes: bool = True
    ) -> Dataset:
        """A new dataset with copies of the samples, as this collection shows them.

        The files are not copied. Samples keep their ids. The clone of a whole dataset has also the
        views, workspaces and runs that are saved with it.

        Args:
            name (None): its name; one is made up by default
            persistent (False): whether it outlives the session
            include_indexes (True): has no effect; every field that can be is indexed

        Raises:
            ValueError: if there is a dataset of that name, or the name may not be used
        """
        from lunette.core.dataset import Dataset

        params = {**self._every_slice(), "name": name, "persistent": persistent}
        return Dataset._of_info(self._request("dataset.clone", params)[0])

    def to_dict(
        self,
        rel_dir: str | None = None,
        include_private: bool = False,
        include_frames: bool = False,
        frame_labels_dir: str | None = None,
        pretty_print: bool = False,
        progress: ProgressOption = None,
    ) -> dict[str, Any]:
        """The collection as a dict that JSON can carry.

        Args:
            rel_dir (None): a folder that is taken off the front of the samples' file paths
            include_private (False): also what begins with an underscore
            include_frames (False): also the frames of videos
            frame_labels_dir (None): must be None; frames stay in the dict
            pretty_print (False): has no effect on a dict
            progress (None): whether to show progress

        Raises:
            ValueError: if ``frame_labels_dir`` is given
        """
        if frame_labels_dir is not None:
            raise ValueError("frame_labels_dir is not supported; frames are part of the dict.")
        dataset = self._dataset
        info = dataset._info
        result: dict[str, Any] = {
            "name": dataset.name,
            "media_type": info["media_type"],
            "description": info["description"],
            "tags": info["tags"],
            "info": info["info"],
            "sample_fields": [spec_of_field(n, f) for n, f in self.get_field_schema().items()],
            "properties": {
                key: value
                for key, value in info["properties"].items()
                if key not in ("last_deletion_at", "derived")
            },
        }
        root = None if rel_dir is None else Path(rel_dir).expanduser().absolute()
        samples = result["samples"] = []
        with Progress(len(self), progress) as shown:
            for sample in self:
                values = sample.to_dict(
                    include_frames=include_frames, include_private=include_private
                )
                values.pop("created_at", None)
                values.pop("last_modified_at", None)
                path = Path(values["filepath"])
                if root is not None and path.is_relative_to(root):
                    values["filepath"] = path.relative_to(root).as_posix()
                samples.append(values)
                shown.update()
        return result

    def to_json(
        self,
        rel_dir: str | None = None,
        include_private: bool = False,
        include_frames: bool = False,
        frame_labels_dir: str | None = None,
        pretty_print: bool = False,
    ) -> str:
        """The collection as JSON text; see :meth:`to_dict`.

        Args:
            pretty_print (False): whether to indent it
        """
        values = self.to_dict(rel_dir, include_private, include_frames, frame_labels_dir)
        return json.dumps(values, indent=4 if pretty_print else None)

    def write_json(
        self,
        json_path: str,
        rel_dir: str | None = None,
        include_private: bool = False,
        include_frames: bool = False,
        frame_labels_dir: str | None = None,
        pretty_print: bool = False,
    ) -> None:
        """Writes the collection to a JSON file; see :meth:`to_dict`.

        Args:
            json_path: the file; its folder is made if it is not there
            pretty_print (False): whether to indent it
        """
        path = Path(json_path).expanduser()
        path.parent.mkdir(parents=True, exist_ok=True)
        text = self.to_json(
            rel_dir, include_private, include_frames, frame_labels_dir, pretty_print
        )
        path.write_text(text, encoding="utf-8")

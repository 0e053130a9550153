"""Datasets of dicts and JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunette.core.media import normal_path
from lunette.core.progress import ProgressOption
from lunette.core.sample import Sample

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset

__all__ = ["DatasetDicts"]


class DatasetDicts:
    """Makes datasets of what :meth:`to_dict` gave."""

    @classmethod
    def from_dict(
        cls,
        d: Mapping[str, Any],
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        rel_dir: str | None = None,
        frame_labels_dir: str | None = None,
        progress: ProgressOption = None,
    ) -> Dataset:
        """The dataset of a dict from :meth:`to_dict`.

        Args:
            d: the dict
            name (None): its name; by default that in the dict
            persistent (False): whether it outlives the session
            overwrite (False): whether to delete an existing dataset of that name
            rel_dir (None): a folder that is put in front of file paths that are not absolute
            frame_labels_dir (None): must be None; frames are part of the dict
            progress (None): whether to show progress

        Raises:
            ValueError: if there is a dataset of that name, or the dict cannot be read
        """
        if frame_labels_dir is not None:
            raise ValueError("frame_labels_dir is not supported; frames are part of the dict.")
        missing = [key for key in ("sample_fields", "samples") if key not in d]
        if missing:
            raise ValueError(
                f"The dict has no {missing[0]!r}; it does not come from dataset.to_dict()."
            )
        from lunette.core.dataset import Dataset

        dataset = Dataset(name or d.get("name"), persistent=persistent, overwrite=overwrite)
        try:
            fields = {"dataset": dataset._id, "fields": list(d["sample_fields"])}
            dataset._take_info(dataset._ask("dataset.add_fields", fields)[0])
            changes: dict[str, Any] = {"dataset": dataset._id}
            changes.update(
                (k, d[k]) for k in ("description", "tags", "info", "properties") if k in d
            )
            dataset._take_info(dataset._ask("dataset.update", changes)[0])
            root = None if rel_dir is None else normal_path(rel_dir)
            dataset.add_samples(
                (_sample(values, root) for values in d["samples"]),
                progress=progress,
                num_samples=len(d["samples"]),
            )
        except BaseException:
            dataset.delete()
            raise
        return dataset

    @classmethod
    def from_json(
        cls,
        path_or_str: str,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        rel_dir: str | None = None,
        frame_labels_dir: str | None = None,
        progress: ProgressOption = None,
    ) -> Dataset:
        """The dataset of a JSON file, or of JSON text; see :meth:`from_dict`.

        Args:
            path_or_str: path of the file, or the text
        """
        text = str(path_or_str)
        if not text.lstrip().startswith("{"):
            text = Path(text).expanduser().read_text(encoding="utf-8")
        return cls.from_dict(
            json.loads(text), name, persistent, overwrite, rel_dir, frame_labels_dir, progress
        )


def _sample(values: Mapping[str, Any], root: str | None) -> Sample:
    path = values["filepath"]
    if root is not None and not Path(path).is_absolute():
        values = {**values, "filepath": str(Path(root) / path)}
    return Sample.from_dict(values)

"""Datasets and views into files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lunette.core.archives import archive_suffix, pack_archive
from lunette.core.import_request import folder_path, part_path, plain_option
from lunette.core.long_calls import call_with_progress, warn_of
from lunette.core.progress import ProgressOption
from lunette.types.dataset_types import format_of

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset

__all__ = ["CollectionExport"]

#: Types that hold groups.
_WHOLE = frozenset({"ArrowDataset", "FiftyOneDataset", "ParquetDataset"})
#: Options that write absolute paths.
_PATH_OPTIONS = {"YOLOv5Dataset": ("include_path",), "VOCDetectionDataset": ("include_paths",)}


class CollectionExport:
    """``export`` of datasets and views."""

    if TYPE_CHECKING:
        _stages: list[Any]

        @property
        def _dataset(self) -> Dataset: ...
        def _target(self) -> dict[str, Any]: ...
        def _every_slice(self) -> dict[str, Any]: ...

    def export(
        self,
        export_dir: str | None = None,
        dataset_type: Any = None,
        data_path: str | None = None,
        labels_path: str | None = None,
        export_media: bool | str | None = None,
        rel_dir: str | None = None,
        dataset_exporter: Any = None,
        label_field: Any = None,
        frame_labels_field: Any = None,
        overwrite: bool = False,
        progress: ProgressOption = None,
        **kwargs: Any,
    ) -> None:
        """Writes the samples into files.

        Args:
            export_dir (None): the folder, or the path of an archive
            dataset_type: one of ``lunette.types``
            data_path (None): where the media go, in ``export_dir`` or absolute
            labels_path (None): where the labels go, in ``export_dir`` or absolute
            export_media (None): True copies the media, ``"move"`` moves and ``"symlink"`` links
                them, ``"manifest"`` lists their paths in a JSON file, False leaves them where they
                are. By default they are copied if there is a folder for them
            rel_dir (None): the media keep their folders inside of this one; otherwise they have
                their bare names
            dataset_exporter (None): an exporter of one's own, instead of ``dataset_type``
            label_field (None): the label field, several or a pattern such as ``"gt_*"``, or a dict
                of keys by field; by default those that fit the type
            frame_labels_field (None): the label field of the frames of videos
            overwrite (False): whether to replace what is in ``export_dir``
            progress (None): whether to show progress
            **kwargs: what the type offers besides; see ``docs/formats.md``

        Raises:
            ValueError: if the type cannot hold the labels, or the folder cannot be written
        """
        if dataset_exporter is not None:
            from lunette.core.custom_exporters import export_with

            export_with(self, dataset_exporter, label_field, progress)
            return
        if dataset_type is None:
            raise ValueError("Say what is to be written: give dataset_type, one of lunette.types.")
        if frame_labels_field is not None:
            kwargs["frame_labels_field"] = frame_labels_field
        request: dict[str, Any] = {
            "format": format_of(dataset_type),
            "data_path": part_path(data_path, export_dir is not None),
            "labels_path": part_path(labels_path, export_dir is not None),
            "export_media": export_media,
            "rel_dir": folder_path(rel_dir),
            "label_field": _label_field(label_field),
            "options": {name: plain_option(name, value) for name, value in kwargs.items()},
        }
        if export_dir is not None and archive_suffix(export_dir) is not None:
            # Whoever unpacks it does so elsewhere.
            for option in _PATH_OPTIONS.get(str(request["format"]), ()):
                request["options"].setdefault(option, False)
            with pack_archive(export_dir, overwrite) as folder:
                self._export({**request, "export_dir": folder}, progress)
            return
        request["export_dir"] = folder_path(export_dir)
        self._export({**request, "overwrite": overwrite}, progress)

    def _export(self, request: dict[str, Any], progress: ProgressOption) -> None:
        self._dataset._require()
        self._dataset._settle_readers()
        whole = request["format"] in _WHOLE
        target = self._every_slice() if whole else self._target()
        result, _ = call_with_progress("dataset.export", {**target, **request}, progress)
        warn_of(result["notices"])


def _label_field(given: Any) -> Any:
    if given is None or isinstance(given, str):
        return given
    if isinstance(given, Mapping):
        return {str(field): str(key) for field, key in given.items()}
    return [str(field) for field in given]

"""Datasets from importers of one's own (``lunette.utils.data``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from typing import TYPE_CHECKING, Any, TypeVar

from lunette.core.progress import ProgressOption
from lunette.core.sample import Sample

if TYPE_CHECKING:
    from lunette.utils.data.importers import DatasetImporter

__all__ = ["DatasetFromImporter"]

D = TypeVar("D", bound="DatasetFromImporter")
_PROPERTIES = (
    "classes",
    "default_classes",
    "mask_targets",
    "default_mask_targets",
    "skeletons",
    "default_skeleton",
)


class DatasetFromImporter:
    """``from_importer``, ``add_importer`` and ``merge_importer``."""

    if TYPE_CHECKING:
        info: dict[str, Any]

        def __init__(
            self, name: str | None = None, persistent: bool = False, overwrite: bool = False
        ) -> None: ...
        def add_samples(
            self,
            samples: Iterable[Sample],
            expand_schema: bool = True,
            dynamic: bool = False,
            *,
            progress: ProgressOption = None,
            num_samples: int | None = None,
        ) -> list[str]: ...

        merge_samples: Any

        def delete(self) -> None: ...

    @classmethod
    def from_importer(
        cls: type[D],
        dataset_importer: DatasetImporter,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        label_field: str | dict[str, str] | None = None,
        tags: str | Iterable[str] | None = None,
        dynamic: bool = False,
        progress: ProgressOption = None,
    ) -> D:
        """A new dataset of what an importer yields. See :meth:`add_importer`."""
        dataset = cls(name, persistent=persistent, overwrite=overwrite)
        try:
            dataset.add_importer(
                dataset_importer,
                label_field=label_field,
                tags=tags,
                dynamic=dynamic,
                progress=progress,
            )
        except BaseException:
            dataset.delete()
            raise
        return dataset

    def add_importer(
        self,
        dataset_importer: DatasetImporter,
        label_field: str | dict[str, str] | None = None,
        tags: str | Iterable[str] | None = None,
        expand_schema: bool = True,
        dynamic: bool = False,
        add_info: bool = True,
        generator: bool = False,
        progress: ProgressOption = None,
    ) -> list[str]:
        """Adds what an importer yields; returns the ids.

        Args:
            dataset_importer: an importer of ``lunette.utils.data``
            label_field (None): the field of single labels, by default ``"ground_truth"``; of dicts
                of labels a prefix, or a dict of fields by key
            tags (None): tags of every sample
            expand_schema (True): whether fields that do not exist may be made
            dynamic (False): whether to declare attributes of the labels
            add_info (True): whether to take what the importer says of the dataset
            generator (False): has no effect; any iterable is read as it is written
            progress (None): whether to show progress
        """
        given = [tags] if isinstance(tags, str) else list(tags or ())
        with dataset_importer:
            ids = self.add_samples(
                _samples(dataset_importer, label_field, given),
                expand_schema=expand_schema,
                dynamic=dynamic,
                progress=progress,
                num_samples=len(dataset_importer) if isinstance(dataset_importer, Sized) else None,
            )
            if add_info and dataset_importer.has_dataset_info:
                self._take_importer_info(dataset_importer.get_dataset_info())
        return ids

    def merge_importer(
        self,
        dataset_importer: DatasetImporter,
        label_field: str | dict[str, str] | None = None,
        tags: str | Iterable[str] | None = None,
        key_field: str | None = None,
        key_fcn: Any = None,
        skip_existing: bool = False,
        insert_new: bool = True,
        fields: Any = None,
        omit_fields: Any = None,
        merge_lists: bool = True,
        merge_embedded_docs: bool = False,
        overwrite: bool = True,
        expand_schema: bool = True,
        dynamic: bool = False,
        add_info: bool = True,
        progress: ProgressOption = None,
    ) -> None:
        """Merges what an importer yields; see :meth:`add_importer` and :meth:`merge_samples`."""
        given = [tags] if isinstance(tags, str) else list(tags or ())
        with dataset_importer:
            self.merge_samples(
                _samples(dataset_importer, label_field, given),
                key_field,
                key_fcn,
                skip_existing,
                insert_new,
                fields,
                omit_fields,
                merge_lists,
                merge_embedded_docs,
                overwrite,
                expand_schema,
                dynamic,
                progress=progress,
            )
            if add_info and dataset_importer.has_dataset_info:
                self._take_importer_info(dataset_importer.get_dataset_info())

    def _take_importer_info(self, info: dict[str, Any]) -> None:
        rest = dict(info)
        for name in _PROPERTIES:
            if name in rest:
                setattr(self, name, rest.pop(name))
        if rest:
            self.info = {**rest, **self.info}


def _samples(
    importer: DatasetImporter, label_field: str | dict[str, str] | None, tags: list[str]
) -> Iterator[Sample]:
    for item in importer:
        sample = _sample(item, label_field)
        if tags:
            sample.tags = [*sample.tags, *(tag for tag in tags if tag not in sample.tags)]
        yield sample


def _sample(item: Any, label_field: str | dict[str, str] | None) -> Sample:
    if isinstance(item, Sample):
        return item
    path, metadata, *rest = item
    sample = Sample(path, metadata=metadata)
    if rest and rest[0] is not None:
        single = not isinstance(rest[0], dict) and label_field is None
        sample.add_labels(rest[0], "ground_truth" if single else label_field)
    if len(rest) > 1 and rest[1]:
        sample.add_labels(rest[1], label_field)
    return sample

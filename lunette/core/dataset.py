"""Datasets."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from typing import Any
from weakref import WeakSet, WeakValueDictionary

from lunette.core.bridge_calls import Row, call, call_payload, chunks
from lunette.core.collection import SampleCollection
from lunette.core.collection_base import Stage
from lunette.core.dataset_dicts import DatasetDicts
from lunette.core.dataset_dynamic_frames import DatasetDynamicFrames
from lunette.core.dataset_fields import DatasetFields
from lunette.core.dataset_frames import DatasetFrames
from lunette.core.dataset_from_files import DatasetFromFiles
from lunette.core.dataset_from_importer import DatasetFromImporter
from lunette.core.dataset_groups import DatasetGroups
from lunette.core.dataset_import import DatasetImport
from lunette.core.dataset_indexes import DatasetIndexes
from lunette.core.dataset_ingest import DatasetIngest
from lunette.core.dataset_labels import DatasetLabels
from lunette.core.dataset_media import DatasetMedia
from lunette.core.dataset_merging import DatasetMerging
from lunette.core.dataset_properties import DatasetProperties
from lunette.core.dataset_saved_views import DatasetSavedViews
from lunette.core.dataset_schema import DatasetSchema
from lunette.core.dataset_summary_fields import DatasetSummaryFields
from lunette.core.dataset_times import DatasetTimes
from lunette.core.dataset_workspaces import DatasetWorkspaces
from lunette.core.dataset_writing import DatasetWriting
from lunette.core.progress import ProgressOption
from lunette.core.sample import Sample
from lunette.core.sample_base import SampleBase
from lunette.core.sample_selection import ids_of
from lunette.core.sample_writing import add_samples
from lunette.core.schema import Schema
from lunette.core.short_traces import short_traces
from lunette.core.summary import dataset_summary
from lunette.core.view import DatasetView

__all__ = ["Dataset"]

Info = dict[str, Any]

#: Ids in one request.
_DELETED_AT_ONCE = 100_000

#: The one object for each dataset, by id.
_datasets: WeakValueDictionary[str, Dataset] = WeakValueDictionary()


@short_traces
class Dataset(
    DatasetProperties,
    DatasetFrames,
    DatasetIndexes,
    DatasetFromFiles,
    DatasetFromImporter,
    DatasetIngest,
    DatasetMedia,
    DatasetImport,
    DatasetDicts,
    DatasetDynamicFrames,
    DatasetFields,
    DatasetGroups,
    DatasetLabels,
    DatasetMerging,
    DatasetSchema,
    DatasetSavedViews,
    DatasetTimes,
    DatasetSummaryFields,
    DatasetWorkspaces,
    DatasetWriting,
    SampleCollection,
):
    """A named collection of samples, kept by the bridge.

    Args:
        name (None): its name; one is made up by default
        persistent (False): whether it outlives the session
        overwrite (False): whether to delete an existing dataset of that name

    Raises:
        ValueError: if there is a dataset of that name, or the name may not be used
    """

    _index_error = ValueError

    def __init__(
        self, name: str | None = None, persistent: bool = False, overwrite: bool = False
    ) -> None:
        if name is not None and not isinstance(name, str):
            raise TypeError(f"The name of a dataset is a string, not {name!r}.")
        old = _live_named(name) if overwrite and name is not None else None
        params = {"name": name, "persistent": persistent, "overwrite": overwrite}
        info = call("dataset.create", params)
        if old is not None:
            old._forget()
        self._start(info)

    def _start(self, info: Info) -> None:
        own = self.__dict__
        own["_id"] = info["id"]
        own["_stages"] = []
        own["_deleted_name"] = None
        own["_live"] = WeakValueDictionary()
        own["_readers"] = WeakSet()
        own["_schema"] = Schema(())
        self._take_info(info)
        _datasets[info["id"]] = self

    @classmethod
    def _of_info(cls, info: Info) -> Dataset:
        """The one object for the dataset that the bridge describes."""
        found = _datasets.get(info["id"])
        if found is None:
            found = cls.__new__(cls)
            found._start(info)
        else:
            found._take_info(info)
        return found

    @property
    def _dataset(self) -> Dataset:
        return self

    def _require(self) -> None:
        if self.__dict__["_deleted_name"] is not None:
            raise ValueError(f"Dataset {self.__dict__['_deleted_name']!r} is deleted")

    def _ask(
        self,
        method: str,
        params: dict[str, Any],
        payload: bytes | None = None,
        *,
        lookup: bool = False,
    ) -> tuple[Any, bytes | None]:
        """A request; raises ValueError if the dataset is deleted."""
        self._require()
        return call_payload(method, params, payload, lookup=lookup)

    def __setattr__(self, name: str, value: Any) -> None:
        is_property = isinstance(getattr(type(self), name, None), property)
        if not name.startswith("_") and not is_property:
            raise AttributeError(
                f"Dataset has no attribute {name!r}; facts about the dataset belong into "
                f"dataset.info[{name!r}]."
            )
        object.__setattr__(self, name, value)

    # Properties

    @property
    def name(self) -> str:
        """The dataset's name; assigning renames it."""
        deleted: str | None = self.__dict__["_deleted_name"]
        name: str = self.__dict__["_info_now"]["name"]
        return name if deleted is None else deleted

    @name.setter
    def name(self, name: str) -> None:
        self._update(name=name)

    @property
    def deleted(self) -> bool:
        """Whether the dataset was deleted."""
        return self.__dict__["_deleted_name"] is not None

    def reload(self) -> None:
        """Reads properties, schema and all samples again of which there are objects."""
        info = self._ask("dataset.load", {"name": self._id})[0]
        self._take_info(info, forget=self._edits_in_place())
        live = list(self._live.values())
        if live:
            self._refresh_samples(list(live), replace=True)

    # Samples in

    def add_sample(
        self,
        sample: Sample,
        expand_schema: bool = True,
        dynamic: bool = False,
        validate: bool = True,
    ) -> str:
        """Adds a sample; returns its id. See :meth:`add_samples`."""
        return self.add_samples([sample], expand_schema, dynamic, validate, progress=False)[0]

    def add_samples(
        self,
        samples: Iterable[SampleBase],
        expand_schema: bool = True,
        dynamic: bool = False,
        validate: bool = True,
        batcher: Any = None,
        generator: bool = False,
        progress: ProgressOption = None,
        num_samples: int | None = None,
    ) -> list[str]:
        """Adds samples; returns their ids.

        A sample that is in a dataset already is copied.

        Args:
            samples: a list, a view, or any iterable
            expand_schema (True): whether fields that do not exist may be made
            dynamic (False): whether to declare undeclared attributes of labels
            validate (True): whether to check the values
            batcher (None): has no effect; samples are written in batches anyway
            generator (False): has no effect; any iterable is read as it is written
            progress (None): whether to show progress
            num_samples (None): how many there are, if ``samples`` cannot say

        Raises:
            ValueError: naming field and file, if a value does not fit; nothing of that batch of
                at most 1000 samples is added
        """
        self._require()
        if num_samples is None and isinstance(samples, Sized):
            num_samples = len(samples)
        return add_samples(self, samples, expand_schema, dynamic, validate, progress, num_samples)

    def _make(self, row: Row) -> Sample:
        return self._sample_of(row)

    # Samples out

    def delete_samples(self, samples_or_ids: Any) -> None:
        """Deletes samples; the files stay.

        Args:
            samples_or_ids: an id or sample, several of them, or a view
        """
        ids = ids_of(samples_or_ids)
        if ids:
            self._settle_readers()
            for part in chunks(ids, _DELETED_AT_ONCE):
                self._ask("samples.delete", {"dataset": self._id, "sample_ids": part})
            self._left(bytes.fromhex(id) for id in ids)

    def clear(self) -> None:
        """Deletes all samples."""
        self._settle_readers()
        self._ask("samples.delete", {"dataset": self._id, "view": []})
        self._left(list(self._live))
        self._note_written(None)

    def delete(self) -> None:
        """Deletes the dataset; the files stay."""
        self._ask("dataset.delete", {"dataset": self._id})
        self._forget()

    def _forget(self) -> None:
        """The dataset is deleted: its samples keep their values and leave it."""
        if not self.deleted:
            name = self.name
            self._detach(list(self._live))
            self.__dict__["_deleted_name"] = name
            _datasets.pop(self._id, None)

    def __delitem__(self, key: Any) -> None:
        found = self[key]
        self.delete_samples(found)

    # Views

    def view(self) -> DatasetView:
        """A view of the whole dataset."""
        self._require()
        return DatasetView(self)

    def _with_stage(self, stage: Stage) -> DatasetView:
        return self.view()._with_stage(stage)

    # Looks

    def summary(self) -> str:
        """The dataset in a few lines."""
        return dataset_summary(self)

    def __repr__(self) -> str:
        if self.deleted:
            return f"<Dataset: {self.name!r}, deleted>"
        return self.summary()

    def __copy__(self) -> Dataset:
        return self

    def __deepcopy__(self, memo: Any) -> Dataset:
        return self

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return hash(self._id)


def _live_named(name: str) -> Dataset | None:
    """The object of the dataset of that name, if there is one."""
    for dataset in list(_datasets.values()):
        if dataset.name == name:
            return dataset
    return None


def __getattr__(name: str) -> Any:
    """Functions about datasets, which code also imports from here."""
    from lunette.core import dataset_directory

    if name in dataset_directory.__all__:
        return getattr(dataset_directory, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

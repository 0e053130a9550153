"""Datasets."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sized
from typing import Any
from weakref import WeakSet, WeakValueDictionary

from lunette.core.app_config import DatasetAppConfig
from lunette.core.bridge_calls import Row, call, call_payload
from lunette.core.collection import SampleCollection
from lunette.core.collection_base import Stage
from lunette.core.dataset_import import DatasetImport
from lunette.core.dataset_schema import DatasetSchema
from lunette.core.dataset_workspaces import DatasetWorkspaces
from lunette.core.dataset_writing import DatasetWriting
from lunette.core.encoding import datetime_of_ms
from lunette.core.progress import ProgressOption
from lunette.core.sample import Sample
from lunette.core.sample_base import SampleBase
from lunette.core.sample_selection import ids_of
from lunette.core.sample_writing import add_samples
from lunette.core.schema import Schema
from lunette.core.short_traces import short_traces
from lunette.core.summary import dataset_stats, dataset_summary
from lunette.core.view import DatasetView

__all__ = ["Dataset"]

Info = dict[str, Any]

#: The one object for each dataset, by id.
_datasets: WeakValueDictionary[str, Dataset] = WeakValueDictionary()
_FIXED = frozenset(
    ("name", "persistent", "tags", "description", "info", "app_config", "media_type")
)


@short_traces
class Dataset(DatasetImport, DatasetSchema, DatasetWorkspaces, DatasetWriting, SampleCollection):
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
            edits = found._edits_in_place()
            config = edits.pop("app_config", None)
            found._take_info(info)
            # Loading it once more is no reason to lose what is not saved yet.
            found.__dict__["_info_now"] = {**info, **edits}
            if config is not None:
                found.__dict__["_app_config"] = config
        return found

    def _take_info(self, info: Info) -> None:
        own = self.__dict__
        own["_info_now"] = info
        own["_app_config"] = DatasetAppConfig(info["app_config"])
        own["_saved"] = copy.deepcopy({name: info[name] for name in ("tags", "info", "app_config")})
        self._schema.load(info["fields"])

    def _edits_in_place(self) -> Info:
        """Those of ``tags``, ``info`` and ``app_config`` that were edited and not saved."""
        own = self.__dict__
        now, saved = own["_info_now"], own["_saved"]
        edits = {name: now[name] for name in ("tags", "info") if now[name] != saved[name]}
        if own["_app_config"] != DatasetAppConfig(saved["app_config"]):
            edits["app_config"] = own["_app_config"]
        return edits

    def _load_info(self) -> None:
        """Reads name, properties and schema again."""
        self._take_info(self._ask("dataset.load", {"name": self._id})[0])

    @property
    def _dataset(self) -> Dataset:
        return self

    @property
    def _info(self) -> Info:
        self._require()
        info: Info = self.__dict__["_info_now"]
        return info

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
        if not name.startswith("_") and name not in _FIXED:
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
    def slug(self) -> str:
        """The name in a form for addresses."""
        slug: str = self._info["slug"]
        return slug

    @property
    def deleted(self) -> bool:
        """Whether the dataset was deleted."""
        return self.__dict__["_deleted_name"] is not None

    @property
    def persistent(self) -> bool:
        """Whether the dataset outlives the session; assigning saves it."""
        persistent: bool = self._info["persistent"]
        return persistent

    @persistent.setter
    def persistent(self, value: bool) -> None:
        self._update(persistent=bool(value))

    @property
    def tags(self) -> list[str]:
        """Tags of the dataset; assigning saves them, edits in place need :meth:`save`."""
        tags: list[str] = self._info["tags"]
        return tags

    @tags.setter
    def tags(self, value: Iterable[str]) -> None:
        self._update(tags=list(value))

    @property
    def description(self) -> str | None:
        """What the dataset is; assigning saves it."""
        description: str | None = self._info["description"]
        return description

    @description.setter
    def description(self, value: str | None) -> None:
        self._update(description=value)

    @property
    def info(self) -> dict[str, Any]:
        """Any facts about the dataset; assigning saves them, edits in place need :meth:`save`."""
        info: dict[str, Any] = self._info["info"]
        return info

    @info.setter
    def info(self, value: dict[str, Any]) -> None:
        self._update(info=dict(value))

    @property
    def app_config(self) -> DatasetAppConfig:
        """How the App shows the dataset; edits in place need :meth:`save`."""
        self._require()
        config: DatasetAppConfig = self.__dict__["_app_config"]
        return config

    @app_config.setter
    def app_config(self, value: DatasetAppConfig | dict[str, Any]) -> None:
        self._update(app_config=DatasetAppConfig(value).to_dict())

    @property
    def created_at(self) -> Any:
        """When the dataset was made (UTC)."""
        return datetime_of_ms(self._info["created_at"])

    @property
    def last_modified_at(self) -> Any:
        """When its properties or schema were last changed (UTC)."""
        return datetime_of_ms(self._info["last_modified_at"])

    @property
    def last_loaded_at(self) -> Any:
        """When it was last loaded (UTC), or None."""
        at = self._info["last_loaded_at"]
        return None if at is None else datetime_of_ms(at)

    @property
    def media_type(self) -> str | None:
        """``"image"``, or None while there is no sample."""
        media_type: str | None = self._info["media_type"]
        return media_type or ("image" if len(self) else None)

    def _update(self, **changes: Any) -> None:
        self._take_info(self._ask("dataset.update", {"dataset": self._id, **changes})[0])

    def save(self) -> None:
        """Saves edits in place of ``tags``, ``info`` and ``app_config``."""
        self._update(tags=self.tags, info=self.info, app_config=self.app_config.to_dict())

    def reload(self) -> None:
        """Reads properties, schema and all samples again of which there are objects."""
        self._load_info()
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
            self._ask("samples.delete", {"dataset": self._id, "sample_ids": ids})
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

    def stats(self, include_media: bool = False, compressed: bool = False) -> dict[str, Any]:
        """Numbers about the dataset.

        Args:
            include_media (False): also the size of the image files that have metadata
            compressed (False): has no effect
        """
        return dataset_stats(self, include_media)

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

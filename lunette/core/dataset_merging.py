"""Samples of other collections in a dataset: added, or merged with those that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sized
from typing import TYPE_CHECKING, Any

from lunette.core.bridge_calls import chunks, rows_of
from lunette.core.collection_base import CollectionBase
from lunette.core.expressions import ViewField
from lunette.core.merged_info import merge_info
from lunette.core.progress import Progress, ProgressOption
from lunette.core.sample_base import SampleBase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lunette.core.dataset import Dataset
    from lunette.core.sample import Sample

__all__ = ["DatasetMerging"]

_BATCH = 1000


class DatasetMerging:
    """Adds and merges samples of other collections."""

    if TYPE_CHECKING:
        _id: str

    def add_collection(
        self,
        sample_collection: CollectionBase,
        include_info: bool = True,
        overwrite_info: bool = False,
        new_ids: bool = False,
        progress: ProgressOption = None,
    ) -> list[str]:
        """Adds copies of the samples of a dataset or view; returns the ids of the new samples.

        Args:
            sample_collection: a dataset or a view
            include_info (True): whether to merge also info, classes, mask targets and skeletons
            overwrite_info (False): whether these take the place of what is there
            new_ids (False): whether to give the samples new ids; else samples whose ids are there
                already are passed over
            progress (None): has no effect

        Raises:
            ValueError: if a field is there with another type
        """
        dataset: Dataset = self  # type: ignore[assignment]
        if include_info:
            merge_info(dataset, sample_collection._dataset, overwrite_info)
        dataset._settle_readers()
        copied = sample_collection._every_slice()
        params = {**copied, "to": dataset._id, "new_ids": new_ids}
        dataset._require()
        payload = sample_collection._request("samples.copy", params)[1]
        dataset._load_info()
        text = bytes(payload or b"").hex()
        return [text[i : i + 24] for i in range(0, len(text), 24)]

    def merge_sample(
        self,
        sample: SampleBase,
        key_field: str | None = None,
        skip_existing: bool = False,
        insert_new: bool = True,
        fields: Any = None,
        omit_fields: str | Iterable[str] | None = None,
        merge_lists: bool = True,
        merge_embedded_docs: bool = False,
        overwrite: bool = True,
        expand_schema: bool = True,
        validate: bool = True,
        dynamic: bool = False,
    ) -> None:
        """Merges one sample; see :meth:`merge_samples`."""
        self.merge_samples(
            [sample],
            key_field,
            None,
            skip_existing,
            insert_new,
            fields,
            omit_fields,
            merge_lists,
            merge_embedded_docs,
            overwrite,
            expand_schema,
            dynamic,
            validate=validate,
            progress=False,
        )

    def merge_samples(
        self,
        samples: Iterable[SampleBase],
        key_field: str | None = None,
        key_fcn: Callable[[Any], Any] | None = None,
        skip_existing: bool = False,
        insert_new: bool = True,
        fields: Any = None,
        omit_fields: str | Iterable[str] | None = None,
        merge_lists: bool = True,
        merge_embedded_docs: bool = False,
        overwrite: bool = True,
        expand_schema: bool = True,
        dynamic: bool = False,
        include_info: bool = True,
        overwrite_info: bool = False,
        progress: ProgressOption = None,
        num_samples: int | None = None,
        validate: bool = True,
    ) -> None:
        """Merges samples with those of the dataset that have the same key, and adds the others.

        Values that are None count as missing. By default lists are merged element by element,
        labels of label lists by their id, and other fields are overwritten.

        Args:
            samples: a collection, or any iterable of samples
            key_field (None): the field by which samples are the same; ``"filepath"`` by default
            key_fcn (None): takes a sample and returns its key, in place of ``key_field``
            skip_existing (False): whether to leave existing samples as they are
            insert_new (True): whether to add samples that do not exist
            fields (None): the field or fields to merge, or a dict from their names to those here
            omit_fields (None): fields to leave out
            merge_lists (True): whether to merge the elements of lists
            merge_embedded_docs (False): whether to merge the attributes of documents
            overwrite (True): whether to overwrite existing values and labels
            expand_schema (True): whether fields that do not exist may be made
            dynamic (False): whether to declare undeclared attributes of labels
            include_info (True): whether to merge also info, classes, mask targets and skeletons, if
                ``samples`` is a collection
            overwrite_info (False): whether these take the place of what is there
            progress (None): whether to show progress
            num_samples (None): how many there are, if ``samples`` cannot say
            validate (True): whether to check the values

        Raises:
            ValueError: if a sample has no key, or a value does not fit
        """
        dataset: Dataset = self  # type: ignore[assignment]
        if isinstance(samples, CollectionBase) and include_info:
            merge_info(dataset, samples._dataset, overwrite_info)
        if num_samples is None and isinstance(samples, Sized):
            num_samples = len(samples)
        existing = _Existing(dataset, key_field or "filepath", key_fcn)
        names = {"fields": fields, "omit_fields": omit_fields}
        rules = {
            **names,
            "merge_lists": merge_lists,
            "merge_embedded_docs": merge_embedded_docs,
            "overwrite": overwrite,
            "expand_schema": expand_schema,
            "validate": validate,
            "dynamic": dynamic,
        }
        with Progress(num_samples, progress) as shown:
            for batch in chunks(samples, _BATCH):
                keyed = [(existing.key_of(sample), sample) for sample in batch]
                found = existing.find([key for key, _ in keyed])
                changed: dict[int, SampleBase] = {}
                new: dict[Any, Sample] = {}
                for key, sample in keyed:
                    other = found.get(key) or new.get(key)
                    if other is None and insert_new:
                        new[key] = sample.copy(fields, omit_fields)
                    elif other is not None and not (skip_existing and key in found):
                        other.merge(sample, **rules)
                        if key in found:
                            changed[id(other)] = other
                if new:
                    added = list(new.values())
                    dataset.add_samples(added, expand_schema, dynamic, validate, progress=False)
                    existing.note(new)
                dataset._save_samples(list(changed.values()))
                shown.update(len(batch))


class _Existing:
    """Samples of a dataset by key.

    Args:
        dataset: the dataset
        key_field: the field of the keys
        key_fcn: takes a sample and returns its key, in place of the field
    """

    def __init__(
        self, dataset: Dataset, key_field: str, key_fcn: Callable[[Any], Any] | None
    ) -> None:
        self._dataset = dataset
        self._field = key_field
        self._function = key_fcn
        #: Ids by key, if a function makes the keys: they cannot be asked for.
        self._ids: dict[Any, str] = {}
        if key_fcn is not None:
            for sample in dataset:
                self._ids.setdefault(key_fcn(sample), sample.id or "")

    def key_of(self, sample: SampleBase) -> Any:
        """The key of a sample; raises a ValueError if it has none."""
        if self._function is not None:
            key = self._function(sample)
        else:
            key = sample.get_field(self._field) if sample.has_field(self._field) else None
        if key is None:
            raise ValueError(
                f"The sample {sample.filepath} has no {self._field!r}, by which it could be merged."
            )
        return key

    def note(self, added: Mapping[Any, Sample]) -> None:
        """Samples were added."""
        if self._function is not None:
            for key, sample in added.items():
                self._ids.setdefault(key, sample.id or "")

    def find(self, keys: list[Any]) -> dict[Any, Sample]:
        """The samples that have one of the keys, the earliest of each key."""
        result: dict[Any, Sample] = {}
        if self._function is not None or self._field == "id":
            ids = [self._ids.get(key) for key in keys] if self._function is not None else keys
            wanted = [id for id in ids if id is not None]
            if wanted:
                view = self._dataset.select(wanted)
                for sample in self._read(view._stages):
                    result.setdefault(self.key_of(sample), sample)
            return result
        view = self._dataset.match(ViewField(self._field).is_in(list(dict.fromkeys(keys))))
        for sample in self._read(view._stages):
            result.setdefault(self.key_of(sample), sample)
        return result

    def _read(self, stages: Any) -> Iterable[Sample]:
        """The samples themselves, not views of them."""
        start: int | None = 0
        while start is not None:
            params = {"dataset": self._dataset._id, "view": stages, "start": start}
            result, payload = self._dataset._ask("view.documents", params)
            for row in rows_of(payload):
                yield self._dataset._sample_of(row)
            start = result["next"]

"""Reading samples of a dataset or a view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from lunette.core.arrays import is_array
from lunette.core.collection_base import CollectionBase
from lunette.core.document_pages import iterate_rows
from lunette.core.expressions import ViewExpression
from lunette.core.media import normal_path
from lunette.core.object_ids import is_id
from lunette.core.progress import Progress, ProgressOption
from lunette.core.save_context import SaveContext

if TYPE_CHECKING:
    from lunette.core.sample_base import SampleBase
    from lunette.core.view import DatasetView

__all__ = ["CollectionReading"]


class CollectionReading(CollectionBase):
    """Samples one by one, by id or path, and in ranges."""

    #: What an index that is a number raises: the reference has them differ.
    _index_error: type[Exception] = KeyError

    def __bool__(self) -> bool:
        return len(self) > 0

    def __iter__(self) -> Iterator[SampleBase]:
        return self.iter_samples()

    def __contains__(self, sample: object) -> bool:
        key = getattr(sample, "id", sample)
        if not isinstance(key, str):
            return False
        try:
            self[key]
        except KeyError:
            return False
        return True

    def iter_samples(
        self,
        progress: ProgressOption = False,
        autosave: bool = False,
        batch_size: int | float | None = None,
        batching_strategy: str | None = None,
    ) -> Iterator[SampleBase]:
        """The samples, one after another.

        Args:
            progress (False): whether to show progress
            autosave (False): save each sample after the loop's body was done with it
            batch_size (None): with ``autosave``, how many samples (int) or seconds (float) between
                two writes; by default 0.2 s
            batching_strategy (None): ``"static"`` (samples), ``"size"`` (bytes) or ``"latency"``
                (seconds): the unit of ``batch_size``, if that does not say
        """
        total = len(self) if progress else None
        with Progress(total, progress) as shown:
            if not autosave:
                for row in iterate_rows(self):
                    yield self._make(row)
                    shown.update()
                return
            with self.save_context(batch_size, batching_strategy) as context:
                for row in iterate_rows(self):
                    sample = self._make(row)
                    yield sample
                    context.save(sample)
                    shown.update()

    def save_context(
        self, batch_size: int | float | None = None, batching_strategy: str | None = None
    ) -> SaveContext:
        """A context whose ``save(sample)`` collects edits and writes many at once.

        Args:
            batch_size (None): how many samples (int) or seconds (float) between two writes; by
                default 0.2 s
            batching_strategy (None): ``"static"`` (samples), ``"size"`` (bytes) or ``"latency"``
                (seconds): the unit of ``batch_size``, if that does not say
        """
        return SaveContext(self._dataset, batch_size, batching_strategy)

    def __getitem__(self, key: Any) -> Any:
        """A sample by id or file path; a view by slice, booleans, an expression or ids.

        Raises:
            KeyError: if there is no such sample
            ValueError: if a slice has a step
        """
        if isinstance(key, str):
            return self._lookup(key)
        if isinstance(key, slice):
            return self._slice(key)
        if isinstance(key, ViewExpression):
            return self.match(key)
        if isinstance(key, Iterable) or is_array(key):
            return self._select(key)
        raise self._index_error(
            f"Samples are named by id or file path, not by {key!r}. To take them by position, use "
            "a slice such as [10:20], first() or last()."
        )

    def _lookup(self, key: str) -> SampleBase:
        named: dict[str, Any] = (
            {"sample_ids": [key.lower()]} if is_id(key) else {"filepaths": [normal_path(key)]}
        )
        rows = self._rows("samples.get", named, lookup=True)
        if not rows:
            raise KeyError(f"There is no sample {key!r} in {self._named()}.")
        return self._make(rows[0])

    def _slice(self, key: slice) -> DatasetView:
        if key.step not in (None, 1):
            raise ValueError("A slice of samples cannot have a step.")
        for bound in (key.start, key.stop):
            if bound is not None and not hasattr(bound, "__index__"):
                raise ValueError(f"The bounds of a slice are integers, not {bound!r}.")
        start, stop = key.start or 0, key.stop
        if start < 0 or (stop is not None and stop < 0):
            start, stop, _ = key.indices(len(self))
        view = self.skip(start) if start > 0 else self.view()
        return view if stop is None else view.limit(max(int(stop) - int(start), 0))

    def _select(self, keys: Any) -> DatasetView:
        items = keys.tolist() if is_array(keys) else [_plain(key) for key in keys]
        if items and all(isinstance(item, bool) for item in items):
            return self.select(self._chosen(items))
        return self.select(items)

    def _chosen(self, flags: list[bool]) -> list[str]:
        """The ids at which a list of booleans is true."""
        ids = self._sample_ids()
        if len(ids) != len(flags):
            raise ValueError(f"There are {len(ids)} samples, but {len(flags)} booleans.")
        return [id for id, chosen in zip(ids, flags, strict=True) if chosen]

    def first(self) -> SampleBase:
        """The first sample.

        Raises:
            ValueError: if there is none
        """
        for sample in self.head(1):
            return sample
        raise ValueError(f"{self._named()} is empty.")

    def last(self) -> SampleBase:
        """The last sample.

        Raises:
            ValueError: if there is none
        """
        for sample in self.tail(1):
            return sample
        raise ValueError(f"{self._named()} is empty.")

    def head(self, num_samples: int = 3) -> list[SampleBase]:
        """The first samples."""
        rows = self._rows("view.documents", {"start": 0, "count": max(num_samples, 1)})
        return [self._make(row) for row in rows[: max(num_samples, 0)]]

    def tail(self, num_samples: int = 3) -> list[SampleBase]:
        """The last samples, in order."""
        if num_samples <= 0:
            return []
        start = max(len(self) - num_samples, 0)
        rows = self._rows("view.documents", {"start": start, "count": num_samples})
        return [self._make(row) for row in rows]

    def one(self, expr: ViewExpression, exact: bool = False) -> SampleBase:
        """The first sample for which an expression is true.

        Args:
            expr: the expression
            exact (False): whether it is an error if there are several

        Raises:
            ValueError: if there is none, or there are several and ``exact`` is True
        """
        found = self.match(expr).head(2)
        if not found:
            raise ValueError(f"No sample of {self._named()} matches {expr}.")
        if exact and len(found) > 1:
            raise ValueError(f"Several samples of {self._named()} match {expr}.")
        # The sample of this collection, not of the narrower view.
        return self._lookup(found[0].id or "")

    def _named(self) -> str:
        """This collection for a message."""
        return f"dataset {self._dataset.name!r}"

    if TYPE_CHECKING:

        def match(self, filter: Any) -> DatasetView: ...
        def select(self, sample_ids: Any, ordered: bool = False) -> DatasetView: ...
        def skip(self, skip: int) -> DatasetView: ...
        def view(self) -> DatasetView: ...


def _plain(key: Any) -> Any:
    """A key; numpy's truth values as Python's."""
    return key.item() if type(key).__module__ == "numpy" else key

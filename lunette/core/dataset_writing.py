"""Saving, refreshing and deleting samples of a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from weakref import WeakSet, WeakValueDictionary

from lunette.core.bridge_calls import Row, chunks, rows_of
from lunette.core.encoding import pack
from lunette.core.sample import Sample
from lunette.core.sample_base import SampleBase
from lunette.core.sample_document import SampleDocument
from lunette.core.sample_view import SampleView
from lunette.core.schema import Schema

if TYPE_CHECKING:
    from lunette.core.document_pages import DocumentReader
    from lunette.core.sample_document import Changes

__all__ = ["DatasetWriting"]

_BATCH = 1000
_BATCH_BYTES = 8 * 1024 * 1024


class DatasetWriting:
    """What samples and views ask of their dataset."""

    _id: str
    _schema: Schema
    #: Samples of which there are objects, by id.
    _live: WeakValueDictionary[bytes, Sample]
    #: Loops over samples that are under way.
    _readers: WeakSet[DocumentReader]

    if TYPE_CHECKING:
        name: str

        def _grow_schema(self) -> None: ...
        def _omitted(self) -> dict[str, Any]: ...

        def _ask(
            self,
            method: str,
            params: dict[str, Any],
            payload: bytes | None = None,
            *,
            lookup: bool = False,
        ) -> tuple[Any, bytes | None]: ...

    def _sample_of(self, row: Row) -> Sample:
        """The one object for a sample, with what the bridge sent."""
        id, core, blobs = row
        sample = self._live.get(id)
        if sample is None:
            sample = Sample._of_document(SampleDocument(self, id, core, blobs, {}))  # type: ignore[arg-type]
            self._live[id] = sample
        else:
            sample._doc.refresh(core, blobs)
        return sample

    def _documents(self, ids: Iterable[bytes]) -> Iterator[Row]:
        """Whole samples by id; raises ValueError if one was deleted."""
        for part in chunks(ids, _BATCH):
            named = {"sample_ids": [id.hex() for id in part]}
            params = {"dataset": self._id, **named, **self._omitted()}
            yield from rows_of(self._ask("samples.get", params)[1])

    def _save_samples(self, samples: list[SampleBase]) -> None:
        """Writes what was changed of samples and sample views of this dataset."""
        changed = [(sample, sample._doc.changes()) for sample in dict.fromkeys(samples)]
        changed = [(sample, changes) for sample, changes in changed if changes[0] or changes[1]]
        if not changed:
            return
        sources = self._sources(changed)
        rows = []
        for sample, (core, blobs) in changed:
            if isinstance(sample, SampleView):
                core, blobs = sample._source_changes((core, blobs), sources.get(_id(sample)))
            rows.append((_id(sample), core, blobs))
        self._write_rows(rows)
        outdated = []
        for sample, (core, blobs) in changed:
            sample._doc.accept(core, blobs)
            # It is read again when it is asked for.
            for known in (sample._doc.core, sample._doc.values):
                known.pop("last_modified_at", None)
            if isinstance(sample, SampleView) and _id(sample) in self._live:
                outdated.append(_id(sample))
        self._refresh_live([id.hex() for id in outdated])

    def _sources(self, changed: list[tuple[SampleBase, Changes]]) -> dict[bytes, SampleDocument]:
        """The whole samples behind views whose filtered labels were changed."""
        needed = [
            _id(sample)
            for sample, changes in changed
            if isinstance(sample, SampleView) and sample._needs_source(changes)
        ]
        return {
            id: SampleDocument(None, id, core, blobs, {})
            for id, core, blobs in self._documents(needed)
        }

    def _write_rows(
        self, rows: Iterable[tuple[bytes, dict[str, Any], dict[str, bytes | None]]]
    ) -> None:
        """Sends updates, in as many requests as their size asks for."""
        batch: list[Any] = []
        size = 0
        params = {"dataset": self._id, "fields": []}
        for row in rows:
            batch.append(row)
            size += 200 + sum(len(blob) for blob in row[2].values() if blob is not None)
            if len(batch) >= _BATCH or size >= _BATCH_BYTES:
                self._write_batch(params, batch)
                batch, size = [], 0
        if batch:
            self._write_batch(params, batch)

    def _write_batch(self, params: dict[str, Any], batch: list[Any]) -> None:
        self._settle_readers()
        self._ask("samples.update", params, pack(batch))
        self._note_written([row[0] for row in batch])

    def _settle_readers(self) -> None:
        """Tells loops under way that the dataset is about to be written."""
        for reader in self._readers:
            reader.settle()

    def _note_written(self, ids: list[bytes] | None) -> None:
        """Tells loops under way what was written; None if it may be anything."""
        for reader in self._readers:
            reader.note_written(ids)

    def _refresh_samples(self, samples: list[SampleBase], replace: bool = False) -> None:
        """Reads samples again; with ``replace`` forgets what was not saved."""
        rows = {row[0]: row for row in self._documents(_id(sample) for sample in samples)}
        for sample in samples:
            row = rows.get(_id(sample))
            if row is None:
                raise ValueError(f"The sample {sample.filepath} was deleted from {self.name!r}.")
            if replace:
                sample._doc.replace(row[1], row[2])
            elif isinstance(sample, SampleView):
                # Only what every view shows: its labels are not those of the whole sample.
                for key in ("created_at", "last_modified_at"):
                    sample._doc.core[key] = row[1].get(key)
            else:
                sample._doc.refresh(row[1], row[2])

    def _refresh_live(self, ids: list[str] | None) -> None:
        """Reads the samples again of which there are objects.

        Args:
            ids: those that may have changed, or None for all
        """
        if ids is not None and not ids:
            return
        live = dict(self._live.items())
        wanted = live.keys() if ids is None else live.keys() & {bytes.fromhex(id) for id in ids}
        if not wanted:
            return
        view = [{"stage": "select", "sample_ids": [id.hex() for id in wanted], "ordered": False}]
        params = {"dataset": self._id, "view": view, "count": _BATCH, **self._omitted()}
        start: int | None = 0
        while start is not None:
            result, payload = self._ask("view.documents", {**params, "start": start})
            for id, core, blobs in rows_of(payload):
                live[id]._doc.refresh(core, blobs)
            start = result["next"]

    def _left(self, ids: Iterable[bytes]) -> None:
        """Samples were deleted."""
        gone = list(ids)
        self._detach(gone)
        self._note_written(gone)

    def _detach(self, ids: Iterable[bytes]) -> None:
        """Objects of deleted samples keep their values and leave the dataset."""
        for id in ids:
            sample = self._live.pop(id, None)
            if sample is not None:
                sample._doc.detach()


def _id(sample: SampleBase) -> bytes:
    id = sample._doc.id
    if id is None:
        raise ValueError(f"The sample {sample.filepath} is in no dataset.")
    return id

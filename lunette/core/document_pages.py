"""Samples of a collection, page by page, while the caller may be editing them.

Which samples are read is settled at the start, so that an edit that takes a sample out of the view
does not make another one be skipped. The next page is asked for while one is read; what this
process writes in the meantime is read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from lunette.core.bridge_calls import Pending, Row, rows_of

if TYPE_CHECKING:
    from lunette.core.collection_base import CollectionBase, Stage

__all__ = ["DocumentReader", "iterate_rows"]

#: Samples of the first page: few, because the caller may stop soon.
_FIRST_PAGE = 100
_PAGE = 2000


def iterate_rows(collection: CollectionBase) -> Iterator[Row]:
    """All samples of a collection in order, as the bridge sends them."""
    collection._dataset._require()
    reader = DocumentReader(collection)
    collection._dataset._readers.add(reader)
    return reader.rows()


class DocumentReader:
    """Reads the samples of a collection.

    Args:
        collection: the dataset or view
    """

    def __init__(self, collection: CollectionBase) -> None:
        self._collection = collection
        # What was written since the page being read, and since the one after it, was asked for.
        self._stale: set[bytes] = set()
        self._stale_next: set[bytes] = set()
        self._all_stale = self._all_stale_next = False

    def note_written(self, ids: Iterable[bytes] | None) -> None:
        """Samples were written: those with these ids, or any if None."""
        if ids is None:
            self._all_stale = self._all_stale_next = True
        else:
            ids = set(ids)
            self._stale |= ids
            self._stale_next |= ids

    def rows(self) -> Iterator[Row]:
        """The samples in order."""
        params = {"start": 0, "count": _FIRST_PAGE}
        result, payload = self._collection._request("view.documents", params)
        first = rows_of(payload)
        if result["next"] is None:
            yield from self._up_to_date(first)
            return
        seen = {row[0] for row in first}
        ids = [id for id in self._collection._sample_ids() if bytes.fromhex(id) not in seen]
        pages = [ids[i : i + _PAGE] for i in range(0, len(ids), _PAGE)]
        pending: _Page | None = None
        try:
            page = first
            for following in pages:
                pending = _Page(self._collection, following)
                self._stale_next, self._all_stale_next = set(), False
                yield from self._up_to_date(page)
                self._stale, self._all_stale = self._stale_next, self._all_stale_next
                page, pending = pending.wait(), None
            yield from self._up_to_date(page)
        finally:
            if pending is not None:
                pending.cancel()

    def _up_to_date(self, rows: list[Row]) -> Iterator[Row]:
        """The rows; those that were written since are read again, deleted ones left out."""
        for i, row in enumerate(rows):
            if self._all_stale:
                self._stale, self._all_stale = set(), False
                ids = [rest[0].hex() for rest in rows[i:]]
                yield from self._up_to_date(_Page(self._collection, ids).wait())
                return
            if row[0] in self._stale:
                self._stale.discard(row[0])
                yield from _Page(self._collection, [row[0].hex()]).wait()
            else:
                yield row


class _Page:
    """Samples that were asked for by id."""

    def __init__(self, collection: CollectionBase, ids: list[str]) -> None:
        self._collection = collection
        self._ids = ids
        self._content = _content_stages(collection._stages)
        params = {
            "dataset": collection._dataset._id,
            "view": self._content,
            "sample_ids": ids,
        }
        self._pending = Pending("samples.get", params)

    def wait(self) -> list[Row]:
        """The samples in order, without those that were deleted since."""
        try:
            return rows_of(self._pending.wait()[1])
        except ValueError:
            # Some are gone. As a view, the others are read without an error.
            select = {"stage": "select", "sample_ids": self._ids, "ordered": True}
            view = [select, *self._content]
            params = {"view": view, "start": 0, "count": len(self._ids)}
            rows: list[Row] = []
            start: int | None = 0
            while start is not None:
                result, payload = self._collection._request(
                    "view.documents", {**params, "start": start}
                )
                rows += rows_of(payload)
                start = result["next"]
            return rows

    def cancel(self) -> None:
        """The samples are no longer wanted."""
        self._pending.cancel()


def _content_stages(stages: list[Stage]) -> list[dict[str, Any]]:
    """The stages that change what a sample shows, made so that none is left out."""
    return [
        {**stage, "only_matches": False} if stage["stage"] == "filter_labels" else stage
        for stage in stages
        if stage["stage"] in ("filter_labels", "select_fields")
    ]

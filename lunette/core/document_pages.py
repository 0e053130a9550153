"""Samples of a collection, page by page, while the caller may be editing them.

The next page is asked for while one is read. Before this process writes to the dataset, the ids of
the samples that a loop under way has still to read are settled, so that an edit that takes a sample
out of the view does not make another one be skipped; what is written is read again.
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
        self._pending: _Page | None = None
        # Ids of the samples that were not asked for yet; None as long as their place says it.
        self._ids: list[str] | None = None
        # What was written since the page being read, and since the one after it, was asked for.
        self._stale: set[bytes] = set()
        self._stale_next: set[bytes] = set()
        self._all_stale = self._all_stale_next = False

    def settle(self) -> None:
        """The dataset is about to be written: finds out which samples are still to be read."""
        if self._ids is not None or self._pending is None:
            return
        start = self._pending.answer()[1]
        self._ids = [] if start is None else self._collection._sample_ids()[start:]

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
        self._pending = _PlacePage(self._collection, 0, _FIRST_PAGE)
        try:
            while self._pending is not None:
                rows, following = self._pending.answer()
                self._stale, self._all_stale = self._stale_next, self._all_stale_next
                self._stale_next, self._all_stale_next = set(), False
                self._pending = self._next_page(following)
                yield from self._up_to_date(rows)
        finally:
            if self._pending is not None:
                self._pending.cancel()

    def _next_page(self, following: int | None) -> _Page | None:
        if self._ids is not None:
            ids, self._ids = self._ids[:_PAGE], self._ids[_PAGE:]
            return _IdPage(self._collection, ids) if ids else None
        return None if following is None else _PlacePage(self._collection, following, _PAGE)

    def _up_to_date(self, rows: list[Row]) -> Iterator[Row]:
        """The rows; those that were written since are read again, deleted ones left out."""
        for i, row in enumerate(rows):
            if self._all_stale:
                self._stale, self._all_stale = set(), False
                ids = [rest[0].hex() for rest in rows[i:]]
                yield from self._up_to_date(_IdPage(self._collection, ids).answer()[0])
                return
            if row[0] in self._stale:
                self._stale.discard(row[0])
                yield from _IdPage(self._collection, [row[0].hex()]).answer()[0]
            else:
                yield row


class _Page:
    """Samples that were asked for."""

    def __init__(self, method: str, params: dict[str, Any]) -> None:
        self._pending = Pending(method, params)
        self._answer: tuple[list[Row], int | None] | None = None

    def answer(self) -> tuple[list[Row], int | None]:
        """The samples in order, and the place of the next one if that is how they were named."""
        if self._answer is None:
            self._answer = self._wait()
        return self._answer

    def _wait(self) -> tuple[list[Row], int | None]:
        raise NotImplementedError

    def cancel(self) -> None:
        """The samples are no longer wanted."""
        if self._answer is None:
            self._pending.cancel()


class _PlacePage(_Page):
    """Samples by their place in the collection."""

    def __init__(self, collection: CollectionBase, start: int, count: int) -> None:
        place = {"start": start, "count": count, **collection._dataset._omitted()}
        super().__init__("view.documents", {**collection._target(), **place})

    def _wait(self) -> tuple[list[Row], int | None]:
        result, payload = self._pending.wait()
        return rows_of(payload), result["next"]


class _IdPage(_Page):
    """Samples by id, without those that were deleted since."""

    def __init__(self, collection: CollectionBase, ids: list[str]) -> None:
        self._collection = collection
        self._ids = ids
        self._content = _content_stages(collection._stages)
        named = {"view": self._content, "sample_ids": ids, **collection._dataset._omitted()}
        super().__init__("samples.get", {"dataset": collection._dataset._id, **named})

    def _wait(self) -> tuple[list[Row], int | None]:
        try:
            return rows_of(self._pending.wait()[1]), None
        except ValueError:
            # Some are gone. As a view, the others are read without an error.
            select = {"stage": "select", "sample_ids": self._ids, "ordered": True}
            params = {"view": [select, *self._content], "count": len(self._ids)}
            rows: list[Row] = []
            start: int | None = 0
            while start is not None:
                result, payload = self._collection._request(
                    "view.documents", {**params, "start": start}
                )
                rows += rows_of(payload)
                start = result["next"]
            return rows, None


#: Stages that change what a sample shows, and the parameter that leaves samples out.
_CONTENT_STAGES = {
    "filter_labels": "only_matches",
    "select_labels": "omit_empty",
    "exclude_labels": "omit_empty",
    "select_fields": None,
    "exclude_fields": None,
    "filter_field": "only_matches",
    "filter_keypoints": None,
    "limit_labels": None,
    "map_labels": None,
    "map_values": None,
    "set_field": None,
    "match_frames": "omit_empty",
    "select_frames": "omit_empty",
    "exclude_frames": "omit_empty",
}


def _content_stages(stages: list[Stage]) -> list[dict[str, Any]]:
    """The stages that change what a sample shows, made so that none is left out."""
    if any(stage["stage"] == "concat" for stage in stages):
        # Each part shows its samples in its own way, so which part one is in matters.
        return stages
    content = []
    for stage in stages:
        if stage["stage"] in _CONTENT_STAGES:
            omitting = _CONTENT_STAGES[stage["stage"]]
            content.append({**stage, omitting: False} if omitting else stage)
    return content

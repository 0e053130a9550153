"""Samples of a collection, page by page, with the next page under way while one is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lunette.core.bridge_calls import Pending, Row, rows_of

if TYPE_CHECKING:
    from lunette.core.collection_base import CollectionBase

__all__ = ["iterate_rows"]

#: Samples of the first page: few, because the caller may stop soon.
_FIRST_PAGE = 100
_PAGE = 2000


def iterate_rows(collection: CollectionBase, fields: list[str] | None = None) -> Iterator[Row]:
    """All samples of a collection in order, as the bridge sends them.

    Args:
        collection: the dataset or view
        fields (None): the fields to read; all by default
    """
    collection._dataset._require()
    params = collection._target()
    if fields is not None:
        params["fields"] = fields

    def ask(start: int, count: int) -> Pending:
        return Pending("view.documents", {**params, "start": start, "count": count})

    pending = ask(0, _FIRST_PAGE)
    start: int | None = 0
    try:
        while start is not None:
            result, payload = pending.wait()
            start = result["next"]
            if start is not None:
                pending = ask(start, _PAGE)
            yield from rows_of(payload)
    finally:
        if start is not None:
            pending.cancel()

"""The stored frames of many samples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lunette.core.bridge_calls import chunks, rows_of
from lunette.core.encoding import unpack
from lunette.core.frame_schema import FRAMES

if TYPE_CHECKING:
    from lunette.core.collection_base import Stage
    from lunette.core.dataset import Dataset

__all__ = ["stored_frames_of"]

#: Samples whose frames are read at once: they may be large.
_BATCH = 20


def stored_frames_of(
    dataset: Dataset, stages: list[Stage], sample_ids: list[str]
) -> Iterator[tuple[list[str], dict[str, list[dict[str, Any]]]]]:
    """The stored frames of samples, some samples at a time.

    Args:
        dataset: the dataset
        stages: of the view that shows the samples; empty for all that is stored
        sample_ids: the samples

    Yields:
        sample ids, and by sample id the frames of those that have any
    """
    for ids in chunks(sample_ids, _BATCH):
        select = {"stage": "select", "sample_ids": ids, "ordered": False}
        place = {"fields": [FRAMES], "count": _BATCH}
        params = {"dataset": dataset._id, "view": [*stages, select], **place}
        found: dict[str, list[dict[str, Any]]] = {}
        start: int | None = 0
        while start is not None:
            result, payload = dataset._ask("view.documents", {**params, "start": start})
            for id, _, blobs in rows_of(payload):
                if FRAMES in blobs:
                    found[id.hex()] = unpack(blobs[FRAMES])
            start = result["next"]
        yield ids, found

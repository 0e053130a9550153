"""Labels of a collection by what they are."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import TYPE_CHECKING

from lunette.core.label_stages import label_choice

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.view import DatasetView

__all__ = ["MAX_SELECTED_LABELS", "find_labels"]

#: Labels that can be selected at once: the selection is part of what every client is sent.
MAX_SELECTED_LABELS = 100_000
#: A record of `view.labels`: ids of label, sample and instance, number of the field.
_RECORD = struct.Struct("<12s12s12sH")
_NO_INSTANCE = bytes(12)


def find_labels(
    collection: Dataset | DatasetView,
    *,
    ids: str | Iterable[str] | None = None,
    instance_ids: str | Iterable[str] | None = None,
    tags: str | Iterable[str] | None = None,
    fields: str | Iterable[str] | None = None,
) -> list[dict[str, str]]:
    """The labels that fulfil everything that is not None, in the order of their samples.

    Returns:
        dicts with ``label_id``, ``sample_id``, ``field`` and, if it has one, ``instance_id``

    Raises:
        ValueError: if a field holds no labels, or there are more than MAX_SELECTED_LABELS
    """
    choice = label_choice(None, ids, instance_ids, tags, fields)
    found: list[dict[str, str]] = []
    start: int | None = 0
    while start is not None:
        result, payload = collection._request("view.labels", {**choice, "start": start})
        names = result["fields"]
        for label, sample, instance, field in _RECORD.iter_unpack(payload or b""):
            item = {"label_id": label.hex(), "sample_id": sample.hex(), "field": names[field]}
            if instance != _NO_INSTANCE:
                item["instance_id"] = instance.hex()
            found.append(item)
        if len(found) > MAX_SELECTED_LABELS:
            raise ValueError(
                f"More than {MAX_SELECTED_LABELS:,} labels are meant, and no more can be selected "
                "at once. To show only these labels, set session.view to "
                "dataset.select_labels(...)."
            )
        start = result["next"]
    return found

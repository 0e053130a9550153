"""Datasets and views in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.fields import Field

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.view import DatasetView

__all__ = ["collection_stats", "dataset_summary", "view_summary"]


def _aligned(rows: list[tuple[str, Any]]) -> list[str]:
    width = max((len(name) for name, _ in rows), default=0) + 1
    return [f"{name + ':':<{width}} {value}" for name, value in rows]


def _fields(schema: dict[str, Field]) -> list[str]:
    return ["Sample fields:", *(f"    {line}" for line in _aligned(list(schema.items())))]


def _frames(collection: Dataset | DatasetView) -> list[str]:
    schema = collection.get_frame_field_schema()
    if schema is None:
        return []
    return ["Frame fields:", *(f"    {line}" for line in _aligned(list(schema.items())))]


def dataset_summary(dataset: Dataset) -> str:
    """The dataset in a few lines."""
    head = [
        ("Name", dataset.name),
        ("Media type", dataset.media_type),
        ("Num samples", len(dataset)),
        ("Persistent", dataset.persistent),
        ("Tags", dataset.tags),
    ]
    return "\n".join([*_aligned(head), *_fields(dataset.get_field_schema()), *_frames(dataset)])


def view_summary(view: DatasetView) -> str:
    """The view in a few lines."""
    head = [
        ("Dataset", view.dataset.name),
        ("Media type", view.media_type),
        ("Num samples", len(view)),
    ]
    stages = [f"    {i}. {text}" for i, text in enumerate(view.stages, 1)] or ["    ---"]
    lines = [
        *_aligned(head),
        *_fields(view.get_field_schema()),
        *_frames(view),
        "View stages:",
        *stages,
    ]
    return "\n".join(lines)


def collection_stats(
    collection: Dataset | DatasetView, include_media: bool, include_indexes: bool
) -> dict[str, Any]:
    """Numbers about a dataset or view; see :meth:`CollectionProperties.stats`."""
    found, _ = collection._request("dataset.stats")
    stats: dict[str, Any] = {"samples_count": found["count"]}
    sizes = {"samples": found["samples_bytes"]}
    if collection.get_frame_field_schema() is not None:
        stats["frames_count"] = collection.count("frames")
        sizes["frames"] = found["frames_bytes"]
    if include_media:
        sizes["media"] = int(collection.sum("metadata.size_bytes") or 0)
    if include_indexes:
        stats["index_count"] = len(collection._dataset.list_indexes())
        # An index is a promise about the columns, and takes no room of its own.
        sizes["indexes"] = 0
    for name, size in {**sizes, "total": sum(sizes.values())}.items():
        stats[f"{name}_bytes"] = size
        stats[f"{name}_size"] = _readable(size)
    return stats


def _readable(size: float) -> str:
    for unit in ("B", "KB", "MB", "GB", "TB"):
        if size < 1000 or unit == "TB":
            return f"{size:.1f}{unit}"
        size /= 1000
    return ""

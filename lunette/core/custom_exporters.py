"""Exports by exporters of one's own (``lunette.utils.data``)."""

from __future__ import annotations

import fnmatch
from typing import Any

from lunette.core.labels import Label
from lunette.core.progress import Progress, ProgressOption
from lunette.utils.data.exporters import (
    DatasetExporter,
    LabeledImageDatasetExporter,
    LabeledVideoDatasetExporter,
    UnlabeledImageDatasetExporter,
    UnlabeledVideoDatasetExporter,
)

__all__ = ["export_with"]


def export_with(
    collection: Any, exporter: DatasetExporter, label_field: Any, progress: ProgressOption
) -> None:
    """Gives every sample to an exporter.

    Raises:
        ValueError: if no label field fits
    """
    fields: dict[str, str] = {}
    if isinstance(exporter, (LabeledImageDatasetExporter, LabeledVideoDatasetExporter)):
        fields = _fields(collection, label_field, exporter.label_cls)
    with Progress(len(collection), progress) as shown, exporter:
        exporter.log_collection(collection)
        for sample in collection:
            _export(exporter, sample, fields)
            shown.update()


def _export(exporter: DatasetExporter, sample: Any, fields: dict[str, str]) -> None:
    needs = getattr(exporter, "requires_image_metadata", False) or getattr(
        exporter, "requires_video_metadata", False
    )
    if needs and sample.metadata is None:
        sample.compute_metadata()
    if isinstance(exporter, (LabeledImageDatasetExporter, LabeledVideoDatasetExporter)):
        label: Any = {key: sample[field] for field, key in fields.items()}
        if not isinstance(exporter.label_cls, dict) and len(label) == 1:
            (label,) = label.values()
        if isinstance(exporter, LabeledVideoDatasetExporter):
            exporter.export_sample(
                sample.filepath, label, dict(sample.frames.items()), metadata=sample.metadata
            )
        else:
            exporter.export_sample(sample.filepath, label, metadata=sample.metadata)
    elif isinstance(exporter, (UnlabeledImageDatasetExporter, UnlabeledVideoDatasetExporter)):
        exporter.export_sample(sample.filepath, metadata=sample.metadata)
    else:
        exporter.export_sample(sample)


def _fields(collection: Any, label_field: Any, label_cls: Any) -> dict[str, str]:
    """The label fields that are exported, and their keys."""
    schema = collection.get_field_schema()
    classes = {
        name: field.document_type
        for name, field in schema.items()
        if isinstance(getattr(field, "document_type", None), type)
        and issubclass(field.document_type, Label)
    }
    if isinstance(label_field, dict):
        return {str(field): str(key) for field, key in label_field.items()}
    if label_field is not None:
        patterns = [label_field] if isinstance(label_field, str) else list(label_field)
        found = [
            name
            for pattern in patterns
            for name in (fnmatch.filter(classes, pattern) if "*" in pattern else [pattern])
        ]
        return {name: name for name in found}
    several = isinstance(label_cls, dict)
    wanted = list(label_cls.values()) if several else [label_cls]
    wanted = [
        cls for part in wanted for cls in (part if isinstance(part, (list, tuple)) else [part])
    ]
    fits = [
        name for name, cls in classes.items() if wanted == [None] or issubclass(cls, tuple(wanted))
    ]
    if not fits:
        raise ValueError("No label field fits the exporter; name one with label_field.")
    return {name: name for name in (fits if several else fits[:1])}

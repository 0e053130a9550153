"""Labels as a model or a file gives them, and the fields that they belong into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lunette.core.labels.base import Label, LabelList

__all__ = ["frame_labels", "labels_by_field"]


def labels_by_field(
    labels: Label | Mapping[Any, Any],
    label_field: str | Mapping[str, str] | None,
    confidence_thresh: float | None,
) -> dict[str, Label | None]:
    """Labels by the name of their field.

    Args:
        labels: a label, or a dict of labels
        label_field: the field of one label; for a dict a prefix of the field names, a dict from
            key to field name, or None to use the keys
        confidence_thresh: leave out labels with a lower confidence; None keeps all

    Raises:
        ValueError: if there is one label and ``label_field`` names no field for it
    """
    if isinstance(labels, Mapping):
        named = {_key_field(key, label_field): label for key, label in labels.items()}
    elif isinstance(label_field, str):
        named = {label_field: labels}
    else:
        raise ValueError("Say in which field the label belongs: label_field='…'.")
    if confidence_thresh is None:
        return dict(named)
    return {name: _confident(label, confidence_thresh) for name, label in named.items()}


def frame_labels(
    labels: Label | Mapping[Any, Any],
    label_field: str | Mapping[str, str] | None,
    confidence_thresh: float | None,
) -> dict[int, dict[str, Label | None]] | None:
    """Labels of a video's frames by number and field; None if these are labels of the sample.

    Args:
        labels: for frames, a dict from their numbers to labels or dicts of labels
        label_field: see :func:`labels_by_field`
        confidence_thresh: see :func:`labels_by_field`
    """
    if not isinstance(labels, Mapping) or not labels:
        return None
    if not all(isinstance(key, int) for key in labels):
        return None
    return {
        number: labels_by_field(own, label_field, confidence_thresh)
        for number, own in labels.items()
    }


def _key_field(key: str, label_field: str | Mapping[str, str] | None) -> str:
    if isinstance(label_field, Mapping):
        return label_field.get(key, key)
    return key if label_field is None else f"{label_field}_{key}"


def _confident(label: Label, threshold: float) -> Label | None:
    """The label without what is below the threshold; None if nothing is left of a single one."""
    if not isinstance(label, LabelList):
        return label if _confidence(label) >= threshold else None
    kept = [item for item in getattr(label, label._list) if _confidence(item) >= threshold]
    return type(label)(**{label._list: kept})


def _confidence(label: Label) -> float:
    """The confidence of a label; below every threshold if it has none."""
    confidence = getattr(label, "confidence", None)
    return float(confidence) if isinstance(confidence, (int, float)) else float("-inf")

"""Selections in the forms in which they are given, as data that travels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lunette._generated.event_parts import LabelData
from lunette._generated.events import SelectedSample

__all__ = ["label_items", "sample_items"]

_TYPES = ("default", "alt")
_LABEL_KEYS = ("label_id", "sample_id", "field", "frame_number", "instance_id", "type")
_REQUIRED_LABEL_KEYS = ("label_id", "sample_id", "field")


def sample_items(items: Any) -> list[SelectedSample]:
    """The samples of an id, a dict ``{"id", "type"}``, or an iterable of either.

    Raises:
        TypeError: an item is something else
        ValueError: an id is empty, or a type is neither "default" nor "alt"
    """
    if items is None:
        return []
    if isinstance(items, (str, Mapping)):
        items = [items]
    if not isinstance(items, Iterable):
        raise TypeError(f"Samples are selected by their ids, not by {items!r}.")
    return [_sample_item(item) for item in items]


def label_items(items: Any) -> list[LabelData]:
    """The labels of dicts with ``label_id``, ``sample_id`` and ``field``; the dicts are copied.

    Raises:
        TypeError: an item is no dict
        ValueError: a key is missing or unknown, or a type is neither "default" nor "alt"
    """
    if items is None:
        return []
    if isinstance(items, Mapping):
        items = [items]
    return [_label_item(item) for item in items]


def _sample_item(item: Any) -> SelectedSample:
    if isinstance(item, str):
        item = {"id": item}
    if not isinstance(item, Mapping):
        raise TypeError(
            f"A selected sample is an id or a dict with `id` and `type`; found {item!r}."
        )
    id = item.get("id")
    if not isinstance(id, str) or not id:
        raise ValueError(f"A selected sample needs the `id` of a sample; found {id!r}.")
    kind = item.get("type", "default")
    _check_type(kind)
    return SelectedSample(id=id, type=kind)


def _label_item(item: Any) -> LabelData:
    if isinstance(item, LabelData):
        item = item.serialize()
    if not isinstance(item, Mapping):
        raise TypeError(f"A selected label is a dict; found {item!r}.")
    missing = [key for key in _REQUIRED_LABEL_KEYS if not isinstance(item.get(key), str)]
    if missing:
        raise ValueError(
            f"A selected label needs {', '.join(_REQUIRED_LABEL_KEYS)}; found {dict(item)!r}."
        )
    unknown = [str(key) for key in item if key not in _LABEL_KEYS]
    if unknown:
        raise ValueError(f"A selected label has no {', '.join(unknown)}.")
    if item.get("type") is not None:
        _check_type(item["type"])
    return LabelData.from_dict(item)


def _check_type(kind: Any) -> None:
    if kind not in _TYPES:
        raise ValueError(f"Invalid selection type '{kind}'. Must be one of {{'default', 'alt'}}")

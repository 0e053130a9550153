"""What an import from files is asked for, in the bridge's form."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from lunette.core.media import normal_path
from lunette.types.dataset_types import format_of

__all__ = ["folder_path", "import_request", "part_path", "plain_option"]

_TYPES = {int: "int", float: "float", str: "string", bool: "bool"}


def folder_path(path: Any) -> str | None:
    """An absolute path, or None."""
    return None if path is None else normal_path(path)


def part_path(path: Any, inside: bool) -> Any:
    """``data_path`` or ``labels_path``: a dict, an absolute path, or one in the folder."""
    if path is None:
        return None
    if isinstance(path, Mapping):
        return {str(name): normal_path(value) for name, value in path.items()}
    text = os.path.expanduser(os.fspath(path))  # noqa: PTH111 - it may be relative to a folder
    return text if inside else normal_path(text)


def plain_option(name: str, value: Any) -> Any:
    """An option in a form that can be sent.

    Raises:
        ValueError: if it is a function of one's own: files are read by the bridge
    """
    if isinstance(value, type) and value in _TYPES:
        return _TYPES[value]
    if isinstance(value, Mapping):
        return {str(key): plain_option(name, one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain_option(name, one) for one in value]
    if callable(value):
        raise ValueError(
            f"{name} holds the function {value!r}; files are read by the bridge, which cannot call "
            "it. Use int, float, str or bool, or convert the field after the import with "
            "dataset.set_values()."
        )
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    item = getattr(value, "item", None)
    return item() if item is not None and type(value).__module__ == "numpy" else value


def import_request(
    dataset_dir: Any,
    dataset_type: Any,
    data_path: Any,
    labels_path: Any,
    label_field: Any,
    tags: str | Iterable[str] | None,
    dynamic: bool,
    options: dict[str, Any],
) -> dict[str, Any]:
    """Parameters of ``dataset.import`` but for the dataset.

    Raises:
        ValueError: if ``dataset_type`` is none of ``lunette.types``, or an option cannot be sent
    """
    if dataset_type is None:
        raise ValueError("Say what is to be read: give dataset_type, one of lunette.types.")
    inside = dataset_dir is not None
    return {
        "format": format_of(dataset_type),
        "dataset_dir": folder_path(dataset_dir),
        "data_path": part_path(data_path, inside),
        "labels_path": part_path(labels_path, inside),
        "label_field": dict(label_field) if isinstance(label_field, Mapping) else label_field,
        "tags": [tags] if isinstance(tags, str) else list(tags or ()),
        "dynamic": bool(dynamic),
        "options": {name: plain_option(name, value) for name, value in options.items()},
    }

"""What is known of something that is saved with a dataset under a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lunette.core.encoding import datetime_of_ms

__all__ = ["changes_of_info", "readable_info"]

_EDITABLE = ("name", "description", "color")
_TIMES = ("created_at", "last_modified_at", "last_loaded_at")


def readable_info(item: Mapping[str, Any]) -> dict[str, Any]:
    """A description with its times as ``datetime``."""
    times = {key: None if item[key] is None else datetime_of_ms(item[key]) for key in _TIMES}
    return {**item, **times}


def changes_of_info(
    before: Mapping[str, Any], info: Mapping[str, Any], what: str
) -> dict[str, Any]:
    """The changes that a new description asks for.

    Args:
        before: the description as it is
        info: some of its keys; only name, description and color may differ
        what: what is described, for the message

    Raises:
        ValueError: a key differs that cannot be changed
    """
    for key, value in info.items():
        if key not in _EDITABLE and (key not in before or before[key] != value):
            raise ValueError(f"{key!r} of a {what} cannot be changed, only {', '.join(_EDITABLE)}.")
    return {key: info[key] for key in _EDITABLE if key in info}

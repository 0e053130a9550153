"""Checks of what is given to a session."""

from __future__ import annotations

from typing import Any

__all__ = ["check_kind", "checked_height", "checked_id"]

_HEIGHTS = (100, 4000)


def check_kind(value: Any, kinds: tuple[type, ...], what: str, expected: str) -> None:
    if value is not None and not isinstance(value, kinds):
        raise ValueError(f"{what} must be a {expected} or None; found {type(value)}")


def checked_height(height: Any) -> int:
    least, most = _HEIGHTS
    if isinstance(height, bool) or not isinstance(height, int) or not least <= height <= most:
        raise ValueError(
            f"A height is a whole number of pixels from {least} to {most}; found {height!r}."
        )
    return height


def checked_id(id: Any, kind: str) -> str | None:
    """The id of a sample or group, or None.

    Raises:
        ValueError: it is something else
    """
    if id is not None and not isinstance(id, str):
        raise ValueError(f"unexpected {kind} id value '{id}'")
    return id

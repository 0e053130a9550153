"""Checks of what is given to a session."""

from __future__ import annotations

from typing import Any

__all__ = ["check_kind", "checked_height", "checked_sample_id"]

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


def checked_sample_id(sample_id: Any) -> str | None:
    if sample_id is not None and not isinstance(sample_id, str):
        raise ValueError(f"unexpected sample id value '{sample_id}'")
    return sample_id

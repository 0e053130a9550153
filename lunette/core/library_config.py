"""Settings of the library itself; those of the App are in :mod:`lunette.core.config`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lunette.core.errors import ValidationError

__all__ = ["LibraryConfig", "config", "zone_of"]

_PREFIX = "LUNETTE_"
_FALSE = frozenset({"0", "false", "no", "off"})


class LibraryConfig:
    """Settings of the library: ``lunette.config``.

    Each has an environment variable, such as ``LUNETTE_MODULE_PATH``, which is read when Lunette is
    imported; assigning counts from then on.

    Attributes:
        module_path: names of the modules that define document classes, or None; a text with commas
            is taken too
        show_progress_bars: whether long operations show progress if they are not told
        timezone: name of the time zone that fields of dates with times are given back in, such as
            ``"Europe/Zurich"``, or ``"local"``; None for UTC without a zone

    Raises:
        ValidationError: if a value has the wrong type, or there is no such time zone
    """

    module_path: list[str] | None
    show_progress_bars: bool
    timezone: str | None

    def __init__(self) -> None:
        self.module_path = os.environ.get(_PREFIX + "MODULE_PATH")  # type: ignore[assignment]
        shown = os.environ.get(_PREFIX + "SHOW_PROGRESS_BARS", "true")
        self.show_progress_bars = shown.strip().lower() not in _FALSE
        self.timezone = os.environ.get(_PREFIX + "TIMEZONE") or None

    def __setattr__(self, name: str, value: Any) -> None:
        check = _CHECKS.get(name)
        if check is None:
            raise AttributeError(
                f"lunette.config has no setting {name!r}, only {', '.join(_CHECKS)}."
            )
        object.__setattr__(self, name, check(value))

    def __repr__(self) -> str:
        lines = "".join(f"    {name!r}: {getattr(self, name)!r},\n" for name in _CHECKS)
        return f"<LibraryConfig: {{\n{lines}}}>"


def zone_of(name: str | None) -> ZoneInfo | None:
    """The time zone of a name; None for UTC without a zone, and for the local one."""
    return None if name is None or name == "local" else ZoneInfo(name)


def _modules(value: Any) -> list[str] | None:
    if isinstance(value, str):
        value = value.split(",")
    if value is None:
        return None
    if not isinstance(value, Iterable) or not all(isinstance(name, str) for name in value):
        raise ValidationError(f"config.module_path must be a list of strings, not {value!r}.")
    return [name.strip() for name in value if name.strip()] or None


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValidationError(f"config.show_progress_bars must be True or False, not {value!r}.")


def _zone(value: Any) -> str | None:
    try:
        if value is None or isinstance(value, str):
            zone_of(value)
            name: str | None = value
            return name
    except (ZoneInfoNotFoundError, ValueError):
        pass
    raise ValidationError(
        f"config.timezone must be the name of a time zone such as 'Europe/Zurich', not {value!r}."
    )


_CHECKS = {"module_path": _modules, "show_progress_bars": _flag, "timezone": _zone}

config = LibraryConfig()

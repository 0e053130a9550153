"""Functions to call when something happens."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Listeners"]

T = TypeVar("T")


class Listeners(Generic[T]):
    """A list of functions of one argument; each may be removed at any time, from any thread."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], None]] = []

    def add(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Adds a function; returns the way to remove it."""
        self._listeners.append(listener)

        def remove() -> None:
            with contextlib.suppress(ValueError):
                self._listeners.remove(listener)

        return remove

    def emit(self, value: T) -> None:
        """Calls all functions in the order in which they were added."""
        for listener in tuple(self._listeners):
            listener(value)

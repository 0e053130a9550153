"""Objects that are edited in place, and the part of a session's state that they stand for."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar

__all__ = ["LiveObject", "LiveValue"]


class Editable(Protocol):
    """An object of named values."""

    def to_dict(self) -> Mapping[str, Any]:
        """The values by name, as data."""
        ...

    def _take(self, name: str, value: Any) -> None:
        """Sets a value without a check."""
        ...


class HasData(Protocol):
    """An object that can be written as data."""

    def to_dict(self) -> dict[str, Any]:
        """The object as data."""
        ...


Named = TypeVar("Named", bound=Editable)
Whole = TypeVar("Whole", bound=HasData)


class LiveObject(Generic[Named]):
    """An object whose values are edited one by one: what others change meanwhile joins them.

    Args:
        item: the object
        data: what the state has for it; where the object differs it counts as edited
    """

    def __init__(self, item: Named, data: Mapping[str, Any]) -> None:
        self.item = item
        self._told: Mapping[str, Any] = copy.deepcopy(dict(data))

    def edits(self) -> dict[str, Any]:
        """The values that were edited here and are not in the state, by name."""
        now = self.item.to_dict()
        return {
            name: now.get(name)
            for name in {**self._told, **now}
            if now.get(name) != self._told.get(name)
        }

    def follow(self, data: Mapping[str, Any]) -> Named:
        """The object with what the state has now; values that were edited here stay."""
        edited = self.edits()
        names = [name for name in {**self._told, **data} if name not in edited]
        return self._take(names, data)

    def settle(self, data: Mapping[str, Any]) -> Named:
        """The object with what the state has after the edits were sent."""
        return self._take({**self._told, **self.edits(), **data}, data)

    def _take(self, names: Iterable[str], data: Mapping[str, Any]) -> Named:
        now = self.item.to_dict()
        for name in names:
            if data.get(name) != now.get(name):
                self.item._take(name, copy.deepcopy(data.get(name)))
        self._told = copy.deepcopy(dict(data))
        return self.item


class LiveValue(Generic[Whole]):
    """An object that is edited as a whole: an edit here wins over a change by others.

    Args:
        make: the object of what the state has
        data: what the state has
    """

    def __init__(self, make: Callable[[Any], Whole], data: Any) -> None:
        self._make = make
        self._told = copy.deepcopy(data)
        self._item = make(data)
        self._made = self._item.to_dict()

    def edited(self) -> dict[str, Any] | None:
        """The object as data if it was edited here, else None."""
        now = self._item.to_dict()
        return None if now == self._made else now

    def follow(self, data: Any) -> Whole:
        """The object of what the state has now, or the one that was edited here."""
        if data != self._told and self.edited() is None:
            self.__init__(self._make, data)  # type: ignore[misc]
        return self._item

    def tell(self, data: Any) -> None:
        """The state has the object's data now."""
        self._told = copy.deepcopy(data)
        self._made = self._item.to_dict()

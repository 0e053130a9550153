"""What the classes of events and of their parts have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any, ClassVar, TypeVar

__all__ = ["EventPart", "WithParts", "dict_factory", "missing_keys"]

Part = TypeVar("Part", bound="EventPart")


def dict_factory(data: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The dict of a dataclass's fields as they travel, for ``dataclasses.asdict``.

    Args:
        data: pairs of the name and the value of a field; objects that can ``serialize()``
            themselves do so
    """
    return {name: _serialized(value) for name, value in data}


def _serialized(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_serialized(item) for item in value]
    serialize = getattr(value, "serialize", None)
    return value if serialize is None else serialize()


def missing_keys(kind: Any, data: Mapping[str, Any]) -> list[str]:
    """The keys that a dict for a dataclass lacks."""
    return [
        field.name for field in fields(kind) if field.default is MISSING and field.name not in data
    ]


class WithParts:
    """A dataclass some of whose fields hold parts, or lists of parts; dicts become parts."""

    #: The class of the parts in a field, by the field's name.
    part_classes: ClassVar[Mapping[str, type[EventPart]]] = {}

    def __post_init__(self) -> None:
        for name, kind in self.part_classes.items():
            # Events are frozen.
            object.__setattr__(
                self, name, _as_parts(kind, getattr(self, name), f"{type(self).__name__}.{name}")
            )


class EventPart(WithParts):
    """A part of an event with a class of its own, such as a selected label."""

    @classmethod
    def from_dict(cls: type[Part], data: Mapping[str, Any]) -> Part:
        """The part of its data; unknown keys are left out.

        Raises:
            ValueError: a key is missing, or a part is none
        """
        missing = missing_keys(cls, data)
        if missing:
            names = ", ".join(missing)
            raise ValueError(f"{cls.__name__} lacks {names}; found {dict(data)!r:.200}.")
        known = {field.name: data[field.name] for field in fields(cls) if field.name in data}  # type: ignore[arg-type]
        return cls(**known)

    def serialize(self) -> dict[str, Any]:
        """The part as it travels; what is None is left out."""
        names = [field.name for field in fields(self)]  # type: ignore[arg-type]
        values = [(name, getattr(self, name)) for name in names]
        return dict_factory((name, value) for name, value in values if value is not None)


def _as_parts(kind: type[Part], value: Any, what: str) -> Any:
    if value is None or isinstance(value, kind):
        return value
    if isinstance(value, Mapping):
        try:
            return kind.from_dict(value)
        except ValueError as error:
            raise ValueError(f"{what}: {error}") from None
    if isinstance(value, (list, tuple)):
        return [_as_parts(kind, item, what) for item in value]
    raise ValueError(f"{what}: {value!r} is no {kind.__name__}, and no dict of one.")

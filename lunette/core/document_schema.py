"""What a document class declares, and the descriptors of attributes that are not simply kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from lunette.core.arrays import array_of, is_array_document

__all__ = ["FieldType", "array_attribute", "container_attribute", "declare", "plain_names"]


class FieldType(NamedTuple):
    """The type of a declared attribute, as field specifications name it.

    Attributes:
        kind: type of the value
        subkind: type of the elements of a list or dict
        form: what is special about the values
        document: class of the document or of the elements
    """

    kind: str
    subkind: str | None = None
    form: str | None = None
    document: str | None = None


def declare(cls: Any) -> None:
    """Takes the fields that a class has as attributes for declarations of its documents.

    What reads an attribute that is not set is put in their place.
    """
    found = {
        name: value
        for name, value in vars(cls).items()
        if getattr(type(value), "_is_field", False) and not name.startswith("_")
    }
    if not found:
        return
    for name, field in found.items():
        field.name = name
        setattr(cls, name, container_attribute(name, field.empty) if field.empty else None)
    cls._declared = {**cls._declared, **found}
    cls._fields = {**cls._fields, **{name: _type_of(field) for name, field in found.items()}}
    own = tuple(name for name, field in found.items() if field.empty)
    cls._containers = (*cls._containers, *own)


def _type_of(field: Any) -> FieldType:
    element = getattr(field, "field", None)
    document = getattr(element if element is not None else field, "document_type", None)
    return FieldType(
        field.kind,
        None if element is None else element.kind,
        field.form,
        None if document is None else document.__name__,
    )


def plain_names(
    fields: Mapping[str, FieldType], lazy: frozenset[str], declared: Mapping[str, Any]
) -> frozenset[str]:
    """Keys whose stored values are what Python has: numbers, texts, lists of those, and arrays
    that are inflated when they are read."""
    own = (
        name
        for name, (kind, subkind, *_) in fields.items()
        if name in lazy
        or (
            name not in declared
            and kind in ("string", "int", "float", "bool", "list")
            and subkind not in ("document", "datetime", "date", "dict")
        )
    )
    return frozenset({"_cls", "_id", *own})


def array_attribute(name: str) -> Any:
    """An attribute that holds an array and inflates it when it is first read."""

    def read(self: Any) -> Any:
        value = self.__dict__.get(name)
        if value is not None and is_array_document(value):
            value = self.__dict__[name] = array_of(value)
        return value

    # Its setter is never called: __setattr__ writes to the dictionary itself. That it has one
    # makes Python ask it before the dictionary.
    return property(read, lambda self, value: setattr(self, name, value))


class _Container:
    """A list or dict that is made when it is first read."""

    def __init__(self, name: str, make: Callable[[], Any]) -> None:
        self._name = name
        self._make = make

    def __get__(self, document: Any, owner: Any) -> Any:
        if document is None:
            return self
        value = document.__dict__[self._name] = self._make()
        return value


def container_attribute(name: str, make: Callable[[], Any]) -> Any:
    """An attribute that is a list or dict of its own for every document."""
    return _Container(name, make)

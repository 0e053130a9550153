"""Which field a value belongs into."""

from __future__ import annotations

import numbers
from collections.abc import KeysView
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lunette.core.arrays import is_array
from lunette.core.checks import shown
from lunette.core.document import EmbeddedDocument
from lunette.core.fields import (
    ArrayField,
    BooleanField,
    DateField,
    DateTimeField,
    DictField,
    EmbeddedDocumentField,
    Field,
    FloatField,
    IntField,
    ListField,
    ObjectIdField,
    StringField,
    UUIDField,
    VectorField,
)

__all__ = ["are_known_names", "check_field_name", "infer_field"]


def infer_field(value: Any) -> Field:
    """The field for a value that is not None.

    Raises:
        TypeError: if no field can hold it
    """
    if isinstance(value, EmbeddedDocument):
        return EmbeddedDocumentField(type(value))
    if isinstance(value, bool) or _is_numpy_bool(value):
        return BooleanField()
    if isinstance(value, numbers.Integral):
        return IntField()
    if isinstance(value, numbers.Real):
        return FloatField()
    if isinstance(value, str):
        return StringField()
    if type(value).__name__ == "ObjectId" and type(value).__module__.startswith("bson"):
        return ObjectIdField()
    if isinstance(value, UUID):
        return UUIDField()
    if isinstance(value, datetime):
        return DateTimeField()
    if isinstance(value, date):
        return DateField()
    if isinstance(value, (list, tuple)):
        return ListField(_element_field(value))
    if is_array(value):
        return VectorField() if value.ndim == 1 else ArrayField()
    if isinstance(value, dict):
        return DictField()
    raise TypeError(
        f"There is no field type for {shown(value)}; use text, numbers, dates, lists, dicts, "
        "NumPy arrays or labels."
    )


def _is_numpy_bool(value: Any) -> bool:
    return (
        type(value).__module__ == "numpy"
        and getattr(value, "dtype", None) == "bool"
        and (getattr(value, "ndim", None) == 0)
    )


def _element_field(values: Any) -> Field | None:
    """The one field that takes all elements, or None if there is none or no element."""
    found: Field | None = None
    for value in values:
        if value is None:
            continue
        field = infer_field(value)
        if found is None or found.same_type(field):
            found = found or field
        elif {found.kind, field.kind} == {"int", "float"}:
            found = FloatField()
        else:
            return None
    return found


_RESERVED = frozenset({"_id", "_cls"})
#: Names that were found good; the first ones of a program, so that it cannot grow for ever.
_known_good: set[str] = set()


def are_known_names(names: KeysView[str]) -> bool:
    """Whether all these names were found good before; False says nothing."""
    return names <= _known_good


def check_field_name(name: Any) -> str:
    """The name, if it may be a field's.

    Raises:
        ValueError: if it is empty, begins with an underscore, or contains ``$`` or a dot
    """
    if name in _known_good:
        return str(name)
    if not isinstance(name, str):
        raise ValueError(f"A field name must be a string, not {shown(name)}.")
    if not name:
        raise ValueError("A field name cannot be empty.")
    if name.startswith("_") or name in _RESERVED:
        raise ValueError(f"{name!r} cannot be a field name: names may not begin with '_'.")
    if "$" in name or "." in name or "\0" in name:
        raise ValueError(f"{name!r} cannot be a field name: names may not contain '$' or '.'.")
    if len(name) > 200:
        raise ValueError(f"The field name {name[:40]!r}… is too long: 200 characters at most.")
    if len(_known_good) < 10_000:
        _known_good.add(name)
    return name

"""Values that came as JSON, in the type of their field."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lunette.core.fields import DictField, Field, ListField

__all__ = ["kind_of_values", "typed"]


def kind_of_values(field: Field | None) -> str | None:
    """The type of a field's values, or of its elements if they are lists."""
    while isinstance(field, (ListField, DictField)):
        field = field.field
    return None if field is None else field.kind


def typed(value: Any, kind: str | None) -> Any:
    """JSON has one kind of number and no dates: makes them what the field holds."""
    if isinstance(value, list):
        return [typed(item, kind) for item in value] if kind in ("float", "date") else value
    if kind == "float" and type(value) is int:
        return float(value)
    if kind == "date" and isinstance(value, datetime):
        return value.date()
    return value

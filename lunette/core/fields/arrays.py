"""Fields of NumPy arrays."""

from __future__ import annotations

from lunette.core.fields.base import Field

__all__ = ["ArrayField", "VectorField"]


class VectorField(Field):
    """One-dimensional arrays of numbers; lists are taken too and come back as arrays."""

    kind = "vector"


class ArrayField(Field):
    """Arrays of numbers."""

    kind = "array"

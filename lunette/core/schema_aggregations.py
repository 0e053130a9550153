"""Aggregations that tell which fields the values need."""

from __future__ import annotations

from typing import Any

from lunette.core.aggregation_base import Aggregation
from lunette.core.field_specs import field_of_spec
from lunette.core.fields import Field

__all__ = ["ListSchema", "Schema"]


class Schema(Aggregation):
    """The attributes that embedded documents have, as fields by name.

    Where values of an attribute are of several types, its entry is a list of fields. Whole numbers
    beside others count as those.

    Args:
        field_or_expr: the path of documents or labels, such as ``"predictions.detections"``
        expr (None): an expression relative to them
        dynamic_only (False): whether to leave out attributes that are declared
    """

    _name = "schema"

    def __init__(self, field_or_expr: Any, expr: Any = None, dynamic_only: bool = False) -> None:
        super().__init__(field_or_expr, expr)
        self.dynamic_only = dynamic_only

    def _options(self) -> dict[str, Any]:
        return {"dynamic_only": True} if self.dynamic_only else {}

    def _result(self, answer: Any, kind: str | None) -> dict[str, Field | list[Field]]:
        found: dict[str, list[Field]] = {}
        for spec in answer:
            found.setdefault(spec["name"], []).append(field_of_spec(spec, self._path))
        return {name: fields[0] if len(fields) == 1 else fields for name, fields in found.items()}


class ListSchema(Aggregation):
    """The field of the elements of lists: one, a list for elements of several types, or None.

    Args:
        field_or_expr: the path of a list
        expr (None): an expression relative to it
    """

    _name = "list_schema"

    def __init__(self, field_or_expr: Any, expr: Any = None) -> None:
        super().__init__(field_or_expr, expr)

    def _result(self, answer: Any, kind: str | None) -> Field | list[Field] | None:
        fields = [field_of_spec(spec, self._path) for spec in answer]
        for field in fields:
            field.name = field.path = None
        return None if not fields else fields[0] if len(fields) == 1 else fields

"""Aggregations: numbers and lists computed over the samples of a collection."""

from __future__ import annotations

from typing import Any, ClassVar

from lunette.core.document_form import value_of_stored
from lunette.core.expressions import ViewExpression
from lunette.core.typed_values import typed

__all__ = [
    "Aggregation",
    "Bounds",
    "Count",
    "CountValues",
    "Distinct",
    "Max",
    "Mean",
    "Min",
    "Std",
    "Sum",
    "Values",
    "finite_values",
]


def _path(field_or_expr: Any, expr: Any) -> str:
    """The path that an aggregation is about."""
    if expr is not None:
        raise ValueError(
            "Aggregations of computed expressions are not supported; aggregate a field, or compute "
            "from collection.values(field)."
        )
    if isinstance(field_or_expr, ViewExpression):
        tree = field_or_expr._ast
        if not tree.get("field") or tree.get("root"):
            raise ValueError(
                f"Aggregations of computed expressions such as {field_or_expr} are not supported; "
                "aggregate a field, or compute from collection.values(field)."
            )
        field_or_expr = tree["field"]
    if not isinstance(field_or_expr, str):
        raise TypeError(f"An aggregation is about a field, not about {field_or_expr!r}.")
    # List levels are found by themselves; the reference also lets them be written out.
    return field_or_expr.replace("[]", "")


class Aggregation:
    """A number or list computed over the samples of a collection.

    Args:
        field_or_expr: the path of a field; lists are looked into
        expr (None): must be None; computed expressions are not supported
        safe (False): whether to leave out NaN and infinite values
    """

    _name: ClassVar[str]

    def __init__(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> None:
        self.field_name = _path(field_or_expr, expr)
        self.safe = safe

    def _wire(self) -> dict[str, Any]:
        """The request for it."""
        if self.safe:
            return {"name": "values", "field": self.field_name, "unwind": True}
        return {"name": self._name, "field": self.field_name}

    def _result(self, answer: Any, kind: str | None) -> Any:
        """Its value, of the bridge's answer.

        Args:
            answer: the answer, as JSON has it
            kind: the type of the field's values, or None if it is not known
        """
        value = typed(value_of_stored(answer), kind)
        return self._safe(finite_values(value)) if self.safe else self._value(value)

    def _value(self, answer: Any) -> Any:
        return answer

    def _safe(self, values: list[Any]) -> Any:
        """Its value, of finite values that are not None."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.field_name!r}>"


def finite_values(values: list[Any]) -> list[Any]:
    """The values that are neither None nor NaN nor infinite."""
    return [
        value
        for value in values
        if value is not None
        and not (isinstance(value, float) and (value != value or value in (_INF, -_INF)))
    ]


_INF = float("inf")


class Count(Aggregation):
    """How many values there are, or how many samples.

    Args:
        field_or_expr (None): the path of a field; None counts samples
        expr (None): must be None
        safe (False): whether to leave out NaN and infinite values
    """

    _name = "count"

    def __init__(self, field_or_expr: Any = None, expr: Any = None, safe: bool = False) -> None:
        super().__init__("id" if field_or_expr is None else field_or_expr, expr, safe)
        self._samples = field_or_expr is None

    def _wire(self) -> dict[str, Any]:
        return {"name": "count"} if self._samples else super()._wire()

    def _result(self, answer: Any, kind: str | None) -> Any:
        return answer if self._samples or not self.safe else super()._result(answer, kind)

    def _safe(self, values: list[Any]) -> int:
        return len(values)


class CountValues(Aggregation):
    """How often each value occurs, as a dict; None is a key if there are samples without one."""

    _name = "count_values"

    def _result(self, answer: Any, kind: str | None) -> Any:
        if self.safe:
            return super()._result(answer, kind)
        return {typed(value_of_stored(value), kind): count for value, count in answer}

    def _safe(self, values: list[Any]) -> dict[Any, int]:
        from collections import Counter

        return dict(Counter(values))


class Distinct(Aggregation):
    """The values that occur, sorted."""

    _name = "distinct"

    def _safe(self, values: list[Any]) -> list[Any]:
        return sorted(set(values))


class Bounds(Aggregation):
    """The least and the greatest value; (None, None) if there is none."""

    _name = "bounds"

    def _value(self, answer: Any) -> tuple[Any, Any]:
        low, high = answer
        return low, high

    def _safe(self, values: list[Any]) -> tuple[Any, Any]:
        return (min(values), max(values)) if values else (None, None)


class Min(Bounds):
    """The least value; None if there is none."""

    def _result(self, answer: Any, kind: str | None) -> Any:
        return super()._result(answer, kind)[0]


class Max(Bounds):
    """The greatest value; None if there is none."""

    def _result(self, answer: Any, kind: str | None) -> Any:
        return super()._result(answer, kind)[1]


class Sum(Aggregation):
    """The sum of the values; 0 if there is none."""

    _name = "sum"

    def _safe(self, values: list[Any]) -> Any:
        return sum(values)


class Mean(Aggregation):
    """The mean of the values; 0 if there is none."""

    _name = "mean"

    def _value(self, answer: Any) -> Any:
        return 0 if answer is None else answer

    def _safe(self, values: list[Any]) -> Any:
        return sum(values) / len(values) if values else 0


class Std(Aggregation):
    """The standard deviation of the values; 0 if there is none.

    Args:
        field_or_expr: the path of a field
        expr (None): must be None
        safe (False): whether to leave out NaN and infinite values
        sample (False): whether to estimate that of a population of which these are a sample
    """

    _name = "std"

    def __init__(
        self, field_or_expr: Any, expr: Any = None, safe: bool = False, sample: bool = False
    ) -> None:
        super().__init__(field_or_expr, expr, safe)
        self.sample = sample

    def _wire(self) -> dict[str, Any]:
        wire = super()._wire()
        return {"name": "values", "field": self.field_name, "unwind": True} if self.sample else wire

    def _result(self, answer: Any, kind: str | None) -> Any:
        if not self.sample:
            return super()._result(answer, kind)
        values = value_of_stored(answer)
        if not self.safe:
            values = [value for value in values if value is not None]
        return self._safe(finite_values(values) if self.safe else values)

    def _value(self, answer: Any) -> Any:
        return 0 if answer is None else answer

    def _safe(self, values: list[Any]) -> float:
        count = len(values) - (1 if self.sample else 0)
        if count <= 0:
            return 0
        mean = sum(values) / len(values)
        return float((sum((value - mean) ** 2 for value in values) / count) ** 0.5)


class Values(Aggregation):
    """The values of a field, in the order of the samples; lists stay lists.

    Args:
        field_or_expr: the path of a field
        expr (None): must be None
        missing_value (None): what stands for a missing value
        unwind (False): whether to make one flat list; -1 keeps one list per sample
    """

    _name = "values"

    def __init__(
        self,
        field_or_expr: Any,
        expr: Any = None,
        missing_value: Any = None,
        unwind: bool | int = False,
    ) -> None:
        super().__init__(field_or_expr, expr)
        self.missing_value = missing_value
        self.unwind = unwind

    def _wire(self) -> dict[str, Any]:
        return {"name": "values", "field": self.field_name, "unwind": self.unwind is True}

    def _value(self, answer: Any) -> Any:
        values = _replaced(answer, self.missing_value) if self.missing_value is not None else answer
        if self.unwind is not False and self.unwind is not True:
            return [_flat(value) if isinstance(value, list) else value for value in values]
        return values


def _replaced(value: Any, missing: Any) -> Any:
    if isinstance(value, list):
        return [_replaced(item, missing) for item in value]
    return missing if value is None else value


def _flat(values: list[Any]) -> list[Any]:
    result: list[Any] = []
    for value in values:
        if isinstance(value, list):
            result.extend(_flat(value))
        else:
            result.append(value)
    return result

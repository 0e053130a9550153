"""Aggregations that are a number, or a few."""

from __future__ import annotations

from typing import Any

from lunette.core.aggregation_base import Aggregation

__all__ = ["Bounds", "Count", "Max", "Mean", "Min", "Quantiles", "Std", "Sum"]


class Count(Aggregation):
    """How many values there are, or how many samples.

    Args:
        field_or_expr (None): the path of a field, or an expression; None counts samples
        expr (None): an expression relative to the values of the field
        safe (False): whether to leave out NaN and infinite values
    """

    _name = "count"

    def __init__(self, field_or_expr: Any = None, expr: Any = None, safe: bool = False) -> None:
        if field_or_expr is None and expr is None:
            self._path, self._tree, self.safe = None, None, False
        else:
            super().__init__(field_or_expr, expr, safe)

    def _result(self, answer: Any, kind: str | None) -> int:
        return int(answer)


class Bounds(Aggregation):
    """The least and the greatest number or date; (None, None) if there is none."""

    _name = "bounds"

    def _value(self, answer: Any) -> Any:
        low, high = answer
        return low, high


class Min(Bounds):
    """The least number or date; None if there is none."""

    def _value(self, answer: Any) -> Any:
        return answer[0]


class Max(Bounds):
    """The greatest number or date; None if there is none."""

    def _value(self, answer: Any) -> Any:
        return answer[1]


class Sum(Aggregation):
    """The sum of the values; 0 if there is none."""

    _name = "sum"


class Mean(Aggregation):
    """The mean of the values; 0 if there is none."""

    _name = "mean"

    def _value(self, answer: Any) -> float:
        return float(answer)


class Std(Aggregation):
    """The standard deviation of the values; 0 if there is none.

    Args:
        field_or_expr: the path of a field, or an expression
        expr (None): an expression relative to the values of the field
        safe (False): whether to leave out NaN and infinite values
        sample (False): whether to estimate that of a population of which these are a sample
    """

    _name = "std"

    def __init__(
        self, field_or_expr: Any, expr: Any = None, safe: bool = False, sample: bool = False
    ) -> None:
        super().__init__(field_or_expr, expr, safe)
        self.sample = sample

    def _options(self) -> dict[str, Any]:
        return {"sample": True} if self.sample else {}

    def _value(self, answer: Any) -> float:
        return float(answer)


class Quantiles(Aggregation):
    """Quantiles of the values, without interpolation.

    The q-th quantile of n values is the element at ``ceil(q * n) - 1`` of the sorted values.

    Args:
        field_or_expr: the path of a field, or an expression
        quantiles: a number from 0 to 1, or a list of them
        expr (None): an expression relative to the values of the field
        safe (False): whether to leave out NaN and infinite values
    """

    _name = "quantiles"

    def __init__(
        self, field_or_expr: Any, quantiles: Any, expr: Any = None, safe: bool = False
    ) -> None:
        super().__init__(field_or_expr, expr, safe)
        self._single = isinstance(quantiles, (int, float))
        self._list: list[Any] = [quantiles] if self._single else list(quantiles)
        if not all(isinstance(q, (int, float)) and 0 <= q <= 1 for q in self._list):
            raise ValueError(f"Quantiles are numbers from 0 to 1, not {quantiles!r}.")
        self.quantiles = quantiles

    def _options(self) -> dict[str, Any]:
        return {"quantiles": [float(q) for q in self._list]}

    def _value(self, answer: Any) -> Any:
        return answer[0] if self._single else answer

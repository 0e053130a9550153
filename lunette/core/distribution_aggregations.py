"""Aggregations of how values are distributed."""

from __future__ import annotations

from typing import Any

from lunette.core.aggregations import Aggregation, finite_values
from lunette.core.document_form import value_of_stored

__all__ = ["HistogramValues", "Quantiles"]


class Quantiles(Aggregation):
    """Quantiles of the values, without interpolation.

    Args:
        field_or_expr: the path of a field
        quantiles: a number from 0 to 1, or a list of them
        expr (None): must be None
        safe (False): whether to leave out NaN and infinite values
    """

    _name = "values"

    def __init__(
        self, field_or_expr: Any, quantiles: Any, expr: Any = None, safe: bool = False
    ) -> None:
        super().__init__(field_or_expr, expr, safe)
        self._single = isinstance(quantiles, (int, float))
        self.quantiles = [quantiles] if self._single else list(quantiles)
        if not all(isinstance(q, (int, float)) and 0 <= q <= 1 for q in self.quantiles):
            raise ValueError(f"Quantiles are numbers from 0 to 1, not {quantiles!r}.")

    def _wire(self) -> dict[str, Any]:
        return {"name": "values", "field": self.field_name, "unwind": True}

    def _value(self, answer: Any) -> Any:
        return self._safe([value for value in answer if value is not None])

    def _safe(self, values: list[Any]) -> Any:
        from math import ceil

        ordered = sorted(values)
        found = [
            ordered[max(ceil(q * len(ordered)) - 1, 0)] if ordered else None for q in self.quantiles
        ]
        return found[0] if self._single else found


class HistogramValues(Aggregation):
    """How many values fall into each bin: (counts, edges, how many fall into none).

    Args:
        field_or_expr: the path of a field
        expr (None): must be None
        bins (None): how many bins of equal width (10), or a list of their edges
        range (None): (least, greatest) of the bins; by default those of the values
        auto (False): whether to make bins with about equal counts
    """

    _name = "histogram_values"

    def __init__(
        self,
        field_or_expr: Any,
        expr: Any = None,
        bins: Any = None,
        range: Any = None,
        auto: bool = False,
    ) -> None:
        super().__init__(field_or_expr, expr)
        self.bins: Any = 10 if bins is None else bins
        self.range = range
        self.auto = auto

    def _wire(self) -> dict[str, Any]:
        if self.auto or not isinstance(self.bins, int):
            return {"name": "values", "field": self.field_name, "unwind": True}
        wire = {"name": "histogram_values", "field": self.field_name, "bins": self.bins}
        if self.range is not None:
            wire["range"] = list(self.range)
        return wire

    def _result(self, answer: Any, kind: str | None) -> Any:
        if isinstance(answer, dict):
            return answer["counts"], value_of_stored(answer["edges"]), answer["other"]
        return super()._result(answer, kind)

    def _value(self, answer: Any) -> tuple[list[int], list[Any], int]:
        edges = self._auto_edges(answer) if self.auto else list(self.bins)
        return _histogram(answer, edges)

    def _auto_edges(self, values: list[Any]) -> list[Any]:
        ordered = sorted(finite_values(values))
        if not ordered:
            return []
        count = self.bins if isinstance(self.bins, int) else max(len(self.bins) - 1, 1)
        inner = {ordered[i * len(ordered) // count] for i in range(count)}
        return [*sorted(inner), ordered[-1] + 1e-6]


def _histogram(values: list[Any], edges: list[Any]) -> tuple[list[int], list[Any], int]:
    from bisect import bisect_right

    counts = [0] * max(len(edges) - 1, 0)
    other = 0
    for value in values:
        place = -1
        if value is not None and value == value:
            place = bisect_right(edges, value) - 1
        if 0 <= place < len(counts):
            counts[place] += 1
        else:
            other += 1
    return counts, edges, other

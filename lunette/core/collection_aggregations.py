"""Aggregations as methods."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import chain
from typing import Any

from lunette.core import aggregations as agg
from lunette.core.collection_base import CollectionBase
from lunette.core.fields import Field
from lunette.core.typed_values import kind_of_values

__all__ = ["CollectionAggregations"]


#: Aggregations in one request.
_AT_ONCE = 100


class CollectionAggregations(CollectionBase):
    """Numbers and lists computed over the samples.

    Paths are dotted; lists are looked into: ``"predictions.detections.label"``. In place of a path
    there may be an expression, such as ``F("predictions.detections.confidence") * 100``, and to a
    path ``expr``, an expression relative to its values. None is left out unless a method says
    otherwise; ``safe`` also leaves out NaN and infinite values.
    """

    def aggregate(self, aggregations: agg.Aggregation | Iterable[agg.Aggregation]) -> Any:
        """Computes one aggregation, or several in one go.

        Args:
            aggregations: such as ``lunette.Count("predictions.detections")``

        Returns:
            its result, or the list of results
        """
        if isinstance(aggregations, agg.Aggregation):
            return self.aggregate([aggregations])[0]
        several = list(aggregations)
        for aggregation in several:
            if not isinstance(aggregation, agg.Aggregation):
                raise TypeError(
                    f"An aggregation is an object such as lunette.Count(), not {aggregation!r}."
                )
        wires = [wire for aggregation in several for wire in aggregation._wires()]
        answers = chain.from_iterable(
            self._answers(wires[start : start + _AT_ONCE])
            for start in range(0, len(wires), _AT_ONCE)
        )
        return [aggregation._take(answers, self._kind) for aggregation in several]

    def _answers(self, wires: list[dict[str, Any]]) -> Any:
        """The bridge's answers to some aggregations."""
        _, payload = self._request("view.aggregate", {"aggregations": wires, "packed": True})
        return json.loads(payload or b"[]")

    def _kind(self, path: str) -> str | None:
        """The type of the values at a path, or None if it is not known."""
        return kind_of_values(self._dataset._schema.find(path))

    def count(self, field_or_expr: Any = None, expr: Any = None, safe: bool = False) -> int:
        """How many values a field has, or how many samples there are without one."""
        count: int = self.aggregate(agg.Count(field_or_expr, expr, safe))
        return count

    def count_values(
        self, field_or_expr: Any, expr: Any = None, safe: bool = False
    ) -> dict[Any, int]:
        """How often each value occurs; None is a key if there are samples without one."""
        counts: dict[Any, int] = self.aggregate(agg.CountValues(field_or_expr, expr, safe))
        return counts

    def distinct(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> list[Any]:
        """The values that occur, sorted."""
        values: list[Any] = self.aggregate(agg.Distinct(field_or_expr, expr, safe))
        return values

    def bounds(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> tuple[Any, Any]:
        """The least and the greatest value; (None, None) if there is none."""
        bounds: tuple[Any, Any] = self.aggregate(agg.Bounds(field_or_expr, expr, safe))
        return bounds

    def min(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> Any:
        """The least value; None if there is none."""
        return self.aggregate(agg.Min(field_or_expr, expr, safe))

    def max(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> Any:
        """The greatest value; None if there is none."""
        return self.aggregate(agg.Max(field_or_expr, expr, safe))

    def sum(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> Any:
        """The sum; 0 if there is no value."""
        return self.aggregate(agg.Sum(field_or_expr, expr, safe))

    def mean(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> Any:
        """The mean; 0 if there is no value."""
        return self.aggregate(agg.Mean(field_or_expr, expr, safe))

    def std(
        self, field_or_expr: Any, expr: Any = None, safe: bool = False, sample: bool = False
    ) -> Any:
        """The standard deviation; 0 if there is no value.

        Args:
            field_or_expr: the path of a field, or an expression
            expr (None): an expression relative to the values of the field
            safe (False): whether to leave out NaN and infinite values
            sample (False): whether to estimate that of a population of which these are a sample
        """
        return self.aggregate(agg.Std(field_or_expr, expr, safe, sample))

    def quantiles(
        self, field_or_expr: Any, quantiles: Any, expr: Any = None, safe: bool = False
    ) -> Any:
        """Quantiles of the values: one number for one quantile, else a list."""
        return self.aggregate(agg.Quantiles(field_or_expr, quantiles, expr, safe))

    def histogram_values(
        self,
        field_or_expr: Any,
        expr: Any = None,
        bins: Any = None,
        range: Any = None,
        auto: bool = False,
    ) -> tuple[list[int], list[Any], int]:
        """How many values fall into each bin: (counts, edges, how many fall into none).

        Args:
            field_or_expr: the path of a field, or an expression
            expr (None): an expression relative to the values of the field
            bins (None): how many bins of equal width (10), or a list of their edges
            range (None): (least, greatest) of the bins; by default those of the values
            auto (False): whether to make bins with about equal counts
        """
        result: tuple[list[int], list[Any], int] = self.aggregate(
            agg.HistogramValues(field_or_expr, expr, bins, range, auto)
        )
        return result

    def values(
        self,
        field_or_expr: Any,
        expr: Any = None,
        missing_value: Any = None,
        unwind: bool | int = False,
    ) -> list[Any]:
        """The values of a field, in the order of the samples; lists stay lists.

        Args:
            field_or_expr: the path of a field, an expression, or several of them
            expr (None): an expression relative to the values of the field
            missing_value (None): what stands for a missing value
            unwind (False): whether to make one flat list; -1 keeps one list per sample
        """
        if isinstance(field_or_expr, (list, tuple)):
            several = [agg.Values(f, expr, missing_value, unwind) for f in field_or_expr]
            results: list[Any] = self.aggregate(several)
            return results
        values: list[Any] = self.aggregate(agg.Values(field_or_expr, expr, missing_value, unwind))
        return values

    def schema(
        self, field_or_expr: Any, expr: Any = None, dynamic_only: bool = False
    ) -> dict[str, Field | list[Field]]:
        """The attributes that embedded documents have, as fields by name.

        Args:
            field_or_expr: the path of documents or labels, such as ``"predictions.detections"``
            expr (None): an expression relative to them
            dynamic_only (False): whether to leave out attributes that are declared

        Returns:
            a field for each name, or a list of fields where values are of several types
        """
        found: dict[str, Field | list[Field]] = self.aggregate(
            agg.Schema(field_or_expr, expr, dynamic_only)
        )
        return found

    def list_schema(self, field_or_expr: Any, expr: Any = None) -> Field | list[Field] | None:
        """The field of the elements of lists: one, several for several types, or None.

        Args:
            field_or_expr: the path of a list
            expr (None): an expression relative to it
        """
        found: Field | list[Field] | None = self.aggregate(agg.ListSchema(field_or_expr, expr))
        return found

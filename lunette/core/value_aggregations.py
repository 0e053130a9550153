"""Aggregations that list or count values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lunette.core.aggregation_base import Aggregation
from lunette.core.document_form import value_of_stored
from lunette.core.literals import literal_of
from lunette.core.typed_values import typed

__all__ = ["CountValues", "Distinct", "HistogramValues", "Values"]


class CountValues(Aggregation):
    """How often each value occurs, as a dict; None is a key if there are samples without one."""

    _name = "count_values"

    def _result(self, answer: Any, kind: str | None) -> dict[Any, int]:
        return {typed(value_of_stored(value), kind): count for value, count in answer}


class Distinct(Aggregation):
    """The values that occur, sorted."""

    _name = "distinct"


class HistogramValues(Aggregation):
    """How many values fall into each bin: (counts, edges, how many fall into none).

    Bins hold their lower and not their upper edge. What has no value falls into none.

    Args:
        field_or_expr: the path of a field, or an expression, of numbers or dates
        expr (None): an expression relative to the values of the field
        bins (None): how many bins of equal width (10), or a list of their edges
        range (None): (least, greatest) of the bins; by default those of the values, the greatest
            increased a little
        auto (False): whether to make bins with about equal counts of the finite values
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
        self._edges = None if isinstance(self.bins, int) else list(self.bins)
        if self._edges is not None and (len(self._edges) < 2 or sorted(self._edges) != self._edges):
            raise ValueError(f"The edges of bins are at least two and ascend, unlike {bins!r}.")
        if self._edges is None and not 1 <= self.bins <= 10_000:
            raise ValueError(f"A histogram has from 1 to 10000 bins, not {bins!r}.")

    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = {
            "bins": self.bins if self._edges is None else _amounts(self._edges)
        }
        if self.range is not None:
            options["range"] = _amounts(self.range)
        if self.auto:
            options["auto"] = True
        return options

    def _result(self, answer: Any, kind: str | None) -> tuple[list[int], list[Any], int]:
        return answer["counts"], typed(value_of_stored(answer["edges"]), "float"), answer["other"]


def _amounts(values: Iterable[Any]) -> list[Any]:
    """Numbers; dates as milliseconds since the epoch."""
    literals = [literal_of(value) for value in values]
    return [one["$date"] if isinstance(one, dict) else one for one in literals]


class Values(Aggregation):
    """The values of a field, in the order of the samples; lists stay lists.

    Args:
        field_or_expr: the path of a field, or an expression; ``[]`` after a list in the path
            unwinds it
        expr (None): an expression relative to the values of the field
        missing_value (None): what stands for a missing value
        unwind (False): whether to make one flat list; -1 keeps one flat list per sample
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
        #: Levels of lists that the path itself unwinds: ``"nums[]"``.
        self._levels = field_or_expr.count("[]") if isinstance(field_or_expr, str) else 0

    def _options(self) -> dict[str, Any]:
        return {"unwind": self.unwind not in (False, -1)}

    def _result(self, answer: Any, kind: str | None) -> Any:
        # Millions of plain values are left as they came.
        return self._value(
            answer if _is_plain(answer, kind) else typed(value_of_stored(answer), kind)
        )

    def _value(self, answer: Any) -> Any:
        values = answer if self.missing_value is None else _replaced(answer, self.missing_value)
        if self.unwind is False:
            for _ in range(self._levels):
                values = _without_level(values)
            return values
        if self.unwind == -1:
            return [_flat(value) if isinstance(value, list) else value for value in values]
        return values


#: Types of JSON values that Python has the same way.
_PLAIN = frozenset({str, int, float, bool, type(None)})


def _is_plain(values: list[Any], kind: str | None) -> bool:
    """Whether values need no conversion; looks at types alone, of at most one level of lists."""
    # Whole numbers of a field of others are to become those.
    plain = _PLAIN - {int} if kind == "float" else _PLAIN
    types = set(map(type, values))
    if list not in types:
        return types <= plain
    return types <= {list, type(None)} and all(
        set(map(type, inner)) <= plain for inner in values if inner
    )


def _replaced(value: Any, missing: Any) -> Any:
    if isinstance(value, list):
        return [_replaced(item, missing) for item in value]
    return missing if value is None else value


def _without_level(values: list[Any]) -> list[Any]:
    """The elements of lists in the place of these, those that are missing left out."""
    result: list[Any] = []
    for value in values:
        if isinstance(value, list):
            result.extend(value)
        elif value is not None:
            result.append(value)
    return result


def _flat(values: list[Any]) -> list[Any]:
    """All levels of lists as one; None among lists is a list that is missing."""
    result: list[Any] = []
    has_lists = list in set(map(type, values))
    for value in values:
        if isinstance(value, list):
            result.extend(_flat(value))
        elif not (has_lists and value is None):
            result.append(value)
    return result

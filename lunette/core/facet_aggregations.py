"""Several aggregations about parts of one path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from lunette.core.aggregation_base import Aggregation

__all__ = ["FacetAggregations"]


class FacetAggregations(Aggregation):
    """Several aggregations about parts of one path.

    Args:
        field_name: the path, such as ``"predictions.detections"``
        aggregations: aggregations whose paths are relative to it, as a list or a dict; the result
            is a list, or a dict with the same keys
    """

    def __init__(
        self,
        field_name: str,
        aggregations: Iterable[Aggregation] | Mapping[Any, Aggregation],
    ) -> None:
        super().__init__(field_name)
        self._keys = list(aggregations) if isinstance(aggregations, Mapping) else None
        self.aggregations: list[Aggregation] = (
            list(aggregations.values()) if isinstance(aggregations, Mapping) else list(aggregations)
        )
        for aggregation in self.aggregations:
            if not isinstance(aggregation, Aggregation):
                raise TypeError(
                    f"An aggregation is an object such as lunette.Count(), not {aggregation!r}."
                )

    def _wires(self, prefix: str | None = None) -> list[dict[str, Any]]:
        path = self._below(prefix)
        return [wire for one in self.aggregations for wire in one._wires(path)]

    def _take(
        self,
        answers: Iterator[Any],
        kind_of: Callable[[str], str | None],
        prefix: str | None = None,
    ) -> Any:
        path = self._below(prefix)
        results = [one._take(answers, kind_of, path) for one in self.aggregations]
        return results if self._keys is None else dict(zip(self._keys, results, strict=True))

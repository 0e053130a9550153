"""Aggregations: numbers and lists computed over the samples of a collection."""

from __future__ import annotations

from lunette.core.aggregation_base import Aggregation
from lunette.core.facet_aggregations import FacetAggregations
from lunette.core.number_aggregations import (
    Bounds,
    Count,
    Max,
    Mean,
    Min,
    Quantiles,
    Std,
    Sum,
)
from lunette.core.schema_aggregations import ListSchema, Schema
from lunette.core.value_aggregations import CountValues, Distinct, HistogramValues, Values

__all__ = [
    "Aggregation",
    "Bounds",
    "Count",
    "CountValues",
    "Distinct",
    "FacetAggregations",
    "HistogramValues",
    "ListSchema",
    "Max",
    "Mean",
    "Min",
    "Quantiles",
    "Schema",
    "Std",
    "Sum",
    "Values",
]

"""Groups that a view made of samples with equal values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lunette.core.expressions import ViewExpression
from lunette.core.progress import Progress, ProgressOption

if TYPE_CHECKING:
    from lunette.core.collection_base import CollectionBase, Stage
    from lunette.core.view import DatasetView

__all__ = ["dynamic_group", "dynamic_groups", "grouping_stage"]


def grouping_stage(stages: list[Stage]) -> int | None:
    """Place of the stage that made the groups that a view shows, or None if it shows none."""
    found: int | None = None
    for i, stage in enumerate(stages):
        if stage["stage"] == "group_by" and not stage["flat"]:
            found = i
        elif stage["stage"] == "flatten":
            found = None
    return found


def _grouping(collection: CollectionBase) -> tuple[int, Stage]:
    place = grouping_stage(collection._stages)
    if place is None:
        raise ValueError("The view shows no groups; make them with group_by().")
    return place, collection._stages[place]


def dynamic_group(collection: CollectionBase, value: Any) -> DatasetView:
    """The samples of one group as a view; see :meth:`get_dynamic_group`."""
    place, stage = _grouping(collection)
    keys = [ViewExpression._of(key) for key in stage["keys"]]
    values = [value] if len(keys) == 1 else list(value)
    if len(values) != len(keys):
        raise ValueError(f"A group of this view has {len(keys)} values, not {len(values)}.")
    view = collection._dataset.view()
    for before in collection._stages[:place]:
        view = view._with_stage(before)
    for key, own in zip(keys, values, strict=True):
        view = view.match(key.is_null() if own is None else key == own)
    if stage["order_by"] is not None:
        view = view.sort_by(ViewExpression._of(stage["order_by"]), reverse=stage["reverse"])
    return view


def dynamic_groups(collection: Any, progress: ProgressOption) -> Iterator[DatasetView]:
    """The groups in order, each as a view."""
    _, stage = _grouping(collection)
    columns = [collection.values(ViewExpression._of(key)) for key in stage["keys"]]
    with Progress(len(columns[0]), progress, "groups") as shown:
        for values in zip(*columns, strict=True):
            yield dynamic_group(collection, values[0] if len(values) == 1 else values)
            shown.update()

"""View stages about groups."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lunette.core.expressions import ViewExpression, ViewField, expression_of
from lunette.core.groups import Group
from lunette.core.sample_base import SampleBase
from lunette.core.sample_selection import texts_of
from lunette.core.stage_base import ViewStage

__all__ = [
    "ExcludeGroupSlices",
    "ExcludeGroups",
    "Flatten",
    "GroupBy",
    "SelectGroupSlices",
    "SelectGroups",
]


def _slices(slices: Any) -> list[str] | None:
    return None if slices is None else texts_of(slices, "slices")


def _chosen(collection: Any, slices: list[str] | None, media_type: str | None) -> dict[str, str]:
    """The slices that are named, with their media types.

    Raises:
        ValueError: if the collection has no groups, or no such slice
    """
    types: dict[str, str] | None = collection.group_media_types
    if types is None:
        raise ValueError(f"{collection._named()} has no group slices: its samples are no groups.")
    for name in slices or ():
        if name not in types:
            raise ValueError(
                f"{collection._named()} has no group slice {name!r}. It has: "
                f"{', '.join(types) or 'none'}."
            )
    return {
        name: own
        for name, own in types.items()
        if (slices is None or name in slices) and media_type in (None, own)
    }


class SelectGroupSlices(ViewStage):
    """All samples of some slices, as they are in the dataset.

    Args:
        slices (None): a slice or several; all by default
        media_type (None): only slices of this media type
        flat (True): whether the samples are shown one by one; else the view is one of groups that
            have these slices only
    """

    name = "select_group_slices"

    def __init__(
        self,
        slices: str | Iterable[str] | None = None,
        media_type: str | None = None,
        flat: bool = True,
        _allow_mixed: bool = False,
    ) -> None:
        super().__init__(slices=_slices(slices), media_type=media_type, flat=bool(flat))
        self._allow_mixed = _allow_mixed

    def _stages_for(self, collection: Any) -> list[dict[str, Any]]:
        chosen = _chosen(collection, self._wire["slices"], self._wire["media_type"])
        types = sorted(set(chosen.values()))
        if self._wire["flat"] and len(types) > 1 and not self._allow_mixed:
            raise ValueError(
                f"Samples of one kind are selected, but these slices hold {' and '.join(types)}. "
                "Name slices of one kind, or say which: media_type='…'."
            )
        return [self.to_dict()]


class ExcludeGroupSlices(ViewStage):
    """All samples but those of some slices, as they are in the dataset.

    Args:
        slices (None): a slice or several
        media_type (None): slices of this media type
    """

    name = "exclude_group_slices"

    def __init__(
        self, slices: str | Iterable[str] | None = None, media_type: str | None = None
    ) -> None:
        super().__init__(slices=_slices(slices), media_type=media_type)

    def _stages_for(self, collection: Any) -> list[dict[str, Any]]:
        excluded = _chosen(collection, self._wire["slices"], self._wire["media_type"])
        left = {own for name, own in collection.group_media_types.items() if name not in excluded}
        if len(left) > 1:
            raise ValueError(
                f"Samples of one kind are selected, but the slices that are left hold "
                f"{' and '.join(sorted(left))}. Exclude more slices."
            )
        return [self.to_dict()]


def _group_ids(groups: Any) -> list[str]:
    """Ids of groups, elements of them, or samples in them."""
    one = isinstance(groups, (str, Group, SampleBase))
    ids = []
    for item in [groups] if one else groups:
        if isinstance(item, str):
            ids.append(item)
            continue
        if isinstance(item, SampleBase):
            dataset = item.dataset
            item = None if dataset is None else item[dataset.group_field or "id"]
        if not isinstance(item, Group):
            raise TypeError(f"A group is named by its id, an element or a sample, not by {item!r}.")
        ids.append(item.id)
    return list(dict.fromkeys(ids))


class SelectGroups(ViewStage):
    """Some groups.

    Args:
        group_ids: an id or several; elements of groups and samples in groups count as their group
        ordered (False): whether to keep the order of ``group_ids``
    """

    name = "select_groups"

    def __init__(self, group_ids: Any, ordered: bool = False) -> None:
        super().__init__(group_ids=_group_ids(group_ids), ordered=bool(ordered))


class ExcludeGroups(ViewStage):
    """All groups but some.

    Args:
        group_ids: an id or several; elements of groups and samples in groups count as their group
    """

    name = "exclude_groups"

    def __init__(self, group_ids: Any) -> None:
        super().__init__(group_ids=_group_ids(group_ids))


def key_of(key: Any) -> dict[str, Any]:
    """A field or expression as a tree."""
    if isinstance(key, str):
        return expression_of(ViewField(key))
    if isinstance(key, ViewExpression):
        return expression_of(key)
    raise TypeError(f"Samples are grouped by a field or an expression, not by {key!r}.")


class GroupBy(ViewStage):
    """Groups of samples with equal values.

    Args:
        field_or_expr: a field, an expression, or several of them
        order_by (None): a field or expression that orders the samples inside their group
        reverse (False): whether ``order_by`` and ``sort_expr`` are descending
        flat (False): whether all samples are shown, group by group; else the view is one of groups
        match_expr (None): an expression about the list of samples of a group: which groups to keep
        sort_expr (None): an expression about the list of samples of a group: what to sort them by
        create_index (False): has no effect; every field is grouped quickly
    """

    name = "group_by"

    def __init__(
        self,
        field_or_expr: Any,
        order_by: Any = None,
        reverse: bool = False,
        flat: bool = False,
        match_expr: Any = None,
        sort_expr: Any = None,
        create_index: bool = False,
    ) -> None:
        several = isinstance(field_or_expr, (list, tuple))
        keys = list(field_or_expr) if several else [field_or_expr]
        super().__init__(
            keys=[key_of(key) for key in keys],
            order_by=None if order_by is None else key_of(order_by),
            reverse=bool(reverse),
            flat=bool(flat),
            match_expr=None if match_expr is None else expression_of(match_expr),
            sort_expr=None if sort_expr is None else key_of(sort_expr),
        )


class Flatten(ViewStage):
    """All samples of groups that were made by :class:`GroupBy`, group by group.

    Args:
        stages (None): a stage or several to apply to each group, such as ``Limit(1)``
    """

    name = "flatten"

    def __init__(self, stages: Any = None) -> None:
        given = [] if stages is None else [stages] if isinstance(stages, ViewStage) else stages
        self._inner = list(given)
        for stage in self._inner:
            if not isinstance(stage, ViewStage):
                raise TypeError(f"A stage is an object such as lunette.Limit(1), not {stage!r}.")
        super().__init__(stages=[stage.to_dict() for stage in self._inner])

    def _stages_for(self, collection: Any) -> list[dict[str, Any]]:
        inner = [wire for stage in self._inner for wire in stage._stages_for(collection)]
        return [{"stage": self.name, "stages": inner}]

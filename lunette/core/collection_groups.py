"""Groups of samples: slices of a group field, and groups by any value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from lunette.core import group_stages
from lunette.core.bridge_calls import Row
from lunette.core.collection_base import CollectionBase
from lunette.core.document_pages import iterate_rows
from lunette.core.dynamic_groups import dynamic_group, dynamic_groups, grouping_stage
from lunette.core.progress import Progress, ProgressOption

if TYPE_CHECKING:
    from lunette.core.sample_base import SampleBase
    from lunette.core.view import DatasetView

__all__ = ["CollectionGroups"]

#: Stages that leave the samples of some slices one by one.
_FLATTENING = frozenset(("select_group_slices", "exclude_group_slices"))


class CollectionGroups(CollectionBase):
    """Groups of samples.

    The samples of a grouped dataset, and of its views, are those of one slice, the active one;
    :meth:`select_group_slices` shows others.
    """

    @property
    def media_type(self) -> str | None:
        """What the samples are, such as ``"image"``, ``"video"`` or ``"group"``."""
        if self._is_dynamic_groups:
            return "group"
        if self._dataset.media_type == "group":
            types = set((self._flat_slices() or {}).values())
            if types:
                return types.pop() if len(types) == 1 else "mixed"
        return self._dataset.media_type

    @property
    def _is_dynamic_groups(self) -> bool:
        """Whether the samples stand for groups that a stage made."""
        return grouping_stage(self._stages) is not None

    def _flat_slices(self) -> dict[str, str] | None:
        """The slices that a stage made the view show one by one; None if there is no such stage."""
        found: dict[str, str] | None = None
        types: dict[str, str] = self._dataset._slice_types()
        for stage in self._stages:
            if stage["stage"] not in _FLATTENING or not stage.get("flat", True):
                continue
            slices, media_type = stage.get("slices"), stage.get("media_type")
            named = {
                name
                for name, own in types.items()
                if (slices is None or name in slices) and media_type in (None, own)
            }
            if stage["stage"] == "select_group_slices":
                found = {name: types[name] for name in types if name in named}
            else:
                found = {name: types[name] for name in types if name not in named}
        return found

    def _shown_slices(self) -> dict[str, str] | None:
        """The slices of the groups with their media types; None if the samples are no groups."""
        if self._dataset.media_type != "group" or self._flat_slices() is not None:
            return None
        types: dict[str, str] = self._dataset._slice_types()
        for stage in self._stages:
            if stage["stage"] == "select_group_slices" and stage.get("slices") is not None:
                types = {name: own for name, own in types.items() if name in stage["slices"]}
        return types

    @property
    def group_field(self) -> str | None:
        """The field with the groups, or None if there is none."""
        field: str | None = self._dataset._group_field
        return field

    @property
    def group_slices(self) -> list[str] | None:
        """Names of the slices, or None if the samples are no groups."""
        types = self._shown_slices()
        return None if types is None else list(types)

    @property
    def group_media_types(self) -> dict[str, str] | None:
        """The media type of each slice, or None if the samples are no groups."""
        return self._shown_slices()

    @property
    def group_slice(self) -> str | None:
        """The active slice, whose samples are addressed, or None if the samples are no groups."""
        slices = self._shown_slices()
        if slices is None:
            return None
        active: str | None = self._dataset._active_slice()
        return active if active in slices or not slices else next(iter(slices))

    @property
    def default_group_slice(self) -> str | None:
        """The slice that is active at first, or None if there are no groups."""
        slice: str | None = self._dataset._info["properties"].get("default_group_slice")
        return None if self._shown_slices() is None else slice

    def select_group_slices(
        self,
        slices: str | Iterable[str] | None = None,
        media_type: str | None = None,
        flat: bool = True,
        _allow_mixed: bool = False,
    ) -> DatasetView:
        """All samples of some slices in the groups of the collection, one by one.

        They are as the dataset has them, whatever was done to the content of samples before.

        Args:
            slices (None): a slice or several; all by default
            media_type (None): only slices of this media type
            flat (True): whether the samples are shown one by one; else the view is one of groups
                that have these slices only

        Raises:
            ValueError: if there are no groups or no such slice, or the slices hold several kinds
                of media
        """
        return self.add_stage(
            group_stages.SelectGroupSlices(slices, media_type, flat, _allow_mixed=_allow_mixed)
        )

    def exclude_group_slices(
        self, slices: str | Iterable[str] | None = None, media_type: str | None = None
    ) -> DatasetView:
        """All samples in the groups of the collection but those of some slices, one by one.

        Args:
            slices (None): a slice or several
            media_type (None): slices of this media type

        Raises:
            ValueError: if there are no groups or no such slice, or what is left is of several kinds
                of media
        """
        return self.add_stage(group_stages.ExcludeGroupSlices(slices, media_type))

    def select_groups(self, group_ids: Any, ordered: bool = False) -> DatasetView:
        """Some groups.

        Args:
            group_ids: an id or several; elements of groups and samples in groups count as their
                group
            ordered (False): whether to keep the order of ``group_ids``
        """
        return self.add_stage(group_stages.SelectGroups(group_ids, ordered))

    def exclude_groups(self, group_ids: Any) -> DatasetView:
        """All groups but some; see :meth:`select_groups`."""
        return self.add_stage(group_stages.ExcludeGroups(group_ids))

    def group_by(
        self,
        field_or_expr: Any,
        order_by: Any = None,
        reverse: bool = False,
        flat: bool = False,
        match_expr: Any = None,
        sort_expr: Any = None,
        create_index: bool = False,
    ) -> DatasetView:
        """Groups of samples with equal values: a view with the first sample of each.

        Args:
            field_or_expr: a field, an expression, or several of them
            order_by (None): a field or expression that orders the samples inside their group
            reverse (False): whether ``order_by`` and ``sort_expr`` are descending
            flat (False): whether the view has all samples, group by group
            match_expr (None): an expression about the list of samples of a group, such as
                ``F().length() > 1``: which groups to keep
            sort_expr (None): an expression about the list of samples of a group: what to sort
                the groups by
            create_index (False): has no effect; every field is grouped quickly

        Raises:
            ValueError: if the samples are grouped by values already
        """
        return self.add_stage(
            group_stages.GroupBy(
                field_or_expr, order_by, reverse, flat, match_expr, sort_expr, create_index
            )
        )

    def flatten(self, stages: Any = None) -> DatasetView:
        """All samples of the groups that :meth:`group_by` made, group by group.

        Args:
            stages (None): a stage or several to apply to each group, such as ``lunette.Limit(1)``

        Raises:
            ValueError: if the view shows no such groups
        """
        return self.add_stage(group_stages.Flatten(stages))

    def iter_dynamic_groups(self, progress: ProgressOption = False) -> Iterator[DatasetView]:
        """The groups that :meth:`group_by` made, each as a view of its samples.

        Raises:
            ValueError: if the view shows no such groups
        """
        return dynamic_groups(self, progress)

    def get_dynamic_group(self, group_value: Any) -> DatasetView:
        """The samples of one of the groups that :meth:`group_by` made, as a view.

        Args:
            group_value: the value that its samples have in common; one per key if there are several

        Raises:
            ValueError: if the view shows no such groups
        """
        return dynamic_group(self, group_value)

    def iter_groups(
        self,
        group_slices: str | Iterable[str] | None = None,
        progress: ProgressOption = False,
        autosave: bool = False,
        batch_size: int | float | None = None,
        batching_strategy: str | None = None,
    ) -> Iterator[dict[str, SampleBase]]:
        """The groups of a grouped collection, each as a dict from slice to sample.

        Args:
            group_slices (None): a slice or several; all by default
            progress (False): whether to show progress
            autosave (False): save the samples after the loop's body was done with a group
            batch_size (None): see :meth:`iter_samples`
            batching_strategy (None): see :meth:`iter_samples`

        Raises:
            ValueError: if the samples are no groups, or there is no such slice
        """
        members = self._members(group_slices)
        total = len(self) if progress else None
        with Progress(total, progress, "groups") as shown:
            if not autosave:
                for group in self._groups_of(iterate_rows(members)):
                    yield group
                    shown.update()
                return
            with self.save_context(batch_size, batching_strategy) as context:
                for group in self._groups_of(iterate_rows(members)):
                    yield group
                    for sample in group.values():
                        context.save(sample)
                    shown.update()

    def get_group(
        self, group_id: str, group_slices: str | Iterable[str] | None = None
    ) -> dict[str, SampleBase]:
        """One group of a grouped collection as a dict from slice to sample.

        Args:
            group_id: its id
            group_slices (None): a slice or several; all by default

        Raises:
            KeyError: if there is no such group
            ValueError: if the samples are no groups, or there is no such slice
        """
        members = self._members(group_slices, [{"stage": "select_groups", "group_ids": [group_id]}])
        for group in self._groups_of(iterate_rows(members)):
            return group
        raise KeyError(f"There is no group {group_id!r} in {self._named()}.")

    def _members(
        self, slices: str | Iterable[str] | None, groups: list[dict[str, Any]] | None = None
    ) -> DatasetView:
        """The samples of the groups, group by group."""
        from lunette.core.view import DatasetView

        shown = self._shown_slices()
        if shown is None or self._is_dynamic_groups:
            raise ValueError(
                f"{self._named()} has no groups of slices. To go through groups that group_by() "
                "made, use iter_dynamic_groups()."
            )
        chosen = group_stages.SelectGroupSlices(slices, _allow_mixed=True)._stages_for(self)[0]
        names = list(shown) if chosen["slices"] is None else chosen["slices"]
        last = {**chosen, "slices": names, "by_group": True}
        return DatasetView(self._dataset, [*self._stages, *(groups or []), last])

    def _groups_of(self, rows: Iterator[Row]) -> Iterator[dict[str, SampleBase]]:
        field = self.group_field or ""
        for _, members in groupby(rows, key=lambda row: row[1][field]["_id"]):
            yield {row[1][field]["name"]: self._make(row) for row in members}

    if TYPE_CHECKING:

        def add_stage(self, stage: Any) -> DatasetView: ...
        def save_context(
            self,
            batch_size: int | float | None = None,
            batching_strategy: str | None = None,
        ) -> Any: ...
        def _named(self) -> str: ...

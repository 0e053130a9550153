"""Stages as methods: each returns a view with one more stage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lunette.core import label_stages, stages
from lunette.core.arrays import is_array
from lunette.core.collection_content_stages import CollectionContentStages
from lunette.core.collection_sample_stages import CollectionSampleStages

if TYPE_CHECKING:
    from lunette.core.view import DatasetView

__all__ = ["CollectionStages"]


class CollectionStages(CollectionContentStages, CollectionSampleStages):
    """Views of the samples. Nothing is copied: a view is a list of stages."""

    @classmethod
    def list_view_stages(cls) -> list[str]:
        """Names of the methods that add a stage."""
        return stages.list_view_stages()

    def add_stage(self, stage: stages.ViewStage) -> DatasetView:
        """The view with one more stage.

        Raises:
            ValueError: if the stage does not fit the dataset, such as an unknown field
        """
        if not isinstance(stage, stages.ViewStage):
            raise TypeError(f"A stage is an object such as lunette.Limit(10), not {stage!r}.")
        view = self.view()
        for wire in stage._stages_for(self):
            view = view._with_stage(wire)
        return view

    def exclude(self, sample_ids: Any) -> DatasetView:
        """All samples but these.

        Args:
            sample_ids: an id or sample, several of them, a view, or one boolean per sample
        """
        return self.add_stage(stages.Exclude(self._ids(sample_ids)))

    def exclude_labels(
        self,
        labels: Any = None,
        ids: str | Iterable[str] | None = None,
        instance_ids: str | Iterable[str] | None = None,
        tags: str | Iterable[str] | None = None,
        fields: str | Iterable[str] | None = None,
        omit_empty: bool = True,
    ) -> DatasetView:
        """All labels but those that fulfil everything that is given.

        Args:
            labels (None): a dict with ``label_id`` and ``field``, or several, as
                ``session.selected_labels`` has them
            ids (None): an id or several
            instance_ids (None): an id of an instance or several
            tags (None): a tag or several: labels that have any of them
            fields (None): a label field or several; all by default
            omit_empty (True): whether to leave out samples that have no label in any field
        """
        return self.add_stage(
            label_stages.ExcludeLabels(labels, ids, instance_ids, tags, fields, omit_empty)
        )

    def exists(self, field: str, bool: bool | None = None) -> DatasetView:
        """Samples whose field has a value.

        Args:
            field: the field
            bool (None): False for the samples without
        """
        return self.add_stage(stages.Exists(field, bool))

    def filter_labels(
        self, field: str, filter: Any, only_matches: bool = True, trajectories: bool = False
    ) -> DatasetView:
        """Labels of a field for which an expression, relative to the label, is true.

        Args:
            field: the label field
            filter: the expression, such as ``F("confidence") > 0.5``
            only_matches (True): whether to drop samples left without a label there
            trajectories (False): has no meaning for images; must be False
        """
        return self.add_stage(stages.FilterLabels(field, filter, only_matches, trajectories))

    def limit(self, limit: int) -> DatasetView:
        """The first samples; none if ``limit`` is not positive."""
        return self.add_stage(stages.Limit(limit))

    def match(self, filter: Any) -> DatasetView:
        """Samples for which an expression is true, such as ``F("metadata.width") > 640``.

        Args:
            filter: the expression, or a database query as a dict, such as
                ``{"score": {"$gt": 5}}``; see :class:`lunette.Mongo` for what a query may say
        """
        return self.add_stage(stages.Match(filter))

    def match_tags(
        self, tags: str | Iterable[str], bool: bool | None = None, all: bool = False
    ) -> DatasetView:
        """Samples with a tag.

        Args:
            tags: a tag or several
            bool (None): False for the samples without
            all (False): whether a sample must have all of them, and not only one
        """
        return self.add_stage(stages.MatchTags(tags, bool, all))

    def select(self, sample_ids: Any, ordered: bool = False) -> DatasetView:
        """These samples.

        Args:
            sample_ids: an id or sample, several of them, a view, or one boolean per sample
            ordered (False): whether to keep the order of ``sample_ids``
        """
        return self.add_stage(stages.Select(self._ids(sample_ids), ordered))

    def select_labels(
        self,
        labels: Any = None,
        ids: str | Iterable[str] | None = None,
        instance_ids: str | Iterable[str] | None = None,
        tags: str | Iterable[str] | None = None,
        fields: str | Iterable[str] | None = None,
        omit_empty: bool = True,
    ) -> DatasetView:
        """Only the labels that fulfil everything that is given, and only the fields they can be in.

        Args:
            labels (None): a dict with ``label_id`` and ``field``, or several, as
                ``session.selected_labels`` has them
            ids (None): an id or several
            instance_ids (None): an id of an instance or several
            tags (None): a tag or several: labels that have any of them
            fields (None): a label field or several; all by default
            omit_empty (True): whether to leave out samples without such labels
        """
        return self.add_stage(
            label_stages.SelectLabels(labels, ids, instance_ids, tags, fields, omit_empty)
        )

    def shuffle(self, seed: int | None = None) -> DatasetView:
        """All samples in random order; the same seed gives the same order."""
        return self.add_stage(stages.Shuffle(seed))

    def skip(self, skip: int) -> DatasetView:
        """All but the first samples."""
        return self.add_stage(stages.Skip(skip))

    def sort_by(
        self, field_or_expr: Any, reverse: bool = False, create_index: bool = False
    ) -> DatasetView:
        """Samples in order; those without a value come first.

        Args:
            field_or_expr: a field, an expression, or a list of (field or expression, order), with
                order 1 or -1
            reverse (False): whether to sort in descending order
            create_index (False): has no effect; every field is sorted quickly
        """
        return self.add_stage(stages.SortBy(field_or_expr, reverse, create_index))

    def take(self, size: int, seed: int | None = None) -> DatasetView:
        """Random samples; the same seed takes the same ones."""
        return self.add_stage(stages.Take(size, seed))

    def _ids(self, samples: Any) -> Any:
        """Samples in any form; booleans are replaced by the ids at which they are true."""
        items = samples.tolist() if is_array(samples) else samples
        several = isinstance(items, (list, tuple)) and len(items) > 0
        if several and all(isinstance(item, bool) for item in items):
            return self._chosen(list(items))
        return items

    if TYPE_CHECKING:

        def _chosen(self, flags: list[bool]) -> list[str]: ...

    if TYPE_CHECKING:

        def view(self) -> DatasetView: ...

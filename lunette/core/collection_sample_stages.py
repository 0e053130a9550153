"""Stages that choose samples by values, by labels, by place and by other views, as methods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lunette.core import sample_stages
from lunette.core.collection_base import CollectionBase
from lunette.core.mongo_stage import Mongo

if TYPE_CHECKING:
    from lunette.core.stage_base import ViewStage
    from lunette.core.view import DatasetView

__all__ = ["CollectionSampleStages"]


class CollectionSampleStages(CollectionBase):
    """Views of some of the samples."""

    if TYPE_CHECKING:

        def add_stage(self, stage: ViewStage) -> DatasetView: ...

    def select_by(self, field: str, values: Any, ordered: bool = False) -> DatasetView:
        """Samples whose field has one of some values.

        Args:
            field: the field
            values: a value or several
            ordered (False): whether to keep the order of ``values``
        """
        return self.add_stage(sample_stages.SelectBy(field, values, ordered))

    def exclude_by(self, field: str, values: Any) -> DatasetView:
        """Samples whose field has none of some values.

        Args:
            field: the field
            values: a value or several
        """
        return self.add_stage(sample_stages.ExcludeBy(field, values))

    def match_labels(
        self,
        labels: Any = None,
        ids: str | Iterable[str] | None = None,
        instance_ids: str | Iterable[str] | None = None,
        tags: str | Iterable[str] | None = None,
        filter: Any = None,
        fields: str | Iterable[str] | None = None,
        bool: bool | None = None,
    ) -> DatasetView:
        """Samples that have a label that fulfils everything that is given.

        The labels themselves are not filtered.

        Args:
            labels (None): a dict with ``label_id`` and ``field``, or several, as
                ``session.selected_labels`` has them
            ids (None): an id or several
            instance_ids (None): an id of an instance or several
            tags (None): a tag or several: labels that have any of them
            filter (None): an expression, relative to the label
            fields (None): a label field or several; all by default
            bool (None): False for the samples without such a label
        """
        return self.add_stage(
            sample_stages.MatchLabels(labels, ids, instance_ids, tags, filter, fields, bool)
        )

    def geo_near(
        self,
        point: Any,
        location_field: str | None = None,
        min_distance: float | None = None,
        max_distance: float | None = None,
        query: Any = None,
        create_index: bool = False,
    ) -> DatasetView:
        """Samples with a location, the nearest to a point first. Must be the first stage.

        Args:
            point: ``[longitude, latitude]`` in degrees, a GeoLocation with a point, or a GeoJSON
                point
            location_field (None): the field with the locations; the only one by default
            min_distance (None): leave out what is nearer, in metres
            max_distance (None): leave out what is farther, in metres
            query (None): an expression that samples must fulfil
            create_index (False): has no effect; places are found quickly

        Raises:
            ValueError: if it is not the first stage, or there is no such field
        """
        return self.add_stage(
            sample_stages.GeoNear(point, location_field, min_distance, max_distance, query)
        )

    def geo_within(
        self,
        boundary: Any,
        location_field: str | None = None,
        strict: bool = True,
        create_index: bool = False,
    ) -> DatasetView:
        """Samples whose location is inside an area.

        Args:
            boundary: a list of ``[longitude, latitude]``, a polygon as a list of rings, several
                polygons, a GeoLocation or GeoLocations with polygons, or GeoJSON of one of these
            location_field (None): the field with the locations; the only one by default
            strict (True): whether all of a location must be inside, and not only some of it
            create_index (False): has no effect; places are found quickly
        """
        return self.add_stage(sample_stages.GeoWithin(boundary, location_field, strict))

    def concat(self, samples: Any) -> DatasetView:
        """The samples so far, followed by those of another view of the dataset.

        A sample that is in both comes once, as it is in the first.

        Args:
            samples: a view, or the dataset

        Raises:
            ValueError: if it is a view of another dataset
        """
        return self.add_stage(sample_stages.Concat(samples))

    def __add__(self, samples: Any) -> DatasetView:
        """See :meth:`concat`."""
        if not isinstance(samples, CollectionBase):
            return NotImplemented
        return self.concat(samples)

    def mongo(self, pipeline: Iterable[Mapping[str, Any]]) -> DatasetView:
        """Stages that do what the steps of a database pipeline would do.

        Args:
            pipeline: a list of steps; see :class:`lunette.Mongo` for those that are understood

        Raises:
            ValueError: naming the step that has no form as a stage
        """
        return self.add_stage(Mongo(pipeline))

    def sort_by_similarity(
        self,
        query: Any,
        k: int | None = None,
        reverse: bool = False,
        dist_field: str | None = None,
        brain_key: str | None = None,
    ) -> DatasetView:
        """Samples by similarity, which needs an index that a brain run has computed.

        Raises:
            ValueError: no brain run exists in this version
        """
        return self.add_stage(
            sample_stages.SortBySimilarity(query, k, reverse, dist_field, brain_key)
        )

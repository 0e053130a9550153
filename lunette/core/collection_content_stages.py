"""Stages that change what samples show, as methods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lunette.core import content_stages
from lunette.core.collection_base import CollectionBase

if TYPE_CHECKING:
    from lunette.core.stage_base import ViewStage
    from lunette.core.view import DatasetView

__all__ = ["CollectionContentStages"]


class CollectionContentStages(CollectionBase):
    """Views whose samples show other content than is stored. Nothing is written."""

    if TYPE_CHECKING:

        def add_stage(self, stage: ViewStage) -> DatasetView: ...

    def select_fields(
        self, field_names: str | Iterable[str] | None = None, meta_filter: Any = None
    ) -> DatasetView:
        """Only some fields; the default fields are always there.

        Args:
            field_names (None): a field or several; attributes of labels by their paths, such as
                ``"predictions.detections.label"``
            meta_filter (None): also fields of which a text is in name, type, description or info;
                or a dict of texts by ``name``, ``type``, ``description``, ``info``,
                ``info.<key>`` or ``any``, with ``include_nested_fields``
        """
        return self.add_stage(content_stages.SelectFields(field_names, meta_filter))

    def exclude_fields(
        self, field_names: str | Iterable[str] | None = None, meta_filter: Any = None
    ) -> DatasetView:
        """All fields but some.

        Args:
            field_names (None): a field or several; attributes of labels by their paths, such as
                ``"predictions.detections.mask"``
            meta_filter (None): see :meth:`select_fields`

        Raises:
            ValueError: if a default field is among them, or there is no such field
        """
        return self.add_stage(content_stages.ExcludeFields(field_names, meta_filter))

    def filter_field(self, field: str, filter: Any, only_matches: bool = True) -> DatasetView:
        """Values for which an expression is true; others become None.

        Args:
            field: the field
            filter: the expression, relative to the value: ``F() > 0.5``
            only_matches (True): whether to drop samples left without a value
        """
        return self.add_stage(content_stages.FilterField(field, filter, only_matches))

    def filter_keypoints(
        self,
        field: str,
        filter: Any = None,
        labels: str | Iterable[str] | None = None,
        only_matches: bool = True,
    ) -> DatasetView:
        """Points of keypoints that pass; the others become ``(nan, nan)``.

        Args:
            field: the field with the keypoints
            filter (None): an expression about one point, such as ``F("confidence") > 0.5``: lists
                of one value per point are read at that point
            labels (None): a name or several of points in the skeleton of the field
            only_matches (True): whether to drop keypoints without points, and samples without
                keypoints
        """
        return self.add_stage(content_stages.FilterKeypoints(field, filter, labels, only_matches))

    def limit_labels(self, field: str, limit: int) -> DatasetView:
        """The first labels of each sample.

        Args:
            field: the field with lists of labels
            limit: how many; none if it is not positive
        """
        return self.add_stage(content_stages.LimitLabels(field, limit))

    def map_labels(self, field: str, map: Mapping[str, str]) -> DatasetView:
        """Labels renamed; those that are not in the map stay.

        Args:
            field: the label field
            map: dict of new labels by old ones
        """
        return self.add_stage(content_stages.MapLabels(field, map))

    def map_values(self, field: str, map: Mapping[Any, Any]) -> DatasetView:
        """Values replaced; those that are not in the map stay.

        Args:
            field: the field, be it inside documents or labels
            map: dict of new values by old ones
        """
        return self.add_stage(content_stages.MapValues(field, map))

    def set_field(self, field: str, expr: Any) -> DatasetView:
        """A field computed from an expression.

        Args:
            field: the field, or an attribute of documents or labels, which need not exist; lists
                are gone through element by element, and ``[]`` marks further lists
            expr: the expression, relative to the document that holds the field; or a constant
        """
        return self.add_stage(content_stages.SetField(field, expr))

    def match_frames(self, filter: Any, omit_empty: bool = True) -> DatasetView:
        """Frames of videos for which an expression is true.

        Args:
            filter: the expression, relative to the frame
            omit_empty (True): whether to leave out videos without such frames
        """
        return self.add_stage(content_stages.MatchFrames(filter, omit_empty))

    def select_frames(self, frame_ids: Any, omit_empty: bool = True) -> DatasetView:
        """Only some frames of videos.

        Args:
            frame_ids: an id or frame, or several
            omit_empty (True): whether to leave out videos without such frames
        """
        return self.add_stage(content_stages.SelectFrames(frame_ids, omit_empty))

    def exclude_frames(self, frame_ids: Any, omit_empty: bool = True) -> DatasetView:
        """All frames of videos but some.

        Args:
            frame_ids: an id or frame, or several
            omit_empty (True): whether to leave out videos that are left without frames
        """
        return self.add_stage(content_stages.ExcludeFrames(frame_ids, omit_empty))

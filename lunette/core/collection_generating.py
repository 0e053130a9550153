"""Views whose samples are made of those of a collection: patches, clips, frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from lunette.core import generating_stages as stages
from lunette.core.collection_base import CollectionBase

if TYPE_CHECKING:
    from lunette.core.clips import ClipsView, TrajectoriesView
    from lunette.core.patches import EvaluationPatchesView, PatchesView
    from lunette.core.video import FramesView

__all__ = ["CollectionGenerating"]


class CollectionGenerating(CollectionBase):
    """Views whose samples are made of those of the collection.

    What is done to their labels and tags is done to the dataset; deleting such samples deletes
    what they are made of.
    """

    def to_patches(
        self,
        field: str,
        other_fields: str | Iterable[str] | bool | None = None,
        keep_label_lists: bool = False,
    ) -> PatchesView:
        """A view with one sample per label.

        Each sample has the file, the metadata and the tags of the sample that the label is of, that
        sample's id as ``sample_id``, and the label's id as its own.

        Args:
            field: a field with detections, polylines or keypoints
            other_fields (None): a field or several to take along; True for all
            keep_label_lists (False): whether each sample has a list with its one label, and not
                the label itself

        Raises:
            ValueError: if there is no such field, or its labels cover no part of a picture
        """
        stage = stages.ToPatches(field, other_fields, keep_label_lists)
        return cast("PatchesView", self._with_stage(stage.to_dict()))

    def to_evaluation_patches(
        self,
        eval_key: str,
        other_fields: str | Iterable[str] | bool | None = None,
        **kwargs: Any,
    ) -> EvaluationPatchesView:
        """A view with one sample per true positive, false positive and false negative.

        Each sample has the labels that belong together, ``type`` (``"tp"``, ``"fp"`` or ``"fn"``),
        ``iou``, ``crowd`` if labels say ``iscrowd``, and ``sample_id``.

        Args:
            eval_key: the key of an evaluation of detections
            other_fields (None): a field or several to take along; True for all

        Raises:
            ValueError: if there is no such evaluation
        """
        root = self._root_dataset
        if not kwargs and root.has_evaluation(eval_key):
            config = root.get_evaluation_info(eval_key).config
            kwargs = {name: getattr(config, name, None) for name in ("gt_field", "pred_field")}
        stage = stages.ToEvaluationPatches(eval_key, other_fields, **kwargs)
        return cast("EvaluationPatchesView", self._with_stage(stage.to_dict()))

    def to_clips(
        self,
        field_or_expr: Any,
        other_fields: str | Iterable[str] | bool | None = None,
        tol: int = 0,
        min_len: int = 0,
        trajectories: bool = False,
    ) -> ClipsView:
        """A view with one sample per range of frames of a video.

        Each sample has ``sample_id`` and ``support``, the numbers of its first and last frame.

        Args:
            field_or_expr: a field with temporal detections, a field with labels of frames
                (``"frames.detections"``), an expression about frames, or a list of
                ``[first, last]`` pairs per sample
            other_fields (None): a field or several to take along; True for all
            tol (0): how many frames without a match there may be inside a clip
            min_len (0): how many frames a clip must have
            trajectories (False): whether there is a clip per object, told by ``label`` and
                ``index``

        Raises:
            ValueError: if these are no videos, or there is no such field
        """
        stage = stages.ToClips(field_or_expr, other_fields, tol, min_len, trajectories)
        return cast("ClipsView", self._with_stage(stage.to_dict()))

    def to_trajectories(self, field: str, **kwargs: Any) -> TrajectoriesView:
        """A view with one sample per object that is followed through the frames of a video.

        Args:
            field: a field with labels of frames that have an ``index``

        Raises:
            ValueError: if these are no videos, or there is no such field
        """
        stage = stages.ToTrajectories(field, **kwargs)
        return cast("TrajectoriesView", self._with_stage(stage.to_dict()))

    def to_frames(self, sample_frames: bool = False, **kwargs: Any) -> FramesView:
        """A view with one sample per frame of a video.

        Args:
            sample_frames (False): whether each frame must have a picture, its ``filepath``
            **kwargs: see :class:`lunette.ToFrames`

        Raises:
            ValueError: if these are no videos, or pictures were to be made of the frames
        """
        stage = stages.ToFrames(sample_frames, **kwargs)
        return cast("FramesView", self._with_stage(stage.to_dict()))

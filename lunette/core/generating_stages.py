"""View stages that make samples of their own: one per label, clip or frame."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lunette.core.expressions import ViewExpression, expression_of
from lunette.core.sample_selection import texts_of
from lunette.core.stage_base import ViewStage

__all__ = [
    "GENERATING",
    "ToClips",
    "ToEvaluationPatches",
    "ToFrames",
    "ToPatches",
    "ToTrajectories",
]


def _other_fields(other_fields: Any) -> Any:
    if other_fields is None or other_fields is False:
        return None
    return True if other_fields is True else texts_of(other_fields, "other_fields")


class ToPatches(ViewStage):
    """One sample per label.

    Args:
        field: a field with detections, polylines or keypoints
        other_fields (None): a field or several to take along; True for all
        keep_label_lists (False): whether each sample has a list with its one label
    """

    name = "to_patches"

    def __init__(
        self,
        field: str,
        other_fields: str | Iterable[str] | bool | None = None,
        keep_label_lists: bool = False,
    ) -> None:
        super().__init__(
            field=_text(field, "field"),
            other_fields=_other_fields(other_fields),
            keep_label_lists=bool(keep_label_lists),
        )


class ToEvaluationPatches(ViewStage):
    """One sample per true positive, false positive and false negative of an evaluation.

    Args:
        eval_key: the key of an evaluation of detections
        other_fields (None): a field or several to take along; True for all
    """

    name = "to_evaluation_patches"

    def __init__(
        self,
        eval_key: str,
        other_fields: str | Iterable[str] | bool | None = None,
        *,
        gt_field: str | None = None,
        pred_field: str | None = None,
    ) -> None:
        super().__init__(
            eval_key=_text(eval_key, "eval_key"),
            gt_field=gt_field,
            pred_field=pred_field,
            other_fields=_other_fields(other_fields),
        )


class ToClips(ViewStage):
    """One sample per range of frames of a video.

    Args:
        field_or_expr: a field with temporal detections or with labels of frames, an expression
            about frames, or a list of ``[first, last]`` pairs per sample
        other_fields (None): a field or several to take along; True for all
        tol (0): how many frames without a match there may be inside a clip
        min_len (0): how many frames a clip must have
        trajectories (False): whether there is a clip per object, told by ``label`` and ``index``
    """

    name = "to_clips"

    def __init__(
        self,
        field_or_expr: Any,
        other_fields: str | Iterable[str] | bool | None = None,
        tol: int = 0,
        min_len: int = 0,
        trajectories: bool = False,
    ) -> None:
        value = (
            expression_of(field_or_expr)
            if isinstance(field_or_expr, ViewExpression)
            else field_or_expr
        )
        if not isinstance(value, (str, dict, list, tuple)):
            raise TypeError(
                "Clips are made of a field, an expression about frames, or lists of ranges, not "
                f"of {field_or_expr!r}."
            )
        super().__init__(
            field_or_expr=list(value) if isinstance(value, tuple) else value,
            other_fields=_other_fields(other_fields),
            tol=int(tol),
            min_len=int(min_len),
            trajectories=bool(trajectories),
        )


class ToTrajectories(ViewStage):
    """One sample per object that is followed through the frames of a video.

    Args:
        field: a field with labels of frames that have an ``index``
    """

    name = "to_trajectories"

    def __init__(self, field: str, **kwargs: Any) -> None:
        if kwargs:
            raise ValueError(f"to_trajectories has no parameter {next(iter(kwargs))!r}.")
        super().__init__(field=_text(field, "field"))


#: Parameters of ``to_frames`` that are about making pictures of the frames of a video.
_SAMPLING = frozenset(
    (
        "fps",
        "max_fps",
        "size",
        "min_size",
        "max_size",
        "output_dir",
        "rel_dir",
        "frames_patt",
        "force_sample",
    )
)


class ToFrames(ViewStage):
    """One sample per frame of a video.

    Args:
        sample_frames (False): whether each frame must have a picture, its ``filepath``
        sparse (False): whether only frames with a document count, and not every frame of a video
        **kwargs: ``skip_failures`` and ``verbose`` have no effect; parameters about making
            pictures of frames are an error, because there is no decoder for videos here

    Raises:
        ValueError: if pictures were to be made
    """

    name = "to_frames"

    def __init__(self, sample_frames: bool = False, sparse: bool = False, **kwargs: Any) -> None:
        wanted = sorted(name for name in kwargs if name in _SAMPLING and kwargs[name])
        if wanted:
            raise ValueError(
                f"Pictures of the frames of a video cannot be made here ({', '.join(wanted)}). "
                "Make them with another program, set frame.filepath of the frames, and use "
                "to_frames(sample_frames=True)."
            )
        unknown = kwargs.keys() - _SAMPLING - {"skip_failures", "verbose"}
        if unknown:
            raise ValueError(f"to_frames has no parameter {min(unknown)!r}.")
        super().__init__(sample_frames=bool(sample_frames), sparse=bool(sparse))


#: Names of the stages that make samples of their own.
GENERATING = frozenset(
    cls.name for cls in (ToPatches, ToEvaluationPatches, ToClips, ToTrajectories, ToFrames)
)


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError(f"{name} is a name, as a string, not {value!r}.")
    return value

"""Stages of a view. Generated from src/protocol by `npm run generate`; do not edit."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Literal

from lunette._generated.expressions import Expression

__all__ = [
    "STAGES",
    "Concat",
    "Exclude",
    "ExcludeBy",
    "ExcludeFields",
    "ExcludeFrames",
    "ExcludeGroupSlices",
    "ExcludeGroups",
    "ExcludeLabels",
    "Exists",
    "FilterField",
    "FilterKeypoints",
    "FilterLabels",
    "Flatten",
    "GeoNear",
    "GeoWithin",
    "GroupBy",
    "GroupSlice",
    "Limit",
    "LimitLabels",
    "MapLabels",
    "MapValues",
    "Match",
    "MatchFrames",
    "MatchLabels",
    "MatchTags",
    "Select",
    "SelectBy",
    "SelectFields",
    "SelectFrames",
    "SelectGroupSlices",
    "SelectGroups",
    "SelectLabels",
    "SetField",
    "Shuffle",
    "Skip",
    "SortBy",
    "Stage",
    "StageData",
    "Take",
    "ToClips",
    "ToEvaluationPatches",
    "ToFrames",
    "ToPatches",
    "ToTrajectories",
]

#: A stage as JSON: its name under ``stage``, and its parameters.
Stage = dict[str, Any]


@dataclass(frozen=True)
class StageData:
    """A stage of a view as it travels."""

    stage: ClassVar[str]

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> StageData:
        """The stage of its data.

        Raises:
            ValueError: there is no stage of that name, or its parameters are not those it has
        """
        kind = STAGES.get(data.get("stage", ""))
        if kind is None:
            raise ValueError(f"There is no view stage {data.get('stage')!r}.")
        try:
            return kind(**{key: value for key, value in data.items() if key != "stage"})
        except TypeError as error:
            reason = f"The stage {data['stage']!r} is not as it should be: {error}"
        raise ValueError(reason)

    def to_data(self) -> Stage:
        """The data of the stage."""
        return {"stage": self.stage, **{f.name: getattr(self, f.name) for f in fields(self)}}


@dataclass(frozen=True)
class Match(StageData):
    """The stage ``match``."""

    stage: ClassVar[str] = "match"
    filter: Expression


@dataclass(frozen=True)
class MatchTags(StageData):
    """The stage ``match_tags``."""

    stage: ClassVar[str] = "match_tags"
    tags: list[str]
    bool: builtins.bool = True
    all: builtins.bool = False


@dataclass(frozen=True)
class FilterLabels(StageData):
    """The stage ``filter_labels``."""

    stage: ClassVar[str] = "filter_labels"
    field: str
    filter: Expression
    only_matches: bool = True


@dataclass(frozen=True)
class Exists(StageData):
    """The stage ``exists``."""

    stage: ClassVar[str] = "exists"
    field: str
    bool: builtins.bool = True


@dataclass(frozen=True)
class SortBy(StageData):
    """The stage ``sort_by``."""

    stage: ClassVar[str] = "sort_by"
    keys: list[dict[str, Any]]


@dataclass(frozen=True)
class Limit(StageData):
    """The stage ``limit``."""

    stage: ClassVar[str] = "limit"
    limit: int


@dataclass(frozen=True)
class Skip(StageData):
    """The stage ``skip``."""

    stage: ClassVar[str] = "skip"
    skip: int


@dataclass(frozen=True)
class Take(StageData):
    """The stage ``take``."""

    stage: ClassVar[str] = "take"
    size: int
    seed: int


@dataclass(frozen=True)
class Shuffle(StageData):
    """The stage ``shuffle``."""

    stage: ClassVar[str] = "shuffle"
    seed: int


@dataclass(frozen=True)
class Select(StageData):
    """The stage ``select``."""

    stage: ClassVar[str] = "select"
    sample_ids: list[str]
    ordered: bool = False


@dataclass(frozen=True)
class Exclude(StageData):
    """The stage ``exclude``."""

    stage: ClassVar[str] = "exclude"
    sample_ids: list[str]


@dataclass(frozen=True)
class SelectLabels(StageData):
    """The stage ``select_labels``."""

    stage: ClassVar[str] = "select_labels"
    labels: list[dict[str, Any]] | None = None
    ids: list[str] | None = None
    instance_ids: list[str] | None = None
    tags: list[str] | None = None
    fields: list[str] | None = None
    omit_empty: bool = True


@dataclass(frozen=True)
class ExcludeLabels(StageData):
    """The stage ``exclude_labels``."""

    stage: ClassVar[str] = "exclude_labels"
    labels: list[dict[str, Any]] | None = None
    ids: list[str] | None = None
    instance_ids: list[str] | None = None
    tags: list[str] | None = None
    fields: list[str] | None = None
    omit_empty: bool = True


@dataclass(frozen=True)
class SelectBy(StageData):
    """The stage ``select_by``."""

    stage: ClassVar[str] = "select_by"
    field: str
    values: list[dict[str, Any]]
    ordered: bool = False


@dataclass(frozen=True)
class ExcludeBy(StageData):
    """The stage ``exclude_by``."""

    stage: ClassVar[str] = "exclude_by"
    field: str
    values: list[dict[str, Any]]


@dataclass(frozen=True)
class MatchLabels(StageData):
    """The stage ``match_labels``."""

    stage: ClassVar[str] = "match_labels"
    labels: list[dict[str, Any]] | None = None
    ids: list[str] | None = None
    instance_ids: list[str] | None = None
    tags: list[str] | None = None
    fields: list[str] | None = None
    filter: Expression | None = None
    bool: builtins.bool = True


@dataclass(frozen=True)
class GeoNear(StageData):
    """The stage ``geo_near``."""

    stage: ClassVar[str] = "geo_near"
    point: list[Any]
    location_field: str | None = None
    min_distance: float | None = None
    max_distance: float | None = None
    query: Expression | None = None


@dataclass(frozen=True)
class GeoWithin(StageData):
    """The stage ``geo_within``."""

    stage: ClassVar[str] = "geo_within"
    boundary: list[list[list[list[Any]]]]
    location_field: str | None = None
    strict: bool = True


@dataclass(frozen=True)
class Concat(StageData):
    """The stage ``concat``."""

    stage: ClassVar[str] = "concat"
    stages: list[dict[str, Any]]


@dataclass(frozen=True)
class SelectFields(StageData):
    """The stage ``select_fields``."""

    stage: ClassVar[str] = "select_fields"
    field_names: list[str]
    meta_filter: str | dict[str, Any] | None = None


@dataclass(frozen=True)
class ExcludeFields(StageData):
    """The stage ``exclude_fields``."""

    stage: ClassVar[str] = "exclude_fields"
    field_names: list[str]
    meta_filter: str | dict[str, Any] | None = None


@dataclass(frozen=True)
class FilterField(StageData):
    """The stage ``filter_field``."""

    stage: ClassVar[str] = "filter_field"
    field: str
    filter: Expression
    only_matches: bool = True


@dataclass(frozen=True)
class FilterKeypoints(StageData):
    """The stage ``filter_keypoints``."""

    stage: ClassVar[str] = "filter_keypoints"
    field: str
    filter: Expression | None = None
    labels: list[str] | None = None
    only_matches: bool = True


@dataclass(frozen=True)
class LimitLabels(StageData):
    """The stage ``limit_labels``."""

    stage: ClassVar[str] = "limit_labels"
    field: str
    limit: int


@dataclass(frozen=True)
class MapLabels(StageData):
    """The stage ``map_labels``."""

    stage: ClassVar[str] = "map_labels"
    field: str
    map: dict[str, Any]


@dataclass(frozen=True)
class MapValues(StageData):
    """The stage ``map_values``."""

    stage: ClassVar[str] = "map_values"
    field: str
    map: list[list[Any]]


@dataclass(frozen=True)
class SetField(StageData):
    """The stage ``set_field``."""

    stage: ClassVar[str] = "set_field"
    field: str
    expr: Expression


@dataclass(frozen=True)
class MatchFrames(StageData):
    """The stage ``match_frames``."""

    stage: ClassVar[str] = "match_frames"
    filter: Expression
    omit_empty: bool = True


@dataclass(frozen=True)
class SelectFrames(StageData):
    """The stage ``select_frames``."""

    stage: ClassVar[str] = "select_frames"
    frame_ids: list[str]
    omit_empty: bool = True


@dataclass(frozen=True)
class ExcludeFrames(StageData):
    """The stage ``exclude_frames``."""

    stage: ClassVar[str] = "exclude_frames"
    frame_ids: list[str]
    omit_empty: bool = True


@dataclass(frozen=True)
class GroupSlice(StageData):
    """The stage ``group_slice``."""

    stage: ClassVar[str] = "group_slice"
    slice: str


@dataclass(frozen=True)
class SelectGroupSlices(StageData):
    """The stage ``select_group_slices``."""

    stage: ClassVar[str] = "select_group_slices"
    slices: list[str] | None = None
    media_type: Literal["image", "video", "point-cloud", "3d", "group", "unknown"] | None = None
    flat: bool = True
    by_group: bool = False


@dataclass(frozen=True)
class ExcludeGroupSlices(StageData):
    """The stage ``exclude_group_slices``."""

    stage: ClassVar[str] = "exclude_group_slices"
    slices: list[str] | None = None
    media_type: Literal["image", "video", "point-cloud", "3d", "group", "unknown"] | None = None


@dataclass(frozen=True)
class SelectGroups(StageData):
    """The stage ``select_groups``."""

    stage: ClassVar[str] = "select_groups"
    group_ids: list[str]
    ordered: bool = False


@dataclass(frozen=True)
class ExcludeGroups(StageData):
    """The stage ``exclude_groups``."""

    stage: ClassVar[str] = "exclude_groups"
    group_ids: list[str]


@dataclass(frozen=True)
class GroupBy(StageData):
    """The stage ``group_by``."""

    stage: ClassVar[str] = "group_by"
    keys: list[Expression]
    order_by: Expression | None = None
    reverse: bool = False
    flat: bool = False
    match_expr: Expression | None = None
    sort_expr: Expression | None = None


@dataclass(frozen=True)
class Flatten(StageData):
    """The stage ``flatten``."""

    stage: ClassVar[str] = "flatten"
    stages: list[dict[str, Any]]


@dataclass(frozen=True)
class ToPatches(StageData):
    """The stage ``to_patches``."""

    stage: ClassVar[str] = "to_patches"
    field: str
    other_fields: list[str] | Literal[True] | None = None
    keep_label_lists: bool = False


@dataclass(frozen=True)
class ToEvaluationPatches(StageData):
    """The stage ``to_evaluation_patches``."""

    stage: ClassVar[str] = "to_evaluation_patches"
    eval_key: str
    gt_field: str | None = None
    pred_field: str | None = None
    other_fields: list[str] | Literal[True] | None = None


@dataclass(frozen=True)
class ToClips(StageData):
    """The stage ``to_clips``."""

    stage: ClassVar[str] = "to_clips"
    field_or_expr: str | Expression | list[Any]
    other_fields: list[str] | Literal[True] | None = None
    tol: int = 0
    min_len: int = 0
    trajectories: bool = False


@dataclass(frozen=True)
class ToTrajectories(StageData):
    """The stage ``to_trajectories``."""

    stage: ClassVar[str] = "to_trajectories"
    field: str


@dataclass(frozen=True)
class ToFrames(StageData):
    """The stage ``to_frames``."""

    stage: ClassVar[str] = "to_frames"
    sample_frames: bool = False
    sparse: bool = False


#: Stages by their names on the wire.
STAGES: dict[str, type[StageData]] = {
    "match": Match,
    "match_tags": MatchTags,
    "filter_labels": FilterLabels,
    "exists": Exists,
    "sort_by": SortBy,
    "limit": Limit,
    "skip": Skip,
    "take": Take,
    "shuffle": Shuffle,
    "select": Select,
    "exclude": Exclude,
    "select_labels": SelectLabels,
    "exclude_labels": ExcludeLabels,
    "select_by": SelectBy,
    "exclude_by": ExcludeBy,
    "match_labels": MatchLabels,
    "geo_near": GeoNear,
    "geo_within": GeoWithin,
    "concat": Concat,
    "select_fields": SelectFields,
    "exclude_fields": ExcludeFields,
    "filter_field": FilterField,
    "filter_keypoints": FilterKeypoints,
    "limit_labels": LimitLabels,
    "map_labels": MapLabels,
    "map_values": MapValues,
    "set_field": SetField,
    "match_frames": MatchFrames,
    "select_frames": SelectFrames,
    "exclude_frames": ExcludeFrames,
    "group_slice": GroupSlice,
    "select_group_slices": SelectGroupSlices,
    "exclude_group_slices": ExcludeGroupSlices,
    "select_groups": SelectGroups,
    "exclude_groups": ExcludeGroups,
    "group_by": GroupBy,
    "flatten": Flatten,
    "to_patches": ToPatches,
    "to_evaluation_patches": ToEvaluationPatches,
    "to_clips": ToClips,
    "to_trajectories": ToTrajectories,
    "to_frames": ToFrames,
}

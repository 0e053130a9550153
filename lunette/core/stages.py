"""View stages: what narrows, orders, filters and changes the samples of a view."""

from __future__ import annotations

from lunette._generated.stages import STAGES
from lunette.core.basic_stages import (
    Exclude,
    Exists,
    FilterLabels,
    Limit,
    Match,
    MatchTags,
    Select,
    Shuffle,
    Skip,
    SortBy,
    Take,
)
from lunette.core.content_stages import (
    ExcludeFields,
    ExcludeFrames,
    FilterField,
    FilterKeypoints,
    LimitLabels,
    MapLabels,
    MapValues,
    MatchFrames,
    SelectFields,
    SelectFrames,
    SetField,
)
from lunette.core.label_stages import ExcludeLabels, SelectLabels
from lunette.core.mongo_stage import Mongo
from lunette.core.sample_stages import (
    Concat,
    ExcludeBy,
    GeoNear,
    GeoWithin,
    MatchLabels,
    SelectBy,
    SortBySimilarity,
)
from lunette.core.stage_base import ViewStage

__all__ = [
    "Concat",
    "Exclude",
    "ExcludeBy",
    "ExcludeFields",
    "ExcludeFrames",
    "ExcludeLabels",
    "Exists",
    "FilterField",
    "FilterKeypoints",
    "FilterLabels",
    "GeoNear",
    "GeoWithin",
    "Limit",
    "LimitLabels",
    "MapLabels",
    "MapValues",
    "Match",
    "MatchFrames",
    "MatchLabels",
    "MatchTags",
    "Mongo",
    "Select",
    "SelectBy",
    "SelectFields",
    "SelectFrames",
    "SelectLabels",
    "SetField",
    "Shuffle",
    "Skip",
    "SortBy",
    "SortBySimilarity",
    "Take",
    "ViewStage",
    "list_view_stages",
]

#: Stages that clients add by themselves, without a method.
_INTERNAL = frozenset({"group_slice"})
#: Methods whose stages become others, or an error.
_WITHOUT_WIRE_FORM = frozenset({"mongo", "sort_by_similarity"})


def list_view_stages() -> list[str]:
    """Names of the methods that add a stage, in alphabetical order."""
    return sorted((set(STAGES) - _INTERNAL) | _WITHOUT_WIRE_FORM)

"""A visual workbench for image datasets inside the notebook.

import lunette as ln
from lunette import ViewField as F

dataset = ln.load_dataset("quickstart")
session = ln.launch_app(dataset)
session.view = dataset.filter_labels("predictions", F("confidence") > 0.8)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.aggregations import (
    Aggregation,
    Bounds,
    Count,
    CountValues,
    Distinct,
    FacetAggregations,
    HistogramValues,
    ListSchema,
    Max,
    Mean,
    Min,
    Quantiles,
    Schema,
    Std,
    Sum,
    Values,
)
from lunette.core.app_config import DatasetAppConfig
from lunette.core.color_scheme import ColorScheme
from lunette.core.dataset import Dataset
from lunette.core.dataset_directory import (
    dataset_exists,
    delete_dataset,
    delete_datasets,
    delete_non_persistent_datasets,
    get_default_dataset_dir,
    get_default_dataset_name,
    list_datasets,
    load_dataset,
    make_unique_dataset_name,
)
from lunette.core.document import DynamicEmbeddedDocument, EmbeddedDocument
from lunette.core.errors import (
    DatasetNotFoundError,
    LunetteError,
    MediaTypeError,
    ValidationError,
)
from lunette.core.expressions import VALUE, ViewExpression, ViewField
from lunette.core.fields import (
    ArrayField,
    BooleanField,
    ClassesField,
    ColorField,
    DateField,
    DateTimeField,
    DictField,
    EmbeddedDocumentField,
    EmbeddedDocumentListField,
    Field,
    FloatField,
    FrameNumberField,
    FrameSupportField,
    GeoLineStringField,
    GeoMultiLineStringField,
    GeoMultiPointField,
    GeoMultiPolygonField,
    GeoPointField,
    GeoPolygonField,
    HeatmapRangeField,
    IntField,
    KeypointsField,
    ListField,
    MaskTargetsField,
    ObjectIdField,
    PolylinePointsField,
    ReferenceField,
    StringField,
    UUIDField,
    VectorField,
)
from lunette.core.frame import Frame, FrameError, FrameView
from lunette.core.generating_stages import (
    ToClips,
    ToEvaluationPatches,
    ToFrames,
    ToPatches,
    ToTrajectories,
)
from lunette.core.group_stages import (
    ExcludeGroups,
    ExcludeGroupSlices,
    Flatten,
    GroupBy,
    SelectGroups,
    SelectGroupSlices,
)
from lunette.core.groups import Group
from lunette.core.keypoint_skeleton import KeypointSkeleton
from lunette.core.labels import (
    Attribute,
    BooleanAttribute,
    CategoricalAttribute,
    Classification,
    Classifications,
    Detection,
    Detections,
    GeoLocation,
    GeoLocations,
    Heatmap,
    Instance,
    Keypoint,
    Keypoints,
    Label,
    ListAttribute,
    NumericAttribute,
    Polyline,
    Polylines,
    Regression,
    Segmentation,
    TemporalDetection,
    TemporalDetections,
)
from lunette.core.library_config import config
from lunette.core.metadata import ImageMetadata, Metadata, VideoMetadata
from lunette.core.pretty_printing import pformat, pprint
from lunette.core.runs import RunConfig, RunInfo, RunResults
from lunette.core.sample import Sample, get_default_sample_fields
from lunette.core.sample_view import SampleView
from lunette.core.save_context import SaveContext
from lunette.core.sidebar_groups import SidebarGroupDocument
from lunette.core.spaces import Panel, Space, default_workspace_factory
from lunette.core.stages import (
    Concat,
    Exclude,
    ExcludeBy,
    ExcludeFields,
    ExcludeFrames,
    ExcludeLabels,
    Exists,
    FilterField,
    FilterKeypoints,
    FilterLabels,
    GeoNear,
    GeoWithin,
    Limit,
    LimitLabels,
    MapLabels,
    MapValues,
    Match,
    MatchFrames,
    MatchLabels,
    MatchTags,
    Mongo,
    Select,
    SelectBy,
    SelectFields,
    SelectFrames,
    SelectLabels,
    SetField,
    Shuffle,
    Skip,
    SortBy,
    SortBySimilarity,
    Take,
    ViewStage,
    list_view_stages,
)
from lunette.core.view import DatasetView

if TYPE_CHECKING:
    from lunette import types, zoo
    from lunette.core.config import AppConfig, app_config
    from lunette.core.plots import (
        CategoricalHistogram,
        NumericalHistogram,
        ViewGrid,
        location_scatterplot,
        scatterplot,
    )
    from lunette.core.session import Session, close_app, launch_app

__version__ = "0.1.0"

#: What is only loaded when it is first used, and from where.
_LAZY = {
    "AppConfig": "lunette.core.config",
    "app_config": "lunette.core.config",
    "CategoricalHistogram": "lunette.core.plots",
    "NumericalHistogram": "lunette.core.plots",
    "ViewGrid": "lunette.core.plots",
    "location_scatterplot": "lunette.core.plots",
    "scatterplot": "lunette.core.plots",
    "Session": "lunette.core.session",
    "close_app": "lunette.core.session",
    "launch_app": "lunette.core.session",
}
_LAZY_MODULES = frozenset({"types", "zoo"})


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _LAZY_MODULES:
        return import_module(f"lunette.{name}")
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'lunette' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY, *_LAZY_MODULES})


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Where JupyterLab finds the extension."""
    return [{"src": "labextension", "dest": "lunette"}]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Where the Jupyter server finds the handlers."""
    return [{"module": "lunette.jupyter"}]


__all__ = [
    "VALUE",
    "Aggregation",
    "AppConfig",
    "ArrayField",
    "Attribute",
    "BooleanAttribute",
    "BooleanField",
    "Bounds",
    "CategoricalAttribute",
    "CategoricalHistogram",
    "ClassesField",
    "Classification",
    "Classifications",
    "ColorField",
    "ColorScheme",
    "Concat",
    "Count",
    "CountValues",
    "Dataset",
    "DatasetAppConfig",
    "DatasetNotFoundError",
    "DatasetView",
    "DateField",
    "DateTimeField",
    "Detection",
    "Detections",
    "DictField",
    "Distinct",
    "DynamicEmbeddedDocument",
    "EmbeddedDocument",
    "EmbeddedDocumentField",
    "EmbeddedDocumentListField",
    "Exclude",
    "ExcludeBy",
    "ExcludeFields",
    "ExcludeFrames",
    "ExcludeGroupSlices",
    "ExcludeGroups",
    "ExcludeLabels",
    "Exists",
    "FacetAggregations",
    "Field",
    "FilterField",
    "FilterKeypoints",
    "FilterLabels",
    "Flatten",
    "FloatField",
    "Frame",
    "FrameError",
    "FrameNumberField",
    "FrameSupportField",
    "FrameView",
    "GeoLineStringField",
    "GeoLocation",
    "GeoLocations",
    "GeoMultiLineStringField",
    "GeoMultiPointField",
    "GeoMultiPolygonField",
    "GeoNear",
    "GeoPointField",
    "GeoPolygonField",
    "GeoWithin",
    "Group",
    "GroupBy",
    "Heatmap",
    "HeatmapRangeField",
    "HistogramValues",
    "ImageMetadata",
    "Instance",
    "IntField",
    "Keypoint",
    "KeypointSkeleton",
    "Keypoints",
    "KeypointsField",
    "Label",
    "Limit",
    "LimitLabels",
    "ListAttribute",
    "ListField",
    "ListSchema",
    "LunetteError",
    "MapLabels",
    "MapValues",
    "MaskTargetsField",
    "Match",
    "MatchFrames",
    "MatchLabels",
    "MatchTags",
    "Max",
    "Mean",
    "MediaTypeError",
    "Metadata",
    "Min",
    "Mongo",
    "NumericAttribute",
    "NumericalHistogram",
    "ObjectIdField",
    "Panel",
    "Polyline",
    "PolylinePointsField",
    "Polylines",
    "Quantiles",
    "ReferenceField",
    "Regression",
    "RunConfig",
    "RunInfo",
    "RunResults",
    "Sample",
    "SampleView",
    "SaveContext",
    "Schema",
    "Segmentation",
    "Select",
    "SelectBy",
    "SelectFields",
    "SelectFrames",
    "SelectGroupSlices",
    "SelectGroups",
    "SelectLabels",
    "Session",
    "SetField",
    "Shuffle",
    "SidebarGroupDocument",
    "Skip",
    "SortBy",
    "SortBySimilarity",
    "Space",
    "Std",
    "StringField",
    "Sum",
    "Take",
    "TemporalDetection",
    "TemporalDetections",
    "ToClips",
    "ToEvaluationPatches",
    "ToFrames",
    "ToPatches",
    "ToTrajectories",
    "UUIDField",
    "ValidationError",
    "Values",
    "VectorField",
    "VideoMetadata",
    "ViewExpression",
    "ViewField",
    "ViewGrid",
    "ViewStage",
    "app_config",
    "close_app",
    "config",
    "dataset_exists",
    "default_workspace_factory",
    "delete_dataset",
    "delete_datasets",
    "delete_non_persistent_datasets",
    "get_default_dataset_dir",
    "get_default_dataset_name",
    "get_default_sample_fields",
    "launch_app",
    "list_datasets",
    "list_view_stages",
    "load_dataset",
    "location_scatterplot",
    "make_unique_dataset_name",
    "pformat",
    "pprint",
    "scatterplot",
    "types",
    "zoo",
]

"""Session events. Generated from src/protocol by `npm run generate`; do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypedDict

from lunette._event_base import Event, SelectSamplesForms, SetColorSchemeForms
from lunette._event_parts import EventPart
from lunette._generated.event_parts import ColorScheme, LabelData
from lunette._generated.stages import Stage

__all__ = [
    "APP_CONFIG_DEFAULTS",
    "COLOR_SCHEME_DEFAULTS",
    "EVENTS",
    "TRANSIENT_EVENTS",
    "AppConfig",
    "AppCountUpdate",
    "CaptureNotebookCell",
    "CloseSession",
    "ColorSchemeState",
    "DeactivateNotebookCell",
    "Event",
    "LabelSelectionStyle",
    "Ping",
    "ReactivateNotebookCell",
    "Refresh",
    "SampleSelectionStyle",
    "SelectLabels",
    "SelectSamples",
    "SelectedLabel",
    "SelectedSample",
    "SessionState",
    "SetColorScheme",
    "SetConfig",
    "SetDatasetColorScheme",
    "SetFieldVisibilityStage",
    "SetGroupSlice",
    "SetLabelSelectionStyle",
    "SetPlots",
    "SetSample",
    "SetSampleSelectionStyle",
    "SetSpaces",
    "SetView",
    "StateUpdate",
]


class SelectedSample(TypedDict):
    """A selected sample: its id and how it was selected."""

    id: str
    type: Literal["default", "alt"]


class _SelectedLabelKeys(TypedDict):
    label_id: str
    field: str
    sample_id: str


class SelectedLabel(_SelectedLabelKeys, total=False):
    """A selected label and where it is."""

    frame_number: int | None
    instance_id: str | None
    type: Literal["default", "alt"] | None


class SampleSelectionStyle(TypedDict):
    """The icons of selected samples, per selection type."""

    default: Literal[
        "checkmark",
        "green-checkmark",
        "red-checkmark",
        "thumbsup",
        "thumbsdown",
        "pin",
        "star",
        "x",
        "bookmark",
    ]
    alt: Literal[
        "checkmark",
        "green-checkmark",
        "red-checkmark",
        "thumbsup",
        "thumbsdown",
        "pin",
        "star",
        "x",
        "bookmark",
    ]


class LabelSelectionStyle(TypedDict):
    """The outlines of selected labels, per selection type."""

    default: Literal["dashed", "dashed-green", "dashed-red"]
    alt: Literal["dashed", "dashed-green", "dashed-red"]


class ColorSchemeState(TypedDict, total=False):
    """How labels are coloured."""

    color_pool: list[str] | None
    color_by: Literal["field", "instance", "value"] | None
    multicolor_keypoints: bool | None
    opacity: float | None
    show_skeletons: bool | None
    fields: list[dict[str, Any]] | None
    default_mask_targets_colors: list[dict[str, Any]] | None
    colorscales: list[dict[str, Any]] | None
    default_colorscale: dict[str, Any] | None
    label_tags: dict[str, Any] | None


class AppConfig(TypedDict):
    """Settings of the App."""

    color_by: Literal["field", "instance", "value"]
    color_pool: list[str] | None
    colorscale: str
    default_query_performance: bool
    disable_frame_filtering: bool
    enable_query_performance: bool
    grid_zoom: float
    loop_videos: bool
    media_fallback: bool
    multicolor_keypoints: bool
    notebook_height: int
    plugins: dict[str, Any]
    proxy_url: str | None
    show_confidence: bool
    show_index: bool
    show_label: bool
    show_skeletons: bool
    show_tooltip: bool
    theme: Literal["browser", "dark", "light"]
    use_frame_number: bool


class SessionState(TypedDict):
    """The state that a kernel and any number of Apps share."""

    dataset: str | None
    view: list[Stage]
    view_name: str | None
    selected_samples: list[SelectedSample]
    selected_labels: list[SelectedLabel]
    sample_id: str | None
    group_id: str | None
    group_slice: str | None
    spaces: dict[str, Any] | None
    color_scheme: ColorSchemeState | None
    sample_selection_style: SampleSelectionStyle
    label_selection_style: LabelSelectionStyle
    field_visibility_stage: dict[str, Any] | None
    plots: list[dict[str, Any]]
    config: AppConfig


@dataclass(frozen=True)
class StateUpdate(Event):
    """The event ``state_update``."""

    event_name: ClassVar[str] = "state_update"
    state: SessionState


@dataclass(frozen=True)
class Refresh(Event):
    """The event ``refresh``."""

    event_name: ClassVar[str] = "refresh"
    state: SessionState | None = None


@dataclass(frozen=True)
class SetView(Event):
    """The event ``set_view``."""

    event_name: ClassVar[str] = "set_view"
    view: list[Stage]
    view_name: str | None = None


@dataclass(frozen=True)
class SetConfig(Event):
    """The event ``set_config``."""

    event_name: ClassVar[str] = "set_config"
    config: dict[str, Any]


@dataclass(frozen=True, init=False)
class SelectSamples(SelectSamplesForms):
    """The event ``select_samples``."""

    event_name: ClassVar[str] = "select_samples"
    samples: list[SelectedSample]


@dataclass(frozen=True)
class SelectLabels(Event):
    """The event ``select_labels``."""

    event_name: ClassVar[str] = "select_labels"
    part_classes: ClassVar[Mapping[str, type[EventPart]]] = {"labels": LabelData}
    labels: list[LabelData]


@dataclass(frozen=True)
class SetSample(Event):
    """The event ``set_sample``."""

    event_name: ClassVar[str] = "set_sample"
    group_id: str | None = None
    sample_id: str | None = None


@dataclass(frozen=True)
class SetGroupSlice(Event):
    """The event ``set_group_slice``."""

    event_name: ClassVar[str] = "set_group_slice"
    slice: str | None = None


@dataclass(frozen=True)
class SetSpaces(Event):
    """The event ``set_spaces``."""

    event_name: ClassVar[str] = "set_spaces"
    spaces: dict[str, Any] | None


@dataclass(frozen=True)
class SetPlots(Event):
    """The event ``set_plots``."""

    event_name: ClassVar[str] = "set_plots"
    plots: list[dict[str, Any]]


@dataclass(frozen=True)
class SetColorScheme(SetColorSchemeForms):
    """The event ``set_color_scheme``."""

    event_name: ClassVar[str] = "set_color_scheme"
    part_classes: ClassVar[Mapping[str, type[EventPart]]] = {"color_scheme": ColorScheme}
    color_scheme: ColorScheme


@dataclass(frozen=True)
class SetDatasetColorScheme(Event):
    """The event ``set_dataset_color_scheme``."""

    event_name: ClassVar[str] = "set_dataset_color_scheme"


@dataclass(frozen=True)
class SetFieldVisibilityStage(Event):
    """The event ``set_field_visibility_stage``."""

    event_name: ClassVar[str] = "set_field_visibility_stage"
    stage: dict[str, Any] | None = None


@dataclass(frozen=True)
class SetSampleSelectionStyle(Event):
    """The event ``set_sample_selection_style``."""

    event_name: ClassVar[str] = "set_sample_selection_style"
    style: SampleSelectionStyle


@dataclass(frozen=True)
class SetLabelSelectionStyle(Event):
    """The event ``set_label_selection_style``."""

    event_name: ClassVar[str] = "set_label_selection_style"
    style: LabelSelectionStyle


@dataclass(frozen=True)
class DeactivateNotebookCell(Event):
    """The event ``deactivate_notebook_cell``."""

    event_name: ClassVar[str] = "deactivate_notebook_cell"
    subscription: str | None = None
    scale: float | None = None
    format: Literal["png", "jpeg", "webp"] | None = None
    max_bytes: int | None = None


@dataclass(frozen=True)
class CaptureNotebookCell(Event):
    """The event ``capture_notebook_cell``."""

    event_name: ClassVar[str] = "capture_notebook_cell"
    subscription: str
    src: str | None = None
    width: float = 0
    height: float | None = None
    error: str | None = None
    no_cell: bool | None = None


@dataclass(frozen=True)
class ReactivateNotebookCell(Event):
    """The event ``reactivate_notebook_cell``."""

    event_name: ClassVar[str] = "reactivate_notebook_cell"
    subscription: str


@dataclass(frozen=True)
class CloseSession(Event):
    """The event ``close_session``."""

    event_name: ClassVar[str] = "close_session"


@dataclass(frozen=True)
class AppCountUpdate(Event):
    """The event ``app_count_update``."""

    event_name: ClassVar[str] = "app_count_update"
    count: int


@dataclass(frozen=True)
class Ping(Event):
    """The event ``ping``."""

    event_name: ClassVar[str] = "ping"


#: Events by their names on the wire.
EVENTS: dict[str, type[Event]] = {
    "state_update": StateUpdate,
    "refresh": Refresh,
    "set_view": SetView,
    "set_config": SetConfig,
    "select_samples": SelectSamples,
    "select_labels": SelectLabels,
    "set_sample": SetSample,
    "set_group_slice": SetGroupSlice,
    "set_spaces": SetSpaces,
    "set_plots": SetPlots,
    "set_color_scheme": SetColorScheme,
    "set_dataset_color_scheme": SetDatasetColorScheme,
    "set_field_visibility_stage": SetFieldVisibilityStage,
    "set_sample_selection_style": SetSampleSelectionStyle,
    "set_label_selection_style": SetLabelSelectionStyle,
    "deactivate_notebook_cell": DeactivateNotebookCell,
    "capture_notebook_cell": CaptureNotebookCell,
    "reactivate_notebook_cell": ReactivateNotebookCell,
    "close_session": CloseSession,
    "app_count_update": AppCountUpdate,
    "ping": Ping,
}

#: Settings of the App where nothing else is said.
APP_CONFIG_DEFAULTS: AppConfig = {
    "color_by": "value",
    "color_pool": None,
    "colorscale": "viridis",
    "default_query_performance": True,
    "disable_frame_filtering": False,
    "enable_query_performance": True,
    "grid_zoom": 5,
    "loop_videos": False,
    "media_fallback": False,
    "multicolor_keypoints": False,
    "notebook_height": 600,
    "plugins": {},
    "proxy_url": None,
    "show_confidence": True,
    "show_index": True,
    "show_label": True,
    "show_skeletons": True,
    "show_tooltip": True,
    "theme": "browser",
    "use_frame_number": False,
}

#: What colours are where neither a colour scheme nor the settings say.
COLOR_SCHEME_DEFAULTS: ColorSchemeState = {
    "color_pool": [
        "#e69f00",
        "#56b4e9",
        "#00b386",
        "#ee3377",
        "#f0e442",
        "#4d86e8",
        "#e4572e",
        "#44bbaa",
        "#cc79a7",
        "#b5bd3b",
        "#a878e0",
        "#ddcc77",
    ],
    "opacity": 0.4,
}

#: Events that change no state.
TRANSIENT_EVENTS = frozenset(
    {
        "app_count_update",
        "capture_notebook_cell",
        "close_session",
        "deactivate_notebook_cell",
        "ping",
        "reactivate_notebook_cell",
        "set_dataset_color_scheme",
    }
)

"""Events of sessions: what functions added with `session.add_event_listener()` are called with.

Their names and payloads are those of the protocol; `Event.from_data` reads older forms, too.
"""

from __future__ import annotations

from lunette._event_base import Event
from lunette._event_parts import dict_factory
from lunette._generated.event_parts import (
    Colorscale,
    ColorscaleList,
    ColorScheme,
    CustomizeColor,
    DefaultColorscale,
    LabelData,
    LabelTagsColors,
    MaskColor,
    ValueColor,
)
from lunette._generated.events import (
    AppCountUpdate,
    CaptureNotebookCell,
    CloseSession,
    DeactivateNotebookCell,
    Ping,
    ReactivateNotebookCell,
    Refresh,
    SelectLabels,
    SelectSamples,
    SetColorScheme,
    SetConfig,
    SetDatasetColorScheme,
    SetFieldVisibilityStage,
    SetGroupSlice,
    SetLabelSelectionStyle,
    SetPlots,
    SetSample,
    SetSampleSelectionStyle,
    SetSpaces,
    SetView,
    StateUpdate,
)
from lunette.core.session.listen_payload import AppInitializer, ListenPayload
from lunette.core.session.screenshots import Screenshot, add_screenshot, get_screenshot

__all__ = [
    "AppCountUpdate",
    "AppInitializer",
    "CaptureNotebookCell",
    "CloseSession",
    "ColorScheme",
    "Colorscale",
    "ColorscaleList",
    "CustomizeColor",
    "DeactivateNotebookCell",
    "DefaultColorscale",
    "Event",
    "LabelData",
    "LabelTagsColors",
    "ListenPayload",
    "MaskColor",
    "Ping",
    "ReactivateNotebookCell",
    "Refresh",
    "Screenshot",
    "SelectLabels",
    "SelectSamples",
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
    "ValueColor",
    "add_screenshot",
    "dict_factory",
    "get_screenshot",
]

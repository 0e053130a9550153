"""Parts of session events. Generated from src/protocol by `npm run generate`; do not edit."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from lunette._event_parts import EventPart

__all__ = [
    "ColorScheme",
    "Colorscale",
    "ColorscaleList",
    "CustomizeColor",
    "DefaultColorscale",
    "LabelData",
    "LabelTagsColors",
    "MaskColor",
    "ValueColor",
]


@dataclass
class LabelData(EventPart):
    """A selected label and where it is."""

    label_id: str
    field: str
    sample_id: str
    frame_number: int | None = None
    instance_id: str | None = None
    type: Literal["default", "alt"] | None = None


@dataclass
class ValueColor(EventPart):
    """The colour of one value."""

    color: str
    value: str


@dataclass
class MaskColor(EventPart):
    """The colour of one integer of masks."""

    color: str
    intTarget: int | None = None


@dataclass
class CustomizeColor(EventPart):
    """The colours of one field."""

    part_classes: ClassVar[Mapping[str, type[EventPart]]] = {
        "valueColors": ValueColor,
        "maskTargetsColors": MaskColor,
    }
    path: str
    fieldColor: str | None = None
    colorByAttribute: str | None = None
    valueColors: list[ValueColor] | None = None
    maskTargetsColors: list[MaskColor] | None = None


@dataclass
class ColorscaleList(EventPart):
    """A stop of a colour scale; `value` in [0, 1]."""

    value: float
    color: str


@dataclass
class Colorscale(EventPart):
    """The colour scale of the heat maps of one field."""

    part_classes: ClassVar[Mapping[str, type[EventPart]]] = {"list": ColorscaleList}
    path: str
    name: str | None = None
    list: builtins.list[ColorscaleList] | None = None


@dataclass
class DefaultColorscale(EventPart):
    """The colour scale of heat maps."""

    part_classes: ClassVar[Mapping[str, type[EventPart]]] = {"list": ColorscaleList}
    name: str | None = None
    list: builtins.list[ColorscaleList] | None = None


@dataclass
class LabelTagsColors(EventPart):
    """The colours of label tags."""

    part_classes: ClassVar[Mapping[str, type[EventPart]]] = {"valueColors": ValueColor}
    fieldColor: str | None = None
    valueColors: list[ValueColor] | None = None


@dataclass
class ColorScheme(EventPart):
    """How labels are coloured; what is None is decided by the App’s settings."""

    part_classes: ClassVar[Mapping[str, type[EventPart]]] = {
        "fields": CustomizeColor,
        "default_mask_targets_colors": MaskColor,
        "colorscales": Colorscale,
        "default_colorscale": DefaultColorscale,
        "label_tags": LabelTagsColors,
    }
    color_pool: list[str] | None = None
    color_by: Literal["field", "instance", "value"] | None = None
    multicolor_keypoints: bool | None = None
    opacity: float | None = None
    show_skeletons: bool | None = None
    fields: list[CustomizeColor] | None = None
    default_mask_targets_colors: list[MaskColor] | None = None
    colorscales: list[Colorscale] | None = None
    default_colorscale: DefaultColorscale | None = None
    label_tags: LabelTagsColors | None = None

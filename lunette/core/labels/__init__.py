"""Label classes."""

from lunette.core.instance import Instance
from lunette.core.labels.attributes import (
    Attribute,
    BooleanAttribute,
    CategoricalAttribute,
    ListAttribute,
    NumericAttribute,
)
from lunette.core.labels.base import Label, LabelList, SingleLabel
from lunette.core.labels.classification import Classification, Classifications
from lunette.core.labels.detection import Detection, Detections
from lunette.core.labels.geolocation import GeoLocation, GeoLocations
from lunette.core.labels.heatmap import Heatmap
from lunette.core.labels.keypoint import Keypoint, Keypoints
from lunette.core.labels.polyline import Polyline, Polylines
from lunette.core.labels.regression import Regression
from lunette.core.labels.segmentation import Segmentation
from lunette.core.labels.temporal import TemporalDetection, TemporalDetections

#: Classes that a label field may hold, by name.
LABEL_CLASSES: dict[str, type[Label]] = {
    cls.__name__: cls
    for cls in (
        Classification,
        Classifications,
        Detection,
        Detections,
        GeoLocation,
        GeoLocations,
        Heatmap,
        Keypoint,
        Keypoints,
        Polyline,
        Polylines,
        Regression,
        Segmentation,
        TemporalDetection,
        TemporalDetections,
    )
}

__all__ = [
    "LABEL_CLASSES",
    "Attribute",
    "BooleanAttribute",
    "CategoricalAttribute",
    "Classification",
    "Classifications",
    "Detection",
    "Detections",
    "GeoLocation",
    "GeoLocations",
    "Heatmap",
    "Instance",
    "Keypoint",
    "Keypoints",
    "Label",
    "LabelList",
    "ListAttribute",
    "NumericAttribute",
    "Polyline",
    "Polylines",
    "Regression",
    "Segmentation",
    "SingleLabel",
    "TemporalDetection",
    "TemporalDetections",
]

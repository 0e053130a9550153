"""Label classes."""

from lunette.core.labels.base import Label, LabelList, SingleLabel
from lunette.core.labels.classification import Classification, Classifications
from lunette.core.labels.detection import Detection, Detections
from lunette.core.labels.geolocation import GeoLocation
from lunette.core.labels.keypoint import Keypoint, Keypoints
from lunette.core.labels.polyline import Polyline, Polylines
from lunette.core.labels.rasters import Heatmap, Segmentation
from lunette.core.labels.regression import Regression

#: Classes that a label field may hold, by name.
LABEL_CLASSES: dict[str, type[Label]] = {
    cls.__name__: cls
    for cls in (
        Classification,
        Classifications,
        Detection,
        Detections,
        GeoLocation,
        Heatmap,
        Keypoint,
        Keypoints,
        Polyline,
        Polylines,
        Regression,
        Segmentation,
    )
}

__all__ = [
    "LABEL_CLASSES",
    "Classification",
    "Classifications",
    "Detection",
    "Detections",
    "GeoLocation",
    "Heatmap",
    "Keypoint",
    "Keypoints",
    "Label",
    "LabelList",
    "Polyline",
    "Polylines",
    "Regression",
    "Segmentation",
    "SingleLabel",
]

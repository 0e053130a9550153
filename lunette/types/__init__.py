"""Types of datasets on disk, for ``dataset_type`` of imports and exports.

dataset = ln.Dataset.from_dir("photos", dataset_type=ln.types.COCODetectionDataset)
dataset.export("labels", dataset_type=ln.types.YOLOv5Dataset, label_field="ground_truth")

``docs/formats.md`` says what each of them keeps.
"""

from __future__ import annotations

from lunette.types.dataset_types import (
    COCODetectionDataset,
    CSVDataset,
    CVATImageDataset,
    Dataset,
    FiftyOneDataset,
    FiftyOneImageClassificationDataset,
    FiftyOneImageDetectionDataset,
    GeoJSONDataset,
    GroupDataset,
    ImageClassificationDataset,
    ImageClassificationDirectoryTree,
    ImageDetectionDataset,
    ImageDirectory,
    ImageLabelsDataset,
    ImageSegmentationDirectory,
    KITTIDetectionDataset,
    LabeledDataset,
    LabeledImageDataset,
    LabeledVideoDataset,
    LegacyFiftyOneDataset,
    MediaDirectory,
    ParquetDataset,
    UnlabeledDataset,
    UnlabeledImageDataset,
    UnlabeledMediaDataset,
    UnlabeledVideoDataset,
    VideoClassificationDataset,
    VideoClassificationDirectoryTree,
    VideoDirectory,
    VOCDetectionDataset,
    YOLOv4Dataset,
    YOLOv5Dataset,
)

__all__ = [
    "COCODetectionDataset",
    "CSVDataset",
    "CVATImageDataset",
    "Dataset",
    "FiftyOneDataset",
    "FiftyOneImageClassificationDataset",
    "FiftyOneImageDetectionDataset",
    "GeoJSONDataset",
    "GroupDataset",
    "ImageClassificationDataset",
    "ImageClassificationDirectoryTree",
    "ImageDetectionDataset",
    "ImageDirectory",
    "ImageLabelsDataset",
    "ImageSegmentationDirectory",
    "KITTIDetectionDataset",
    "LabeledDataset",
    "LabeledImageDataset",
    "LabeledVideoDataset",
    "LegacyFiftyOneDataset",
    "MediaDirectory",
    "ParquetDataset",
    "UnlabeledDataset",
    "UnlabeledImageDataset",
    "UnlabeledMediaDataset",
    "UnlabeledVideoDataset",
    "VOCDetectionDataset",
    "VideoClassificationDataset",
    "VideoClassificationDirectoryTree",
    "VideoDirectory",
    "YOLOv4Dataset",
    "YOLOv5Dataset",
]

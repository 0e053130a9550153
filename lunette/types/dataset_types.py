"""One class per type of dataset on disk; their bases say what kind of data it holds."""

from __future__ import annotations

__all__ = [
    "ArrowDataset",
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
    "format_of",
]


class Dataset:
    """A type of dataset on disk."""


class UnlabeledDataset(Dataset):
    """Media without labels."""


class UnlabeledImageDataset(UnlabeledDataset):
    """Images without labels."""


class UnlabeledVideoDataset(UnlabeledDataset):
    """Videos without labels."""


class UnlabeledMediaDataset(UnlabeledDataset):
    """Media of any kind without labels."""


class LabeledDataset(Dataset):
    """Media with labels."""


class LabeledImageDataset(LabeledDataset):
    """Images with labels."""


class LabeledVideoDataset(LabeledDataset):
    """Videos with labels."""


class ImageClassificationDataset(LabeledImageDataset):
    """A class per image."""


class VideoClassificationDataset(LabeledVideoDataset):
    """A class per video."""


class ImageDetectionDataset(LabeledImageDataset):
    """Boxes in images."""


class ImageSegmentationDataset(LabeledImageDataset):
    """A mask of classes per image."""


class ImageLabelsDataset(LabeledImageDataset):
    """Labels of several kinds in images."""


class GroupDataset(Dataset):
    """Samples of any kind, in groups or not."""


class ImageDirectory(UnlabeledImageDataset):
    """A folder of images."""


class VideoDirectory(UnlabeledVideoDataset):
    """A folder of videos."""


class MediaDirectory(UnlabeledMediaDataset):
    """A folder of media of any kind."""


class ImageClassificationDirectoryTree(ImageClassificationDataset):
    """A folder of images per class."""


class VideoClassificationDirectoryTree(VideoClassificationDataset):
    """A folder of videos per class."""


class FiftyOneImageClassificationDataset(ImageClassificationDataset):
    """Images and one JSON file with a class for each."""


class FiftyOneImageDetectionDataset(ImageDetectionDataset):
    """Images and one JSON file with the boxes of each."""


class COCODetectionDataset(ImageDetectionDataset):
    """Images and one JSON file with boxes, instance masks or keypoints, as COCO has them."""


class VOCDetectionDataset(ImageDetectionDataset):
    """Images and an XML file with boxes for each, as Pascal VOC has them."""


class KITTIDetectionDataset(ImageDetectionDataset):
    """Images and a text file with boxes for each, as KITTI has them."""


class YOLOv4Dataset(ImageDetectionDataset):
    """Images with text files beside them, as Darknet has them."""


class YOLOv5Dataset(ImageDetectionDataset):
    """Folders of images and of text files per split, and ``dataset.yaml``."""


class CVATImageDataset(ImageLabelsDataset):
    """Images and one XML file, as CVAT writes "for images 1.1"."""


class ImageSegmentationDirectory(ImageSegmentationDataset):
    """A folder of images and one of masks."""


class GeoJSONDataset(ImageLabelsDataset):
    """Media and one GeoJSON file with the place of each."""


class CSVDataset(Dataset):
    """Media and a table with a row for each."""


class ArrowDataset(Dataset):
    """An Arrow file with a row for each sample; the media stay where they are."""


class ParquetDataset(Dataset):
    """A Parquet file with a row for each sample; the media stay where they are."""


class FiftyOneDataset(GroupDataset):
    """Everything of a dataset, in the directory format of FiftyOne."""


class LegacyFiftyOneDataset(GroupDataset):
    """The older form of :class:`FiftyOneDataset`."""


def format_of(dataset_type: object) -> str:
    """The bridge's name of a dataset type, given as its class or an object of it.

    Raises:
        ValueError: if it is no dataset type, or one of the bases
    """
    kind = dataset_type if isinstance(dataset_type, type) else type(dataset_type)
    if not issubclass(kind, Dataset):
        raise ValueError(
            f"dataset_type is one of lunette.types, such as lunette.types.COCODetectionDataset, "
            f"not {dataset_type!r}."
        )
    # Classes of one's own may be derived from those that the bridge knows.
    for base in kind.__mro__:
        if base in _FORMATS:
            return base.__name__
    raise ValueError(f"{kind.__name__} is no type that files have; use one derived from it.")


_FORMATS = frozenset(
    {
        ArrowDataset,
        COCODetectionDataset,
        CSVDataset,
        CVATImageDataset,
        FiftyOneDataset,
        FiftyOneImageClassificationDataset,
        FiftyOneImageDetectionDataset,
        GeoJSONDataset,
        ImageClassificationDirectoryTree,
        ImageDirectory,
        ImageSegmentationDirectory,
        KITTIDetectionDataset,
        LegacyFiftyOneDataset,
        MediaDirectory,
        ParquetDataset,
        VOCDetectionDataset,
        VideoClassificationDirectoryTree,
        VideoDirectory,
        YOLOv4Dataset,
        YOLOv5Dataset,
    }
)

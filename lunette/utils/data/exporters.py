"""Bases of exporters: they are given one sample after another."""

from __future__ import annotations

from typing import Any

__all__ = [
    "DatasetExporter",
    "GenericSampleDatasetExporter",
    "LabeledImageDatasetExporter",
    "LabeledVideoDatasetExporter",
    "UnlabeledImageDatasetExporter",
    "UnlabeledVideoDatasetExporter",
]


class DatasetExporter:
    """Used in a ``with`` block, entered by ``setup``.

    Args:
        export_dir (None): the folder
    """

    def __init__(self, export_dir: str | None = None, **kwargs: Any) -> None:
        self.export_dir = export_dir

    def __enter__(self) -> Any:
        self.setup()
        return self

    def __exit__(self, *args: Any) -> None:
        self.close(*args)

    def setup(self) -> None:
        """Called before the first sample."""

    def log_collection(self, sample_collection: Any) -> None:
        """Told what is going to be exported."""

    def export_sample(self, *args: Any, **kwargs: Any) -> None:
        """Called with each sample; the classes derived from this one say with what."""
        raise NotImplementedError("An exporter writes a sample here.")

    def close(self, *args: Any) -> None:
        """Called after the last sample, and after an error."""


class GenericSampleDatasetExporter(DatasetExporter):
    """``export_sample(sample)``."""


class UnlabeledImageDatasetExporter(DatasetExporter):
    """``export_sample(image_path, metadata=None)``."""

    @property
    def requires_image_metadata(self) -> bool:
        """Whether ``metadata`` must be given."""
        return False


class LabeledImageDatasetExporter(DatasetExporter):
    """``export_sample(image_path, label, metadata=None)``."""

    @property
    def requires_image_metadata(self) -> bool:
        """Whether ``metadata`` must be given."""
        return False

    @property
    def label_cls(self) -> Any:
        """The class of the labels that it takes, several, or a dict by key: then the label is a
        dict."""
        return None


class UnlabeledVideoDatasetExporter(DatasetExporter):
    """``export_sample(video_path, metadata=None)``."""

    @property
    def requires_video_metadata(self) -> bool:
        """Whether ``metadata`` must be given."""
        return False


class LabeledVideoDatasetExporter(DatasetExporter):
    """``export_sample(video_path, label, frames, metadata=None)``; ``frames`` maps numbers of
    frames to dicts of labels by field."""

    @property
    def requires_video_metadata(self) -> bool:
        """Whether ``metadata`` must be given."""
        return False

    @property
    def label_cls(self) -> Any:
        """The class of the labels that it takes."""
        return None

"""Bases of importers: iterators over samples of one's own format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = [
    "DatasetImporter",
    "GenericSampleDatasetImporter",
    "LabeledImageDatasetImporter",
    "LabeledVideoDatasetImporter",
    "UnlabeledImageDatasetImporter",
    "UnlabeledVideoDatasetImporter",
]


class DatasetImporter:
    """An iterator over what samples are made of; used in a ``with`` block, entered by ``setup``.

    Args:
        dataset_dir (None): the folder
        shuffle (False): whether the importer shuffles
        seed (None): of the shuffling
        max_samples (None): how many samples at most
    """

    def __init__(
        self,
        dataset_dir: str | None = None,
        shuffle: bool = False,
        seed: int | None = None,
        max_samples: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.dataset_dir = dataset_dir
        self.shuffle = shuffle
        self.seed = seed
        self.max_samples = max_samples

    def __enter__(self) -> Any:
        self.setup()
        return self

    def __exit__(self, *args: Any) -> None:
        self.close(*args)

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        raise NotImplementedError("An importer returns the next sample here.")

    @property
    def has_dataset_info(self) -> bool:
        """Whether :meth:`get_dataset_info` says something."""
        return False

    def setup(self) -> None:
        """Called before the first sample."""

    def get_dataset_info(self) -> dict[str, Any]:
        """Facts for ``dataset.info``; ``classes`` and the like become properties."""
        return {}

    def close(self, *args: Any) -> None:
        """Called after the last sample, and after an error."""


class GenericSampleDatasetImporter(DatasetImporter):
    """Each item is a ``Sample``."""


class UnlabeledImageDatasetImporter(DatasetImporter):
    """Each item is ``(image_path, image_metadata)``."""

    @property
    def has_image_metadata(self) -> bool:
        """Whether the items hold metadata."""
        return False


class LabeledImageDatasetImporter(DatasetImporter):
    """Each item is ``(image_path, image_metadata, label)``; a label may be a dict of labels."""

    @property
    def has_image_metadata(self) -> bool:
        """Whether the items hold metadata."""
        return False

    @property
    def label_cls(self) -> Any:
        """The class of the labels, several, or a dict by key."""
        return None


class UnlabeledVideoDatasetImporter(DatasetImporter):
    """Each item is ``(video_path, video_metadata)``."""

    @property
    def has_video_metadata(self) -> bool:
        """Whether the items hold metadata."""
        return False


class LabeledVideoDatasetImporter(DatasetImporter):
    """Each item is ``(video_path, video_metadata, label, frames)``; ``frames`` maps numbers of
    frames to labels."""

    @property
    def has_video_metadata(self) -> bool:
        """Whether the items hold metadata."""
        return False

    @property
    def label_cls(self) -> Any:
        """The class of the labels, several, or a dict by key."""
        return None

    @property
    def frame_labels_cls(self) -> Any:
        """The class of the labels of frames, several, or a dict by key."""
        return None

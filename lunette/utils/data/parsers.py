"""Bases of sample parsers: they take apart what datasets are made of."""

from __future__ import annotations

from typing import Any

__all__ = [
    "LabeledImageSampleParser",
    "LabeledImageTupleSampleParser",
    "LabeledVideoSampleParser",
    "SampleParser",
    "UnlabeledImageSampleParser",
    "UnlabeledVideoSampleParser",
]


class SampleParser:
    """Looks at one item at a time, given by :meth:`with_sample`."""

    def __init__(self) -> None:
        self._current: Any = None

    @property
    def current_sample(self) -> Any:
        """The item that is looked at."""
        return self._current

    def with_sample(self, sample: Any) -> None:
        """Looks at this item from now on."""
        self._current = sample

    def clear_sample(self) -> None:
        """Looks at nothing."""
        self._current = None


class UnlabeledImageSampleParser(SampleParser):
    """Items are, or hold, images."""

    @property
    def has_image_path(self) -> bool:
        """Whether there is a file for each image."""
        return True

    def get_image_path(self) -> str:
        """The path of the image."""
        return str(self.current_sample)

    def get_image(self) -> Any:
        """The image as an array, if there is no file."""
        raise NotImplementedError("A parser whose images are in no files returns the array here.")


class LabeledImageSampleParser(UnlabeledImageSampleParser):
    """Items hold an image and a label, or a dict of labels."""

    def get_label(self) -> Any:
        """The label, a dict of labels by key, or None."""
        raise NotImplementedError("A parser of labeled images returns the label here.")


class LabeledImageTupleSampleParser(LabeledImageSampleParser):
    """Items are ``(image_path, label)``."""

    def get_image_path(self) -> str:
        """The path of the image."""
        return str(self.current_sample[0])

    def get_label(self) -> Any:
        """The label."""
        return self.current_sample[1]


class UnlabeledVideoSampleParser(SampleParser):
    """Items are, or hold, videos."""

    def get_video_path(self) -> str:
        """The path of the video."""
        return str(self.current_sample)


class LabeledVideoSampleParser(UnlabeledVideoSampleParser):
    """Items hold a video and labels of it, of its frames, or both."""

    def get_label(self) -> Any:
        """The label of the video, a dict of labels by key, or None."""
        return None

    def get_frame_labels(self) -> Any:
        """Labels by number of the frame, or None."""
        return None

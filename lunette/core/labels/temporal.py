"""Temporal detections: what happens in a video, and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from lunette.core.document import FieldType
from lunette.core.labels.base import LabelList, SingleLabel
from lunette.core.points import checked_support

__all__ = ["TemporalDetection", "TemporalDetections"]


class TemporalDetection(SingleLabel):
    """Something that happens in a video from one frame to another.

    Args:
        label (None): the class
        support (None): ``[first, last]``: the frames, counted from 1
        confidence (None): usually between 0 and 1
        tags (None): list of strings
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **SingleLabel._fields,
        "label": FieldType("string"),
        "support": FieldType("list", "int", "frame_support"),
        "confidence": FieldType("float"),
    }
    label: str | None = None
    support: list[int] | None = None
    confidence: float | None = None

    def _checked(self, name: str, value: Any) -> Any:
        if name == "support":
            return checked_support(value, "TemporalDetection.support")
        return super()._checked(name, value)

    @classmethod
    def from_timestamps(
        cls, timestamps: Sequence[float], sample: Any = None, metadata: Any = None, **kwargs: Any
    ) -> TemporalDetection:
        """The detection of a part of a video that is given by times.

        Args:
            timestamps: ``[first, last]`` in seconds from the beginning
            sample (None): the video's sample, whose metadata says duration and number of frames;
                it is read from the file if need be
            metadata (None): a ``VideoMetadata``, instead of ``sample``
            **kwargs: further attributes

        Raises:
            ValueError: if duration and number of frames are not known
        """
        frames, seconds = _length(sample, metadata)
        first, last = (
            min(max(round(time / seconds * (frames - 1)) + 1, 1), frames) for time in timestamps
        )
        return cls(support=[first, last], **kwargs)

    def to_timestamps(self, sample: Any = None, metadata: Any = None) -> list[float]:
        """First and last time in seconds from the beginning of the video.

        Args:
            sample (None): the video's sample, as for :meth:`from_timestamps`
            metadata (None): a ``VideoMetadata``, instead of ``sample``

        Raises:
            ValueError: if there is no support, or duration and number of frames are not known
        """
        frames, seconds = _length(sample, metadata)
        if self.support is None:
            raise ValueError("This TemporalDetection has no support, so it has no times.")
        return [(frame - 1) / max(frames - 1, 1) * seconds for frame in self.support]


class TemporalDetections(LabelList[TemporalDetection]):
    """What happens in a video.

    Args:
        detections (None): list of :class:`TemporalDetection`
    """

    _list = "detections"
    _element = TemporalDetection
    _fields: ClassVar[dict[str, FieldType]] = {
        "detections": FieldType("list", "document", None, "TemporalDetection")
    }
    detections: list[TemporalDetection]


def _length(sample: Any, metadata: Any) -> tuple[int, float]:
    """Number of frames and duration in seconds of a video."""
    if metadata is None and sample is None:
        raise ValueError("Say which video it is: give its sample or its metadata.")
    if metadata is None:
        if sample.metadata is None:
            sample.compute_metadata()
        metadata = sample.metadata
    frames = getattr(metadata, "total_frame_count", None)
    seconds = getattr(metadata, "duration", None)
    if not frames or not seconds:
        raise ValueError(
            "The metadata does not say duration and total_frame_count of the video; compute it "
            "with sample.compute_metadata(overwrite=True)."
        )
    return int(frames), float(seconds)

"""The frames of a sample that is a video."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeGuard

from lunette.core.frame_schema import is_frames_field
from lunette.core.frames import Frames
from lunette.core.sample_properties import SampleProperties

if TYPE_CHECKING:
    from lunette.core.sample_document import SampleDocument

__all__ = ["SampleFrames"]


class SampleFrames(SampleProperties):
    """The frames of a sample that is a video."""

    __slots__ = ()

    if TYPE_CHECKING:
        _doc: SampleDocument
        frames: Frames

    def _is_video(self) -> bool:
        return self.media_type == "video"

    def _holds_frames(self) -> bool:
        """Whether the field ``frames`` of the sample's dataset is that of the frames of videos."""
        dataset = self._doc.dataset
        return dataset is None or is_frames_field(dataset._schema.fields.get("frames"))

    def _frames(self) -> Frames:
        """The frames; the same object each time."""
        values = self._doc.values
        frames = values.get("frames")
        if not isinstance(frames, Frames):
            frames = Frames(self._doc, getattr(self, "_view", None))
            values["frames"] = frames
        return frames

    def _set_frames(self, value: Any) -> None:
        """Replaces all frames; None deletes them."""
        frames = self._frames()
        if value is frames:
            return
        if value is not None and not isinstance(value, (Frames, Mapping)):
            raise ValueError(
                f"The frames of a sample are Frames, or a dict from frame number to Frame, not "
                f"{value!r}."
            )
        frames.clear()
        if value is not None:
            frames.update({int(number): frame for number, frame in value.items()})

    def _names_frame(self, key: object) -> TypeGuard[int]:
        """Whether a key is the number of a frame."""
        is_number = hasattr(key, "__index__") and not isinstance(key, (str, bool))
        return is_number and self._is_video()

    def __iter__(self) -> Iterator[int]:
        """The numbers of a video's frames, ascending.

        Raises:
            ValueError: if the sample is no video
        """
        if not self._is_video():
            raise ValueError(
                "Only the samples of videos can be iterated over, by the numbers of their frames; "
                f"this one is of type {self.media_type}. Its fields are sample.iter_fields()."
            )
        return iter(self._frames())

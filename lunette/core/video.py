"""Views with one sample per frame of a video."""

from __future__ import annotations

from lunette.core.generated_view import GeneratedSampleView, GeneratedView

__all__ = ["FrameView", "FramesView"]


class FrameView(GeneratedSampleView):
    """A frame of a video as a sample."""

    __slots__ = ()


class FramesView(GeneratedView):
    """One sample per frame; see :meth:`SampleCollection.to_frames`.

    Saving a sample saves the frame, deleting samples deletes frames.
    """

    _sample_class = FrameView

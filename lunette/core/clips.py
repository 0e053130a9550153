"""Views with one sample per range of frames of a video."""

from __future__ import annotations

from lunette.core.generated_view import GeneratedSampleView, GeneratedView

__all__ = ["ClipView", "ClipsView", "TrajectoriesView", "TrajectoryView"]


class ClipView(GeneratedSampleView):
    """A clip of a video: frames ``support[0]`` to ``support[1]``."""

    __slots__ = ()


class TrajectoryView(ClipView):
    """The frames through which an object is followed."""

    __slots__ = ()


class ClipsView(GeneratedView):
    """One sample per range of frames; see :meth:`SampleCollection.to_clips`."""

    _sample_class = ClipView


class TrajectoriesView(ClipsView):
    """One sample per followed object; see :meth:`SampleCollection.to_trajectories`."""

    _sample_class = TrajectoryView

"""How the points of keypoints are named and joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lunette.core.errors import ValidationError

__all__ = ["KeypointSkeleton"]


class KeypointSkeleton:
    """Names of the points of keypoint labels, and which points are joined by lines.

    Args:
        labels (None): names of the points, in order
        edges (None): lists of indexes of points; each list is one line from point to point
    """

    def __init__(
        self,
        labels: Iterable[str] | None = None,
        edges: Iterable[Iterable[int]] | None = None,
    ) -> None:
        self.labels: list[str] | None = None if labels is None else list(labels)
        self.edges: list[list[int]] = [list(edge) for edge in edges or ()]

    def validate(self) -> None:
        """Checks names and indexes.

        Raises:
            ValidationError: if a name is no text, or an index is none of a point
        """
        labels = self.labels
        if labels is not None and not all(isinstance(label, str) for label in labels):
            raise ValidationError(f"The labels of a skeleton are strings, not {labels!r}.")
        for edge in self.edges:
            for index in edge:
                if isinstance(index, bool) or not isinstance(index, int) or index < 0:
                    raise ValidationError(
                        "The edges of a skeleton are lists of indexes of points, counted from 0; "
                        f"found {edge!r}."
                    )
                if labels is not None and index >= len(labels):
                    raise ValidationError(
                        f"The edge {edge!r} of a skeleton names the point {index}, but its labels "
                        f"name {len(labels)} points, counted from 0."
                    )

    def to_dict(self) -> dict[str, Any]:
        """The skeleton as JSON-safe values.

        Raises:
            ValidationError: see :meth:`validate`
        """
        self.validate()
        return {"labels": self.labels, "edges": self.edges}

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> KeypointSkeleton:
        """The skeleton of a dict from :meth:`to_dict`."""
        return cls(labels=d.get("labels"), edges=d.get("edges"))

    def copy(self) -> KeypointSkeleton:
        """A copy of its own."""
        return KeypointSkeleton(self.labels, self.edges)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeypointSkeleton) and (self.labels, self.edges) == (
            other.labels,
            other.edges,
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<KeypointSkeleton: {{'labels': {self.labels!r}, 'edges': {self.edges!r}}}>"

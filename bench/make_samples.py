"""Samples of the generated set, made with either library: their classes have the same names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from plans import Plan


def make_samples(library: Any, planned: Iterable[Plan], pictures: list[Path]) -> Iterator[Any]:
    """Samples with metadata, 0–2 tags, a classification, 6 + 7 boxes."""
    sizes = [library.ImageMetadata.build_for(str(path)) for path in pictures]
    paths = [str(path) for path in pictures]
    for plan in planned:
        scene, confidence = plan.scene
        yield library.Sample(
            filepath=paths[plan.picture],
            tags=plan.tags,
            metadata=sizes[plan.picture],
            scene=library.Classification(label=scene, confidence=confidence),
            ground_truth=library.Detections(
                detections=[
                    library.Detection(label=label, bounding_box=box)
                    for label, box, _ in plan.boxes[:6]
                ]
            ),
            predictions=library.Detections(
                detections=[
                    library.Detection(label=label, bounding_box=box, confidence=score)
                    for label, box, score in plan.boxes[6:]
                ]
            ),
        )

"""The generated set: real tiles repeated, 13 boxes each, everything drawn from one seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import lunette as ln

CLASSES = [f"class_{i:02d}" for i in range(80)]
TAGS = ["a", "b", "c", "d", "e"]
SCENES = [f"scene_{i:02d}" for i in range(20)]
#: Zipf-like: the i-th class is drawn 1 / (i + 1) times as often as the first.
WEIGHTS = [1 / (i + 1) for i in range(len(CLASSES))]


def samples(count: int, pictures: list[Path], seed: int = 51) -> Iterator[ln.Sample]:
    """``count`` samples with metadata, 0–2 tags, a classification, 6 + 7 boxes."""
    draw = random.Random(seed)
    sizes = [ln.ImageMetadata.build_for(str(path)) for path in pictures]
    for i in range(count):
        at = i % len(pictures)
        yield ln.Sample(
            filepath=str(pictures[at]),
            tags=draw.sample(TAGS, draw.randrange(3)),
            metadata=sizes[at].copy(),
            scene=ln.Classification(label=draw.choice(SCENES), confidence=draw.random()),
            ground_truth=ln.Detections(detections=[_box(draw, False) for _ in range(6)]),
            predictions=ln.Detections(detections=[_box(draw, True) for _ in range(7)]),
        )


def _box(draw: random.Random, scored: bool) -> ln.Detection:
    x, y = draw.random() * 0.8, draw.random() * 0.8
    return ln.Detection(
        label=draw.choices(CLASSES, WEIGHTS)[0],
        bounding_box=[x, y, draw.random() * (1 - x), draw.random() * (1 - y)],
        confidence=draw.random() if scored else None,
    )

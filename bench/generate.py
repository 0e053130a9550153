"""The generated set: real tiles repeated, 13 boxes each, everything drawn from one seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import lunette as ln

CLASSES = [f"class_{i:02d}" for i in range(80)]
TAGS = ["a", "b", "c", "d", "e"]
SCENES = [f"scene_{i:02d}" for i in range(20)]
#: Zipf-like: the i-th class is drawn 1 / (i + 1) times as often as the first.
WEIGHTS = [1 / (i + 1) for i in range(len(CLASSES))]


@dataclass(frozen=True)
class Plan:
    """What one sample will hold, drawn but not made: so that making it can be timed alone."""

    picture: int
    tags: list[str]
    scene: tuple[str, float]
    boxes: list[tuple[str, list[float], float]]


def plans(count: int, pictures: int, seed: int = 51) -> Iterator[Plan]:
    """``count`` plans with 0–2 tags, a scene and 13 boxes."""
    draw = random.Random(seed)
    for i in range(count):
        labels = draw.choices(CLASSES, WEIGHTS, k=13)
        yield Plan(
            i % pictures,
            draw.sample(TAGS, draw.randrange(3)),
            (draw.choice(SCENES), draw.random()),
            [(label, _box(draw), draw.random()) for label in labels],
        )


def _box(draw: random.Random) -> list[float]:
    x, y = draw.random() * 0.8, draw.random() * 0.8
    return [x, y, draw.random() * (1 - x), draw.random() * (1 - y)]


def make(planned: Iterable[Plan], pictures: list[Path]) -> Iterator[ln.Sample]:
    """Samples with metadata, 0–2 tags, a classification, 6 + 7 boxes."""
    sizes = [ln.ImageMetadata.build_for(str(path)) for path in pictures]
    paths = [str(path) for path in pictures]
    for plan in planned:
        scene, confidence = plan.scene
        yield ln.Sample(
            filepath=paths[plan.picture],
            tags=plan.tags,
            metadata=sizes[plan.picture],
            scene=ln.Classification(label=scene, confidence=confidence),
            ground_truth=ln.Detections(
                detections=[
                    ln.Detection(label=label, bounding_box=box) for label, box, _ in plan.boxes[:6]
                ]
            ),
            predictions=ln.Detections(
                detections=[
                    ln.Detection(label=label, bounding_box=box, confidence=score)
                    for label, box, score in plan.boxes[6:]
                ]
            ),
        )


def samples(count: int, pictures: list[Path], seed: int = 51) -> Iterator[ln.Sample]:
    """``count`` samples of the generated set."""
    return make(plans(count, len(pictures), seed), pictures)

"""What the samples of the generated set hold, drawn from one seed; needs no library."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

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

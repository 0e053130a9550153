"""Datasets that tests work on."""

from __future__ import annotations

from itertools import count

import lunette as ln

__all__ = ["animals", "fresh_name"]

_numbers = count()


def fresh_name(stem: str = "test") -> str:
    """A dataset name that was not used yet in this run."""
    return f"{stem}-{next(_numbers)}"


def animals() -> ln.Dataset:
    """Six samples, five of them with predictions.

    ====  =====  ======  =========================================
    file  score  split   predictions (label, confidence)
    ====  =====  ======  =========================================
    0     0.0    train   cat 0.1, dog 0.9
    1     1.0    val     cat 0.5
    2     2.0    train   dog 0.7, dog 0.8, bird 0.3
    3     3.0    val     none, but an empty list
    4     4.0    train   bird 0.6
    5     none   none    nothing at all
    ====  =====  ======  =========================================
    """
    predictions: list[list[tuple[str, float]]] = [
        [("cat", 0.1), ("dog", 0.9)],
        [("cat", 0.5)],
        [("dog", 0.7), ("dog", 0.8), ("bird", 0.3)],
        [],
        [("bird", 0.6)],
    ]
    samples = [
        ln.Sample(
            f"/data/{i}.png",
            tags=["even" if i % 2 == 0 else "odd"],
            metadata=ln.ImageMetadata(width=100 * (i + 1), height=100),
            score=float(i),
            split="train" if i % 2 == 0 else "val",
            predictions=ln.Detections(
                detections=[
                    ln.Detection(label=label, confidence=c, bounding_box=[0, 0, 0.5, 0.5])
                    for label, c in labels
                ]
            ),
        )
        for i, labels in enumerate(predictions)
    ]
    dataset = ln.Dataset(fresh_name("animals"))
    dataset.add_samples([*samples, ln.Sample("/data/5.png")])
    return dataset

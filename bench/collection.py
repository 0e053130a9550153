"""What users ask of a dataset, written once and timed with either library.

The names of the figures are the same for both, so that they can stand side by side.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from measure import median_ms

#: Samples whose labels become patches.
PATCHES_OF = 10_000
#: A condition with this threshold was asked before by nobody: it is drawn anew for every run.
_THRESHOLDS = iter(0.7 + i * 0.000_137 for i in range(2000))


def once_ms(action: Callable[[], object]) -> float:
    """Duration of one call in milliseconds."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def reading(library: Any, dataset: Any) -> Iterator[tuple[str, float]]:
    """Name and milliseconds of what reads."""
    F = library.ViewField
    confidence = "predictions.detections.confidence"

    def fresh() -> Any:
        return dataset.filter_labels("predictions", F("confidence") > next(_THRESHOLDS))

    actions: dict[str, Callable[[], object]] = {
        "values(filepath)": lambda: dataset.values("filepath"),
        "values(confidence)": lambda: dataset.values(confidence),
        "count_values(label)": lambda: dataset.count_values("predictions.detections.label"),
        "distinct(label)": lambda: dataset.distinct("predictions.detections.label"),
        "bounds(confidence)": lambda: dataset.bounds(confidence),
        "mean(confidence)": lambda: dataset.mean(confidence),
        "histogram_values(confidence), 50 bins": lambda: dataset.histogram_values(
            confidence, bins=50
        ),
        "count_values(label) of a new filter_labels": lambda: fresh().count_values(
            "predictions.detections.label"
        ),
        "filter_labels(confidence), new: count": lambda: fresh().count(),
        "match(scene.label): count": lambda: dataset.match(F("scene.label") == "scene_03").count(),
        "match_tags: count": lambda: dataset.match_tags("a").count(),
        "sort_by(most confident): first 60": lambda: dataset.sort_by(
            F("predictions.detections").map(F("confidence")).max(), reverse=True
        ).head(60),
        "skip to the middle: 60 samples": lambda: dataset.skip(len(dataset) // 2).head(60),
        "skip to the end: 60 samples": lambda: dataset.skip(len(dataset) - 60).head(60),
    }
    for name, action in actions.items():
        yield name, median_ms(action, 3)
    some = dataset.limit(PATCHES_OF)
    yield (
        f"to_patches of {PATCHES_OF} samples: count",
        once_ms(lambda: len(some.to_patches("ground_truth"))),
    )


def writing(dataset: Any) -> Iterator[tuple[str, float]]:
    """Name and milliseconds of what changes every sample."""
    count = len(dataset)
    yield "tag_samples, all", once_ms(lambda: dataset.tag_samples("bench"))
    yield "untag_samples, all", once_ms(lambda: dataset.untag_samples("bench"))
    yield (
        "set_values of a new number, all",
        once_ms(lambda: dataset.set_values("bench_number", [float(i) for i in range(count)])),
    )
    yield "tag_labels, all", once_ms(lambda: dataset.tag_labels("bench", "ground_truth"))


def iterating(dataset: Any) -> Iterator[tuple[str, float]]:
    """Name and samples per second of going through the dataset."""
    some = dataset.limit(20_000)
    count = len(some)
    yield "iterate", count / (once_ms(lambda: sum(1 for _ in some)) / 1000)

    def touch() -> int:
        return sum(
            len(detection.label)
            for sample in some
            for labels in (sample.ground_truth, sample.predictions)
            for detection in labels.detections
        )

    yield "iterate, every label", count / (once_ms(touch) / 1000)

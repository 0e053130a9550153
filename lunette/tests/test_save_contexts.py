"""When a save context writes what it collects."""

from __future__ import annotations

from typing import Any

import pytest

import lunette as ln
from lunette.tests.support.datasets import animals


def written(dataset: ln.Dataset, **options: Any) -> list[int]:
    """How many samples were written after each save, as another reader sees it."""
    counts = []
    with dataset.save_context(**options) as context:
        for i, sample in enumerate(dataset):
            sample["note"] = f"{i}" * 100
            context.save(sample)
            counts.append(dataset.count("note") if dataset.has_field("note") else 0)
    assert dataset.count("note") == 6
    return counts


def test_counts_samples() -> None:
    assert written(animals(), batch_size=4) == [0, 0, 0, 4, 4, 4]
    assert written(animals(), batch_size=3, batching_strategy="static") == [0, 0, 3, 3, 3, 6]


def test_counts_bytes_of_what_was_changed() -> None:
    # Each note takes a little more than 100 bytes.
    assert written(animals(), batch_size=250, batching_strategy="size") == [0, 0, 3, 3, 3, 6]


def test_counts_seconds() -> None:
    assert written(animals(), batch_size=1000.0) == [0] * 6
    assert written(animals(), batch_size=1e-9, batching_strategy="latency") == [1, 2, 3, 4, 5, 6]


def test_writes_also_what_came_before_an_error() -> None:
    dataset = animals()
    with pytest.raises(RuntimeError), dataset.save_context(batch_size=100) as context:
        for sample in dataset.limit(2):
            sample["note"] = "x"
            context.save(sample)
        raise RuntimeError
    assert dataset.count("note") == 2


@pytest.mark.parametrize(
    "options", [{"batching_strategy": "often"}, {"batch_size": 0}, {"batch_size": -1.0}]
)
def test_refuses_what_means_nothing(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="batch"):
        animals().save_context(**options)

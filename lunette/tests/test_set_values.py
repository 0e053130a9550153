"""Setting a field of every sample at once."""

from __future__ import annotations

import pytest

import lunette as ln
from lunette import ViewField as F
from lunette.tests.support.datasets import animals


@pytest.fixture
def dataset() -> ln.Dataset:
    return animals()


def test_a_list_is_aligned_with_the_samples(dataset: ln.Dataset) -> None:
    live = dataset.first()
    dataset.set_values("rank", [5, 4, 3, 2, 1, None])
    assert dataset.values("rank") == [5, 4, 3, 2, 1, None]
    assert live.rank == 5
    dataset.sort_by("score", reverse=True).set_values("rank", range(6))
    assert dataset.values("rank") == [4, 3, 2, 1, 0, 5]
    dataset.set_values("rank", [None] * 5 + [9], skip_none=True)
    assert dataset.values("rank") == [4, 3, 2, 1, 0, 9]


def test_a_dict_is_keyed_by_id_or_field(dataset: ln.Dataset) -> None:
    dataset.set_values("rank", {dataset.last().id: 7})
    assert dataset.values("rank") == [None] * 5 + [7]
    dataset.set_values("rank", {"/data/0.png": 1}, key_field="filepath")
    assert dataset.values("rank") == [1] + [None] * 4 + [7]
    with pytest.raises(ValueError, match="key_field"):
        dataset.set_values("rank", {"x": 1})


def test_parts_of_documents_and_attributes_of_labels(dataset: ln.Dataset) -> None:
    dataset.exists("metadata").set_values("metadata.height", [1, 2, 3, 4, 5])
    assert dataset.values("metadata.height") == [1, 2, 3, 4, 5, None]
    view = dataset.filter_labels("predictions", F("label") == "dog")
    view.set_values("predictions.detections.rating", [["a"], ["b", "c"]])
    ratings = [
        [getattr(d, "rating", None) for d in s.predictions.detections] for s in dataset.limit(3)
    ]
    assert ratings == [[None, "a"], [None], ["b", "c", None]]


def test_labels(dataset: ln.Dataset) -> None:
    labels = [ln.Classification(label=str(i)) for i in range(6)]
    dataset.set_values("kind", labels)
    assert dataset.values("kind.label") == [str(i) for i in range(6)]


def test_mistakes_are_named(dataset: ln.Dataset) -> None:
    with pytest.raises(ValueError, match="6 samples, but 2 values"):
        dataset.set_values("rank", [1, 2])
    with pytest.raises(ValueError, match="no field 'rank'"):
        dataset.set_values("rank", [1] * 6, expand_schema=False)
    with pytest.raises(ValueError, match="must be a number"):
        dataset.set_values("score", ["a"] * 6)
    with pytest.raises(ValueError, match="has 2 labels in 'predictions', but 1 values"):
        dataset.set_values("predictions.detections.x", [[1]] * 6)

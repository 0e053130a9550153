"""Tags of samples and labels."""

from __future__ import annotations

import pytest

import lunette as ln
from lunette import ViewField as F
from lunette.tests.support.datasets import animals


@pytest.fixture
def dataset() -> ln.Dataset:
    return animals()


def test_samples_are_tagged_once_each(dataset: ln.Dataset) -> None:
    live = dataset.first()
    dataset.limit(2).tag_samples(["new", "even"])
    assert dataset.count_sample_tags() == {"even": 4, "odd": 2, "new": 2}
    assert sorted(live.tags) == ["even", "new"]
    dataset.untag_samples("even")
    assert dataset.count_sample_tags() == {"odd": 2, "new": 2}
    assert live.tags == ["new"]
    dataset.tag_samples([])
    assert dataset.limit(1).count_sample_tags() == {"new": 1}


def test_unsaved_edits_survive_tagging(dataset: ln.Dataset) -> None:
    live = dataset.first()
    live.score = 5.0
    dataset.tag_samples("new")
    assert live.score == 5.0
    assert "new" in live.tags


def test_labels_are_tagged(dataset: ln.Dataset) -> None:
    live = dataset.first()
    label = live.predictions.detections[0]
    dataset.tag_labels("all", "predictions")
    dataset.filter_labels("predictions", F("label") == "dog").tag_labels(["good"])
    assert dataset.count_label_tags() == {"all": 7, "good": 3}
    assert dataset.count_label_tags("predictions") == {"all": 7, "good": 3}
    assert label.label == "cat"
    assert [d.tags for d in live.predictions.detections] == [["all"], ["all", "good"]]
    dataset.untag_labels("all")
    assert dataset.count_label_tags() == {"good": 3}
    assert dataset.limit(1).count_label_tags() == {"good": 1}


def test_fields_without_labels_are_named(dataset: ln.Dataset) -> None:
    with pytest.raises(ValueError, match=r"'score' holds no labels\. Fields with labels: predic"):
        dataset.tag_labels("x", "score")
    with pytest.raises(ValueError, match="cannot be empty"):
        dataset.tag_samples(["a", ""])
    with pytest.raises(TypeError, match="tags must be strings"):
        dataset.tag_samples([1])  # type: ignore[list-item]

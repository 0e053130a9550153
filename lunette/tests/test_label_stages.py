"""Views of chosen labels: what their samples show and how they are edited."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import lunette as ln
from lunette.tests.support.datasets import fresh_name


def _boxes(*labels: str) -> ln.Detections:
    return ln.Detections(
        detections=[ln.Detection(label=label, bounding_box=[0, 0, 1, 1]) for label in labels]
    )


@pytest.fixture
def dataset() -> Iterator[ln.Dataset]:
    dataset = ln.Dataset(fresh_name("labels"))
    dataset.add_samples(
        [
            ln.Sample("/a.jpg", truth=_boxes("cat", "dog"), found=_boxes("cat")),
            ln.Sample("/b.jpg", truth=_boxes("bird"), number=3),
            ln.Sample("/c.jpg"),
        ]
    )
    yield dataset
    dataset.delete()


def test_samples_show_the_chosen_labels_and_their_fields_only(dataset: ln.Dataset) -> None:
    cat = dataset.first().truth.detections[0]
    label = {"label_id": cat.id, "sample_id": dataset.first().id, "field": "truth", "type": "alt"}
    view = dataset.select_labels(labels=label)
    sample = view.first()
    assert [box.id for box in sample.truth.detections] == [cat.id]
    assert sample.filename == "a.jpg"
    assert sample["number"] is None
    with pytest.raises(AttributeError, match="found"):
        _ = sample.found
    assert set(dataset.get_field_schema()) - set(view.get_field_schema()) == {"found"}
    assert view.count_values("truth.label") == {"cat": 1}


def test_by_id_is_the_same_as_by_iteration(dataset: ln.Dataset) -> None:
    id = dataset.first().truth.detections[1].id
    view = dataset.exclude_labels(ids=id, omit_empty=False)
    assert len(view) == 3
    assert [len(s.truth.detections) if s.truth else 0 for s in view] == [1, 1, 0]
    assert [box.label for box in view["/a.jpg"].truth.detections] == ["cat"]
    without = dataset.exclude_labels(ids=id)
    assert [s.filename for s in without] == ["a.jpg", "b.jpg"]
    assert len(dataset.exclude_labels(fields=["truth", "found"])) == 0


def test_editing_a_chosen_label_leaves_the_others(dataset: ln.Dataset) -> None:
    id = dataset.first().truth.detections[1].id
    sample = dataset.select_labels(ids=id).first()
    sample.truth.detections[0].label = "wolf"
    sample.save()
    assert dataset.values("truth.detections.label")[0] == ["cat", "wolf"]


def test_tagging_a_view_tags_the_chosen_labels(dataset: ln.Dataset) -> None:
    ids = [dataset.first().truth.detections[0].id, dataset.first().found.detections[0].id]
    dataset.select_labels(ids=ids).tag_labels("mine")
    assert dataset.count_label_tags() == {"mine": 2}
    view = dataset.select_labels(tags="mine", fields="found")
    assert view.values("found.detections.id") == [[ids[1]]]
    view.untag_labels("mine")
    assert dataset.count_label_tags() == {"mine": 1}


def test_objects_of_tagged_samples_know_the_tag(dataset: ln.Dataset) -> None:
    sample = dataset.first()
    dataset.select_labels(ids=sample.truth.detections[0].id).tag_labels("seen")
    assert sample.truth.detections[0].tags == ["seen"]


def test_texts_name_the_parameters(dataset: ln.Dataset) -> None:
    stage = ln.SelectLabels(tags="a", fields=["truth"])
    assert str(stage) == "SelectLabels(tags=['a'], fields=['truth'])"
    many = ln.ExcludeLabels(ids=["0" * 24] * 5, omit_empty=False)
    assert str(many).endswith("… 5 ids], omit_empty=False)")
    assert dataset.select_labels(tags="a").stages == ["SelectLabels(tags=['a'])"]

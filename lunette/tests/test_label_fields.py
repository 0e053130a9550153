"""Labels of every class in a dataset: stored, counted, filtered, tagged, edited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import lunette as ln
from lunette import ViewField as F

CAT = ln.Instance()


def one_of_each() -> dict[str, Any]:
    """A label of every class by a field's name."""
    return {
        "classification": ln.Classification(label="cat", confidence=0.5, logits=[0.1, 0.9]),
        "classifications": ln.Classifications(
            classifications=[ln.Classification(label="cat")], logits=[1.0]
        ),
        "detection": ln.Detection(label="cat", bounding_box=[0, 0, 0.5, 1], mask_path="/m.png"),
        "detections": ln.Detections(
            detections=[
                ln.Detection(
                    label="cat",
                    bounding_box=[0, 0, 0.5, 1],
                    mask=np.eye(3, dtype=bool),
                    instance=CAT,
                    attributes={"mood": ln.CategoricalAttribute(value="good")},
                ),
                ln.Detection(label="in space", location=[1, 2, 3]),
            ]
        ),
        "polyline": ln.Polyline(label="cat", points=[[(0, 0), (1, 1)]], closed=True, instance=CAT),
        "polylines": ln.Polylines(polylines=[ln.Polyline(label="cat", points=[])]),
        "keypoint": ln.Keypoint(label="cat", points=[(0, 0)], confidence=[0.5], instance=CAT),
        "keypoints": ln.Keypoints(keypoints=[ln.Keypoint(label="cat", points=[(0, 0)])]),
        "segmentation": ln.Segmentation(mask=np.arange(6, dtype=np.uint8).reshape(2, 3)),
        "colors": ln.Segmentation(mask=np.zeros((2, 3, 3), np.uint8)),
        "heatmap": ln.Heatmap(map=np.zeros((2, 3)), range=[0, 1]),
        "regression": ln.Regression(value=5.5, confidence=0.25),
        "event": ln.TemporalDetection(label="cat", support=[1, 5]),
        "events": ln.TemporalDetections(
            detections=[ln.TemporalDetection(label="cat", support=[1, 5], confidence=0.5)]
        ),
        "place": ln.GeoLocation(point=[8.5, 47], line=[[0, 0], [1, 1]]),
        "places": ln.GeoLocations(points=[[8.5, 47], [9, 48]]),
    }


@pytest.fixture
def dataset(bridge: Any) -> Iterator[ln.Dataset]:
    made = ln.Dataset()
    made.add_sample(ln.Sample("/a.png", **one_of_each()))
    yield made
    made.delete()


NAMES = sorted(one_of_each())
LISTS = {
    "classifications": "classifications",
    "detections": "detections",
    "polylines": "polylines",
    "keypoints": "keypoints",
    "events": "detections",
}


@pytest.mark.parametrize("name", NAMES)
class TestEveryClass:
    def test_comes_back_as_it_was(self, dataset: ln.Dataset, name: str) -> None:
        sample = dataset.view().first()
        again = sample[name]
        given = dataset.first().copy()[name]
        assert again == given
        assert type(again) is type(one_of_each()[name])
        assert ln.Sample.from_json(sample.to_json())[name] == again

    def test_is_tagged_and_counted(self, dataset: ln.Dataset, name: str) -> None:
        dataset.tag_labels("seen", label_fields=name)
        count = 2 if name == "detections" else 1
        assert dataset.count_label_tags() == {"seen": count}
        path = f"{name}.{LISTS[name]}" if name in LISTS else name
        assert dataset.count(path) == count
        assert len(dataset.match(F(name).exists())) == 1

    def test_is_edited_and_saved(self, dataset: ln.Dataset, name: str) -> None:
        sample = dataset.first()
        label = sample[name]
        first = getattr(label, LISTS[name])[0] if name in LISTS else label
        first["note"] = "edited"
        sample.save()
        stored = dataset.view().first()[name]
        stored = getattr(stored, LISTS[name])[0] if name in LISTS else stored
        assert stored.note == "edited"


@pytest.mark.parametrize("name", [n for n in NAMES if hasattr(one_of_each()[n], "label")])
def test_classes_of_single_labels_can_be_counted(dataset: ln.Dataset, name: str) -> None:
    assert dataset.count_values(f"{name}.label") == {"cat": 1}


@pytest.mark.parametrize("name", [n for n in LISTS if n != "detections"])
def test_lists_can_be_filtered(dataset: ln.Dataset, name: str) -> None:
    assert len(dataset.filter_labels(name, F("label") == "cat")) == 1
    assert len(dataset.filter_labels(name, F("label") == "dog")) == 0
    assert dataset.distinct(f"{name}.{LISTS[name]}.label") == ["cat"]


def test_labels_of_one_object_are_found_by_its_id(dataset: ln.Dataset) -> None:
    sample = dataset.view().first()
    assert sample.detections.detections[0].instance == CAT
    assert sample.polyline.instance_id == sample.keypoint.instance_id == CAT.id
    found = dataset.filter_labels("detections", F("instance.id") == CAT.id)
    assert [d.label for d in found.first().detections.detections] == ["cat"]


def test_older_attributes_are_documents_of_their_own(dataset: ln.Dataset) -> None:
    label = dataset.view().first().detections.detections[0]
    assert isinstance(label.attributes["mood"], ln.CategoricalAttribute)
    assert label.get_attribute_value("mood") == "good"
    found = dataset.filter_labels("detections", F("attributes.mood.value") == "good")
    assert len(found.first().detections.detections) == 1


def test_the_flat_schema_says_what_lists_mean(dataset: ln.Dataset) -> None:
    flat = dataset.get_field_schema(flat=True)
    assert str(flat["polylines.polylines.points"]) == "lunette.PolylinePointsField"
    assert str(flat["events.detections.support"]) == "lunette.FrameSupportField"
    assert str(flat["heatmap.range"]) == "lunette.HeatmapRangeField"
    assert str(flat["place.point"]) == "lunette.GeoPointField"
    assert str(flat["detection.instance.id"]) == "lunette.ObjectIdField"

"""Samples as views show them: what can be read, what saving writes."""

from __future__ import annotations

import pytest

import lunette as ln
from lunette import ViewField as F
from lunette.tests.support.datasets import animals


@pytest.fixture
def dataset() -> ln.Dataset:
    return animals()


class TestReading:
    def test_labels_are_filtered(self, dataset: ln.Dataset) -> None:
        view = dataset.filter_labels("predictions", F("label") == "dog")
        assert [len(s.predictions.detections) for s in view] == [1, 2]
        sample = view.last()
        assert isinstance(sample, ln.SampleView)
        assert sample.filtered_field_names == {"predictions"}
        assert len(dataset[sample.id].predictions.detections) == 3

    def test_only_selected_fields_are_there(self, dataset: ln.Dataset) -> None:
        sample = dataset.select_fields("score").first()
        assert sample.score == 0
        assert sample.filepath == "/data/0.png"
        assert sample.field_names == (*ln.get_default_sample_fields(), "score")
        with pytest.raises(AttributeError, match="'split' was not selected"):
            _ = sample.split
        with pytest.raises(KeyError, match="was not selected"):
            _ = sample["predictions"]
        assert sample.selected_field_names == {*ln.get_default_sample_fields(), "score"}

    def test_each_reading_gives_an_object_of_its_own(self, dataset: ln.Dataset) -> None:
        view = dataset.view()
        assert view.first() is not view.first()
        assert view.first() == view.first()
        assert view.first() != view.last()
        assert repr(view.first()).startswith("<SampleView: {")
        assert isinstance(view.first().copy(), ln.Sample)


class TestSaving:
    def test_edited_labels_are_written_and_hidden_ones_stay(self, dataset: ln.Dataset) -> None:
        live = dataset["/data/2.png"]
        for sample in dataset.filter_labels("predictions", F("confidence") > 0.75):
            for label in sample.predictions.detections:
                label.label = "seen"
                label["checked"] = True
            sample.save()
        assert [d.label for d in live.predictions.detections] == ["dog", "seen", "bird"]
        assert live.predictions.detections[1].checked
        assert dataset.count_values("predictions.detections.label") == {
            "cat": 2,
            "seen": 2,
            "dog": 1,
            "bird": 2,
        }

    def test_adding_and_removing_labels_of_a_filtered_field_is_an_error(
        self, dataset: ln.Dataset
    ) -> None:
        view = dataset.filter_labels("predictions", F("label") == "dog")
        sample = view.last()
        sample.predictions.detections.pop()
        with pytest.raises(ValueError, match="added to or removed from the field 'predictions'"):
            sample.save()
        assert dataset.count("predictions.detections") == 7

    def test_a_whole_new_label_replaces_the_field(self, dataset: ln.Dataset) -> None:
        sample = dataset.filter_labels("predictions", F("label") == "dog").last()
        sample["predictions"] = ln.Detections(
            detections=[ln.Detection(label="new", bounding_box=[0, 0, 1, 1])]
        )
        sample.save()
        assert [d.label for d in dataset[sample.id].predictions.detections] == ["new"]

    def test_other_fields_are_written_as_they_are(self, dataset: ln.Dataset) -> None:
        live = dataset.first()
        sample = dataset.select_fields("score").first()
        sample.score = 8.0
        sample.tags.append("t")
        sample.save()
        assert live.score == 8
        assert live.tags == ["even", "t"]
        assert live.split == "train"
        assert len(live.predictions.detections) == 2

    def test_setting_a_field_that_was_not_selected_admits_it(self, dataset: ln.Dataset) -> None:
        sample = dataset.select_fields("score").first()
        sample["split"] = "test"
        assert sample.split == "test"
        sample["note"] = "new"
        sample.save()
        assert dataset.first().note == "new"
        assert dataset.first().split == "test"

    def test_many_at_once(self, dataset: ln.Dataset) -> None:
        view = dataset.filter_labels("predictions", F("label") == "dog")
        for sample in view.iter_samples(autosave=True):
            for label in sample.predictions.detections:
                label.confidence = 1.0
        values = dataset.values("predictions.detections.confidence")
        assert values[:3] == [[0.1, 1.0], [0.5], [1.0, 1.0, 0.3]]

"""Bulk edits: columns of values, values of single labels, labels deleted and moved, functions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import lunette as ln
from lunette import ViewField as F
from lunette.tests.support.datasets import animals, fresh_name


@pytest.fixture
def dataset() -> ln.Dataset:
    return animals()


def labels_of(dataset: Any, field: str = "predictions") -> list[list[str]]:
    return [
        [label.label for label in getattr(sample[field], "detections", [])] for sample in dataset
    ]


class TestColumnsOfValues:
    def test_of_every_type_come_back_as_they_were(self) -> None:
        dataset = ln.Dataset(fresh_name("types"))
        dataset.add_samples([ln.Sample(f"/data/{i}.png") for i in range(3)])
        columns: dict[str, list[Any]] = {
            "text": ["a", None, "ü"],
            "whole": [1, None, -5],
            "number": [1, 2.5, None],
            "flag": [True, False, None],
            "texts": [["a"], [], ["b", "c"]],
            "facts": [{"a": 1}, {}, {"b": [1]}],
        }
        for name, values in columns.items():
            dataset.set_values(name, values)
        assert dataset.values("text") == columns["text"]
        assert dataset.values("whole") == columns["whole"]
        assert dataset.values("number") == [1.0, 2.5, None]
        assert isinstance(dataset.get_field("number"), ln.FloatField)
        assert dataset.values("flag") == columns["flag"]
        assert [sample.texts for sample in dataset] == columns["texts"]
        assert [sample.facts for sample in dataset] == columns["facts"]

    def test_take_numpy_arrays(self, dataset: ln.Dataset) -> None:
        dataset.set_values("rank", np.arange(6))
        assert dataset.values("rank") == list(range(6))
        dataset.set_values("embedding", np.arange(12.0).reshape(6, 2))
        assert isinstance(dataset.get_field("embedding"), ln.VectorField)
        assert dataset.last().embedding.tolist() == [10.0, 11.0]
        dataset.set_values("score", list(np.linspace(0, 1, 6, dtype="float32")))
        assert dataset.bounds("score") == (0, 1)

    def test_of_tags_and_file_paths(self, dataset: ln.Dataset) -> None:
        tags = [["a"], ["a", "b"], [], ["c"], None, ["a"]]
        dataset.set_values("tags", tags)
        assert dataset.count_sample_tags() == {"a": 3, "b": 1, "c": 1}
        assert [sorted(sample.tags) for sample in dataset] == [t or [] for t in tags]
        assert len(dataset.match_tags("a")) == 3
        dataset.set_values("filepath", [f"/moved/{i}.png" for i in range(6)])
        assert dataset["/moved/3.png"].score == 3.0
        with pytest.raises(KeyError):
            _ = dataset["/data/3.png"]

    def test_say_when_a_sample_was_modified(self, dataset: ln.Dataset) -> None:
        before = dataset.last_modified_at
        first, second = (sample.last_modified_at for sample in dataset.head(2))
        dataset.limit(1).set_values("score", [9.0])
        assert dataset.first().last_modified_at > first
        assert dataset.head(2)[1].last_modified_at == second
        # Edits of samples are no edits of the dataset.
        assert dataset.last_modified_at == before
        dataset.sync_last_modified_at()
        assert dataset.last_modified_at == dataset.first().last_modified_at

    def test_of_more_samples_than_one_request_takes(self) -> None:
        dataset = ln.Dataset(fresh_name("many"))
        dataset.add_samples([ln.Sample(f"/data/{i}.png") for i in range(3500)], progress=False)
        dataset.set_values("rank", range(3500))
        assert dataset.bounds("rank") == (0, 3499)
        assert dataset.sum("rank") == 3499 * 1750
        view = dataset.sort_by("rank", reverse=True)
        view.set_values("place", list(range(3500)))
        assert dataset.values("place") == list(range(3499, -1, -1))

    def test_are_checked_before_the_first_is_written(self, dataset: ln.Dataset) -> None:
        with pytest.raises(ln.ValidationError, match="must be a number"):
            dataset.set_values("score", [1.0] * 5 + ["x"])
        assert dataset.values("score")[0] == 0.0
        with pytest.raises(ValueError, match="which type it would have"):
            dataset.set_values("nothing", [None] * 6)
        with pytest.raises(ValueError, match="belong to no sample"):
            dataset.set_values("score", {"/data/9.png": 1.0}, key_field="filepath")
        with pytest.raises(ValueError, match="given once"):
            dataset.set_values("predictions.detections.id", [[], [], [], [], [], []])

    def test_of_parts_that_are_missing(self, dataset: ln.Dataset) -> None:
        dataset.set_values("metadata.width", [1, 2, 3, 4, 5, 6])
        last = dataset.last()
        assert isinstance(last.metadata, ln.ImageMetadata)
        assert last.metadata.width == 6
        with pytest.raises(ValueError, match="has no labels in 'predictions'"):
            dataset.set_values("predictions.detections.x", [[1, 1], [1], [1, 1, 1], [], [1], [1]])

    def test_of_whole_lists_of_labels(self, dataset: ln.Dataset) -> None:
        made = [[ln.Detection(label=str(i), bounding_box=[0, 0, 1, 1])] for i in range(6)]
        dataset.set_values("predictions.detections", made)
        assert labels_of(dataset) == [[str(i)] for i in range(6)]
        with pytest.raises(ValueError, match="Detection"):
            dataset.set_values("predictions.detections", [[ln.Classification(label="x")]] * 6)

    def test_declare_attributes_only_when_asked(self, dataset: ln.Dataset) -> None:
        values = [[1, 2], [3], [4, 5, 6], [], [7], None]
        dataset.set_values("predictions.detections.rating", values)
        assert not dataset.has_field("predictions.detections.rating")
        dataset.set_values("predictions.detections.rating", values, dynamic=True)
        assert isinstance(dataset.get_field("predictions.detections.rating"), ln.IntField)
        with pytest.raises(ln.ValidationError, match="must be an integer"):
            dataset.set_values(
                "predictions.detections.rating", [["x", 2], [3], [4, 5, 6], [], [7], None]
            )


class TestValuesOfSingleLabels:
    def test_reach_the_labels_by_id(self, dataset: ln.Dataset) -> None:
        live = dataset.first()
        ids = [id for found in dataset.values("predictions.detections.id") for id in found or []]
        dataset.set_label_values("predictions.detections.label", {ids[1]: "wolf", ids[-1]: "crow"})
        assert labels_of(dataset)[0] == ["cat", "wolf"]
        assert labels_of(dataset)[4] == ["crow"]
        assert live.predictions.detections[1].label == "wolf"
        assert len(dataset.filter_labels("predictions", F("label") == "wolf")) == 1
        dataset.set_label_values(
            "predictions.detections.checked", {ids[0]: True, ids[1]: None}, dynamic=True
        )
        assert dataset.count("predictions.detections.checked") == 1

    def test_stay_within_the_view(self, dataset: ln.Dataset) -> None:
        ids = dataset.values("predictions.detections.id", unwind=True)
        view = dataset.filter_labels("predictions", F("label") == "dog")
        view.set_label_values("predictions.detections.label", dict.fromkeys(ids, "wolf"))
        assert dataset.count_values("predictions.detections.label") == {
            "wolf": 3,
            "bird": 2,
            "cat": 2,
        }

    def test_can_be_left_out_where_they_are_none(self, dataset: ln.Dataset) -> None:
        ids = dataset.values("predictions.detections.id", unwind=True)
        values = {ids[0]: None, ids[1]: 0.5}
        dataset.set_label_values("predictions.detections.confidence", values, skip_none=True)
        first = dataset.first().predictions.detections
        assert [label.confidence for label in first] == [0.1, 0.5]

    def test_need_an_attribute_and_ids(self, dataset: ln.Dataset) -> None:
        with pytest.raises(ValueError, match="no attribute of labels"):
            dataset.set_label_values("score", {})
        with pytest.raises(ValueError, match="not the id of a label"):
            dataset.set_label_values("predictions.detections.label", {"x": "y"})


class TestDeletingLabels:
    def test_by_id_tag_view_and_selection(self, dataset: ln.Dataset) -> None:
        live = dataset.first()
        ids = dataset.values("predictions.detections.id", unwind=True)
        dataset.delete_labels(ids=ids[0])
        assert labels_of(dataset)[0] == ["dog"]
        assert [label.label for label in live.predictions.detections] == ["dog"]
        dataset.filter_labels("predictions", F("label") == "bird").tag_labels("away")
        dataset.delete_labels(tags="away")
        assert dataset.distinct("predictions.detections.label") == ["cat", "dog"]
        dataset.delete_labels(view=dataset.filter_labels("predictions", F("confidence") > 0.85))
        assert labels_of(dataset) == [[], ["cat"], ["dog", "dog"], [], [], []]
        sample = dataset.skip(1).first()
        label = {
            "label_id": sample.predictions.detections[0].id,
            "sample_id": sample.id,
            "field": "predictions",
        }
        dataset.delete_labels(labels=[label])
        assert labels_of(dataset) == [[], [], ["dog", "dog"], [], [], []]
        # Samples stay, and so do empty lists.
        assert len(dataset) == 6

    def test_of_named_fields_only(self, dataset: ln.Dataset) -> None:
        dataset.clone_sample_field("predictions", "twin")
        dataset.delete_labels(view=dataset.view(), fields="twin")
        assert dataset.count("twin.detections") == 0
        assert dataset.count("predictions.detections") == 7
        with pytest.raises(ValueError, match="holds no labels"):
            dataset.delete_labels(tags="x", fields="score")
        with pytest.raises(ValueError, match="another dataset"):
            dataset.delete_labels(view=animals().view())

    def test_single_labels_leave_an_empty_field(self, dataset: ln.Dataset) -> None:
        dataset.set_values("kind", [ln.Classification(label=str(i % 2)) for i in range(6)])
        dataset.delete_labels(view=dataset.filter_labels("kind", F("label") == "0"))
        assert dataset.values("kind.label") == [None, "1"] * 3


class TestMovingLabels:
    def test_splits_a_field(self, dataset: ln.Dataset) -> None:
        dataset.split_labels("predictions", "dogs", filter=F("label") == "dog")
        assert labels_of(dataset, "dogs")[:3] == [["dog"], [], ["dog", "dog"]]
        assert labels_of(dataset)[:3] == [["cat"], ["cat"], ["bird"]]
        view = dataset.filter_labels("predictions", F("label") == "cat")
        view.split_labels("predictions", "cats")
        assert dataset.count_values("cats.detections.label") == {"cat": 2}
        assert dataset.count_values("predictions.detections.label") == {"bird": 2}

    def test_merges_fields(self, dataset: ln.Dataset) -> None:
        dataset.split_labels("predictions", "dogs", filter=F("label") == "dog")
        dataset.limit(1).merge_labels("dogs", "predictions")
        assert labels_of(dataset)[0] == ["cat", "dog"]
        assert dataset.has_field("dogs")
        dataset.merge_labels("dogs", "predictions")
        assert not dataset.has_field("dogs")
        assert dataset.count_values("predictions.detections.label") == {
            "dog": 3,
            "bird": 2,
            "cat": 2,
        }

    def test_needs_fields_of_one_class(self, dataset: ln.Dataset) -> None:
        dataset.set_values("kind", [ln.Classification(label="x")] * 6)
        with pytest.raises(ValueError, match="kind"):
            dataset.merge_labels("predictions", "kind")
        with pytest.raises(ValueError, match="holds no labels"):
            dataset.split_labels("score", "other")


class TestFunctions:
    def test_are_called_with_every_sample(self, dataset: ln.Dataset) -> None:
        found = dict(dataset.map_samples(lambda sample: sample.filename, progress=False))
        assert list(found) == [sample.id for sample in dataset]
        assert list(found.values())[:2] == ["0.png", "1.png"]

    @pytest.mark.parametrize("workers", [None, 3])
    def test_can_change_samples(self, dataset: ln.Dataset, workers: int | None) -> None:
        def double(sample: Any) -> None:
            sample["score"] = 2 * (sample.score or 0)

        dataset.update_samples(double, num_workers=workers, progress=False)
        assert dataset.values("score") == [0.0, 2.0, 4.0, 6.0, 8.0, 0.0]

    def test_that_fail_stop_or_are_passed_over(self, dataset: ln.Dataset) -> None:
        def half(sample: Any) -> float:
            return float(sample.score / 2)

        with pytest.raises(TypeError):
            list(dataset.map_samples(half, progress=False))
        with pytest.warns(UserWarning, match="Sample"):
            found = list(
                dataset.map_samples(half, skip_failures=True, warn_failures=True, progress=False)
            )
        assert [value for _, value in found] == [0, 0.5, 1, 1.5, 2, None]

    def test_of_many_failures_the_first_are_told_and_the_number_of_the_others(self) -> None:
        dataset = ln.Dataset()
        dataset.add_samples([ln.Sample(f"/data/{i}.png") for i in range(13)], progress=False)

        def fail(sample: ln.Sample) -> None:
            raise OSError("no such mask")

        with pytest.warns(UserWarning) as told:
            dataset.update_samples(fail, progress=False)
        assert [str(one.message) for one in told][-1] == "3 more samples failed."
        assert len(told) == 11


class TestDeletingSamples:
    def test_in_every_form(self, dataset: ln.Dataset) -> None:
        never = dataset.last_deletion_at
        assert never is None
        ids = dataset.values("id")
        sample = dataset.first()
        dataset.delete_samples(sample)
        assert dataset.last_deletion_at is not None
        assert not sample.in_dataset
        assert sample.score == 0.0
        dataset.delete_samples(ids[1])
        dataset.delete_samples(dataset.match(F("score") == 2.0))
        dataset.delete_samples([ids[3], dataset.head(2)[1]])
        assert [sample.filename for sample in dataset] == ["5.png"]

"""Samples in datasets: adding, reading, saving and deleting them."""

from __future__ import annotations

import gc
import math
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lunette as ln
from lunette.core.bridge_calls import call_payload
from lunette.core.encoding import pack
from lunette.tests.support.datasets import animals, fresh_name
from lunette.tests.test_samples import NAMES, TEXT, VALUES

CALM = settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def dataset() -> ln.Dataset:
    return ln.Dataset(fresh_name())


def changed_elsewhere(sample: Any, **values: Any) -> None:
    """Another program edits the sample."""
    row: tuple[bytes, dict[str, Any], dict[str, Any]] = (bytes.fromhex(sample.id), values, {})
    params = {"dataset": sample.dataset._id, "fields": []}
    call_payload("samples.update", params, pack([row]))


class TestAdding:
    def test_the_object_becomes_the_sample(self, dataset: ln.Dataset) -> None:
        sample = ln.Sample("/a.png", score=0.5)
        id = dataset.add_sample(sample)
        assert sample.id == id
        assert sample.dataset is dataset
        assert sample.dataset_id == dataset._id
        assert dataset[id] is sample
        assert dataset["/a.png"] is sample
        assert dataset.first() is sample
        assert next(iter(dataset)) is sample

    def test_a_sample_of_a_dataset_is_copied(self, dataset: ln.Dataset) -> None:
        sample = ln.Sample("/a.png", label=ln.Classification(label="x"))
        first, second = dataset.add_sample(sample), dataset.add_sample(sample)
        assert sample.id == first != second
        other = ln.Dataset(fresh_name())
        other.add_samples(dataset)
        other.add_samples(dataset.limit(1))
        assert len(other) == 3
        assert sample.dataset is dataset

    def test_any_iterable_is_read_as_it_is_written(self, dataset: ln.Dataset) -> None:
        def endless() -> Iterator[ln.Sample]:
            for i in range(2500):
                yield ln.Sample(f"/{i}.png", n=i)

        ids = dataset.add_samples(endless(), progress=False)
        assert len(ids) == len(set(ids)) == len(dataset) == 2500
        assert dataset.values("n") == list(range(2500))
        assert [s.id for s in dataset] == ids

    def test_fields_are_declared_by_their_values(self, dataset: ln.Dataset) -> None:
        dataset.add_samples(
            [
                ln.Sample("/a.png", a=None, b=1),
                ln.Sample("/b.png", c=[1, 2.5], gt=ln.Detections()),
            ]
        )
        dataset._load_info()
        schema = dataset.get_field_schema()
        assert list(schema)[6:] == ["b", "c", "gt"]
        assert str(schema["c"]) == "lunette.ListField(lunette.FloatField)"
        assert dataset.first()["gt"] is None
        assert dataset.first()["c"] == []

    def test_expand_schema_false_adds_nothing(self, dataset: ln.Dataset) -> None:
        samples = [ln.Sample("/a.png"), ln.Sample("/b.png", new=1)]
        with pytest.raises(ValueError, match=r"field 'new' of sample /b\.png.*no such field"):
            dataset.add_samples(samples, expand_schema=False)
        assert len(dataset) == 0
        assert not samples[0].in_dataset
        assert "new" not in dataset.get_field_schema()

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("score", "high", "'score' must be a number, not 'high'"),
            ("predictions", ln.Classification(), "must be a Detections, not a Classification"),
            ("split", 5, "'split' must be a string, not 5"),
        ],
    )
    def test_a_wrong_type_names_field_and_file(self, field: str, value: Any, words: str) -> None:
        dataset = animals()
        with pytest.raises(ln.ValidationError, match=words) as error:
            dataset.add_samples([ln.Sample("/good.png"), ln.Sample("/bad.png", **{field: value})])
        assert f"field '{field}' of sample /bad.png" in str(error.value)
        assert len(dataset) == 6
        with pytest.raises(ln.ValidationError, match=words):
            dataset.first()[field] = value

    def test_a_box_that_is_not_finite_names_field_file_and_label(self) -> None:
        dataset = animals()
        label = ln.Detection(label="cat", bounding_box=[0, 0, 1, 1])
        assert label.bounding_box
        label.bounding_box[0] = math.nan
        bad = ln.Sample("/bad.png", predictions=ln.Detections(detections=[label]))
        with pytest.raises(ValueError, match=r"'predictions' of sample /bad\.png.*'cat' has"):
            dataset.add_sample(bad)
        assert len(dataset) == 6

    def test_what_is_no_image_is_refused(self, dataset: ln.Dataset) -> None:
        with pytest.raises(ln.MediaTypeError, match=r"/a\.mp4"):
            dataset.add_sample(ln.Sample("/a.mp4"))
        with pytest.raises(TypeError, match="not str"):
            dataset.add_samples(["/a.png"])  # type: ignore[list-item]

    def test_dynamic_attributes_are_declared_if_asked_for(self, dataset: ln.Dataset) -> None:
        label = ln.Detections(detections=[ln.Detection(bounding_box=[0, 0, 1, 1], age=3)])
        dataset.add_sample(ln.Sample("/a.png", gt=label))
        assert dataset.get_field("gt.detections.age") is None
        dataset.add_sample(ln.Sample("/b.png", gt=label.copy()), dynamic=True)
        dataset._load_info()
        assert isinstance(dataset.get_field("gt.detections.age"), ln.IntField)

    @CALM
    @given(st.dictionaries(NAMES, VALUES, max_size=4), st.lists(TEXT, max_size=3, unique=True))
    def test_what_is_added_comes_back(self, values: dict[str, Any], tags: list[str]) -> None:
        tags = [tag for tag in tags if tag]
        dataset = ln.Dataset()
        sample = ln.Sample("/a.png", tags=tags, **values)
        expected = sample.copy().to_dict()
        id = dataset.add_sample(sample)
        del sample
        gc.collect()
        again = dataset[id].to_dict()
        assert {k: again[k] for k in expected if k != "id"} == {
            k: v for k, v in expected.items() if k != "id"
        }
        dataset.delete()

    def test_values_of_every_kind_come_back(self, dataset: ln.Dataset) -> None:
        values: dict[str, Any] = {
            "day": date(2026, 2, 3),
            "moment": datetime(2026, 2, 3, 4, 5, 6, 789000),
            "vector": np.array([1.5, 2.5]),
            "array": np.arange(6, dtype=np.uint8).reshape(2, 3),
            "anything": {"a": [1, {"b": None}]},
            "heat": ln.Heatmap(map=np.eye(2)),
            "labels": [ln.Classification(label="x"), ln.Classification(label="y")],
            "document": ln.DynamicEmbeddedDocument(a=1, b="x"),
            "whole": 2.0,
        }
        dataset.add_sample_field("ref", ln.ObjectIdField)
        id = dataset.add_sample(ln.Sample("/a.png", ref="a" * 24, **values))
        gc.collect()
        sample = dataset[id]
        assert sample.ref == "a" * 24
        assert type(sample.day) is date
        assert type(sample.whole) is float
        for name, value in values.items():
            np.testing.assert_equal(sample[name], value)
            assert type(sample[name]) is type(value)


class TestReading:
    def test_samples_are_found_by_id_and_path(self) -> None:
        dataset = animals()
        sample = dataset["/data/2.png"]
        assert dataset[sample.id] is sample
        assert sample in dataset
        assert "/data/2.png" in dataset
        with pytest.raises(KeyError, match="000000"):
            dataset["0" * 24]
        with pytest.raises(KeyError, match=r"nope\.png"):
            dataset["/data/nope.png"]
        assert "/data/nope.png" not in dataset

    def test_an_index_that_is_a_number_is_a_value_error(self) -> None:
        dataset = animals()
        with pytest.raises(ValueError, match=r"\[10:20\]"):
            dataset[0]
        with pytest.raises(KeyError):
            dataset.view()[0]

    def test_the_ends(self, dataset: ln.Dataset) -> None:
        for use in (dataset.first, dataset.last):
            with pytest.raises(ValueError, match="is empty"):
                use()
        assert not dataset
        full = animals()
        assert full
        assert full.first().filename == "0.png"
        assert full.last().filename == "5.png"
        assert [s.filename for s in full.head()] == ["0.png", "1.png", "2.png"]
        assert [s.filename for s in full.tail(2)] == ["4.png", "5.png"]
        assert full.head(0) == full.tail(0) == []
        assert len(full.tail(100)) == 6

    def test_one(self) -> None:
        dataset = animals()
        F = ln.ViewField
        assert dataset.one(F("score") == 2).filename == "2.png"
        assert dataset.one(F("split") == "train") is dataset.first()
        with pytest.raises(ValueError, match="No sample"):
            dataset.one(F("score") == 99)
        with pytest.raises(ValueError, match="Several samples"):
            dataset.one(F("split") == "train", exact=True)

    def test_times_are_known_once_it_is_added(self, dataset: ln.Dataset) -> None:
        sample = ln.Sample("/a.png")
        assert sample["created_at"] is None
        dataset.add_sample(sample)
        added = sample.last_modified_at
        assert isinstance(sample.created_at, datetime)
        sample["x"] = 1
        sample.save()
        assert sample.last_modified_at >= added


class TestSaving:
    def test_nothing_is_stored_before_save(self) -> None:
        dataset = animals()
        sample = dataset.first()
        sample.score = 7.5
        assert dataset.values("score")[0] == 0
        sample.save()
        assert dataset.values("score")[0] == 7.5

    def test_labels_edited_in_place_are_saved(self) -> None:
        dataset = animals()
        sample = dataset.first()
        sample.predictions.detections[0].label = "tiger"
        sample.predictions.detections[1].tags.append("checked")
        sample.predictions.detections.append(
            ln.Detection(label="new", bounding_box=[0, 0, 1, 1], depth=2)
        )
        sample.tags.append("edited")
        sample.metadata.width = 7
        sample.save()
        del sample
        gc.collect()
        again = dataset.first()
        assert [d.label for d in again.predictions.detections] == ["tiger", "dog", "new"]
        assert again.predictions.detections[1].tags == ["checked"]
        assert again.predictions.detections[2].depth == 2
        assert "edited" in again.tags
        assert again.metadata.width == 7

    def test_only_what_was_changed_is_written(self) -> None:
        dataset = animals()
        sample = dataset.first()
        sample.score = 9.0
        _ = sample.predictions, sample.tags, sample.metadata
        changed_elsewhere(sample, split="test")
        sample.save()
        sample.reload()
        assert (sample.score, sample.split) == (9.0, "test")
        assert sample._doc.changes() == ({}, {})

    def test_a_new_field_expands_the_schema_at_once(self) -> None:
        dataset = animals()
        sample = dataset.first()
        sample["quality"] = 0.5
        assert isinstance(dataset.get_field_schema()["quality"], ln.FloatField)
        assert dataset.last()["quality"] is None
        with pytest.raises(ValueError, match="sample\\['nope'\\]"):
            sample.nope = 1
        sample.clear_field("quality")
        assert sample.quality is None

    def test_none_clears_a_field(self) -> None:
        dataset = animals()
        sample = dataset.first()
        sample.score = None
        sample["predictions"] = None
        del sample["split"]
        sample.tags = []
        sample.save()
        del sample
        gc.collect()
        again = dataset.first()
        assert (again.score, again.predictions, again.split, again.tags) == (None, None, None, [])
        assert dataset.count("predictions.detections") == 5

    def test_reload_drops_what_was_not_saved(self) -> None:
        dataset = animals()
        sample = dataset.first()
        sample.score = 5.0
        sample.predictions.detections.clear()
        changed_elsewhere(sample, split="test")
        sample.reload()
        assert (sample.score, sample.split) == (0, "test")
        assert len(sample.predictions.detections) == 2

    def test_reading_again_refreshes_but_keeps_unsaved_edits(self) -> None:
        dataset = animals()
        sample = dataset.first()
        tags = sample.tags
        sample.score = 5.0
        changed_elsewhere(sample, split="test", score=1.0, tags=["elsewhere"])
        assert dataset[sample.id] is sample
        assert (sample.score, sample.split) == (5.0, "test")
        assert tags is sample.tags
        assert tags == ["elsewhere"]

    def test_many_at_once(self) -> None:
        dataset = animals()
        for sample in dataset.iter_samples(autosave=True, batch_size=2):
            sample["n"] = len(sample.filepath)
        assert dataset.count("n") == 6
        with dataset.save_context() as context:
            for sample in dataset:
                sample.n += 1
                context.save(sample)
        assert dataset.values("n") == [12] * 6
        with pytest.raises(ValueError, match="is not in dataset"):
            ln.Dataset(fresh_name()).save_context().save(dataset.first())

    def test_a_loop_sees_every_sample_once_whatever_it_writes(self) -> None:
        F = ln.ViewField
        dataset = ln.Dataset(fresh_name())
        dataset.add_samples([ln.Sample(f"/{i}.png", n=i, todo=True) for i in range(5000)])
        seen = []
        for sample in dataset.match(F("todo") == True).iter_samples(autosave=True):  # noqa: E712
            seen.append(sample.n)
            sample.todo = False
        assert seen == list(range(5000))
        assert dataset.match(F("todo") == True).count() == 0  # noqa: E712

        seen = []
        for sample in dataset:
            seen.append(sample.n)
            if sample.n % 1000 == 0:
                dataset.delete_samples(dataset[f"/{sample.n + 1}.png"])
                dataset.add_sample(ln.Sample("/more.png"))
        assert seen == [n for n in range(5000) if n % 1000 != 1]

    def test_a_loop_sees_what_it_wrote_to_later_samples(self) -> None:
        dataset = ln.Dataset(fresh_name())
        dataset.add_samples([ln.Sample(f"/{i}.png", n=0) for i in range(3000)])
        paths = dataset.values("filepath")
        for place in (50, 150, 2500):
            view = dataset.view()
            for i, sample in enumerate(view):
                if i == 1:
                    later = view[paths[place]]
                    later.n = place
                    later.save()
                    del later
                if i == 2:
                    dataset.tag_samples(f"t{place}")
                if i == place:
                    assert sample.n == place
                    assert f"t{place}" in sample.tags

    def test_fields_that_may_not_be_edited(self) -> None:
        dataset = animals()
        dataset.add_sample_field("fixed", ln.IntField, read_only=True)
        sample = dataset.first()
        with pytest.raises(ValueError, match="Cannot edit read-only field 'fixed'"):
            sample["fixed"] = 5
        with pytest.raises(ValueError, match="read-only"):
            sample.id = "0" * 24
        with pytest.raises(ValueError, match="cannot be cleared"):
            sample.clear_field("filepath")
        with pytest.raises(AttributeError, match="nope"):
            sample.clear_field("nope")

    def test_a_field_made_elsewhere_is_found(self) -> None:
        dataset = animals()
        sample = dataset.first()
        spec = {"name": "later", "type": "string"}
        call_payload("dataset.add_fields", {"dataset": dataset._id, "fields": [spec]})
        assert sample.later is None
        sample.later = "now"
        sample.save()
        assert dataset.values("later")[0] == "now"


class TestDeleting:
    def test_objects_keep_their_values_and_leave_the_dataset(self) -> None:
        dataset = animals()
        sample, kept = dataset["/data/2.png"], dataset["/data/3.png"]
        dataset.delete_samples(sample)
        assert len(dataset) == 5
        assert sample.id is None
        assert not sample.in_dataset
        assert sample.score == 2
        assert len(sample.predictions.detections) == 3
        assert kept.in_dataset
        assert dataset.add_sample(sample) == sample.id

    def test_by_id_list_view_and_all(self) -> None:
        dataset = animals()
        dataset.delete_samples([dataset.first().id, dataset.last()])
        assert dataset.values("filepath") == [f"/data/{i}.png" for i in (1, 2, 3, 4)]
        dataset.delete_samples(dataset.match(ln.ViewField("split") == "val"))
        assert len(dataset) == 2
        del dataset["/data/2.png"]
        assert len(dataset) == 1
        dataset.clear()
        assert len(dataset) == 0
        dataset.delete_samples([])

    def test_saving_a_sample_that_was_deleted_elsewhere_is_an_error(self) -> None:
        dataset = animals()
        sample = dataset.first()
        params = {"dataset": dataset._id, "view": [], "sample_ids": [sample.id]}
        call_payload("samples.delete", params)
        sample.score = 4.0
        with pytest.raises(ValueError, match="deleted"):
            sample.save()
        with pytest.raises(ValueError, match=r"deleted|no sample"):
            sample.reload()

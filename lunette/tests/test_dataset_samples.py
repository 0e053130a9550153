"""Samples in datasets: adding and reading them."""

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

    def test_a_file_name_that_is_no_unicode_is_refused(self, dataset: ln.Dataset) -> None:
        with pytest.raises(ValueError, match=r"bad-\\udcff\.png' cannot be stored.*rename the"):
            dataset.add_sample(ln.Sample("/bad-\udcff.png"))

    def test_what_is_no_image_is_refused_among_images(self, dataset: ln.Dataset) -> None:
        dataset.add_sample(ln.Sample("/a.png"))
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

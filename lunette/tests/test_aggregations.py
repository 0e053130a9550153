"""Aggregations: numbers and lists over datasets and views."""

from __future__ import annotations

import math
from datetime import datetime
from itertools import chain
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lunette as ln
from lunette import ViewField as F
from lunette.tests.support.datasets import animals, fresh_name

CALM = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def dataset() -> ln.Dataset:
    return animals()


class TestResults:
    def test_count(self, dataset: ln.Dataset) -> None:
        assert dataset.count() == len(dataset) == 6
        assert dataset.count("score") == 5
        assert dataset.count("predictions.detections") == 7
        assert dataset.count("predictions") == 5
        assert dataset.match_tags("odd").count() == 2

    def test_count_values_has_none_for_samples_without(self, dataset: ln.Dataset) -> None:
        assert dataset.count_values("split") == {"train": 3, "val": 2, None: 1}
        assert dataset.count_values("predictions.detections.label") == {
            "cat": 2,
            "dog": 3,
            "bird": 2,
        }
        assert dataset.count_values("tags") == {"even": 3, "odd": 2}

    def test_distinct_is_sorted(self, dataset: ln.Dataset) -> None:
        assert dataset.distinct("predictions.detections.label") == ["bird", "cat", "dog"]
        assert dataset.distinct("split") == ["train", "val"]
        assert dataset.distinct("tags") == ["even", "odd"]
        assert dataset.distinct("id") == sorted(str(s.id) for s in dataset)

    def test_numbers(self, dataset: ln.Dataset) -> None:
        assert dataset.bounds("score") == (0, 4)
        assert (dataset.min("score"), dataset.max("score")) == (0, 4)
        assert dataset.sum("score") == 10
        assert dataset.mean("score") == 2
        assert dataset.std("score") == pytest.approx(math.sqrt(2))
        assert dataset.std("score", sample=True) == pytest.approx(math.sqrt(2.5))
        assert dataset.quantiles("score", 0.5) == 2
        assert dataset.quantiles("score", [0, 0.25, 1]) == [0, 1, 4]
        assert dataset.bounds("predictions.detections.confidence") == (0.1, 0.9)

    def test_of_nothing(self, dataset: ln.Dataset) -> None:
        empty = dataset.limit(0)
        assert empty.count("score") == 0
        assert empty.bounds("score") == (None, None)
        assert empty.mean("score") == empty.std("score") == empty.sum("score") == 0
        assert empty.distinct("score") == []
        assert empty.count_values("split") == {}
        assert empty.values("score") == []
        assert empty.quantiles("score", [0.5]) == [None]

    def test_values_are_aligned_with_the_samples(self, dataset: ln.Dataset) -> None:
        assert dataset.values("score") == [0, 1, 2, 3, 4, None]
        assert dataset.values("score", missing_value=-1)[-1] == -1
        labels = [["cat", "dog"], ["cat"], ["dog", "dog", "bird"], [], ["bird"], None]
        assert dataset.values("predictions.detections.label") == labels
        flat = dataset.values("predictions.detections.label", unwind=True)
        assert flat == ["cat", "dog", "cat", "dog", "dog", "bird", "bird"]
        assert dataset.values(["score", "split"])[1][0] == "train"
        assert dataset.sort_by("score", reverse=True).values("score") == [4, 3, 2, 1, 0, None]
        assert dataset.values("id") == [s.id for s in dataset]
        assert dataset.values("metadata.width")[:2] == [100, 200]

    def test_filtered_labels_do_not_count(self, dataset: ln.Dataset) -> None:
        view = dataset.filter_labels("predictions", F("confidence") >= 0.5)
        assert view.count("predictions.detections") == 5
        assert view.distinct("predictions.detections.label") == ["bird", "cat", "dog"]
        assert view.values("predictions.detections.label")[1] == ["cat"]

    def test_histograms(self, dataset: ln.Dataset) -> None:
        counts, edges, other = dataset.histogram_values("score", bins=2, range=[0, 4])
        assert (counts, edges, other) == ([2, 2], [0, 2, 4], 2)
        counts, edges, other = dataset.histogram_values("score", bins=4)
        assert (sum(counts), len(edges), other) == (5, 5, 1)
        assert dataset.histogram_values("score", bins=[0, 3, 5]) == ([3, 2], [0, 3, 5], 1)
        counts, edges, other = dataset.histogram_values("score", bins=5, auto=True)
        assert (counts, edges, other) == ([1] * 5, [0, 1, 2, 3, 4, 4], 0)
        with pytest.raises(ValueError, match="ascend"):
            dataset.histogram_values("score", bins=[2, 1])

    def test_fields_may_be_named_by_expressions(self, dataset: ln.Dataset) -> None:
        assert dataset.sum(F("score")) == 10
        assert dataset.count("predictions.detections[].label") == 7
        with pytest.raises(ValueError, match="nope"):
            dataset.sum("nope")
        with pytest.raises(TypeError, match="about a field"):
            dataset.sum(5)
        with pytest.raises(ValueError, match="from 0 to 1"):
            dataset.quantiles("score", 2)

    def test_of_expressions(self, dataset: ln.Dataset) -> None:
        assert dataset.sum(F("score") + 1) == 15
        assert dataset.sum("score", expr=F() * 2) == 20
        confidence = F("predictions.detections.confidence")
        assert dataset.max(confidence * 100) == pytest.approx(90)
        assert dataset.bounds(F("predictions.detections").length()) == (0, 3)
        assert dataset.values("predictions.detections", expr=F("label").upper())[0] == [
            "CAT",
            "DOG",
        ]
        assert dataset.count_values(F("predictions.detections.label") == "dog") == {
            False: 4,
            True: 3,
        }
        assert dataset.quantiles(F("score") * 10, [0.5]) == [20]
        assert dataset.match(F("score") > 2).values(F("score") - 3) == [0, 1]
        with pytest.raises(ValueError, match="concat needs a text"):
            dataset.values(F("score").concat("x"))
        with pytest.raises(TypeError, match="is an expression"):
            dataset.sum("score", expr=cast(Any, "F() + 1"))

    def test_values_one_flat_list_per_sample(self, dataset: ln.Dataset) -> None:
        tags = dataset.values("predictions.detections.tags")
        flat = dataset.values("predictions.detections.tags", unwind=-1)
        assert flat == [None if tag is None else list(chain.from_iterable(tag)) for tag in tags]
        assert dataset.values("score", unwind=-1) == dataset.values("score")

    def test_under_one_path(self, dataset: ln.Dataset) -> None:
        facets = ln.FacetAggregations(
            "predictions.detections",
            {"labels": ln.CountValues("label"), "mean": ln.Mean("confidence", expr=F() * 0 + 2)},
        )
        count, found = dataset.aggregate([ln.Count(), facets])
        assert count == 6
        assert found == {"labels": {"cat": 2, "dog": 3, "bird": 2}, "mean": 2}
        listed = ln.FacetAggregations(
            "predictions", [ln.Count("detections"), ln.Count("detections.label")]
        )
        assert dataset.aggregate(listed) == [7, 7]
        with pytest.raises(TypeError, match=r"lunette\.Count"):
            ln.FacetAggregations("predictions", [cast(Any, "count")])

    def test_schemas(self) -> None:
        dataset = ln.Dataset(fresh_name())
        dataset.add_samples(
            ln.Sample(
                f"/{i}.png",
                bag={"a": value, "b": "text"},
                numbers=[1, 2],
                gt=ln.Classification(label="x", extra=value),
            )
            for i, value in enumerate([1, 2.5])
        )
        schema = dataset.schema("bag")
        assert {name: type(field) for name, field in schema.items()} == {
            "a": ln.FloatField,
            "b": ln.StringField,
        }
        assert set(dataset.schema("gt")) >= {"id", "label", "extra"}
        assert set(dataset.schema("gt", dynamic_only=True)) == {"extra"}
        assert isinstance(dataset.list_schema("numbers"), ln.IntField)
        assert isinstance(dataset.list_schema("tags"), type(None))
        whole = ln.Dataset(fresh_name())
        whole.add_sample(
            ln.Sample("/a.png", gt=ln.Detections(detections=[ln.Detection(label="x", area=2.0)]))
        )
        assert isinstance(whole.schema("gt.detections")["area"], ln.FloatField)
        shown = whole.filter_labels("gt", F("label") == "x")
        assert set(shown.schema("gt.detections", dynamic_only=True)) == {"area"}
        mixed = ln.Dataset(fresh_name())
        mixed.add_samples([ln.Sample("/a.png", bag={"a": 1}), ln.Sample("/b.png", bag={"a": "x"})])
        both = cast(list[ln.Field], mixed.schema("bag")["a"])
        assert {type(field) for field in both} == {ln.IntField, ln.StringField}
        assert mixed.list_schema("tags") is None

    def test_several_in_one_go(self, dataset: ln.Dataset) -> None:
        results = dataset.aggregate([ln.Count(), ln.Bounds("score"), ln.Distinct("split")])
        assert results == [6, (0, 4), ["train", "val"]]
        assert dataset.aggregate(ln.Mean("score")) == 2
        assert dataset.aggregate([]) == []
        with pytest.raises(TypeError, match=r"lunette\.Count"):
            dataset.aggregate(["count"])  # type: ignore[list-item]

    def test_dates(self) -> None:
        dataset = ln.Dataset(fresh_name())
        moments = [datetime(2026, 1, day, 12) for day in (3, 1, 2)]
        dataset.add_samples([ln.Sample(f"/{m.day}.png", at=m) for m in moments])
        assert dataset.bounds("at") == (moments[1], moments[0])
        assert dataset.values("at") == moments
        assert dataset.distinct("at") == sorted(moments)
        view = dataset.match(F("at") > datetime(2026, 1, 1, 13)).sort_by("at")
        assert view.values("at") == sorted(moments)[1:]

    def test_numbers_that_are_not_finite_can_be_left_out(self) -> None:
        dataset = ln.Dataset(fresh_name())
        numbers = [1.0, math.inf, math.nan, 3.0, None]
        dataset.add_samples([ln.Sample(f"/{i}.png", x=x) for i, x in enumerate(numbers)])
        assert dataset.bounds("x", safe=True) == (1, 3)
        assert dataset.mean("x", safe=True) == 2
        assert dataset.count("x", safe=True) == 2
        assert dataset.sum("x", safe=True) == 4
        assert dataset.std("x", safe=True) == 1
        assert dataset.quantiles("x", 1, safe=True) == 3
        assert dataset.sum("x") == math.inf
        assert dataset.values("x")[:2] == [1, math.inf]


class TestAgainstPython:
    @CALM
    @given(
        st.lists(
            st.none() | st.lists(st.sampled_from(["a", "b", "c", "it's", "ü"]), max_size=4),
            min_size=1,
            max_size=12,
        )
    )
    def test_labels(self, rows: list[list[str] | None]) -> None:
        dataset = ln.Dataset()
        dataset.add_sample_field("gt", ln.EmbeddedDocumentField, ln.Classifications)
        dataset.add_samples(
            ln.Sample(
                f"/{i}.png",
                gt=None
                if row is None
                else ln.Classifications(classifications=[ln.Classification(label=x) for x in row]),
            )
            for i, row in enumerate(rows)
        )
        flat = [label for row in rows for label in row or []]
        path = "gt.classifications.label"
        expected: dict[Any, int] = {label: flat.count(label) for label in set(flat)}
        assert dataset.count_values(path) == expected
        assert dataset.distinct(path) == sorted(set(flat))
        assert dataset.values(path) == rows
        assert dataset.count("gt.classifications") == len(flat)
        matched = dataset.match(F(path).contains("a"))
        assert len(matched) == sum("a" in (row or []) for row in rows)
        dataset.delete()

    @CALM
    @given(st.lists(st.none() | st.integers(-1000, 1000), min_size=1, max_size=20))
    def test_numbers(self, numbers: list[int | None]) -> None:
        dataset = ln.Dataset()
        dataset.add_sample_field("n", ln.IntField)
        dataset.add_samples(ln.Sample(f"/{i}.png", n=n) for i, n in enumerate(numbers))
        known = [n for n in numbers if n is not None]
        assert dataset.values("n") == numbers
        assert dataset.sum("n") == sum(known)
        assert dataset.bounds("n") == ((min(known), max(known)) if known else (None, None))
        ordered = sorted(numbers, key=lambda n: (n is not None, n or 0))
        assert dataset.sort_by("n").values("n") == ordered
        assert dataset.match(F("n") >= 0).count() == sum(n >= 0 for n in known)
        dataset.delete()

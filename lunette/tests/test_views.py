"""Views: their stages, what they show, how they read."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import lunette as ln
from lunette import ViewField as F
from lunette.tests.support.datasets import animals


@pytest.fixture(scope="module")
def dataset() -> ln.Dataset:
    return animals()


def files(collection: Any) -> list[int]:
    return [int(path[6:-4]) for path in collection.values("filepath")]


STAGES: dict[str, Any] = {
    "exclude": lambda d: (d.exclude([d.first().id, d.last()]), [1, 2, 3, 4]),
    "exclude_labels": lambda d: (
        d.exclude_labels(ids=d["/data/1.png"].predictions.detections[0].id),
        [0, 2, 4],
    ),
    "exists": lambda d: (d.exists("score", False), [5]),
    "filter_labels": lambda d: (d.filter_labels("predictions", F("confidence") > 0.6), [0, 2]),
    "limit": lambda d: (d.limit(2), [0, 1]),
    "match": lambda d: (d.match(F("score") > 2), [3, 4]),
    "match_tags": lambda d: (d.match_tags("odd"), [1, 3]),
    "select": lambda d: (d.select([d["/data/4.png"].id, d.first()], ordered=True), [4, 0]),
    "select_labels": lambda d: (d.select_labels(fields="predictions"), [0, 1, 2, 4]),
    "select_fields": lambda d: (d.select_fields("score"), [0, 1, 2, 3, 4, 5]),
    "shuffle": lambda d: (d.shuffle(seed=51).sort_by("filepath"), [0, 1, 2, 3, 4, 5]),
    "skip": lambda d: (d.skip(4), [4, 5]),
    "sort_by": lambda d: (d.sort_by("score", reverse=True), [4, 3, 2, 1, 0, 5]),
    "take": lambda d: (d.take(100, seed=1).sort_by("filepath"), [0, 1, 2, 3, 4, 5]),
}


class TestStages:
    @pytest.mark.parametrize("name", sorted(STAGES))
    def test_every_stage(self, dataset: ln.Dataset, name: str) -> None:
        view, expected = STAGES[name](dataset)
        assert files(view) == expected
        assert len(view) == len(expected)
        assert [sample.filename for sample in view] == [f"{i}.png" for i in expected]

    def test_all_stages_are_listed_and_have_a_class(self, dataset: ln.Dataset) -> None:
        names = ln.list_view_stages()
        assert names == sorted(names) == dataset.list_view_stages()
        assert set(STAGES) < set(names)
        for name in names:
            assert callable(getattr(dataset, name))
            assert issubclass(getattr(ln, "".join(map(str.title, name.split("_")))), ln.ViewStage)
        stage = ln.SortBy("score", reverse=True)
        assert dataset.add_stage(stage) == dataset.sort_by("score", reverse=True)
        assert stage == ln.SortBy("score", reverse=True)
        assert repr(stage) == "<SortBy: SortBy('score', reverse=True)>"
        with pytest.raises(TypeError, match=r"lunette\.Limit\(10\)"):
            dataset.add_stage("limit")  # type: ignore[arg-type]

    def test_stages_apply_in_order(self, dataset: ln.Dataset) -> None:
        assert files(dataset.limit(3).sort_by("filepath", reverse=True)) == [2, 1, 0]
        assert files(dataset.sort_by("filepath", reverse=True).limit(3)) == [5, 4, 3]

    def test_options(self, dataset: ln.Dataset) -> None:
        assert files(dataset.match_tags(["odd", "even"], all=True)) == []
        assert files(dataset.match_tags(["odd", "even"], bool=False)) == [5]
        assert files(dataset.filter_labels("predictions", F("label") == "x", False)) == [*range(6)]
        assert files(dataset.sort_by([("split", 1), ("score", -1)])) == [5, 4, 2, 0, 3, 1]
        assert files(dataset.sort_by(F("predictions.detections").length(), reverse=True))[0] == 2
        assert files(dataset.limit(-1)) == []
        assert files(dataset.skip(-1)) == [*range(6)]

    def test_random_stages_stay_as_they_were_drawn(self, dataset: ln.Dataset) -> None:
        view = dataset.shuffle()
        assert files(view) == files(view)
        assert files(dataset.take(3, seed=5)) == files(dataset.take(3, seed=5))
        assert len({tuple(files(dataset.shuffle(seed=i))) for i in range(10)}) > 1

    def test_tests_on_lists_of_labels(self, dataset: ln.Dataset) -> None:
        has_dog = F("predictions.detections").filter(F("label") == "dog").length() > 0
        assert files(dataset.match(has_dog)) == [0, 2]
        assert files(dataset.match(F("predictions.detections.label").contains("bird"))) == [2, 4]
        assert files(dataset.match(F("tags").contains(["odd", "x"]))) == [1, 3]

    @pytest.mark.parametrize(
        ("use", "words"),
        [
            (lambda d: d.match(F("scor") > 1), "scor"),
            (lambda d: d.filter_labels("prediction", F("label") == "x"), "prediction"),
            (lambda d: d.filter_labels("predictions", F("labl") == "x"), "labl"),
            (lambda d: d.filter_labels("score", F("label") == "x"), "score"),
            (lambda d: d.sort_by("nope"), "nope"),
            (lambda d: d.exists("nope"), "nope"),
            (lambda d: d.select_fields(["score", "nope"]), "nope"),
            (lambda d: d.select("xyz"), "not the id of a sample"),
            (lambda d: d.select([True, False]), "6 samples, but 2 booleans"),
            (lambda d: d.filter_labels("predictions", F("x"), trajectories=True), "videos"),
            (lambda d: d.sort_by([("score", 5)]), "order is 1"),
            (lambda d: d.select_labels(fields="score"), "holds no labels"),
            (lambda d: d.select_labels(labels=[{"label_id": "a"}]), "needs label_id and field"),
            (lambda d: d.exclude_labels(), "Which labels to exclude"),
        ],
    )
    def test_mistakes_are_found_when_the_stage_is_added(
        self, dataset: ln.Dataset, use: Any, words: str
    ) -> None:
        with pytest.raises(ValueError, match=words):
            use(dataset)

    @pytest.mark.parametrize(
        "use",
        [
            lambda d: d.match("score"),
            lambda d: d.match_tags([1]),
            lambda d: d.sort_by(5),
            lambda d: d.exists(5),
            lambda d: d.select(5),
            lambda d: d.select_labels(labels="an id"),
            lambda d: d.select_labels(labels=["an id"]),
            lambda d: d.select_labels(tags=[1]),
        ],
    )
    def test_parameters_of_another_type(self, dataset: ln.Dataset, use: Any) -> None:
        with pytest.raises(TypeError):
            use(dataset)


class TestAccess:
    def test_slices(self, dataset: ln.Dataset) -> None:
        assert files(dataset[1:3]) == [1, 2]
        assert files(dataset[:2]) == [0, 1]
        assert files(dataset[-2:]) == [4, 5]
        assert files(dataset[1:-1]) == [1, 2, 3, 4]
        assert files(dataset[3:1]) == []
        assert files(dataset[:]) == [*range(6)]
        assert files(dataset[2:][1:2]) == [3]
        with pytest.raises(ValueError, match="step"):
            dataset[::2]

    def test_other_keys(self, dataset: ln.Dataset) -> None:
        flags = [True, False, False, True, False, False]
        assert files(dataset[flags]) == [0, 3]
        assert files(dataset[np.array(flags)]) == [0, 3]
        assert files(dataset[F("score") < 1]) == [0, 5]
        assert files(dataset[[dataset.last().id]]) == [5]
        assert files(dataset.exclude(dataset.limit(4))) == [4, 5]

    def test_samples_outside_of_the_view_are_not_found(self, dataset: ln.Dataset) -> None:
        view = dataset.limit(2)
        assert view["/data/1.png"].filename == "1.png"
        with pytest.raises(KeyError, match=r"5\.png|not"):
            view["/data/5.png"]
        with pytest.raises(ValueError, match="is empty"):
            dataset.limit(0).first()
        assert view.last().filename == "1.png"
        assert [s.filename for s in view.tail(1)] == ["1.png"]


class TestAsData:
    def test_stages_travel_and_come_back(self, dataset: ln.Dataset) -> None:
        view = dataset.filter_labels("predictions", F("confidence") > 0.5).sort_by("score").take(2)
        again = ln.DatasetView._from_stages(dataset, view._serialize())
        assert again == view
        assert files(again) == files(view)
        assert again != dataset.limit(1)
        assert view.view() == view
        assert view.dataset is dataset
        assert view.name is None

    def test_repr_reads_as_python(self, dataset: ln.Dataset) -> None:
        view = dataset.match((F("score") > 1) & ~F("tags").contains("x")).sort_by("score").limit(2)
        lines = repr(view).splitlines()
        assert lines[0] == f"Dataset:     {dataset.name}"
        assert lines[2] == "Num samples: 2"
        assert lines[-4:] == [
            "View stages:",
            "    1. Match((F('score') > 1) & (~F('tags').contains('x')))",
            "    2. SortBy('score')",
            "    3. Limit(2)",
        ] or lines[-3:] == [
            "    1. Match((F('score') > 1) & ~F('tags').contains('x'))",
            "    2. SortBy('score')",
            "    3. Limit(2)",
        ]
        assert dataset.select([s.id for s in dataset]).stages[0].endswith("… 6 ids])")
        assert dataset.match_tags("a", bool=False).stages == ["MatchTags(['a'], bool=False)"]

    def test_a_view_follows_its_dataset(self) -> None:
        mine = animals()
        view = mine.match(F("score") > 2)
        mine.add_sample(ln.Sample("/data/6.png", score=6.0))
        assert files(view) == [3, 4, 6]

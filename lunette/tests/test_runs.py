"""Runs that are stored with a dataset: custom ones, and those of brain, evaluation, annotation."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import numpy as np
import pytest

import lunette as ln
from lunette.core import run_store, runs
from lunette.tests.support.datasets import animals


@pytest.fixture
def dataset() -> ln.Dataset:
    return animals()


class TestCustomRuns:
    def test_a_run_is_registered_with_its_parameters(self, dataset: ln.Dataset) -> None:
        assert dataset.list_runs() == []
        config = dataset.init_run(method="mine", threshold=0.5, labels=["cat"])
        config.more = {"deep": [1, 2]}
        dataset.register_run("my_run", config)
        assert [dataset.has_runs, dataset.has_run("my_run"), dataset.has_run("x")] == [
            True,
            True,
            False,
        ]
        info = dataset.get_run_info("my_run")
        assert (info.key, info.version) == ("my_run", ln.__version__)
        assert info.timestamp is not None
        now = datetime.now(timezone.utc).replace(tzinfo=None)
        assert abs(now - info.timestamp) < timedelta(minutes=5)
        assert info.config == config
        assert info.config.threshold == 0.5
        assert "threshold" in repr(info)

    def test_runs_are_listed_by_their_parameters(self, dataset: ln.Dataset) -> None:
        dataset.register_run("a", dataset.init_run(method="one", size=1))
        dataset.register_run("b", dataset.init_run(method="two", size=1))
        assert dataset.list_runs() == ["a", "b"]
        assert dataset.list_runs(method="two") == ["b"]
        assert dataset.list_runs(method="one", size=2) == []

    def test_parameters_can_be_changed(self, dataset: ln.Dataset) -> None:
        dataset.register_run("a", dataset.init_run(size=1))
        before = dataset.get_run_info("a").timestamp
        dataset.update_run_config("a", dataset.init_run(size=2))
        info = dataset.get_run_info("a")
        assert info.config.size == 2
        assert info.timestamp == before

    @pytest.mark.parametrize("key", ["my-run", "1st", "", "a b", 5])
    def test_a_key_is_a_name(self, dataset: ln.Dataset, key: Any) -> None:
        with pytest.raises(ValueError, match="key of a run is a name"):
            dataset.register_run(key, dataset.init_run())

    def test_a_key_that_is_taken_is_refused(self, dataset: ln.Dataset) -> None:
        dataset.register_run("a", dataset.init_run(size=1))
        with pytest.raises(ValueError, match="a run 'a' already"):
            dataset.register_run("a", dataset.init_run(size=2))
        dataset.register_run("a", dataset.init_run(size=2), overwrite=True)
        assert dataset.get_run_info("a").config.size == 2
        with pytest.raises(ValueError, match="that JSON can carry"):
            dataset.register_run("b", dataset.init_run(what=object()))
        with pytest.raises(ValueError, match="must be a RunConfig"):
            dataset.register_run("b", {"size": 1})  # type: ignore[arg-type]


class TestResults:
    def test_results_are_saved_and_loaded(self, dataset: ln.Dataset) -> None:
        dataset.register_run("a", dataset.init_run(size=1))
        assert dataset.load_run_results("a") is None
        results = dataset.init_run_results("a", scores=np.arange(6, dtype="f4"))
        results.names = ["x", "y"]
        dataset.save_run_results("a", results)
        assert dataset.load_run_results("a") is results
        again = dataset.load_run_results("a", cache=False)
        assert again is not None
        assert again is not results
        assert again.attributes() == ["scores", "names"]
        np.testing.assert_array_equal(again.scores, np.arange(6, dtype="f4"))
        assert (again.key, again.samples) == ("a", dataset)
        assert again.config == dataset.get_run_info("a").config

    def test_results_can_come_with_the_run_and_save_themselves(self, dataset: ln.Dataset) -> None:
        config = dataset.init_run()
        results = ln.RunResults(dataset, config, "a", best=1)
        dataset.register_run("a", config, results=results)
        results.best = 2
        results.save()
        stored = dataset.load_run_results("a", cache=False)
        assert stored is not None
        assert stored.best == 2
        with pytest.raises(ValueError, match="has results already"):
            dataset.save_run_results("a", results, overwrite=False)

    def test_registering_again_forgets_older_results(self, dataset: ln.Dataset) -> None:
        config = dataset.init_run()
        dataset.register_run("a", config, ln.RunResults(dataset, config, "a", best=1))
        dataset.register_run("a", config, overwrite=True)
        assert dataset.load_run_results("a") is None

    def test_a_run_of_a_view_knows_the_view(self, dataset: ln.Dataset) -> None:
        view = dataset.limit(2)
        config = view.init_run(label_field="predictions")
        view.register_run("a", config, ln.RunResults(view, config, "a", best=1))
        assert dataset.load_run_view("a") == view
        loaded = dataset.load_run_results("a", cache=False)
        assert loaded is not None
        assert loaded.samples == view
        whole = dataset.load_run_results("a", cache=False, load_view=False)
        assert whole is not None
        assert whole.samples is dataset

    def test_the_view_can_be_limited_to_the_fields_of_the_run(self, dataset: ln.Dataset) -> None:
        dataset.add_sample_field("other", ln.EmbeddedDocumentField, ln.Classification)
        dataset.register_run("a", dataset.init_run(label_field="predictions"))
        view = dataset.load_run_view("a", select_fields=True)
        assert "predictions" in view.get_field_schema()
        assert "other" not in view.get_field_schema()


class TestRenamingAndDeleting:
    def test_a_run_is_renamed_with_its_results(self, dataset: ln.Dataset) -> None:
        config = dataset.init_run()
        dataset.register_run("a", config, ln.RunResults(dataset, config, "a", best=1))
        dataset.register_run("b", config)
        dataset.rename_run("a", "c")
        assert dataset.list_runs() == ["b", "c"]
        loaded = dataset.load_run_results("c", cache=False)
        assert loaded is not None
        assert (loaded.key, loaded.best) == ("c", 1)
        with pytest.raises(ValueError, match="a run 'b' already"):
            dataset.rename_run("c", "b")

    def test_runs_are_deleted(self, dataset: ln.Dataset) -> None:
        for key in ("a", "b", "c"):
            dataset.register_run(key, dataset.init_run())
        dataset.delete_run("b")
        assert dataset.list_runs() == ["a", "c"]
        with pytest.raises(ValueError, match=r"no run 'b'; it has 'a', 'c'"):
            dataset.delete_run("b")
        with pytest.raises(ValueError, match="no run 'b'"):
            dataset.get_run_info("b")
        dataset.delete_runs()
        assert not dataset.has_runs


class MyIndexConfig(runs.BrainMethodConfig):
    """Parameters of a method of our own."""

    type = "similarity"
    method = "mine"


class TestOtherKinds:
    """What evaluations and brain methods store is served by the same verbs."""

    def test_brain_runs(self, dataset: ln.Dataset) -> None:
        config = MyIndexConfig(metric="cosine")
        results = runs.BrainResults(dataset, config, "sim", index=[1, 2])
        run_store.register(dataset, run_store.BRAIN, "sim", config, results, False, False)
        assert dataset.has_brain_runs
        assert dataset.list_brain_runs() == ["sim"]
        assert dataset.list_brain_runs(type="similarity", method="mine") == ["sim"]
        assert dataset.list_brain_runs(type=MyIndexConfig, metric="euclidean") == []
        info = dataset.get_brain_info("sim")
        assert isinstance(info, runs.BrainInfo)
        assert isinstance(info.config, MyIndexConfig)
        loaded = dataset.load_brain_results("sim")
        assert isinstance(loaded, runs.BrainResults)
        assert loaded.index == [1, 2]
        assert dataset.load_brain_view("sim") == dataset.view()
        dataset.rename_brain_run("sim", "sim2")
        assert dataset.view().list_brain_runs() == ["sim2"]
        dataset.delete_brain_run("sim2")
        assert not dataset.has_brain_runs

    def test_evaluations_and_annotation_runs_have_keys_of_their_own(
        self, dataset: ln.Dataset
    ) -> None:
        for kind, config in (
            (run_store.EVALUATION, runs.EvaluationMethodConfig(gt_field="predictions")),
            (run_store.ANNOTATION, runs.AnnotationMethodConfig(method="tool")),
        ):
            run_store.register(dataset, kind, "a", config, None, False, False)
        assert (dataset.list_evaluations(), dataset.list_annotation_runs()) == (["a"], ["a"])
        assert (dataset.list_brain_runs(), dataset.list_runs()) == ([], [])
        assert dataset.has_evaluation("a")
        assert dataset.load_evaluation_results("a") is None
        assert dataset.get_annotation_info("a").config.method == "tool"
        with pytest.raises(ValueError, match="no evaluation 'b'"):
            dataset.get_evaluation_info("b")
        dataset.delete_evaluations()
        dataset.delete_annotation_runs()
        assert [dataset.has_evaluations, dataset.has_annotation_runs] == [False, False]

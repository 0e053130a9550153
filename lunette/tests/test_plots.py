"""Plots: what they ask for, how they are attached, and their cells."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import lunette as ln
from lunette import ViewField as F
from lunette.core.plots import InteractiveScatter, PlotManager
from lunette.core.plots.home import MIME_TYPE
from lunette.tests.support.notebook import Notebook, running_notebook


@pytest.fixture
def dataset(tmp_path: Path) -> Iterator[ln.Dataset]:
    """Six samples, two of each colour, with a detection each whose confidence rises."""
    dataset = ln.Dataset()
    samples = []
    for number in range(6):
        path = tmp_path / f"{number}.png"
        Image.new("RGB", (8, 8)).save(path)
        box = ln.Detection(
            label=["red", "green", "blue"][number % 3],
            bounding_box=[0, 0, 0.5, 0.5],
            confidence=number / 10,
        )
        detections = ln.Detections(detections=[box])
        samples.append(ln.Sample(filepath=str(path), found=detections, weight=float(number)))
    dataset.add_samples(samples)
    yield dataset
    dataset.delete()


@pytest.fixture
def session(dataset: ln.Dataset) -> Iterator[ln.Session]:
    session = ln.Session(dataset)
    yield session
    session.close()


def picture(session: ln.Session, name: str) -> Image.Image:
    """The plot as the bridge draws it."""
    _, png = session._wire.request("plot.picture", {"name": name, "width": 400, "height": 200})
    return Image.open(io.BytesIO(bytes(png or b"")))


class TestHistograms:
    def test_name_labels_of_lists_as_the_dataset_does(self, session: ln.Session) -> None:
        session.plots.attach(ln.CategoricalHistogram("found.detections.label"))
        (plot,) = session._read()["plots"]
        assert plot["spec"]["path"] == "found.label"

    def test_are_made_of_a_view_field_too(self, session: ln.Session) -> None:
        session.plots.attach(ln.NumericalHistogram(F("weight"), bins=3))
        (plot,) = session._read()["plots"]
        assert (plot["spec"]["path"], plot["spec"]["bins"]) == ("weight", 3)

    def test_cannot_be_made_of_expressions(self) -> None:
        with pytest.raises(ValueError, match="of fields, not of expressions"):
            ln.NumericalHistogram(F("weight") * 2)

    @pytest.mark.parametrize(
        ("make", "message"),
        [
            (lambda: ln.NumericalHistogram("weight", bins=0), "bins must be"),
            (lambda: ln.NumericalHistogram("weight", range=(2, 1)), "two rising numbers"),
            (lambda: ln.CategoricalHistogram("weight", order="none"), "order must be one of"),
            (lambda: ln.CategoricalHistogram(7), "a field's path"),
        ],
    )
    def test_say_what_is_wrong_with_an_argument(self, make: Any, message: str) -> None:
        with pytest.raises(ValueError, match=message):
            make()

    def test_are_drawn_without_a_browser_and_follow_the_view(self, session: ln.Session) -> None:
        session.plots.attach(ln.CategoricalHistogram("found.label"), name="labels")
        whole = picture(session, "labels")
        assert whole.size == (400, 200)
        session.view = session.dataset.match(F("weight") > 3)  # type: ignore[union-attr]
        assert picture(session, "labels").tobytes() != whole.tobytes()


class TestScatterPlots:
    def test_stand_for_samples(self, dataset: ln.Dataset, session: ln.Session) -> None:
        points = np.arange(12.0).reshape(6, 2)
        plot = ln.scatterplot(points, samples=dataset, labels="weight")
        session.plots.attach(plot)
        (attached,) = session._read()["plots"]
        assert attached["spec"]["link"] == {"kind": "samples"}
        assert attached["spec"]["legend"] == "weight"
        ids = dataset.values("id")
        session.view = dataset.select(ids[2:4])
        assert plot.selected_ids == ids[2:4]

    def test_stand_for_labels(self, dataset: ln.Dataset, session: ln.Session) -> None:
        points = np.random.default_rng(1).normal(size=(6, 2))
        plot = ln.scatterplot(points, samples=dataset, link_field="found", labels="found.label")
        session.plots.attach(plot, name="points")
        (attached,) = session._read()["plots"]
        assert attached["spec"]["link"] == {"kind": "labels", "field": "found"}
        assert attached["spec"]["classes"] == ["blue", "green", "red"]
        before = picture(session, "points").tobytes()
        session.view = dataset.filter_labels("found", F("label") == "red")
        assert picture(session, "points").tobytes() != before

    def test_show_chosen_classes_only(self) -> None:
        plot = ln.scatterplot(np.zeros((3, 2)), labels=["a", "b", "a"], classes=["a"])
        assert isinstance(plot, InteractiveScatter)
        assert plot._count == 2

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"points": np.zeros((3, 3))}, r"shape \(points, 2\)"),
            ({"points": np.zeros((3, 2)), "ids": ["a"]}, "3 points, but 1 samples"),
            ({"points": np.zeros((3, 2)), "labels": [1, 2]}, "`labels` has the shape"),
            ({"points": np.zeros((3, 2)), "labels": "weight"}, "`samples`, which are not given"),
        ],
    )
    def test_say_what_does_not_go_together(self, arguments: Any, message: str) -> None:
        with pytest.raises(ValueError, match=message):
            ln.scatterplot(**arguments)

    def test_of_places_leave_out_samples_without_one(self, dataset: ln.Dataset) -> None:
        sample = dataset.first()
        sample["place"] = ln.GeoLocation(point=[8.5, 47.4])
        sample.save()
        plot = ln.location_scatterplot(samples=dataset, location_field="place")
        assert plot._count == 1


class TestTheManager:
    def test_names_plots(self, session: ln.Session) -> None:
        first, second = ln.CategoricalHistogram("tags"), ln.CategoricalHistogram("found.label")
        session.plots.attach(first)
        session.plots.attach(second, name="labels")
        assert list(session.plots) == ["plot1", "labels"]
        assert session.plots["labels"] is second
        assert session.has_plots
        session.plots.attach(first)
        assert len(session.plots) == 2

    def test_refuses_what_is_no_plot_and_names_it_needs(self, session: ln.Session) -> None:
        with pytest.raises(ValueError, match="Only plots can be attached"):
            session.plots.attach("plot")  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="cannot be the name"):
            session.plots.attach(ln.CategoricalHistogram("tags"), name="session")
        session.plots.attach(ln.CategoricalHistogram("tags"), name="a")
        with pytest.raises(ValueError, match="already"):
            session.plots.attach(ln.CategoricalHistogram("tags"), name="a", overwrite=False)

    def test_says_which_plots_there_are(self, session: ln.Session) -> None:
        session.plots.attach(ln.CategoricalHistogram("tags"), name="a")
        with pytest.raises(ValueError, match="No plot with name 'b'"):
            session.plots.pop("b")
        session.plots.pop("a")
        assert session._read()["plots"] == []

    def test_disconnects_and_connects(self, session: ln.Session) -> None:
        plot = ln.CategoricalHistogram("tags")
        session.plots.attach(plot)
        session.plots.disconnect()
        assert plot.is_disconnected
        assert [each["connected"] for each in session._read()["plots"]] == [False]
        session.plots.connect()
        assert plot.is_connected

    def test_moves_with_its_plots_to_another_session(
        self, dataset: ln.Dataset, session: ln.Session
    ) -> None:
        manager = session.plots
        manager.attach(ln.scatterplot(np.zeros((6, 2)), samples=dataset), name="a")
        other = ln.Session(dataset, plots=manager)
        assert [each["name"] for each in other._read()["plots"]] == ["a"]
        assert picture(other, "a").size == (400, 200)
        other.close()

    def test_is_validated(self, session: ln.Session) -> None:
        with pytest.raises(ValueError, match=r"`Session\.plots` must be a PlotManager or None"):
            session.plots = "plots"  # type: ignore[assignment]
        session.plots = None
        assert isinstance(session.plots, PlotManager)


class TestInANotebook:
    @pytest.fixture
    def notebook(self, dataset: ln.Dataset) -> Iterator[Notebook]:
        dataset.persistent = True
        with running_notebook() as notebook:
            notebook.run(
                f"import lunette as ln\ndataset = ln.load_dataset({dataset.name!r})\n"
                "session = ln.Session(dataset)"
            )
            yield notebook

    def test_a_plot_is_a_live_output_with_a_picture(self, notebook: Notebook) -> None:
        (output,) = notebook.run(
            "plot = ln.CategoricalHistogram('found.label')\nsession.plots.attach(plot)\nplot.show()"
        )
        assert set(output["data"]) == {MIME_TYPE, "image/png", "text/plain"}
        assert set(output["data"][MIME_TYPE]) == {
            "v",
            "session",
            "plot",
            "subscription",
            "height",
        }

    def test_freezing_leaves_the_picture(self, notebook: Notebook) -> None:
        (output,) = notebook.run(
            "session.plots.attach(ln.CategoricalHistogram('found.label'))\nsession.plots.show()"
        )
        notebook.run("session.freeze()")
        assert set(output["data"]) == {"image/png", "text/plain"}

    def test_a_plot_shown_before_it_is_attached_follows_then(self, notebook: Notebook) -> None:
        (output,) = notebook.run(
            "plot = ln.NumericalHistogram('weight', init_view=dataset)\nplot.show()"
        )
        before = output["data"][MIME_TYPE]["session"]
        notebook.run("session.plots.attach(plot)")
        assert output["data"][MIME_TYPE]["session"] != before

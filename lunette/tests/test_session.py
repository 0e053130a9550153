"""Sessions outside of notebooks, with a real bridge and an App at the other end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import lunette as ln
from lunette import ViewField as F
from lunette._bridge_client import BridgeClient
from lunette._generated.events import (
    Event,
    SelectLabels,
    SelectSamples,
    SetSample,
    SetSampleSelectionStyle,
    SetView,
)
from lunette.core.session import AppConfig, Session
from lunette.tests.support.app import App, wait_until
from lunette.tests.support.pictures import picture_dataset


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory, lunette_home: Path) -> Iterator[ln.Dataset]:
    dataset = picture_dataset(tmp_path_factory.mktemp("pictures"))
    yield dataset
    dataset.delete()


@pytest.fixture
def session(dataset: ln.Dataset, bridge: BridgeClient) -> Iterator[Session]:
    session = Session(dataset)
    yield session
    session.close()


@pytest.fixture
def app(session: Session, lunette_home: Path) -> Iterator[App]:
    app = App(lunette_home, session._wire.id)
    yield app
    app.close()


class TestDataset:
    def test_is_the_one_that_was_given(self, session: Session, dataset: ln.Dataset) -> None:
        assert session.dataset is dataset
        assert session.view is None

    def test_comes_with_a_view_that_is_given_in_its_place(
        self, dataset: ln.Dataset, bridge: BridgeClient
    ) -> None:
        view = dataset.limit(2)
        session = Session(view)
        assert session.dataset is dataset
        assert session.view == view
        session.close()

    def test_replaces_the_state_for_the_app(
        self, session: Session, app: App, dataset: ln.Dataset, tmp_path: Path
    ) -> None:
        session.view = dataset.limit(2)
        session.selected = dataset.values("id")[:1]
        other = picture_dataset(tmp_path, 1)
        session.dataset = other
        state = app.session.state()
        assert state["dataset"] == other.name
        assert (state["view"], state["selected_samples"]) == ([], [])
        assert session.dataset is other
        other.delete()

    def test_that_was_deleted_is_gone_from_the_session(
        self, session: Session, app: App, tmp_path: Path
    ) -> None:
        other = picture_dataset(tmp_path, 1)
        session.dataset = other
        other.delete()
        wait_until(lambda: session.dataset is None)
        assert session.view is None
        assert session.selected == []

    def test_follows_when_it_is_renamed(self, session: Session, tmp_path: Path) -> None:
        other = picture_dataset(tmp_path, 1, name="before")
        session.dataset = other
        other.name = "after"
        wait_until(lambda: session._wire.state()["dataset"] == "after")
        assert session.dataset is other
        other.delete()

    def test_may_be_none(self, session: Session, app: App) -> None:
        session.clear_dataset()
        assert session.dataset is None
        assert app.session.state()["dataset"] is None


class TestView:
    def test_set_here_shows_in_the_app(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        view = dataset.filter_labels("predictions", F("confidence") > 0.3).sort_by("filepath")
        session.view = view
        assert app.wait_for("set_view")["view"] == view._serialize()
        assert session.view is view

    def test_filtered_in_the_app_is_read_here(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        app.send(SetView(view=dataset.match_tags("even")._serialize()))
        assert session.view == dataset.match_tags("even")
        assert session.view is not None
        assert len(session.view) == 3
        app.send(SetView(view=[]))
        assert session.view is None

    def test_selects_nothing_and_closes_what_was_open(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        session.selected = dataset.values("id")[:2]
        session.sample_id = dataset.first().id
        session.view = dataset.limit(2)
        assert session.selected == []
        assert session.sample_id is None

    def test_of_another_dataset_changes_the_dataset(
        self, session: Session, app: App, tmp_path: Path
    ) -> None:
        other = picture_dataset(tmp_path, 2)
        session.view = other.limit(1)
        assert session.dataset is other
        assert app.session.state()["dataset"] == other.name
        other.delete()

    def test_none_shows_the_whole_dataset(self, session: Session, dataset: ln.Dataset) -> None:
        session.view = dataset.limit(2)
        session.view = None
        assert session.view is None
        session.view = dataset.limit(2)
        session.clear_view()
        assert session.view is None

    @pytest.mark.parametrize("wrong", ["a view", 3, [], object()])
    def test_of_the_wrong_kind_is_refused(self, session: Session, wrong: Any) -> None:
        with pytest.raises(ValueError, match=r"`Session\.view` must be a DatasetView or None"):
            session.view = wrong

    def test_is_not_assigned_as_a_dataset(self, session: Session, dataset: ln.Dataset) -> None:
        with pytest.raises(ValueError, match=r"`Session\.dataset` must be a Dataset or None"):
            session.dataset = dataset.limit(1)  # type: ignore[assignment]

    def test_with_a_field_that_is_gone_is_refused_with_its_name(
        self, session: Session, dataset: ln.Dataset, app: App
    ) -> None:
        bad = dataset.limit(1)
        bad._stages.append({"stage": "exists", "field": "nowhere", "bool": True})
        with pytest.raises(ValueError, match="nowhere"):
            session.view = bad
        assert session.view is None
        assert app.seen("set_view") == []


class TestSelectedSamples:
    def test_clicked_in_the_app_are_read_here(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        first, second = dataset.values("id")[:2]
        app.send(SelectSamples(samples=[{"id": second, "type": "default"}]))
        assert session.selected == [second]
        app.send(
            SelectSamples(samples=[{"id": second, "type": "alt"}, {"id": first, "type": "default"}])
        )
        assert session.selected == [second, first]
        assert session.selected_samples[0] == {"id": second, "type": "alt"}

    def test_set_here_keep_the_types_they_had(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        first, second, third = dataset.values("id")[:3]
        session.selected_samples = [{"id": first, "type": "alt"}, second]
        session.selected = [third, first]
        assert app.session.state()["selected_samples"] == [
            {"id": third, "type": "default"},
            {"id": first, "type": "alt"},
        ]

    def test_by_tags_are_those_of_the_view(self, session: Session, dataset: ln.Dataset) -> None:
        session.view = dataset.limit(3)
        session.select_samples(tags="even")
        assert session.selected == dataset.limit(3).match_tags("even").values("id")

    def test_are_one_or_many_or_none(self, session: Session, dataset: ln.Dataset) -> None:
        ids = dataset.values("id")
        session.select_samples(ids[0])
        assert session.selected == [ids[0]]
        session.select_samples(iter(ids[:3]))
        assert session.selected == ids[:3]
        session.select_samples()
        assert session.selected == []
        session.selected = ids[:1]
        session.clear_selected()
        assert session.selected == []

    @pytest.mark.parametrize(
        ("wrong", "error", "text"),
        [
            ([1], TypeError, "an id or a dict"),
            (1, TypeError, "by their ids"),
            ([{"type": "alt"}], ValueError, "needs the `id`"),
            ([{"id": ""}], ValueError, "needs the `id`"),
            ([{"id": "a", "type": "other"}], ValueError, "Invalid selection type 'other'"),
            (["no id of a sample"], ValueError, "24 hexadecimal digits"),
        ],
    )
    def test_of_a_wrong_form_are_refused(
        self, session: Session, wrong: Any, error: type[Exception], text: str
    ) -> None:
        with pytest.raises(error, match=text):
            session.select_samples(wrong)

    def test_can_be_tagged(self, session: Session, dataset: ln.Dataset) -> None:
        ids = dataset.values("id")[:2]
        session.tag_selected_samples("chosen")
        assert dataset.count_sample_tags().get("chosen") is None
        session.selected = ids
        session.tag_selected_samples("chosen")
        assert dataset.match_tags("chosen").values("id") == ids
        session.untag_selected_samples("chosen")
        assert dataset.count_sample_tags().get("chosen") is None


class TestSelectedLabels:
    def test_clicked_in_the_app_are_read_here(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        sample = dataset.first()
        label = {
            "label_id": sample.predictions.detections[0].id,
            "sample_id": sample.id,
            "field": "predictions",
        }
        app.send(SelectLabels(labels=[label]))  # type: ignore[list-item]
        assert session.selected_labels == [label]
        session.clear_selected_labels()
        assert session.selected_labels == []

    def test_are_found_by_id_tag_and_field(self, session: Session, dataset: ln.Dataset) -> None:
        sample = dataset.first()
        dog = sample.predictions.detections[1].id
        session.select_labels(ids=dog)
        assert session.selected_labels == [
            {"label_id": dog, "sample_id": sample.id, "field": "predictions"}
        ]
        session.select_labels(tags=["checked"])
        assert len(session.selected_labels) == 6
        session.select_labels(fields="weather")
        assert {label["field"] for label in session.selected_labels} == {"weather"}
        assert len(session.selected_labels) == 6
        session.select_labels()
        assert session.selected_labels == []

    @pytest.mark.parametrize(
        ("wrong", "error", "text"),
        [
            (["an id"], TypeError, "is a dict"),
            ([{"label_id": "a"}], ValueError, "needs label_id, sample_id, field"),
        ],
    )
    def test_of_a_wrong_form_are_refused(
        self, session: Session, wrong: Any, error: type[Exception], text: str
    ) -> None:
        with pytest.raises(error, match=text):
            session.select_labels(wrong)

    def test_can_be_tagged(self, session: Session, dataset: ln.Dataset) -> None:
        dog = dataset.first().predictions.detections[1].id
        session.select_labels(ids=dog)
        session.tag_selected_labels("mine")
        assert dataset.count_label_tags()["mine"] == 1
        session.untag_selected_labels("mine")
        assert "mine" not in dataset.count_label_tags()


class TestSelectedView:
    def test_is_none_without_a_selection(self, session: Session) -> None:
        assert session.selected_view is None

    def test_has_the_selected_samples_in_the_order_of_the_view(
        self, session: Session, dataset: ln.Dataset
    ) -> None:
        ids = dataset.values("id")
        session.selected = [ids[3], ids[1]]
        assert session.selected_view is not None
        assert session.selected_view.values("id") == [ids[1], ids[3]]

    def test_has_only_the_selected_labels(self, session: Session, dataset: ln.Dataset) -> None:
        sample = dataset.first()
        session.select_labels(ids=sample.predictions.detections[1].id)
        view = session.selected_view
        assert view is not None
        assert view.values("id") == [sample.id]
        assert [label.label for label in view.first().predictions.detections] == ["dog"]
        assert view.count("weather.label") == 0

    def test_has_the_selected_labels_of_the_selected_samples(
        self, session: Session, dataset: ln.Dataset
    ) -> None:
        ids = dataset.values("id")
        session.select_labels(tags="checked")
        session.selected = ids[:2]
        view = session.selected_view
        assert view is not None
        assert view.values("id") == ids[:2]
        assert view.count_values("predictions.label") == {"dog": 2}


class TestSampleId:
    def test_is_the_open_sample(self, session: Session, app: App, dataset: ln.Dataset) -> None:
        id = dataset.first().id
        session.sample_id = id
        assert app.wait_for("set_sample")["sample_id"] == id
        app.send(SetSample(sample_id=None))
        assert session.sample_id is None

    def test_of_the_wrong_kind_is_refused(self, session: Session) -> None:
        with pytest.raises(ValueError, match="unexpected sample id value '3'"):
            session.sample_id = 3  # type: ignore[assignment]


class TestConfig:
    def test_edits_reach_the_app_with_refresh(self, session: Session, app: App) -> None:
        session.config.show_label = False
        assert app.session.state()["config"]["show_label"] is True
        session.refresh()
        assert app.session.state()["config"]["show_label"] is False
        assert app.seen("refresh")

    def test_edits_reach_the_app_with_the_next_view(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        session.config.theme = "dark"
        session.view = dataset.limit(1)
        assert app.session.state()["config"]["theme"] == "dark"
        assert app.session.state()["view"] == dataset.limit(1)._serialize()

    def test_is_a_copy_of_what_was_given(self, dataset: ln.Dataset, bridge: BridgeClient) -> None:
        config = AppConfig(grid_zoom=3)
        session = Session(dataset, config=config, height=400)
        session.config.grid_zoom = 4
        assert (config.grid_zoom, config.notebook_height) == (3, 600)
        assert session.config.notebook_height == 400
        session.close()

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("color_by", "taste"),
            ("theme", None),
            ("grid_zoom", 11),
            ("grid_zoom", True),
            ("notebook_height", 99),
            ("notebook_height", 500.5),
            ("show_label", "yes"),
        ],
    )
    def test_refuses_values_that_mean_nothing(self, name: str, value: Any) -> None:
        with pytest.raises(ValueError, match=name):
            setattr(AppConfig(), name, value)

    def test_names_its_settings_if_there_is_none_of_a_name(self) -> None:
        with pytest.raises(AttributeError, match=r"no setting 'colour'.*color_by"):
            AppConfig(colour="red")


class TestRefresh:
    def test_makes_the_app_read_again_and_changes_nothing(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        session.selected = dataset.values("id")[:1]
        before = session._wire.state()
        session.refresh()
        app.wait_for("refresh")
        assert session._wire.state() == before


class TestListeners:
    def test_are_called_with_events_of_the_app_and_of_the_kernel(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        seen: list[Event] = []
        session.add_event_listener("select_samples", seen.append)
        first, second = dataset.values("id")[:2]
        app.send(SelectSamples(samples=[{"id": first, "type": "default"}]))
        wait_until(lambda: len(seen) == 1)
        session.selected = [second]
        wait_until(lambda: len(seen) == 2)
        assert seen == [
            SelectSamples(samples=[{"id": first, "type": "default"}]),
            SelectSamples(samples=[{"id": second, "type": "default"}]),
        ]
        session.remove_event_listener("select_samples", seen.append)

    def test_may_use_the_session(self, session: Session, app: App, dataset: ln.Dataset) -> None:
        first = dataset.values("id")[0]
        done = threading.Event()

        def open_it(event: Event) -> None:
            assert isinstance(event, SelectSamples)
            session.sample_id = event.samples[0]["id"]
            done.set()

        session.add_event_listener("select_samples", open_it)
        app.send(SelectSamples(samples=[{"id": first, "type": "default"}]))
        assert done.wait(10)
        assert session.sample_id == first

    def test_that_fail_disturb_nobody(
        self, session: Session, app: App, dataset: ln.Dataset, caplog: pytest.LogCaptureFixture
    ) -> None:
        seen: list[Event] = []

        def fail(_: Event) -> None:
            raise RuntimeError("a mistake of the user")

        session.add_event_listener("set_sample", fail)
        session.add_event_listener("set_sample", seen.append)
        app.send(SetSample(sample_id=dataset.first().id))
        wait_until(lambda: seen)
        assert "a mistake of the user" in caplog.text

    def test_for_unknown_events_are_refused(self, session: Session) -> None:
        with pytest.raises(ValueError, match=r"no session event 'click'.*select_samples"):
            session.add_event_listener("click", print)


class TestSummary:
    def test_has_the_numbers_of_the_bridge(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        session.view = dataset.match_tags("even").limit(2)
        session.select_samples(dataset.values("id")[:1])
        assert session.summary() == "\n".join(
            [
                f"Dataset:          {dataset.name}",
                "Media type:       image",
                "Num samples:      2",
                "Selected samples: 1",
                "Selected labels:  0",
                "Session type:     script",
                "View stages:",
                "    1. MatchTags(['even'])",
                "    2. Limit(2)",
            ]
        )
        assert repr(session) == session.summary()

    def test_names_a_selection_style_that_is_not_the_usual_one(
        self, session: Session, app: App
    ) -> None:
        app.send(SetSampleSelectionStyle(style={"default": "star", "alt": "x"}))
        assert "Selection style:  default=star, alt=x" in session.summary()

    def test_without_a_dataset_is_short(self, session: Session) -> None:
        session.clear_dataset()
        assert session.summary() == "Dataset:      -\nSession type: script"

    def test_of_a_closed_session_says_so(self, dataset: ln.Dataset, bridge: BridgeClient) -> None:
        session = Session(dataset)
        session.close()
        assert repr(session) == "Session type: closed"


class TestOutsideOfNotebooks:
    def test_showing_says_once_that_there_is_nowhere_to_show(self, session: Session) -> None:
        with pytest.warns(UserWarning, match="shown in notebooks only"):
            session.show()
        session.show()

    def test_launching_and_closing_work_without_a_word(
        self, dataset: ln.Dataset, recwarn: pytest.WarningsRecorder, bridge: BridgeClient
    ) -> None:
        session = ln.launch_app(dataset)
        assert session.dataset is dataset
        assert session.url is None
        ln.close_app()
        ln.close_app()
        assert len(recwarn) == 0
        with pytest.raises(ValueError, match="session was closed"):
            session.view = dataset.limit(1)
        session.close()

    @pytest.mark.parametrize("height", [0, 99, 4001, 500.0, "500", True])
    def test_heights_that_mean_nothing_are_refused(self, session: Session, height: Any) -> None:
        with pytest.raises(ValueError, match="whole number of pixels from 100 to 4000"):
            session.show(height)

    def test_arguments_of_the_wrong_kind_are_refused(self, bridge: BridgeClient) -> None:
        with pytest.raises(ValueError, match="`dataset` must be a Dataset or DatasetView or None"):
            ln.launch_app("quickstart")  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="`config` must be a AppConfig or None"):
            ln.launch_app(config={})  # type: ignore[arg-type]

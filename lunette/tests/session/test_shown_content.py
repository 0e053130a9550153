"""The dataset, view and sample that a session shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import lunette as ln
from lunette import ViewField as F
from lunette._bridge_client import BridgeClient
from lunette._generated.events import Refresh, SetSample, SetView
from lunette.core.session import Session
from lunette.tests.support.app import App, wait_until
from lunette.tests.support.pictures import picture_dataset


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


class TestGroupId:
    def test_is_the_open_group(self, session: Session, app: App, dataset: ln.Dataset) -> None:
        session.group_id = "left and right"
        assert app.wait_for("set_sample")["group_id"] == "left and right"
        ids = [session.group_id]
        # One thing is open at a time.
        session.sample_id = dataset.first().id
        assert [*ids, session.group_id] == ["left and right", None]
        with pytest.raises(ValueError, match="unexpected group id value '3'"):
            session.group_id = 3  # type: ignore[assignment]


class TestAtTheStart:
    def test_shows_what_was_given_in_the_order_of_the_reference(
        self, dataset: ln.Dataset, bridge: BridgeClient
    ) -> None:
        id = dataset.first().id
        layout = ln.default_workspace_factory()
        session = Session(
            dataset,
            dataset.limit(2),
            id,
            "a group",
            layout,
            ln.ColorScheme(opacity=0.2),
            None,
            5151,
            "127.0.0.1",
            False,
            "firefox",
            700,
            False,
            ln.AppConfig(theme="dark"),
        )
        assert session.view == dataset.limit(2)
        assert (session.sample_id, session.group_id) == (id, "a group")
        assert session.spaces == layout
        assert session.color_scheme.opacity == 0.2
        assert (session.server_port, session.server_address) == (5151, "127.0.0.1")
        assert (session.remote, session.auto) == (False, False)
        assert (session.config.notebook_height, session.config.theme) == (700, "dark")
        assert session.view_name is None
        session.close()

    def test_knows_no_saved_view_of_a_name(self, dataset: ln.Dataset) -> None:
        with pytest.raises(ValueError, match=f"'{dataset.name}' has no saved view 'few'"):
            Session(dataset, view_name="few")

    def test_begins_with_a_saved_view_and_follows_views_by_their_names(
        self, dataset: ln.Dataset
    ) -> None:
        dataset.save_view("two", dataset.limit(2))
        session = Session(dataset, view_name="two")
        assert session.view_name == "two"
        assert session.view is not None
        assert (session.view.name, len(session.view)) == ("two", 2)
        session.view = dataset.limit(1)
        assert [session.view_name, session.view.name] == [None, None]
        session.view = dataset.load_saved_view("two")
        assert session.view_name == "two"
        session.close()

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("dataset", "Dataset or DatasetView"),
            ("view", "DatasetView"),
            ("spaces", "Space"),
            ("color_scheme", "ColorScheme"),
            ("plots", "PlotManager"),
            ("config", "AppConfig"),
        ],
    )
    def test_refuses_what_is_of_the_wrong_kind(self, name: str, expected: str) -> None:
        text = f"`{name}` must be a {expected} or None; found <class 'str'>"
        with pytest.raises(ValueError, match=text):
            ln.launch_app(**{name: "wrong"})  # type: ignore[arg-type]

    def test_refuses_ids_that_are_none(self, dataset: ln.Dataset) -> None:
        with pytest.raises(ValueError, match="unexpected sample id value '3'"):
            ln.launch_app(dataset, sample_id=3)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="unexpected group id value '3'"):
            ln.launch_app(dataset, group_id=3)  # type: ignore[arg-type]


class TestAuto:
    def test_is_off_while_nothing_is_to_be_shown(self, session: Session) -> None:
        with session.no_show():
            with session.no_show():
                session.view = None
            assert not session.auto
        found = [session.auto]
        session.auto = False
        with session.no_show():
            pass
        assert [*found, session.auto] == [True, False]


class TestRefresh:
    def test_makes_the_app_read_again_and_changes_nothing(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        session.selected = dataset.values("id")[:1]
        before = session._wire.state()
        session.refresh()
        app.wait_for("refresh")
        assert session._wire.state() == before

    def test_by_the_app_makes_this_process_read_the_dataset_again(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        session.view = dataset.limit(1)
        app.client.request("dataset.update", {"dataset": dataset._id, "description": "of cats"})
        app.send(Refresh())
        assert session.dataset is dataset
        assert dataset.description == "of cats"

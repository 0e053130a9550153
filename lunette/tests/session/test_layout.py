"""The layout of the App's panels as session and App share it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

import lunette as ln
from lunette._bridge_client import BridgeClient
from lunette._generated.events import SetSpaces
from lunette.core.session import Session
from lunette.core.spaces import default_workspace_factory
from lunette.tests.support.app import App


def two_panels() -> ln.Space:
    return ln.Space(
        [
            ln.Space([ln.Panel("Samples", pinned=True)]),
            ln.Space([ln.Panel("Histograms", state={"field": "tags"})]),
        ],
        orientation="horizontal",
        sizes=[0.6, 0.4],
    )


class TestSpaces:
    def test_is_the_samples_alone_at_first(self, session: Session) -> None:
        assert session.spaces == default_workspace_factory()

    def test_what_is_set_reaches_the_app(self, session: Session, app: App) -> None:
        layout = two_panels()
        session.spaces = layout
        assert session.spaces == layout
        assert app.wait_for("set_spaces")["spaces"] == layout.to_dict()

    def test_what_the_app_does_is_read_here(self, session: Session, app: App) -> None:
        layout = two_panels()
        app.send(SetSpaces(spaces=layout.to_dict()))
        assert session.spaces == layout

    def test_edited_in_place_reaches_the_app_with_refresh(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        layout = session.spaces
        layout.children.append(ln.Panel("Histograms"))
        assert app.seen("set_spaces") == []
        session.refresh()
        assert app.session.state()["spaces"] == layout.to_dict()
        session.spaces.active_child = layout.children[1].component_id
        session.view = dataset.limit(1)
        assert session.spaces.active_child == layout.children[1].component_id
        session.refresh()
        assert len(app.seen("set_spaces")) == 2

    def test_edited_in_place_wins_over_the_app_until_it_is_sent(
        self, session: Session, app: App
    ) -> None:
        session.spaces.children.append(ln.Panel("Histograms"))
        app.send(SetSpaces(spaces=two_panels().to_dict()))
        assert [panel.type for panel in session.spaces.children] == ["Samples", "Histograms"]
        session.refresh()
        assert len(app.session.state()["spaces"]["children"]) == 2  # type: ignore[index]
        app.send(SetSpaces(spaces=two_panels().to_dict()))
        assert session.spaces.orientation == "horizontal"

    def test_edited_into_something_impossible_is_refused(self, session: Session) -> None:
        session.spaces.children.append(ln.Space())
        with pytest.raises(ValueError, match="panels and spaces among its children"):
            session.refresh()

    def test_none_is_the_samples_alone(self, session: Session, app: App) -> None:
        session.spaces = two_panels()
        session.spaces = None
        assert app.session.state()["spaces"] is None
        assert session.spaces == default_workspace_factory()

    def test_other_values_are_refused(self, session: Session) -> None:
        with pytest.raises(ValueError, match=r"`Session.spaces` must be a Space or None; found"):
            session.spaces = cast(Any, "Samples")

    def test_a_new_session_has_the_layout_it_was_given(
        self, dataset: ln.Dataset, bridge: BridgeClient
    ) -> None:
        layout = two_panels()
        session = Session(dataset, spaces=layout)
        assert session.spaces == layout
        session.close()
        with pytest.raises(ValueError, match=r"`spaces` must be a Space or None; found"):
            Session(dataset, spaces=cast(Any, {}))

    def test_stays_with_another_view_but_not_with_another_dataset(
        self, session: Session, dataset: ln.Dataset
    ) -> None:
        layout = two_panels()
        session.spaces = layout
        session.view = dataset.limit(1)
        assert session.spaces == layout
        session.config.show_label = False
        session.view = dataset.limit(2)
        assert session.spaces == layout
        session.dataset = dataset
        assert session.spaces == default_workspace_factory()


class TestWorkspaces:
    def test_a_saved_workspace_is_opened_by_name(self, session: Session, app: App) -> None:
        dataset = session.dataset
        assert dataset is not None
        layout = two_panels()
        dataset.save_workspace("side by side", layout)
        session.load_workspace("side by side")
        assert session.spaces == layout
        assert app.wait_for("set_spaces")["spaces"] == layout.to_dict()

    def test_an_unknown_workspace_changes_nothing(self, session: Session) -> None:
        layout = two_panels()
        session.spaces = layout
        with pytest.raises(ValueError, match=r"no workspace 'nowhere'"):
            session.load_workspace("nowhere")
        assert session.spaces == layout

    def test_without_a_dataset_there_is_none(
        self, lunette_home: Path, bridge: BridgeClient
    ) -> None:
        session = Session()
        with pytest.raises(ValueError, match="has no dataset"):
            session.load_workspace("any")
        session.close()

"""Settings of the App."""

from __future__ import annotations

from typing import Any

import pytest

import lunette as ln
from lunette._bridge_client import BridgeClient
from lunette.core.session import AppConfig, Session
from lunette.tests.support.app import App


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

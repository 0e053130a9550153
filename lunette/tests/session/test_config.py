"""Settings of the App."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

import lunette as ln
from lunette._bridge_client import BridgeClient
from lunette._generated.events import APP_CONFIG_DEFAULTS, SelectSamples, SetConfig
from lunette.core.config_checks import CHECKS
from lunette.core.session import AppConfig, Session
from lunette.tests.support.app import App


class TestOfASession:
    def test_edits_reach_the_app_with_refresh(self, session: Session, app: App) -> None:
        session.config.show_label = False
        assert app.session.state()["config"]["show_label"] is True
        session.refresh()
        assert app.session.state()["config"]["show_label"] is False
        assert app.seen("set_config") == [{"config": {"show_label": False}}]
        assert app.seen("refresh")

    def test_edits_inside_of_a_value_are_edits(self, session: Session, app: App) -> None:
        session.config.plugins["map"] = {"token": "t"}
        session.config.color_pool = ["red"]
        session.refresh()
        assert app.session.state()["config"]["plugins"] == {"map": {"token": "t"}}
        assert session.config.color_pool is not None
        session.config.color_pool.append("blue")
        session.refresh()
        assert app.session.state()["config"]["color_pool"] == ["red", "blue"]

    def test_edits_reach_the_app_with_the_next_view(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        session.config.theme = "dark"
        session.view = dataset.limit(1)
        assert app.session.state()["config"]["theme"] == "dark"
        assert app.session.state()["view"] == dataset.limit(1)._serialize()

    def test_edits_reach_the_app_with_the_next_dataset(self, session: Session, app: App) -> None:
        session.config.theme = "dark"
        session.clear_dataset()
        assert app.session.state()["config"]["theme"] == "dark"

    def test_edits_never_undo_what_the_app_did_meanwhile(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        config = session.config
        config.show_label = False
        ids = dataset.values("id")[:2]
        app.send(SelectSamples(sample_ids=ids))
        app.send(SetConfig({"grid_zoom": 8}))
        session.refresh()
        state = app.session.state()
        assert [item["id"] for item in state["selected_samples"]] == ids
        assert (state["config"]["grid_zoom"], state["config"]["show_label"]) == (8, False)
        assert config.grid_zoom == 8

    def test_follows_changes_by_others(self, session: Session, app: App) -> None:
        config = session.config
        app.send(SetConfig({"theme": "light"}))
        assert session.config is config
        assert config.theme == "light"

    def test_assigned_is_sent_at_once_and_live(self, session: Session, app: App) -> None:
        config = AppConfig(grid_zoom=2)
        session.config = config
        assert app.session.state()["config"]["grid_zoom"] == 2
        assert session.config is config
        session.config = None
        assert session.config == ln.app_config
        assert session.config is not ln.app_config
        assert app.session.state()["config"]["grid_zoom"] == 5

    @pytest.mark.parametrize("wrong", [{}, "dark", 3])
    def test_of_the_wrong_kind_is_refused(self, session: Session, wrong: Any) -> None:
        with pytest.raises(ValueError, match=r"`Session\.config` must be a AppConfig or None"):
            session.config = wrong

    def test_is_a_copy_of_what_was_given(self, dataset: ln.Dataset, bridge: BridgeClient) -> None:
        config = AppConfig(grid_zoom=3)
        session = Session(dataset, config=config, height=400)
        session.config.grid_zoom = 4
        assert (config.grid_zoom, config.notebook_height) == (3, 600)
        assert session.config.notebook_height == 400
        session.close()

    def test_is_a_copy_of_the_global_one(
        self, dataset: ln.Dataset, bridge: BridgeClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ln.app_config, "show_index", False)
        session = Session(dataset)
        assert session.config.show_index is False
        session.config.show_label = False
        assert ln.app_config.show_label is True
        session.close()


class TestAppConfig:
    def test_has_the_defaults_of_the_protocol(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert AppConfig().to_dict() == APP_CONFIG_DEFAULTS
        assert set(CHECKS) == set(APP_CONFIG_DEFAULTS)
        assert repr(AppConfig()).startswith("AppConfig(color_by='value', color_pool=None, ")

    def test_takes_a_dict_and_names_of_which_the_names_win(self) -> None:
        config = AppConfig({"grid_zoom": 2, "theme": "dark"}, grid_zoom=3)
        assert (config.grid_zoom, config.theme) == (3, "dark")
        assert AppConfig.from_dict(config.serialize()) == config.copy() == config

    @pytest.mark.parametrize(
        ("name", "value", "instead"),
        [
            ("color_by", "taste", "field"),
            ("theme", "blue", "browser"),
            ("grid_zoom", 11, 5),
            ("show_label", "yes", True),
            ("notebook_height", 5, 600),
        ],
    )
    def test_falls_back_with_a_warning_when_it_is_made(
        self, name: str, value: Any, instead: Any
    ) -> None:
        with pytest.warns(UserWarning, match=f"{name} must be .*found {value!r}.*{instead!r}"):
            config = AppConfig(**{name: value})
        assert getattr(config, name) == instead

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("color_by", "taste"),
            ("color_pool", "red"),
            ("colorscale", ""),
            ("theme", None),
            ("grid_zoom", 11),
            ("grid_zoom", True),
            ("notebook_height", 99),
            ("notebook_height", 500.5),
            ("plugins", []),
            ("proxy_url", 3),
            ("show_label", "yes"),
        ],
    )
    def test_refuses_values_that_mean_nothing_later_on(self, name: str, value: Any) -> None:
        with pytest.raises(ValueError, match=name):
            setattr(AppConfig(), name, value)

    def test_names_its_settings_if_there_is_none_of_a_name(self) -> None:
        with pytest.raises(AttributeError, match=r"no setting 'colour'.*color_by"):
            AppConfig(colour="red")
        with pytest.raises(AttributeError, match="no setting 'zoom'"):
            AppConfig().zoom = 3


class TestEnvironment:
    def test_sets_what_is_not_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, text in {
            "SHOW_CONFIDENCE": "false",
            "COLOR_POOL": "red, #00ff00",
            "GRID_ZOOM": "3",
            "THEME": "dark",
            "PLUGINS": '{"map": {"token": "t"}}',
            "PROXY_URL": "https://example.com/",
            "NOTEBOOK_HEIGHT": "400",
        }.items():
            monkeypatch.setenv(f"LUNETTE_APP_{name}", text)
        monkeypatch.setenv("FIFTYONE_APP_SHOW_LABEL", "false")
        config = AppConfig(grid_zoom=7)
        assert config.show_confidence is False
        assert config.color_pool == ["red", "#00ff00"]
        assert (config.grid_zoom, config.theme, config.notebook_height) == (7, "dark", 400)
        assert config.plugins == {"map": {"token": "t"}}
        assert config.proxy_url == "https://example.com/"
        assert config.show_label is True

    def test_with_a_value_that_means_nothing_is_a_warning(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LUNETTE_APP_SHOW_LABEL", "perhaps")
        monkeypatch.setenv("LUNETTE_APP_NOTEBOOK_HEIGHT", "tall")
        with pytest.warns(UserWarning, match="LUNETTE_APP_") as warned:
            config = AppConfig()
        assert (config.show_label, config.notebook_height) == (True, 600)
        assert "LUNETTE_APP_NOTEBOOK_HEIGHT must be a whole number from 100" in str(
            warned[0].message
        )

    def test_is_read_by_the_global_one(self) -> None:
        program = "import json, lunette as ln; print(json.dumps(ln.app_config.to_dict()))"
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={"LUNETTE_APP_USE_FRAME_NUMBER": "true"},
            capture_output=True,
            check=True,
        )
        assert json.loads(done.stdout)["use_frame_number"] is True

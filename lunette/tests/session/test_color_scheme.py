"""The colours of labels: of a session, of a dataset, in the settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import lunette as ln
from lunette._bridge_client import BridgeClient
from lunette._generated.events import COLOR_SCHEME_DEFAULTS
from lunette.core.session import Session, events
from lunette.tests.support.app import App
from lunette.tests.support.pictures import picture_dataset

CATS = [{"path": "predictions", "valueColors": [{"value": "cat", "color": "#ff0000"}]}]


@pytest.fixture
def colored(tmp_path: Path, bridge: BridgeClient) -> Iterator[ln.Dataset]:
    """A dataset with colours that are saved with it."""
    dataset = picture_dataset(tmp_path, 1)
    dataset.app_config.color_scheme = ln.ColorScheme(color_by="instance", opacity=0.9)
    dataset.save()
    yield dataset
    dataset.delete()


class TestOfASession:
    def test_says_what_the_app_draws_where_nothing_is_set(self, session: Session) -> None:
        scheme = session.color_scheme
        assert session._wire.state()["color_scheme"] is None
        assert scheme.opacity == COLOR_SCHEME_DEFAULTS["opacity"]
        assert scheme.color_pool == COLOR_SCHEME_DEFAULTS["color_pool"]
        assert (scheme.color_by, scheme.show_skeletons) == ("value", True)
        assert scheme.fields is None

    def test_edited_in_place_reaches_the_app_with_refresh(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        session.color_scheme.opacity = 0.3
        assert app.session.state()["color_scheme"] is None
        session.refresh()
        # Only what was said: the rest still follows the settings.
        assert app.session.state()["color_scheme"] == {"opacity": 0.3}
        session.color_scheme.fields = CATS
        session.view = dataset.limit(1)
        assert app.session.state()["color_scheme"] == {"opacity": 0.3, "fields": CATS}
        fields: Any = session.color_scheme.fields
        fields[0]["valueColors"][0]["color"] = "blue"
        session.refresh()
        told: Any = app.session.state()["color_scheme"]
        assert told["fields"][0]["valueColors"] == [{"value": "cat", "color": "blue"}]
        session.color_scheme.fields = None
        session.refresh()
        assert app.session.state()["color_scheme"] == {"opacity": 0.3}

    def test_edited_to_none_says_nothing_again(self, session: Session, app: App) -> None:
        session.color_scheme = ln.ColorScheme(opacity=0.9, color_pool=["red"])
        session.color_scheme.color_pool = None
        session.refresh()
        assert app.session.state()["color_scheme"] == {"opacity": 0.9}
        assert session.color_scheme.color_pool == COLOR_SCHEME_DEFAULTS["color_pool"]
        session.refresh()
        assert len(app.seen("set_color_scheme")) == 2

    def test_follows_the_settings_where_it_says_nothing(self, session: Session) -> None:
        scheme = session.color_scheme
        session.config.color_by = "field"
        session.refresh()
        assert session.color_scheme is scheme
        assert scheme.color_by == "field"
        assert session._wire.state()["color_scheme"] is None

    def test_assigned_is_sent_at_once_as_a_copy(self, session: Session, app: App) -> None:
        scheme = ln.ColorScheme(color_pool=["red"], label_tags={"fieldColor": "teal"})
        session.color_scheme = scheme
        assert app.wait_for("set_color_scheme") == {
            "color_scheme": {"color_pool": ["red"], "label_tags": {"fieldColor": "teal"}}
        }
        session.color_scheme.opacity = 0.1
        assert scheme.opacity is None

    def test_set_in_the_app_is_read_here_beside_edits_of_ones_own(
        self, session: Session, app: App
    ) -> None:
        scheme = session.color_scheme
        scheme.opacity = 0.2
        app.send(events.SetColorScheme(events.ColorScheme(color_by="field", show_skeletons=False)))
        assert session.color_scheme is scheme
        assert (scheme.color_by, scheme.show_skeletons, scheme.opacity) == ("field", False, 0.2)
        session.refresh()
        assert app.session.state()["color_scheme"] == {
            "color_by": "field",
            "show_skeletons": False,
            "opacity": 0.2,
        }

    def test_given_at_the_start(self, dataset: ln.Dataset, bridge: BridgeClient) -> None:
        session = Session(dataset, color_scheme=ln.ColorScheme(color_by="field"))
        assert session._wire.state()["color_scheme"] == {"color_by": "field"}
        assert session.color_scheme.color_by == "field"
        session.close()

    @pytest.mark.parametrize("wrong", [{}, "red", events.ColorScheme()])
    def test_of_the_wrong_kind_is_refused(self, session: Session, wrong: Any) -> None:
        text = r"`Session\.color_scheme` must be a ColorScheme or None; found"
        with pytest.raises(ValueError, match=text):
            session.color_scheme = wrong

    def test_with_a_part_that_means_nothing_is_refused_with_its_name(
        self, session: Session
    ) -> None:
        with pytest.raises(ValueError, match=r"ColorScheme\.fields: CustomizeColor lacks path"):
            session.color_scheme = ln.ColorScheme(fields=[{"pth": "predictions"}])
        with pytest.raises(ValueError, match="valueColors"):
            session.color_scheme = ln.ColorScheme(
                fields=[{"path": "predictions", "valueColors": "red"}]
            )


class TestOfADataset:
    def test_is_what_its_sessions_begin_with(self, colored: ln.Dataset) -> None:
        session = Session(colored)
        assert session.color_scheme.color_by == "instance"
        assert session.color_scheme.opacity == 0.9
        session.close()

    def test_comes_with_the_dataset(
        self, session: Session, app: App, colored: ln.Dataset, dataset: ln.Dataset
    ) -> None:
        session.color_scheme = ln.ColorScheme(opacity=0.1)
        session.dataset = colored
        assert app.session.state()["color_scheme"] == {"color_by": "instance", "opacity": 0.9}
        assert session.color_scheme.color_by == "instance"
        session.dataset = dataset
        assert app.session.state()["color_scheme"] is None

    def test_is_restored_by_none(self, colored: ln.Dataset) -> None:
        session = Session(colored, color_scheme=ln.ColorScheme(opacity=0.1))
        session.color_scheme = None
        assert session.color_scheme.opacity == 0.9
        session.close()

    def test_saved_in_the_app_is_read_here(self, colored: ln.Dataset, lunette_home: Path) -> None:
        session = Session(colored.limit(1))
        app = App(lunette_home, session._wire.id)
        scheme = {"color_pool": ["teal"]}
        app.client.request("dataset.update", {"dataset": colored._id, "color_scheme": scheme})
        app.send(events.SetDatasetColorScheme())
        assert session.dataset is colored
        assert colored.app_config.color_scheme == ln.ColorScheme(color_pool=["teal"])
        session.color_scheme = None
        assert session.color_scheme.color_pool == ["teal"]
        app.close()
        session.close()

    def test_may_be_assigned_as_a_dict(self, colored: ln.Dataset) -> None:
        colored.app_config.color_scheme = {"opacity": 0.5}
        colored.save()
        assert colored.app_config.color_scheme == ln.ColorScheme(opacity=0.5)

    @pytest.mark.parametrize("wrong", [{"opacity": 3}, "red"])
    def test_that_means_nothing_is_not_saved(self, colored: ln.Dataset, wrong: Any) -> None:
        colored.app_config.color_scheme = wrong
        with pytest.raises(ValueError, match=r"opacity|color_scheme"):
            colored.save()


class TestColorScheme:
    def test_refuses_values_that_mean_nothing(self) -> None:
        with pytest.raises(ValueError, match=r"opacity must be a number from 0 to 1, or None"):
            ln.ColorScheme(opacity=3)
        with pytest.raises(ValueError, match="color_by must be one of"):
            ln.ColorScheme().color_by = "taste"
        with pytest.raises(AttributeError, match=r"no 'opactiy'.*opacity"):
            ln.ColorScheme().opactiy = 0.3

    def test_goes_through_a_dict_with_what_this_version_does_not_know(self) -> None:
        data = {"opacity": 0.3, "fields": CATS, "sheen": 1}
        scheme = ln.ColorScheme.from_dict(data)
        assert scheme.to_dict() == data
        assert scheme.copy() == scheme
        assert "opacity=0.3" in repr(scheme)

    def test_takes_the_parts_of_events(self) -> None:
        field = events.CustomizeColor("predictions", valueColors=[events.ValueColor("red", "cat")])
        assert ln.ColorScheme(fields=[field]).to_dict() == {
            "fields": [{"path": "predictions", "valueColors": [{"color": "red", "value": "cat"}]}]
        }

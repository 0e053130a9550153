"""How selected samples and labels are marked."""

from __future__ import annotations

import pytest

import lunette as ln
from lunette.core.session import Session, events
from lunette.tests.support.app import App


class TestSamples:
    def test_are_marked_as_said(self, session: Session, app: App) -> None:
        assert session.sample_selection_style == {"default": "checkmark", "alt": "checkmark"}
        session.set_sample_selection_style(default="thumbsup", alt="thumbsdown")
        style = {"default": "thumbsup", "alt": "thumbsdown"}
        assert app.wait_for("set_sample_selection_style") == {"style": style}
        assert session.sample_selection_style == style
        session.set_sample_selection_style(None, "x")
        assert session.sample_selection_style == {"default": "checkmark", "alt": "x"}
        session.clear_sample_selection_style()
        assert session.sample_selection_style == {"default": "checkmark", "alt": "checkmark"}

    def test_are_marked_as_the_app_says(self, session: Session, app: App) -> None:
        app.send(events.SetSampleSelectionStyle({"default": "star", "alt": "x"}))
        assert session.sample_selection_style == {"default": "star", "alt": "x"}

    def test_with_an_unknown_icon_are_refused(self, session: Session) -> None:
        with pytest.raises(
            ValueError, match=r"Invalid default icon style 'heart'\. Must be one of \{'checkmark',"
        ):
            session.set_sample_selection_style(default="heart")
        with pytest.raises(ValueError, match="Invalid alt icon style 'heart'"):
            session.set_sample_selection_style(alt="heart")


class TestLabels:
    def test_are_outlined_as_said(self, session: Session, app: App) -> None:
        session.set_label_selection_style(default="dashed-green", alt="dashed-red")
        style = {"default": "dashed-green", "alt": "dashed-red"}
        assert app.wait_for("set_label_selection_style") == {"style": style}
        assert session.label_selection_style == style
        session.clear_label_selection_style()
        assert session.label_selection_style == {"default": "dashed", "alt": "dashed"}

    def test_are_outlined_as_the_app_says(self, session: Session, app: App) -> None:
        app.send(events.SetLabelSelectionStyle({"default": "dashed-red", "alt": "dashed"}))
        assert session.label_selection_style["default"] == "dashed-red"

    def test_with_an_unknown_outline_are_refused(self, session: Session) -> None:
        with pytest.raises(ValueError, match="Invalid default label selection style 'dotted'"):
            session.set_label_selection_style("dotted")
        with pytest.raises(
            ValueError, match=r"Invalid alt label selection style 'dotted'\. Must be one of \{'dash"
        ):
            session.set_label_selection_style(alt="dotted")


def test_a_view_that_is_set_restores_the_plain_styles(
    session: Session, app: App, dataset: ln.Dataset
) -> None:
    session.set_sample_selection_style("star")
    session.set_label_selection_style("dashed-red")
    # A filter set in the App is no reason to forget them.
    app.send(events.SetView(dataset.limit(2)._serialize()))
    assert session.sample_selection_style["default"] == "star"
    session.view = dataset.limit(1)
    assert session.sample_selection_style["default"] == "checkmark"
    assert session.label_selection_style["default"] == "dashed"

"""Labels selected here and in the App, and the view of the selection."""

from __future__ import annotations

from typing import Any

import pytest

import lunette as ln
from lunette._generated.events import SelectLabels
from lunette.core.session import Session
from lunette.tests.support.app import App


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

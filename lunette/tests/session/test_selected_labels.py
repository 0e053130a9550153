"""Labels selected here and in the App, and the view of the selection."""

from __future__ import annotations

from typing import Any

import pytest

import lunette as ln
from lunette import ViewField as F
from lunette._generated.events import SelectLabels
from lunette.core.session import Session, found_labels
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
        assert session.selected_labels == [{**label, "type": "default"}]
        session.clear_selected_labels()
        assert session.selected_labels == []

    def test_are_found_by_id_tag_and_field(self, session: Session, dataset: ln.Dataset) -> None:
        sample = dataset.first()
        dog = sample.predictions.detections[1].id
        found = {"label_id": dog, "sample_id": sample.id, "field": "predictions"}
        session.select_labels(ids=dog)
        assert session.selected_labels == [{**found, "type": "default"}]
        session.select_labels(tags=["checked"])
        assert [label["sample_id"] for label in session.selected_labels] == dataset.values("id")
        session.select_labels(fields="weather")
        assert {label["field"] for label in session.selected_labels} == {"weather"}
        assert len(session.selected_labels) == 6
        session.select_labels(tags="checked", fields="weather")
        assert session.selected_labels == []
        session.select_labels()
        assert len(session.selected_labels) == 18

    def test_are_found_in_the_view(self, session: Session, dataset: ln.Dataset) -> None:
        session.view = dataset.skip(4).filter_labels("predictions", F("label") == "cat")
        session.select_labels(fields="predictions")
        assert [label["sample_id"] for label in session.selected_labels] == dataset.values("id")[4:]

    def test_are_found_by_their_instance(self, session: Session, dataset: ln.Dataset) -> None:
        sample = dataset.first()
        box = sample.predictions.detections[0]
        instance = "5f" * 12
        box["instance"] = ln.Instance(id=instance)
        sample.save()
        session.select_labels(instance_ids=[instance])
        assert session.selected_labels == [
            {
                "label_id": box.id,
                "sample_id": sample.id,
                "field": "predictions",
                "instance_id": instance,
                "type": "default",
            }
        ]

    def test_are_given_as_dicts_that_stay_as_they_are(
        self, session: Session, dataset: ln.Dataset
    ) -> None:
        sample = dataset.first()
        label = {
            "label_id": sample.weather.id,
            "sample_id": sample.id,
            "field": "weather",
        }
        alt = {**label, "type": "alt"}
        given = [dict(label)]
        session.select_labels(given, tags="ignored")
        assert given == [label]
        assert session.selected_labels == [{**label, "type": "default"}]
        session.selected_labels = [alt]
        assert session.selected_labels == [alt]
        session.selected_labels = None
        assert session.selected_labels == []

    def test_are_not_too_many(self, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(found_labels, "MAX_SELECTED_LABELS", 17)
        with pytest.raises(ValueError, match=r"dataset\.select_labels"):
            session.select_labels()

    @pytest.mark.parametrize(
        ("wrong", "error", "text"),
        [
            (["an id"], TypeError, "is a dict"),
            ([{"label_id": "a"}], ValueError, "needs label_id, sample_id, field"),
            (
                [{"label_id": "a", "sample_id": "b", "field": "c", "type": "other"}],
                ValueError,
                r"Invalid selection type 'other'\. Must be one of \{",
            ),
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
        assert "weather" not in view.get_field_schema()

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
        session.selected = [ids[5], ids[4]]
        session.select_labels(ids=dataset.values("weather.id")[3:])
        assert session.selected_view is not None
        assert session.selected_view.values("id") == ids[4:]
        assert session.selected_view.stages[0].startswith("Select(")

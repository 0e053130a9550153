"""Samples selected here and in the App."""

from __future__ import annotations

from typing import Any

import pytest

import lunette as ln
from lunette._generated.events import SelectSamples
from lunette.core.session import Session
from lunette.tests.support.app import App


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

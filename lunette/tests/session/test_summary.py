"""A session in a few lines."""

from __future__ import annotations

import pytest

import lunette as ln
from lunette._bridge_client import BridgeClient
from lunette._generated.events import SetSampleSelectionStyle
from lunette.core.session import Session
from lunette.tests.support.app import App


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

    def test_names_what_is_open(self, session: Session, dataset: ln.Dataset) -> None:
        session.sample_id = dataset.first().id
        assert f"Sample:           {dataset.first().id}" in session.summary()
        session.group_id = "a group"
        assert "Group:            a group" in session.summary()
        assert "Sample:" not in session.summary()

    def test_of_a_remote_session_says_so(self, dataset: ln.Dataset, bridge: BridgeClient) -> None:
        session = Session(dataset, remote=True)
        assert session.summary().splitlines()[-1] == "Session type:     remote"
        session.close()

    def test_has_the_address_once_there_is_one(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Session, "url", "http://localhost:1234/app")
        assert session.summary().splitlines()[-1] == "Session URL:      http://localhost:1234/app"

    def test_without_a_dataset_is_short(self, session: Session) -> None:
        session.clear_dataset()
        assert session.summary() == "Dataset:      -\nSession type: script"

    def test_of_a_closed_session_says_so(self, dataset: ln.Dataset, bridge: BridgeClient) -> None:
        session = Session(dataset)
        session.close()
        assert repr(session) == "Session type: closed"

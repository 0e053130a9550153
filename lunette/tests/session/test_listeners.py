"""Functions of users that are called with events."""

from __future__ import annotations

import threading

import pytest

import lunette as ln
from lunette._generated.events import Event, SelectSamples, SetSample
from lunette.core.session import Session, events
from lunette.tests.support.app import App, wait_until


class TestListeners:
    def test_are_called_with_events_of_the_app_and_of_the_kernel(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        seen: list[Event] = []
        session.add_event_listener("select_samples", seen.append)
        first, second = dataset.values("id")[:2]
        app.send(SelectSamples(samples=[{"id": first, "type": "default"}]))
        wait_until(lambda: len(seen) == 1)
        session.selected = [second]
        wait_until(lambda: len(seen) == 2)
        assert seen == [
            SelectSamples(samples=[{"id": first, "type": "default"}]),
            SelectSamples(samples=[{"id": second, "type": "default"}]),
        ]
        session.remove_event_listener("select_samples", seen.append)

    def test_may_use_the_session(self, session: Session, app: App, dataset: ln.Dataset) -> None:
        first = dataset.values("id")[0]
        done = threading.Event()

        def open_it(event: Event) -> None:
            assert isinstance(event, SelectSamples)
            session.sample_id = event.samples[0]["id"]
            done.set()

        session.add_event_listener("select_samples", open_it)
        app.send(SelectSamples(samples=[{"id": first, "type": "default"}]))
        assert done.wait(10)
        assert session.sample_id == first

    def test_that_fail_disturb_nobody(
        self, session: Session, app: App, dataset: ln.Dataset, caplog: pytest.LogCaptureFixture
    ) -> None:
        seen: list[Event] = []

        def fail(_: Event) -> None:
            raise RuntimeError("a mistake of the user")

        session.add_event_listener("set_sample", fail)
        session.add_event_listener("set_sample", seen.append)
        app.send(SetSample(sample_id=dataset.first().id))
        wait_until(lambda: seen)
        assert "a mistake of the user" in caplog.text

    def test_for_unknown_events_are_refused(self, session: Session) -> None:
        with pytest.raises(ValueError, match=r"no session event 'click'.*select_samples"):
            session.add_event_listener("click", print)

    def test_are_added_by_the_class_of_an_event(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        seen: list[events.SelectLabels] = []
        session.add_event_listener(events.SelectLabels, seen.append)
        label = events.LabelData("a" * 24, "predictions", dataset.values("id")[0])
        app.send(events.SelectLabels([label]))
        wait_until(lambda: seen)
        assert seen[0].labels == [label]
        session.remove_event_listener(events.SelectLabels, seen.append)
        with pytest.raises(ValueError, match="no session event 'Event'"):
            session.add_event_listener(Event, print)

    def test_have_to_be_functions(self, session: Session) -> None:
        with pytest.raises(TypeError, match="found 'print'"):
            session.add_event_listener("refresh", "print")  # type: ignore[arg-type]

    def test_may_ask_for_the_picture_of_a_frozen_cell(self, session: Session, app: App) -> None:
        seen: list[events.CaptureNotebookCell] = []
        session.add_event_listener("capture_notebook_cell", seen.append)
        app.send(events.CaptureNotebookCell("a cell", "data:image/png;base64,AAAA", 800, 500))
        wait_until(lambda: seen)
        shot = events.get_screenshot(seen[0].subscription, pop=True)
        assert shot == events.Screenshot(bytes(3), 800)


class TestOlderForms:
    def test_of_events_are_accepted_by_the_bridge(
        self, session: Session, app: App, dataset: ln.Dataset
    ) -> None:
        id = dataset.first().id
        for number, data in enumerate(({"sample_ids": [id]}, {"samples": [{"sample_id": id}]})):
            session.clear_selected()
            head = {"kind": "event", "session": app.session.id, "id": f"old {number}"}
            app.client.send({**head, "event": "select_samples", "data": data})
            wait_until(lambda: session.selected_samples == [{"id": id, "type": "default"}])

"""Stands for the App in a page: a client of the bridge that joined a session."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lunette._bridge_client import BridgeClient
from lunette._bridge_session import BridgeSession, ReceivedEvent
from lunette._generated.events import CaptureNotebookCell, Event


class App:
    """Joins a session as an App.

    Args:
        home: the data home
        session: id of the session
        answer: what to answer to the wish for a picture: None for a picture that is in the
            document, a text for the reason why there is none, NO_ANSWER, or NO_CELL for a page
            without cells
    """

    NO_ANSWER = "no answer"
    NO_CELL = "no cell"

    def __init__(self, home: Path, session: str, answer: str | None = None) -> None:
        self.answer = answer
        self.events: list[ReceivedEvent] = []
        self._threads: list[threading.Thread] = []
        self.client = BridgeClient(home, kind="app")
        self.session = BridgeSession.join(self.client, session)
        self.session.on_received(self._receive)

    def send(self, event: Event) -> None:
        self.session.send(event)

    def seen(self, name: str) -> list[dict[str, Any]]:
        return [event.data for event in self.events if event.name == name and not event.own]

    def wait_for(self, name: str, count: int = 1) -> dict[str, Any]:
        wait_until(lambda: len(self.seen(name)) >= count)
        return self.seen(name)[count - 1]

    def close(self) -> None:
        for thread in self._threads:
            thread.join(10)
        self.client.close()

    def _receive(self, event: ReceivedEvent) -> None:
        self.events.append(event)
        if event.name == "deactivate_notebook_cell" and self.answer != self.NO_ANSWER:
            # Listeners may not ask the bridge themselves.
            thread = threading.Thread(target=self._capture, args=(event.data["subscription"],))
            self._threads.append(thread)
            thread.start()

    def _capture(self, subscription: str) -> None:
        if self.answer == self.NO_CELL:
            self.send(CaptureNotebookCell(subscription=subscription, width=0, no_cell=True))
            return
        self.send(
            CaptureNotebookCell(
                subscription=subscription,
                src="data:image/png;base64,AAAA",
                width=800,
                height=500,
                error=self.answer,
            )
        )


def wait_until(condition: Callable[[], Any], seconds: float = 10) -> None:
    """Waits until something holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.005)

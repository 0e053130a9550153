"""Functions of users that are called when events come, in a thread of their own."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Any, cast

from lunette._bridge_session import BridgeSession, ReceivedEvent
from lunette._generated.events import EVENTS, CaptureNotebookCell, Event
from lunette.core.session.screenshots import add_screenshot

__all__ = ["EventListeners"]

_log = logging.getLogger("lunette")


class EventListeners:
    """Calls functions with events, one after the other and in their order.

    They may take their time and use the session: the connection does not wait for them.
    """

    def __init__(self, wire: BridgeSession) -> None:
        self._listeners: dict[str, list[Callable[[Event], None]]] = {}
        self._queue: queue.SimpleQueue[ReceivedEvent | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._stop_receiving = wire.on_received(self._receive)

    def add(self, event: str | type[Event], listener: Callable[[Any], None]) -> None:
        """Calls `listener` with every event of a name or class; twice if it is added twice.

        Raises:
            TypeError: the listener cannot be called
            ValueError: there is no such event
        """
        name = _name_of(event)
        if not callable(listener):
            raise TypeError(f"A listener is a function of one argument; found {listener!r}.")
        self._listeners.setdefault(name, []).append(listener)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="lunette-listeners", daemon=True)
            self._thread.start()

    def remove(self, event: str | type[Event], listener: Callable[[Any], None]) -> None:
        """Takes the function off; nothing happens if it is not on.

        Raises:
            ValueError: there is no such event
        """
        listeners = self._listeners.get(_name_of(event), [])
        if listener in listeners:
            listeners.remove(listener)

    def close(self) -> None:
        """Calls nothing any more."""
        self._stop_receiving()
        self._queue.put(None)

    def _receive(self, event: ReceivedEvent) -> None:
        if event.name == "capture_notebook_cell":
            _keep_screenshot(event)
        if self._listeners.get(event.name):
            self._queue.put(event)

    def _run(self) -> None:
        while True:
            received = self._queue.get()
            if received is None:
                return
            for listener in tuple(self._listeners.get(received.name, ())):
                try:
                    listener(Event.from_data(received.name, received.data))
                except Exception as error:  # noqa: BLE001 - a listener's error concerns nobody else
                    _log.exception(
                        "The listener %r of the session event %r failed with %s: %s",
                        getattr(listener, "__qualname__", listener),
                        received.name,
                        type(error).__name__,
                        error,
                    )


def _name_of(event: Any) -> str:
    """The name on the wire of an event given by its name or class.

    Raises:
        ValueError: there is no such event
    """
    if isinstance(event, type) and issubclass(event, Event):
        event = getattr(event, "event_name", event.__name__)
    if not isinstance(event, str) or event not in EVENTS:
        known = ", ".join(sorted(EVENTS))
        raise ValueError(f"There is no session event {event!r}. There are: {known}.")
    return event


def _keep_screenshot(received: ReceivedEvent) -> None:
    event = Event.from_data(received.name, received.data)
    try:
        add_screenshot(cast(CaptureNotebookCell, event))
    except ValueError as error:
        _log.warning("The App answered with no picture. %s", error)

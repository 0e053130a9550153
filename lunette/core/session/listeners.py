"""Functions of users that are called when events come, in a thread of their own."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from lunette._bridge_session import BridgeSession, ReceivedEvent
from lunette._generated.events import EVENTS, Event

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

    def add(self, name: str, listener: Callable[[Event], None]) -> None:
        """Calls `listener` with every event of that name.

        Raises:
            ValueError: there is no such event
        """
        if name not in EVENTS:
            known = ", ".join(sorted(EVENTS))
            raise ValueError(f"There is no session event {name!r}. There are: {known}.")
        self._listeners.setdefault(name, []).append(listener)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="lunette-listeners", daemon=True)
            self._thread.start()

    def remove(self, name: str, listener: Callable[[Event], None]) -> None:
        """Takes the function off; nothing happens if it is not on."""
        listeners = self._listeners.get(name, [])
        if listener in listeners:
            listeners.remove(listener)

    def close(self) -> None:
        """Calls nothing any more."""
        self._stop_receiving()
        self._queue.put(None)

    def _receive(self, event: ReceivedEvent) -> None:
        if self._listeners.get(event.name):
            self._queue.put(event)

    def _run(self) -> None:
        while True:
            received = self._queue.get()
            if received is None:
                return
            event = Event.from_data(received.name, received.data)
            for listener in tuple(self._listeners.get(received.name, ())):
                try:
                    listener(event)
                except Exception:  # noqa: BLE001 - a listener's error concerns nobody else
                    _log.exception("A listener of the session event %s failed.", received.name)

"""What a client of the bridge tells others about by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lunette._bridge_listeners import Listeners

__all__ = ["BridgeNotices"]

Message = dict[str, Any]


class BridgeNotices:
    """Functions to call when the bridge sends something that nobody asked for.

    They run in the connection's thread, in the order in which the messages came, and before answers
    that came later are given out; they must be quick and must not ask the bridge. Each method
    returns the way to stop.
    """

    def __init__(self) -> None:
        self._dataset_changed = Listeners[Message]()
        self._event_received = Listeners[Message]()
        self._opened_again = Listeners[None]()
        self._forked = Listeners[None]()

    def on_dataset_change(self, listener: Callable[[Message], None]) -> Callable[[], None]:
        """Calls `listener` with every ``dataset_change`` message."""
        return self._dataset_changed.add(listener)

    def on_event(self, listener: Callable[[Message], None]) -> Callable[[], None]:
        """Calls `listener` with every ``event`` and ``ack`` message of sessions."""
        return self._event_received.add(listener)

    def on_open(self, listener: Callable[[None], None]) -> Callable[[], None]:
        """Calls `listener` when a connection opens: what was read before may be out of date."""
        return self._opened_again.add(listener)

    def on_fork(self, listener: Callable[[None], None]) -> Callable[[], None]:
        """Calls `listener` in a forked child, which has no connection yet."""
        return self._forked.add(listener)

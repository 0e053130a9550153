"""Waiting until the App is closed."""

from __future__ import annotations

import threading
import time

from lunette._bridge_session import BridgeSession, ReceivedEvent

__all__ = ["AppPresence"]

# After the bridge was away its pages connect again by themselves, in at most this time.
_RECONNECT_SECONDS = 10.0
# How often what nobody tells is looked at.
_LOOK_SECONDS = 0.5


class AppPresence:
    """Knows since when no App shows a session that one showed before.

    Args:
        wire: the session
    """

    def __init__(self, wire: BridgeSession) -> None:
        self._wire = wire
        self._changed = threading.Event()
        self._seen = False
        self._away = False
        # When the last App went, by the monotonic clock; None while there is one or never was.
        self._left: float | None = None
        wire.on_received(self._receive)

    def wait(self, seconds: float) -> None:
        """Returns once no App has been there for `seconds` after one was; never before one was.

        A page that is loaded anew is away for a moment only, so it does not count as closed. The
        end of the session ends the waiting, too.

        Args:
            seconds: negative to wait for ever
        """
        while not self._wire.closed:
            self._look()
            pause = _LOOK_SECONDS
            if seconds >= 0 and self._left is not None:
                remaining = self._left + seconds - time.monotonic()
                if remaining <= 0:
                    return
                pause = min(pause, remaining)
            self._changed.clear()
            self._changed.wait(pause)

    def _receive(self, event: ReceivedEvent) -> None:
        """In the connection's thread."""
        if event.name == "app_count_update":
            self._count(int(event.data["count"]))
        self._changed.set()

    def _count(self, apps: int, grace: float = 0.0) -> None:
        if apps > 0:
            self._seen = True
            self._left = None
        elif self._seen and self._left is None:
            self._left = time.monotonic() + grace

    def _look(self) -> None:
        """What no event tells: the bridge was away, and what it found when it came back."""
        if not self._wire.client.connected:
            self._away = True
        elif self._away:
            self._away = False
            self._count(self._wire.app_count, _RECONNECT_SECONDS)
        elif self._left is None or self._wire.app_count > 0:
            self._count(self._wire.app_count)

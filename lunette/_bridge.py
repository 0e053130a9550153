"""The process's client of the bridge.

Only the modules ``lunette._bridge*`` know what travels on the socket.
"""

from __future__ import annotations

import atexit
import os
import threading
from pathlib import Path

from lunette._bridge_client import BridgeClient
from lunette._bridge_errors import BridgeError, BridgeStartError
from lunette._bridge_runtime import data_home

__all__ = ["BridgeClient", "BridgeError", "BridgeStartError", "client"]

_clients: dict[str, BridgeClient] = {}
_lock = threading.Lock()


def client() -> BridgeClient:
    """The client of this process for the present data home. It connects when it is first needed."""
    key = os.fspath(data_home())
    found = _clients.get(key)
    if found is None:
        with _lock:
            found = _clients.get(key)
            if found is None:
                found = _clients[key] = BridgeClient(Path(key))
    return found


def _after_fork_in_child() -> None:
    global _lock
    _lock = threading.Lock()
    for each in _clients.values():
        each.reset_after_fork()


def _close_all() -> None:
    for each in tuple(_clients.values()):
        each.close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
atexit.register(_close_all)

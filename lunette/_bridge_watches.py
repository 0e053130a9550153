"""Which datasets this client hears changes of: they are watched again after a reconnection."""

from __future__ import annotations

from collections.abc import Iterator

from lunette._bridge_call import Call

__all__ = ["WatchedDatasets"]


class WatchedDatasets:
    """Follows the answered requests that begin and end watching."""

    def __init__(self) -> None:
        self._ids: set[str] = set()

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._ids))

    def follow(self, call: Call) -> None:
        """Takes note of an answered request."""
        if call.method in ("dataset.load", "dataset.create"):
            self._ids.add(call.result["id"])
        elif call.method == "dataset.watch" and call.params.get("watch", True):
            self._ids.add(call.params["dataset"])
        elif call.method in ("dataset.watch", "dataset.delete"):
            self._ids.discard(call.params["dataset"])

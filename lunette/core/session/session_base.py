"""What the parts of a session share: its state, its events, what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunette._generated.events import Event, SessionState

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.view import DatasetView

__all__ = ["SessionBase"]


class SessionBase:
    """What the parts of a session are built on; `Session` implements it."""

    def _read(self) -> SessionState:
        """The present state."""
        raise NotImplementedError

    def _send(self, event: Event) -> None:
        """Applies an event."""
        raise NotImplementedError

    def _collection(self) -> Dataset | DatasetView | None:
        """The view if one is set, else the dataset."""
        raise NotImplementedError

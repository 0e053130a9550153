"""What the parts of a session share: its state, its events, its places, its settings."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from lunette._bridge_session import BridgeSession
from lunette._generated.events import Event, SessionState
from lunette.core.session.bridge_errors import readable_errors
from lunette.core.session.cells import NotebookCells
from lunette.core.session.listeners import EventListeners

if TYPE_CHECKING:
    from lunette._bridge_door import Door
    from lunette.core.dataset import Dataset
    from lunette.core.session.opening import AskedAddress
    from lunette.core.session.waiting import AppPresence
    from lunette.core.view import DatasetView

__all__ = ["SessionBase"]


class SessionBase:
    """What the parts of a session are built on."""

    _wire: BridgeSession
    _cells: NotebookCells
    _listeners: EventListeners
    _auto: bool
    _warned: bool
    _shown_view: DatasetView | None
    # Somebody saved colours with the dataset, or asked to read it again, since it was read.
    _dataset_is_stale: bool = False
    _asked: AskedAddress
    _door: Door | None
    _presence: AppPresence
    _said_in_vscode: bool

    @property
    def dataset(self) -> Dataset | None:
        """The dataset, or None."""
        raise NotImplementedError

    def show(self, height: int | None = None) -> None:
        """Shows the App in the running cell."""
        raise NotImplementedError

    def _read(self) -> SessionState:
        """The present state."""
        with readable_errors():
            return self._wire.state()

    def _send(self, event: Event) -> None:
        """Applies an event."""
        with readable_errors():
            self._wire.send(event)

    def _collection(self) -> Dataset | DatasetView | None:
        """The view if one is set, else the dataset."""
        raise NotImplementedError

    def _shown_here(self, view: DatasetView | None = None) -> AbstractContextManager[None]:
        """For a change that the running cell shows, unless it does or `auto` is off."""
        raise NotImplementedError

    def _say_in_vscode(self) -> None:
        """Says where the App is that a cell of VS Code shows a picture of."""
        raise NotImplementedError

    def _height(self) -> int:
        """The height of the App in cells that settings ask for, in CSS pixels."""
        raise NotImplementedError

    def _send_edits(self) -> None:
        """Sends what was edited in place: settings, colours, layout."""

    def _reset_styles(self) -> None:
        """Restores the plain selection styles."""
        raise NotImplementedError

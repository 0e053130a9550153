"""What the parts of a session share: its state, its events, its places, its settings."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from lunette._bridge_session import BridgeSession
from lunette._generated.events import AppConfig as AppConfigData
from lunette._generated.events import Event, Refresh, SessionState, StateUpdate
from lunette.core.session.bridge_errors import readable_errors
from lunette.core.session.cells import NotebookCells
from lunette.core.session.config import AppConfig
from lunette.core.session.listeners import EventListeners

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.view import DatasetView

__all__ = ["SessionBase"]


class SessionBase:
    """What the parts of a session are built on."""

    _wire: BridgeSession
    _cells: NotebookCells
    _listeners: EventListeners
    _config: AppConfig
    _auto: bool
    _warned: bool
    _shown_view: DatasetView | None
    _sent_config: AppConfigData

    @property
    def dataset(self) -> Dataset | None:
        """The dataset, or None."""
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

    def _send_state(self, state: SessionState, kind: type[StateUpdate] | type[Refresh]) -> None:
        """Replaces the whole state."""
        raise NotImplementedError

"""Sessions: what a kernel and any number of Apps share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lunette._bridge import client
from lunette._bridge_session import BridgeSession
from lunette._generated.events import Event
from lunette.core.dataset import Dataset
from lunette.core.session import notebook
from lunette.core.session.arguments import check_kind, checked_height, checked_sample_id
from lunette.core.session.bridge_errors import readable_errors
from lunette.core.session.cells import NotebookCells
from lunette.core.session.config import AppConfig
from lunette.core.session.label_selection import LabelSelection
from lunette.core.session.listeners import EventListeners
from lunette.core.session.places import SessionPlaces
from lunette.core.session.sample_selection import SampleSelection
from lunette.core.session.settings import SessionSettings
from lunette.core.session.shown_content import ShownContent
from lunette.core.session.summary import session_summary
from lunette.core.short_traces import short_traces
from lunette.core.view import DatasetView

__all__ = ["Session"]


@short_traces
class Session(ShownContent, SampleSelection, LabelSelection, SessionSettings, SessionPlaces):
    """A session: the dataset, view and selection that this process and the App share.

    What is set here shows in the App at once, and what is clicked in the App is read here.

    Args:
        dataset (None): a dataset or view to show
        view (None): a view to show
        height (None): height of the App in cells, in CSS pixels; by default that of `config`
        auto (True): whether setting a view or dataset in another cell shows the App there
        config (None): settings of the App
        sample_id (None): a sample to open

    Raises:
        ValueError: an argument is of the wrong kind, or the dataset is deleted
        LunetteError: the bridge cannot be started
    """

    def __init__(
        self,
        dataset: Dataset | DatasetView | None = None,
        view: DatasetView | None = None,
        *,
        height: int | None = None,
        auto: bool = True,
        config: AppConfig | None = None,
        sample_id: str | None = None,
    ) -> None:
        check_kind(dataset, (Dataset, DatasetView), "`dataset`", "Dataset or DatasetView")
        check_kind(view, (DatasetView,), "`view`", "DatasetView")
        check_kind(config, (AppConfig,), "`config`", "AppConfig")
        if isinstance(dataset, DatasetView):
            view = dataset if view is None else view
            dataset = dataset.dataset
        if view is not None:
            dataset = view.dataset
        self._config = AppConfig() if config is None else config.copy()
        if height is not None:
            self._config.notebook_height = checked_height(height)
        self._auto = bool(auto)
        self._shown_view = view
        self._warned = False
        state = self._fresh_state(dataset, view)
        state["sample_id"] = checked_sample_id(sample_id)
        self._sent_config = self._config.to_data()
        with readable_errors():
            self._wire = BridgeSession.create(client(), state)
        self._cells = NotebookCells(self._wire)
        self._listeners = EventListeners(self._wire)

    def add_event_listener(
        self, event_name: str | type[Event], listener: Callable[[Any], None]
    ) -> None:
        """Calls a function with every event of a name, such as ``"select_samples"``.

        Events of Apps, of other kernels and of this session itself count. The functions of a
        session run one after the other in a thread of their own; they may use the session. The
        error of one is logged and keeps no other from running.

        Args:
            event_name: the name of the event, or its class in ``lunette.core.session.events``
            listener: called with the event, an object with the event's data as attributes

        Raises:
            TypeError: the listener cannot be called
            ValueError: there is no such event
        """
        self._listeners.add(event_name, listener)

    def remove_event_listener(
        self, event_name: str | type[Event], listener: Callable[[Any], None]
    ) -> None:
        """Stops calling a function; nothing happens if it was not called.

        Raises:
            ValueError: there is no such event
        """
        self._listeners.remove(event_name, listener)

    def summary(self) -> str:
        """The session in a few lines."""
        if self._wire.closed:
            return "Session type: closed"
        kind = "notebook" if notebook.in_notebook() else "script"
        return session_summary(self._read(), self._collection(), kind)

    def __repr__(self) -> str:
        return self.summary()

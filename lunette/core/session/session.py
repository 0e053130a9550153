"""Sessions: what a kernel and any number of Apps share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lunette._bridge import client
from lunette._bridge_session import BridgeSession
from lunette._generated.events import Event
from lunette.core.color_scheme import ColorScheme
from lunette.core.config import AppConfig, app_config
from lunette.core.dataset import Dataset
from lunette.core.session import notebook
from lunette.core.session.arguments import check_kind, checked_height, checked_id
from lunette.core.session.attached_plots import AttachedPlots, check_plots
from lunette.core.session.bridge_errors import readable_errors
from lunette.core.session.cells import NotebookCells
from lunette.core.session.export import SessionExport
from lunette.core.session.label_selection import LabelSelection
from lunette.core.session.layout import SessionLayout, spaces_data
from lunette.core.session.listeners import EventListeners
from lunette.core.session.opening import SessionOpening, checked_address
from lunette.core.session.places import SessionPlaces
from lunette.core.session.sample_selection import SampleSelection
from lunette.core.session.selection_styles import SelectionStyles
from lunette.core.session.settings import SessionSettings
from lunette.core.session.shown_content import ShownContent, fresh_state, what_to_show
from lunette.core.session.summary import Where, session_summary
from lunette.core.session.waiting import AppPresence
from lunette.core.short_traces import short_traces
from lunette.core.spaces import Space
from lunette.core.view import DatasetView

if TYPE_CHECKING:
    from lunette.core.plots import PlotManager

__all__ = ["Session"]


@short_traces
class Session(
    ShownContent,
    SampleSelection,
    LabelSelection,
    SelectionStyles,
    SessionLayout,
    SessionSettings,
    AttachedPlots,
    SessionPlaces,
    SessionOpening,
    SessionExport,
):
    """A session: the dataset, view and selection that this process and the App share.

    What is set here shows in the App at once, and what is clicked in the App is read here.

    Args:
        dataset (None): a dataset or view to show
        view (None): a view to show
        sample_id (None): a sample to open
        group_id (None): a group to open
        spaces (None): the layout of the App's panels; by default the samples alone
        color_scheme (None): the colours of labels; by default those saved with the dataset
        plots (None): plots to attach
        port (None): port at which the App is served outside of Jupyter, once it is opened in a
            tab; by default a free one
        address (None): where it is served; by default 127.0.0.1, which this machine alone reaches
        remote (False): whether the App is used from another machine: nothing is opened here, and
            `port` may be forwarded to another one
        browser (None): the browser to open tabs in, such as ``"firefox"``
        height (None): height of the App in cells, in CSS pixels; by default that of `config`
        auto (True): whether setting a view or dataset in another cell shows the App there
        config (None): settings of the App, of which the session has a copy; by default
            ``lunette.app_config``
        view_name (None): a view that is saved with the dataset, which wins over `view`

    Raises:
        ValueError: an argument is of the wrong kind, or the dataset is deleted
        LunetteError: the bridge cannot be started
    """

    def __init__(
        self,
        dataset: Dataset | DatasetView | None = None,
        view: DatasetView | None = None,
        sample_id: str | None = None,
        group_id: str | None = None,
        spaces: Space | None = None,
        color_scheme: ColorScheme | None = None,
        plots: PlotManager | None = None,
        port: int | None = None,
        address: str | None = None,
        remote: bool = False,
        browser: str | None = None,
        height: int | None = None,
        auto: bool = True,
        config: AppConfig | None = None,
        view_name: str | None = None,
    ) -> None:
        self._asked = checked_address(address, port, remote, browser)
        check_kind(dataset, (Dataset, DatasetView), "`dataset`", "Dataset or DatasetView")
        check_kind(view, (DatasetView,), "`view`", "DatasetView")
        check_kind(spaces, (Space,), "`spaces`", "Space")
        check_kind(color_scheme, (ColorScheme,), "`color_scheme`", "ColorScheme")
        check_plots(plots, "`plots`")
        check_kind(config, (AppConfig,), "`config`", "AppConfig")
        dataset, view = what_to_show(dataset, view, view_name)
        settings = app_config.copy() if config is None else config.copy()
        if height is not None:
            settings.notebook_height = checked_height(height)
        self._auto = bool(auto)
        self._shown_view = view
        self._warned = False
        self._said_in_vscode = False
        self._door = None
        state = {
            **fresh_state(dataset, view),
            "sample_id": checked_id(sample_id, "sample"),
            "group_id": checked_id(group_id, "group"),
            "spaces": spaces_data(spaces),
            "config": settings.to_dict(),
        }
        if color_scheme is not None:
            state["color_scheme"] = color_scheme.to_dict()
        with readable_errors():
            self._wire = BridgeSession.create(client(), state)
        self._start_settings(self._wire.known_state, settings)
        self._start_layout(self._wire.known_state)
        self._cells = NotebookCells(self._wire)
        self._listeners = EventListeners(self._wire)
        self._presence = AppPresence(self._wire)
        if plots is not None:
            self.plots = plots

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
        in_notebook = notebook.in_notebook()
        kind = "remote" if self.remote else "notebook" if in_notebook else "script"
        # An address with a key must not get into a notebook, which others may get.
        url = None if self.remote or (in_notebook and self._door is not None) else self.url
        text = session_summary(self._read(), self._collection(), Where(kind, url))
        return f"{text}\n{self.plots.summary()}" if self.has_plots else text

    def __repr__(self) -> str:
        return self.summary()

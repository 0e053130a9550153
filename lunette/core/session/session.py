"""Sessions: what a kernel and any number of Apps share."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Callable, Iterator
from typing import Any, cast

from lunette._bridge import client
from lunette._bridge_session import BridgeSession
from lunette._generated.events import (
    Event,
    Refresh,
    SessionState,
    SetSample,
    SetView,
    StateUpdate,
)
from lunette.core.dataset import Dataset
from lunette.core.dataset_directory import load_dataset
from lunette.core.errors import DatasetNotFoundError, LunetteError
from lunette.core.session import notebook, server_address
from lunette.core.session.bridge_errors import readable_errors
from lunette.core.session.cells import NotebookCells
from lunette.core.session.config import AppConfig
from lunette.core.session.label_selection import LabelSelection
from lunette.core.session.listeners import EventListeners
from lunette.core.session.sample_selection import SampleSelection
from lunette.core.session.summary import session_summary
from lunette.core.short_traces import short_traces
from lunette.core.view import DatasetView

__all__ = ["Session"]

_log = logging.getLogger("lunette")
_HEIGHTS = (100, 4000)


@short_traces
class Session(SampleSelection, LabelSelection):
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
        _check(dataset, (Dataset, DatasetView), "`dataset`", "Dataset or DatasetView")
        _check(view, (DatasetView,), "`view`", "DatasetView")
        _check(config, (AppConfig,), "`config`", "AppConfig")
        if isinstance(dataset, DatasetView):
            view = dataset if view is None else view
            dataset = dataset.dataset
        if view is not None:
            dataset = view.dataset
        self._config = AppConfig() if config is None else config.copy()
        if height is not None:
            self._config.notebook_height = _checked_height(height)
        self._auto = bool(auto)
        self._shown_view = view
        self._warned = False
        state = self._fresh_state(dataset, view)
        state["sample_id"] = _checked_sample_id(sample_id)
        self._sent_config = self._config.to_data()
        with readable_errors():
            self._wire = BridgeSession.create(client(), state)
        self._cells = NotebookCells(self._wire)
        self._listeners = EventListeners(self._wire)

    # -- what is shown -----------------------------------------------------------------------

    @property
    def dataset(self) -> Dataset | None:
        """The dataset, or None. Assigning one shows all of it and selects nothing."""
        name = self._read()["dataset"]
        if name is None:
            return None
        known = self._shown_view.dataset if self._shown_view is not None else None
        if known is not None and known.name == name:
            return known
        try:
            return load_dataset(name)
        except DatasetNotFoundError:
            # Deleted this moment: the session is about to follow.
            return None

    @dataset.setter
    def dataset(self, dataset: Dataset | None) -> None:
        _check(dataset, (Dataset,), "`Session.dataset`", "Dataset")
        with self._shown_here():
            self._set_state(dataset, None)

    def clear_dataset(self) -> None:
        """Shows no dataset."""
        self._set_state(None, None)

    @property
    def view(self) -> DatasetView | None:
        """The view, or None if the whole dataset is shown.

        Assigning a view selects nothing and closes the sample that is open; None shows the whole
        dataset. The App's filters are stages of it.

        Raises:
            ValueError: what is assigned is no view, or the bridge finds a stage impossible
        """
        stages = self._read()["view"]
        dataset = self.dataset if stages else None
        if dataset is None:
            return None
        view = self._shown_view
        if view is None or view.dataset is not dataset or view._serialize() != stages:
            view = self._shown_view = DatasetView._from_stages(dataset, stages)
        return view

    @view.setter
    def view(self, view: DatasetView | None) -> None:
        _check(view, (DatasetView,), "`Session.view`", "DatasetView")
        with self._shown_here(view):
            self._set_view(view)

    def clear_view(self) -> None:
        """Shows the whole dataset."""
        self._set_view(None)

    @property
    def sample_id(self) -> str | None:
        """The id of the sample that is open in the App, or None. Assigning opens it."""
        return self._read()["sample_id"]

    @sample_id.setter
    def sample_id(self, sample_id: str | None) -> None:
        self._send(SetSample(sample_id=_checked_sample_id(sample_id)))

    @property
    def config(self) -> AppConfig:
        """Settings of the App. Edits reach it with `refresh()`, or the next view or dataset."""
        return self._config

    @config.setter
    def config(self, config: AppConfig | None) -> None:
        _check(config, (AppConfig,), "`Session.config`", "AppConfig")
        self._config = AppConfig() if config is None else config
        self.refresh()

    def refresh(self) -> None:
        """Makes the App read the dataset again, and sends it edited settings."""
        if self._config.to_data() == self._sent_config:
            self._send(Refresh())
        else:
            self._send_state(self._read(), Refresh)
        dataset = self.dataset
        if dataset is not None:
            dataset.reload()

    # -- where it is shown -------------------------------------------------------------------

    @property
    def auto(self) -> bool:
        """Whether setting a view or dataset in another cell shows the App there."""
        return self._auto

    @auto.setter
    def auto(self, auto: bool) -> None:
        self._auto = auto

    @contextlib.contextmanager
    def no_show(self) -> Iterator[None]:
        """A context in which setting a view or dataset does not show the App in the cell."""
        before = self._auto
        self._auto = False
        try:
            yield
        finally:
            self._auto = before

    def show(self, height: int | None = None) -> None:
        """Shows the App in the running cell; the cell that showed it becomes a picture.

        Outside of notebooks there is nowhere to show it; then this says so, once.

        Args:
            height (None): of the App in CSS pixels, 100 … 4000; by default that of `config`

        Raises:
            ValueError: the height is no such number
            LunetteError: the bridge cannot be reached, or the session was closed
        """
        pixels = _checked_height(self._config.notebook_height if height is None else height)
        if not notebook.in_notebook():
            self._warn_once(
                "The App is shown in notebooks only; this is none. The session works all the same, "
                "and any JupyterLab of yours can open it from Lunette's sidebar."
            )
            return
        with readable_errors():
            self._cells.show(pixels)

    def open(self) -> None:
        """Shows the App: in a notebook, in the running cell."""
        self.show()

    def freeze(self, timeout: float = 10.0) -> None:
        """Makes the cell that shows the App a picture that stays in the notebook.

        Returns when the picture is in the document. A click on it makes it the App again. Nothing
        happens if no cell shows the App.

        Args:
            timeout (10.0): seconds to wait for the App's picture

        Raises:
            LunetteError: why there is no picture
        """
        if not notebook.in_notebook():
            self._warn_once("Only sessions shown in a notebook can be frozen.")
            return
        with readable_errors():
            self._cells.freeze(timeout)

    def close(self) -> None:
        """Ends the session for everybody; the cell that shows the App becomes a picture."""
        if self._wire.closed:
            return
        if notebook.in_notebook():
            try:
                with readable_errors():
                    self._cells.forget_replaced()
                self.freeze()
            except (LunetteError, ValueError) as error:
                _log.warning("The App was closed without a picture. %s", error)
        self._cells.close()
        self._listeners.close()
        with readable_errors():
            self._wire.close()

    # -- what else it says -------------------------------------------------------------------

    @property
    def url(self) -> str | None:
        """Address of the Jupyter server that this kernel belongs to, or None.

        The App is reached through that server and its login; it has no address of its own.
        """
        return server_address.server_address()

    def add_event_listener(self, event_name: str, listener: Callable[[Event], None]) -> None:
        """Calls a function with every event of a name, such as ``"select_samples"``.

        The functions of a session run one after the other in a thread of their own; they may use
        the session.

        Args:
            event_name: the name of the event
            listener: called with the event, an object with the event's data as attributes

        Raises:
            ValueError: there is no such event
        """
        self._listeners.add(event_name, listener)

    def remove_event_listener(self, event_name: str, listener: Callable[[Event], None]) -> None:
        """Stops calling a function; nothing happens if it was not called."""
        self._listeners.remove(event_name, listener)

    def summary(self) -> str:
        """The session in a few lines."""
        if self._wire.closed:
            return "Session type: closed"
        kind = "notebook" if notebook.in_notebook() else "script"
        return session_summary(self._read(), self._collection(), kind)

    def __repr__(self) -> str:
        return self.summary()

    # -- how it is done ----------------------------------------------------------------------

    def _read(self) -> SessionState:
        with readable_errors():
            return self._wire.state()

    def _send(self, event: Event) -> None:
        with readable_errors():
            self._wire.send(event)

    def _collection(self) -> Dataset | DatasetView | None:
        view = self.view
        return self.dataset if view is None else view

    def _set_view(self, view: DatasetView | None) -> None:
        state = self._read()
        dataset = self.dataset if view is None else view.dataset
        edited = self._config.to_data() != self._sent_config
        if edited or (dataset is not None and dataset.name != state["dataset"]):
            self._set_state(dataset, view)
        else:
            self._shown_view = view
            self._send(SetView(view=[] if view is None else view._serialize()))

    def _set_state(self, dataset: Dataset | None, view: DatasetView | None) -> None:
        self._shown_view = view
        fresh = cast(SessionState, {**self._read(), **self._fresh_state(dataset, view)})
        self._send_state(fresh, StateUpdate)

    def _send_state(self, state: SessionState, kind: type[StateUpdate] | type[Refresh]) -> None:
        config = self._config.to_data()
        self._send(kind(state=cast(SessionState, {**state, "config": config})))
        self._sent_config = config

    def _fresh_state(self, dataset: Dataset | None, view: DatasetView | None) -> dict[str, Any]:
        """The parts of the state that belong to a dataset, with nothing selected or open."""
        return {
            "dataset": None if dataset is None else dataset.name,
            "view": [] if view is None else view._serialize(),
            "view_name": None,
            "selected_samples": [],
            "selected_labels": [],
            "sample_id": None,
            "group_id": None,
            "group_slice": None,
            "config": self._config.to_data(),
        }

    @contextlib.contextmanager
    def _shown_here(self, view: DatasetView | None = None) -> Iterator[None]:
        """For a change that the running cell shows, unless it does or `auto` is off.

        The cell that was live freezes before the change, so that its picture is what it showed.
        """
        with readable_errors():
            elsewhere = self._auto and notebook.in_notebook() and not self._cells.shown_here()
            if elsewhere:
                if view is not None:
                    # What the bridge refuses must not cost the live cell its App.
                    view._request("view.check")
                self._cells.make_way()
        yield
        if elsewhere:
            self.show()

    def _warn_once(self, message: str) -> None:
        if not self._warned:
            self._warned = True
            warnings.warn(message, stacklevel=4)


def _check(value: Any, kinds: tuple[type, ...], what: str, expected: str) -> None:
    if value is not None and not isinstance(value, kinds):
        raise ValueError(f"{what} must be a {expected} or None; found {type(value)}")


def _checked_height(height: Any) -> int:
    least, most = _HEIGHTS
    if isinstance(height, bool) or not isinstance(height, int) or not least <= height <= most:
        raise ValueError(
            f"A height is a whole number of pixels from {least} to {most}; found {height!r}."
        )
    return height


def _checked_sample_id(sample_id: Any) -> str | None:
    if sample_id is not None and not isinstance(sample_id, str):
        raise ValueError(f"unexpected sample id value '{sample_id}'")
    return sample_id

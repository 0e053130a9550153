"""Showing the App: the session of this process that was launched last."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from lunette.core.color_scheme import ColorScheme
from lunette.core.config import AppConfig
from lunette.core.dataset import Dataset
from lunette.core.errors import LunetteError
from lunette.core.session import notebook
from lunette.core.session.bridge_errors import readable_errors
from lunette.core.session.session import Session
from lunette.core.short_traces import with_short_trace
from lunette.core.spaces import Space
from lunette.core.view import DatasetView

if TYPE_CHECKING:
    from lunette.core.plots import PlotManager

__all__ = ["close_app", "launch_app"]

_log = logging.getLogger("lunette")
_launched: Session | None = None


@with_short_trace
def launch_app(
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
) -> Session:
    """Shows the App: in a notebook in the running cell, else in a new browser tab.

    One App is live at a time: the cell that shows the one launched before becomes a picture. Its
    session stays usable.

    Args:
        dataset (None): a dataset or view to show
        view (None): a view to show
        sample_id (None): a sample to open
        group_id (None): a group to open
        spaces (None): the layout of the App's panels; by default the samples alone
        color_scheme (None): the colours of labels; by default those saved with the dataset
        plots (None): plots to attach
        port (None): port at which the App is served outside of Jupyter; by default a free one
        address (None): where it is served; by default 127.0.0.1, which this machine alone reaches
        remote (False): whether the App is used from another machine: nothing is opened here, but
            said how to get there
        browser (None): the browser to open the App in, such as ``"firefox"``
        height (None): height of the App in cells, in CSS pixels; by default that of `config`
        auto (True): whether to show the App now, and again in every cell that sets a view or
            dataset
        config (None): settings of the App; by default ``lunette.app_config``

    Returns:
        the session

    Raises:
        ValueError: an argument is of the wrong kind
        LunetteError: the bridge cannot be started
    """
    global _launched
    before = _launched
    session = Session(
        dataset=dataset,
        view=view,
        sample_id=sample_id,
        group_id=group_id,
        spaces=spaces,
        color_scheme=color_scheme,
        plots=plots,
        port=port,
        address=address,
        remote=remote,
        browser=browser,
        height=height,
        auto=auto,
        config=config,
    )
    if before is not None:
        _put_away(before)
    _launched = session
    session._launched()
    return session


def close_app() -> None:
    """Closes the session that was launched last; without one nothing happens."""
    global _launched
    session, _launched = _launched, None
    if session is not None:
        session.close()


def _put_away(session: Session) -> None:
    """Freezes the cell of the session launched before."""
    if not notebook.in_notebook():
        return
    try:
        with readable_errors():
            session._cells.forget_replaced()
        session.freeze(timeout=5.0)
    except (LunetteError, ValueError) as error:
        _log.warning("The App launched before stays as it is. %s", error)

"""Showing the App: the session of this process that was launched last."""

from __future__ import annotations

import logging

from lunette.core.dataset import Dataset
from lunette.core.errors import LunetteError
from lunette.core.session import notebook
from lunette.core.session.bridge_errors import readable_errors
from lunette.core.session.config import AppConfig
from lunette.core.session.session import Session
from lunette.core.short_traces import with_short_trace
from lunette.core.view import DatasetView

__all__ = ["close_app", "launch_app"]

_log = logging.getLogger("lunette")
_launched: Session | None = None


@with_short_trace
def launch_app(
    dataset: Dataset | DatasetView | None = None,
    view: DatasetView | None = None,
    sample_id: str | None = None,
    *,
    height: int | None = None,
    auto: bool = True,
    config: AppConfig | None = None,
) -> Session:
    """Shows the App; in a notebook, in the running cell.

    One App is live at a time: the cell that shows the one launched before becomes a picture. Its
    session stays usable.

    Args:
        dataset (None): a dataset or view to show
        view (None): a view to show
        sample_id (None): a sample to open
        height (None): height of the App in cells, in CSS pixels; by default that of `config`
        auto (True): whether to show the App now, and again in every cell that sets a view or
            dataset
        config (None): settings of the App

    Returns:
        the session

    Raises:
        ValueError: an argument is of the wrong kind
        LunetteError: the bridge cannot be started
    """
    global _launched
    before = _launched
    session = Session(dataset, view, height=height, auto=auto, config=config, sample_id=sample_id)
    if before is not None:
        _put_away(before)
    _launched = session
    if auto and notebook.in_notebook():
        session.show()
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

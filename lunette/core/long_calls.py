"""Requests that take long: the bridge says how far it is."""

from __future__ import annotations

import sys
import warnings
from typing import Any

from lunette.core.errors import python_error
from lunette.core.progress import Progress, ProgressOption

__all__ = ["call_with_progress", "warn_of"]

_LOOK_SECONDS = 0.1


def call_with_progress(
    method: str,
    params: dict[str, Any],
    progress: ProgressOption = None,
    what: str = "samples",
) -> tuple[Any, bytes | None]:
    """Asks the bridge and shows how far it is; an interrupt cancels the request.

    Args:
        method: name of the request
        params: its parameters
        progress (None): whether to show progress
        what ("samples"): what is counted

    Raises:
        ValueError: if the bridge refuses the request
        LunetteError: if it cannot carry it out
    """
    from lunette._bridge import BridgeError, client

    at: list[int | None] = [0, None]

    def note(done: int, total: int | None) -> None:
        at[0], at[1] = done, total

    bridge = client()
    error: Exception
    with Progress(None, progress, what) as shown:

        def show() -> None:
            shown.total = at[1]
            shown.update((at[0] or 0) - shown.done)

        try:
            call = bridge.start_request(method, params, None, note)
            try:
                while not call.done.wait(_LOOK_SECONDS):
                    show()
            except BaseException:
                bridge.cancel(call)
                raise
            show()
            return bridge.wait(call)
        except BridgeError as caught:
            error = caught
    # Outside of the handler, so that the new error carries no trace of the old one.
    raise python_error(error)


def warn_of(notices: list[str]) -> None:
    """Passes on what the bridge left out or changed, as warnings about the caller's line."""
    level = 2
    frame = sys._getframe(1)
    while frame is not None and frame.f_globals.get("__name__", "").split(".")[0] == "lunette":
        level += 1
        frame = frame.f_back  # type: ignore[assignment]
    for notice in notices:
        warnings.warn(notice, UserWarning, stacklevel=level - 1)

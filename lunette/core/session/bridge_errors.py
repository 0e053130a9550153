"""Errors of the bridge in the form that users of a session see."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from lunette._bridge_errors import BridgeError
from lunette.core.errors import python_error

__all__ = ["readable_errors"]


@contextlib.contextmanager
def readable_errors() -> Iterator[None]:
    """Raises a ``BridgeError`` of the body as the Python error that it means.

    Raises:
        ValueError: the bridge refuses what was asked
        LunetteError: it could not be done
    """
    caught: BridgeError | None = None
    try:
        yield
    except BridgeError as error:
        caught = error
    if caught is not None:
        # Outside of the handler, so that the new error carries no trace of the old one.
        raise python_error(caught)

"""Python's garbage collector while many objects are made that stay for a moment."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["fewer_collections"]

#: More than the objects of one batch of samples with their labels.
_THRESHOLD = 200_000


@contextmanager
def fewer_collections() -> Iterator[None]:
    """The collector looks for cycles less often.

    It would look through every label of a batch several times, which takes as long as encoding
    them, and find nothing.
    """
    before = gc.get_threshold()
    if before[0] == 0 or before[0] >= _THRESHOLD:
        yield
        return
    gc.set_threshold(_THRESHOLD, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)

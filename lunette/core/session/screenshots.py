"""Pictures that Apps took of themselves, kept for the code that asks for them."""

from __future__ import annotations

import base64
import binascii
import threading
from collections import OrderedDict
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from lunette._generated.events import CaptureNotebookCell

__all__ = ["Screenshot", "add_screenshot", "get_screenshot"]

# How many are kept, and how many bytes of them; older ones are forgotten first.
_MOST = 16
_MOST_BYTES = 64 * 1024 * 1024


@dataclass
class Screenshot:
    """A picture that an App took of itself.

    Attributes:
        bytes: the picture's file, PNG, JPEG or WebP
        max_width: the width it is shown at, in CSS pixels
    """

    bytes: bytes
    max_width: int


_lock = threading.Lock()
_screenshots: OrderedDict[str, Screenshot] = OrderedDict()


def add_screenshot(event: CaptureNotebookCell) -> None:
    """Keeps the picture of an event, in place of an older one of the same cell.

    Args:
        event: what an App answered to the wish for its picture; without a picture (`src`), nothing
            is kept

    Raises:
        ValueError: `src` is no data URI
    """
    if event.src is None:
        return
    shot = Screenshot(_bytes_of(event.src), int(event.width))
    with _lock:
        _screenshots.pop(event.subscription, None)
        _screenshots[event.subscription] = shot
        while len(_screenshots) > 1 and (
            len(_screenshots) > _MOST
            or sum(len(kept.bytes) for kept in _screenshots.values()) > _MOST_BYTES
        ):
            _screenshots.popitem(last=False)


def get_screenshot(subscription: str, pop: bool = False) -> Screenshot:
    """The latest picture of a cell that was made a picture.

    Sessions of this process keep the pictures that their Apps answer with, the last 16 of them.

    Args:
        subscription: of the cell, as in the event ``capture_notebook_cell``
        pop (False): whether to forget it

    Raises:
        KeyError: there is none
    """
    with _lock:
        shot = _screenshots.get(subscription)
        if shot is not None and pop:
            del _screenshots[subscription]
    if shot is None:
        raise KeyError(f"There is no screenshot of the cell {subscription!r}.")
    return shot


def _bytes_of(uri: str) -> bytes:
    head, comma, body = uri.partition(",")
    if head.startswith("data:") and comma:
        if not head.endswith(";base64"):
            return unquote_to_bytes(body)
        try:
            return base64.b64decode(body, validate=True)
        except binascii.Error:
            pass
    raise ValueError(f"A screenshot is a data URI, not {uri[:40]!r}.")

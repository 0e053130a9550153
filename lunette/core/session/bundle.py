"""What a cell that shows the App holds: live, and as a picture."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from lunette import __version__
from lunette._bridge_runtime import home_mark

__all__ = ["MIME_TYPE", "Picture", "descriptor", "frozen_bundle", "live_bundle", "waiting_bundle"]

MIME_TYPE = "application/vnd.lunette.app+json"
# Key of the metadata by which a picture becomes the App again.
_METADATA_KEY = "lunette"

Bundle = tuple[dict[str, Any], dict[str, Any]]


@dataclass(frozen=True)
class Picture:
    """A picture of the App.

    Attributes:
        data: the file
        type: its MIME type, ``image/png`` or ``image/jpeg``
        width: in CSS pixels
        height: in CSS pixels
        text: one line that describes it
    """

    data: bytes
    type: str
    width: int
    height: int
    text: str


def descriptor(session: str, subscription: str, height: int) -> dict[str, Any]:
    """Which App a cell shows: opaque ids, nothing secret, no address and no path.

    Version and mark of the data home let the page say why it cannot open the App.
    """
    return {
        "v": 1,
        "session": session,
        "subscription": subscription,
        "height": height,
        "version": __version__,
        "home": home_mark(),
    }


def live_bundle(app: dict[str, Any], picture: Picture) -> Bundle:
    """Data and metadata of a live App: the picture is for every reader without our extension."""
    data, metadata = _picture_bundle(picture)
    return {MIME_TYPE: app, **data}, metadata


def waiting_bundle(app: dict[str, Any]) -> Bundle:
    """Data and metadata of a live App whose picture is not drawn yet."""
    return {MIME_TYPE: app, "text/plain": "Lunette"}, {}


def frozen_bundle(app: dict[str, Any], picture: Picture) -> Bundle:
    """Data and metadata of a frozen App: a picture that can be made live again."""
    data, metadata = _picture_bundle(picture)
    return data, {**metadata, _METADATA_KEY: app}


def _picture_bundle(picture: Picture) -> Bundle:
    data = {
        picture.type: base64.b64encode(picture.data).decode("ascii"),
        "text/plain": picture.text,
    }
    return data, {picture.type: {"width": picture.width, "height": picture.height}}

"""Pictures of the App that the bridge draws, without a browser."""

from __future__ import annotations

from lunette._bridge_session import BridgeSession
from lunette.core.session.bundle import Picture
from lunette.core.session.picture_wish import ANY_PICTURE, PictureWish

__all__ = ["Drawing"]

_WIDTH = 1000
_TIMEOUT = 60.0


class Drawing:
    """A picture on its way: asked for at once, waited for when it is needed.

    Args:
        wire: the session
        height: of the App, in CSS pixels
        wish: which kind of picture

    Attributes:
        seq: number of the session's last event that the picture shows for certain
    """

    def __init__(self, wire: BridgeSession, height: int, wish: PictureWish = ANY_PICTURE) -> None:
        self._wire = wire
        self.seq = wire.seq
        # Whether the notebook is dark is not known here; most readers of files are light.
        dark = wire.known_state["config"]["theme"] == "dark"
        self._call = wire.start_request(
            "session.picture",
            {
                "width": _WIDTH,
                "height": height,
                "theme": "dark" if dark else "light",
                **wish.given(),
            },
        )

    def ready(self, timeout: float) -> bool:
        """Waits at most `timeout` seconds; returns whether `picture` answers at once."""
        return self._call.done.wait(timeout)

    def picture(self) -> Picture:
        """The picture.

        Raises:
            BridgeError: why there is none
        """
        answer, file = self._wire.client.wait(self._call, _TIMEOUT)
        return Picture(
            bytes(file or b""), answer["type"], answer["width"], answer["height"], answer["text"]
        )

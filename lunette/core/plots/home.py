"""Where a plot lives: a session that holds it, and the cells that show it."""

from __future__ import annotations

import base64
import logging
import secrets
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lunette._bridge import client
from lunette._bridge_errors import BridgeError
from lunette._bridge_session import BridgeSession, ReceivedEvent
from lunette._generated.events import DeactivateNotebookCell, SessionState, SetPlots
from lunette.core.session import notebook
from lunette.core.session.bridge_errors import readable_errors

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.view import DatasetView

__all__ = ["MIME_TYPE", "PlotHome"]

_log = logging.getLogger("lunette")

MIME_TYPE = "application/vnd.lunette.plot+json"
_WIDTH = 900
# Seconds that a page gets to draw a plot; the bridge draws it if it does not. Where an App is
# open there is a page for certain.
_CAPTURE_TIMEOUT = 6.0
_CAPTURE_TIMEOUT_WITHOUT_APP = 1.0


@dataclass
class _Cell:
    """An output that shows the plot."""

    subscription: str
    height: int
    display_id: str


class PlotHome:
    """A plot's place in a session.

    Args:
        wire: the session
        name: of the plot in the session
        own: whether the session is there for this plot alone
    """

    def __init__(self, wire: BridgeSession, name: str, own: bool = False) -> None:
        self._wire = wire
        self._own = own
        self.name = name
        self._cells: list[_Cell] = []

    @classmethod
    def own(cls, view: Dataset | DatasetView | None) -> PlotHome:
        """A home of its own for a plot that is attached to no session."""
        state: dict[str, Any] = {"dataset": None, "view": []}
        if view is not None:
            state = {"dataset": view._root_dataset.name, "view": view.view()._serialize()}
        with readable_errors():
            return cls(BridgeSession.create(client(), state), "plot", own=True)

    def state(self) -> SessionState:
        """The state of the session."""
        with readable_errors():
            return self._wire.state()

    def keep_data(self, frame: bytes) -> str:
        """Keeps a data frame with the session and returns its id."""
        with readable_errors():
            result, _ = self._wire.client.request(
                "plot.put_data", {"session": self._wire.id}, frame
            )
        return str(result["data"])

    def put(self, plot: dict[str, Any]) -> None:
        """Adds the plot, or replaces the one of its name."""
        self.name = plot["name"]
        others = [each for each in self.state()["plots"] if each["name"] != self.name]
        with readable_errors():
            self._wire.send(SetPlots(plots=[*others, plot]))

    def show(self, height: int) -> None:
        """Displays the plot in the running cell."""
        cell = _Cell(secrets.token_hex(16), height, secrets.token_hex(16))
        self._cells.append(cell)
        notebook.display(*self._live(cell), cell.display_id)

    def take_cells(self, other: PlotHome) -> None:
        """Takes over the cells that showed the plot elsewhere."""
        self._cells, other._cells = other._cells, []
        for cell in self._cells:
            notebook.update_display(*self._live(cell), cell.display_id)

    def freeze(self) -> None:
        """Makes the cells pictures: as the page shows them, or drawn by the bridge."""
        cells, self._cells = self._cells, []
        captured = self._captured(cells)
        for cell in cells:
            if cell.subscription not in captured:
                notebook.update_display(*self._picture(cell), cell.display_id)

    def close(self) -> None:
        """Removes the plot from the session."""
        if self._wire.closed:
            return
        with readable_errors():
            if self._own:
                self._wire.close()
            else:
                rest = [each for each in self.state()["plots"] if each["name"] != self.name]
                self._wire.send(SetPlots(plots=rest))

    def _captured(self, cells: list[_Cell]) -> set[str]:
        """Subscriptions of the cells whose picture a page put into the document."""
        wanted = {cell.subscription for cell in cells}
        captured: set[str] = set()
        done = threading.Event()

        def receive(event: ReceivedEvent) -> None:
            subscription = event.data.get("subscription")
            # An App says that it knows no such cell; only the plot itself can answer.
            if event.name == "capture_notebook_cell" and not event.data.get("error"):
                captured.update(wanted & {subscription})
                if captured == wanted:
                    done.set()

        stop = self._wire.on_received(receive)
        try:
            for subscription in wanted:
                self._wire.send(DeactivateNotebookCell(subscription=subscription))
            if wanted:
                apps = self._wire.count_apps()
                done.wait(_CAPTURE_TIMEOUT if apps else _CAPTURE_TIMEOUT_WITHOUT_APP)
        except BridgeError as error:
            _log.warning("The page could not be asked for the picture of a plot: %s", error)
        finally:
            stop()
        return captured

    def _live(self, cell: _Cell) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = self._picture(cell)
        plot = {
            "v": 1,
            "session": self._wire.id,
            "plot": self.name,
            "subscription": cell.subscription,
            "height": cell.height,
        }
        return {MIME_TYPE: plot, **data}, metadata

    def _picture(self, cell: _Cell) -> tuple[dict[str, Any], dict[str, Any]]:
        """Data and metadata of a picture that the bridge draws."""
        wish = {"name": self.name, "width": _WIDTH, "height": cell.height}
        try:
            answer, png = self._wire.request("plot.picture", wish)
        except BridgeError as error:
            _log.warning("The plot is shown without a picture of it: %s", error)
            return {"text/plain": "Lunette plot"}, {}
        data = {
            "image/png": base64.b64encode(bytes(png or b"")).decode("ascii"),
            "text/plain": answer["text"],
        }
        size = {"width": answer["width"], "height": answer["height"]}
        return data, {"image/png": size}

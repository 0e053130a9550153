"""The cells of a notebook that show a session's App: which one is live, and how one freezes."""

from __future__ import annotations

import logging
import secrets
import threading
from dataclasses import dataclass
from typing import Any

from lunette._bridge_errors import BridgeError
from lunette._bridge_session import BridgeSession, ReceivedEvent
from lunette._generated.events import DeactivateNotebookCell
from lunette.core.errors import LunetteError
from lunette.core.session import notebook
from lunette.core.session.bundle import (
    Picture,
    descriptor,
    frozen_bundle,
    live_bundle,
    waiting_bundle,
)
from lunette.core.session.drawing import Drawing
from lunette.core.session.picture_wish import ANY_PICTURE, PictureWish

__all__ = ["NotebookCells"]

_log = logging.getLogger("lunette")

# What a new cell waits for the picture of the old one, in seconds.
_REPLACE_TIMEOUT = 5.0
# Pictures drawn from thumbnails at hand take less, in seconds.
_ONE_MESSAGE_WAIT = 0.2


@dataclass
class _Cell:
    """A cell that shows or showed the App.

    Attributes:
        subscription: its opaque id
        height: of the App, in CSS pixels
        display_id: under which this kernel displayed it; None if another one did
        place: the execution that displayed it
        pictured: number of the session's event that its picture shows
    """

    subscription: str
    height: int
    display_id: str | None
    place: notebook.NotebookPlace | None
    pictured: int = -1


class _Capture:
    """Waits for the App's word that a cell's picture is in the document."""

    def __init__(self, wire: BridgeSession, subscription: str) -> None:
        self._wire = wire
        self._subscription = subscription
        self._settled = threading.Event()
        self._refusals: list[str] = []
        self._without_cells = 0
        self.captured = False

    def receive(self, event: ReceivedEvent) -> None:
        if event.name == "app_count_update" and event.data["count"] == 0:
            self._settled.set()
        if event.name != "capture_notebook_cell" or event.own:
            return
        if event.data["subscription"] != self._subscription:
            return
        error = event.data.get("error")
        if error or event.data.get("no_cell"):
            # Another page may have the cell: only if all Apps refuse there is no picture.
            if error:
                self._refusals.append(str(error))
            else:
                self._without_cells += 1
            if len(self._refusals) + self._without_cells >= self._wire.app_count:
                self._settled.set()
        else:
            self.captured = True
            self._settled.set()

    def wait(self, timeout: float) -> bool:
        """Whether the picture is in the document; False if no App is in a notebook any more.

        Raises:
            LunetteError: the App says why there is no picture, or says nothing in time
        """
        settled = self._settled.wait(timeout)
        if self.captured:
            return True
        if self._refusals:
            raise LunetteError(f"The App could not be frozen: {self._refusals[0]}")
        if settled:
            return False
        raise LunetteError(
            f"The App was not frozen within {timeout:g} seconds: it was asked for its picture and "
            "did not answer that it is in the notebook. Is the notebook's page still open? "
            "A longer time can be given, such as `session.freeze(timeout=60)`."
        )


class NotebookCells:
    """Shows the App of a session in cells; at most one of them is live."""

    def __init__(self, wire: BridgeSession) -> None:
        self._wire = wire
        self._cells: dict[str, _Cell] = {}
        self._live: _Cell | None = None
        self._capture: _Capture | None = None
        self._stop_receiving = wire.on_received(self._receive)
        self._stop_following: Any = None

    def shown_here(self) -> bool:
        """Whether the running execution displayed the live cell."""
        here, live = notebook.place(), self._present_live()
        return (
            here is not None
            and live is not None
            and live.place is not None
            and live.place.execution == here.execution
        )

    def show(self, height: int) -> None:
        """Displays the App in the running cell; the cell that was live becomes a picture."""
        self.make_way()
        here = notebook.place()
        cell = _Cell(secrets.token_hex(16), height, secrets.token_hex(16), here)
        self._cells[cell.subscription] = cell
        self._live = cell
        if self._stop_following is None:
            self._stop_following = notebook.after_each_cell(self._follow)
        self._display(cell)

    def _display(self, cell: _Cell) -> None:
        """Displays the App and its picture.

        If pictures have to be read for it first, the page gets to work on the App meanwhile, and
        the picture joins it in the document before this returns.
        """
        app = self._descriptor(cell)
        drawing = Drawing(self._wire, cell.height)
        display_id = str(cell.display_id)
        soon = drawing.ready(_ONE_MESSAGE_WAIT)
        if not soon:
            notebook.display(*waiting_bundle(app), display_id)
        try:
            picture = drawing.picture()
        except BridgeError as error:
            _log.warning("The App is shown without a picture of it: %s", error)
            if soon:
                notebook.display(*waiting_bundle(app), display_id)
            return
        cell.pictured = drawing.seq
        show = notebook.display if soon else notebook.update_display
        show(*live_bundle(app, picture), display_id)

    def make_way(self) -> None:
        """Freezes the live cell for another one, unless its output is gone already."""
        old = self._present_live()
        if old is not None and not _ran_again(old.place, notebook.place()):
            self._freeze_for_another(old)

    def freeze(self, timeout: float, wish: PictureWish = ANY_PICTURE) -> None:
        """Makes the live cell a picture; returns when the picture is in the document.

        Raises:
            LunetteError: why it is not
        """
        cell = self._present_live()
        if cell is not None:
            if not self._ask_app(cell, timeout, wish):
                self._replace_by_drawing(cell, wish)
            self._set_frozen(cell)

    def close(self) -> None:
        """Stops following the notebook."""
        self._stop_receiving()
        if self._stop_following is not None:
            self._stop_following()
            self._stop_following = None

    def forget_replaced(self) -> None:
        """Forgets the live cell if it is being run again, so that its output is gone already."""
        live = self._present_live()
        if live is not None and _ran_again(live.place, notebook.place()):
            self._live = None

    def _present_live(self) -> _Cell | None:
        """The live cell, after everything that pages did before the call was heard of."""
        self._wire.state()
        return self._live

    def _freeze_for_another(self, cell: _Cell) -> None:
        """As `freeze`, but an App that cannot draw itself must not keep the new one away."""
        try:
            captured = self._ask_app(cell, _REPLACE_TIMEOUT)
        except LunetteError:
            captured = False
        if not captured:
            self._replace_by_drawing(cell)
        self._set_frozen(cell)

    def _ask_app(self, cell: _Cell, timeout: float, wish: PictureWish = ANY_PICTURE) -> bool:
        """Lets the App freeze the cell. False if no App is connected."""
        if self._wire.count_apps() == 0:
            return False
        self._capture = capture = _Capture(self._wire, cell.subscription)
        try:
            self._wire.send(
                DeactivateNotebookCell(
                    subscription=cell.subscription,
                    scale=wish.scale,
                    format=wish.format,
                    max_bytes=wish.max_bytes,
                )
            )
            return capture.wait(timeout)
        finally:
            self._capture = None

    def _replace_by_drawing(self, cell: _Cell, wish: PictureWish = ANY_PICTURE) -> None:
        """Puts a picture drawn by the bridge in the place of the App."""
        if cell.display_id is not None:
            data, metadata = frozen_bundle(self._descriptor(cell), self._draw(cell, wish))
            notebook.update_display(data, metadata, cell.display_id)

    def _set_frozen(self, cell: _Cell) -> None:
        if self._live is cell:
            self._live = None

    def _follow(self) -> None:
        """At the end of an execution: without an App, the picture is all that a reader gets."""
        cell = self._live
        if cell is None or cell.display_id is None or self._wire.closed:
            return
        if self._wire.app_count > 0 or cell.pictured >= self._wire.seq:
            return
        try:
            data, metadata = live_bundle(self._descriptor(cell), self._draw(cell))
        except BridgeError as error:
            _log.warning("The picture of the App is not up to date: %s", error)
            return
        notebook.update_display(data, metadata, cell.display_id)

    def _draw(self, cell: _Cell, wish: PictureWish = ANY_PICTURE) -> Picture:
        drawing = Drawing(self._wire, cell.height, wish)
        picture = drawing.picture()
        cell.pictured = drawing.seq
        return picture

    def _descriptor(self, cell: _Cell) -> dict[str, Any]:
        return descriptor(self._wire.id, cell.subscription, cell.height)

    def _receive(self, event: ReceivedEvent) -> None:
        """In the connection's thread."""
        if event.name == "reactivate_notebook_cell" and not event.own:
            # The page froze the other cell by itself when the App moved.
            subscription = str(event.data["subscription"])
            known = self._cells.get(subscription)
            self._live = known or _Cell(subscription, 0, None, None)
            self._cells[subscription] = self._live
        capture = self._capture
        if capture is not None:
            capture.receive(event)
        elif event.name == "capture_notebook_cell" and not event.data.get("error"):
            live = self._live
            # Frozen by a command of the page.
            if live is not None and live.subscription == event.data["subscription"]:
                self._live = None


def _ran_again(before: notebook.NotebookPlace | None, here: notebook.NotebookPlace | None) -> bool:
    """Whether the same cell runs once more, which cleared its outputs."""
    return (
        before is not None
        and here is not None
        and before.cell is not None
        and before.cell == here.cell
        and before.execution != here.execution
    )

"""Where the App of a session is shown: cells of a notebook."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterator
from typing import Literal

from lunette.core.errors import LunetteError
from lunette.core.session import hosts, notebook
from lunette.core.session.arguments import checked_height
from lunette.core.session.bridge_errors import readable_errors
from lunette.core.session.host_check import check_host
from lunette.core.session.picture_wish import PictureWish
from lunette.core.session.session_base import SessionBase
from lunette.core.view import DatasetView

__all__ = ["SessionPlaces"]

_log = logging.getLogger("lunette")


class SessionPlaces(SessionBase):
    """The part of a session that is about where its App is shown."""

    @property
    def auto(self) -> bool:
        """Whether setting a view or dataset in another cell shows the App there."""
        return self._auto

    @auto.setter
    def auto(self, auto: bool) -> None:
        self._auto = auto

    @contextlib.contextmanager
    def no_show(self) -> Iterator[None]:
        """A context in which setting a view or dataset does not show the App in the cell."""
        before = self._auto
        self._auto = False
        try:
            yield
        finally:
            self._auto = before

    def show(self, height: int | None = None) -> None:
        """Shows the App in the running cell; the cell that showed it becomes a picture.

        Outside of notebooks there is nowhere to show it; then this says so, once.

        Args:
            height (None): of the App in CSS pixels, 100 … 4000; by default that of `config`

        Raises:
            ValueError: the height is no such number
            LunetteError: the bridge cannot be reached, or the session was closed
        """
        pixels = checked_height(self._height() if height is None else height)
        if not notebook.in_notebook():
            self._warn_once(
                "The App is shown in the cells of notebooks only; this is none. "
                "`session.open_tab()` opens it in a browser tab."
            )
            return
        with readable_errors():
            self._cells.show(pixels)
        if hosts.in_vscode():
            self._say_in_vscode()
        else:
            check_host(self._wire)

    def freeze(
        self,
        scale: float | None = None,
        format: Literal["png", "jpeg", "webp"] | None = None,
        timeout: float = 10.0,
        *,
        max_bytes: int | None = None,
    ) -> None:
        """Makes the cell that shows the App a picture that stays in the notebook.

        Returns when the picture is in the document. A click on it makes it the App again. Nothing
        happens if no cell shows the App.

        A picture that would be larger than `max_bytes` loses colours, then becomes JPEG, then loses
        resolution until it fits; its text in the document says so.

        Args:
            scale (None): pixels of the picture per pixel of the page, 0.25 … 4; by default 1. It is
                shown in the App's size in any case, so that 2 is crisp on a fine screen
            format (None): ``"png"`` (the default), ``"jpeg"``, or ``"webp"``, which readers of
                notebooks do not show and which is therefore stored as JPEG
            timeout (10.0): seconds to wait for the App's picture
            max_bytes (None): largest file of the picture; by default 2 000 000

        Raises:
            ValueError: a parameter is impossible
            LunetteError: why there is no picture
        """
        wish = PictureWish.checked(scale, format, max_bytes)
        if not notebook.in_notebook():
            self._warn_once("Only sessions shown in a notebook can be frozen.")
            return
        with readable_errors():
            self._cells.freeze(timeout, wish)

    def close(self) -> None:
        """Ends the session for everybody; the cell that shows the App becomes a picture."""
        if self._wire.closed:
            return
        if notebook.in_notebook():
            try:
                with readable_errors():
                    self._cells.forget_replaced()
                self.freeze()
            except (LunetteError, ValueError) as error:
                _log.warning("The App was closed without a picture. %s", error)
        self._cells.close()
        self._listeners.close()
        with readable_errors():
            self._wire.close()

    @contextlib.contextmanager
    def _shown_here(self, view: DatasetView | None = None) -> Iterator[None]:
        """For a change that the running cell shows, unless it does or `auto` is off.

        The cell that was live freezes before the change, so that its picture is what it showed.
        """
        with readable_errors():
            elsewhere = self._auto and notebook.in_notebook() and not self._cells.shown_here()
            if elsewhere:
                if view is not None:
                    # What the bridge refuses must not cost the live cell its App.
                    view._request("view.check")
                self._cells.make_way()
        yield
        if elsewhere:
            self.show()

    def _warn_once(self, message: str) -> None:
        if not self._warned:
            self._warned = True
            warnings.warn(message, stacklevel=4)

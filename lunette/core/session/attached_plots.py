"""The plots that are attached to a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from lunette.core.session import notebook
from lunette.core.session.arguments import check_kind
from lunette.core.session.bridge_errors import readable_errors
from lunette.core.session.places import SessionPlaces

if TYPE_CHECKING:
    from lunette.core.plots import PlotManager
    from lunette.core.session.session import Session

__all__ = ["AttachedPlots", "check_plots"]


class AttachedPlots(SessionPlaces):
    """The part of a session that is about its plots."""

    _plots: PlotManager | None = None

    @property
    def has_plots(self) -> bool:
        """Whether plots are attached to the session."""
        return self._plots is not None and len(self._plots) > 0

    @property
    def plots(self) -> PlotManager:
        """The plots attached to the session: ``session.plots.attach(plot)``.

        Assigning another manager moves its plots here; None attaches none.

        Raises:
            ValueError: what is assigned is no plot manager
        """
        if self._plots is None:
            self._set_plots(None)
        return cast("PlotManager", self._plots)

    @plots.setter
    def plots(self, plots: PlotManager | None) -> None:
        check_plots(plots, "`Session.plots`")
        self._set_plots(plots)

    def freeze(
        self,
        scale: float | None = None,
        format: Literal["png", "jpeg", "webp"] | None = None,
        timeout: float = 10.0,
        *,
        max_bytes: int | None = None,
    ) -> None:
        """As the part of the App says; the cells of attached plots become pictures too."""
        super().freeze(scale, format, timeout, max_bytes=max_bytes)
        if self._plots is not None and notebook.in_notebook():
            with readable_errors():
                self._plots.freeze()

    def _set_plots(self, plots: PlotManager | None) -> None:
        from lunette.core.plots import PlotManager

        before = self._plots
        self._plots = PlotManager() if plots is None else plots
        if before is not None and before is not self._plots:
            before._attach_session(None)
        self._plots._attach_session(cast("Session", self))


def check_plots(plots: object, what: str) -> None:
    """Raises ValueError if something is neither a plot manager nor None."""
    if plots is not None:
        from lunette.core.plots import PlotManager

        check_kind(plots, (PlotManager,), what, "PlotManager")

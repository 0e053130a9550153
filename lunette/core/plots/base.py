"""What all plots have: a title, a place where they live, cells that show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.plots.home import PlotHome
from lunette.core.session import notebook

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.plots.manager import PlotManager
    from lunette.core.view import DatasetView

__all__ = ["InteractivePlot", "ResponsivePlot", "ViewPlot"]

_HEIGHT = 400


class ResponsivePlot:
    """A plot that can be attached to a session: ``session.plots.attach(plot)``.

    Args:
        link_type: what it is linked to: ``"view"``, ``"samples"`` or ``"labels"``
        title (None): a title
        init_view (None): what it shows before it is attached
    """

    def __init__(
        self,
        link_type: str,
        title: str | None = None,
        init_view: Dataset | DatasetView | None = None,
    ) -> None:
        self._link_type = link_type
        self._title = title
        self._init_view = init_view
        self._home: PlotHome | None = None
        self._manager: PlotManager | None = None
        self._connected = True
        self._frozen = False

    @property
    def link_type(self) -> str:
        """What the plot is linked to: ``"view"``, ``"samples"`` or ``"labels"``."""
        return self._link_type

    @property
    def title(self) -> str | None:
        """The title, or None."""
        return self._title

    @property
    def is_connected(self) -> bool:
        """Whether the plot follows a session and selects in it."""
        return self._manager is not None and self._connected

    @property
    def is_disconnected(self) -> bool:
        """Whether the plot does not follow a session."""
        return not self.is_connected

    @property
    def is_frozen(self) -> bool:
        """Whether the cells that showed the plot are pictures."""
        return self._frozen

    def show(self, height: int | None = None) -> None:
        """Shows the plot in the running cell. Outside of notebooks nothing happens.

        Args:
            height (None): in CSS pixels, 100 … 4000; 400 by default

        Raises:
            ValueError: the height is no such number
            LunetteError: the bridge cannot be reached
        """
        pixels = _HEIGHT if height is None else height
        if isinstance(pixels, bool) or not isinstance(pixels, int) or not 100 <= pixels <= 4000:
            raise ValueError(f"A height is a whole number from 100 to 4000; found {height!r}.")
        if notebook.in_notebook():
            self._frozen = False
            self._home_of().show(pixels)

    def connect(self) -> None:
        """Links the plot with its session again, after `disconnect` or `freeze`."""
        self._set_connected(True)

    def disconnect(self) -> None:
        """Ends the link with the session; the plot shows the whole dataset."""
        self._set_connected(False)

    def freeze(self) -> None:
        """Makes the cells that show the plot pictures that stay in the notebook."""
        if self._home is not None:
            self._home.freeze()
        self._frozen = True
        self._set_connected(False)

    # -- how it is done ----------------------------------------------------------------------

    def _spec(self, home: PlotHome) -> dict[str, Any]:
        """What is plotted, as it travels; data frames are kept in `home` first."""
        raise NotImplementedError

    def _home_of(self) -> PlotHome:
        """Where the plot lives; one of its own before it is attached."""
        if self._home is None:
            self._home = PlotHome.own(self._init_view)
            self._home.put(self._data(self._home, "plot"))
        return self._home

    def _data(self, home: PlotHome, name: str) -> dict[str, Any]:
        """The plot as it travels."""
        return {
            "name": name,
            "title": self._title,
            "spec": self._spec(home),
            "connected": self._connected,
        }

    def _attach(self, manager: PlotManager, home: PlotHome, name: str) -> None:
        """Moves to a session; cells that show the plot follow."""
        before = self._home
        self._manager = manager
        home.put(self._data(home, name))
        self._home = home
        if before is not None:
            home.take_cells(before)
            before.close()

    def _detach(self) -> None:
        """Leaves the session."""
        if self._home is not None:
            self._home.freeze()
            self._home.close()
        self._home = None
        self._manager = None

    def _set_connected(self, connected: bool) -> None:
        if self._connected != connected:
            self._connected = connected
            if self._home is not None:
                self._home.put(self._data(self._home, self._home.name))

    def __repr__(self) -> str:
        title = f" {self._title!r}" if self._title else ""
        return f"<{type(self).__name__}{title}>"

    def _ipython_display_(self) -> None:
        self.show()


class ViewPlot(ResponsivePlot):
    """A plot of the samples in a session's view."""

    def __init__(
        self, title: str | None = None, init_view: Dataset | DatasetView | None = None
    ) -> None:
        super().__init__("view", title, init_view)


class InteractivePlot(ResponsivePlot):
    """A plot whose points stand for samples or labels."""

    @property
    def selected_ids(self) -> list[str]:
        """Ids of the samples or labels chosen in the plot; empty if none were."""
        if self._home is None:
            return []
        stage = "select" if self._link_type == "samples" else "select_labels"
        key = "sample_ids" if self._link_type == "samples" else "ids"
        chosen = [each for each in self._home.state()["view"] if dict(each)["stage"] == stage]
        return list(dict(chosen[-1]).get(key) or []) if chosen else []

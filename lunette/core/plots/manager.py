"""The plots attached to a session."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lunette.core.plots.base import ResponsivePlot
from lunette.core.plots.home import PlotHome

if TYPE_CHECKING:
    from lunette.core.session.session import Session

__all__ = ["PlotManager"]

_log = logging.getLogger("lunette")


class PlotManager:
    """Plots that are linked with a session, by name: ``session.plots.attach(plot)``.

    Histograms show what is in the session's view, and filter it. Points of a scatter plot stand
    for samples or labels: those in the view and those selected in the App stand out, and a lasso
    around some shows just these in the App. The link needs no kernel: it works while a cell runs.
    """

    def __init__(self) -> None:
        self._plots: dict[str, ResponsivePlot] = {}
        self._session: Session | None = None
        self._connected = True

    def __repr__(self) -> str:
        return self.summary()

    def __bool__(self) -> bool:
        return bool(self._plots)

    def __len__(self) -> int:
        return len(self._plots)

    def __contains__(self, name: object) -> bool:
        return name in self._plots

    def __iter__(self) -> Iterator[str]:
        return iter(self._plots)

    def __getitem__(self, name: str) -> ResponsivePlot:
        if name not in self._plots:
            raise ValueError(_no_plot(name, self._plots))
        return self._plots[name]

    def __setitem__(self, name: str, plot: ResponsivePlot) -> None:
        self.attach(plot, name=name)

    def __delitem__(self, name: str) -> None:
        self.pop(name)

    def keys(self) -> Iterator[str]:
        """The names of the plots."""
        return iter(self._plots)

    def values(self) -> Iterator[ResponsivePlot]:
        """The plots."""
        return iter(self._plots.values())

    def items(self) -> Iterator[tuple[str, ResponsivePlot]]:
        """Names and plots."""
        return iter(self._plots.items())

    @property
    def is_connected(self) -> bool:
        """Whether the plots are linked with a session."""
        return self._session is not None and self._connected

    @property
    def is_disconnected(self) -> bool:
        """Whether the plots are not linked with a session."""
        return not self.is_connected

    @property
    def has_view_links(self) -> bool:
        """Whether a plot shows what is in the session's view."""
        return self._has_link("view")

    @property
    def has_sample_links(self) -> bool:
        """Whether the points of a plot stand for samples."""
        return self._has_link("samples")

    @property
    def has_label_links(self) -> bool:
        """Whether the points of a plot stand for labels."""
        return self._has_link("labels")

    def attach(
        self,
        plot: ResponsivePlot,
        name: str | None = None,
        connect: bool = True,
        overwrite: bool = True,
    ) -> None:
        """Links a plot with the session. Cells that show it already follow.

        Args:
            plot: the plot
            name (None): a name; ``plot1``, ``plot2`` … by default
            connect (True): whether to link it now
            overwrite (True): whether it may take the place of a plot of that name

        Raises:
            ValueError: it is no plot, or the name cannot be used
        """
        if not isinstance(plot, ResponsivePlot):
            raise ValueError(f"Only plots can be attached; found {type(plot)}.")
        attached = next((known for known, each in self._plots.items() if each is plot), None)
        if attached is not None:
            if name is not None and name != attached:
                _log.warning("The plot is attached already, as %r.", attached)
            return
        if name is None:
            name = self._free_name()
        if name == "session" or not isinstance(name, str) or not name:
            raise ValueError(f"{name!r} cannot be the name of a plot.")
        if name in self._plots:
            if not overwrite:
                raise ValueError(f"There is a plot {name!r} already.")
            self.pop(name)
        plot._connected = bool(connect) and self._connected
        self._plots[name] = plot
        self._link(name, plot)

    def pop(self, name: str) -> ResponsivePlot:
        """Removes a plot and returns it; cells that show it become pictures.

        Raises:
            ValueError: there is none of that name
        """
        if name not in self._plots:
            raise ValueError(_no_plot(name, self._plots))
        plot = self._plots.pop(name)
        plot._detach()
        return plot

    def remove(self, name: str) -> None:
        """Removes a plot. Raises ValueError if there is none of that name."""
        self.pop(name)

    def connect(self) -> None:
        """Links all plots with the session again."""
        self._connected = True
        for plot in self._plots.values():
            plot.connect()

    def disconnect(self) -> None:
        """Ends the links; the plots stay attached."""
        self._connected = False
        for plot in self._plots.values():
            plot.disconnect()

    def freeze(self) -> None:
        """Makes the cells of all plots pictures; `connect` and `show` bring them back."""
        self._connected = False
        for plot in self._plots.values():
            plot.freeze()

    def show(self, name: str | None = None) -> None:
        """Shows a plot, or all of them, in the running cell."""
        for plot in list(self._plots.values()) if name is None else [self[name]]:
            plot.show()

    def summary(self) -> str:
        """The plots in a few lines."""
        if not self._plots:
            return "No plots"
        rows = [f"    {name}: {plot!r}" for name, plot in self._plots.items()]
        return "\n".join(["Plots:", *rows])

    def _attach_session(self, session: Session | None) -> None:
        """Moves the plots to another session, or to none."""
        self._session = session
        for name, plot in self._plots.items():
            if session is None:
                plot._detach()
            else:
                self._link(name, plot)

    def _link(self, name: str, plot: ResponsivePlot) -> None:
        if self._session is not None:
            plot._attach(self, PlotHome(self._session._wire, name), name)

    def _free_name(self) -> str:
        number = 1
        while f"plot{number}" in self._plots:
            number += 1
        return f"plot{number}"

    def _has_link(self, link_type: str) -> bool:
        return any(plot.link_type == link_type for plot in self._plots.values())


def _no_plot(name: object, plots: dict[str, ResponsivePlot]) -> str:
    known = ", ".join(map(repr, plots)) or "none"
    return f"No plot with name {name!r}. There are: {known}."

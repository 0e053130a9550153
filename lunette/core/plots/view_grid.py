"""Several plots in one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lunette.core.plots.base import ResponsivePlot, ViewPlot
from lunette.core.plots.home import PlotHome

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.view import DatasetView

__all__ = ["ViewGrid"]

_MOST = 24


class ViewGrid(ViewPlot):
    """Plots side by side in one cell, row by row.

    Args:
        plots: the plots
        columns (None): how many stand in a row; by default about as many as there are rows
        init_view (None): what is plotted before the grid is attached to a session

    Raises:
        ValueError: these are no plots, or too many
    """

    def __init__(
        self,
        plots: Iterable[ResponsivePlot],
        columns: int | None = None,
        init_view: Dataset | DatasetView | None = None,
    ) -> None:
        super().__init__(None, init_view)
        self._plots = list(plots)
        for plot in self._plots:
            if not isinstance(plot, ResponsivePlot) or isinstance(plot, ViewGrid):
                raise ValueError(f"A grid is made of single plots; found {plot!r}.")
        if not 1 <= len(self._plots) <= _MOST:
            raise ValueError(f"A grid has 1 to {_MOST} plots; found {len(self._plots)}.")
        self._columns = max(1, round(len(self._plots) ** 0.5)) if columns is None else columns
        if not 1 <= self._columns <= 6:
            raise ValueError(f"A grid has 1 to 6 columns; found {self._columns!r}.")

    @property
    def plots(self) -> list[ResponsivePlot]:
        """The plots, row by row."""
        return list(self._plots)

    def _spec(self, home: PlotHome) -> dict[str, Any]:
        parts = [{"title": plot.title, "spec": plot._spec(home)} for plot in self._plots]
        return {"kind": "grid", "plots": parts, "columns": self._columns}

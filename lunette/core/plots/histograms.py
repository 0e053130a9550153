"""Histograms of a field in a session's view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.plots.base import ViewPlot
from lunette.core.plots.home import PlotHome
from lunette.core.plots.paths import plotted_path

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.view import DatasetView

__all__ = ["CategoricalHistogram", "NumericalHistogram"]

_ORDERS = ("alphabetical", "frequency")


class CategoricalHistogram(ViewPlot):
    """How often each value of a field is there. A click on a value filters the session's view.

    Args:
        field: path of a field, such as ``"predictions.label"``
        title (None): a title; by default the path
        xlabel (None): what the counts are of
        order ("frequency"): ``"frequency"`` or ``"alphabetical"``
        limit (100): most values shown
        init_view (None): what is plotted before the plot is attached to a session

    Raises:
        ValueError: an argument is not as it should be
    """

    def __init__(
        self,
        field: object,
        title: str | None = None,
        xlabel: str | None = None,
        order: str = "frequency",
        limit: int = 100,
        init_view: Dataset | DatasetView | None = None,
    ) -> None:
        super().__init__(title, init_view)
        if order not in _ORDERS:
            raise ValueError(f"order must be one of {', '.join(_ORDERS)}; found {order!r}.")
        if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= 1000:
            raise ValueError(f"limit must be a whole number from 1 to 1000; found {limit!r}.")
        self._path = plotted_path(field)
        self._xlabel = xlabel
        self._order = order
        self._limit = limit

    def _spec(self, home: PlotHome) -> dict[str, Any]:
        return {
            "kind": "categorical_histogram",
            "path": self._path,
            "order": self._order,
            "limit": self._limit,
            "xlabel": self._xlabel,
        }


class NumericalHistogram(ViewPlot):
    """How the numbers or dates of a field are distributed. Dragging a range filters the view.

    Args:
        field: path of a field, such as ``"predictions.confidence"``
        bins (50): number of bars, 1 … 200
        range (None): the part of the axis that is shown
        title (None): a title; by default the path
        xlabel (None): label of the axis
        init_view (None): what is plotted before the plot is attached to a session

    Raises:
        ValueError: an argument is not as it should be
    """

    def __init__(
        self,
        field: object,
        bins: int = 50,
        range: tuple[float, float] | None = None,
        title: str | None = None,
        xlabel: str | None = None,
        init_view: Dataset | DatasetView | None = None,
    ) -> None:
        super().__init__(title, init_view)
        if isinstance(bins, bool) or not isinstance(bins, int) or not 1 <= bins <= 200:
            raise ValueError(f"bins must be a whole number from 1 to 200; found {bins!r}.")
        if range is not None and not (len(range) == 2 and range[0] < range[1]):
            raise ValueError(f"range must be two rising numbers; found {range!r}.")
        self._path = plotted_path(field)
        self._bins = bins
        self._range = range
        self._xlabel = xlabel

    def _spec(self, home: PlotHome) -> dict[str, Any]:
        return {
            "kind": "numerical_histogram",
            "path": self._path,
            "bins": self._bins,
            "range": None if self._range is None else [float(end) for end in self._range],
            "xlabel": self._xlabel,
        }

"""Plots of datasets, linked with the App: what is chosen in one shows in the other."""

from lunette.core.plots.base import InteractivePlot, ResponsivePlot, ViewPlot
from lunette.core.plots.histograms import CategoricalHistogram, NumericalHistogram
from lunette.core.plots.manager import PlotManager
from lunette.core.plots.scatter import InteractiveScatter, location_scatterplot, scatterplot
from lunette.core.plots.view_grid import ViewGrid

__all__ = [
    "CategoricalHistogram",
    "InteractivePlot",
    "InteractiveScatter",
    "NumericalHistogram",
    "PlotManager",
    "ResponsivePlot",
    "ViewGrid",
    "ViewPlot",
    "location_scatterplot",
    "scatterplot",
]

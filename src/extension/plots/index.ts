/** Plots in cell outputs. */
export { PLOT_MIME_TYPE } from './plot-descriptor';
export { PlotRenderer, type IPlotRendererOptions } from './plot-renderer';

/** Plots of a session in cells of their own. */
export { mountPlot, type IPlotHandle, type IPlotOptions } from './mount-plot';
export { PlotsPanel } from './plots-panel';

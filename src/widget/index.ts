/** The App: a React widget that knows neither JupyterLab nor the kernel. */
export * from './api';
export { mountPlot, type IPlotHandle, type IPlotOptions } from './features/plots';

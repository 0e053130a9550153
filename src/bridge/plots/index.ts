/** Plots of sessions: where their points are kept, and how they look without a browser. */
export { PlotData, type IPlotFrames } from './plot-data';
export { plotPicture } from './plot-picture';
export { sceneSvg } from './scene-svg';

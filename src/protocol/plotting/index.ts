/** Plots: what they are, and how they look — the same on the page and in the bridge's pictures. */
export * from './plot-spec';
export * from './plot-content';
export * from './plot-scene';
export * from './plot-axis';
export * from './draw-plot';
export * from './scatter-frame';
export * from './id-set';
export * from './load-plot';
export { wholeWindow, sameUnits, type IPointsWindow } from './draw-points';

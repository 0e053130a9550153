/** Labels on canvas: shapes of `protocol/drawing`, painted. */
export * from './hit-test';
export * from './label-font';
export * from './overlay-style';
export * from './paint-shapes';
export * from './raster-image';
export * from './segment-at';

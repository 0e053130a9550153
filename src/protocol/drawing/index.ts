export * from './justified-rows';
export * from './overlay-shapes';
export * from './palette';

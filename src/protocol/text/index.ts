/** How numbers, expressions and stages are written for people, everywhere the same. */
export * from './clock-text';
export * from './content-stage-text';
export * from './expression-text';
export * from './format-count';
export * from './format-value';
export * from './sample-noun';
export * from './stage-text';
export * from './group-stage-text';

/** The App's state and its way to the bridge, without React or the DOM (but for hooks). */
export * from './actions';
export * from './app-model';
export * from './app-state';
export * from './capture-parts';
export * from './key-bindings';
export * from './latest-query';
export * from './overlay-colors';
export * from './page-cache';
export * from './preferences';
export * from './selection';
export * from './shown-view';
export * from './store';
export * from './thumbnail-cache';
export * from './undo-stack';
export * from './use-model';
export * from './visible-fields';

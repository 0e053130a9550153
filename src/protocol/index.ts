/** What crosses a process boundary: schemas and pure functions only. */
export * from './aspect';
export * from './columns-frame';
export * from './drawing';
export * from './events';
export * from './expressions';
export * from './facet-filters';
export * from './fields';
export * from './image-frame';
export * from './labels';
export * from './messages';
export * from './page-frame';
export * from './requests';
export * from './session-reducer';
export * from './session-state';
export * from './stages';
export * from './text';

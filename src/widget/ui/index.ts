/** Basic controls and how things are written for people. */
export * from './button';
export * from './class-names';
export * from './copy-text';
export * from './copyable-code';
export * from './error-boundary';
export * from './format-count';
export * from './format-value';
export * from './icon';
export * from './menu';
export * from './menu-button';
export * from './notices';
export * from './place-popover';
export * from './point-anchor';
export * from './popover';

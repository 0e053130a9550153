/** Basic controls and how things are written for people. */
export * from './button';
export * from './class-names';
export * from './copy-text';
export * from './copyable-code';
export * from './error-boundary';
export {
  countOf,
  formatCount,
  formatMoment,
  formatNumber,
  formatValue,
  partOf,
  plural
} from '../../protocol';
export * from './icon';
export * from './menu';
export * from './menu-button';
export * from './notices';
export * from './place-popover';
export * from './point-anchor';
export * from './popover';

/** Colours by hand: the popover, and the square beside a field that opens it. */
export * from './color-popover';
export * from './color-square';

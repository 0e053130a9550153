import { describe, expect, it } from 'vitest';
import { encodeAspect, justifyRows } from '../../../protocol';
import { anchorOf } from './layout-anchor';

/** Rows of five squares, 104 pixels from one to the next. */
const layout = justifyRows(new Uint8Array(50).fill(encodeAspect(1, 1)), 516, 100, 4);

describe('what stays in place', () => {
  it('is the top, at the top', () => {
    expect(anchorOf(layout, 0, 300, 2)).toBeNull();
  });

  it('is the focused tile if it is seen', () => {
    expect(anchorOf(layout, 200, 300, 17)).toEqual({ index: 17, above: 112 });
  });

  it('is the row at the upper edge if it is not', () => {
    expect(anchorOf(layout, 250, 300, 0)).toEqual({ index: 10, above: -42 });
    expect(anchorOf(layout, 250, 300, 4000)).toEqual({ index: 10, above: -42 });
  });
});

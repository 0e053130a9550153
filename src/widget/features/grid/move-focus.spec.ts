import { describe, expect, it } from 'vitest';
import { encodeAspect, justifyRows } from '../../../protocol';
import { movedFocus } from './move-focus';

/** 30 squares in rows of five: 100 × 100 with a gap of 4. */
const layout = justifyRows(new Uint8Array(30).fill(encodeAspect(1, 1)), 516, 100, 4);

describe('the focus', () => {
  it('goes to the neighbours in reading order', () => {
    expect(movedFocus(layout, 4, 'ArrowRight', 300)).toBe(5);
    expect(movedFocus(layout, 5, 'ArrowLeft', 300)).toBe(4);
  });

  it('stays at the ends', () => {
    expect(movedFocus(layout, 0, 'ArrowLeft', 300)).toBe(0);
    expect(movedFocus(layout, 29, 'ArrowRight', 300)).toBe(29);
    expect(movedFocus(layout, 2, 'ArrowUp', 300)).toBe(2);
    expect(movedFocus(layout, 27, 'ArrowDown', 300)).toBe(27);
  });

  it('goes to the tile straight below and above', () => {
    expect(movedFocus(layout, 7, 'ArrowDown', 300)).toBe(12);
    expect(movedFocus(layout, 7, 'ArrowUp', 300)).toBe(2);
  });

  it('goes to the first and last sample of the view', () => {
    expect(movedFocus(layout, 17, 'Home', 300)).toBe(0);
    expect(movedFocus(layout, 17, 'End', 300)).toBe(29);
  });

  it('goes on by as many rows as are seen', () => {
    expect(movedFocus(layout, 2, 'PageDown', 312)).toBe(17);
    expect(movedFocus(layout, 17, 'PageUp', 312)).toBe(2);
  });

  it('goes on by one row where a row is taller than the view', () => {
    expect(movedFocus(layout, 2, 'PageDown', 50)).toBe(7);
  });
});

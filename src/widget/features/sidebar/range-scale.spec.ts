import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangeOfBars, rangeOfSelection, rangeSelection, snapped } from './range-scale';

const floats = { type: 'float' as const, bounds: [0.001, 0.998] as [number, number] };
const ints = {
  type: 'int' as const,
  bounds: [0, 9] as [number, number],
  edges: [0, 2.25, 4.5, 6.75, 9]
};

describe('a range', () => {
  it('is open where it ends at a bound, and none where it keeps everything', () => {
    expect(rangeSelection(floats, [0.2, 0.998])).toEqual({ kind: 'range', min: 0.2, max: null });
    expect(rangeSelection(floats, [0.001, 0.998])).toBeNull();
    expect(rangeSelection({ type: 'datetime', bounds: [0, 9e9] }, [5, 7])).toMatchObject({
      date: true
    });
  });

  it('comes back from its filter, cut to the bounds', () => {
    expect(rangeOfSelection(floats, { kind: 'range', min: -5, max: 0.4 })).toEqual([0.001, 0.4]);
    expect(rangeOfSelection(floats, null)).toEqual(floats.bounds);
  });

  it('snaps to numbers that can be read, never beyond the bounds', () => {
    expect(snapped(floats, 0.123456)).toBe(0.123);
    expect(snapped(ints, 3.4)).toBe(3);
    // A bound between two steps is a bound still, or the values there would be left out.
    const odd = { type: 'float' as const, bounds: [0.02083, 0.99917] as [number, number] };
    expect([snapped(odd, 0.02083), snapped(odd, 0.99917)]).toEqual(odd.bounds);
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: -2, max: 3, noNaN: true }),
        (low, span, part) => {
          const facet = { type: 'float' as const, bounds: [low, low + span] as [number, number] };
          const value = snapped(facet, low + part * span);
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(low + span);
          const wanted = Math.max(low, Math.min(low + span, low + part * span));
          expect(Math.abs(value - wanted)).toBeLessThanOrEqual(span / 100);
        }
      )
    );
  });

  it('of bars of whole numbers holds what the bars hold', () => {
    expect(rangeOfBars(ints, 0, 0)).toEqual([0, 2]);
    expect(rangeOfBars(ints, 2, 1)).toEqual([3, 6]);
    expect(rangeOfBars(ints, 3, 3)).toEqual([7, 9]);
  });
});

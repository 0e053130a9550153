import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRange } from './byte-range';

it('reads the three forms of one range', () => {
  expect(parseRange('bytes=0-9', 100)).toEqual({ kind: 'part', start: 0, end: 9 });
  expect(parseRange('bytes=90-', 100)).toEqual({ kind: 'part', start: 90, end: 99 });
  expect(parseRange('bytes=-10', 100)).toEqual({ kind: 'part', start: 90, end: 99 });
  expect(parseRange('bytes=50-500', 100)).toEqual({ kind: 'part', start: 50, end: 99 });
  expect(parseRange('bytes=100-', 100)).toEqual({ kind: 'unsatisfiable' });
  expect(parseRange('bytes=-0', 100)).toEqual({ kind: 'unsatisfiable' });
  expect(parseRange(undefined, 100)).toEqual({ kind: 'all' });
});

it('never leaves the file, whatever the header says', () => {
  const header = fc.oneof(
    fc.string(),
    fc.tuple(fc.bigInt(), fc.bigInt()).map(([a, b]) => `bytes=${a}-${b}`)
  );
  fc.assert(
    fc.property(header, fc.integer({ min: 1, max: 1e9 }), (text, size) => {
      const range = parseRange(text, size);
      if (range.kind === 'part') {
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeLessThan(size);
        expect(range.start).toBeLessThanOrEqual(range.end);
      }
    })
  );
});

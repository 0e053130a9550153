import fc from 'fast-check';
import { expect, it } from 'vitest';
import { equalJson } from './equal-json';

const json = fc.jsonValue({ maxDepth: 4 });

it('finds a value equal to its copy, whatever the order of keys', () => {
  const turned = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(turned)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inner]) => [key, turned(inner)])
          )
        : value;
  fc.assert(
    fc.property(json, value => {
      expect(equalJson(value, turned(value))).toBe(true);
    }),
    { numRuns: 200 }
  );
});

it('finds two values equal only if they are written alike', () => {
  // Of numbers -0 is written as 0.
  const written = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  fc.assert(
    fc.property(json, json, (a, b) => {
      if (equalJson(a, b)) {
        expect(written(a)).toEqual(written(b));
      }
    }),
    { numRuns: 500 }
  );
  expect(equalJson({ a: 1 }, { a: 1, b: undefined })).toBe(true);
  expect(equalJson({ a: 1 }, { a: 1, b: null })).toBe(false);
  expect(equalJson([1], { 0: 1 })).toBe(false);
  expect(equalJson({ a: 1 }, { b: 1 })).toBe(false);
  expect(equalJson({ toString: 1 }, {})).toBe(false);
});

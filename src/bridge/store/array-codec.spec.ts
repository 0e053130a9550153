import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeArray, encodeArray } from './array-codec';

describe('an array in a document', () => {
  it('comes back with type, shape and values', () => {
    fc.assert(
      fc.property(fc.float64Array({ minLength: 6, maxLength: 6 }), data => {
        const array = { dtype: '<f8', shape: [2, 3], data };
        expect(decodeArray(encodeArray(array))).toEqual(array);
      })
    );
    const mask = { dtype: '|b1', shape: [1, 3], data: Uint8Array.of(1, 0, 1) };
    expect(decodeArray(encodeArray(mask))).toEqual(mask);
  });

  it.each([
    ['an unknown type', { dtype: '|O' }, "type '|O' cannot be read"],
    ['a negative size', { shape: [-1, 3] }, 'is no shape'],
    ['too few bytes', { shape: [4, 3] }, 'needs 12 bytes, but has 3'],
    ['a bomb', { shape: [1, 1] }, 'damaged or longer'],
    ['a huge shape', { shape: [1e5, 1e5] }, 'too large'],
    ['bytes that are not deflated', { zlib: Uint8Array.of(1, 2, 3) }, 'damaged or longer']
  ])('with %s is refused in a sentence', (_what, change, message) => {
    const document = encodeArray({ dtype: '|u1', shape: [1, 3], data: Uint8Array.of(1, 2, 3) });
    expect(() => decodeArray({ ...document, ...change })).toThrow(message);
  });
});

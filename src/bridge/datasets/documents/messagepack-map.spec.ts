import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDocument, encodeDocument } from './document-codec';
import { buildMap, mapEntries, mapEntry, setPath } from './messagepack-map';
import { MessagePackError, skipValue } from './messagepack-walk';

const key = fc.string({ minLength: 1, maxLength: 40 }).filter(text => text !== '__proto__');
const { document } = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double(),
    fc.string({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('value'), { maxLength: 20 }),
    tie('document')
  ),
  document: fc.dictionary(key, tie('value'), { maxKeys: 20, noNullPrototype: true })
}));

describe('the walk through MessagePack', () => {
  it('finds the end of every value', () => {
    fc.assert(
      fc.property(document, value => {
        const bytes = encode(value);
        expect(skipValue(bytes, 0)).toBe(bytes.length);
        expect(() => skipValue(bytes.subarray(0, -1), 0)).toThrow(MessagePackError);
      })
    );
  });

  it('never fails otherwise, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        for (const read of [() => skipValue(bytes, 0), () => mapEntries(bytes)]) {
          try {
            read();
          } catch (error) {
            expect(error).toBeInstanceOf(MessagePackError);
          }
        }
      }),
      { numRuns: 2000 }
    );
  });

  it('does not follow endless nesting or believe huge lengths', () => {
    expect(() => skipValue(new Uint8Array(100_000).fill(0x91), 0)).toThrow(/nested too deeply/);
    expect(() => skipValue(Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff), 0)).toThrow(/cut off/);
  });
});

describe('a map in bytes', () => {
  it('is taken apart and put together without change', () => {
    fc.assert(
      fc.property(document, value => {
        const bytes = encode(value);
        const entries = mapEntries(bytes);
        expect(buildMap(entries)).toEqual(bytes);
        for (const [name, entry] of entries) {
          expect(mapEntry(bytes, name)).toEqual(entry);
        }
        expect(mapEntry(bytes, 'x'.repeat(50))).toBeNull();
      })
    );
  });

  it('has values set at a path, made on the way where missing, and removed by null', () => {
    const set = (map: unknown, path: string, value: unknown): unknown =>
      decodeDocument(setPath(encodeDocument(map), path.split('.'), encodeDocument(value)));
    expect(set({ a: 1 }, 'b.c', 2)).toEqual({ a: 1, b: { c: 2 } });
    expect(set({ b: { c: 1, d: 2 } }, 'b.c', null)).toEqual({ b: { d: 2 } });
    expect(set({ b: null }, 'b.c', 3)).toEqual({ b: { c: 3 } });
    expect(set({ a: 1 }, 'b.c', null)).toEqual({ a: 1 });
    expect(() => set({ a: 1 }, 'a.b', 2)).toThrow(/a map was expected, not int/);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IFileReader } from '../files';
import { scanJson, type JsonPart } from './scan-json';

const CHUNK = 1024 * 1024;

/** A file in memory whose chunks are small, so that everything is cut somewhere. */
function fileOf(text: string | Uint8Array, chunk = 7): IFileReader {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return {
    path: '/data/x.json',
    size: bytes.length,
    read: (position, length) =>
      bytes.slice(position, position + (length === CHUNK ? chunk : length)),
    close: () => undefined
  };
}

function scan(
  text: string | Uint8Array,
  parts: Record<string, JsonPart> | null,
  chunk?: number
): [string, unknown, unknown][] {
  return Array.from(scanJson(fileOf(text, chunk), { parts }), piece => [
    piece.key,
    piece.at,
    piece.value()
  ]);
}

describe('scanning', () => {
  it('hands out elements, entries and whole values in their order', () => {
    const text =
      '{"skip": [1, {"a": 2}], "list": [1, "two", [3], {}], "map": {"x": 1, "": [2]}, "one": {"k": "]}"}}';
    expect(scan(text, { list: 'elements', map: 'entries', one: 'whole' })).toEqual([
      ['list', 0, 1],
      ['list', 1, 'two'],
      ['list', 2, [3]],
      ['list', 3, {}],
      ['map', 'x', 1],
      ['map', '', [2]],
      ['one', null, { k: ']}' }]
    ]);
  });

  it('takes null for a list that is not there, empty lists and a byte order mark', () => {
    expect(
      scan('{"a": null, "b": [ ], "c": {}}', { a: 'elements', b: 'elements', c: 'entries' })
    ).toEqual([]);
    const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, ...new TextEncoder().encode('{"a": [1]}'));
    expect(scan(bytes, { a: 'elements' }, 100)).toEqual([['a', 0, 1]]);
  });

  it('reads the bare numbers that Python writes', () => {
    expect(scan('{"a": [NaN, [-Infinity, "NaN"]]}', { a: 'elements' })).toEqual([
      ['a', 0, Number.NaN],
      ['a', 1, [Number.NEGATIVE_INFINITY, 'NaN']]
    ]);
  });

  it('is the same as parsing at once, wherever chunks end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { maxLength: 8 }),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.jsonValue(),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 3 }),
        (list, map, other, chunk, indent) => {
          const text = JSON.stringify({ other, list, map }, null, indent);
          const found = scan(text, { list: 'elements', map: 'entries' }, chunk);
          const read = JSON.parse(text) as { list: unknown[]; map: Record<string, unknown> };
          expect(found.filter(([key]) => key === 'list').map(([, , value]) => value)).toEqual(
            read.list
          );
          expect(
            new Map(found.filter(([key]) => key === 'map').map(([, at, value]) => [at, value]))
          ).toEqual(new Map(Object.entries(read.map)));
        }
      )
    );
  });
});

describe('errors name file and line', () => {
  it.each([
    ['{"a": [1,\n2', /x\.json, line 2: it ends in the middle/],
    ['{"a": 3}', /'a' should be a list/],
    ['{"a": {}}', /'a' should be a list/],
    ['{"a": [1}]', /closes nothing/],
    ['{"a": [1]} x', /behind the end/],
    ['[1]', /begins with a list/],
    ['', /it is empty/],
    ['{"a": [\n\n{"b": tru}]}', /line 3, a\[0\]: it is no JSON/]
  ])('%j', (text, message) => {
    expect(() => scan(text, { a: 'elements' })).toThrow(message);
  });

  it('and pieces that are too large', () => {
    const text = `{"a": ["${'x'.repeat(5000)}"]}`;
    expect(() => [...scanJson(fileOf(text), { parts: { a: 'elements' }, maxPiece: 1000 })]).toThrow(
      /'a' holds a value of more than/
    );
  });
});

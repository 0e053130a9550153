import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assignColors,
  call,
  decodeAspect,
  decodeBinaryMessage,
  decodeColumns,
  encodeAspect,
  encodeBinaryMessage,
  encodeColumns,
  expressionSchema,
  facetFilterOf,
  field,
  justifyRows,
  layoutHeight,
  literal,
  rowAt,
  rowCount,
  rowOf,
  tilesOfRow,
  viewWithFacet,
  viewWithoutFacet,
  type FacetSelection,
  type FacetTarget,
  type View
} from '.';

describe('binary messages', () => {
  it('give back message and payload', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.uint8Array(), (message, payload) => {
        const back = decodeBinaryMessage(encodeBinaryMessage(message, payload));
        expect(back.message).toEqual(JSON.parse(JSON.stringify(message)));
        expect([...back.payload]).toEqual([...payload]);
      })
    );
  });

  it('never read past their end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
        try {
          decodeBinaryMessage(bytes);
        } catch (error) {
          expect(
            error instanceof RangeError ||
              error instanceof SyntaxError ||
              error instanceof TypeError
          ).toBe(true);
        }
      })
    );
  });
});

describe('columns', () => {
  it('come back as they were, from any offset', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true })),
        fc.uint8Array(),
        fc.nat(9),
        (floats, bytes, shift) => {
          const block = encodeColumns(
            { a: 1 },
            { f: Float32Array.from(floats), b: bytes, u: Uint32Array.of(1, 2, 3) }
          );
          const moved = new Uint8Array(block.length + shift);
          moved.set(block, shift);
          const { meta, columns } = decodeColumns<{ a: number }>(moved.subarray(shift));
          expect(meta).toEqual({ a: 1 });
          expect([...(columns['f'] as Float32Array)]).toEqual([...Float32Array.from(floats)]);
          expect([...(columns['b'] as Uint8Array)]).toEqual([...bytes]);
          expect([...(columns['u'] as Uint32Array)]).toEqual([1, 2, 3]);
        }
      )
    );
  });
});

describe('expressions', () => {
  it('are refused with a wrong number of operands or an unknown operator', () => {
    expect(expressionSchema.safeParse({ op: 'gt', args: [{ field: 'x' }] }).success).toBe(false);
    expect(expressionSchema.safeParse({ op: 'eval', args: [] }).success).toBe(false);
    expect(expressionSchema.safeParse(call('gt', field('x'), literal(1))).success).toBe(true);
  });
});

describe('aspects', () => {
  it('are kept within a hundredth of an octave step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8000 }), fc.integer({ min: 1, max: 8000 }), (w, h) => {
        const clamped = Math.max(1 / 16, Math.min(16, w / h));
        expect(Math.abs(Math.log2(decodeAspect(encodeAspect(w, h)) / clamped))).toBeLessThan(0.016);
      })
    );
  });
  it('are unknown for sizes that are none', () => {
    expect(encodeAspect(null, 3)).toBe(0);
    expect(encodeAspect(NaN, 3)).toBe(0);
    expect(decodeAspect(0)).toBe(1);
  });
});

describe('justified rows', () => {
  const aspects = fc.uint8Array({ minLength: 1, maxLength: 300 });

  it('hold every tile once, in order, without overlap, and end at the right edge', () => {
    fc.assert(
      fc.property(aspects, fc.integer({ min: 200, max: 2000 }), (codes, width) => {
        const layout = justifyRows(codes, width, 150, 4);
        let next = 0;
        for (let row = 0; row < rowCount(layout); row++) {
          const rects = tilesOfRow(layout, row);
          expect(layout.first[row]).toBe(next);
          next += rects.length;
          let right = 0;
          for (const rect of rects) {
            expect(rect.x).toBeGreaterThanOrEqual(right);
            expect(rect.width).toBeGreaterThan(0);
            right = rect.x + rect.width;
          }
          if (row < rowCount(layout) - 1) {
            expect(right).toBe(width);
          }
          expect(rowAt(layout, layout.top[row] as number)).toBe(row);
          expect(rowOf(layout, next - 1)).toBe(row);
        }
        expect(next).toBe(codes.length);
        expect(layoutHeight(layout)).toBeGreaterThan(0);
      })
    );
  });
});

describe('colours', () => {
  it('of the first twelve values differ', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 12 }), values => {
        expect(new Set(assignColors(values).values()).size).toBe(values.length);
      })
    );
  });
});

describe('facet filters', () => {
  const cases: [string, FacetTarget, FacetSelection][] = [
    ['tags', { kind: 'tags' }, { kind: 'values', values: ['train'], exclude: true }],
    [
      'split',
      { kind: 'sample', path: 'split' },
      { kind: 'values', values: ['a', null], exclude: false }
    ],
    [
      'predictions.confidence',
      { kind: 'label', field: 'predictions', attribute: 'confidence' },
      { kind: 'range', min: 0.2, max: 0.8 }
    ],
    [
      'predictions.confidence',
      { kind: 'label', field: 'predictions', attribute: 'confidence' },
      { kind: 'range', min: null, max: 0.8 }
    ],
    [
      'created_at',
      { kind: 'sample', path: 'created_at' },
      { kind: 'range', min: 1, max: 2, date: true }
    ],
    [
      'predictions.label',
      { kind: 'label', field: 'predictions', attribute: 'label' },
      { kind: 'values', values: ['coin'], exclude: true }
    ],
    [
      'predictions.tags',
      { kind: 'label', field: 'predictions', attribute: 'tags', list: true },
      { kind: 'values', values: ['mistake'], exclude: true }
    ]
  ];

  it.each(cases)('of %s are read back from the stage they write', (path, target, selection) => {
    const view = viewWithFacet([], path, target, selection);
    expect(facetFilterOf(view[0]!)).toEqual({ path, selection });
    expect(viewWithoutFacet(view, path)).toEqual([]);
  });

  it('replace their stage in place and leave the others alone', () => {
    const view: View = [
      { stage: 'limit', limit: 5 },
      { stage: 'match_tags', tags: ['a'], bool: true, all: false },
      { stage: 'skip', skip: 1 }
    ];
    const next = viewWithFacet(
      view,
      'tags',
      { kind: 'tags' },
      { kind: 'values', values: ['b'], exclude: false }
    );
    expect(next.map(s => s.stage)).toEqual(['limit', 'match_tags', 'skip']);
    expect(next[1]).toMatchObject({ tags: ['b'] });
  });

  it('of lists keep what has one of the elements', () => {
    const tags = field('tags');
    expect(
      viewWithFacet(
        [],
        'predictions.tags',
        { kind: 'label', field: 'predictions', attribute: 'tags', list: true },
        { kind: 'values', values: ['mistake'], exclude: false }
      )
    ).toMatchObject([{ filter: call('contains_any', tags, literal(['mistake'])) }]);
    expect(
      facetFilterOf({
        stage: 'filter_labels',
        field: 'predictions',
        filter: call('contains', tags, literal('mistake')),
        only_matches: true
      })?.selection
    ).toEqual({ kind: 'values', values: ['mistake'], exclude: false });
  });

  it('light up for what a person writes in Python', () => {
    expect(
      facetFilterOf({
        stage: 'filter_labels',
        field: 'predictions',
        filter: call('gt', field('confidence'), literal(0.8)),
        only_matches: true
      })
    ).toEqual({
      path: 'predictions.confidence',
      selection: { kind: 'range', min: 0.8, max: null }
    });
  });
});

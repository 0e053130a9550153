/** Aggregations: golden values, and columns against documents on random data. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, field, literal, type Aggregation, type View } from '../../../protocol';
import { makeSample } from '../../store/testing/sample-factory';
import { readPath, type Value } from '../expressions';
import { naiveView } from '../testing/naive-view';
import { FIELDS, sampleArbitrary, readableViewArbitrary } from '../testing/random-views';
import { TestBench } from '../testing/test-bench';
import { aggregate } from './aggregate';
import { aggregateValues } from './aggregate-documents';
import type { FieldAggregation } from './aggregate-columns';

let bench: TestBench;

const run = (view: View, aggregation: Aggregation): Promise<unknown> =>
  bench.use(async columns => {
    const checkpoint = (): Promise<void> => Promise.resolve();
    const rows = await bench.views.rows(columns, view, checkpoint);
    const inflate = (bytes: Uint8Array): Uint8Array => bytes;
    return aggregate({ columns, reader: bench.reader, checkpoint, inflate }, rows, aggregation);
  });

describe('golden values', () => {
  const box = (label: string | null, confidence: number | null, tags: string[] = []): unknown => ({
    _cls: 'Detection',
    _id: new Uint8Array(12).fill(7),
    label,
    confidence,
    bounding_box: [0, 0, 1, 1],
    tags
  });
  beforeEach(async () => {
    bench = await TestBench.open(FIELDS);
    const boxes = (...detections: unknown[]): unknown => ({ _cls: 'Detections', detections });
    bench.add([
      makeSample(
        { filepath: '/a.jpg', word: 'cat', num: 2, when: { $date: 1000 }, words: ['p', 'q'] },
        { boxes: boxes(box('dog', 0.5, ['hard']), box('cat', 1)) },
        ['x']
      ),
      makeSample({ filepath: '/b.jpg', word: 'cat', num: NaN }, { boxes: boxes() }, ['x', 'y']),
      makeSample(
        { filepath: '/c.jpg', num: 4, when: { $date: 3000 }, words: [] },
        {
          boxes: boxes(box(null, null)),
          class: { ...(box('sun', 0.25) as object), _cls: 'Classification' }
        }
      )
    ]);
  });
  afterEach(() => bench.close());

  const date = ($date: number): unknown => ({ $date });
  it.each<[string, Aggregation, unknown]>([
    ['samples', { name: 'count' }, 3],
    ['values that are there', { name: 'count', field: 'word' }, 2],
    ['labels', { name: 'count', field: 'boxes.detections' }, 3],
    ['documents', { name: 'count', field: 'boxes' }, 3],
    ['labels that have a label', { name: 'count', field: 'boxes.detections.label' }, 2],
    ['the short path', { name: 'count', field: 'boxes.label' }, 2],
    ['distinct texts, null ignored', { name: 'distinct', field: 'word' }, ['cat']],
    [
      'distinct labels, sorted',
      { name: 'distinct', field: 'boxes.detections.label' },
      ['cat', 'dog']
    ],
    [
      'tags',
      { name: 'count_values', field: 'tags' },
      [
        ['x', 2],
        ['y', 1]
      ]
    ],
    ['tags of labels', { name: 'count_values', field: 'boxes.detections.tags' }, [['hard', 1]]],
    [
      'null counts among values',
      { name: 'count_values', field: 'word' },
      [
        [null, 1],
        ['cat', 2]
      ]
    ],
    ['bounds; NaN counts as none', { name: 'bounds', field: 'num' }, [2, 4]],
    ['bounds of dates', { name: 'bounds', field: 'when' }, [date(1000), date(3000)]],
    ['bounds of nothing', { name: 'bounds', field: 'count' }, [null, null]],
    ['sum', { name: 'sum', field: 'boxes.detections.confidence' }, 1.5],
    ['mean', { name: 'mean', field: 'num' }, 3],
    ['deviation of the population', { name: 'std', field: 'num' }, 1],
    ['mean of nothing', { name: 'mean', field: 'count' }, 0],
    [
      'histogram over a range: [low, high), the rest is other',
      { name: 'histogram_values', field: 'num', bins: 2, range: [0, 4] },
      { counts: [0, 1], edges: [0, 2, 4], other: 2 }
    ],
    [
      'histogram from the least to a little above the greatest',
      { name: 'histogram_values', field: 'num', bins: 2 },
      { counts: [1, 1], edges: [2, 3.0000005, 4.000001], other: 1 }
    ],
    ['values', { name: 'values', field: 'word', unwind: false }, ['cat', 'cat', null]],
    [
      'values of lists stay nested',
      { name: 'values', field: 'words', unwind: false },
      [['p', 'q'], null, []]
    ],
    [
      'values of labels stay aligned',
      { name: 'values', field: 'boxes.detections.label', unwind: false },
      [['dog', 'cat'], [], [null]]
    ],
    [
      'values unwound',
      { name: 'values', field: 'boxes.detections.confidence', unwind: true },
      [0.5, 1, null]
    ],
    [
      'values of dates',
      { name: 'values', field: 'when', unwind: false },
      [date(1000), null, date(3000)]
    ],
    [
      'values of a single label',
      { name: 'values', field: 'class.label', unwind: false },
      [null, null, 'sun']
    ],
    ['ids of labels', { name: 'distinct', field: 'boxes.detections.id' }, ['07'.repeat(12)]],
    [
      'tags of labels stay nested',
      { name: 'values', field: 'class.tags', unwind: false },
      [null, null, []]
    ]
  ])('%s', async (_, aggregation, expected) => {
    const answer = await run([], aggregation);
    expect(answer).toEqual(
      aggregation.name === 'histogram_values' && !aggregation.range
        ? { ...(expected as object), edges: expect.any(Array) as unknown }
        : expected
    );
  });

  it('count only what the view shows', async () => {
    const filter = call('ge', field('confidence'), literal(1));
    const view: View = [{ stage: 'filter_labels', field: 'boxes', filter, only_matches: true }];
    expect(await run(view, { name: 'count' })).toBe(1);
    expect(await run(view, { name: 'count_values', field: 'boxes.label' })).toEqual([['cat', 1]]);
    expect(await run(view, { name: 'count_values', field: 'boxes.tags' })).toEqual([]);
  });

  it('refuse what makes no sense', async () => {
    await expect(run([], { name: 'sum', field: 'word' })).rejects.toMatchObject({
      code: 'wrong_type',
      message: "sum needs numbers, but the values of 'word' are of type string."
    });
    await expect(run([], { name: 'distinct', field: 'boxes' })).rejects.toMatchObject({
      code: 'wrong_type'
    });
    await expect(run([], { name: 'count', field: 'wrd' })).rejects.toMatchObject({
      code: 'unknown_field'
    });
  });
});

describe('on random data', () => {
  const seed = Number(process.env['LUNETTE_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  beforeAll(async () => {
    bench = await TestBench.open(FIELDS);
    bench.add(fc.sample(sampleArbitrary, { seed, numRuns: 40 }));
  });
  afterAll(() => bench.close());

  const numeric = fc.constantFrom(
    'num',
    'count',
    'nums',
    'boxes.confidence',
    'boxes.detections.index',
    'bag.inner'
  );
  const any = fc.oneof(
    numeric,
    fc.constantFrom('word', 'words', 'flag', 'when', 'boxes.label', 'boxes.kind', 'metadata.width')
  );
  const aggregation: fc.Arbitrary<FieldAggregation> = fc.oneof(
    fc
      .tuple(fc.constantFrom('sum', 'mean', 'std', 'bounds'), numeric)
      .map(([name, path]) => ({ name: name as 'sum', field: path })),
    fc
      .tuple(fc.constantFrom('count', 'distinct', 'count_values'), any)
      .map(([name, path]) => ({ name: name as 'count', field: path })),
    fc.tuple(numeric, fc.integer({ min: 1, max: 7 }), fc.boolean()).map(([path, bins, ranged]) => ({
      name: 'histogram_values' as const,
      field: path,
      bins,
      range: ranged ? ([-1, 1] as [number, number]) : null
    })),
    fc
      .tuple(any, fc.boolean())
      .map(([path, unwind]) => ({ name: 'values' as const, field: path, unwind }))
  );

  it(`columns say what documents say (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(readableViewArbitrary, aggregation, async (view, what) => {
        const rows = naiveView(bench.reader, bench.dataset, view);
        // A list that is missing has no elements, whatever the other samples have.
        const isList = /^(nums|words|boxes)/.test(what.field);
        const nested = what.name === 'values' && !what.unwind;
        const perSample = rows.map(({ sample }): Value => {
          const value = readPath(sample as Value, what.field);
          return value === null && isList && !nested ? [] : value;
        });
        const expected = aggregateValues(perSample, what);
        const answer = await run(view, what);
        if (what.name === 'mean' || what.name === 'std') {
          expect(answer).toBeCloseTo(expected as number, 10);
        } else {
          expect(answer).toEqual(expected);
        }
      }),
      { seed, numRuns: 200 }
    );
  }, 120_000);
});

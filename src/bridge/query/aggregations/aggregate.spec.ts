/** Aggregations: golden values, and columns against documents on random data. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, field, literal, type Aggregation, type View } from '../../../protocol';
import { makeSample } from '../../store/testing/sample-factory';
import type { Value } from '../expressions';
import { aggregationOf, isAlike } from '../testing/model/random-aggregations';
import { naiveView } from '../testing/naive-view';
import { FIELDS, readableViewArbitrary, sampleArbitrary, SCHEMA } from '../testing/random-views';
import { TestBench } from '../testing/test-bench';
import { aggregate } from './aggregate';
import { aggregateValues } from './aggregate-documents';
import { subjectOf, type ISubject } from './subject';
import { valueOfSample } from './value-of-sample';

let bench: TestBench;

const run = (view: View, aggregation: Aggregation): Promise<unknown> =>
  bench.use(async columns => {
    const checkpoint = (): Promise<void> => Promise.resolve();
    const rows = await bench.views.rows(columns, view, checkpoint);
    const inflate = (bytes: Uint8Array): Uint8Array => bytes;
    const context = { columns, reader: bench.reader, checkpoint, inflate };
    const [answer] = await aggregate(context, rows, [aggregation]);
    return answer;
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

describe('of expressions', () => {
  const box = (label: string | null, confidence: number, size: number): unknown => ({
    _cls: 'Detection',
    _id: new Uint8Array(12).fill(size * 4),
    label,
    confidence,
    bounding_box: [0, 0, size, 0.5],
    odd: size > 0.5 ? 'x' : 2,
    tags: []
  });
  beforeAll(async () => {
    bench = await TestBench.open(FIELDS);
    const boxes = (...detections: unknown[]): unknown => ({ _cls: 'Detections', detections });
    bench.add([
      makeSample(
        { filepath: '/a.jpg', word: 'cat', num: 2, nums: [1, 5], bag: { inner: 1.5 } },
        { boxes: boxes(box('dog', 0.5, 0.5), box('cat', 1, 1)) },
        ['x']
      ),
      makeSample({ filepath: '/b.jpg', num: Infinity, bag: { inner: 'text' } }, { boxes: boxes() }),
      makeSample({ filepath: '/c.jpg', num: 4, nums: [] }, { boxes: boxes(box('dog', 0.25, 0.25)) })
    ]);
  }, 60_000);
  afterAll(() => bench.close());

  const self = field('');
  const doubled = call('mul', self, literal(2));
  const area = call(
    'mul',
    call('at', field('boxes.detections.bounding_box'), literal(2)),
    call('at', field('boxes.detections.bounding_box'), literal(3))
  );
  it.each<[string, Aggregation, unknown]>([
    [
      'of the sample',
      { name: 'sum', expression: call('mul', field('num'), literal(2)), safe: true },
      12
    ],
    ['of every element of a path', { name: 'sum', field: 'nums', expression: doubled }, 12],
    ['of a list as a whole', { name: 'sum', field: 'nums', expression: call('length', self) }, 2],
    [
      'of every label, if about attributes of one list',
      { name: 'bounds', expression: area },
      [0.125, 0.5]
    ],
    [
      'of every label, with a field of its sample',
      {
        name: 'sum',
        expression: call('mul', field('boxes.confidence'), { field: 'num', root: true })
      },
      4
    ],
    [
      'of every sample, if about the list',
      { name: 'values', expression: call('length', field('boxes.detections')), unwind: false },
      [2, 0, 1]
    ],
    [
      'of the labels at a path',
      { name: 'distinct', field: 'boxes.detections', expression: call('upper', field('label')) },
      ['CAT', 'DOG']
    ],
    [
      'values stay nested',
      {
        name: 'values',
        expression: call('gt', field('boxes.detections.confidence'), literal(0.4)),
        unwind: false
      },
      [[true, true], [], [false]]
    ],
    [
      'documents, with other parts',
      {
        name: 'values',
        field: 'boxes.detections',
        expression: call('set_field', self, literal('label'), literal('z')),
        unwind: true
      },
      [
        expect.objectContaining({ label: 'z' }),
        expect.objectContaining({ label: 'z' }),
        expect.objectContaining({ label: 'z' })
      ]
    ],
    ['a sum that is not finite', { name: 'sum', field: 'num' }, { $number: 'Infinity' }],
    ['finite values alone', { name: 'bounds', field: 'num', safe: true }, [2, 4]],
    ['counts of them', { name: 'count', field: 'num', safe: true }, 2],
    ['means of them', { name: 'mean', field: 'num', safe: true }, 3],
    ['deviation of a sample', { name: 'std', field: 'nums', sample: true }, Math.sqrt(8)],
    ['deviation of nothing', { name: 'std', field: 'count', sample: true }, 0],
    [
      'quantiles are elements',
      { name: 'quantiles', field: 'boxes.detections.confidence', quantiles: [0, 0.5, 0.34, 1] },
      [0.25, 0.5, 0.5, 1]
    ],
    ['quantiles of nothing', { name: 'quantiles', field: 'count', quantiles: [0.5] }, [null]],
    [
      'edges of bins',
      { name: 'histogram_values', field: 'num', bins: [0, 3, 5] },
      { counts: [1, 1], edges: [0, 3, 5], other: 1 }
    ],
    [
      'bins of equal counts',
      { name: 'histogram_values', field: 'boxes.confidence', bins: 3, auto: true },
      { counts: [1, 1, 1], edges: [0.25, 0.5, 1, 1], other: 0 }
    ],
    [
      'attributes of labels',
      { name: 'schema', field: 'boxes.detections' },
      expect.arrayContaining([
        { name: 'id', type: 'object_id' },
        { name: 'label', type: 'string' },
        { name: 'confidence', type: 'float' },
        { name: 'bounding_box', type: 'list', subtype: 'float' },
        { name: 'odd', type: 'string' },
        { name: 'odd', type: 'int' }
      ])
    ],
    [
      'attributes that nobody declared',
      { name: 'schema', field: 'boxes.detections', dynamic_only: true },
      [
        { name: 'odd', type: 'int' },
        { name: 'odd', type: 'string' }
      ]
    ],
    [
      'parts of documents',
      { name: 'schema', field: 'bag' },
      [
        { name: 'inner', type: 'float' },
        { name: 'inner', type: 'string' }
      ]
    ],
    ['elements of lists', { name: 'list_schema', field: 'nums' }, [{ name: '', type: 'float' }]]
  ])('%s', async (_, aggregation, expected) => {
    expect(await run([], aggregation)).toEqual(expected);
  });

  it('refuse what makes no sense', async () => {
    const concat = call('concat', field('num'), literal('x'));
    await expect(run([], { name: 'count', expression: concat })).rejects.toMatchObject({
      code: 'wrong_type',
      message: 'concat needs a text, but F("num") is a number.'
    });
    await expect(run([], { name: 'sum', expression: field('word') })).rejects.toMatchObject({
      message: 'sum needs numbers, but the values of the expression are of type string.'
    });
    await expect(run([], { name: 'sum' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('on random data', () => {
  const seed = Number(process.env['LUNETTE_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  beforeAll(async () => {
    bench = await TestBench.open(FIELDS);
    bench.add(fc.sample(sampleArbitrary, { seed, numRuns: 40 }));
  }, 60_000);
  afterAll(() => bench.close());

  it(`columns say what documents say (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(readableViewArbitrary, aggregationOf(SCHEMA), async (view, what) => {
        const answer = await run(view, what);
        const expected = await bench.use(columns => {
          const subject = subjectOf(what, columns.schema) as ISubject;
          const perSample = naiveView(bench.reader, bench.dataset, view).map(({ sample }) =>
            valueOfSample(subject, sample as Value)
          );
          return Promise.resolve(aggregateValues(perSample, what, subject));
        });
        if (!isAlike(answer, expected)) {
          expect(answer).toEqual(expected);
        }
      }),
      { seed, numRuns: Number(process.env['LUNETTE_TEST_RUNS'] ?? 200) }
    );
  }, 120_000);
});

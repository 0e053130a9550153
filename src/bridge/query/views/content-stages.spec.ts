/** Stages that choose samples by values or change content: rows, what columns do, what is refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, field, literal, type Stage, type View } from '../../../protocol';
import { makeSample } from '../../store/testing/sample-factory';
import { TestBench } from '../testing/test-bench';
import { openViewExample } from '../testing/view-example';
import { describeView } from './describe-view';
import type { SampleDocument } from './label-filter-set';
import { forEachSample } from './sample-decoder';

let bench: TestBench;
beforeAll(async () => {
  bench = (await openViewExample()).bench;
}, 60_000);
afterAll(() => bench.close());

/** The values of a field as the samples of a view show them. */
async function shown(view: View, name: string): Promise<unknown[]> {
  const { rids, transforms } = await bench.view(view);
  const values: unknown[] = [];
  await bench.use(columns =>
    forEachSample(
      bench.reader,
      bench.dataset,
      columns.schema,
      rids,
      new Set([name]),
      transforms,
      () => Promise.resolve(),
      sample => values.push(sample[name] ?? null)
    )
  );
  return values;
}
const labelsOf = (document: unknown): unknown[] =>
  ((document as SampleDocument | null)?.['detections'] as SampleDocument[] | undefined)?.map(
    detection => detection['label']
  ) ?? [];

const sure = call('gt', field('confidence'), literal(0.8));
const mapped: Stage = { stage: 'map_labels', field: 'predictions', map: { cat: 'lion' } };

describe('rows', () => {
  it.each<[string, View, number[]]>([
    [
      'of values in their order',
      [{ stage: 'select_by', field: 'score', values: [2, 3], ordered: true }],
      [4, 1]
    ],
    ['without values', [{ stage: 'exclude_by', field: 'split', values: ['train'] }], [2, 4]],
    [
      'with labels that are meant',
      [{ stage: 'match_labels', filter: sure, fields: ['predictions'], bool: true }],
      [1, 2]
    ],
    [
      'without such labels',
      [{ stage: 'match_labels', filter: sure, fields: ['predictions'], bool: false }],
      [3, 4]
    ],
    [
      'of two views, each sample once',
      [
        { stage: 'limit', limit: 2 },
        { stage: 'concat', stages: [{ stage: 'skip', skip: 1 }] }
      ],
      [1, 2, 3, 4]
    ],
    [
      'that keep a value',
      [
        {
          stage: 'filter_field',
          field: 'score',
          filter: call('ge', field(''), literal(2)),
          only_matches: true
        }
      ],
      [1, 4]
    ]
  ])('%s', async (_, view, rows) => expect(await bench.rids(view)).toEqual(rows));
});

describe('content', () => {
  it('is what the stages before left', async () => {
    const view: View = [
      mapped,
      {
        stage: 'filter_labels',
        field: 'predictions',
        filter: call('eq', field('label'), literal('lion')),
        only_matches: true
      }
    ];
    expect((await shown(view, 'predictions')).map(labelsOf)).toEqual([['lion']]);
    expect((await bench.view(view)).fallbacks).toEqual([]);
  });

  it('of computed values, renamed labels and first labels needs no documents', async () => {
    const view: View = [
      { stage: 'set_field', field: 'score', expr: call('mul', field('score'), literal(-1)) },
      mapped,
      { stage: 'limit_labels', field: 'predictions', limit: 1 },
      { stage: 'sort_by', keys: [{ key: field('score'), reverse: true }] },
      { stage: 'exists', field: 'score', bool: true }
    ];
    const planned = await bench.view(view);
    expect([...planned.rids]).toEqual([2, 4, 1]);
    expect(planned.fallbacks).toEqual([]);
    expect(await shown(view, 'score')).toEqual([-1, -2, -3]);
    expect((await shown(view, 'predictions')).map(labelsOf)).toEqual([['dog'], [], ['lion']]);
  });

  it('that no column tells is asked of documents, and only that', async () => {
    const view: View = [
      {
        stage: 'set_field',
        field: 'predictions.detections.bounding_box',
        expr: literal([0, 0, 2, 2])
      },
      { stage: 'set_field', field: 'predictions.detections.tags', expr: literal(['new']) }
    ];
    const wide: Stage = {
      stage: 'filter_labels',
      field: 'predictions',
      filter: call('gt', call('at', field('bounding_box'), literal(2)), literal(1)),
      only_matches: true
    };
    const read = await bench.view([...view, wide]);
    expect([...read.rids]).toEqual([1, 2]);
    expect(read.fallbacks).toHaveLength(1);
    const others = await bench.view([
      ...view,
      { stage: 'filter_labels', field: 'predictions', filter: sure, only_matches: true }
    ]);
    expect([...others.rids]).toEqual([1, 2]);
    expect(others.fallbacks).toEqual([]);
    const tagged = call('contains', field('tags'), literal('new'));
    expect(
      await bench.rids([
        ...view,
        { stage: 'filter_labels', field: 'predictions', filter: tagged, only_matches: true }
      ])
    ).toEqual([1, 2]);
  });

  it('differs by the view that a sample comes from', async () => {
    const view: View = [
      { stage: 'limit', limit: 1 },
      { stage: 'concat', stages: [mapped] }
    ];
    expect((await shown(view, 'predictions')).map(labelsOf).slice(0, 2)).toEqual([
      ['cat', 'dog'],
      ['dog', null]
    ]);
    expect(
      (await shown([mapped, { stage: 'concat', stages: [] }], 'predictions')).map(labelsOf)[0]
    ).toEqual(['lion', 'dog']);
  });

  it('never gets the path of a file that the sample did not have', async () => {
    const paths: View = [
      {
        stage: 'set_field',
        field: 'predictions.detections.mask_path',
        expr: literal('/etc/passwd')
      }
    ];
    const [first] = (await shown(paths, 'predictions')) as SampleDocument[];
    const [detection] = first?.['detections'] as SampleDocument[];
    expect(detection?.['mask_path']).toBeNull();
  });
});

describe('geolocations', () => {
  let places: TestBench;
  beforeAll(async () => {
    places = await TestBench.open([{ name: 'at', type: 'document', document: 'GeoLocation' }]);
    const location = (more: object): object => ({
      _cls: 'GeoLocation',
      _id: crypto.getRandomValues(new Uint8Array(12)),
      ...more
    });
    places.add([
      makeSample({ filepath: '/a.jpg' }, { at: location({ point: [10, 50] }) }),
      makeSample(
        { filepath: '/b.jpg' },
        {
          at: location({
            line: [
              [11, 50],
              [13, 50]
            ]
          })
        }
      ),
      makeSample({ filepath: '/c.jpg' }, {})
    ]);
  }, 60_000);
  afterAll(() => places.close());

  it('are near by the nearest of their parts', async () => {
    expect(await places.rids([{ stage: 'geo_near', point: [12, 50.01] }])).toEqual([2, 1]);
    // 0.01 degrees of latitude are 1 113 m.
    const near = (metres: number): Promise<number[]> =>
      places.rids([{ stage: 'geo_near', point: [12, 50.01], max_distance: metres }]);
    expect(await near(1000)).toEqual([]);
    expect(await near(1200)).toEqual([2]);
  });

  it('are inside as a whole, or in part', async () => {
    const square: [number, number][] = [
      [9, 49],
      [12, 49],
      [12, 51],
      [9, 51]
    ];
    const within = (strict: boolean): Promise<number[]> =>
      places.rids([{ stage: 'geo_within', boundary: [[square]], strict }]);
    expect(await within(true)).toEqual([1]);
    expect(await within(false)).toEqual([1, 2]);
  });
});

describe('checks', () => {
  it.each<[string, Stage]>([
    ["no field 'nope'", { stage: 'map_values', field: 'nope', map: [] }],
    ['holds no labels', { stage: 'limit_labels', field: 'split', limit: 1 }],
    ['no list of labels', { stage: 'limit_labels', field: 'weather', limit: 1 }],
    ['cannot be changed', { stage: 'set_field', field: 'filepath', expr: literal('/x') }],
    ['cannot be excluded', { stage: 'exclude_fields', field_names: ['id'] }],
    ['has no key', { stage: 'select_fields', field_names: [], meta_filter: { nam: 'x' } }],
    ['no frames', { stage: 'match_frames', filter: literal(true), omit_empty: true }],
    ['no field of geolocations', { stage: 'geo_near', point: [0, 0] }],
    ['no view stages', { stage: 'concat', stages: [{ stage: 'no such' }] }],
    ['holds no keypoints', { stage: 'filter_keypoints', field: 'predictions', only_matches: true }]
  ])('say: %s', async (words, stage) => {
    await expect(bench.rids([stage])).rejects.toThrow(words);
  });

  it('know what a view leaves', async () => {
    const view: View = [
      { stage: 'exclude_fields', field_names: ['split', 'predictions.detections.confidence'] },
      mapped,
      { stage: 'limit_labels', field: 'predictions', limit: 1 }
    ];
    const found = await bench.use(columns =>
      Promise.resolve(describeView(view, columns.schema, columns.info))
    );
    expect(found.fields.map(({ name }) => name)).not.toContain('split');
    expect(found).toMatchObject({
      filtered: ['predictions'],
      changed: ['predictions'],
      hidden: { predictions: { only: null, without: ['confidence'] } }
    });
    await expect(bench.rids([...view, { stage: 'match', filter: field('split') }])).rejects.toThrow(
      "no field 'split'"
    );
  });
});

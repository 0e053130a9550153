/** Views over real stores: what each stage keeps, in which order, and what it says when it cannot. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, field, literal, type Expression, type Stage, type View } from '../../../protocol';
import { idToHex } from '../../datasets/documents/object-id';
import type { TestBench } from '../testing/test-bench';
import { openViewExample } from '../testing/view-example';

let bench: TestBench;
let ids: string[];
beforeAll(async () => {
  const example = await openViewExample();
  bench = example.bench;
  ids = example.samples.map(sample => idToHex(sample.id));
}, 60_000);
afterAll(() => bench.close());

/** Numbers 1 … 4 of the samples that `match` keeps. */
const matching = (filter: Expression): Promise<number[]> =>
  bench.rids([{ stage: 'match', filter }]);
const filterLabels = (filter: Expression, only = true): Stage => ({
  stage: 'filter_labels',
  field: 'predictions',
  filter,
  only_matches: only
});

describe('other stages', () => {
  it.each<[string, View, number[]]>([
    [
      'any of the tags',
      [{ stage: 'match_tags', tags: ['odd', 'second'], bool: true, all: false }],
      [1, 2, 3]
    ],
    [
      'all of the tags',
      [{ stage: 'match_tags', tags: ['odd', 'first'], bool: true, all: true }],
      [1]
    ],
    ['none of the tags', [{ stage: 'match_tags', tags: ['odd'], bool: false, all: false }], [2, 4]],
    ['a field that is there', [{ stage: 'exists', field: 'predictions', bool: true }], [1, 2, 4]],
    ['a field that is not there', [{ stage: 'exists', field: 'weather', bool: false }], [2, 3]],
    [
      'ascending, null first',
      [{ stage: 'sort_by', keys: [{ key: field('score'), reverse: false }] }],
      [3, 2, 4, 1]
    ],
    [
      'descending, null last',
      [{ stage: 'sort_by', keys: [{ key: field('score'), reverse: true }] }],
      [1, 4, 2, 3]
    ],
    [
      'by two keys, ties in the order before',
      [
        { stage: 'sort_by', keys: [{ key: field('filepath'), reverse: true }] },
        { stage: 'sort_by', keys: [{ key: field('split'), reverse: false }] }
      ],
      [4, 2, 3, 1]
    ],
    [
      'by a number of labels',
      [
        {
          stage: 'sort_by',
          keys: [{ key: call('length', field('predictions.detections')), reverse: true }]
        }
      ],
      [1, 2, 3, 4]
    ],
    [
      'by what only documents know',
      [{ stage: 'sort_by', keys: [{ key: field('extra.depth'), reverse: true }] }],
      [2, 1, 3, 4]
    ],
    [
      'limit and skip',
      [
        { stage: 'skip', skip: 1 },
        { stage: 'limit', limit: 2 }
      ],
      [2, 3]
    ],
    ['nothing for no limit', [{ stage: 'limit', limit: 0 }], []],
    ['labels filtered', [filterLabels(call('gt', field('confidence'), literal(0.8)))], [1, 2]],
    [
      'labels filtered, samples kept',
      [filterLabels(call('eq', field('label'), literal('cat')), false)],
      [1, 2, 3, 4]
    ],
    ['labels by tag', [filterLabels(call('contains', field('tags'), literal('good')))], [1]],
    [
      'labels by area',
      [
        filterLabels(
          call(
            'gt',
            call(
              'mul',
              call('at', field('bounding_box'), literal(2)),
              call('at', field('bounding_box'), literal(3))
            ),
            literal(0.12)
          )
        )
      ],
      [1, 2]
    ],
    ['labels without a label', [filterLabels(call('is_null', field('label')))], [2]],
    [
      'labels by an attribute nobody declared',
      [filterLabels(call('eq', field('hidden'), literal(2)))],
      [1]
    ],
    [
      'later stages see filtered labels',
      [
        filterLabels(call('eq', field('label'), literal('dog')), false),
        {
          stage: 'match',
          filter: call('eq', call('length', field('predictions.detections')), literal(1))
        }
      ],
      [1, 2]
    ],
    [
      'later filters see filtered labels, also where documents were asked',
      [
        filterLabels(call('eq', field('hidden'), literal(2)), false),
        filterLabels(call('lt', field('confidence'), literal(0.5)))
      ],
      [1]
    ],
    [
      'a single label that is filtered out is null',
      [
        {
          stage: 'filter_labels',
          field: 'weather',
          filter: call('eq', field('label'), literal('sunny')),
          only_matches: false
        },
        { stage: 'exists', field: 'weather', bool: false }
      ],
      [2, 3, 4]
    ]
  ])('%s', async (_, view, expected) => {
    expect(await bench.rids(view)).toEqual(expected);
  });

  it('selects by id, in dataset order or in the order given', async () => {
    const sample_ids = [ids[2] as string, ids[0] as string, '0'.repeat(24)];
    expect(await bench.rids([{ stage: 'select', sample_ids, ordered: false }])).toEqual([1, 3]);
    expect(await bench.rids([{ stage: 'select', sample_ids, ordered: true }])).toEqual([3, 1]);
    expect(await bench.rids([{ stage: 'exclude', sample_ids }])).toEqual([2, 4]);
    expect(await matching(call('eq', field('id'), literal(ids[1] as string)))).toEqual([2]);
  });

  it('shuffles by seed, the same every time; take is the beginning of it', async () => {
    const order = await bench.rids([{ stage: 'shuffle', seed: 51 }]);
    expect([...order].sort()).toEqual([1, 2, 3, 4]);
    expect(await bench.rids([{ stage: 'shuffle', seed: 51 }])).toEqual(order);
    expect(await bench.rids([{ stage: 'take', size: 2, seed: 51 }])).toEqual(order.slice(0, 2));
    const tie: Stage = { stage: 'sort_by', keys: [{ key: literal(1), reverse: false }] };
    expect(await bench.rids([{ stage: 'shuffle', seed: 51 }, tie])).toEqual(order);
  });

  it('says in explain what documents had to be read for', async () => {
    const columnar = await bench.view([{ stage: 'match', filter: field('ok') }]);
    expect(columnar.fallbacks).toEqual([]);
    expect(columnar.queries).toHaveLength(1);
    const read = await bench.view([{ stage: 'match', filter: field('extra.depth') }]);
    expect(read.fallbacks).toEqual(["match: 'extra.depth' has no column"]);
  });
});

describe('mistakes are named', () => {
  const failure = async (view: View): Promise<unknown> => bench.rids(view).catch(error => error);

  it('an unknown field, with the names that are near and the stage', async () => {
    expect(
      await failure([
        { stage: 'limit', limit: 3 },
        { stage: 'match', filter: call('eq', field('splt'), literal('x')) }
      ])
    ).toMatchObject({
      code: 'unknown_field',
      message: "Dataset 'birds' has no field 'splt'. Did you mean 'split'?",
      details: { field: 'splt', stage_index: 1, stage: 'match', did_you_mean: ['split'] }
    });
  });

  it('an unknown attribute of labels', async () => {
    expect(
      await failure([filterLabels(call('gt', field('confidense'), literal(0.5)))])
    ).toMatchObject({
      code: 'unknown_field',
      message:
        "Labels of field 'predictions' of dataset 'birds' have no attribute 'confidense'. " +
        "Did you mean 'confidence'?",
      details: { stage_index: 0 }
    });
  });

  it.each<[string, View, RegExp]>([
    [
      'arithmetic on text',
      [{ stage: 'match', filter: call('add', field('split'), literal(1)) }],
      /add needs numbers, but F\("split"\) is a text/
    ],
    [
      'labels where there are none',
      [{ stage: 'filter_labels', field: 'split', filter: literal(true), only_matches: true }],
      /Field 'split' of dataset 'birds' holds no labels\. Fields with labels: predictions, weather/
    ],
    [
      'sorting by a list',
      [{ stage: 'sort_by', keys: [{ key: field('tags'), reverse: false }] }],
      /single values, but this key is a list of texts/
    ]
  ])('a wrong type: %s', async (_, view, message) => {
    expect(await failure(view)).toMatchObject({
      code: 'wrong_type',
      message: expect.stringMatching(message) as string
    });
  });

  it('a field that an earlier stage left out', async () => {
    expect(
      await failure([
        { stage: 'select_fields', field_names: ['score'] },
        { stage: 'exists', field: 'split', bool: true }
      ])
    ).toMatchObject({ code: 'unknown_field', details: { stage_index: 1 } });
  });

  it('a regular expression that columns could not answer alike', async () => {
    const filter = call('re_match', field('split'), literal('(?=a)'));
    expect(await failure([{ stage: 'match', filter }])).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('look around') as string
    });
  });
});

/** What stages and queries of the reference system become. */
import { describe, expect, it } from 'vitest';
import { call, field, literal, type Expression } from '../expressions';
import type { Stage } from '../stages';
import { stagesOfForeign, stagesOfPipeline, viewOfForeign } from '.';

const foreign = (name: string, ...kwargs: [string, unknown][]): object => ({
  _cls: `fiftyone.core.stages.${name}`,
  kwargs
});
const isTags = (path: string): boolean => path === 'tags';
const query = (filter: object): Expression =>
  (stagesOfPipeline([{ $match: filter }], isTags)[0] as Stage & { stage: 'match' }).filter;

describe('stages', () => {
  it.each<[object, Stage]>([
    [foreign('Limit', ['limit', 5]), { stage: 'limit', limit: 5 }],
    [
      foreign('MatchTags', ['tags', ['a']], ['bool', null], ['all', true]),
      { stage: 'match_tags', tags: ['a'], bool: true, all: true }
    ],
    [
      foreign('SortBy', ['field_or_expr', 'metadata.width'], ['reverse', true]),
      { stage: 'sort_by', keys: [{ key: field('metadata.width'), reverse: true }] }
    ],
    [
      foreign(
        'SortBy',
        [
          'field_or_expr',
          [
            ['a', 1],
            ['b', -1]
          ]
        ],
        ['reverse', false]
      ),
      {
        stage: 'sort_by',
        keys: [
          { key: field('a'), reverse: false },
          { key: field('b'), reverse: true }
        ]
      }
    ],
    [
      foreign(
        'FilterLabels',
        ['field', 'predictions'],
        ['filter', { $gt: ['$$this.confidence', 0.5] }],
        ['only_matches', true],
        ['trajectories', false]
      ),
      {
        stage: 'filter_labels',
        field: 'predictions',
        filter: call('gt', field('confidence'), literal(0.5)),
        only_matches: true
      }
    ],
    [
      foreign('Take', ['size', 3], ['seed', null], ['_randint', 77]),
      { stage: 'take', size: 3, seed: 77 }
    ],
    [
      foreign('MapLabels', ['field', 'gt'], ['map', { cat: 'dog' }]),
      { stage: 'map_labels', field: 'gt', map: { cat: 'dog' } }
    ],
    [
      foreign('ToPatches', ['field', 'gt'], ['config', { keep_label_lists: true }], ['_state', {}]),
      { stage: 'to_patches', field: 'gt', keep_label_lists: true }
    ],
    [
      foreign('Concat', ['samples', [foreign('Skip', ['skip', 2])]]),
      { stage: 'concat', stages: [{ stage: 'skip', skip: 2 }] }
    ]
  ])('%j', (stage, ours) => {
    expect(stagesOfForeign(stage)).toEqual([ours]);
    expect(viewOfForeign([JSON.stringify(stage)])).toEqual([ours]);
  });

  it('read the sample where a label stage names it beside the label', () => {
    const filter = { $gt: ['$$this.confidence', '$threshold'] };
    const [stage] = stagesOfForeign(foreign('FilterLabels', ['field', 'p'], ['filter', filter]));
    expect(stage).toMatchObject({
      filter: call('gt', field('confidence'), { field: 'threshold', root: true })
    });
  });

  it('that say what has no form here are named', () => {
    expect(() => stagesOfForeign(foreign('SortBySimilarity', ['query', 'x']))).toThrow(
      'The stage SortBySimilarity cannot be taken over. sort_by_similarity needs'
    );
    expect(() => stagesOfForeign(foreign('Match', ['filter', { $expr: { $zip: {} } }]))).toThrow(
      'The operator $zip has no form here.'
    );
    expect(() => stagesOfForeign(foreign('Limit', ['limit', 'many']))).toThrow('limit: ');
    expect(() => stagesOfForeign({})).toThrow('_cls and kwargs');
  });
});

describe('expressions', () => {
  const expression = (expr: unknown): Expression => query({ $expr: expr });
  it.each<[unknown, Expression]>([
    [{ $gt: ['$x', null] }, call('not', call('is_null', field('x')))],
    [{ $size: { $ifNull: ['$words', []] } }, call('length', field('words'))],
    [
      { $and: [{ $eq: ['$a.b', 'c'] }, { $not: ['$ok'] }] },
      call('and', call('eq', field('a.b'), literal('c')), call('not', field('ok')))
    ],
    [{ $in: ['$x', [1, 2]] }, call('is_in', field('x'), literal([1, 2]))],
    [{ $in: ['cat', '$words'] }, call('contains', field('words'), literal('cat'))],
    [
      {
        $size: {
          $filter: {
            input: '$gt.detections',
            as: 'this',
            cond: { $gt: ['$$this.confidence', '$score'] }
          }
        }
      },
      call(
        'length',
        call(
          'filter',
          field('gt.detections'),
          call('gt', field('confidence'), { field: 'score', root: true })
        )
      )
    ],
    [
      { $cond: { if: '$ok', then: 1, else: { $literal: '$5' } } },
      call('if_else', field('ok'), literal(1), literal('$5'))
    ],
    [
      { $eq: ['$_id', { $toObjectId: 'a'.repeat(24) }] },
      call('eq', field('id'), literal('a'.repeat(24)))
    ],
    [
      { $regexMatch: { input: '$filepath', regex: 'x$', options: 'i' } },
      call('re_match', field('filepath'), literal('x$'), literal('i'))
    ]
  ])('%j', (mongo, ours) => expect(expression(mongo)).toEqual(ours));
});

describe('queries', () => {
  const score = field('score');
  it.each<[object, Expression]>([
    [{ score: 5 }, call('eq', score, literal(5))],
    [
      { score: { $gt: 1, $lte: 5 } },
      call(
        'and',
        call('and', call('is_number', score), call('gt', score, literal(1))),
        call('and', call('is_number', score), call('le', score, literal(5)))
      )
    ],
    [{ tags: 'a' }, call('any_value', field('tags'), call('eq', field(''), literal('a')))],
    [{ score: { $nin: [1] } }, call('not', call('is_in', score, literal([1])))],
    [{ score: { $exists: false } }, call('is_null', score)],
    [
      { $or: [{ score: null }, { when: { $gt: { $date: 5 } } }] },
      call(
        'or',
        call('eq', score, literal(null)),
        call(
          'and',
          call('not', call('is_null', field('when'))),
          call('gt', field('when'), literal({ $date: 5 }))
        )
      )
    ],
    [
      { 'gt.detections': { $elemMatch: { label: 'cat' } } },
      call(
        'gt',
        call(
          'length',
          call('filter', field('gt.detections'), call('eq', field('label'), literal('cat')))
        ),
        literal(0)
      )
    ]
  ])('%j', (mongo, ours) => expect(query(mongo)).toEqual(ours));

  it('of a pipeline come with its other steps', () => {
    expect(
      stagesOfPipeline(
        [{ $sort: { a: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { a: 1, _id: 0 } }],
        isTags
      )
    ).toEqual([
      { stage: 'sort_by', keys: [{ key: field('a'), reverse: true }] },
      { stage: 'skip', skip: 1 },
      { stage: 'limit', limit: 2 },
      { stage: 'select_fields', field_names: ['a'] }
    ]);
    expect(() => stagesOfPipeline([{ $lookup: {} }], isTags)).toThrow('$lookup has no form');
  });
});

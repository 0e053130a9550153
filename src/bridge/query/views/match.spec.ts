/** Conditions on samples over real stores: which samples `match` keeps. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, field, literal, type Expression } from '../../../protocol';
import type { TestBench } from '../testing/test-bench';
import { openViewExample } from '../testing/view-example';

let bench: TestBench;
beforeAll(async () => {
  ({ bench } = await openViewExample());
}, 60_000);
afterAll(() => bench.close());

/** Numbers 1 … 4 of the samples that `match` keeps. */
const matching = (filter: Expression): Promise<number[]> =>
  bench.rids([{ stage: 'match', filter }]);

describe('match', () => {
  it.each<[string, Expression, number[]]>([
    ['equal texts', call('eq', field('split'), literal('train')), [1, 3]],
    ['unequal, null included', call('ne', field('split'), literal('train')), [2, 4]],
    ['greater; null and NaN are not', call('gt', field('score'), literal(1)), [1, 4]],
    ['less; null and NaN are below all', call('lt', field('score'), literal(2)), [2, 3]],
    ['at most', call('le', field('score'), literal(2)), [2, 3, 4]],
    ['at least', call('ge', field('score'), literal(2)), [1, 4]],
    ['null equals null', call('eq', field('split'), literal(null)), [4]],
    ['is null', call('is_null', field('score')), [3]],
    ['texts are above numbers', call('gt', field('split'), literal(5)), [1, 2, 3]],
    ['numbers are below texts', call('lt', field('score'), literal('x')), [1, 2, 3, 4]],
    ['truth of a boolean', field('ok'), [1]],
    ['truth of a number', field('score'), [1, 2, 4]],
    ['not', call('not', field('ok')), [2, 3, 4]],
    [
      'and, or',
      call('or', call('and', field('ok'), field('score')), call('eq', field('score'), literal(2))),
      [1, 4]
    ],
    [
      'is in, null among the values',
      call('is_in', field('split'), literal(['test', null])),
      [2, 4]
    ],
    ['dates', call('gt', field('taken_at'), literal({ $date: 2000 })), [4]],
    ['parts of metadata', call('eq', field('metadata.width'), literal(640)), [1]],
    ['the id', call('eq', field('id'), literal('none')), []],
    ['arithmetic', call('eq', call('mul', field('score'), literal(2)), literal(6)), [1]],
    [
      'division by zero is null',
      call('is_null', call('div', literal(1), literal(0))),
      [1, 2, 3, 4]
    ],
    ['rounding half to even', call('eq', call('round', literal(2.5)), literal(2)), [1, 2, 3, 4]],
    ['text tests', call('ends_with', field('filepath'), literal('.jpg')), [1, 2, 4]],
    [
      'text tests without case',
      call('ends_with', field('filepath'), literal(['.png']), literal(false)),
      [3]
    ],
    [
      'regular expressions',
      call('re_match', field('filepath'), literal('/[AB]\\.'), literal('i')),
      [1, 2]
    ],
    ['length of texts', call('eq', call('strlen', field('split')), literal(4)), [2]],
    ['tags contain', call('contains', field('tags'), literal('odd')), [1, 3]],
    ['tags contain all', call('contains_all', field('tags'), literal(['odd', 'first'])), [1]],
    ['number of tags', call('eq', call('length', field('tags')), literal(0)), [4]],
    ['lists of texts', call('contains', field('words'), literal('blue')), [1]],
    ['an empty list is not null', call('is_null', field('words')), [3, 4]],
    [
      'number of labels',
      call('ge', call('length', field('predictions.detections')), literal(2)),
      [1, 2]
    ],
    [
      'labels missing count as none',
      call('eq', call('length', field('predictions.detections')), literal(0)),
      [3, 4]
    ],
    [
      'labels under a condition',
      call(
        'gt',
        call(
          'length',
          call(
            'filter',
            field('predictions.detections'),
            call('gt', field('confidence'), literal(0.8))
          )
        ),
        literal(0)
      ),
      [1, 2]
    ],
    [
      'an attribute of all labels',
      call('contains', field('predictions.detections.label'), literal('cat')),
      [1]
    ],
    ['the short path', call('contains', field('predictions.label'), literal('cat')), [1]],
    [
      'greatest of an attribute',
      call('gt', call('max', field('predictions.detections.confidence')), literal(0.9)),
      [2]
    ],
    ['a single label', call('eq', field('weather.label'), literal('sunny')), [1]],
    ['a single label missing', call('is_null', field('weather.label')), [2, 3]],
    ['a single label unlike', call('ne', field('weather.label'), literal('sunny')), [2, 3, 4]],
    [
      'the sample seen from a label',
      call(
        'gt',
        call(
          'length',
          call(
            'filter',
            field('predictions.detections'),
            call('gt', field('confidence'), call('div', { field: 'score', root: true }, literal(4)))
          )
        ),
        literal(0)
      ),
      [1, 2]
    ],
    ['what only documents know', call('gt', field('extra.depth'), literal(2)), [2]]
  ])('%s', async (_, filter, expected) => {
    expect(await matching(filter)).toEqual(expected);
  });
});

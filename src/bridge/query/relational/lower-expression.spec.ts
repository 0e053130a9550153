/** Which expressions the columns answer, and that they answer as documents do. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, field, literal, type Expression } from '../../../protocol';
import { naiveView } from '../testing/naive-view';
import type { TestBench } from '../testing/test-bench';
import { openViewExample } from '../testing/view-example';

let bench: TestBench;
beforeAll(async () => {
  ({ bench } = await openViewExample());
}, 60_000);
afterAll(() => bench.close());

const score = field('score');
const self = field('');
const boxes = field('predictions.detections');
const first = literal([1, 2]);

it.each<[string, Expression]>([
  ['cases', call('cases', call('gt', score, literal(2)), literal(1), literal(0))],
  [
    'a map of texts',
    call('eq', call('map_values', field('split'), literal(['train']), literal(['x'])), literal('x'))
  ],
  ['logarithms', call('gt', call('log', score, literal(2)), literal(0.5))],
  ['angles', call('gt', call('sin', score), literal(0))],
  ['angles of no number', call('is_null', call('arccos', score))],
  ['areas at infinity', call('eq', call('arctanh', score), literal({ $number: 'Infinity' }))],
  [
    'decimals cut off',
    call('eq', call('trunc', call('div', score, literal(4)), literal(1)), literal(0.7))
  ],
  ['parts of dates', call('eq', call('second', field('taken_at')), literal(5))],
  ['weeks', call('eq', call('week', field('taken_at')), literal(0))],
  [
    'a part of a text',
    call(
      'eq',
      call('substr', field('filepath'), literal(6), literal(7), literal(null)),
      literal('a')
    )
  ],
  [
    'any condition on texts of labels',
    call(
      'length',
      call(
        'filter',
        boxes,
        call('contains', call('split', field('label'), literal('o')), literal('d'))
      )
    )
  ],
  [
    'the end of a text cut off',
    call('eq', call('rstrip', field('filepath'), literal('gjp.')), literal('/data/a'))
  ],
  [
    'another text',
    call('eq', call('replace', field('filepath'), literal('/data/'), literal('')), literal('a.jpg'))
  ],
  ['random numbers', call('lt', call('rand', literal(5)), literal(0.5))],
  [
    'random numbers of labels',
    call('length', call('filter', boxes, call('lt', call('rand', literal(5)), literal(0.5))))
  ],
  [
    'an expression applied',
    call('apply', call('add', score, literal(1)), call('gt', self, literal(3)))
  ],
  ['any element', call('any_value', field('words'), call('eq', self, literal('red')))],
  ['any value', call('any_value', score, call('gt', self, literal(1)))],
  ['subsets', call('is_subset', field('words'), literal(['red', 'blue', 'x']))],
  [
    'deviations',
    call('gt', call('std', field('predictions.detections.confidence'), literal(true)), literal(0.3))
  ],
  [
    'several fields',
    call('is_in', field('split'), call('list', field('weather.label'), literal('test')))
  ],
  ['kinds of values', call('is_in', score, first)]
])('%s need no documents', async (_, filter) => {
  const view = [{ stage: 'match' as const, filter }];
  const { rids, fallbacks } = await bench.view(view);
  expect(fallbacks).toEqual([]);
  expect([...rids]).toEqual(naiveView(bench.reader, bench.dataset, view).map(({ rid }) => rid));
});

it.each<[string, Expression]>([
  ['reduce', call('reduce', field('words'), call('concat', call('value'), self), literal(''))],
  ['normal numbers', call('gt', call('randn', literal(1)), literal(0))],
  ['sets', call('set_equals', field('words'), field('tags'))],
  ['types', call('eq', call('type', score), literal('int'))]
])('%s need documents', async (_, filter) => {
  const { fallbacks } = await bench.view([{ stage: 'match', filter }]);
  expect(fallbacks).toHaveLength(1);
});

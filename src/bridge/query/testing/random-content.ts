/** Random stages that choose samples by values or change their content. */
import fc from 'fast-check';
import { call, field, literal, type Stage, type View } from '../../../protocol';
import { stageArbitrary } from './random-views';

const word = fc.constantFrom('cat', 'dog', 'Bird', 'é', '');
const quarter = fc.integer({ min: -8, max: 8 }).map(n => n / 4);
const more = (path: string): fc.Arbitrary<ReturnType<typeof call>> =>
  fc
    .tuple(fc.constantFrom('gt', 'le', 'ne'), quarter)
    .map(([op, n]) => call(op as 'gt', field(path), literal(n)));

export const contentStageArbitrary: fc.Arbitrary<Stage> = fc.oneof(
  fc
    .tuple(fc.uniqueArray(word, { maxLength: 3 }), fc.boolean())
    .map(([values, ordered]): Stage => ({ stage: 'select_by', field: 'word', values, ordered })),
  fc
    .uniqueArray(fc.integer({ min: -3, max: 3 }), { maxLength: 3 })
    .map((values): Stage => ({ stage: 'exclude_by', field: 'count', values })),
  fc
    .tuple(fc.option(more('confidence')), fc.boolean(), fc.boolean())
    .map(([filter, bool, tagged]): Stage => ({
      stage: 'match_labels',
      filter,
      bool,
      tags: tagged ? ['x'] : null
    })),
  fc.tuple(more(''), fc.boolean()).map(([filter, only]): Stage => ({
    stage: 'filter_field',
    field: 'num',
    filter,
    only_matches: only
  })),
  fc.tuple(more(''), fc.boolean()).map(([filter, only]): Stage => ({
    stage: 'filter_field',
    field: 'boxes.detections.confidence',
    filter,
    only_matches: only
  })),
  fc
    .integer({ min: -1, max: 3 })
    .map((limit): Stage => ({ stage: 'limit_labels', field: 'boxes', limit })),
  fc.tuple(fc.constantFrom('boxes', 'class'), word, word).map(([name, from, to]): Stage => ({
    stage: 'map_labels',
    field: name,
    map: { [from]: to, cat: 'dog' }
  })),
  fc.tuple(fc.constantFrom('cat', 'dog', ''), word).map(([from, to]): Stage => ({
    stage: 'map_values',
    field: 'word',
    map: [
      [from, to],
      ['é', null]
    ]
  })),
  fc.constantFrom<Stage>(
    { stage: 'set_field', field: 'num', expr: call('add', field('num'), field('count')) },
    {
      stage: 'set_field',
      field: 'boxes.detections.confidence',
      expr: call('mul', field('confidence'), literal(2))
    },
    {
      stage: 'set_field',
      field: 'count',
      expr: call('length', field('boxes.detections'))
    },
    { stage: 'set_field', field: 'class.label', expr: call('lower', field('label')) }
  )
);

/** Views in which every second stage is such a one. */
export const contentViewArbitrary: fc.Arbitrary<View> = fc.array(
  fc.oneof(stageArbitrary, contentStageArbitrary),
  { minLength: 1, maxLength: 6 }
);

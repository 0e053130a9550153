/** Random aggregations over the documents of random-views.ts. */
import fc from 'fast-check';
import { call, field, literal, type Aggregation, type Expression } from '../../../protocol';

const self = field('');
const NUMBERS = [
  'num',
  'count',
  'nums',
  'boxes.confidence',
  'boxes.detections.index',
  'class.confidence',
  'bag.inner'
];
const OTHERS = ['word', 'words', 'flag', 'when', 'boxes.label', 'boxes.kind', 'metadata.width'];

type Subject = { field?: string; expression?: Expression };

const path = (...paths: string[]): fc.Arbitrary<Subject> =>
  fc.constantFrom(...paths).map(one => ({ field: one }));

const halves = call('div', self, literal(2));
const computedNumber: fc.Arbitrary<Subject> = fc.oneof(
  fc.constantFrom(...NUMBERS).map(one => ({ field: one, expression: halves })),
  fc.constantFrom<Subject>(
    { expression: call('add', field('num'), field('count')) },
    { expression: call('length', field('boxes.detections')) },
    { expression: call('strlen', field('boxes.detections.label')) },
    { expression: call('mul', field('boxes.confidence'), { field: 'num', root: true }) },
    { expression: call('at', field('boxes.detections.bounding_box'), literal(2)) },
    { expression: call('year', field('when')) },
    { field: 'boxes.detections', expression: call('add', field('confidence'), field('index')) },
    { field: 'nums', expression: call('sum', self) }
  )
);
const computed: fc.Arbitrary<Subject> = fc.oneof(
  computedNumber,
  fc.constantFrom<Subject>(
    { expression: call('upper', field('boxes.label')) },
    { expression: call('gt', field('boxes.confidence'), literal(0)) },
    { expression: call('contains', field('tags'), literal('x')) },
    { field: 'words', expression: call('concat', self, literal('!')) },
    { expression: call('map_values', field('word'), literal(['cat', null]), literal(['dog', ''])) }
  )
);
const numeric = fc.oneof(path(...NUMBERS), computedNumber);
const any = fc.oneof(path(...NUMBERS, ...OTHERS), computed);
const safe = fc.option(fc.boolean(), { nil: undefined });
const quantile = fc.integer({ min: 0, max: 8 }).map(n => n / 8);

/** Aggregations of fields and expressions, all of which make sense. */
export const aggregationArbitrary: fc.Arbitrary<Aggregation> = fc.oneof(
  fc
    .tuple(fc.constantFrom('sum', 'mean', 'std', 'bounds'), numeric, safe)
    .map(([name, subject, only]): Aggregation => ({ name: name as 'sum', ...subject, safe: only })),
  fc
    .tuple(numeric, fc.boolean())
    .map(([subject, sample]): Aggregation => ({ name: 'std', ...subject, sample })),
  fc
    .tuple(numeric, fc.array(quantile, { maxLength: 4 }))
    .map(([subject, quantiles]): Aggregation => ({ name: 'quantiles', ...subject, quantiles })),
  fc
    .tuple(fc.constantFrom('count', 'distinct', 'count_values'), any, safe)
    .map(([name, subject, only]): Aggregation => ({
      name: name as 'count',
      ...subject,
      safe: only
    })),
  fc
    .tuple(numeric, fc.oneof(fc.integer({ min: 1, max: 7 }), fc.constant([-1, 0, 0.5])), fc.nat(3))
    .map(([subject, bins, how]): Aggregation => ({
      name: 'histogram_values',
      ...subject,
      bins,
      range: how === 1 ? [-1, 1] : null,
      auto: how === 2
    })),
  fc
    .tuple(any, fc.boolean())
    .map(([subject, unwind]): Aggregation => ({ name: 'values', ...subject, unwind }))
);

/** The answer with numbers rounded: engines add up in different orders. */
export function rounded(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (_, value: unknown) =>
      typeof value === 'number' ? Math.round(value * 1e9) / 1e9 + 0 : value
    )
  );
}

/** Random aggregations over a schema, all of which make sense. */
import fc from 'fast-check';
import { call, field, literal, type Aggregation, type Expression } from '../../../../protocol';
import type { IModelSchema } from './model-schema';
import { boolIn, numberIn, textIn } from './random-expressions';

interface ISubject {
  field?: string;
  expression?: Expression;
}

const self = field('');
const halves = call('div', self, literal(2));
const computed = (expression: Expression): ISubject => ({ expression });
const safe = fc.option(fc.boolean(), { nil: undefined });
const quantile = fc.integer({ min: 0, max: 8 }).map(n => n / 8);

/** Numbers: single, of lists, of labels, and computed. */
function numbersOf({ sample, labels }: IModelSchema): fc.Arbitrary<ISubject> {
  const paths = fc.constantFrom(...sample.number, ...sample.lists.number);
  return fc.oneof(
    paths.map(path => ({ field: path })),
    paths.map(path => ({ field: path, expression: halves })),
    numberIn(sample, 1).map(computed),
    ...labels.map(({ path, scope }) =>
      numberIn(scope, 1).map(expression => ({ field: path, expression }))
    ),
    ...labels
      .filter(({ list, scope }) => list !== null && scope.number.length > 0)
      .flatMap(({ path, scope }) =>
        scope.number.map(name =>
          fc.constant(computed(call('mul', field(`${path}.${name}`), literal(2))))
        )
      )
  );
}

function valuesOf({ sample, labels }: IModelSchema): fc.Arbitrary<ISubject> {
  const paths = [
    ...sample.number,
    ...sample.string,
    ...sample.bool,
    ...sample.date,
    ...sample.lists.number,
    ...sample.lists.string,
    'id'
  ];
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...paths).map(path => ({ field: path })) },
    textIn(sample, 1).map(computed),
    boolIn(sample, 1).map(e => computed(call('to_bool', e))),
    ...labels.map(({ path, scope }) =>
      textIn(scope, 1).map(expression => ({ field: path, expression }))
    )
  );
}

export function aggregationOf(schema: IModelSchema): fc.Arbitrary<Aggregation> {
  const numbers = numbersOf(schema);
  const amounts =
    schema.sample.date.length > 0
      ? fc.oneof(
          numbers,
          fc.constantFrom(...schema.sample.date).map(path => ({ field: path }))
        )
      : numbers;
  const any = fc.oneof(numbers, valuesOf(schema));
  const count = fc.oneof(
    any,
    fc.constantFrom(...schema.sample.documents).map(path => ({ field: path }))
  );
  return fc.oneof(
    fc
      .tuple(fc.constantFrom('sum', 'mean', 'std'), numbers, safe)
      .map(([name, subject, only]): Aggregation => ({
        name: name as 'sum',
        ...subject,
        safe: only
      })),
    fc.tuple(amounts, safe).map(([subject, only]): Aggregation => ({
      name: 'bounds',
      ...subject,
      safe: only
    })),
    fc
      .tuple(numbers, fc.boolean())
      .map(([subject, sample]): Aggregation => ({ name: 'std', ...subject, sample })),
    fc
      .tuple(amounts, fc.array(quantile, { maxLength: 4 }))
      .map(([subject, quantiles]): Aggregation => ({ name: 'quantiles', ...subject, quantiles })),
    fc
      .tuple(count, safe)
      .map(([subject, only]): Aggregation => ({ name: 'count', ...subject, safe: only })),
    fc
      .tuple(fc.constantFrom('distinct', 'count_values'), any, safe)
      .map(([name, subject, only]): Aggregation => ({
        name: name as 'distinct',
        ...subject,
        safe: only
      })),
    fc
      .tuple(
        amounts,
        fc.oneof(fc.integer({ min: 1, max: 7 }), fc.constant<number[]>([-1, 0, 0.5])),
        fc.nat(3)
      )
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
}

/** Relative difference of numbers that are the same: engines add up in different orders. */
const TOLERANCE = 2e-6;

/** Whether two answers are the same but for the rounding of numbers. */
export function isAlike(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') {
    return a === b || Math.abs(a - b) <= TOLERANCE * (1 + Math.abs(a));
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return a === b;
  }
  const [own, other] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  const names = Object.keys(own);
  return (
    names.length === Object.keys(other).length &&
    names.every(name => name in other && isAlike(own[name], other[name]))
  );
}

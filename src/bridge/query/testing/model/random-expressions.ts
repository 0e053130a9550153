/** Random expressions over what a scope lets read. All of them make sense. */
import fc from 'fast-check';
import { call, field, literal, type Expression, type Operator } from '../../../../protocol';
import type { ScalarType } from '../../schema';
import type { IScope } from './model-schema';
import { date, quarter, word } from './random-values';

type Arbitrary = fc.Arbitrary<Expression>;

const self = field('');
/** A path of the sample, wherever the expression stands. */
const outer = (scope: IScope, path: string): Expression =>
  scope.sample ? { field: path, root: true } : field(path);
const around = (scope: IScope): IScope => scope.sample ?? scope;

/** An arbitrary of one of these, or none if there are none. */
function among<T>(values: readonly T[], make: (value: T) => Expression): Arbitrary[] {
  return values.length > 0 ? [fc.constantFrom(...values).map(make)] : [];
}

function fieldsOf(scope: IScope, type: ScalarType): Arbitrary[] {
  const own = among(scope[type], path => field(path));
  const others = scope.sample ? among(scope.sample[type], path => outer(scope, path)) : [];
  return [...own, ...own, ...others];
}

const op = <Name extends Operator>(...names: Name[]): fc.Arbitrary<Name> =>
  fc.constantFrom(...names);

/** Operators on lists of numbers. */
function numbersOfLists(scope: IScope): Arbitrary[] {
  const { lists, labels } = around(scope);
  const lengths = [...lists.number, ...lists.string, ...labels.map(({ path }) => path)];
  if (lists.number.length === 0) {
    return among(lengths, path => call('length', outer(scope, path)));
  }
  const list = fc.constantFrom(...lists.number);
  return [
    ...among(lengths, path => call('length', outer(scope, path))),
    fc.tuple(op('sum', 'mean', 'min', 'max'), list).map(([o, path]) => call(o, outer(scope, path))),
    fc
      .tuple(list, fc.boolean())
      .map(([path, ofSample]) => call('std', outer(scope, path), literal(ofSample)))
      // The two engines add up in different orders.
      .map(e => call('round', e, literal(6)))
  ];
}

export function numberIn(scope: IScope, depth: number): Arbitrary {
  const simple = [...fieldsOf(scope, 'number'), quarter.map(literal)];
  if (depth <= 0) {
    return fc.oneof(...simple);
  }
  const sub = numberIn(scope, depth - 1);
  const condition = boolIn(scope, depth - 1);
  const labels = around(scope).labels.map(({ path, scope: inner }) =>
    boolIn(inner, depth - 1).map(e => call('length', call('filter', outer(scope, path), e)))
  );
  return fc.oneof(
    ...simple,
    ...simple,
    fc.tuple(op('add', 'sub', 'mul', 'mod', 'div'), sub, sub).map(([o, a, b]) => call(o, a, b)),
    fc
      .tuple(op('abs', 'floor', 'ceil', 'round', 'to_int', 'trunc'), sub)
      .map(([o, a]) => call(o, a)),
    fc.tuple(op('min', 'max'), sub, sub).map(([o, a, b]) => call(o, a, b)),
    ...numbersOfLists(scope),
    fc.tuple(condition, sub, sub).map(([c, a, b]) => call('if_else', c, a, b)),
    fc.tuple(condition, sub, boolIn(scope, 0), sub, sub).map(parts => call('cases', ...parts)),
    fc
      .tuple(sub, quarter, quarter)
      .map(([e, from, to]) => call('map_values', e, literal([from, null]), literal([to, 1]))),
    textIn(scope, depth - 1).map(e => call('strlen', e)),
    ...[date.map(literal), ...fieldsOf(scope, 'date')].map(moment =>
      fc
        .tuple(
          op('millisecond', 'second', 'minute', 'hour', 'day_of_week', 'day_of_year', 'week'),
          moment
        )
        .map(([o, e]) => call(o, e))
    ),
    ...fieldsOf(scope, 'date').map(moment =>
      fc.tuple(op('day_of_month', 'month', 'year'), moment).map(([o, e]) => call(o, e))
    ),
    fc.integer({ min: 0, max: 3 }).map(seed => call('rand', literal(seed))),
    ...among(around(scope).number, path => ({ field: path, root: true })).map(other =>
      fc.tuple(sub, other).map(([a, b]) => call('apply', a, call('add', self, b)))
    ),
    ...(scope.box
      ? [fc.integer({ min: -2, max: 3 }).map(i => call('at', field('bounding_box'), literal(i)))]
      : []),
    ...labels
  );
}

export function textIn(scope: IScope, depth: number): Arbitrary {
  const simple = fc.oneof(...fieldsOf(scope, 'string'), word.map(literal));
  if (depth <= 0) {
    return simple;
  }
  const sub = textIn(scope, depth - 1);
  return fc.oneof(
    simple,
    fc.tuple(op('lower', 'upper'), sub).map(([o, a]) => call(o, a)),
    fc.tuple(sub, sub).map(([a, b]) => call('concat', a, b)),
    fc
      .tuple(sub, fc.integer({ min: 0, max: 3 }), fc.option(fc.nat(3)))
      .map(([a, from, count]) => call('substr', a, literal(from), literal(null), literal(count))),
    fc
      .tuple(op('strip', 'lstrip', 'rstrip'), sub, fc.constantFrom('c', 'tg', 'é'))
      .map(([o, a, characters]) => call(o, a, literal(characters))),
    sub.map(e => call('replace', e, literal('c'), literal('"k\''))),
    fc
      .tuple(sub, word, word)
      .map(([e, from, to]) => call('map_values', e, literal([from, null]), literal([to, '']))),
    fc.tuple(boolIn(scope, depth - 1), sub, sub).map(([c, a, b]) => call('if_else', c, a, b))
  );
}

function anyIn(scope: IScope, depth: number): Arbitrary {
  return fc.oneof(
    numberIn(scope, depth),
    textIn(scope, depth),
    date.map(literal),
    fc.constant(literal(null)),
    ...fieldsOf(scope, 'bool'),
    ...fieldsOf(scope, 'date')
  );
}

/** Conditions on lists. */
function listTests(scope: IScope): Arbitrary[] {
  const { lists } = scope;
  const texts = fc.array(word, { maxLength: 3 });
  return [
    ...(lists.string.length > 0
      ? [
          fc
            .tuple(
              op('contains_any', 'contains_all', 'is_subset', 'set_equals'),
              fc.constantFrom(...lists.string),
              texts
            )
            .map(([o, path, values]) => call(o, field(path), literal(values))),
          fc
            .tuple(fc.constantFrom(...lists.string), fc.constantFrom('x', 'y', 'cat', null))
            .map(([path, text]) => call('contains', field(path), literal(text)))
        ]
      : []),
    ...(lists.number.length > 0
      ? [
          fc
            .tuple(fc.constantFrom(...lists.number), quarter)
            .map(([path, value]) => call('contains', field(path), literal(value))),
          fc
            .tuple(fc.constantFrom(...lists.number), quarter)
            .map(([path, n]) => call('any_value', field(path), call('gt', self, literal(n)))),
          fc
            .tuple(fc.constantFrom(...lists.number), quarter)
            .map(([path, n]) => call('eq', call('at', field(path), literal(0)), literal(n)))
        ]
      : []),
    ...among(scope.documents, path => call('is_null', field(path)))
  ];
}

export function boolIn(scope: IScope, depth: number): Arbitrary {
  const inner = Math.max(0, depth - 1);
  const pair = fc.oneof(
    fc.tuple(numberIn(scope, inner), numberIn(scope, inner)),
    fc.tuple(textIn(scope, inner), textIn(scope, inner)),
    fc.tuple(anyIn(scope, 0), anyIn(scope, 0))
  );
  const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<(T | null)[]> =>
    fc.array(fc.oneof(value, fc.constant(null)), { maxLength: 3 });
  const simple: Arbitrary[] = [
    fc.tuple(op('eq', 'ne', 'gt', 'ge', 'lt', 'le'), pair).map(([o, [a, b]]) => call(o, a, b)),
    anyIn(scope, inner).map(e => call('is_null', e)),
    anyIn(scope, 0),
    fc
      .tuple(op('is_number', 'is_string', 'is_array', 'to_bool'), anyIn(scope, 0))
      .map(([o, e]) => call(o, e)),
    fc
      .tuple(textIn(scope, 0), orNull(word))
      .map(([e, values]) => call('is_in', e, literal(values))),
    fc
      .tuple(numberIn(scope, 0), orNull(quarter))
      .map(([e, values]) => call('is_in', e, literal(values))),
    fc
      .tuple(
        op('starts_with', 'ends_with', 'contains_str', 'matches_str'),
        textIn(scope, inner),
        word,
        fc.boolean()
      )
      .map(([o, e, w, sensitive]) => call(o, e, literal(w), literal(sensitive))),
    fc
      .tuple(textIn(scope, 0), fc.constantFrom('^c', 'a.', '[A-Z]', 'g$', '(?:d|o)+'))
      .map(([e, pattern]) => call('re_match', e, literal(pattern))),
    ...listTests(scope)
  ];
  if (depth <= 0) {
    return fc.oneof(...simple);
  }
  const sub = boolIn(scope, depth - 1);
  return fc.oneof(
    ...simple,
    fc.tuple(op('and', 'or'), sub, sub).map(([o, a, b]) => call(o, a, b)),
    sub.map(e => call('not', e))
  );
}

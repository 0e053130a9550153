/** Operators on lists. Null of what is no list, unless said otherwise. */
import { RequestError } from '../../request-error';
import type { Evaluate, OperatorTable } from './evaluate-number';
import { compareValues, type Value } from './values';

/** Longest list that `range` makes. */
const MAX_RANGE = 1_000_000;

const equal = (a: Value, b: Value): boolean => compareValues(a, b) === 0;
const listOf = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : []);
const has = (list: readonly Value[], value: Value): boolean =>
  list.some(element => equal(element, value));
const numbersOf = (value: Value | undefined): number[] =>
  listOf(value).filter(v => typeof v === 'number');

/** In the order of values, each once. */
function asSet(values: readonly Value[]): Value[] {
  const sorted = [...values].sort(compareValues);
  return sorted.filter((value, i) => i === 0 || !equal(value, sorted[i - 1] as Value));
}

/** Whether a value is in a list that was made by `asSet`. */
function inSet(set: readonly Value[], value: Value): boolean {
  let [low, high] = [0, set.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareValues(set[middle] as Value, value);
    if (order === 0) {
      return true;
    }
    [low, high] = order < 0 ? [middle + 1, high] : [low, middle];
  }
  return false;
}

const list =
  (compute: (list: Value[], operands: readonly Value[]) => Value): Evaluate =>
  operands =>
    Array.isArray(operands[0]) ? compute(operands[0], operands) : null;

/** An operator all of whose operands are lists. */
const lists =
  (compute: (lists: readonly Value[][]) => Value): Evaluate =>
  operands =>
    operands.every(one => Array.isArray(one)) ? compute(operands) : null;

/** Least or greatest, null aside: of the one list, or of the operands. */
function extreme(operands: readonly Value[], sign: 1 | -1): Value {
  let best: Value = null;
  for (const value of operands.length === 1 ? listOf(operands[0]) : operands) {
    if (value !== null && (best === null || sign * compareValues(value, best) > 0)) {
      best = value;
    }
  }
  return best;
}

function deviation(numbers: readonly number[], ofSample: boolean): number | null {
  const count = numbers.length - (ofSample ? 1 : 0);
  if (count <= 0) {
    return null;
  }
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return Math.sqrt(numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / count);
}

const indexOr = (value: Value | undefined, otherwise: number): number =>
  typeof value === 'number' ? Math.trunc(value) : otherwise;

function range([start, end]: readonly Value[]): Value {
  if (typeof start !== 'number' || typeof end !== 'number') {
    return null;
  }
  const length = Math.max(0, Math.ceil(end - start));
  if (length > MAX_RANGE) {
    throw new RequestError(
      'invalid',
      `range(${start}, ${end}) has more than ${MAX_RANGE} numbers.`,
      { operator: 'range' }
    );
  }
  return Array.from({ length }, (_, i) => start + i);
}

function zip([longest, missing, ...operands]: readonly Value[]): Value {
  if (!operands.every(one => Array.isArray(one))) {
    return null;
  }
  const lengths = operands.map(one => one.length);
  const length = longest === true ? Math.max(...lengths) : Math.min(...lengths);
  return Array.from({ length }, (_, i) =>
    operands.map((one, which) =>
      i < one.length ? (one[i] as Value) : (listOf(missing)[which] ?? null)
    )
  );
}

export const LIST_OPERATORS: OperatorTable = {
  list: operands => [...operands],
  length: ([value]) => listOf(value).length,
  contains: ([value, wanted = null]) => has(listOf(value), wanted),
  contains_all: ([value, wanted]) => listOf(wanted).every(one => has(listOf(value), one)),
  contains_any: ([value, wanted]) => listOf(wanted).some(one => has(listOf(value), one)),
  is_subset: ([value, other]) => listOf(value).every(one => has(listOf(other), one)),
  set_equals: operands => {
    const [first, ...others] = operands.map(one => asSet(listOf(one)));
    return others.every(other => equal(other, first as Value[]));
  },
  unique: list(asSet),
  union: lists(all => asSet(all.flat())),
  intersection: lists(all => {
    const [first = [], ...others] = all.map(asSet);
    return first.filter(value => others.every(other => inSet(other, value)));
  }),
  difference: lists(([first = [], second = []]) => {
    const without = asSet(second);
    const left = first.filter(value => !inSet(without, value));
    return left.filter((value, i) => left.findIndex(one => equal(one, value)) === i);
  }),
  reverse: list(value => [...value].reverse()),
  prepend: list((value, [, added = null]) => [added, ...value]),
  append: list((value, [, added = null]) => [...value, added]),
  insert: list((value, [, index, added = null]) => {
    const place = indexOr(index, 0);
    return [...value.slice(0, place), added, ...(place === 0 ? value : value.slice(place))];
  }),
  extend: lists(all => all.flat()),
  sum: ([value]) => numbersOf(value).reduce((sum, number) => sum + number, 0),
  mean: ([value]) => {
    const numbers = numbersOf(value);
    return numbers.length === 0 ? null : numbers.reduce((x, y) => x + y, 0) / numbers.length;
  },
  std: ([value, ofSample]) => deviation(numbersOf(value), ofSample === true),
  min: operands => extreme(operands, -1),
  max: operands => extreme(operands, 1),
  at: ([value, index]) => (typeof index === 'number' ? (listOf(value).at(index) ?? null) : null),
  slice: list((value, [, start, end]) =>
    value.slice(indexOr(start, 0), indexOr(end, value.length))
  ),
  join: list((value, [, delimiter]) =>
    typeof delimiter === 'string' && value.every(one => typeof one === 'string')
      ? value.join(delimiter)
      : null
  ),
  range,
  enumerate: list((value, [, start]) => value.map((one, i) => [indexOr(start, 0) + i, one])),
  zip
};

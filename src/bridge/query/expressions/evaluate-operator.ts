/** Operators on evaluated operands. */
import type { Operator } from '../../../protocol';
import { LIST_OPERATORS } from './evaluate-list';
import { amount, NUMBER_OPERATORS, type OperatorTable } from './evaluate-number';
import { TEXT_OPERATORS } from './evaluate-text';
import { compareValues, isDate, isTrue, type Value } from './values';

export { roundHalfEven } from './evaluate-number';

const equal = (a: Value, b: Value): boolean => compareValues(a, b) === 0;

function toText(value: Value): Value {
  return value === null || typeof value === 'object'
    ? isDate(value)
      ? new Date(value.$date).toISOString()
      : null
    : String(value);
}

function toNumber(value: Value): Value {
  if (typeof value === 'string') {
    const number = value.trim() === '' ? NaN : Number(value);
    return Number.isNaN(number) ? null : number;
  }
  return typeof value === 'boolean' ? Number(value) : amount(value);
}

function toWhole(value: Value): Value {
  const number = toNumber(value);
  return typeof number === 'number' && Number.isFinite(number) ? Math.trunc(number) : null;
}

function typeName(value: Value): string {
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'double';
    case 'string':
      return 'string';
    default:
      return value === null
        ? 'null'
        : Array.isArray(value)
          ? 'array'
          : isDate(value)
            ? 'date'
            : value instanceof Uint8Array
              ? 'binData'
              : 'object';
  }
}

const compared =
  (test: (order: number) => boolean) =>
  ([a = null, b = null]: readonly Value[]): boolean =>
    test(compareValues(a, b));

const OPERATORS: OperatorTable = {
  eq: compared(order => order === 0),
  ne: compared(order => order !== 0),
  gt: compared(order => order > 0),
  ge: compared(order => order >= 0),
  lt: compared(order => order < 0),
  le: compared(order => order <= 0),
  not: ([value = null]) => !isTrue(value),
  is_null: ([value = null]) => value === null,
  is_number: ([value]) => typeof value === 'number',
  is_string: ([value]) => typeof value === 'string',
  is_array: ([value]) => Array.isArray(value),
  type: ([value = null]) => typeName(value),
  is_in: ([value = null, list]) => Array.isArray(list) && list.some(one => equal(value, one)),
  to_string: ([value = null]) => toText(value),
  to_double: ([value = null]) => toNumber(value),
  to_int: ([value = null]) => toWhole(value),
  to_bool: ([value = null]) => (value === null ? null : isTrue(value)),
  map_values: ([value = null, from, to]) => {
    const place = Array.isArray(from) ? from.findIndex(one => equal(one, value)) : -1;
    return place < 0 ? value : ((Array.isArray(to) ? to[place] : null) ?? null);
  },
  ...NUMBER_OPERATORS,
  ...TEXT_OPERATORS,
  ...LIST_OPERATORS
};

/** The value of an operator; those that do not evaluate all their operands here are not for here. */
export function evaluateOperator(op: Operator, operands: readonly Value[]): Value {
  const compute = OPERATORS[op];
  if (!compute) {
    throw new TypeError(`${op} is evaluated where its operands are.`);
  }
  return compute(operands);
}

/** Operators on evaluated operands. */
import type { Operator } from '../../../protocol';
import { regularExpression } from './regular-expression';
import { compareValues, isDate, isTrue, type Value } from './values';

const equal = (a: Value, b: Value): boolean => compareValues(a, b) === 0;
const listOf = (value: Value): Value[] => (Array.isArray(value) ? value : []);
const known = (number: number): number | null => (Number.isNaN(number) ? null : number);

/** A number or the milliseconds of a date; null for everything else. */
function amount(value: Value): number | null {
  return typeof value === 'number' ? value : isDate(value) ? value.$date : null;
}

/** Arithmetic; null if an operand is no number or the result is undefined. */
function arithmetic(operands: Value[], combine: (a: number, b: number) => number): Value {
  let result = amount(operands[0] ?? null);
  for (const operand of operands.slice(1)) {
    const next = amount(operand);
    result = result === null || next === null ? null : known(combine(result, next));
  }
  return result;
}

/** Sums of dates and numbers are dates; differences of dates are milliseconds. */
function dated(operands: Value[], isDifference: boolean, result: Value): Value {
  const dates = operands.filter(isDate).length;
  const date = isDifference ? dates === 1 && isDate(operands[0]) : dates > 0;
  return date && typeof result === 'number' ? { $date: result } : result;
}

function mathOf(value: Value, compute: (x: number) => number): Value {
  return typeof value === 'number' ? known(compute(value)) : null;
}

/** Rounds half to even, like Python. */
export function roundHalfEven(x: number, digits: number): number {
  const scale = 10 ** digits;
  const scaled = x * scale;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  return (up ? floor + 1 : floor) / scale;
}

function extreme(operands: Value[], sign: 1 | -1): Value {
  const values = operands.length === 1 ? listOf(operands[0] as Value) : operands;
  let best: Value = null;
  for (const value of values) {
    if (value !== null && (best === null || sign * compareValues(value, best) > 0)) {
      best = value;
    }
  }
  return best;
}

function matchesText(
  [value, wanted, caseSensitive]: Value[],
  test: (text: string, part: string) => boolean
): boolean {
  if (typeof value !== 'string') {
    return false;
  }
  const fold = (text: string): string => (caseSensitive === false ? text.toLowerCase() : text);
  return (Array.isArray(wanted) ? wanted : [wanted]).some(
    part => typeof part === 'string' && test(fold(value), fold(part))
  );
}

function toText(value: Value): Value {
  return value === null || typeof value === 'object'
    ? isDate(value)
      ? new Date(value.$date).toISOString()
      : null
    : String(value);
}

function toNumber(value: Value): Value {
  if (typeof value === 'string') {
    return value.trim() === '' ? null : known(Number(value));
  }
  return typeof value === 'boolean' ? Number(value) : amount(value);
}

/** The value of an operator; `and`, `or`, `if_else`, `filter` and `map` are not for here. */
export function evaluateOperator(op: Operator, operands: Value[]): Value {
  const [a = null, b = null, c = null] = operands;
  switch (op) {
    case 'eq':
      return equal(a, b);
    case 'ne':
      return !equal(a, b);
    case 'gt':
      return compareValues(a, b) > 0;
    case 'ge':
      return compareValues(a, b) >= 0;
    case 'lt':
      return compareValues(a, b) < 0;
    case 'le':
      return compareValues(a, b) <= 0;
    case 'not':
      return !isTrue(a);
    case 'add':
      return dated(
        operands,
        false,
        arithmetic(operands, (x, y) => x + y)
      );
    case 'sub':
      return dated(
        operands,
        true,
        arithmetic(operands, (x, y) => x - y)
      );
    case 'mul':
      return arithmetic(operands, (x, y) => x * y);
    case 'div':
      return arithmetic(operands, (x, y) => (y === 0 ? NaN : x / y));
    case 'mod':
      return arithmetic(operands, (x, y) => x % y);
    case 'pow':
      return arithmetic(operands, Math.pow);
    case 'abs':
      return mathOf(a, Math.abs);
    case 'floor':
      return mathOf(a, Math.floor);
    case 'ceil':
      return mathOf(a, Math.ceil);
    case 'round':
      return mathOf(a, x => roundHalfEven(x, typeof b === 'number' ? b : 0));
    case 'sqrt':
      return mathOf(a, Math.sqrt);
    case 'exp':
      return mathOf(a, Math.exp);
    case 'ln':
      return mathOf(a, x => (x > 0 ? Math.log(x) : NaN));
    case 'log10':
      return mathOf(a, x => (x > 0 ? Math.log10(x) : NaN));
    case 'is_null':
      return a === null;
    case 'is_number':
      return typeof a === 'number';
    case 'is_string':
      return typeof a === 'string';
    case 'is_array':
      return Array.isArray(a);
    case 'is_in':
      return listOf(b).some(element => equal(a, element));
    case 'to_string':
      return toText(a);
    case 'to_double':
      return toNumber(a);
    case 'to_int': {
      const number = toNumber(a);
      return typeof number === 'number' && Number.isFinite(number) ? Math.trunc(number) : null;
    }
    case 'to_bool':
      return a === null ? null : isTrue(a);
    case 'length':
      return listOf(a).length;
    case 'contains':
      return listOf(a).some(element => equal(element, b));
    case 'contains_all':
      return listOf(b).every(value => listOf(a).some(element => equal(element, value)));
    case 'contains_any':
      return listOf(b).some(value => listOf(a).some(element => equal(element, value)));
    case 'sum':
      return listOf(a).reduce<number>((sum, v) => sum + (typeof v === 'number' ? v : 0), 0);
    case 'mean': {
      const numbers = listOf(a).filter(v => typeof v === 'number');
      return numbers.length === 0 ? null : numbers.reduce((x, y) => x + y, 0) / numbers.length;
    }
    case 'min':
      return extreme(operands, -1);
    case 'max':
      return extreme(operands, 1);
    case 'at':
      return typeof b === 'number' ? (listOf(a).at(b) ?? null) : null;
    case 'strlen':
      return typeof a === 'string' ? [...a].length : null;
    case 'lower':
      return typeof a === 'string' ? a.toLowerCase() : null;
    case 'upper':
      return typeof a === 'string' ? a.toUpperCase() : null;
    case 'concat':
      return operands.every(text => typeof text === 'string') ? operands.join('') : null;
    case 'starts_with':
      return matchesText(operands, (text, part) => text.startsWith(part));
    case 'ends_with':
      return matchesText(operands, (text, part) => text.endsWith(part));
    case 'contains_str':
      return matchesText(operands, (text, part) => text.includes(part));
    case 'matches_str':
      return matchesText(operands, (text, part) => text === part);
    case 're_match':
      return (
        typeof a === 'string' &&
        typeof b === 'string' &&
        regularExpression(b, typeof c === 'string' ? c : '').test(a)
      );
    default:
      throw new TypeError(`${op} is evaluated where its operands are.`);
  }
}

/** Operators on numbers and dates. What is undefined is null. */
import type { Operator } from '../../../protocol';
import { isDate, type Value } from './values';

/** The value of an operator on evaluated operands. */
export type Evaluate = (operands: readonly Value[]) => Value;
export type OperatorTable = Partial<Record<Operator, Evaluate>>;

const known = (number: number): number | null => (Number.isNaN(number) ? null : number);

/** A number or the milliseconds of a date; null for everything else. */
export function amount(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : isDate(value) ? value.$date : null;
}

/** Arithmetic; null if an operand is no number or the result is undefined. */
function arithmetic(
  operands: readonly Value[],
  combine: (a: number, b: number) => number
): number | null {
  let result = amount(operands[0]);
  for (const operand of operands.slice(1)) {
    const next = amount(operand);
    result = result === null || next === null ? null : known(combine(result, next));
  }
  return result;
}

/** Sums of dates and numbers are dates; differences of dates are milliseconds. */
function dated(operands: readonly Value[], isDifference: boolean, result: number | null): Value {
  const dates = operands.filter(isDate).length;
  const date = isDifference ? dates === 1 && isDate(operands[0]) : dates > 0;
  return date && result !== null ? { $date: result } : result;
}

const math =
  (compute: (x: number) => number): Evaluate =>
  ([value]) =>
    typeof value === 'number' ? known(compute(value)) : null;

const both =
  (combine: (a: number, b: number) => number): Evaluate =>
  operands =>
    arithmetic(operands, combine);

/** Rounds half to even, like Python. */
export function roundHalfEven(x: number, digits: number): number {
  const scale = 10 ** digits;
  const scaled = x * scale;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  return (up ? floor + 1 : floor) / scale;
}

const toDigits =
  (round: (x: number, digits: number) => number): Evaluate =>
  ([value, digits]) =>
    typeof value === 'number' ? known(round(value, typeof digits === 'number' ? digits : 0)) : null;

/** A logarithm; null where it is not defined. */
const logarithm = (compute: (x: number) => number): Evaluate =>
  math(x => (x > 0 ? compute(x) : NaN));

const DATE = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** A date of the ISO form of it (UTC if it names no zone), or of milliseconds since the epoch. */
function toDate(value: Value): Value {
  if (typeof value === 'string') {
    const [, time, , , zone] = DATE.exec(value) ?? [null];
    const text = time && !zone ? `${value}Z` : value;
    const ms = time === null ? NaN : Date.parse(text);
    return Number.isNaN(ms) ? null : { $date: ms };
  }
  return typeof value === 'number' && Number.isFinite(value)
    ? { $date: value }
    : isDate(value)
      ? value
      : null;
}

const DAY = 86_400_000;
/** Days from the first of January, from 0. */
const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(2000, 0, 1)) / DAY) -
  Math.floor((startOfYear(date) - Date.UTC(2000, 0, 1)) / DAY);

function startOfYear(date: Date): number {
  const start = new Date(0);
  start.setUTCFullYear(date.getUTCFullYear(), 0, 1);
  return start.getTime();
}

const part =
  (read: (date: Date) => number): Evaluate =>
  ([value]) =>
    isDate(value) ? known(read(new Date(value.$date))) : null;

export const NUMBER_OPERATORS: OperatorTable = {
  add: operands =>
    dated(
      operands,
      false,
      arithmetic(operands, (x, y) => x + y)
    ),
  sub: operands =>
    dated(
      operands,
      true,
      arithmetic(operands, (x, y) => x - y)
    ),
  mul: both((x, y) => x * y),
  div: both((x, y) => (y === 0 ? NaN : x / y)),
  mod: both((x, y) => x % y),
  pow: both(Math.pow),
  log: both((x, base) => (x > 0 && base > 0 && base !== 1 ? Math.log(x) / Math.log(base) : NaN)),
  abs: math(Math.abs),
  floor: math(Math.floor),
  ceil: math(Math.ceil),
  round: toDigits(roundHalfEven),
  trunc: toDigits((x, digits) => Math.trunc(x * 10 ** digits) / 10 ** digits),
  sqrt: math(Math.sqrt),
  exp: math(Math.exp),
  ln: logarithm(Math.log),
  log10: logarithm(Math.log10),
  sin: math(Math.sin),
  cos: math(Math.cos),
  tan: math(Math.tan),
  arcsin: math(Math.asin),
  arccos: math(Math.acos),
  arctan: math(Math.atan),
  sinh: math(Math.sinh),
  cosh: math(Math.cosh),
  tanh: math(Math.tanh),
  arcsinh: math(Math.asinh),
  arccosh: math(Math.acosh),
  arctanh: math(Math.atanh),
  to_date: ([value = null]) => toDate(value),
  millisecond: part(date => date.getUTCMilliseconds()),
  second: part(date => date.getUTCSeconds()),
  minute: part(date => date.getUTCMinutes()),
  hour: part(date => date.getUTCHours()),
  day_of_week: part(date => date.getUTCDay() + 1),
  day_of_month: part(date => date.getUTCDate()),
  day_of_year: part(date => dayOfYear(date) + 1),
  // Weeks begin on Sundays; days before the first one are in week 0.
  week: part(date => Math.floor((dayOfYear(date) + 7 - date.getUTCDay()) / 7)),
  month: part(date => date.getUTCMonth() + 1),
  year: part(date => date.getUTCFullYear())
};

/**
 * Values as expressions see them. Rules, which columns and documents share:
 * - missing, null and NaN are one and the same: null;
 * - dates are `{ $date: ms since the epoch }`, object ids 24 hexadecimal digits;
 * - coordinates of `bounding_box` are read in single precision;
 * - order across types: null < numbers < texts < documents < lists < booleans < dates (as in the
 *   reference system), so `F("x") < 5` is true where `x` is null and `F("x") > 5` is true for texts;
 *   NaN, which there is the least number, counts as null here.
 */
import { LABEL_CLASSES, type Literal } from '../../../protocol';
import { idToHex } from '../../datasets/documents/object-id';

export interface IDate {
  $date: number;
}
export type Value =
  null | boolean | number | string | IDate | Value[] | { [name: string]: unknown } | Uint8Array;

export const isDate = (value: unknown): value is IDate =>
  typeof value === 'object' && value !== null && '$date' in value;

const isDocument = (value: unknown): value is { [name: string]: unknown } =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !ArrayBuffer.isView(value);

/** A value of a document in the form that expressions see; parts are normalized when read. */
export function normalize(raw: unknown): Value {
  switch (typeof raw) {
    case 'number':
      return Number.isNaN(raw) ? null : raw;
    case 'string':
    case 'boolean':
      return raw;
    case 'bigint':
      return Number(raw);
    case 'object':
      if (raw instanceof Uint8Array && raw.length === 12) {
        return idToHex(raw);
      }
      if (Array.isArray(raw)) {
        return raw.map(normalize);
      }
      return raw as Value;
    default:
      return null;
  }
}

/** The value of a literal. */
export function literalValue(literal: Literal): Value {
  if (Array.isArray(literal)) {
    return literal.map(literalValue);
  }
  if (literal !== null && typeof literal === 'object' && '$number' in literal) {
    return literal.$number === 'NaN' ? null : Number(literal.$number);
  }
  return literal;
}

function partOf(value: Value, name: string): Value {
  if (Array.isArray(value)) {
    return value.map(element => partOf(element, name));
  }
  if (!isDocument(value)) {
    return null;
  }
  const label = LABEL_CLASSES[value['_cls'] as string];
  if (label?.list !== undefined) {
    if (name === label.list) {
      return normalize(value[name] ?? []);
    }
    return name in value ? normalize(value[name]) : partOf(partOf(value, label.list), name);
  }
  if (name === 'id' || name === '_id') {
    return normalize(value['_id'] ?? value['id']);
  }
  if (label && name === 'tags') {
    return normalize(value['tags'] ?? []);
  }
  if (label && name === 'bounding_box' && Array.isArray(value[name])) {
    return (value[name] as unknown[]).map(v =>
      typeof v === 'number' ? normalize(Math.fround(v)) : normalize(v)
    );
  }
  return normalize(value[name]);
}

/** The part of a value at a dotted path; lists are read element by element. */
export function readPath(value: Value, path: string): Value {
  if (path === '') {
    return value;
  }
  let part = value;
  for (const name of path.split('.')) {
    part = partOf(part, name);
  }
  return part;
}

/** Texts by code point, as UTF-8 bytes are ordered. */
export function compareTexts(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  for (let i = 0; i < a.length && i < b.length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const high = (c: number): boolean => c >= 0xd800 && c <= 0xdfff;
      // Code units of pairs are less than those of U+E000 … U+FFFF, their code points greater.
      return high(x) !== high(y) ? (high(x) ? 1 : -1) : x - y;
    }
  }
  return a.length - b.length;
}

function rank(value: Value): number {
  switch (typeof value) {
    case 'number':
      return 1;
    case 'string':
      return 2;
    case 'boolean':
      return 7;
    default:
      return value === null
        ? 0
        : Array.isArray(value)
          ? 4
          : value instanceof Uint8Array
            ? 5
            : isDate(value)
              ? 8
              : 3;
  }
}

/** Negative, zero or positive, for any two values. */
export function compareValues(a: Value, b: Value): number {
  const difference = rank(a) - rank(b);
  if (difference !== 0) {
    return difference;
  }
  if (typeof a === 'number' || typeof a === 'boolean') {
    return Number(a) < Number(b) ? -1 : Number(a) > Number(b) ? 1 : 0;
  }
  if (typeof a === 'string') {
    return compareTexts(a, b as string);
  }
  if (a === null) {
    return 0;
  }
  if (isDate(a)) {
    return a.$date - (b as IDate).$date;
  }
  const [x, y] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const order = compareValues(x[i] as Value, y[i] as Value);
    if (order !== 0) {
      return order;
    }
  }
  return x.length - y.length;
}

function partsOf(value: Value): Value[] {
  if (Array.isArray(value)) {
    return value;
  }
  if (value instanceof Uint8Array) {
    return Array.from(value);
  }
  return Object.entries(value as object).flatMap(([name, part]) => [name, normalize(part)]);
}

/** Whether a condition counts as true: everything but null, false and zero. */
export const isTrue = (value: Value): boolean => value !== null && value !== false && value !== 0;

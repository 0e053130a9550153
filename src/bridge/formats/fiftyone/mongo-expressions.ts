/**
 * Expressions in MongoDB's form and as ours. Fields are `$path` of a sample, `$$this.path` of a label.
 * What the other side cannot express is null: a view that means something else would be worse.
 */
import type { Expression, Literal, Operator } from '../../../protocol';

/** Operators with the same operands on both sides. */
const SAME: Readonly<Record<string, Operator>> = {
  $eq: 'eq',
  $ne: 'ne',
  $gt: 'gt',
  $gte: 'ge',
  $lt: 'lt',
  $lte: 'le',
  $and: 'and',
  $or: 'or',
  $not: 'not',
  $add: 'add',
  $subtract: 'sub',
  $multiply: 'mul',
  $divide: 'div',
  $mod: 'mod',
  $pow: 'pow',
  $abs: 'abs',
  $floor: 'floor',
  $ceil: 'ceil',
  $sqrt: 'sqrt',
  $exp: 'exp',
  $ln: 'ln',
  $log10: 'log10',
  $in: 'is_in',
  $toString: 'to_string',
  $toDouble: 'to_double',
  $toLower: 'lower',
  $toUpper: 'upper',
  $strLenBytes: 'strlen',
  $setIsSubset: 'is_subset',
  $isNumber: 'is_number',
  $isArray: 'is_array'
};
const BACK = new Map(Object.entries(SAME).map(([name, op]) => [op, name]));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function literalOf(value: unknown): Literal | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') {
    return value;
  }
  if (typeof value === 'string') {
    return value.startsWith('$') ? undefined : value;
  }
  if (Array.isArray(value)) {
    const elements = value.map(literalOf);
    return elements.includes(undefined) ? undefined : (elements as Literal[]);
  }
  if (isRecord(value) && typeof value['$date'] === 'string') {
    return { $date: Date.parse(value['$date']) };
  }
  return isRecord(value) && typeof value['$date'] === 'number'
    ? { $date: value['$date'] }
    : undefined;
}

function fieldOf(text: string, inLabel: boolean): Expression | null {
  if (text === '$$this' || text.startsWith('$$this.')) {
    return { field: text.slice('$$this.'.length) };
  }
  if (text.startsWith('$$ROOT.')) {
    return inLabel ? { field: text.slice(7), root: true } : { field: text.slice(7) };
  }
  if (text.startsWith('$$') || text === '$') {
    return null;
  }
  return inLabel ? { field: text.slice(1), root: true } : { field: text.slice(1) };
}

/** Our form of an expression, or null. */
export function fromMongo(value: unknown, inLabel = false): Expression | null {
  if (typeof value === 'string' && value.startsWith('$')) {
    return fieldOf(value, inLabel);
  }
  const plain = literalOf(value);
  if (plain !== undefined) {
    return { literal: plain };
  }
  if (!isRecord(value) || Object.keys(value).length !== 1) {
    return null;
  }
  const [[name, operand]] = Object.entries(value) as [[string, unknown]];
  if (name === '$literal') {
    const given = typeof operand === 'string' ? operand : literalOf(operand);
    return given === undefined ? null : { literal: given };
  }
  if (name === '$expr') {
    return fromMongo(operand, inLabel);
  }
  const list = Array.isArray(operand) ? operand : [operand];
  // "Not null" is "greater than null" there.
  if (name === '$gt' && list[1] === null) {
    const inner = fromMongo(list[0], inLabel);
    return inner && { op: 'not', args: [{ op: 'is_null', args: [inner] }] };
  }
  if (name === '$size') {
    const inner = fromMongo(operand, inLabel);
    return inner && { op: 'length', args: [inner] };
  }
  const op = SAME[name];
  const args = list.map(part => fromMongo(part, inLabel));
  return op && !args.includes(null) ? { op, args: args as Expression[] } : null;
}

/** MongoDB's form of an expression, or undefined. */
export function toMongo(expression: Expression, inLabel = false): unknown {
  if ('field' in expression) {
    const { field, root } = expression;
    return inLabel && !root ? (field === '' ? '$$this' : `$$this.${field}`) : `$${field}`;
  }
  if ('literal' in expression) {
    const { literal } = expression;
    return typeof literal === 'string' && literal.startsWith('$') ? { $literal: literal } : literal;
  }
  const args = expression.args.map(part => toMongo(part, inLabel));
  if (args.includes(undefined)) {
    return undefined;
  }
  if (expression.op === 'is_null') {
    return { $lte: [args[0], null] };
  }
  if (expression.op === 'length') {
    return { $size: { $ifNull: [args[0], []] } };
  }
  const name = BACK.get(expression.op);
  return name === undefined ? undefined : { [name]: args.length === 1 ? args[0] : args };
}

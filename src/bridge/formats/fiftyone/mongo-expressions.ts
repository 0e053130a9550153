/**
 * Our expressions in MongoDB's form; protocol/foreign-views reads that form. Fields are `$path` of a sample, `$$this.path` of a label.
 * What the other side cannot express is null: a view that means something else would be worse.
 */
import type { Expression, Operator } from '../../../protocol';

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

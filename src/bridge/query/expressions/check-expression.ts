/** Checks an expression against the schema before it is used, and says what type it has. */
import {
  isField,
  isLiteral,
  type Expression,
  type IOperatorExpression,
  type Literal,
  type Operator
} from '../../../protocol';
import { RequestError } from '../../request-error';
import { describeType, isList, type DatasetSchema, type ValueType } from '../schema';
import { regularExpression } from './regular-expression';
import { typeOfField, type CheckScope, type ITyped } from './scope';

const plain = (type: ValueType): ITyped => ({ type, labels: null });

function typeOfLiteral(literal: Literal): ValueType {
  if (literal === null) {
    return 'null';
  }
  switch (typeof literal) {
    case 'boolean':
      return 'bool';
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    default:
      if (Array.isArray(literal)) {
        const types = new Set(literal.filter(v => v !== null).map(typeOfLiteral));
        return { list: types.size === 1 ? ([...types][0] as ValueType) : 'any' };
      }
      return '$date' in literal ? 'date' : 'number';
  }
}

const LISTS: readonly Operator[] = [
  'length',
  'contains',
  'contains_all',
  'contains_any',
  'filter',
  'map',
  'sum',
  'mean',
  'at'
];
const TEXTS: readonly Operator[] = [
  'strlen',
  'lower',
  'upper',
  'concat',
  'starts_with',
  'ends_with',
  'contains_str',
  'matches_str',
  're_match'
];
const NUMBERS: readonly Operator[] = [
  'add',
  'sub',
  'mul',
  'div',
  'mod',
  'pow',
  'abs',
  'floor',
  'ceil',
  'round',
  'sqrt',
  'exp',
  'ln',
  'log10'
];

/** A text that shows an expression to a person: `F("x")`. */
function describe(e: Expression): string {
  return isField(e)
    ? `F("${e.root ? '$' : ''}${e.field}")`
    : isLiteral(e)
      ? JSON.stringify(e.literal)
      : `${e.op}(…)`;
}

function require(
  op: Operator,
  operand: Expression,
  type: ValueType,
  accepted: boolean,
  wanted: string
): void {
  if (!accepted && type !== 'any' && type !== 'null') {
    throw new RequestError(
      'wrong_type',
      `${op} needs ${wanted}, but ${describe(operand)} is ${describeType(type)}.`,
      { operator: op, ...(isField(operand) ? { field: operand.field } : {}) }
    );
  }
}

function listType(type: ValueType): ValueType {
  return isList(type) ? type.list : 'any';
}

function resultOf(op: Operator, args: readonly Expression[], types: readonly ITyped[]): ITyped {
  const first = types[0]?.type ?? 'null';
  const dates = types.filter(({ type }) => type === 'date').length;
  switch (op) {
    case 'add':
      return plain(dates > 0 ? 'date' : 'number');
    case 'sub':
      return plain(dates === 1 && first === 'date' ? 'date' : 'number');
    case 'to_string':
    case 'lower':
    case 'upper':
    case 'concat':
      return plain('string');
    case 'length':
    case 'sum':
    case 'mean':
    case 'strlen':
    case 'to_double':
    case 'to_int':
      return plain('number');
    case 'min':
    case 'max':
      return plain(args.length === 1 ? listType(first) : common(types.map(t => t.type)));
    case 'at':
      return { type: listType(first), labels: types[0]?.labels ?? null };
    case 'if_else':
      return plain(common(types.slice(1).map(t => t.type)));
    default:
      return plain(NUMBERS.includes(op) ? 'number' : 'bool');
  }
}

function common(types: readonly ValueType[]): ValueType {
  const known = types.filter(type => type !== 'null');
  const [first] = known;
  return first !== undefined && known.every(type => type === first)
    ? first
    : first === undefined
      ? 'null'
      : 'any';
}

function checkCall(
  { op, args }: IOperatorExpression,
  schema: DatasetSchema,
  scope: CheckScope
): ITyped {
  const [first, second, third] = args as [Expression, Expression, Expression];
  if (op === 'filter' || op === 'map') {
    const list = check(first, schema, scope);
    require(op, first, list.type, isList(list.type), 'a list');
    const each = check(second, schema, {
      kind: 'element',
      type: listType(list.type),
      labels: list.labels
    });
    return op === 'filter' ? list : { type: { list: each.type }, labels: each.labels };
  }
  const types = args.map(arg => check(arg, schema, scope));
  const type = (i: number): ValueType => (types[i] as ITyped).type;
  if (LISTS.includes(op) || ((op === 'min' || op === 'max') && args.length === 1)) {
    require(op, first, type(0), isList(type(0)), 'a list');
  }
  if (op === 'sum' || op === 'mean') {
    const element = listType(type(0));
    require(op, first, { list: element }, element === 'number' || element === 'any', 'numbers');
  }
  if (op === 'is_in' || op === 'contains_all' || op === 'contains_any') {
    require(op, second, type(1), isList(type(1)), 'a list of values');
  }
  if (op === 'at') {
    require(op, second, type(1), type(1) === 'number', 'a number as index');
  }
  if (NUMBERS.includes(op)) {
    const dated = op === 'add' || op === 'sub';
    args.forEach((arg, i) =>
      require(op, arg, type(i), type(i) === 'number' || (dated && type(i) === 'date'), 'numbers')
    );
  }
  if (TEXTS.includes(op)) {
    require(op, first, type(0), type(0) === 'string', 'a text');
    if (op === 'concat') {
      args.forEach((arg, i) => require(op, arg, type(i), type(i) === 'string', 'texts'));
    } else if (second) {
      const texts = isList(type(1)) ? listType(type(1)) : type(1);
      require(op, second, type(1), texts === 'string' || texts === 'any', 'a text to look for');
    }
  }
  if (op === 're_match' && isLiteral(second) && typeof second.literal === 'string') {
    const options = third && isLiteral(third) ? third.literal : '';
    regularExpression(second.literal, typeof options === 'string' ? options : '');
  }
  return resultOf(op, args, types);
}

function check(expression: Expression, schema: DatasetSchema, scope: CheckScope): ITyped {
  if (isField(expression)) {
    return typeOfField(schema, scope, expression.field, expression.root === true);
  }
  if (isLiteral(expression)) {
    return plain(typeOfLiteral(expression.literal));
  }
  return checkCall(expression, schema, scope);
}

/**
 * The static type of an expression.
 * @throws RequestError `unknown_field`, `wrong_type` or `invalid`.
 */
export function checkExpression(
  expression: Expression,
  schema: DatasetSchema,
  scope: CheckScope
): ValueType {
  return check(expression, schema, scope).type;
}

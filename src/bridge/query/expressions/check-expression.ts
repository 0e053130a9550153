/** Checks an expression against the schema before it is used, and says what type it has. */
import {
  ELEMENT_OPERANDS,
  isField,
  isLiteral,
  type Expression,
  type IOperatorExpression,
  type Literal,
  type Operator
} from '../../../protocol';
import { RequestError } from '../../request-error';
import { describeType, isList, type DatasetSchema, type ValueType } from '../schema';
import {
  accepts,
  describeWanted,
  elementOf,
  SIGNATURES,
  type ISignature,
  type Wanted
} from './operator-signatures';
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

/** A text that shows an expression to a person: `F("x")`. */
function describe(e: Expression): string {
  return isField(e)
    ? `F("${e.root ? '$' : ''}${e.field}")`
    : isLiteral(e)
      ? JSON.stringify(e.literal)
      : `${e.op}(…)`;
}

function require(op: Operator, operand: Expression, type: ValueType, wanted: Wanted): void {
  if (!accepts(wanted, type)) {
    throw new RequestError(
      'wrong_type',
      `${op} needs ${describeWanted(wanted)}, but ${describe(operand)} is ${describeType(type)}.`,
      { operator: op, ...(isField(operand) ? { field: operand.field } : {}) }
    );
  }
}

/** Requires a literal of a kind: what an operator cannot find out sample by sample. */
function requireLiteral(op: Operator, e: Expression | undefined, kind: 'number' | 'string'): void {
  if (!e || !isLiteral(e) || typeof e.literal !== kind) {
    throw new RequestError(
      'invalid',
      `${op} needs a ${kind === 'number' ? 'number' : 'text'} that is the same for all samples.`,
      { operator: op }
    );
  }
}

/** What the current element is in the operand of an operator that is about elements. */
function elementScope(op: Operator, subject: ITyped): CheckScope {
  const { type, labels } = subject;
  if (op === 'apply' || op === 'set_field') {
    return { kind: 'element', type, labels };
  }
  // `any_value` is about a value that may be a list or not.
  const element = op === 'any_value' && !isList(type) ? type : elementOf(type);
  return { kind: 'element', type: element, labels };
}

/** Operators with an operand that is about elements. */
function checkElements(
  { op, args }: IOperatorExpression,
  schema: DatasetSchema,
  scope: CheckScope
): ITyped {
  const [first, second, third] = args as [Expression, Expression, Expression];
  const subject = check(first, schema, scope);
  if (op === 'filter' || op === 'map' || op === 'reduce' || op === 'sort') {
    require(op, first, subject.type, 'list');
  } else if (op === 'set_field') {
    require(op, first, subject.type, 'document');
    requireLiteral(op, second, 'string');
  }
  const operand = args[ELEMENT_OPERANDS[op] as number] as Expression;
  const each = check(operand, schema, elementScope(op, subject));
  switch (op) {
    case 'map':
      return { type: { list: each.type }, labels: each.labels };
    case 'reduce':
      return plain(check(third, schema, scope).type === each.type ? each.type : 'any');
    case 'apply':
      return each;
    case 'any_value':
      return plain('bool');
    case 'set_field':
      return plain('document');
    default:
      return subject;
  }
}

function checkCall(call: IOperatorExpression, schema: DatasetSchema, scope: CheckScope): ITyped {
  const { op, args } = call;
  if (ELEMENT_OPERANDS[op] !== undefined) {
    return checkElements(call, schema, scope);
  }
  const { takes, gives } = SIGNATURES[op] as ISignature;
  const found = args.map(arg => check(arg, schema, scope));
  const types = found.map(({ type }) => type);
  const last = takes.at(-1) as Wanted;
  args.forEach((arg, i) => require(op, arg, types[i] as ValueType, takes[i] ?? last));
  const [first, second, third] = args;
  if ((op === 'min' || op === 'max') && args.length === 1) {
    require(op, first as Expression, types[0] as ValueType, 'list');
  }
  if (op === 'rand' || op === 'randn') {
    requireLiteral(op, first, 'number');
  }
  if (op === 're_match' && second && isLiteral(second) && typeof second.literal === 'string') {
    const options = third && isLiteral(third) ? third.literal : '';
    regularExpression(second.literal, typeof options === 'string' ? options : '');
  }
  const type = typeof gives === 'function' ? gives(types) : gives;
  // Parts of lists of labels are labels.
  const labels = ['at', 'slice', 'reverse'].includes(op) ? (found[0]?.labels ?? null) : null;
  return { type, labels };
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

/** Database queries (`{score: {$gt: 5}}`) as expressions. */
import { call, field, literal, type Expression } from '../expressions';
import { expressionOfMongo, SAMPLE_SCOPE } from './mongo-expression';
import { literalOf, requireLiteral } from './mongo-literal';
import { isObject, NotExpressible, pathOf, type Json } from './not-expressible';

/** Whether a path leads to lists, so that a condition is about their elements. */
export type IsList = (path: string) => boolean;

const all = (tests: Expression[]): Expression =>
  tests.length === 1
    ? (tests[0] as Expression)
    : tests.length === 0
      ? literal(true)
      : call('and', ...tests);
const any = (tests: Expression[]): Expression =>
  tests.length === 1
    ? (tests[0] as Expression)
    : tests.length === 0
      ? literal(false)
      : call('or', ...tests);

/** Comparisons of queries only hold among values of one type. */
function compared(op: 'gt' | 'ge' | 'lt' | 'le', value: Expression, raw: unknown): Expression {
  const constant = requireLiteral(raw);
  const test = call(op, value, literal(constant));
  switch (typeof constant) {
    case 'number':
      return call('and', call('is_number', value), test);
    case 'string':
      return call('and', call('is_string', value), test);
    default:
      return call('and', call('not', call('is_null', value)), test);
  }
}

function listOf(raw: unknown, op: string): Expression {
  if (!Array.isArray(raw)) {
    throw new NotExpressible(`${op} needs a list of values.`);
  }
  return literal(requireLiteral(raw));
}

function regex(value: Expression, raw: unknown, options: unknown): Expression {
  if (typeof raw !== 'string') {
    throw new NotExpressible('$regex needs a text.');
  }
  return typeof options === 'string' && options !== ''
    ? call('re_match', value, literal(raw), literal(options))
    : call('re_match', value, literal(raw));
}

/** What one operator says of a single value. */
function operatorTest(op: string, raw: unknown, value: Expression, options: unknown): Expression {
  switch (op) {
    case '$eq':
      return call('eq', value, literal(requireLiteral(raw)));
    case '$gt':
      return compared('gt', value, raw);
    case '$gte':
      return compared('ge', value, raw);
    case '$lt':
      return compared('lt', value, raw);
    case '$lte':
      return compared('le', value, raw);
    case '$in':
      return call('is_in', value, listOf(raw, op));
    case '$regex':
      return regex(value, raw, options);
    case '$mod': {
      const [divisor, rest] = Array.isArray(raw) ? (raw as number[]) : [];
      return call('eq', call('mod', value, literal(divisor ?? 1)), literal(rest ?? 0));
    }
    default:
      throw new NotExpressible(`The query operator ${op} has no form here.`);
  }
}

/** Operators that are the negation of others, and those about a list as a whole. */
function fieldTest(
  op: string,
  raw: unknown,
  path: string,
  isList: IsList,
  options: unknown
): Expression {
  const value = field(path);
  switch (op) {
    case '$ne':
      return call('not', fieldTest('$eq', raw, path, isList, options));
    case '$nin':
      return call('not', fieldTest('$in', raw, path, isList, options));
    case '$not':
      return call('not', conditions(raw, path, isList));
    case '$exists':
      return raw === true || raw === 1
        ? call('not', call('is_null', value))
        : call('is_null', value);
    case '$size':
      return call('eq', call('length', value), literal(requireLiteral(raw)));
    case '$all':
      return call('contains_all', value, listOf(raw, op));
    case '$elemMatch': {
      if (!isObject(raw)) {
        throw new NotExpressible('$elemMatch needs conditions.');
      }
      const onElement = Object.keys(raw).every(key => key.startsWith('$'));
      const test = onElement ? conditions(raw, '', () => false) : queryTest(raw, () => false);
      return call('gt', call('length', call('filter', value, test)), literal(0));
    }
    default:
      return isList(path)
        ? call('any_value', value, operatorTest(op, raw, field(''), options))
        : operatorTest(op, raw, value, options);
  }
}

/** All conditions on one path. */
function conditions(raw: unknown, path: string, isList: IsList): Expression {
  const operators = isObject(raw) && Object.keys(raw).some(key => key.startsWith('$'));
  if (!operators || literalOf(raw) !== undefined) {
    return fieldTest('$eq', raw, path, isList, undefined);
  }
  const { $options: options, ...rest } = raw;
  return all(
    Object.entries(rest).map(([op, operand]) => fieldTest(op, operand, path, isList, options))
  );
}

function queryTest(query: Json, isList: IsList): Expression {
  const several = (raw: unknown, op: string): Expression[] => {
    if (!Array.isArray(raw) || !raw.every(isObject)) {
      throw new NotExpressible(`${op} needs a list of queries.`);
    }
    return raw.map(part => queryTest(part, isList));
  };
  return all(
    Object.entries(query).map(([key, raw]) => {
      switch (key) {
        case '$and':
          return all(several(raw, key));
        case '$or':
          return any(several(raw, key));
        case '$nor':
          return call('not', any(several(raw, key)));
        case '$expr':
          return expressionOfMongo(raw, SAMPLE_SCOPE);
        default:
          if (key.startsWith('$')) {
            throw new NotExpressible(`The query operator ${key} has no form here.`);
          }
          return conditions(raw, pathOf(key), isList);
      }
    })
  );
}

/** @throws NotExpressible naming what has no form as an expression of ours */
export const expressionOfQuery = (query: Json, isList: IsList): Expression =>
  queryTest(query, isList);

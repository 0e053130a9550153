/** Database expressions (aggregation operators) as ours. */
import { call, field, literal, type Expression } from '../expressions';
import type { Operator } from '../expression-operators';
import { literalOf, requireLiteral } from './mongo-literal';
import { isObject, NotExpressible, onlyEntry, pathOf, type Json } from './not-expressible';

/** What paths mean where an expression stands. */
export interface IMongoScope {
  /** Name of the variable that is the element at hand; null: the sample itself is. */
  element: string | null;
  /** Whether plain paths are relative to the element, and not to the sample. */
  relative: boolean;
  /** Names that mean elements further out, which no path of ours reaches. */
  outer: readonly string[];
}

export const SAMPLE_SCOPE: IMongoScope = { element: null, relative: true, outer: [] };

/** Whether a part of an expression reads `$$this` of the place where the expression stands. */
function readsThis(value: unknown): boolean {
  if (typeof value === 'string') {
    return value === '$$this' || value.startsWith('$$this.');
  }
  if (Array.isArray(value)) {
    return value.some(readsThis);
  }
  if (!isObject(value)) {
    return false;
  }
  return Object.entries(value).some(([key, part]) => {
    const bound = ['$filter', '$map', '$reduce'].includes(key) && isObject(part);
    return bound ? readsThis((part as Json)['input']) : readsThis(part);
  });
}

/**
 * Where the expression of a stage about labels stands: its paths are relative to the label, by
 * `$$this` or plainly; if both are used, the plain ones are the sample's.
 */
export const labelScope = (expression: unknown): IMongoScope => ({
  element: 'this',
  relative: !readsThis(expression),
  outer: []
});

/** Whether there are paths among the elements of a list. */
const readsFields = (list: readonly unknown[]): boolean =>
  list.some(element =>
    Array.isArray(element)
      ? readsFields(element)
      : typeof element === 'string' && element.startsWith('$')
  );

/** Operators that take their operands as they are. */
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
  $round: 'round',
  $trunc: 'trunc',
  $sqrt: 'sqrt',
  $exp: 'exp',
  $ln: 'ln',
  $log: 'log',
  $log10: 'log10',
  $sin: 'sin',
  $cos: 'cos',
  $tan: 'tan',
  $asin: 'arcsin',
  $acos: 'arccos',
  $atan: 'arctan',
  $sinh: 'sinh',
  $cosh: 'cosh',
  $tanh: 'tanh',
  $asinh: 'arcsinh',
  $acosh: 'arccosh',
  $atanh: 'arctanh',
  $isNumber: 'is_number',
  $isArray: 'is_array',
  $type: 'type',
  $toString: 'to_string',
  $toInt: 'to_int',
  $toLong: 'to_int',
  $toDouble: 'to_double',
  $toBool: 'to_bool',
  $toDate: 'to_date',
  $size: 'length',
  $sum: 'sum',
  $avg: 'mean',
  $min: 'min',
  $max: 'max',
  $arrayElemAt: 'at',
  $reverseArray: 'reverse',
  $concatArrays: 'extend',
  $setUnion: 'union',
  $setIntersection: 'intersection',
  $setDifference: 'difference',
  $setEquals: 'set_equals',
  $setIsSubset: 'is_subset',
  $concat: 'concat',
  $toLower: 'lower',
  $toUpper: 'upper',
  $strLenCP: 'strlen',
  $strLenBytes: 'strlen',
  $millisecond: 'millisecond',
  $second: 'second',
  $minute: 'minute',
  $hour: 'hour',
  $dayOfWeek: 'day_of_week',
  $dayOfMonth: 'day_of_month',
  $dayOfYear: 'day_of_year',
  $week: 'week',
  $month: 'month',
  $year: 'year'
};

function read(text: string, scope: IMongoScope): Expression {
  if (!text.startsWith('$$')) {
    const path = pathOf(text.slice(1));
    return scope.relative ? field(path) : { field: path, root: true };
  }
  const [name = '', ...rest] = text.slice(2).split('.');
  const path = pathOf(rest.join('.'));
  if (name === scope.element || (name === 'CURRENT' && scope.relative)) {
    return field(path);
  }
  if (name === 'ROOT' || name === 'CURRENT') {
    return scope.element === null ? field(path) : { field: path, root: true };
  }
  if (name === 'value') {
    return call('value');
  }
  throw new NotExpressible(
    scope.outer.includes(name)
      ? `'${text}' reads an element of a list from inside another list.`
      : `The variable '$$${name}' is not known.`
  );
}

/** The scope of the elements of a list. */
const inside = (scope: IMongoScope, name: string): IMongoScope => ({
  element: name,
  relative: false,
  outer: scope.element === null ? scope.outer : [...scope.outer, scope.element]
});

/** Operators whose operands have names. */
function named(op: string, args: Json, scope: IMongoScope): Expression | null {
  const of = (name: string): Expression => expressionOfMongo(args[name], scope);
  switch (op) {
    case '$filter':
    case '$map': {
      const name = typeof args['as'] === 'string' ? args['as'] : 'this';
      const body = op === '$filter' ? args['cond'] : args['in'];
      return call(
        op === '$filter' ? 'filter' : 'map',
        of('input'),
        expressionOfMongo(body, inside(scope, name))
      );
    }
    case '$reduce':
      return call(
        'reduce',
        of('input'),
        expressionOfMongo(args['in'], inside(scope, 'this')),
        of('initialValue')
      );
    case '$cond':
      return call('if_else', of('if'), of('then'), of('else'));
    case '$switch': {
      const branches = Array.isArray(args['branches']) ? (args['branches'] as Json[]) : [];
      const pairs = branches.flatMap(branch => [
        expressionOfMongo(branch['case'], scope),
        expressionOfMongo(branch['then'], scope)
      ]);
      return call('cases', ...pairs, 'default' in args ? of('default') : literal(null));
    }
    case '$regexMatch': {
      const options = args['options'];
      return typeof options === 'string' && options !== ''
        ? call('re_match', of('input'), of('regex'), literal(options))
        : call('re_match', of('input'), of('regex'));
    }
    case '$trim':
    case '$ltrim':
    case '$rtrim': {
      const name = ({ $trim: 'strip', $ltrim: 'lstrip', $rtrim: 'rstrip' } as const)[op];
      return 'chars' in args ? call(name, of('input'), of('chars')) : call(name, of('input'));
    }
    case '$replaceAll':
      return call('replace', of('input'), of('find'), of('replacement'));
    default:
      return null;
  }
}

/** Tests of null as comparisons, and lengths of lists that may be missing, said plainly. */
function shortForm(op: string, args: unknown, scope: IMongoScope): Expression | null {
  if ((op === '$gt' || op === '$lte') && Array.isArray(args) && args[1] === null) {
    const isNull = call('is_null', expressionOfMongo(args[0], scope));
    return op === '$gt' ? call('not', isNull) : isNull;
  }
  const inner = op === '$size' ? onlyEntry(Array.isArray(args) ? args[0] : args) : null;
  if (inner?.[0] === '$ifNull' && Array.isArray(inner[1])) {
    const [list, otherwise] = inner[1] as unknown[];
    return Array.isArray(otherwise) && otherwise.length === 0
      ? call('length', expressionOfMongo(list, scope))
      : null;
  }
  return null;
}

/** Operators that `positional` knows. */
const POSITIONAL: ReadonlySet<string> = new Set([
  '$in',
  '$cond',
  '$ifNull',
  '$slice',
  '$split',
  '$range',
  '$stdDevPop',
  '$stdDevSamp'
]);

/** Operators whose operands stand in another order or need others. */
function positional(op: string, args: readonly Expression[], raw: readonly unknown[]): Expression {
  const [a, b, c] = args as [Expression, Expression, Expression];
  switch (op) {
    case '$in':
      return Array.isArray(raw[1]) ? call('is_in', a, b) : call('contains', b, a);
    case '$cond':
      return call('if_else', a, b, c);
    case '$ifNull':
      return call('if_else', call('is_null', a), b, a);
    case '$slice':
      return args.length === 2
        ? call('slice', a, literal(0), b)
        : call('slice', a, b, call('add', b, c));
    case '$split':
      return call('split', a, b);
    case '$range':
      return call('range', a, b);
    case '$stdDevPop':
      return call('std', a);
    default:
      return call('std', a, literal(true));
  }
}

/**
 * @param scope where the expression stands
 * @throws NotExpressible naming what has no form as an expression of ours
 */
export function expressionOfMongo(value: unknown, scope: IMongoScope): Expression {
  if (typeof value === 'string') {
    return value.startsWith('$') ? read(value, scope) : literal(value);
  }
  const constant = literalOf(value);
  if (constant !== undefined && !(Array.isArray(value) && readsFields(value))) {
    return literal(constant);
  }
  if (Array.isArray(value)) {
    return call('list', ...value.map(element => expressionOfMongo(element, scope)));
  }
  const entry = onlyEntry(value);
  if (!entry) {
    throw new NotExpressible('An object with several keys is no expression.');
  }
  const [op, args] = entry;
  if (op === '$literal') {
    return literal(requireLiteral(args));
  }
  if (isObject(args)) {
    const found = named(op, args, scope);
    if (found) {
      return found;
    }
  }
  const short = shortForm(op, args, scope);
  if (short) {
    return short;
  }
  const same = SAME[op];
  if (!same && !POSITIONAL.has(op)) {
    throw new NotExpressible(`The operator ${op} has no form here.`);
  }
  const raw: readonly unknown[] = Array.isArray(args) ? (args as unknown[]) : [args];
  const operands = raw.map(arg => expressionOfMongo(arg, scope));
  return same ? call(same, ...operands) : positional(op, operands, raw);
}

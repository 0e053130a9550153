/** Operators of the relational form as SQL of DuckDB. */
import type { Rel, RelOperator } from '../../query/relational';
import { numberSql } from './number-sql';
import { idEqualsSql, idInSql, valueSql } from './duckdb-dialect';

/** Operators whose result is never null. */
const CERTAIN: ReadonlySet<RelOperator> = new Set([
  'eq',
  'lt',
  'le',
  'in',
  'and',
  'or',
  'not',
  'is_true',
  'is_null',
  'is_finite',
  'starts_with',
  'ends_with',
  'contains',
  'regular_expression'
]);

const isKnown = (rel: Rel): boolean => rel.kind === 'literal' && rel.value !== null;

/** A test that is null if an operand is null, made false where that matters. */
const certain = (test: string, loose: boolean): string =>
  loose ? `(${test})` : `coalesce(${test}, FALSE)`;

function conditionSql(rel: Rel, loose: boolean): string {
  const whole =
    (rel.kind === 'call' && CERTAIN.has(rel.op)) ||
    rel.kind === 'code_in' ||
    rel.kind === 'in_rows' ||
    rel.kind === 'in_set' ||
    (rel.kind === 'literal' && rel.type === 'bool');
  if (whole) {
    return valueSql(rel, loose);
  }
  const value = valueSql(rel);
  switch (rel.type) {
    case 'bool':
      return certain(value, loose);
    case 'number':
      return certain(`${value} <> 0`, loose);
    case 'null':
      return 'FALSE';
    default:
      return `(${value} IS NOT NULL)`;
  }
}

function equalsSql(a: Rel, b: Rel, loose: boolean): string {
  const [id, other] = a.kind === 'id' ? [a, b] : [b, a];
  if (id.kind === 'id' && other.kind === 'literal') {
    return idEqualsSql(id.alias, String(other.value));
  }
  const [x, y] = [valueSql(a), valueSql(b)];
  return isKnown(a) || isKnown(b)
    ? certain(`${x} = ${y}`, loose)
    : `(${x} IS NOT DISTINCT FROM ${y})`;
}

/** Null is below everything. */
function lessSql(operator: '<' | '<=', a: Rel, b: Rel, loose: boolean): string {
  const [x, y] = [valueSql(a), valueSql(b)];
  if (isKnown(a)) {
    return certain(`${x} ${operator} ${y}`, loose);
  }
  if (isKnown(b)) {
    return `(${x} IS NULL OR ${x} ${operator} ${y})`;
  }
  return operator === '<'
    ? `(${y} IS NOT NULL AND (${x} IS NULL OR ${x} < ${y}))`
    : `(${x} IS NULL OR ${certain(`${x} <= ${y}`, false)})`;
}

function inSql([value, ...list]: readonly Rel[], loose: boolean): string {
  const subject = value as Rel;
  if (subject.kind === 'id') {
    return idInSql(
      subject.alias,
      list.map(id => (id.kind === 'literal' ? String(id.value) : ''))
    );
  }
  return certain(`${valueSql(subject)} IN (${list.map(v => valueSql(v)).join(', ')})`, loose);
}

const chain = (values: readonly string[], operator: string): string =>
  values.length === 1 ? (values[0] as string) : `(${values.join(` ${operator} `)})`;

/** SQL of an operator; `loose`: a condition may be null where it is false. */
export function operatorSql(op: RelOperator, args: readonly Rel[], loose: boolean): string {
  const [a, b, c] = args as [Rel, Rel, Rel];
  const values = (): string[] => args.map(arg => valueSql(arg));
  const first = (): string => valueSql(a);
  switch (op) {
    case 'eq':
      return equalsSql(a, b, loose);
    case 'lt':
      return lessSql('<', a, b, loose);
    case 'le':
      return lessSql('<=', a, b, loose);
    case 'in':
      return inSql(args, loose);
    case 'and':
      return chain(
        args.map(arg => conditionSql(arg, loose)),
        'AND'
      );
    case 'or':
      return chain(
        args.map(arg => conditionSql(arg, loose)),
        'OR'
      );
    case 'not':
      return `(NOT ${conditionSql(a, false)})`;
    case 'is_true':
      return conditionSql(a, loose);
    case 'is_null':
      return `(${first()} IS NULL)`;
    case 'is_finite':
      return certain(`isfinite(${first()})`, loose);
    case 'if':
      return `(CASE WHEN ${conditionSql(a, true)} THEN ${valueSql(b)} ELSE ${valueSql(c)} END)`;
    case 'add':
    case 'sub':
    case 'mul':
      return chain(values(), { add: '+', sub: '-', mul: '*' }[op]);
    case 'case': {
      const last = args.length - 1;
      const branches = args
        .slice(0, last)
        .map((arg, i) =>
          i % 2 === 0 ? `WHEN ${conditionSql(arg, true)}` : `THEN ${valueSql(arg)}`
        );
      return `(CASE ${branches.join(' ')} ELSE ${valueSql(args[last] as Rel)} END)`;
    }
    case 'least':
    case 'greatest':
      return `${op}(${values().join(', ')})`;
    case 'strlen':
      return `length(${first()})::DOUBLE`;
    case 'lower':
    case 'upper':
      return `${op}(${first()})`;
    case 'concat':
      return chain(values(), '||');
    case 'substr':
      return `substring(${first()}, ${[b, c].map(n => `${valueSql(n)}::BIGINT`).join(', ')})`;
    case 'replace':
      return `replace(${values().join(', ')})`;
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      return `${{ strip: 'trim', lstrip: 'ltrim', rstrip: 'rtrim' }[op]}(${values().join(', ')})`;
    case 'starts_with':
    case 'ends_with':
    case 'contains':
      return certain(`${op}(${values().join(', ')})`, loose);
    case 'regular_expression':
      return certain(`regexp_matches(${values().join(', ')})`, loose);
    default: {
      const sql = numberSql(op, values());
      if (sql === null) {
        throw new TypeError(`The columns do not know the operator ${op}.`);
      }
      return sql;
    }
  }
}

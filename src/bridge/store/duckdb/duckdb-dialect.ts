/** The relational form as SQL of DuckDB. */
import type { IDialect, IRows, ISelect, Rel, RelAggregate, RelKey } from '../../query/relational';
import { operatorSql } from './operator-sql';
import { randomSql } from './random-sql';
import { quoteLiteral, quoteName } from './sql-literal';

/** Where sets of rows live: see column-database.ts. */
export const SETS = 'sets';

const AGGREGATES: Record<RelAggregate, string> = {
  count: 'count',
  sum: 'sum',
  mean: 'avg',
  min: 'min',
  max: 'max',
  first: 'first',
  deviation: 'stddev_pop',
  sample_deviation: 'stddev_samp'
};

function keySql(alias: string, by: RelKey): string {
  return by === 'sample' ? `${alias}.rid` : `(${alias}.rid, ${alias}.pos)`;
}

function fromSql(rows: IRows): string {
  const from = `${quoteName(rows.table)} ${rows.alias}`;
  return rows.sample === null
    ? from
    : `${from} JOIN ${quoteName(rows.samples)} ${rows.sample} ON ${rows.sample}.rid = ${rows.alias}.rid`;
}

function whereSql(conditions: readonly string[]): string {
  return conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
}

/** The three numbers that an id is kept as, or null if the text is no id. */
function idParts(id: string): number[] | null {
  return /^[0-9a-f]{24}$/.test(id)
    ? [0, 1, 2].map(i => parseInt(id.slice(8 * i, 8 * i + 8), 16))
    : null;
}

/** `i0 = … AND i1 = … AND i2 = …`, or FALSE if the text is no id. */
export function idEqualsSql(alias: string, id: string): string {
  const parts = idParts(id);
  return parts ? `(${parts.map((part, i) => `${alias}.i${i} = ${part}`).join(' AND ')})` : 'FALSE';
}

/** Ids up to which comparing one by one is faster than looking up in a table of them. */
const FEW_IDS = 8;

/** Whether the id is one of these. */
export function idInSql(alias: string, ids: readonly string[]): string {
  if (ids.length <= FEW_IDS) {
    return ids.length === 0 ? 'FALSE' : `(${ids.map(id => idEqualsSql(alias, id)).join(' OR ')})`;
  }
  const known = [...new Set(ids)].flatMap(id => {
    const parts = idParts(id);
    return parts ? [parts] : [];
  });
  // One text per column: as rows of literals, many ids take the engine seconds to read.
  const column = (i: number): string =>
    `unnest(string_split('${known.map(parts => parts[i]).join(',')}', ',')::UINTEGER[])`;
  const own = [0, 1, 2].map(i => `${alias}.i${i}`).join(', ');
  return known.length === 0
    ? 'FALSE'
    : `((${own}) IN (SELECT ${[0, 1, 2].map(column).join(', ')}))`;
}

/**
 * SQL of a value. With `loose`, a condition may be null where it is false: enough for WHERE, and
 * what DuckDB can push into its scans.
 */
export function valueSql(rel: Rel, loose = false): string {
  switch (rel.kind) {
    case 'column':
      return `${rel.alias}.${quoteName(rel.column)}`;
    case 'id':
      return `format('{:08x}{:08x}{:08x}', ${rel.alias}.i0, ${rel.alias}.i1, ${rel.alias}.i2)`;
    case 'text':
      return `(SELECT d.value FROM ${quoteName(rel.dictionary)} d WHERE d.code = ${valueSql(rel.code)})`;
    case 'literal':
      return rel.type === 'null' ? 'NULL' : quoteLiteral(rel.value);
    case 'call':
      return operatorSql(rel.op, rel.args, loose);
    case 'random':
      return randomSql(rel.seed, rel.sample, rel.label);
    case 'code_in':
      return codeInSql(rel.code, rel.codes, rel.orNull, loose);
    case 'in_set':
      return (
        `${keySql(rel.alias, rel.by)} IN (SELECT ${rel.by === 'sample' ? 'rid' : 'rid, pos'} ` +
        `FROM ${SETS}.${quoteName(rel.set)})`
      );
    case 'set_position':
      return `(SELECT p.pos FROM ${SETS}.${quoteName(rel.set)} p WHERE p.rid = ${rel.alias}.rid)`;
    case 'in_rows': {
      const { rows } = rel;
      const key =
        rel.by === 'sample' ? `${rows.alias}.rid` : `${rows.alias}.rid, ${rows.alias}.pos`;
      const where = whereSql(rows.where.map(condition => valueSql(condition, true)));
      return `${keySql(rel.alias, rel.by)} IN (SELECT ${key} FROM ${fromSql(rows)}${where})`;
    }
    case 'of_rows': {
      const { rows } = rel;
      const where = [
        `${rows.alias}.rid = ${rel.alias}.rid`,
        ...(rel.by === 'label' ? [`${rows.alias}.pos = ${rel.alias}.pos`] : []),
        ...rows.where.map(condition => valueSql(condition, true))
      ];
      const value = rel.value === null ? '*' : valueSql(rel.value);
      return `(SELECT ${AGGREGATES[rel.aggregate]}(${value}) FROM ${fromSql(rows)}${whereSql(where)})`;
    }
    case 'quantile':
      return `quantile_disc(${valueSql(rel.value)}, ${quoteLiteral(rel.fraction)})`;
    case 'aggregate': {
      const value = rel.value === null ? '*' : valueSql(rel.value);
      return `${AGGREGATES[rel.aggregate]}(${rel.distinct ? 'DISTINCT ' : ''}${value})`;
    }
  }
}

function codeInSql(code: Rel, codes: readonly number[], orNull: boolean, loose: boolean): string {
  const value = valueSql(code);
  if (codes.length === 0) {
    return orNull ? `(${value} IS NULL)` : 'FALSE';
  }
  const test = codes.length === 1 ? `${value} = ${codes[0]}` : `${value} IN (${codes.join(', ')})`;
  if (orNull) {
    return `(${value} IS NULL OR ${test})`;
  }
  return loose ? `(${test})` : `coalesce(${test}, FALSE)`;
}

export class DuckDBDialect implements IDialect {
  select({ columns, rows, groupBy, orderBy, limit }: ISelect): string {
    const list = columns.map(({ name, value }) => `${valueSql(value)} AS ${quoteName(name)}`);
    let sql = `SELECT ${list.join(', ')} FROM ${fromSql(rows)}`;
    sql += whereSql(rows.where.map(condition => valueSql(condition, true)));
    if (groupBy && groupBy.length > 0) {
      sql += ` GROUP BY ${groupBy.map(value => valueSql(value)).join(', ')}`;
    }
    // DuckDB refuses to sort by constants.
    const sorted = (orderBy ?? []).filter(({ value }) => value.kind !== 'literal');
    if (sorted.length > 0) {
      const keys = sorted.map(
        ({ value, reverse }) =>
          `${valueSql(value)} ${reverse ? 'DESC NULLS LAST' : 'ASC NULLS FIRST'}`
      );
      sql += ` ORDER BY ${keys.join(', ')}`;
    }
    return limit === undefined ? sql : `${sql} LIMIT ${limit}`;
  }
}

/** Which rows have equal keys, as SQL of DuckDB. */
import { rid, type IRows, type ISelect, type Rel } from '../../query/relational';

/**
 * Row ids and, for each, the smallest one among the rows with the same keys; null is a key too.
 * Aggregating and joining by hash is several times faster than a window over sorted keys.
 */
export function groupSql(
  select: (query: ISelect) => string,
  rows: IRows,
  keys: readonly Rel[]
): string {
  const names = keys.map((_, i) => `k${i}`);
  const inner = select({
    columns: [
      { name: 'rid', value: rid(rows.alias) },
      ...keys.map((value, i) => ({ name: names[i] as string, value }))
    ],
    rows
  });
  const on = names.map(name => `t.${name} IS NOT DISTINCT FROM g.${name}`).join(' AND ');
  return (
    `WITH t AS MATERIALIZED (${inner}), ` +
    `g AS (SELECT ${names.join(', ')}, min(rid) AS head FROM t GROUP BY ${names.join(', ')}) ` +
    `SELECT t.rid, g.head FROM t JOIN g ON ${on}`
  );
}

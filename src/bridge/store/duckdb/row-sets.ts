/** Sets of rows beside the columns, in memory: what views were computed to, and what to delete. */
import type { ColumnDatabase } from './column-database';
import { SETS } from './duckdb-dialect';
import { quoteName } from './sql-literal';
import { TableWriter } from './table-writer';
import type { DuckDBConnection } from '@duckdb/node-api';

let serial = 0;

export async function makeSet(
  database: ColumnDatabase,
  rids: Uint32Array,
  positions: Uint32Array | null
): Promise<string> {
  const name = `set_${++serial}`;
  await database.withConnection(async connection => {
    const columns = positions ? 'rid UINTEGER, pos UINTEGER' : 'rid UINTEGER';
    await connection.run(`CREATE TABLE ${SETS}.${name} (${columns})`);
    const types = positions ? (['UINTEGER', 'UINTEGER'] as const) : (['UINTEGER'] as const);
    const writer = await TableWriter.open(connection, name, types, SETS);
    for (let i = 0; i < rids.length; i++) {
      writer.set(0, rids[i] as number);
      if (positions) {
        writer.set(1, positions[i] as number);
      }
      writer.next();
    }
    writer.close();
  });
  return name;
}

export async function dropSet(connection: DuckDBConnection, name: string): Promise<void> {
  await connection.run(`DROP TABLE IF EXISTS ${SETS}.${quoteName(name)}`);
}

/**
 * Runs `body` with a condition that a table's `rid` is one of `rids`. The rows lie in a temporary
 * table of the connection: part of its transaction, which may write to one database only.
 */
export async function withRows(
  connection: DuckDBConnection,
  rids: Uint32Array,
  body: (inRowsSql: string) => Promise<void>
): Promise<void> {
  if (rids.length === 0) {
    return;
  }
  const name = `rows_${++serial}`;
  await connection.run(`CREATE TEMP TABLE ${name} (rid UINTEGER)`);
  const writer = await TableWriter.open(connection, name, ['UINTEGER'], 'temp');
  rids.forEach(rid => {
    writer.set(0, rid);
    writer.next();
  });
  writer.close();
  await body(`rid IN (SELECT rid FROM temp.${name})`);
  await connection.run(`DROP TABLE temp.${name}`);
}

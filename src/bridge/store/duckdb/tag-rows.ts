/** Tags rows of a dataset in its columns, or takes a tag from them. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { IDatasetLayout } from './dataset-layout';
import type { ITagChange } from './pending-changes';
import { withRows } from './row-sets';
import { quoteName } from './sql-literal';

/** `code`: the number of the tag in the dataset's dictionary. */
export function tagRows(
  connection: DuckDBConnection,
  layout: IDatasetLayout,
  rids: Uint32Array,
  { remove, at }: ITagChange,
  code: number
): Promise<void> {
  const modified = layout.columns.find(column => column.path === 'last_modified_at');
  return withRows(connection, rids, async inRows => {
    const tags = quoteName(layout.tags);
    const samples = quoteName(layout.samples);
    await connection.run(`DELETE FROM ${tags} WHERE tag = ${code} AND ${inRows}`);
    if (!remove) {
      await connection.run(
        `INSERT INTO ${tags} SELECT rid, ${code} FROM ${samples} WHERE ${inRows}`
      );
    }
    if (modified) {
      const column = quoteName(modified.column);
      await connection.run(
        `UPDATE ${samples} SET ${column} = greatest(${column}, ${at}) WHERE ${inRows}`
      );
    }
  });
}

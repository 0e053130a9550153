/** Datasets that are derived from others: patches, clips, frames. */
import type { IDatasetInfo } from '../../../protocol';
import { datasetRow, findDatasetRow, toRow } from './dataset-rows';
import { appendOperation } from './operation-log';
import type { SqliteFile } from './sqlite-file';

/** All of them, in the order in which they were made. */
export const listDerived = (db: SqliteFile): IDatasetInfo[] =>
  db
    .all('SELECT * FROM datasets WHERE source IS NOT NULL ORDER BY key')
    .map(row => toRow(row).info);

/**
 * Gives the content of one dataset to the id of another, which need not exist; that one goes on
 * under the id of the first, until it is deleted. Called inside a transaction. Who follows the
 * operations of `id` starts again from the documents.
 */
export function takePlace(db: SqliteFile, dataset: string, id: string): void {
  const { key } = datasetRow(db, dataset);
  const old = findDatasetRow(db, id);
  const rename = (of: number, to: string): void => {
    db.run('UPDATE datasets SET id = ? WHERE key = ?', to, of);
  };
  rename(key, `${id}.new`);
  if (old) {
    rename(old.key, dataset);
  }
  rename(key, id);
  const seq = appendOperation(db, id, Date.now(), { kind: 'info' });
  db.run('UPDATE datasets SET trimmed_seq = ? WHERE key = ?', seq, key);
}

/** Copies the rows of a dataset into an empty one, as they are: row numbers and label numbers stay. */
import type { IDatasetRow } from './dataset-rows';
import { appendOperation } from './operation-log';
import type { SqliteFile } from './sqlite-file';
import { MAX_LABEL_FIELDS } from './store-format';

/** What belongs to a dataset as a whole and is saved with it: `[table, columns]`. */
const SAVED = [
  ['label_fields', 'name, code'],
  [
    'workspaces',
    'slug, name, description, color, spaces, created_at, last_modified_at, last_loaded_at'
  ],
  ['saved_documents', 'kind, key, document, content']
] as const;

/** What is kept by row: copied last, when no row changes any more. */
const SETS = [
  ['tags', 'code, name'],
  ['tag_segments', 'segment, tag, rids'],
  ['media_sizes', 'rid, width, height'],
  ['unique_values', 'name, value, rid']
] as const;

function copyTables(
  db: SqliteFile,
  tables: readonly (readonly [string, string])[],
  source: number,
  target: number
): void {
  for (const [table, columns] of tables) {
    db.run(`DELETE FROM ${table} WHERE dataset = ?`, target);
    db.run(
      `INSERT INTO ${table} (dataset, ${columns}) SELECT ?, ${columns} FROM ${table} WHERE dataset = ?`,
      target,
      source
    );
  }
}

/** Copies what is saved with a dataset. */
export const copySaved = (db: SqliteFile, source: number, target: number): void =>
  copyTables(db, SAVED, source, target);

/** Copies the rows of a range, in place of what the target has there. */
export function copyRange(
  db: SqliteFile,
  source: number,
  target: number,
  first: number,
  last: number
): void {
  const labels = [first * MAX_LABEL_FIELDS, (last + 1) * MAX_LABEL_FIELDS - 1] as const;
  const now = Date.now();
  db.run(`DELETE FROM samples_${target} WHERE rid BETWEEN ? AND ?`, first, last);
  db.run(`DELETE FROM labels_${target} WHERE key BETWEEN ? AND ?`, ...labels);
  db.run(
    `INSERT INTO samples_${target} (rid, id, filepath, created, modified, core)
     SELECT rid, id, filepath, ?, ?, core FROM samples_${source} WHERE rid BETWEEN ? AND ?`,
    now,
    now,
    first,
    last
  );
  db.run(
    `INSERT INTO labels_${target} SELECT key, document FROM labels_${source}
     WHERE key BETWEEN ? AND ?`,
    ...labels
  );
}

/** Copies the sets of rows and tags and counts the rows: the last step. */
export function copySets(db: SqliteFile, source: IDatasetRow, target: IDatasetRow): void {
  copyTables(db, SETS, source.key, target.key);
  copyTables(db, SAVED.slice(0, 1), source.key, target.key);
  db.run(
    'UPDATE datasets SET count = ?, next_rid = ? WHERE key = ?',
    source.info.count,
    source.nextRid,
    target.key
  );
  if (source.info.count > 0) {
    const added = { kind: 'added', first: 1, last: source.nextRid - 1 } as const;
    appendOperation(db, target.info.id, Date.now(), added);
  }
}

/** A derived dataset becomes one of its own. */
export function publish(db: SqliteFile, { key, info }: IDatasetRow): void {
  db.run('UPDATE datasets SET source = NULL WHERE key = ?', key);
  appendOperation(db, info.id, Date.now(), { kind: 'info' });
}

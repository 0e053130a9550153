/** What the store keeps of fields besides their values: names of label fields, dates, times. */
import type { IFieldSpec } from '../../../protocol';
import type { IDatasetRow } from './dataset-rows';
import { appendOperation } from './operation-log';
import type { SqliteFile } from './sqlite-file';
import { PRESENT } from './store-format';
import { readSet, touchRows } from './tag-sets';

/** The schema with a date for each field that was not there before. */
export function dateNewFields(
  before: readonly IFieldSpec[],
  fields: readonly IFieldSpec[],
  now: number
): IFieldSpec[] {
  const known = new Map(before.map(field => [field.name, field]));
  return fields.map(field => {
    const old = known.get(field.name);
    const inner = field.fields && dateNewFields(old?.fields ?? [], field.fields, now);
    const dated = inner ? { ...field, fields: inner } : field;
    if (old) {
      return dated;
    }
    // A field that was renamed keeps its date.
    return { ...dated, created_at: field.created_at ?? now };
  });
}

/** Gives the labels of a field to another one, without touching a single label. */
export function renameLabelField(db: SqliteFile, row: IDatasetRow, from: string, to: string): void {
  const { key, info } = row;
  // A field of that name that was deleted has left its number behind, but no labels.
  db.run('DELETE FROM label_fields WHERE dataset = ? AND name = ?', key, to);
  db.run('UPDATE label_fields SET name = ? WHERE dataset = ? AND name = ?', to, key, from);
  const rids = readSet(db, key, PRESENT);
  if (rids.length > 0) {
    const now = Date.now();
    touchRows(db, key, rids, now);
    appendOperation(db, info.id, now, { kind: 'updated', rids, fields: [from, to] });
  }
}

/** The dataset counts as modified when its samples were. */
export function syncLastModified(db: SqliteFile, key: number): void {
  const latest = db.get(`SELECT max(modified) AS at FROM samples_${key}`)?.['at'] as number | null;
  const tagged = db
    .all('SELECT times FROM tag_times WHERE dataset = ?', key)
    .reduce((most, row) => {
      const times = new Float64Array((row['times'] as Uint8Array).slice().buffer);
      return Math.max(most, ...times);
    }, 0);
  db.run(
    'UPDATE datasets SET last_modified_at = max(last_modified_at, ?) WHERE key = ?',
    Math.max(latest ?? 0, tagged),
    key
  );
}

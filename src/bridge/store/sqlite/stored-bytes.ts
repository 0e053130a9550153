/** How many bytes samples take as they are stored. */
import type { IStoredBytes } from '../document-store';
import { labelFieldCodes } from './dataset-rows';
import type { SqliteFile } from './sqlite-file';
import { MAX_LABEL_FIELDS } from './store-format';

/** The bytes of rows, which are ascending; rows between them are left out. */
export function storedBytes(db: SqliteFile, key: number, rids: Uint32Array): IStoredBytes {
  const first = rids[0];
  const last = rids.at(-1);
  const total: IStoredBytes = { samples: 0, frames: 0 };
  if (first === undefined || last === undefined) {
    return total;
  }
  const wanted = rids.length === last - first + 1 ? null : new Set(rids);
  const isWanted = (rid: number): boolean => wanted === null || wanted.has(rid);
  const rows = db.all(
    `SELECT rid, length(core) AS bytes FROM samples_${key} WHERE rid BETWEEN ? AND ?`,
    first,
    last
  );
  for (const row of rows) {
    if (isWanted(row['rid'] as number)) {
      total.samples += row['bytes'] as number;
    }
  }
  const names = labelFieldCodes(db, key);
  const documents = db.all(
    `SELECT key, length(document) AS bytes FROM labels_${key} WHERE key BETWEEN ? AND ?`,
    first * MAX_LABEL_FIELDS,
    last * MAX_LABEL_FIELDS + MAX_LABEL_FIELDS - 1
  );
  for (const row of documents) {
    const at = row['key'] as number;
    if (isWanted(Math.floor(at / MAX_LABEL_FIELDS))) {
      const isFrames = names.get(at % MAX_LABEL_FIELDS) === 'frames';
      total[isFrames ? 'frames' : 'samples'] += row['bytes'] as number;
    }
  }
  return total;
}

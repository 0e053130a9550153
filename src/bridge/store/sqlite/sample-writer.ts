/** Writes of samples: their rows, label documents and tags. Called inside a transaction. */
import { mediaTypeOf } from '../../datasets/documents/media-type';
import { buildMap, setPath } from '../../datasets/documents/messagepack-map';
import { readString } from '../../datasets/documents/messagepack-walk';
import { idToHex } from '../../datasets/documents/object-id';
import { RequestError } from '../../request-error';
import type { INewSample, ISampleUpdate } from '../document-store';
import { labelFieldCodes, type IDatasetRow } from './dataset-rows';
import type { SqliteFile } from './sqlite-file';
import { isUniqueViolation } from './storage-error';
import { MAX_LABEL_FIELDS, PRESENT } from './store-format';
import { changeSet, tagCode, tagNames } from './tag-sets';

/** Name → code of label fields, giving a new code to a name that has none. */
export function labelCodes(db: SqliteFile, row: IDatasetRow): (name: string) => number {
  const codes = new Map([...labelFieldCodes(db, row.key)].map(([code, name]) => [name, code]));
  let next = Math.max(-1, ...codes.values()) + 1;
  return name => {
    let code = codes.get(name);
    if (code === undefined) {
      code = next++;
      if (code >= MAX_LABEL_FIELDS) {
        throw new RequestError(
          'invalid',
          `The dataset '${row.info.name}' has ${MAX_LABEL_FIELDS} label fields, which is the most there can be; '${name}' cannot be added.`,
          { dataset: row.info.id, field: name }
        );
      }
      codes.set(name, code);
      db.run(
        'INSERT INTO label_fields (dataset, name, code) VALUES (?, ?, ?)',
        row.key,
        name,
        code
      );
    }
    return code;
  };
}

/** Inserts samples with the next row ids. Returns the first row id. */
export function insertSamples(
  db: SqliteFile,
  row: IDatasetRow,
  samples: readonly INewSample[],
  at: number
): number {
  const first = row.nextRid;
  const codeOf = labelCodes(db, row);
  const insertSample = `INSERT INTO samples_${row.key} (rid, id, filepath, created, modified, core) VALUES (?, ?, ?, ?, ?, ?)`;
  const insertLabel = `INSERT INTO labels_${row.key} (key, document) VALUES (?, ?)`;
  const tagged = new Map<string, number[]>();
  let rid = first;
  for (const sample of samples) {
    try {
      db.run(insertSample, rid, sample.id, sample.filepath, at, at, sample.core);
    } catch (error) {
      if (isUniqueViolation(error)) {
        const id = idToHex(sample.id);
        throw new RequestError(
          'conflict',
          `The dataset '${row.info.name}' already has a sample with the id ${id} (${sample.filepath}); no sample was added. Give the new sample an id of its own.`,
          { dataset: row.info.id, sample_id: id, filepath: sample.filepath }
        );
      }
      throw error;
    }
    for (const name in sample.labels) {
      db.run(insertLabel, rid * MAX_LABEL_FIELDS + codeOf(name), sample.labels[name] as Uint8Array);
    }
    for (const tag of new Set(sample.tags)) {
      const rids = tagged.get(tag);
      if (rids) {
        rids.push(rid);
      } else {
        tagged.set(tag, [rid]);
      }
    }
    rid++;
  }
  changeSet(
    db,
    row.key,
    PRESENT,
    Uint32Array.from(samples, (_, i) => first + i),
    true
  );
  for (const [tag, rids] of tagged) {
    changeSet(db, row.key, tagCode(db, row.key, tag, true) as number, new Uint32Array(rids), true);
  }
  db.run(
    'UPDATE datasets SET next_rid = ?, count = count + ?, media_type = coalesce(media_type, ?) WHERE key = ?',
    rid,
    samples.length,
    samples[0] ? mediaTypeOf(samples[0].filepath) : null,
    row.key
  );
  return first;
}

/** Writes what an update sets in `core`, and when; false if there is no such row. */
function updateCore(db: SqliteFile, table: string, update: ISampleUpdate, at: number): boolean {
  const { rid, set } = update;
  if (set.size === 0) {
    return db.run(`UPDATE ${table} SET modified = ? WHERE rid = ?`, at, rid) > 0;
  }
  const stored = db.get(`SELECT core FROM ${table} WHERE rid = ?`, rid);
  if (!stored) {
    return false;
  }
  let core = stored['core'] as Uint8Array;
  for (const [path, value] of set) {
    core = setPath(core, path.split('.'), value);
  }
  const filepath = set.get('filepath');
  if (filepath) {
    db.run(`UPDATE ${table} SET filepath = ? WHERE rid = ?`, readString(filepath, 0), rid);
  }
  db.run(
    `UPDATE ${table} SET core = ?, modified = ? WHERE rid = ?`,
    core.length > 0 ? core : buildMap(new Map()),
    at,
    rid
  );
  return true;
}

/**
 * Applies one update but for its tags. Returns the top-level fields it changed; null if there is no
 * such row.
 */
export function updateSample(
  db: SqliteFile,
  row: IDatasetRow,
  update: ISampleUpdate,
  codeOf: (name: string) => number,
  at: number
): Set<string> | null {
  const fields = new Set<string>();
  if (!updateCore(db, `samples_${row.key}`, update, at)) {
    return null;
  }
  for (const path of update.set.keys()) {
    fields.add(path.split('.')[0] as string);
  }
  for (const [name, document] of Object.entries(update.labels)) {
    const key = update.rid * MAX_LABEL_FIELDS + codeOf(name);
    if (document) {
      db.run(
        `INSERT INTO labels_${row.key} (key, document) VALUES (?, ?) ` +
          'ON CONFLICT (key) DO UPDATE SET document = excluded.document',
        key,
        document
      );
    } else {
      db.run(`DELETE FROM labels_${row.key} WHERE key = ?`, key);
    }
    fields.add(name);
  }
  return fields;
}

/** Removes existing rows (ascending) and everything known of them; `at`: when, in ms. */
export function removeSamples(
  db: SqliteFile,
  row: IDatasetRow,
  rids: Uint32Array,
  at: number
): void {
  const { key } = row;
  for (const rid of rids) {
    db.run(`DELETE FROM samples_${key} WHERE rid = ?`, rid);
    const first = rid * MAX_LABEL_FIELDS;
    db.run(
      `DELETE FROM labels_${key} WHERE key BETWEEN ? AND ?`,
      first,
      first + MAX_LABEL_FIELDS - 1
    );
    db.run('DELETE FROM media_sizes WHERE dataset = ? AND rid = ?', key, rid);
  }
  for (const code of tagNames(db, key).keys()) {
    changeSet(db, key, code, rids, false);
  }
  changeSet(db, key, PRESENT, rids, false);
  db.run(
    "UPDATE datasets SET count = count - ?, properties = json_set(properties, '$.last_deletion_at', ?) WHERE key = ?",
    rids.length,
    at,
    key
  );
}

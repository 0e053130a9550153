/** Reads samples by row id: single rows, or whole ranges where the rows asked for lie together. */
import type { ISampleSelection, IStoredSample } from '../document-store';
import { withTimes } from '../../datasets/documents/sample-times';
import { labelFieldCodes } from './dataset-rows';
import type { Row, SqliteFile } from './sqlite-file';
import { MAX_LABEL_FIELDS, TAG_SEGMENT } from './store-format';
import { hasBit } from './tag-segment';
import { segmentTags, tagNames, tagTimes } from './tag-sets';

/** Rows read at once: few enough that masks do not pile up. */
const CHUNK = 256;
const EMPTY = new Uint8Array(0);

/** Whether rows lie so close together that reading the range is cheaper than one by one. */
function isDense(rids: Uint32Array): boolean {
  for (let i = 1; i < rids.length; i++) {
    if ((rids[i] as number) <= (rids[i - 1] as number)) {
      return false;
    }
  }
  return (rids.at(-1) as number) - (rids[0] as number) < 4 * rids.length;
}

/** `SELECT … WHERE` of label documents of the fields wanted; null if none can be there. */
function labelQuery(
  key: number,
  codes: ReadonlyMap<number, string>,
  fields: readonly string[] | null
): string | null {
  const wanted = [...codes].filter(([, name]) => fields === null || fields.includes(name));
  if (wanted.length === 0) {
    return null;
  }
  const list = wanted.map(([code]) => code).join(', ');
  const only = wanted.length === codes.size ? '' : ` AND key % ${MAX_LABEL_FIELDS} IN (${list})`;
  return `SELECT key, document FROM labels_${key} WHERE key BETWEEN ? AND ?${only}`;
}

export function* readSamples(
  db: SqliteFile,
  key: number,
  rids: Uint32Array,
  selection: ISampleSelection
): Generator<IStoredSample> {
  const codes = labelFieldCodes(db, key);
  const labels = labelQuery(key, codes, selection.labels);
  const names = selection.tags ? tagNames(db, key) : new Map<number, string>();
  const tagTime = tagTimes(db, key);
  const columns = selection.core ? 'rid, id, created, modified, core' : 'rid, id';
  let segment = -1;
  let tags: ReturnType<typeof segmentTags> = [];

  const tagsOf = (rid: number): string[] => {
    const wanted = Math.floor(rid / TAG_SEGMENT);
    if (wanted !== segment) {
      segment = wanted;
      tags = segmentTags(db, key, names, segment);
    }
    return tags.filter(tag => hasBit(tag.bitmap, rid % TAG_SEGMENT)).map(tag => tag.name);
  };
  const coreOf = (row: Row): Uint8Array =>
    withTimes(
      row['core'] as Uint8Array,
      row['created'] as number,
      Math.max(row['modified'] as number, tagTime(row['rid'] as number))
    );
  const toSample = (row: Row, documents: Row[], from: number, to: number): IStoredSample => {
    const found: Record<string, Uint8Array> = {};
    for (let i = from; i < to; i++) {
      const label = documents[i] as Row;
      const name = codes.get((label['key'] as number) % MAX_LABEL_FIELDS);
      if (name !== undefined) {
        found[name] = label['document'] as Uint8Array;
      }
    }
    const rid = row['rid'] as number;
    return {
      rid,
      id: row['id'] as Uint8Array,
      core: selection.core ? coreOf(row) : EMPTY,
      labels: found,
      tags: selection.tags && names.size > 0 ? tagsOf(rid) : []
    };
  };
  const lastKey = (rid: number): number => rid * MAX_LABEL_FIELDS + MAX_LABEL_FIELDS - 1;

  function* range(part: Uint32Array): Generator<IStoredSample> {
    const first = part[0] as number;
    const last = part.at(-1) as number;
    const rows = db.all(
      `SELECT ${columns} FROM samples_${key} WHERE rid BETWEEN ? AND ?`,
      first,
      last
    );
    const documents = labels ? db.all(labels, first * MAX_LABEL_FIELDS, lastKey(last)) : [];
    let wanted = 0;
    let label = 0;
    for (const row of rows) {
      const rid = row['rid'] as number;
      const end = lastKey(rid);
      const from = label;
      while (label < documents.length && (documents[label]?.['key'] as number) <= end) {
        label++;
      }
      while (wanted < part.length && (part[wanted] as number) < rid) {
        wanted++;
      }
      if (part[wanted] === rid) {
        yield toSample(row, documents, from, label);
      }
    }
  }

  for (let at = 0; at < rids.length; at += CHUNK) {
    const part = rids.subarray(at, at + CHUNK);
    if (part.length > 1 && isDense(part)) {
      yield* range(part);
      continue;
    }
    for (const rid of part) {
      const row = db.get(`SELECT ${columns} FROM samples_${key} WHERE rid = ?`, rid);
      if (row) {
        const documents = labels ? db.all(labels, rid * MAX_LABEL_FIELDS, lastKey(rid)) : [];
        yield toSample(row, documents, 0, documents.length);
      }
    }
  }
}

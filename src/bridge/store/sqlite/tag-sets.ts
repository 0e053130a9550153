/** Sets of row ids by tag, kept in segments, and when tagging last touched a row. */
import { bitsOf, decodeSegment, emptyBitmap, encodeSegment, hasBit, setBit } from './tag-segment';
import type { Bitmap } from './tag-segment';
import type { SqliteFile } from './sqlite-file';
import { PRESENT, TAG_SEGMENT, TIME_SEGMENT } from './store-format';

/** Code → name of the dataset's tags, in the order in which they came. */
export function tagNames(db: SqliteFile, key: number): Map<number, string> {
  const rows = db.all('SELECT code, name FROM tags WHERE dataset = ? ORDER BY code', key);
  return new Map(rows.map(row => [row['code'] as number, row['name'] as string]));
}

/** The code of a tag; a new one if `create`, else null if the dataset does not know the tag. */
export function tagCode(db: SqliteFile, key: number, name: string, create: boolean): number | null {
  const row = db.get('SELECT code FROM tags WHERE dataset = ? AND name = ?', key, name);
  if (row) {
    return row['code'] as number;
  }
  if (!create) {
    return null;
  }
  const next = db.get(
    'SELECT coalesce(max(code), ?) + 1 AS code FROM tags WHERE dataset = ?',
    PRESENT,
    key
  );
  const code = next?.['code'] as number;
  db.run('INSERT INTO tags (dataset, code, name) VALUES (?, ?, ?)', key, code, name);
  return code;
}

export function readSegment(
  db: SqliteFile,
  key: number,
  tag: number,
  segment: number
): Bitmap | null {
  const row = db.get(
    'SELECT rids FROM tag_segments WHERE dataset = ? AND segment = ? AND tag = ?',
    key,
    segment,
    tag
  );
  return row ? decodeSegment(row['rids'] as Uint8Array) : null;
}

function writeSegment(
  db: SqliteFile,
  key: number,
  tag: number,
  segment: number,
  bitmap: Bitmap
): void {
  const stored = encodeSegment(bitmap);
  if (stored) {
    db.run(
      'INSERT INTO tag_segments (dataset, segment, tag, rids) VALUES (?, ?, ?, ?) ' +
        'ON CONFLICT (dataset, segment, tag) DO UPDATE SET rids = excluded.rids',
      key,
      segment,
      tag,
      stored
    );
  } else {
    db.run(
      'DELETE FROM tag_segments WHERE dataset = ? AND segment = ? AND tag = ?',
      key,
      segment,
      tag
    );
  }
}

/** Calls `visit` with each run of ascending `rids` that lies in one segment. */
function bySegment(
  rids: Uint32Array,
  size: number,
  visit: (segment: number, rids: Uint32Array) => void
): void {
  let from = 0;
  while (from < rids.length) {
    const segment = Math.floor((rids[from] as number) / size);
    let to = from + 1;
    while (to < rids.length && Math.floor((rids[to] as number) / size) === segment) {
      to++;
    }
    visit(segment, rids.subarray(from, to));
    from = to;
  }
}

/** Puts ascending rows into a set or takes them out. Returns those for which that was a change. */
export function changeSet(
  db: SqliteFile,
  key: number,
  tag: number,
  rids: Uint32Array,
  add: boolean
): Uint32Array {
  const changed = new Uint32Array(rids.length);
  let count = 0;
  bySegment(rids, TAG_SEGMENT, (segment, part) => {
    const before = count;
    const old = readSegment(db, key, tag, segment);
    if (!old && !add) {
      return;
    }
    const bitmap = old ?? emptyBitmap();
    const present = tag === PRESENT ? null : readSegment(db, key, PRESENT, segment);
    for (const rid of part) {
      const bit = rid % TAG_SEGMENT;
      const exists = tag === PRESENT || (present !== null && hasBit(present, bit));
      if (exists && hasBit(bitmap, bit) !== add) {
        setBit(bitmap, bit, add);
        changed[count++] = rid;
      }
    }
    if (count > before) {
      writeSegment(db, key, tag, segment, bitmap);
    }
  });
  return changed.slice(0, count);
}

/** The rows of a set, ascending. */
export function readSet(db: SqliteFile, key: number, tag: number): Uint32Array {
  const rows = db.all(
    'SELECT segment, rids FROM tag_segments WHERE dataset = ? AND tag = ? ORDER BY segment',
    key,
    tag
  );
  const parts = rows.map(row => ({
    base: (row['segment'] as number) * TAG_SEGMENT,
    bits: bitsOf(decodeSegment(row['rids'] as Uint8Array))
  }));
  const rids = new Uint32Array(parts.reduce((sum, part) => sum + part.bits.length, 0));
  let count = 0;
  for (const { base, bits } of parts) {
    for (const bit of bits) {
      rids[count++] = base + bit;
    }
  }
  return rids;
}

/** The rows among ascending `rids` that exist. */
export function existingRids(db: SqliteFile, key: number, rids: Uint32Array): Uint32Array {
  const found = new Uint32Array(rids.length);
  let count = 0;
  bySegment(rids, TAG_SEGMENT, (segment, part) => {
    const present = readSegment(db, key, PRESENT, segment);
    for (const rid of part) {
      if (present && hasBit(present, rid % TAG_SEGMENT)) {
        found[count++] = rid;
      }
    }
  });
  return found.slice(0, count);
}

/** All tags of one segment: name and bitmap, in the order of the tags. */
export function segmentTags(
  db: SqliteFile,
  key: number,
  names: ReadonlyMap<number, string>,
  segment: number
): { name: string; bitmap: Bitmap }[] {
  return db
    .all(
      'SELECT tag, rids FROM tag_segments WHERE dataset = ? AND segment = ? AND tag > ? ORDER BY tag',
      key,
      segment,
      PRESENT
    )
    .map(row => ({
      name: names.get(row['tag'] as number) ?? '',
      bitmap: decodeSegment(row['rids'] as Uint8Array)
    }));
}

function readTimes(db: SqliteFile, key: number, segment: number): Float64Array | null {
  const row = db.get('SELECT times FROM tag_times WHERE dataset = ? AND segment = ?', key, segment);
  return row ? new Float64Array((row['times'] as Uint8Array).slice().buffer) : null;
}

/** Notes that tagging touched ascending rows: rewriting each of them would be slow. */
export function touchRows(db: SqliteFile, key: number, rids: Uint32Array, at: number): void {
  bySegment(rids, TIME_SEGMENT, (segment, part) => {
    const times = readTimes(db, key, segment) ?? new Float64Array(TIME_SEGMENT);
    for (const rid of part) {
      times[rid % TIME_SEGMENT] = at;
    }
    db.run(
      'INSERT INTO tag_times (dataset, segment, times) VALUES (?, ?, ?) ' +
        'ON CONFLICT (dataset, segment) DO UPDATE SET times = excluded.times',
      key,
      segment,
      new Uint8Array(times.buffer)
    );
  });
}

/** When tagging last touched a row, 0 for never; keeps the segment it read last. */
export function tagTimes(db: SqliteFile, key: number): (rid: number) => number {
  let segment = -1;
  let times: Float64Array | null = null;
  return rid => {
    const wanted = Math.floor(rid / TIME_SEGMENT);
    if (wanted !== segment) {
      segment = wanted;
      times = readTimes(db, key, segment);
    }
    return times?.[rid % TIME_SEGMENT] ?? 0;
  };
}

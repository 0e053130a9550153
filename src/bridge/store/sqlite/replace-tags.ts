/** Gives rows exactly the tags that they are to have. */
import type { SqliteFile } from './sqlite-file';
import { TAG_SEGMENT } from './store-format';
import { hasBit } from './tag-segment';
import { changeSet, segmentTags, tagCode, tagNames } from './tag-sets';

/** Rows by what becomes of a tag. */
interface IChange {
  add: number[];
  remove: number[];
}

/** Replaces the tags of rows that exist. Returns whether that was a change. */
export function replaceTags(
  db: SqliteFile,
  key: number,
  wanted: ReadonlyMap<number, readonly string[]>
): boolean {
  const names = tagNames(db, key);
  const changes = new Map<string, IChange>();
  const changeOf = (tag: string): IChange => {
    const change = changes.get(tag) ?? { add: [], remove: [] };
    changes.set(tag, change);
    return change;
  };
  // A segment at a time: its sets are read once, not once per row.
  let segment = -1;
  let sets: ReturnType<typeof segmentTags> = [];
  for (const rid of [...wanted.keys()].sort((a, b) => a - b)) {
    if (Math.floor(rid / TAG_SEGMENT) !== segment) {
      segment = Math.floor(rid / TAG_SEGMENT);
      sets = segmentTags(db, key, names, segment);
    }
    const next = new Set(wanted.get(rid));
    for (const { name, bitmap } of sets) {
      const has = hasBit(bitmap, rid % TAG_SEGMENT);
      if (has && !next.has(name)) {
        changeOf(name).remove.push(rid);
      }
      if (has) {
        next.delete(name);
      }
    }
    next.forEach(tag => changeOf(tag).add.push(rid));
  }
  for (const [tag, { add, remove }] of changes) {
    const code = tagCode(db, key, tag, true) as number;
    changeSet(db, key, code, Uint32Array.from(add), true);
    changeSet(db, key, code, Uint32Array.from(remove), false);
  }
  return changes.size > 0;
}

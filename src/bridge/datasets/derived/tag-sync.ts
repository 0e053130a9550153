/** Tags of derived samples: those of the source's sample, which all that was made of it share. */
import type { IDatasetChangeMessage, IDatasetInfo } from '../../../protocol';
import type { IDocumentReader, IDocumentStore, Operation } from '../../store/document-store';
import { idFromHex } from '../documents/object-id';
import { changeMessage } from '../requests/store-request';
import { sourceIdOf } from './source-id';

/** Rows looked at on each side of a sample for others of the same source: they lie together. */
const STEP = 64;

/** Tag → row ids of the derived dataset. */
type Rows = Map<string, Set<number>>;

export class TagSync {
  constructor(
    private readonly store: IDocumentStore,
    private readonly before: IDocumentReader,
    private readonly info: IDatasetInfo
  ) {}

  /** Tags the source's samples as the operations did, and what else was made of them. */
  pass(operations: readonly Operation[]): IDatasetChangeMessage[] {
    const added: Rows = new Map();
    const removed: Rows = new Map();
    const note = (rows: Rows, tag: string, rid: number): void => {
      const rids = rows.get(tag) ?? new Set();
      rows.set(tag, rids.add(rid));
    };
    for (const operation of operations) {
      if (operation.kind === 'tagged') {
        operation.rids.forEach(rid => note(operation.remove ? removed : added, operation.tag, rid));
      } else if (operation.kind === 'updated' && operation.fields.includes('tags')) {
        const old = this.tagsOf(this.before, operation.rids);
        for (const [rid, tags] of this.tagsOf(this.store, operation.rids)) {
          const was = old.get(rid) ?? [];
          tags.filter(tag => !was.includes(tag)).forEach(tag => note(added, tag, rid));
          was.filter(tag => !tags.includes(tag)).forEach(tag => note(removed, tag, rid));
        }
      }
    }
    return [...this.apply(added, false), ...this.apply(removed, true)];
  }

  private tagsOf(reader: IDocumentReader, rids: Uint32Array): Map<number, string[]> {
    const selection = { core: false, tags: true, labels: [] };
    return new Map(
      Array.from(reader.read(this.info.id, rids, selection), sample => [sample.rid, sample.tags])
    );
  }

  private apply(rows: Rows, remove: boolean): IDatasetChangeMessage[] {
    const source = this.info.source as string;
    return [...rows].flatMap(([tag, rids]) => {
      const { ids, together } = this.family(rids);
      const known = this.store.ridsOfIds(
        source,
        [...ids].map(id => idFromHex(id) ?? new Uint8Array(12))
      );
      const target = Uint32Array.from(known.filter(rid => rid >= 0));
      const { seq, count } = this.store.tagSamples(source, target, tag, remove);
      this.store.tagSamples(this.info.id, together, tag, remove);
      return count > 0
        ? [changeMessage(source, seq, 'tags', { ids: [...ids], fields: ['tags'] })]
        : [];
    });
  }

  /** The source samples of rows, and all rows of these. */
  private family(rids: ReadonlySet<number>): { ids: Set<string>; together: Uint32Array } {
    const ids = new Set<string>();
    const together = new Set<number>();
    for (const rid of rids) {
      if (!together.has(rid)) {
        const id = this.idsAt(rid, rid).get(rid);
        if (id !== undefined) {
          ids.add(id);
          together.add(rid);
          this.walk(rid, -1, id, together);
          this.walk(rid, 1, id, together);
        }
      }
    }
    return { ids, together: Uint32Array.from(together) };
  }

  /** Adds the rows on one side of `rid` that are of the same source sample. */
  private walk(rid: number, direction: 1 | -1, id: string, together: Set<number>): void {
    for (let at = rid + direction; at > 0; at += direction * STEP) {
      const far = Math.max(1, at + direction * (STEP - 1));
      const found = this.idsAt(Math.min(at, far), Math.max(at, far));
      const ordered = [...found].sort(([a], [b]) => direction * (a - b));
      for (const [row, own] of ordered) {
        if (own !== id) {
          return;
        }
        together.add(row);
      }
      if (found.size === 0) {
        return;
      }
    }
  }

  private idsAt(first: number, last: number): Map<number, string> {
    const rids = Uint32Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const selection = { core: true, tags: false, labels: [] };
    const ids = new Map<number, string>();
    for (const sample of this.store.read(this.info.id, rids, selection)) {
      const id = sourceIdOf(sample);
      if (id !== null) {
        ids.set(sample.rid, id);
      }
    }
    return ids;
  }
}

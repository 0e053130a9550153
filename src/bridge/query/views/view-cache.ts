/**
 * Views computed once: paging is slicing, and all facets of a sidebar share the same rows. An entry
 * holds as long as nothing changed that its stages read; the least used go when memory runs out.
 */
import type { View } from '../../../protocol';
import type { IDocumentReader } from '../../store/document-store';
import type { IDatasetColumns } from '../columns';
import { fieldsOfStage } from './field-names';
import { ViewPlanner } from './plan-view';
import type { ScanLabels } from './plan-state';
import type { IViewRows } from './view-rows';

/** Memory of row ids kept, in bytes. */
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_ENTRIES = 400;

interface IEntry {
  dataset: string;
  stamp: number;
  rows: Promise<IViewRows>;
  bytes: number;
  release(): void;
}

/** Columns that remember the sets made through them, to be dropped together. */
function withOwnSets(columns: IDatasetColumns): { columns: IDatasetColumns; release(): void } {
  const names = new Set<string>();
  return {
    columns: {
      ...columns,
      makeSet: async (rids, positions) => {
        const name = await columns.makeSet(rids, positions);
        names.add(name);
        return name;
      },
      dropSet: name => {
        names.delete(name);
        columns.dropSet(name);
      }
    },
    release: () => names.forEach(name => columns.dropSet(name))
  };
}

export class ViewCache {
  /** In order of use, the oldest first. */
  private readonly entries = new Map<string, IEntry>();
  private bytes = 0;

  /** @param scanLabels chooses samples by labels in memory; by default the engine always does */
  constructor(
    private readonly reader: IDocumentReader,
    private readonly scanLabels: ScanLabels = () => Promise.resolve(null)
  ) {}

  /** The rows of a view. @throws RequestError if it is not valid, or cancelled. */
  async rows(
    columns: IDatasetColumns,
    view: View,
    checkpoint: () => Promise<void>
  ): Promise<IViewRows> {
    const dataset = columns.info.id;
    const key = `${dataset} ${JSON.stringify(view)}`;
    const stamp = columns.stamp(view.flatMap(stage => [...fieldsOfStage(stage, columns.schema)]));
    const known = this.entries.get(key);
    if (known?.stamp === stamp) {
      this.entries.delete(key);
      this.entries.set(key, known);
      return known.rows;
    }
    this.forget(key);
    const own = withOwnSets(columns);
    const rows = new ViewPlanner(own.columns, this.reader, checkpoint, this.scanLabels).plan(view);
    const entry: IEntry = { dataset, stamp, rows, bytes: 0, release: () => own.release() };
    this.entries.set(key, entry);
    try {
      const found = await rows;
      entry.bytes = found.whole ? 0 : found.rids.byteLength;
      this.bytes += entry.bytes;
      this.makeRoom(key);
      return found;
    } catch (error) {
      // Whoever waited for the same view gets the same error; the next one tries again.
      if (this.entries.get(key) === entry) {
        this.entries.delete(key);
      }
      own.release();
      throw error;
    }
  }

  private makeRoom(keep: string): void {
    for (const key of [...this.entries.keys()]) {
      if (this.bytes <= MAX_BYTES && this.entries.size <= MAX_ENTRIES) {
        return;
      }
      if (key !== keep) {
        this.forget(key);
      }
    }
  }

  private forget(key: string): void {
    const entry = this.entries.get(key);
    if (entry) {
      this.entries.delete(key);
      this.bytes -= entry.bytes;
      entry.release();
    }
  }
}

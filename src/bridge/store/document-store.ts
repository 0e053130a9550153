/**
 * The document store: the one truth. Samples, schema and operation log; small durable writes, reads
 * by row id. Every change is one transaction that also appends an operation with the next sequence
 * number of the store. Columns are derived from documents and operations and never write here.
 *
 * A sample is: a row id (`rid`, ascending by insertion, never reused), a 12-byte id, `core`
 * (MessagePack map of every field that is no label field and not `tags`), one MessagePack blob per
 * label field, stored and handed out untouched, and its tags, which are sets over row ids.
 */
import type { IDatasetInfo, IFieldSpec } from '../../protocol';

export interface IStoredSample {
  rid: number;
  /** 12 bytes. */
  id: Uint8Array;
  core: Uint8Array;
  /** Label field → MessagePack of its document; fields without a label are absent. */
  labels: Record<string, Uint8Array>;
  tags: string[];
}

export type Operation = { seq: number; dataset: string } & (
  | { kind: 'added'; first: number; last: number }
  | { kind: 'updated'; rids: Uint32Array; fields: string[] }
  | { kind: 'deleted'; rids: Uint32Array }
  | { kind: 'tagged'; rids: Uint32Array; tag: string; remove: boolean }
  | { kind: 'fields' }
  | { kind: 'info' }
  | { kind: 'dropped' }
);

/** What to read of each sample. */
export interface ISampleSelection {
  core: boolean;
  tags: boolean;
  /** Label fields; null means all. */
  labels: readonly string[] | null;
}

/** Reads; safe to use from another thread than the writer's, on a connection of its own. */
export interface IDocumentReader {
  listDatasets(): IDatasetInfo[];
  /** By id or name; null if there is none. */
  findDataset(idOrName: string): IDatasetInfo | null;
  /** Number of the dataset's latest operation; 0 if unknown. */
  latestSeq(dataset: string): number;
  /** Operations of the dataset after `seq`, oldest first; null if the log no longer goes back there. */
  operationsAfter(dataset: string, seq: number, limit: number): Operation[] | null;
  /** All row ids, ascending (insertion order). */
  allRids(dataset: string): Uint32Array;
  /** Row ids of 12-byte ids, -1 where unknown. */
  ridsOfIds(dataset: string, ids: readonly Uint8Array[]): Int32Array;
  ridsOfFilepaths(dataset: string, filepaths: readonly string[]): Int32Array;
  /** 12 bytes each, in the order asked. */
  idsOfRids(dataset: string, rids: Uint32Array): Uint8Array;
  /** Samples in the order asked; deleted ones are left out. */
  read(dataset: string, rids: Uint32Array, selection: ISampleSelection): Iterable<IStoredSample>;
  /** Every tag of the dataset with its row ids, ascending. */
  tagSets(dataset: string): Map<string, Uint32Array>;
  close(): void;
}

export interface INewSample {
  id: Uint8Array;
  core: Record<string, unknown>;
  labels: Record<string, Uint8Array>;
  tags: string[];
}
export interface ISampleUpdate {
  rid: number;
  set: Record<string, unknown>;
  labels: Record<string, Uint8Array | null>;
}
export interface IWriteResult {
  seq: number;
  count: number;
}

/** Writes; one writer per store. Each call is one transaction: all of it or nothing. */
export interface IDocumentStore extends IDocumentReader {
  createDataset(options: { name: string | null; persistent: boolean; overwrite: boolean }): IDatasetInfo;
  deleteDataset(dataset: string): void;
  updateDataset(
    dataset: string,
    changes: Partial<
      Pick<IDatasetInfo, 'name' | 'persistent' | 'description' | 'tags' | 'info' | 'app_config'>
    >
  ): IDatasetInfo;
  addFields(dataset: string, fields: readonly IFieldSpec[]): IDatasetInfo;
  addSamples(dataset: string, samples: readonly INewSample[]): IWriteResult;
  updateSamples(dataset: string, updates: readonly ISampleUpdate[]): IWriteResult;
  deleteSamples(dataset: string, rids: Uint32Array): IWriteResult;
  /** Adds or removes a tag; `changed` are the rows that did change. */
  tagSamples(
    dataset: string,
    rids: Uint32Array,
    tag: string,
    remove: boolean
  ): IWriteResult & { changed: Uint32Array };
}

/**
 * The document store: the one truth. Samples, schema and operation log; small durable writes, reads
 * by row id. Every change is one transaction that also appends an operation with the next sequence
 * number of the store. Columns are derived from documents and operations and never write here.
 *
 * A sample is: a row id (`rid`, ascending by insertion, never reused), a 12-byte id, `core`
 * (MessagePack map of every field that is no label field and not `tags`), one MessagePack blob per
 * label field, stored and handed out untouched, and its tags, which are sets over row ids.
 * Dates in `core` are `{ $date: ms }`; `created_at` and `last_modified_at` are kept by the store.
 */
import type {
  ISavedDocumentReader,
  ISavedDocumentStore,
  IUniqueIndexStore
} from './saved-documents';
import type { IDatasetInfo, IFieldSpec, ISpace, IWorkspaceInfo } from '../../protocol';

export interface IStoredSample {
  rid: number;
  /** 12 bytes. */
  id: Uint8Array;
  /** Empty if not selected; else with `created_at` and `last_modified_at`, without `tags`. */
  core: Uint8Array;
  /** Label field → MessagePack of its document; fields without a label are absent. */
  labels: Record<string, Uint8Array>;
  /** In the order in which the dataset came to know them; empty if not selected. */
  tags: string[];
}

/** `at`: when, in ms since the epoch; it is the `last_modified_at` of the samples touched. */
export type Operation = { seq: number; dataset: string; at: number } & (
  | { kind: 'added'; first: number; last: number }
  /** `fields`: top-level fields whose value may have changed, `tags` among them. */
  | { kind: 'updated'; rids: Uint32Array; fields: string[] }
  | { kind: 'deleted'; rids: Uint32Array }
  /** Rows that did change, ascending. */
  | { kind: 'tagged'; rids: Uint32Array; tag: string; remove: boolean }
  | { kind: 'fields' }
  | { kind: 'info' }
  | { kind: 'dropped' }
);

/** Bytes of documents as they are stored: of samples with their labels, and of frames. */
export interface IStoredBytes {
  samples: number;
  frames: number;
}

/** What to read of each sample. */
export interface ISampleSelection {
  core: boolean;
  tags: boolean;
  /** Label fields; null means all. */
  labels: readonly string[] | null;
}

/** Sizes of pictures found while making thumbnails: parallel arrays. */
export interface IMediaSizes {
  rids: Uint32Array;
  widths: Uint32Array;
  heights: Uint32Array;
  /** Pass it as `after` to get only what was remembered since. */
  mark: number;
}

/** Reads; safe to use from another thread than the writer's, on a connection of its own. */
export interface IDocumentReader {
  readonly saved: ISavedDocumentReader;
  /** Sorted by name. */
  listDatasets(): IDatasetInfo[];
  /** Datasets that are derived from others, which `listDatasets` leaves out. */
  listDerived(): IDatasetInfo[];
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
  /** The earliest sample of each file path, -1 where there is none. */
  ridsOfFilepaths(dataset: string, filepaths: readonly string[]): Int32Array;
  /** 12 bytes each, in the order asked; zeros for deleted ones. */
  idsOfRids(dataset: string, rids: Uint32Array): Uint8Array;
  /** Samples in the order asked; deleted ones are left out. */
  read(dataset: string, rids: Uint32Array, selection: ISampleSelection): Iterable<IStoredSample>;
  /** Tags in the order in which the dataset came to know them, in which samples have theirs. */
  tagNames(dataset: string): string[];
  /** Bytes of rows, which are ascending. */
  storedBytes(dataset: string, rids: Uint32Array): IStoredBytes;
  /** Every tag of the dataset with its row ids, ascending. */
  tagSets(dataset: string): Map<string, Uint32Array>;
  /** Sizes remembered after `after` (0: all); a row may come again with a new size. */
  mediaSizes(dataset: string, after: number): IMediaSizes;
  /** Remembered sizes of these rows, those that are known. */
  mediaSizesOf(dataset: string, rids: Uint32Array): Map<number, { width: number; height: number }>;
  /** Runs reads that all see the same state of the store. `reads` must be synchronous. */
  snapshot<T>(reads: () => T): T;
  close(): void;
}

export interface INewSample {
  id: Uint8Array;
  filepath: string;
  /** MessagePack map with `filepath`, without `tags`, `created_at` and `last_modified_at`. */
  core: Uint8Array;
  labels: Record<string, Uint8Array>;
  tags: readonly string[];
}
export interface ISampleUpdate {
  rid: number;
  /** Path in `core`, dotted inside documents → MessagePack of the value; nil clears. */
  set: ReadonlyMap<string, Uint8Array>;
  labels: Record<string, Uint8Array | null>;
  /** The new tags, or null to leave them. */
  tags: readonly string[] | null;
}
export interface IWriteResult {
  seq: number;
  count: number;
}
/** Most labels that are named as changed, for undoing. */
export const MAX_CHANGED_LABELS = 10_000;

/** Which labels to tag: null means all. */
export interface ILabelSelection {
  fields: readonly string[] | null;
  /** Ids of labels, 24 hexadecimal digits. */
  labelIds: ReadonlySet<string> | null;
}

/** A saved layout of panels. */
export interface IStoredWorkspace extends IWorkspaceInfo {
  spaces: ISpace;
}
/** The workspaces of datasets. No operations: samples and views do not change with them. */
export interface IWorkspaceStore {
  /** By name. */
  list(dataset: string): IStoredWorkspace[];
  /** Puts a workspace in place of those with one of the slugs `instead`. */
  put(dataset: string, workspace: IStoredWorkspace, instead?: readonly string[]): void;
  /** Deletes by slugs; returns how many there were. */
  remove(dataset: string, slugs: readonly string[]): number;
}

/** Writes; one writer per store. Each call is one transaction: all of it or nothing. */
export interface IDocumentStore extends IDocumentReader {
  readonly workspaces: IWorkspaceStore;
  readonly saved: ISavedDocumentStore;
  readonly unique: IUniqueIndexStore;
  /** `slug` is derived from the name by the caller; name and slug must be free unless `overwrite`. */
  createDataset(options: {
    name: string;
    slug: string;
    persistent: boolean;
    overwrite: boolean;
    /** Id of the dataset that this one is derived from: it is not listed and deleted with it. */
    source?: string;
    id?: string;
  }): IDatasetInfo;
  /**
   * Gives the content of one dataset to the id of another, which need not exist; that one goes on
   * under the id of the first, until it is deleted.
   */
  takePlace(dataset: string, id: string): void;
  deleteDataset(dataset: string): void;
  /** Sets `last_loaded_at` to now. Not an operation. */
  touchDataset(dataset: string): IDatasetInfo;
  updateDataset(
    dataset: string,
    changes: Partial<
      Pick<
        IDatasetInfo,
        | 'name'
        | 'slug'
        | 'persistent'
        | 'description'
        | 'tags'
        | 'info'
        | 'app_config'
        | 'properties'
        | 'media_type'
      >
    >
  ): IDatasetInfo;
  /** Replaces the schema; fields that are new in it are dated now. */
  setFields(dataset: string, fields: readonly IFieldSpec[]): IDatasetInfo;
  /** `fields`: the schema to set in the same transaction, if it changes. */
  addSamples(
    dataset: string,
    samples: readonly INewSample[],
    fields?: readonly IFieldSpec[]
  ): IWriteResult;
  updateSamples(
    dataset: string,
    updates: readonly ISampleUpdate[],
    fields?: readonly IFieldSpec[]
  ): IWriteResult;
  /** Copies what is saved with a dataset; `last` is the last row number that was given so far. */
  copySaved(source: string, target: string): { seq: number; last: number };
  /** Copies a range of rows into a dataset of the same layout, in place of those there. */
  copyRows(source: string, target: string, first: number, last: number): void;
  /** Copies the sets of rows and tags, after all rows; then the samples are there. */
  copySets(source: string, target: string): void;
  /** Makes a derived dataset one of its own. */
  publishDataset(dataset: string): IDatasetInfo;
  /** Deletes samples and notes when the dataset's last deletion was. */
  deleteSamples(dataset: string, rids: Uint32Array): IWriteResult;
  /** Gives all labels of a field to another field, which has none. The schema stays. */
  renameLabelField(dataset: string, from: string, to: string): void;
  /** Brings `last_modified_at` of the dataset up to that of its samples. Not an operation. */
  syncLastModified(dataset: string): IDatasetInfo;
  /** Adds or removes a tag; `changed` are the rows that did change, ascending. */
  tagSamples(
    dataset: string,
    rids: Uint32Array,
    tag: string,
    remove: boolean
  ): IWriteResult & { changed: Uint32Array };
  /**
   * Adds or removes tags of labels; `count` labels did change, in the samples `changed`. Their ids
   * are `labelIds`, null if they are more than MAX_CHANGED_LABELS.
   */
  tagLabels(
    dataset: string,
    rids: Uint32Array,
    selection: ILabelSelection,
    tags: readonly string[],
    remove: boolean
  ): IWriteResult & { changed: Uint32Array; fields: string[]; labelIds: string[] | null };
  /** Remembers sizes of pictures beside the samples. Not an operation. */
  rememberSizes(dataset: string, sizes: IMediaSizes): void;
  /** Several writes as one transaction. `writes` must be synchronous. */
  transaction<T>(writes: () => T): T;
}

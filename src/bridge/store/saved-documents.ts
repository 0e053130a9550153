/**
 * Documents that are saved with a dataset under a key, by kind: views, runs, indexes. They are no
 * operations: samples and views do not change with them.
 */

/** Kinds of documents. Of the runs, what kind of run they are. */
export type SavedKind =
  | 'saved_view'
  | 'run.annotation'
  | 'run.brain'
  | 'run.evaluation'
  | 'run.custom'
  | 'index'
  | 'summary_field';

export interface ISavedDocument {
  key: string;
  document: Record<string, unknown>;
}

/** The values that are unique by the indexes of datasets. */
export interface IUniqueIndexStore {
  /** From now on the values of an index are kept unique. @throws RequestError `conflict` */
  keep(dataset: string, name: string): void;
  /** The values of an index need not be unique any more. */
  drop(dataset: string, name: string): void;
}

export interface ISavedDocumentReader {
  /** By key. */
  list(dataset: string, kind: SavedKind): ISavedDocument[];
  /** Null if there is none. */
  get(dataset: string, kind: SavedKind, key: string): ISavedDocument | null;
  /** The bytes that were saved with a document, or null. */
  content(dataset: string, kind: SavedKind, key: string): Uint8Array | null;
}

/** Every write also counts as a change of the dataset itself (`last_modified_at`). */
export interface ISavedDocumentStore extends ISavedDocumentReader {
  /** Puts a document in place of the one of its key. `content`: undefined leaves what is there. */
  put(
    dataset: string,
    kind: SavedKind,
    saved: ISavedDocument,
    content?: Uint8Array | null | undefined
  ): void;
  /** Gives a document another key; its content goes with it. */
  rekey(dataset: string, kind: SavedKind, key: string, next: string): void;
  /** Notes that a document was used, which is no change. */
  note(dataset: string, kind: SavedKind, saved: ISavedDocument): void;
  /** Deletes by keys; returns how many there were. */
  remove(dataset: string, kind: SavedKind, keys: readonly string[]): number;
}

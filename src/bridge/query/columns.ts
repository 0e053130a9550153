/** What the planner needs of the columns of datasets; DuckDB's are in `store/duckdb`. */
import type { IDatasetInfo } from '../../protocol';
import type { IColumnLayout, IDictionary, IRows, ISelect, Rel } from './relational';
import type { DatasetSchema } from './schema';

export type ColumnValue = number | string | boolean | null;

/** Columns of one dataset while nothing changes them. */
export interface IDatasetColumns {
  readonly info: IDatasetInfo;
  /** Operation number that the columns stand at. */
  readonly seq: number;
  readonly schema: DatasetSchema;
  readonly layout: IColumnLayout;
  readonly dictionary: IDictionary;
  /**
   * Number of the latest operation that can have changed what is read of these top-level fields
   * (`tags` among them), the samples of the dataset included. Equal stamps, equal answers.
   */
  stamp(fields: Iterable<string>): number;
  /** Row ids of the dataset, ascending. */
  allRids(): Promise<Uint32Array>;
  /** All columns as whole numbers below 2^32; 0xffffffff where null. */
  integers(query: ISelect): Promise<Uint32Array[]>;
  /** All columns as numbers; `none` where null, truth as 0 and 1. */
  numbers(query: ISelect, none: number): Promise<Float64Array[]>;
  rows(query: ISelect): Promise<ColumnValue[][]>;
  /**
   * Row ids and, for each, the smallest row id among the rows whose keys equal its own; null is a
   * key like others.
   */
  groups(rows: IRows, keys: readonly Rel[]): Promise<[rids: Uint32Array, heads: Uint32Array]>;
  /** Keeps a set of rows to select by (`in_set`); returns its name. `pos` makes it one of labels. */
  makeSet(rids: Uint32Array, positions: Uint32Array | null): Promise<string>;
  /** The set is no longer needed; it goes when nobody reads. */
  dropSet(name: string): void;
  /** What would be asked of the engine. */
  describe(query: ISelect): string;
}

/** Columns can be neither read nor built again where they are kept (a full or broken disk). */
export class ColumnsLost extends Error {
  constructor(dataset: string, cause: unknown) {
    super(`The columns of dataset '${dataset}' cannot be kept.`, { cause });
  }
}

export interface IColumnStore {
  /**
   * Brings the columns of a dataset up to date and lends them. `onProgress` is told how far that is,
   * if it takes long.
   * @throws RequestError `not_found` if there is no such dataset, `cancelled`
   * @throws ColumnsLost
   */
  use<T>(
    dataset: string,
    signal: AbortSignal,
    body: (columns: IDatasetColumns) => Promise<T>,
    onProgress?: (done: number, total: number) => void
  ): Promise<T>;
  close(): Promise<void>;
}

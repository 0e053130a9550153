/** Files with a row per sample and typed columns, as exporters and importers see them. */
import type { Values } from '../format';

/** What the cells of a column are; every cell may also be null. */
export type ColumnType =
  | 'text'
  | 'int'
  | 'float'
  | 'bool'
  /** Milliseconds since the epoch, UTC. */
  | 'time'
  | 'texts'
  | 'ints'
  | 'floats'
  /** Anything else: written as a text of JSON, read as it is. */
  | 'other';

export interface ITableColumn {
  name: string;
  type: ColumnType;
}

/** A file that appears in its place when `finish` is called. */
export interface ITableWriter {
  add(row: Values): void;
  finish(): void | Promise<void>;
  /** Removes what is not finished; nothing after `finish`. */
  close(): void;
}
export interface ITable {
  columns: readonly ITableColumn[];
  metadata: Readonly<Record<string, string>>;
  count: number;
  rows(): AsyncIterable<Values> | Iterable<Values>;
  close(): void;
}
export interface ITableFiles {
  create(
    path: string,
    columns: readonly ITableColumn[],
    metadata: Readonly<Record<string, string>>
  ): ITableWriter;
  /** @throws RequestError if the file is none of this format */
  open(path: string): ITable | Promise<ITable>;
}

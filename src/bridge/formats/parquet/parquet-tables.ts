/** Parquet files as the format sees them; `store/duckdb/parquet-files.ts` reads and writes them. */
import type { ITableColumn } from '../tables/table-files';

export interface IParquetFiles {
  /**
   * Makes a Parquet file of lines of JSON objects. Numbers of `float` and `floats` columns are texts
   * in them, since JSON has no NaN; times are texts of ISO 8601.
   */
  write(
    lines: string,
    path: string,
    columns: readonly ITableColumn[],
    metadata: Readonly<Record<string, string>>
  ): Promise<void>;
  /** @throws RequestError if the file is no Parquet file */
  open(path: string): Promise<IParquetTable>;
}
export interface IParquetTable {
  columns: ITableColumn[];
  metadata: Readonly<Record<string, string>>;
  count: number;
  /** JSON of one row after another; times are texts, floats that are no numbers too. */
  rows(): AsyncIterable<string>;
  close(): void;
}

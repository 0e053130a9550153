/** Parquet files as exporters and importers see them; `store/duckdb/parquet-files.ts` reads them. */
export type ParquetType =
  | 'text'
  | 'int'
  | 'float'
  | 'bool'
  /** UTC. */
  | 'time'
  | 'texts'
  | 'ints'
  | 'floats'
  /** Anything else: rows have it as JSON. */
  | 'other';

export interface IParquetColumn {
  name: string;
  type: ParquetType;
}

export interface IParquetFiles {
  /**
   * Makes a Parquet file of lines of JSON objects. Numbers of `float` and `floats` columns are texts
   * in them, since JSON has no NaN; times are texts of ISO 8601.
   */
  write(
    lines: string,
    path: string,
    columns: readonly IParquetColumn[],
    metadata: Readonly<Record<string, string>>
  ): Promise<void>;
  /** @throws RequestError if the file is no Parquet file */
  open(path: string): Promise<IParquetTable>;
}
export interface IParquetTable {
  columns: IParquetColumn[];
  metadata: Readonly<Record<string, string>>;
  count: number;
  /** JSON of one row after another; times are texts, floats that are no numbers too. */
  rows(): AsyncIterable<string>;
  close(): void;
}

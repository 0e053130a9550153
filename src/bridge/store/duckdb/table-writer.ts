/** Appends rows to a table in blocks of columns. */
import {
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
  FLOAT,
  UINTEGER,
  VARCHAR,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBType
} from '@duckdb/node-api';
import { fillVector, type NumberArray } from './column-vectors';

/** Rows of a block: the most a DuckDB vector holds. */
const BLOCK = 2048;

export type StorageType = 'UINTEGER' | 'DOUBLE' | 'FLOAT' | 'BOOLEAN' | 'VARCHAR';

const TYPES: Record<StorageType, DuckDBType> = {
  UINTEGER,
  DOUBLE,
  FLOAT,
  BOOLEAN,
  VARCHAR
};
const ARRAYS = { UINTEGER: Uint32Array, DOUBLE: Float64Array, FLOAT: Float32Array } as const;

/** The values of one column in the block that is being filled. */
class ColumnBuffer {
  private readonly numbers: NumberArray | null;
  private values: (string | boolean | null)[] = [];
  private readonly isNull = new Uint8Array(BLOCK);

  constructor(readonly type: StorageType) {
    this.numbers = type === 'BOOLEAN' || type === 'VARCHAR' ? null : new ARRAYS[type](BLOCK);
  }

  set(row: number, value: number | string | boolean | null): void {
    if (!this.numbers) {
      this.values[row] = value as string | boolean | null;
    } else {
      this.isNull[row] = value === null ? 1 : 0;
      this.numbers[row] = value === null ? 0 : (value as number);
    }
  }

  /** Hands the first `count` rows over and starts again. */
  flush(chunk: DuckDBDataChunk, index: number, count: number): void {
    const vector = chunk.getColumnVector(index);
    if (this.numbers) {
      fillVector(vector, this.numbers.subarray(0, count));
      for (let row = 0; row < count; row++) {
        if (this.isNull[row] === 1) {
          vector.setItem(row, null);
        }
      }
    } else {
      this.values.forEach((value, row) => vector.setItem(row, value));
    }
    vector.flush();
    this.values = [];
  }
}

/**
 * Writes rows: set every column of the current row, then `next()`. Columns that are not set in a row
 * keep what the row before had in the same place, so set all of them.
 */
export class TableWriter {
  private readonly buffers: ColumnBuffer[];
  private row = 0;

  private constructor(
    private readonly appender: DuckDBAppender,
    private readonly types: readonly StorageType[]
  ) {
    this.buffers = types.map(type => new ColumnBuffer(type));
  }

  static async open(
    connection: DuckDBConnection,
    table: string,
    types: readonly StorageType[],
    catalog: string | null = null
  ): Promise<TableWriter> {
    return new TableWriter(await connection.createAppender(table, 'main', catalog), types);
  }

  set(column: number, value: number | string | boolean | null): void {
    (this.buffers[column] as ColumnBuffer).set(this.row, value);
  }

  next(): void {
    this.row += 1;
    if (this.row === BLOCK) {
      this.flush();
    }
  }

  /** Writes what is left and ends. */
  close(): void {
    this.flush();
    this.appender.flushSync();
    this.appender.closeSync();
  }

  private flush(): void {
    if (this.row === 0) {
      return;
    }
    const chunk = DuckDBDataChunk.create(
      this.types.map(type => TYPES[type]),
      this.row
    );
    this.buffers.forEach((buffer, i) => buffer.flush(chunk, i, this.row));
    this.appender.appendDataChunk(chunk);
    this.row = 0;
  }
}

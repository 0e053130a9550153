/** Parquet files, read and written by DuckDB in memory of its own. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { IParquetFiles, IParquetTable } from '../../formats/parquet/parquet-tables';
import type { ColumnType, ITableColumn } from '../../formats/tables/table-files';
import { RequestError } from '../../request-error';
import { quoteName, quoteText } from './sql-literal';

/** Threads and memory are few: imports and exports share the machine with everything else. */
const OPTIONS = {
  threads: '1',
  memory_limit: '1GB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false'
};

const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'VARCHAR',
  int: 'BIGINT',
  float: 'DOUBLE',
  bool: 'BOOLEAN',
  time: 'TIMESTAMP',
  texts: 'VARCHAR[]',
  ints: 'BIGINT[]',
  floats: 'DOUBLE[]',
  other: 'VARCHAR'
};
/** As the columns stand in the lines of JSON. */
const LINE_TYPES: Readonly<Partial<Record<ColumnType, string>>> = {
  float: 'VARCHAR',
  floats: 'VARCHAR[]',
  time: 'VARCHAR'
};

function typeOf(sql: string): ColumnType {
  const list = sql.endsWith('[]');
  const element = list ? sql.slice(0, -2) : sql;
  if (/^(TINYINT|SMALLINT|INTEGER|BIGINT|UTINYINT|USMALLINT|UINTEGER|UBIGINT)$/.test(element)) {
    return list ? 'ints' : 'int';
  }
  if (/^(FLOAT|DOUBLE|DECIMAL\(.*\))$/.test(element)) {
    return list ? 'floats' : 'float';
  }
  if (/^(VARCHAR|ENUM\(.*\)|UUID)$/.test(element)) {
    return list ? 'texts' : 'text';
  }
  if (!list && element === 'BOOLEAN') {
    return 'bool';
  }
  return !list && /^(TIMESTAMP.*|DATE)$/.test(element) ? 'time' : 'other';
}

async function connect(): Promise<{ connection: DuckDBConnection; close(): void }> {
  const instance = await DuckDBInstance.create(':memory:', OPTIONS);
  const connection = await instance.connect();
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    }
  };
}

function checkedPath(path: string): string {
  if (/[*?[\]]/.test(path)) {
    throw new RequestError(
      'invalid',
      `${path} has characters that stand for several files (*, ?, [). Rename it, or choose another folder.`,
      { path }
    );
  }
  return quoteText(path);
}

const failure = (path: string, error: unknown): RequestError =>
  error instanceof RequestError
    ? error
    : new RequestError(
        'invalid',
        `${path} is no Parquet file that can be read or written: ${(error as Error).message.split('\n')[0]?.slice(0, 300)}`,
        { path }
      );

class ParquetTable implements IParquetTable {
  constructor(
    private readonly _path: string,
    private readonly _connection: DuckDBConnection,
    readonly columns: ITableColumn[],
    readonly metadata: Readonly<Record<string, string>>,
    readonly count: number,
    readonly close: () => void
  ) {}

  async *rows(): AsyncGenerator<string> {
    // Doubles that are no numbers have no form in JSON.
    const parts = this.columns.map(({ name, type }) => {
      const column = quoteName(name);
      const value =
        type === 'float'
          ? `CASE WHEN isfinite(${column}::DOUBLE) OR ${column} IS NULL THEN to_json(${column}::DOUBLE) ELSE to_json(${column}::VARCHAR) END`
          : type === 'floats'
            ? `to_json(list_transform(${column}, x -> x::VARCHAR))`
            : type === 'text'
              ? `to_json(${column}::VARCHAR)`
              : `to_json(${column})`;
      return `${quoteText(name)}, ${value}`;
    });
    try {
      const result = await this._connection.stream(
        `SELECT json_object(${parts.join(', ')})::VARCHAR FROM read_parquet(${checkedPath(this._path)})`
      );
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0;) {
        for (const value of chunk.getColumnValues(0)) {
          yield value as string;
        }
        chunk = await result.fetchChunk();
      }
    } catch (error) {
      throw failure(this._path, error);
    }
  }
}

export const parquetFiles: IParquetFiles = {
  async write(lines, path, columns, metadata) {
    const { connection, close } = await connect();
    try {
      const types = columns.map(
        ({ name, type }) => `${quoteText(name)}: ${quoteText(LINE_TYPES[type] ?? SQL_TYPES[type])}`
      );
      const values = columns.map(
        ({ name, type }) => `${quoteName(name)}::${SQL_TYPES[type]} AS ${quoteName(name)}`
      );
      const pairs = Object.entries(metadata).map(
        ([key, value]) => `${quoteName(key)}: ${quoteText(value)}`
      );
      const notes = pairs.length > 0 ? `, KV_METADATA {${pairs.join(', ')}}` : '';
      await connection.run(
        `COPY (SELECT ${values.join(', ')} FROM read_json(${checkedPath(lines)}, ` +
          `format = 'newline_delimited', maximum_object_size = 67108864, columns = {${types.join(', ')}})) ` +
          `TO ${checkedPath(path)} (FORMAT parquet, COMPRESSION zstd${notes})`
      );
    } catch (error) {
      throw failure(path, error);
    } finally {
      close();
    }
  },

  async open(path) {
    const { connection, close } = await connect();
    try {
      const source = `read_parquet(${checkedPath(path)})`;
      const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`);
      const columns = described.getRowsJS().map(([name, type]): ITableColumn => ({
        name: String(name),
        type: typeOf(String(type))
      }));
      const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${source}`);
      const entries = await connection.runAndReadAll(
        `SELECT decode(key), decode(value) FROM parquet_kv_metadata(${checkedPath(path)})`
      );
      const metadata = Object.fromEntries(
        entries.getRowsJS().map(([key, value]) => [String(key), String(value)])
      );
      const count = Number(counted.getRowsJS()[0]?.[0] ?? 0);
      return new ParquetTable(path, connection, columns, metadata, count, close);
    } catch (error) {
      close();
      throw failure(path, error);
    }
  }
};

/**
 * The DuckDB database of columns. Everything in it is derived from documents: a file that is
 * missing, broken, of another layout or held by another process is thrown away and built again.
 */
import { rmSync } from 'node:fs';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { SETS } from './duckdb-dialect';
import { quoteText } from './sql-literal';

/** Increase it when tables or their meaning change: older files are then built again. */
const LAYOUT_VERSION = 1;

export interface IColumnDatabaseOptions {
  /** File; null keeps the columns in memory only. */
  path: string | null;
  /** For example `1GB`. */
  memoryLimit: string;
  threads: number;
}

function removeFile(path: string): boolean {
  try {
    rmSync(path, { force: true });
    rmSync(`${path}.wal`, { force: true });
    return true;
  } catch (error) {
    console.error(`The column file ${path} could not be removed:`, error);
    return false;
  }
}

async function isOfThisLayout(connection: DuckDBConnection): Promise<boolean> {
  await connection.run('CREATE TABLE IF NOT EXISTS layout (version INTEGER)');
  const found = (await connection.runAndReadAll('SELECT version FROM layout')).getRowsJS();
  if (found.length === 0) {
    await connection.run(`INSERT INTO layout VALUES (${LAYOUT_VERSION})`);
    await connection.run('CREATE TABLE IF NOT EXISTS datasets (dataset VARCHAR, head VARCHAR)');
    return true;
  }
  return found[0]?.[0] === LAYOUT_VERSION;
}

export class ColumnDatabase {
  private readonly idle: DuckDBConnection[] = [];
  private writing: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly writer: DuckDBConnection
  ) {}

  /** Opens the database, or makes a new one in its place. */
  static async open(options: IColumnDatabaseOptions): Promise<ColumnDatabase> {
    const { path } = options;
    if (path === null) {
      return ColumnDatabase.start(':memory:', options);
    }
    try {
      return await ColumnDatabase.start(path, options);
    } catch (error) {
      console.error(`The columns in ${path} cannot be used and are built again:`, error);
    }
    return ColumnDatabase.start(removeFile(path) ? path : ':memory:', options);
  }

  private static async start(
    path: string,
    { memoryLimit, threads }: IColumnDatabaseOptions
  ): Promise<ColumnDatabase> {
    const config = { memory_limit: memoryLimit, threads: String(threads) };
    const instance =
      path === ':memory:'
        ? await DuckDBInstance.create(path, config)
        : await DuckDBInstance.fromCache(path, config);
    const writer = await instance.connect();
    try {
      if (!(await isOfThisLayout(writer))) {
        throw new Error('The columns are of another version.');
      }
      await writer.run(`ATTACH IF NOT EXISTS ':memory:' AS ${SETS}`);
      return new ColumnDatabase(instance, writer);
    } catch (error) {
      // Without closing the connection too, the next one to open the file would wait for both.
      writer.closeSync();
      instance.closeSync();
      throw error;
    }
  }

  /**
   * Lends the connection that writes, to one at a time: what several datasets write is interleaved
   * by whole bodies.
   */
  write<T>(body: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const run = this.writing.then(() => body(this.writer));
    // Who waits is not concerned by what went wrong before.
    this.writing = run.catch(() => undefined);
    return run;
  }

  /** Runs `body` in a transaction of the connection that writes: all of it or nothing. */
  transaction(body: (connection: DuckDBConnection) => Promise<void>): Promise<void> {
    return this.write(async connection => {
      await connection.run('BEGIN');
      try {
        await body(connection);
        await connection.run('COMMIT');
      } catch (error) {
        try {
          await connection.run('ROLLBACK');
        } catch {
          // A transaction that could not be written is over already; why it could not is what counts.
        }
        throw error;
      }
    });
  }

  /** Lends a connection for queries; several may be out at once. */
  async withConnection<T>(body: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = this.idle.pop() ?? (await this.instance.connect());
    try {
      return await body(connection);
    } finally {
      this.idle.push(connection);
    }
  }

  /** Names of tables that begin with `prefix`, in the file. */
  async tables(prefix: string): Promise<string[]> {
    const result = await this.write(connection =>
      connection.runAndReadAll(
        'SELECT table_name FROM duckdb_tables() ' +
          `WHERE database_name = current_database() AND starts_with(table_name, ${quoteText(prefix)})`
      )
    );
    return result.getRowsJS().map(row => String(row[0]));
  }

  close(): void {
    this.idle.forEach(connection => connection.closeSync());
    this.writer.closeSync();
    this.instance.closeSync();
  }
}

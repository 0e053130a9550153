/** One connection to one SQLite file: statements kept prepared, transactions, errors for people. */
import { chmodSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { RequestError } from '../../request-error';
import { storageError } from './storage-error';

export type Row = Record<string, unknown>;

/** What a file is: `applicationId` and `version` are kept in its header. */
export interface IFileFormat {
  /** For messages: "Lunette store". */
  name: string;
  applicationId: number;
  version: number;
  /** Makes the tables of a new file. */
  schema: string;
  /** What makes a file of version 1 one of version 2, and so on. */
  steps?: readonly string[];
}

export class SqliteFile {
  private readonly db: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();
  private depth = 0;

  /**
   * Opens the file; a writer also creates it. `lockTimeoutMs`: how long to wait while another
   * connection writes.
   * @throws RequestError `storage` if it is no file of this format or cannot be opened, `version` if
   *   a newer Lunette wrote it.
   */
  constructor(
    readonly path: string,
    format: IFileFormat,
    readonly readOnly: boolean,
    lockTimeoutMs = 5000
  ) {
    const db = this.guard(() => new DatabaseSync(path, { readOnly, timeout: lockTimeoutMs }));
    this.db = db;
    try {
      this.guard(() => {
        this.checkFormat(format);
        db.exec('PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384; PRAGMA mmap_size = 0');
        if (!readOnly) {
          // FULL: what was acknowledged also survives a power cut.
          db.exec(
            'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ' +
              'PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864'
          );
          this.createSchema(format);
        }
      });
    } catch (error) {
      db.close();
      throw error;
    }
  }

  private pragma(name: string): number {
    const row = this.db.prepare(`PRAGMA ${name}`).get() as Row;
    return row[name] as number;
  }

  private checkFormat(format: IFileFormat): void {
    const id = this.pragma('application_id');
    const version = this.pragma('user_version');
    const tables = this.db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as Row;
    if (id === 0 && version === 0 && tables['n'] === 0 && !this.readOnly) {
      return;
    }
    if (id !== format.applicationId) {
      throw new RequestError(
        'storage',
        `${this.path} is a database of another program, not a ${format.name}. Move it away, or choose another data home with LUNETTE_HOME.`,
        { file: this.path }
      );
    }
    if (version > format.version) {
      throw new RequestError(
        'version',
        `${this.path} was written by a newer Lunette (format ${version}; this one knows up to ${format.version}). Update Lunette, or choose another data home with LUNETTE_HOME.`,
        { file: this.path, version }
      );
    }
  }

  private createSchema(format: IFileFormat): void {
    const version = this.pragma('user_version');
    if (version === format.version) {
      return;
    }
    // Before anything is in it: labels and paths are nobody else's business.
    chmodSync(this.path, 0o600);
    const making =
      version === 0 ? format.schema : (format.steps ?? []).slice(version - 1).join(';\n');
    this.transaction(() =>
      this.db.exec(
        `${making}; PRAGMA application_id = ${format.applicationId}; PRAGMA user_version = ${format.version}`
      )
    );
  }

  private guard<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw storageError(error, this.path);
    }
  }

  private statement(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.db.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  /** Runs a statement; returns the number of rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    try {
      return this.statement(sql).run(...values).changes as number;
    } catch (error) {
      throw storageError(error, this.path);
    }
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    try {
      return this.statement(sql).get(...values);
    } catch (error) {
      throw storageError(error, this.path);
    }
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    try {
      return this.statement(sql).all(...values);
    } catch (error) {
      throw storageError(error, this.path);
    }
  }

  /** Statements that are not worth keeping: making and dropping tables. */
  exec(sql: string): void {
    this.guard(() => this.db.exec(sql));
  }

  /** Forgets prepared statements that name a table which is going away. */
  forgetStatements(table: string): void {
    for (const sql of this.statements.keys()) {
      if (sql.includes(table)) {
        this.statements.delete(sql);
      }
    }
  }

  /** All of it or nothing. A transaction inside another one is part of it. */
  transaction<T>(action: () => T): T {
    return this.within(this.readOnly ? 'BEGIN' : 'BEGIN IMMEDIATE', action);
  }

  /** Reads that all see the same state. */
  snapshot<T>(action: () => T): T {
    return this.within('BEGIN', action);
  }

  private within<T>(begin: string, action: () => T): T {
    if (this.depth > 0) {
      return action();
    }
    this.exec(begin);
    this.depth++;
    try {
      const result = action();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite ends the transaction by itself after some errors, such as a full disk.
      if (this.db.isTransaction) {
        this.exec('ROLLBACK');
      }
      throw error;
    } finally {
      this.depth--;
    }
  }

  close(): void {
    this.statements.clear();
    this.guard(() => this.db.close());
  }
}

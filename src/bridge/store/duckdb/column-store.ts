/** Columns of all datasets in DuckDB, kept up to date with the documents. */
import type { DuckDBDataChunk } from '@duckdb/node-api';
import {
  ColumnsLost,
  type ColumnValue,
  type IColumnStore,
  type IDatasetColumns
} from '../../query/columns';
import { rid, type ISelect } from '../../query/relational';
import { RequestError } from '../../request-error';
import type { IDocumentReader } from '../document-store';
import { ColumnDatabase, type IColumnDatabaseOptions } from './column-database';
import { readNumbers } from './column-vectors';
import { DatasetColumns } from './dataset-columns';
import { DuckDBDialect } from './duckdb-dialect';
import { groupSql } from './group-sql';
import { dropSet, makeSet } from './row-sets';
import { SharedLock } from './shared-lock';

/** Stands for null among whole numbers. */
const NONE = 0xffffffff;

/** Lets other work in during a long catch-up. */
const breathe = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** Told how far the columns have caught up. */
type OnProgress = (done: number, total: number) => void;

interface IHeld {
  columns: DatasetColumns | null;
  lock: SharedLock;
  allRids: { stamp: number; rids: Uint32Array } | null;
  /** Who waits for the columns to catch up. */
  waiting: Set<OnProgress>;
}

export class DuckDBColumnStore implements IColumnStore {
  private readonly held = new Map<string, IHeld>();
  private readonly dialect = new DuckDBDialect();
  private readonly catchingUp = new Set<Promise<void>>();
  private users = 0;
  private readonly unwanted: string[] = [];

  private constructor(
    private readonly database: ColumnDatabase,
    private readonly reader: IDocumentReader
  ) {}

  static async open(
    options: IColumnDatabaseOptions,
    reader: IDocumentReader
  ): Promise<DuckDBColumnStore> {
    const store = new DuckDBColumnStore(await ColumnDatabase.open(options), reader);
    await store.forgetDropped();
    return store;
  }

  async use<T>(
    dataset: string,
    signal: AbortSignal,
    body: (columns: IDatasetColumns) => Promise<T>,
    onProgress: OnProgress = () => undefined
  ): Promise<T> {
    const held = this.held.get(dataset) ?? {
      columns: null,
      lock: new SharedLock(),
      allRids: null,
      waiting: new Set()
    };
    this.held.set(dataset, held);
    this.users += 1;
    held.waiting.add(onProgress);
    try {
      return await held.lock.read(
        () => !held.columns || held.columns.isStale(),
        () => this.refresh(dataset, held),
        () => {
          held.waiting.delete(onProgress);
          if (signal.aborted) {
            throw new RequestError('cancelled', 'The request was cancelled.');
          }
          return body(this.lend(held, held.columns as DatasetColumns, signal));
        }
      );
    } finally {
      held.waiting.delete(onProgress);
      this.users -= 1;
      await this.dropUnwanted();
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.catchingUp);
    this.database.close();
  }

  private refresh(dataset: string, held: IHeld): Promise<void> {
    const run = this.catchUp(dataset, held).finally(() => this.catchingUp.delete(run));
    this.catchingUp.add(run);
    return run;
  }

  private async catchUp(dataset: string, held: IHeld): Promise<void> {
    const info = this.reader.findDataset(dataset);
    if (!info || info.id !== dataset) {
      this.held.delete(dataset);
      await held.columns?.drop();
      throw new RequestError(
        'not_found',
        `There is no dataset with id '${dataset}': it was deleted. Load or create it again.`,
        { dataset }
      );
    }
    const progress = (done: number, total: number): Promise<void> => {
      held.waiting.forEach(tell => tell(done, total));
      return breathe();
    };
    try {
      held.columns ??= await DatasetColumns.load(this.database, this.reader, dataset);
      await held.columns.catchUp(info, progress);
    } catch (error) {
      // Columns are derived: whatever is wrong with them, they can be built from the documents.
      console.error(`The columns of dataset '${info.name}' are built again:`, error);
      try {
        held.columns = await DatasetColumns.load(this.database, this.reader, dataset);
        await held.columns.drop();
        held.columns = await DatasetColumns.load(this.database, this.reader, dataset);
        await held.columns.catchUp(info, progress);
      } catch (again) {
        throw new ColumnsLost(info.name, again);
      }
    }
  }

  /** Removes the columns of datasets that are no more. */
  private async forgetDropped(): Promise<void> {
    const found = await this.database.write(connection =>
      connection.runAndReadAll('SELECT dataset FROM datasets')
    );
    for (const [id] of found.getRowsJS()) {
      const dataset = String(id);
      if (this.reader.findDataset(dataset)?.id !== dataset) {
        await (await DatasetColumns.load(this.database, this.reader, dataset)).drop();
      }
    }
  }

  private lend(held: IHeld, columns: DatasetColumns, signal: AbortSignal): IDatasetColumns {
    const chunks = (query: ISelect): Promise<readonly DuckDBDataChunk[]> =>
      this.chunks(this.dialect.select(query), signal);
    return {
      info: columns.info,
      seq: columns.seq,
      schema: columns.schema,
      layout: columns.layout,
      dictionary: columns.texts,
      stamp: fields => columns.stamps.of(fields),
      allRids: async () => {
        const stamp = columns.stamps.of([]);
        if (held.allRids?.stamp !== stamp) {
          const rows = allRows(columns.layout.samples);
          const rids = readNumbers(await chunks(rows), 0, Uint32Array, 0);
          held.allRids = { stamp, rids: rids.sort() };
        }
        return held.allRids.rids;
      },
      integers: async query => {
        const found = await chunks(query);
        return query.columns.map((_, i) => readNumbers(found, i, Uint32Array, NONE));
      },
      numbers: async (query, none) => {
        const found = await chunks(query);
        return query.columns.map((_, i) => readNumbers(found, i, Float64Array, none));
      },
      rows: async query => {
        const found = await chunks(query);
        return found.flatMap(chunk => chunk.getRows().map(row => row.map(plainValue)));
      },
      groups: async (rows, keys) => {
        const sql = groupSql(query => this.dialect.select(query), rows, keys);
        const found = await this.chunks(sql, signal);
        return [readNumbers(found, 0, Uint32Array, NONE), readNumbers(found, 1, Uint32Array, NONE)];
      },
      makeSet: (rids, positions) => makeSet(this.database, rids, positions),
      dropSet: name => {
        this.unwanted.push(name);
      },
      describe: query => this.dialect.select(query)
    };
  }

  private chunks(sql: string, signal: AbortSignal): Promise<readonly DuckDBDataChunk[]> {
    return this.database.withConnection(async connection => {
      const interrupt = (): void => connection.interrupt();
      signal.addEventListener('abort', interrupt, { once: true });
      try {
        return await (await connection.run(sql)).fetchAllChunks();
      } catch (error) {
        if (signal.aborted) {
          throw new RequestError('cancelled', 'The request was cancelled.');
        }
        throw error;
      } finally {
        signal.removeEventListener('abort', interrupt);
      }
    });
  }

  private async dropUnwanted(): Promise<void> {
    if (this.users > 0 || this.unwanted.length === 0) {
      return;
    }
    const names = this.unwanted.splice(0);
    await this.database.withConnection(async connection => {
      for (const name of names) {
        await dropSet(connection, name);
      }
    });
  }
}

function allRows(samples: string): ISelect {
  return {
    columns: [{ name: 'rid', value: rid('s') }],
    rows: { table: samples, alias: 's', samples, sample: null, where: [] }
  };
}

function plainValue(value: unknown): ColumnValue {
  return typeof value === 'bigint' ? Number(value) : (value as ColumnValue);
}

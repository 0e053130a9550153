/** A store with columns in a folder of its own, for tests: real SQLite, real DuckDB. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IFieldSpec, View } from '../../../protocol';
import type { INewSample } from '../../store/document-store';
import { DuckDBColumnStore } from '../../store/duckdb';
import { SqliteReader, SqliteStore } from '../../store/sqlite';
import type { IDatasetColumns } from '../columns';
import { LabelRowsCache } from '../facets';
import { ViewCache, type IViewRows } from '../views';

const never = new AbortController().signal;

export class TestBench {
  private constructor(
    readonly folder: string,
    readonly store: SqliteStore,
    readonly reader: SqliteReader,
    public columns: DuckDBColumnStore,
    readonly dataset: string
  ) {
    const labels = new LabelRowsCache();
    this.views = new ViewCache(reader, (columns, rows) => labels.scan.samplesWith(columns, rows));
  }

  readonly views: ViewCache;

  static async open(fields: readonly IFieldSpec[] = []): Promise<TestBench> {
    const folder = mkdtempSync(join(tmpdir(), 'lunette-query-'));
    const store = SqliteStore.open(join(folder, 'store.db'));
    const reader = SqliteReader.open(join(folder, 'store.db'));
    const info = store.createDataset({
      name: 'birds',
      slug: 'birds',
      persistent: true,
      overwrite: false
    });
    store.setFields(info.id, [...info.fields, ...fields]);
    const columns = await TestBench.openColumns(folder, reader);
    return new TestBench(folder, store, reader, columns, info.id);
  }

  private static openColumns(folder: string, reader: SqliteReader): Promise<DuckDBColumnStore> {
    const path = join(folder, 'columns.duckdb');
    return DuckDBColumnStore.open({ path, memoryLimit: '1GB', threads: 2 }, reader);
  }

  get columnFile(): string {
    return join(this.folder, 'columns.duckdb');
  }

  add(samples: readonly INewSample[]): void {
    this.store.addSamples(this.dataset, samples);
  }

  /** Closes the columns and opens them again; `between` may harm the file. */
  async reopenColumns(between: () => void | Promise<void> = () => undefined): Promise<void> {
    await this.columns.close();
    await between();
    this.columns = await TestBench.openColumns(this.folder, this.reader);
  }

  use<T>(body: (columns: IDatasetColumns) => Promise<T>): Promise<T> {
    return this.columns.use(this.dataset, never, body);
  }

  view(view: View): Promise<IViewRows> {
    return this.use(columns => this.views.rows(columns, view, () => Promise.resolve()));
  }

  /** Row ids of a view. */
  async rids(view: View): Promise<number[]> {
    return [...(await this.view(view)).rids];
  }

  async close(): Promise<void> {
    await this.columns.close();
    this.reader.close();
    this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The columns of one dataset: their tables, the operation they stand at, and how they catch up. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { IDatasetInfo } from '../../../protocol';
import { DatasetSchema } from '../../query/schema';
import type { IDocumentReader, IStoredSample, Operation } from '../document-store';
import { ChangeStamps } from './change-stamps';
import type { ColumnDatabase } from './column-database';
import {
  emptyLayout,
  growLayout,
  TAG_STORAGE,
  tablePrefix,
  type IDatasetLayout
} from './dataset-layout';
import { Dictionary } from './dictionary';
import { LabelIngest } from './label-ingest';
import { PendingChanges } from './pending-changes';
import { withRows } from './row-sets';
import { SampleIngest } from './sample-ingest';
import { withoutMissing } from './shrink-layout';
import { quoteName, quoteText } from './sql-literal';
import { TableWriter } from './table-writer';
import { tagRows } from './tag-rows';

/** Operations read at once. */
const OPERATIONS_AT_ONCE = 500;
/** Samples read and written between two looks at other work, and about as many per transaction. */
const SAMPLES_AT_ONCE = 2000;
const SAMPLES_PER_COMMIT = 20_000;

interface IHead {
  seq: number;
  /** A rebuild is under way: if it did not end, it starts again. */
  building: boolean;
  layout: IDatasetLayout;
  seen: Record<string, string[]>;
}

/** Told how much of a catch-up is done; what it waits for lets other work in. */
type Progress = (done: number, total: number) => Promise<void>;

/** How many rows an operation concerns. */
function rowsOf(operation: Operation): number {
  return operation.kind === 'added'
    ? operation.last - operation.first + 1
    : 'rids' in operation
      ? operation.rids.length
      : 0;
}

/** The first of the operations, so many that a transaction of them is not large. */
function oneTransaction(operations: readonly Operation[]): readonly Operation[] {
  let rows = 0;
  const end = operations.findIndex(operation => {
    rows += rowsOf(operation);
    return rows > SAMPLES_PER_COMMIT;
  });
  return end < 0 ? operations : operations.slice(0, Math.max(1, end));
}

export class DatasetColumns {
  private head: IHead;
  private dictionary: Dictionary;
  private seen: Record<string, Set<string>> = {};
  private known: IDatasetInfo | null = null;
  private schemaNow: DatasetSchema | null = null;
  readonly stamps = new ChangeStamps(0);

  private constructor(
    private readonly database: ColumnDatabase,
    private readonly reader: IDocumentReader,
    readonly dataset: string,
    head: IHead | null
  ) {
    this.head = head ?? { seq: 0, building: true, layout: emptyLayout(dataset), seen: {} };
    this.dictionary = new Dictionary(this.head.layout.dictionary);
    for (const [field, names] of Object.entries(this.head.seen)) {
      this.seen[field] = new Set(names);
    }
  }

  static async load(
    database: ColumnDatabase,
    reader: IDocumentReader,
    dataset: string
  ): Promise<DatasetColumns> {
    const sql = `SELECT head FROM datasets WHERE dataset = ${quoteText(dataset)}`;
    const found = await database.write(connection => connection.runAndReadAll(sql));
    const text = found.getRowsJS()[0]?.[0];
    const head = typeof text === 'string' ? (JSON.parse(text) as IHead) : null;
    const columns = new DatasetColumns(database, reader, dataset, head);
    if (head && !head.building) {
      const { dictionary } = head.layout;
      columns.dictionary = await database.write(writer => Dictionary.load(writer, dictionary));
      columns.stamps.reset(head.seq);
    }
    return columns;
  }

  get seq(): number {
    return this.head.seq;
  }
  get layout(): IDatasetLayout {
    return this.head.layout;
  }
  get texts(): Dictionary {
    return this.dictionary;
  }
  /** The dataset as of the last catch-up. */
  get info(): IDatasetInfo {
    return this.known as IDatasetInfo;
  }
  get schema(): DatasetSchema {
    return this.schemaNow as DatasetSchema;
  }

  isStale(): boolean {
    return (
      this.head.building ||
      this.known === null ||
      this.reader.latestSeq(this.dataset) !== this.head.seq
    );
  }

  /** Brings the columns to the latest operation. */
  async catchUp(info: IDatasetInfo, progress: Progress): Promise<void> {
    let described = info;
    await this.fit(info, progress);
    const first = this.head.seq;
    for (;;) {
      const operations = this.reader.operationsAfter(
        this.dataset,
        this.head.seq,
        OPERATIONS_AT_ONCE
      );
      if (operations === null) {
        await this.rebuild(progress);
        continue;
      }
      const part = oneTransaction(operations);
      const last = part.at(-1);
      if (!last) {
        break;
      }
      if (last.seq > described.seq) {
        // Written since: the schema may be another one by now.
        described = this.reader.findDataset(this.dataset) ?? { ...described, seq: last.seq };
        await this.fit(described, progress);
        continue;
      }
      const latest = this.reader.latestSeq(this.dataset);
      const done = (): Promise<void> => progress(this.head.seq - first, latest - first);
      await this.apply(part, last.seq, done);
      await done();
    }
    this.describe(described);
  }

  private async fit(info: IDatasetInfo, progress: Progress): Promise<void> {
    this.describe(info);
    if (this.head.building || !(await this.fitSchema())) {
      await this.rebuild(progress);
    }
  }

  /** Removes every table of the dataset. */
  async drop(): Promise<void> {
    const tables = await this.database.tables(tablePrefix(this.dataset));
    await this.database.write(async writer => {
      for (const table of tables) {
        await writer.run(`DROP TABLE ${quoteName(table)}`);
      }
      await writer.run(`DELETE FROM datasets WHERE dataset = ${quoteText(this.dataset)}`);
    });
  }

  private describe(info: IDatasetInfo): void {
    this.known = info;
    this.seen = withoutMissing(this.seen, info.fields);
    this.schemaNow = new DatasetSchema(info.name, info.fields, this.seen);
  }

  private async saveHead(connection: DuckDBConnection): Promise<void> {
    this.head.seen = Object.fromEntries(
      Object.entries(this.seen).map(([field, names]) => [field, [...names]])
    );
    await this.dictionary.save(connection);
    await connection.run(`DELETE FROM datasets WHERE dataset = ${quoteText(this.dataset)}`);
    await connection.run(
      `INSERT INTO datasets VALUES (${quoteText(this.dataset)}, ${quoteText(JSON.stringify(this.head))})`
    );
  }

  private transaction(body: (connection: DuckDBConnection) => Promise<void>): Promise<void> {
    return this.database.transaction(body);
  }

  /** Adds tables and columns for new fields; false if everything must be built anew. */
  private async fitSchema(): Promise<boolean> {
    const change = growLayout(this.head.layout, this.schema, this.dataset);
    if (!change) {
      return false;
    }
    if (change.statements.length > 0 || change.refill.length > 0) {
      await this.transaction(async connection => {
        for (const sql of change.statements) {
          await connection.run(sql);
        }
        this.head.layout = change.layout;
        const fields = new Set(change.refill);
        if (fields.size > 0) {
          fields.forEach(field => this.seen[field]?.clear());
          await this.ingest(connection, this.reader.allRids(this.dataset), false, fields, false);
        }
        await this.saveHead(connection);
      });
      this.stamps.reset(this.head.seq);
    }
    return true;
  }

  private async rebuild(progress: Progress): Promise<void> {
    await this.drop();
    this.seen = {};
    this.head = { seq: 0, building: true, layout: emptyLayout(this.dataset), seen: {} };
    this.dictionary = new Dictionary(this.head.layout.dictionary);
    const { seq, rids, tags } = this.reader.snapshot(() => ({
      seq: this.reader.latestSeq(this.dataset),
      rids: this.reader.allRids(this.dataset),
      tags: this.reader.tagSets(this.dataset)
    }));
    const change = growLayout(this.head.layout, this.schema, this.dataset);
    await this.transaction(async connection => {
      for (const sql of change?.statements ?? []) {
        await connection.run(sql);
      }
      this.head.layout = change?.layout ?? this.head.layout;
      await this.addTagSets(connection, tags);
      await this.saveHead(connection);
    });
    const fields = new Set(this.head.layout.labels.map(labels => labels.field));
    for (let start = 0; start < rids.length; start += SAMPLES_PER_COMMIT) {
      const part = rids.subarray(start, start + SAMPLES_PER_COMMIT);
      await this.transaction(connection =>
        this.ingest(connection, part, true, fields, false, done =>
          progress(start + done, rids.length)
        )
      );
    }
    await this.transaction(async connection => {
      this.head.seq = seq;
      this.head.building = false;
      await this.saveHead(connection);
    });
    this.stamps.reset(seq);
  }

  private async addTagSets(
    connection: DuckDBConnection,
    tags: ReadonlyMap<string, Uint32Array>
  ): Promise<void> {
    const writer = await this.tagWriter(connection);
    for (const [tag, rids] of tags) {
      const code = this.dictionary.add(tag);
      rids.forEach(rid => {
        writer.set(0, rid);
        writer.set(1, code);
        writer.next();
      });
    }
    writer.close();
  }

  private tagWriter(connection: DuckDBConnection): Promise<TableWriter> {
    const types = TAG_STORAGE.map(([, type]) => type);
    return TableWriter.open(connection, this.head.layout.tags, types);
  }

  private async apply(
    operations: readonly Operation[],
    seq: number,
    progress: () => Promise<void>
  ): Promise<void> {
    const { layout } = this.head;
    const changes = new PendingChanges(operations, name => this.schema.labelFields.has(name));
    await this.transaction(async connection => {
      const { added, deleted, samples, tags, labels } = changes;
      // A repeated operation must not add a row twice: added rows are removed first.
      const gone = Uint32Array.from([...added, ...deleted]);
      const whole = [layout.tags, layout.samples, ...layout.lists.map(l => l.table)];
      await this.remove(connection, gone, [
        ...whole,
        ...layout.labels.flatMap(l => [l.table, l.tags])
      ]);
      const all = new Set(layout.labels.map(l => l.field));
      await this.ingest(connection, Uint32Array.from(added), true, all, true, progress);
      const left = (rids: ReadonlySet<number>): Uint32Array =>
        Uint32Array.from([...rids].filter(rid => !added.has(rid) && !deleted.has(rid))).sort();
      const updated = left(samples);
      await this.remove(connection, updated, whole.slice(1));
      await this.ingest(connection, updated, true, new Set(), false, progress);
      const retagged = left(tags);
      await this.remove(connection, retagged, [layout.tags]);
      await this.ingest(connection, retagged, false, new Set(), true, progress);
      for (const [field, rids] of labels) {
        const table = layout.labels.find(l => l.field === field);
        if (table) {
          const relabelled = left(rids);
          await this.remove(connection, relabelled, [table.table, table.tags]);
          await this.ingest(connection, relabelled, false, new Set([field]), false, progress);
        }
      }
      for (const change of changes.tagChanges) {
        // Tags that were read just now are newer than this change.
        const rids = change.rids.filter(rid => !added.has(rid) && !tags.has(rid));
        await tagRows(connection, layout, rids, change, this.dictionary.add(change.tag));
      }
      this.head.seq = seq;
      await this.saveHead(connection);
    });
    operations.forEach(operation => this.stamps.apply(operation));
  }

  private remove(
    connection: DuckDBConnection,
    rids: Uint32Array,
    tables: readonly string[]
  ): Promise<void> {
    return withRows(connection, rids, async inRows => {
      for (const table of tables) {
        await connection.run(`DELETE FROM ${quoteName(table)} WHERE ${inRows}`);
      }
    });
  }

  /** Reads documents and appends what they mean to the tables. */
  private async ingest(
    connection: DuckDBConnection,
    rids: Uint32Array,
    core: boolean,
    fields: ReadonlySet<string>,
    tags: boolean,
    progress: (done: number) => Promise<void> = () => Promise.resolve()
  ): Promise<void> {
    if (rids.length === 0) {
      return;
    }
    const { layout } = this.head;
    const samples = core ? await SampleIngest.open(connection, layout, this.dictionary) : null;
    const tagWriter = tags ? await this.tagWriter(connection) : null;
    const labels = new Map<string, LabelIngest>();
    for (const table of layout.labels.filter(l => fields.has(l.field))) {
      const seen = (this.seen[table.field] ??= new Set());
      labels.set(table.field, await LabelIngest.open(connection, table, this.dictionary, seen));
    }
    // Samples know which label fields they have, so a core row needs all of them.
    const selection = { core, tags, labels: core ? null : [...fields] };
    const add = (sample: IStoredSample): void => {
      samples?.add(sample);
      labels.forEach((ingest, field) => {
        const document = sample.labels[field];
        if (document) {
          ingest.add(sample.rid, document);
        }
      });
      sample.tags.forEach(tag => {
        tagWriter?.set(0, sample.rid);
        tagWriter?.set(1, this.dictionary.add(tag));
        tagWriter?.next();
      });
    };
    for (let start = 0; start < rids.length; start += SAMPLES_AT_ONCE) {
      const part = rids.subarray(start, start + SAMPLES_AT_ONCE);
      for (const sample of this.reader.read(this.dataset, part, selection)) {
        add(sample);
      }
      await progress(start + part.length);
    }
    samples?.close();
    tagWriter?.close();
    labels.forEach(ingest => ingest.close());
  }
}

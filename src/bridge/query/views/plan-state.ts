/** What is known of a view while its stages are planned one after the other. */
import type { Stage, View } from '../../../protocol';
import type { IDocumentReader } from '../../store/document-store';
import type { IDatasetColumns } from '../columns';
import type { Value } from '../expressions';
import {
  NotColumnar,
  rid,
  type ExpressionLowering,
  type IRows,
  type ISelect,
  type LowerScope,
  type Rel,
  type Transform
} from '../relational';
import type { DatasetSchema } from '../schema';
import { fieldsOfStage } from './field-names';
import { inOrderOf, isAscending } from './row-order';
import { forEachSample } from './sample-decoder';
import type { ISampleGroups } from './sample-groups';
import { loweringFor, type IViewRows } from './view-rows';

export interface ISortKey {
  value: Rel;
  reverse: boolean;
}

/** Filters and sorts that were not yet asked. */
interface IPending {
  rows: IRows;
  order: ISortKey[];
}

/** By row id: which samples have a label among the rows; null if the engine has to say. */
export type ScanLabels = (columns: IDatasetColumns, rows: IRows) => Promise<Uint8Array | null>;

export class PlanState {
  readonly lowering: ExpressionLowering;
  /** Of the whole dataset. */
  readonly schema: DatasetSchema;
  /** What the stages so far leave readable. */
  visible: DatasetSchema;
  transforms: readonly Transform[] = [];
  /** After `group_by`: all groups, of which the rows are the first samples. */
  groups: ISampleGroups | null = null;
  readonly queries: string[] = [];
  readonly fallbacks: string[] = [];
  private rids: Uint32Array | null = null;
  private pending: IPending;

  constructor(
    readonly columns: IDatasetColumns,
    readonly reader: IDocumentReader,
    readonly checkpoint: () => Promise<void>,
    /** Plans another view of the dataset. */
    readonly planOther: (view: View) => Promise<IViewRows>,
    private readonly scanLabels: ScanLabels
  ) {
    this.schema = columns.schema;
    this.visible = columns.schema;
    this.lowering = loweringFor(columns, columns.schema);
    this.pending = this.nothingPending();
  }

  private nothingPending(): IPending {
    const { samples } = this.columns.layout;
    const alias = this.lowering.context.newAlias('s');
    return { rows: { table: samples, alias, samples, sample: null, where: [] }, order: [] };
  }

  /** Where expressions about samples stand now. */
  scope(): LowerScope {
    return { kind: 'sample', alias: this.alias, filters: this.transforms };
  }

  /** Alias of the samples in the query that is being put together. */
  get alias(): string {
    return this.pending.rows.alias;
  }

  where(condition: Rel): void {
    this.pending.rows.where.push(condition);
  }

  orderBy(keys: readonly ISortKey[]): void {
    this.pending.order = [...keys, ...this.pending.order];
  }

  /** Row ids so far, in order. */
  async rows(): Promise<Uint32Array> {
    await this.ask();
    return this.rids ?? (await this.columns.allRids());
  }

  /** Whether no stage so far chose or ordered samples. */
  async isWhole(): Promise<boolean> {
    const rows = await this.rows();
    const all = await this.columns.allRids();
    return this.rids === null || (rows.length === all.length && rows.every((r, i) => r === all[i]));
  }

  setRows(rids: Uint32Array): void {
    this.rids = rids;
  }

  /** Runs what is pending, then takes the rows in hand. */
  async change(how: (rids: Uint32Array) => Uint32Array): Promise<void> {
    this.rids = how(await this.rows());
  }

  /** Tries what columns can do, and otherwise what documents can. */
  async columnsOr(
    stage: Stage,
    inColumns: () => void,
    overDocuments: (reason: string) => Promise<void>
  ): Promise<void> {
    try {
      inColumns();
    } catch (error) {
      if (!(error instanceof NotColumnar)) {
        throw error;
      }
      await this.ask();
      await overDocuments(`${stage.stage}: ${error.reason}`);
    }
  }

  /** Evaluates over the documents of the rows in hand. */
  async overDocuments(
    stage: Stage,
    reason: string,
    each: (sample: Value, rid: number, kept: ReadonlyMap<string, number[]>) => void,
    transforms: readonly Transform[] = this.transforms,
    wanted: Iterable<string> = fieldsOfStage(stage, this.schema)
  ): Promise<void> {
    this.fallbacks.push(reason);
    await forEachSample(
      this.reader,
      this.columns.info.id,
      this.schema,
      await this.rows(),
      new Set(wanted),
      transforms,
      this.checkpoint,
      (sample, row, kept) => each(sample as Value, row, kept)
    );
  }

  /** Keeps the samples whose documents pass a test. */
  async keepDocuments(
    stage: Stage,
    reason: string,
    test: (sample: Value, rid: number) => boolean,
    wanted?: Iterable<string>,
    transforms: readonly Transform[] = this.transforms
  ): Promise<void> {
    const kept: number[] = [];
    await this.overDocuments(
      stage,
      reason,
      (sample, row) => {
        if (test(sample, row)) {
          kept.push(row);
        }
      },
      transforms,
      wanted
    );
    this.rids = Uint32Array.from(kept);
  }

  /** Asks the pending query, so that `rids` are the rows so far. */
  private async ask(): Promise<void> {
    const { rows, order } = this.pending;
    if (rows.where.length === 0 && order.length === 0) {
      return;
    }
    this.pending = this.nothingPending();
    if (order.length === 0 && (await this.scanned(rows))) {
      const columns = [{ name: 'rid', value: rid(rows.alias) }];
      this.queries.push(`${this.columns.describe({ columns, rows })} -- over values in memory`);
      return;
    }
    const before = this.rids;
    const { alias } = rows;
    // Equal keys keep the order that the samples had.
    let tie = rid(alias);
    let set: string | null = null;
    if (before) {
      const positions = order.length > 0 && !isAscending(before);
      set = await this.columns.makeSet(before, positions ? Uint32Array.from(before.keys()) : null);
      rows.where.unshift({ kind: 'in_set', alias, by: 'sample', set, type: 'bool' });
      tie = positions ? { kind: 'set_position', alias, set, type: 'number' } : tie;
    }
    const orderBy = order.length > 0 ? [...order, { value: tie, reverse: false }] : [];
    const query: ISelect = { columns: [{ name: 'rid', value: rid(alias) }], rows, orderBy };
    this.queries.push(this.columns.describe(query));
    const [found = new Uint32Array(0)] = await this.columns.integers(query);
    if (set) {
      this.columns.dropSet(set);
    }
    if (order.length > 0) {
      this.rids = found;
      return;
    }
    this.rids = inOrderOf(before ?? (await this.columns.allRids()), found);
  }

  /** Chooses samples by their labels over values in memory, if that is all that is asked. */
  private async scanned({ where }: IRows): Promise<boolean> {
    if (!where.every(isAboutLabels)) {
      return false;
    }
    const chosen: Uint8Array[] = [];
    for (const condition of where) {
      const flags = await this.scan(condition);
      if (!flags) {
        return false;
      }
      chosen.push(flags);
    }
    const rids = this.rids ?? (await this.columns.allRids());
    const kept = new Uint32Array(rids.length);
    let count = 0;
    for (const row of rids) {
      if (chosen.every(flags => flags[row] === 1)) {
        kept[count] = row;
        count += 1;
      }
    }
    this.rids = kept.slice(0, count);
    return true;
  }

  private async scan(condition: Rel): Promise<Uint8Array | null> {
    if (condition.kind === 'in_rows') {
      return this.scanLabels(this.columns, condition.rows);
    }
    const parts = condition.kind === 'call' ? condition.args : [];
    let any: Uint8Array | null = null;
    for (const part of parts) {
      const flags = await this.scan(part);
      if (!flags) {
        return null;
      }
      any = any ? union(any, flags) : flags;
    }
    return any;
  }
}

/** Whether a condition only asks if samples have labels in some field or in any of several. */
const isAboutLabels = (condition: Rel): boolean =>
  condition.kind === 'in_rows'
    ? condition.by === 'sample'
    : condition.kind === 'call' &&
      condition.op === 'or' &&
      condition.args.length > 0 &&
      condition.args.every(isAboutLabels);

function union(a: Uint8Array, b: Uint8Array): Uint8Array {
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a];
  const both = longer.slice();
  shorter.forEach((flag, row) => {
    both[row] = (both[row] as number) | flag;
  });
  return both;
}

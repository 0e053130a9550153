/**
 * Computes the rows of a view. Runs of filters and sorts become one query; what no column covers is
 * evaluated over documents; slices and random orders are taken of the row ids themselves.
 */
import {
  call as callExpression,
  field,
  type Expression,
  type Stage,
  type StageOf,
  type View
} from '../../../protocol';
import { idFromHex } from '../../datasets/documents/object-id';
import type { IDocumentReader } from '../../store/document-store';
import type { IDatasetColumns } from '../columns';
import { compareValues, evaluate, holds, type Value } from '../expressions';
import {
  call,
  isChanged,
  labelRows,
  NotColumnar,
  not,
  rid,
  truth,
  type ExpressionLowering,
  type IRows,
  type ISelect,
  type LowerScope,
  type Rel,
  type Transform
} from '../relational';
import type { DatasetSchema, ILabelField } from '../schema';
import { checkStage, checkView } from './check-view';
import { fieldsOfExpression, fieldsOfStage } from './field-names';
import { labelChoiceFilters, type LabelStage } from './label-choice';
import { changeLabels } from './content-change';
import { labelList, type SampleDocument } from './label-filter-set';
import { shuffled } from './permutation';
import { inOrderOf, isAscending } from './row-order';
import { forEachSample } from './sample-decoder';
import { loweringFor, type IViewRows } from './view-rows';

interface ISortKey {
  value: Rel;
  reverse: boolean;
}

/** Filters and sorts that were not yet asked. */
interface IPending {
  rows: IRows;
  order: ISortKey[];
}

export class ViewPlanner {
  private readonly lowering: ExpressionLowering;
  private readonly schema: DatasetSchema;
  /** What the stages so far leave readable. */
  private visible: DatasetSchema;
  private rids: Uint32Array | null = null;
  private transforms: readonly Transform[] = [];
  private pending: IPending;
  private readonly queries: string[] = [];
  private readonly fallbacks: string[] = [];

  constructor(
    private readonly columns: IDatasetColumns,
    private readonly reader: IDocumentReader,
    private readonly checkpoint: () => Promise<void>
  ) {
    this.schema = columns.schema;
    this.visible = columns.schema;
    this.lowering = loweringFor(columns, columns.schema);
    this.pending = this.nothingPending();
  }

  /** @throws RequestError if the view is not valid, or cancelled. */
  async plan(view: View): Promise<IViewRows> {
    checkView(view, this.columns.schema);
    for (const stage of view) {
      await this.add(stage);
      this.visible = checkStage(stage, this.visible);
    }
    await this.ask();
    const schema = this.visible;
    const { columns, rids } = this;
    const all = await columns.allRids();
    let set: Promise<string> | null = null;
    const final = rids ?? all;
    return {
      rids: final,
      whole: rids === null || (rids.length === all.length && rids.every((r, i) => r === all[i])),
      transforms: this.transforms,
      schema,
      queries: this.queries,
      fallbacks: this.fallbacks,
      set: () => (set ??= columns.makeSet(final, null))
    };
  }

  private nothingPending(): IPending {
    const { samples } = this.columns.layout;
    const alias = this.lowering.context.newAlias('s');
    return { rows: { table: samples, alias, samples, sample: null, where: [] }, order: [] };
  }

  private scope(): LowerScope {
    return { kind: 'sample', alias: this.pending.rows.alias, filters: this.transforms };
  }

  private async add(stage: Stage): Promise<void> {
    switch (stage.stage) {
      case 'match':
        return this.filterBy(stage, () => this.lowering.condition(stage.filter, this.scope()));
      case 'exists': {
        const isNull = callExpression('is_null', field(stage.field));
        const filter = stage.bool ? callExpression('not', isNull) : isNull;
        return this.add({ stage: 'match', filter });
      }
      case 'match_tags':
        return this.matchTags(stage);
      case 'filter_labels':
        return this.filterLabels(stage);
      case 'sort_by':
        return this.sortBy(stage);
      case 'limit':
        return this.change(rids => rids.subarray(0, Math.max(0, stage.limit)));
      case 'skip':
        return this.change(rids => rids.subarray(Math.max(0, stage.skip)));
      case 'take':
        return this.change(rids => shuffled(rids, stage.seed).subarray(0, Math.max(0, stage.size)));
      case 'shuffle':
        return this.change(rids => shuffled(rids, stage.seed));
      case 'select':
        return this.select(stage);
      case 'exclude': {
        const excluded = new Set(this.ridsOf(stage.sample_ids));
        return this.change(rids => rids.filter(rid => !excluded.has(rid)));
      }
      case 'select_labels':
      case 'exclude_labels':
        return this.chooseLabels(stage);
      case 'select_fields':
        return;
    }
  }

  /** Runs what is pending, then takes the rows in hand. */
  private async change(how: (rids: Uint32Array) => Uint32Array): Promise<void> {
    await this.ask();
    this.rids = how(this.rids ?? (await this.columns.allRids()));
  }

  private ridsOf(ids: readonly string[]): number[] {
    const bytes = ids.flatMap(id => idFromHex(id) ?? []);
    const known = ids.filter(id => idFromHex(id) !== null).map(id => idFromHex(id) as Uint8Array);
    return bytes.length === 0
      ? []
      : [...this.reader.ridsOfIds(this.columns.info.id, known)].filter(rid => rid >= 0);
  }

  private async select(stage: StageOf<'select'>): Promise<void> {
    const wanted = new Set(this.ridsOf(stage.sample_ids));
    await this.change(rids => {
      const there = rids.filter(rid => wanted.has(rid));
      if (!stage.ordered) {
        return there;
      }
      const present = new Set(there);
      return Uint32Array.from([...wanted].filter(rid => present.has(rid)));
    });
  }

  private async filterBy(stage: StageOf<'match'>, lower: () => Rel): Promise<void> {
    try {
      this.pending.rows.where.push(lower());
    } catch (error) {
      const reason = this.reasonOf(error, stage);
      await this.ask();
      const kept: number[] = [];
      await this.overDocuments(stage, reason, (sample, row) => {
        if (holds(stage.filter, { current: sample, sample })) {
          kept.push(row);
        }
      });
      this.rids = Uint32Array.from(kept);
    }
  }

  private matchTags({ tags, bool, all }: StageOf<'match_tags'>): void {
    const { dictionary, layout } = this.columns;
    const has = (wanted: readonly string[]): Rel => {
      const alias = this.lowering.context.newAlias('t');
      const codes = wanted.flatMap(tag => dictionary.codeOf(tag) ?? []);
      const code: Rel = { kind: 'column', alias, column: 'tag', type: 'number' };
      const rows: IRows = {
        table: layout.tags,
        alias,
        samples: layout.samples,
        sample: null,
        where: [{ kind: 'code_in', code, codes, orNull: false, type: 'bool' }]
      };
      const owner = this.pending.rows.alias;
      return { kind: 'in_rows', alias: owner, by: 'sample', rows, type: 'bool' };
    };
    const unique = [...new Set(tags)];
    const condition: Rel =
      all && unique.length > 0
        ? call('and', 'bool', ...unique.map(tag => has([tag])))
        : all
          ? { kind: 'literal', value: true, type: 'bool' }
          : has(unique);
    this.pending.rows.where.push(bool ? condition : not(condition));
  }

  private async filterLabels(stage: StageOf<'filter_labels'>): Promise<void> {
    const labels = this.schema.labelField(stage.field);
    this.transforms = [...this.transforms, await this.labelFilter(labels, stage.filter, stage)];
    if (stage.only_matches) {
      await this.keepWithLabels([labels], stage);
    }
  }

  /** The transform that leaves only labels for which the expression is true. */
  private async labelFilter(
    labels: ILabelField,
    expression: Expression,
    stage: Stage
  ): Promise<Transform> {
    const before = this.transforms;
    const { name: field } = labels;
    if (isChanged(before, field)) {
      return changeLabels(field, expression, JSON.stringify(stage));
    }
    const filter: Transform = { kind: 'labels', field, expression, before, set: null };
    try {
      labelRows(this.lowering.context, labels, [...before, filter]);
      return filter;
    } catch (error) {
      const reason = this.reasonOf(error, stage);
      await this.ask();
      const rids: number[] = [];
      const positions: number[] = [];
      const wanted = [field, ...fieldsOfExpression(expression, field)];
      await this.overDocuments(
        stage,
        reason,
        (_, row, kept) => {
          for (const position of kept.get(field) ?? []) {
            rids.push(row);
            positions.push(position);
          }
        },
        [...before, filter],
        wanted
      );
      const set = await this.columns.makeSet(Uint32Array.from(rids), Uint32Array.from(positions));
      return { ...filter, set };
    }
  }

  /** Keeps the samples that have a label in any of the fields. */
  private async keepWithLabels(fields: readonly ILabelField[], stage: Stage): Promise<void> {
    try {
      const has = fields.map(labels => this.hasLabels(labels));
      this.pending.rows.where.push(has.length > 0 ? call('or', 'bool', ...has) : truth(false));
    } catch (error) {
      const reason = this.reasonOf(error, stage);
      await this.ask();
      const kept: number[] = [];
      const names = fields.map(({ name }) => name);
      await this.overDocuments(
        stage,
        reason,
        (sample, row) => {
          if (names.some(name => labelList((sample as SampleDocument)[name]).length > 0)) {
            kept.push(row);
          }
        },
        this.transforms,
        names
      );
      this.rids = Uint32Array.from(kept);
    }
  }

  /** The condition that a sample has a label in the field. */
  private hasLabels(labels: ILabelField): Rel {
    const { rows } = labelRows(this.lowering.context, labels, this.transforms);
    return { kind: 'in_rows', alias: this.pending.rows.alias, by: 'sample', rows, type: 'bool' };
  }

  private async chooseLabels(stage: LabelStage): Promise<void> {
    for (const [field, filter] of labelChoiceFilters(stage, this.visible)) {
      await this.filterLabels({ stage: 'filter_labels', field, filter, only_matches: false });
    }
    if (stage.omit_empty) {
      const after = checkStage(stage, this.visible);
      await this.keepWithLabels([...after.labelFields.values()], stage);
    }
  }

  private async sortBy(stage: StageOf<'sort_by'>): Promise<void> {
    try {
      const keys = stage.keys.map(({ key, reverse }) => ({
        value: this.lowering.scalar(key, this.scope()),
        reverse
      }));
      this.pending.order = [...keys, ...this.pending.order];
    } catch (error) {
      const reason = this.reasonOf(error, stage);
      await this.ask();
      const found: { row: number; keys: Value[] }[] = [];
      await this.overDocuments(stage, reason, (sample, row) => {
        const scope = { current: sample, sample };
        found.push({ row, keys: stage.keys.map(({ key }) => evaluate(key, scope)) });
      });
      found.sort((a, b) => {
        for (const [i, { reverse }] of stage.keys.entries()) {
          const order = compareValues(a.keys[i] as Value, b.keys[i] as Value);
          if (order !== 0) {
            return reverse ? -order : order;
          }
        }
        return 0;
      });
      this.rids = Uint32Array.from(found, ({ row }) => row);
    }
  }

  private reasonOf(error: unknown, stage: Stage): string {
    if (!(error instanceof NotColumnar)) {
      throw error;
    }
    return `${stage.stage}: ${error.reason}`;
  }

  /** Evaluates over the documents of the rows in hand. */
  private async overDocuments(
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
      this.rids ?? (await this.columns.allRids()),
      new Set(wanted),
      transforms,
      this.checkpoint,
      (sample, row, kept) => each(sample as Value, row, kept)
    );
  }

  /** Asks the pending query, so that `rids` are the rows so far. */
  private async ask(): Promise<void> {
    const { rows, order } = this.pending;
    if (rows.where.length === 0 && order.length === 0) {
      return;
    }
    this.pending = this.nothingPending();
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
}

/** Planning stages that choose labels, or samples by their labels. */
import { literal, type Expression, type Stage, type StageOf } from '../../../protocol';
import {
  call,
  isChanged,
  labelRows,
  not,
  position,
  rid,
  truth,
  type Rel,
  type Transform
} from '../relational';
import type { ILabelField } from '../schema';
import { anyLabelField } from './check-content';
import { checkStage } from './check-view';
import { changeLabels, limitOverDocuments } from './content-change';
import { fieldsOfExpression } from './field-names';
import { allLabelFields, labelChoiceFilters, labelsMeant, type LabelStage } from './label-choice';
import { labelList, type SampleDocument } from './label-filter-set';
import type { PlanState } from './plan-state';

/** The transform that leaves only labels for which the expression is true. */
async function labelFilter(
  plan: PlanState,
  labels: ILabelField,
  expression: Expression,
  stage: Stage
): Promise<Transform> {
  const before = plan.transforms;
  const { name: field } = labels;
  if (field.startsWith('frames.') || isChanged(before, field)) {
    return changeLabels(field, expression, stage);
  }
  let filter: Transform = { kind: 'labels', field, expression, before, set: null, first: null };
  await plan.columnsOr(
    stage,
    () => labelRows(plan.lowering.context, labels, [...before, filter]),
    async reason => {
      const rids: number[] = [];
      const positions: number[] = [];
      await plan.overDocuments(
        stage,
        reason,
        (_, row, kept) => {
          for (const position of kept.get(field) ?? []) {
            rids.push(row);
            positions.push(position);
          }
        },
        [...before, filter],
        [field, ...fieldsOfExpression(expression, field)]
      );
      const set = await plan.columns.makeSet(Uint32Array.from(rids), Uint32Array.from(positions));
      filter = { kind: 'labels', field, expression, before, set, first: null };
    }
  );
  return filter;
}

/** The condition that a sample has a label in the field under some transforms. */
function hasLabels(plan: PlanState, labels: ILabelField, transforms: readonly Transform[]): Rel {
  const { rows } = labelRows(plan.lowering.context, labels, transforms);
  return { kind: 'in_rows', alias: plan.alias, by: 'sample', rows, type: 'bool' };
}

/** Labels of a field of samples or of frames in a document. */
function labelsAt(sample: unknown, field: string): unknown[] {
  if (!field.startsWith('frames.')) {
    return labelList((sample as SampleDocument)[field]);
  }
  const { frames } = sample as SampleDocument;
  const name = field.slice('frames.'.length);
  return Array.isArray(frames)
    ? (frames as SampleDocument[]).flatMap(frame => labelList(frame[name]))
    : [];
}

interface IWithLabels {
  labels: ILabelField;
  transforms: readonly Transform[];
}

/** Keeps the samples that have a label in any of the fields; or, negated, in none. */
async function keepWithLabels(
  plan: PlanState,
  stage: Stage,
  choices: readonly IWithLabels[],
  keep = true
): Promise<void> {
  await plan.columnsOr(
    stage,
    () => {
      const has = choices.map(({ labels, transforms }) => hasLabels(plan, labels, transforms));
      const any = has.length > 0 ? call('or', 'bool', ...has) : truth(false);
      plan.where(keep ? any : not(any));
    },
    async reason => {
      const found = new Set<number>();
      for (const { labels, transforms } of choices) {
        const { name } = labels;
        await plan.overDocuments(
          stage,
          reason,
          (sample, row) => {
            if (labelsAt(sample, name).length > 0) {
              found.add(row);
            }
          },
          transforms,
          [name.split('.')[0] as string]
        );
      }
      await plan.change(rids => rids.filter(rid => found.has(rid) === keep));
    }
  );
}

export async function filterLabels(
  plan: PlanState,
  stage: StageOf<'filter_labels'>
): Promise<void> {
  const labels = anyLabelField(plan.schema, stage.field);
  plan.transforms = [...plan.transforms, await labelFilter(plan, labels, stage.filter, stage)];
  if (stage.only_matches) {
    await keepWithLabels(plan, stage, [{ labels, transforms: plan.transforms }]);
  }
}

/** Keeps samples that have labels in any of the fields as they are now. */
export async function keepLabelled(
  plan: PlanState,
  stage: Stage,
  fields: readonly ILabelField[]
): Promise<void> {
  const { transforms } = plan;
  await keepWithLabels(
    plan,
    stage,
    fields.map(labels => ({ labels, transforms }))
  );
}

export async function chooseLabels(plan: PlanState, stage: LabelStage): Promise<void> {
  for (const [field, filter] of labelChoiceFilters(stage, plan.visible)) {
    await filterLabels(plan, { stage: 'filter_labels', field, filter, only_matches: false });
  }
  if (stage.omit_empty) {
    const after = checkStage(stage, plan.visible);
    await keepLabelled(plan, stage, allLabelFields(after));
  }
}

export async function matchLabels(plan: PlanState, stage: StageOf<'match_labels'>): Promise<void> {
  const choices: IWithLabels[] = [];
  for (const { labels, expression } of labelsMeant(stage, plan.visible)) {
    const chosen = expression ? [await labelFilter(plan, labels, expression, stage)] : [];
    choices.push({ labels, transforms: [...plan.transforms, ...chosen] });
  }
  await keepWithLabels(plan, stage, choices, stage.bool);
}

/** Places of labels in one order: by sample, then by position. */
const PLACES = 2 ** 20;

/** The first labels of each sample, as a set that columns can select by. */
export async function limitLabels(plan: PlanState, stage: StageOf<'limit_labels'>): Promise<void> {
  const labels = anyLabelField(plan.schema, stage.field);
  const before = plan.transforms;
  const field = labels.name;
  const most = Math.max(0, stage.limit);
  let limited: Transform = limitOverDocuments(stage);
  if (!field.startsWith('frames.') && !isChanged(before, field)) {
    const { rows } = labelRows(plan.lowering.context, labels, before);
    const columns = [
      { name: 'rid', value: rid(rows.alias) },
      { name: 'pos', value: position(rows.alias) }
    ];
    const [rids = [], positions = []] = await plan.columns.integers({ columns, rows });
    const places = Float64Array.from(
      rids,
      (row, i) => row * PLACES + (positions[i] as number)
    ).sort();
    const kept = firstPerSample(places, most);
    const set = await plan.columns.makeSet(
      Uint32Array.from(kept, place => Math.floor(place / PLACES)),
      Uint32Array.from(kept, place => place % PLACES)
    );
    const expression = literal(true);
    limited = { kind: 'labels', field, expression, before, set, first: most };
  }
  plan.transforms = [...before, limited];
}

/** Of sorted places the first so many of each sample. */
function firstPerSample(places: Float64Array, most: number): Float64Array {
  const kept = new Float64Array(places.length);
  let count = 0;
  let own = 0;
  let last = -1;
  for (const place of places) {
    const row = Math.floor(place / PLACES);
    own = row === last ? own + 1 : 1;
    last = row;
    if (own <= most) {
      kept[count++] = place;
    }
  }
  return kept.subarray(0, count);
}

/** Planning stages about groups: slices of a group field, and groups by any value. */
import {
  call,
  field,
  literal,
  stageSchema,
  type Expression,
  type Stage,
  type StageOf
} from '../../../protocol';
import { RequestError } from '../../request-error';
import { compareValues, evaluate, holds, readPath, type Value } from '../expressions';
import { fieldsOfSamples } from './field-names';
import { groupIndex } from './group-index';
import { shuffled } from './permutation';
import { match, sortBy } from './plan-samples';
import type { PlanState } from './plan-state';
import {
  chosenGroups,
  groupCount,
  groupedRows,
  groupRows,
  headsOf,
  joinedGroups,
  type ISampleGroups
} from './sample-groups';

/** The group field of a dataset. @throws RequestError if it has none */
function groupField(plan: PlanState, stage: Stage): string {
  const { name, properties } = plan.columns.info;
  const found = properties.group_field;
  if (!found) {
    throw new RequestError(
      'invalid',
      `${stage.stage} is for grouped datasets, and '${name}' has no group field.`,
      { dataset: name, stage: stage.stage }
    );
  }
  return found;
}

export function groupSlice(plan: PlanState, stage: StageOf<'group_slice'>): Promise<void> {
  const name = field(`${groupField(plan, stage)}.name`);
  return match(plan, { stage: 'match', filter: call('eq', name, literal(stage.slice)) });
}

/** Slices that a stage names, by name or media type, in the dataset's order. */
function namedSlices(
  plan: PlanState,
  { slices, media_type: type }: StageOf<'select_group_slices' | 'exclude_group_slices'>
): string[] {
  const all = plan.columns.info.properties.group_slices ?? [];
  const unknown = slices?.find(name => !all.some(slice => slice.name === name));
  if (unknown !== undefined) {
    throw new RequestError(
      'invalid',
      `Dataset '${plan.columns.info.name}' has no group slice '${unknown}'. It has: ${all.map(({ name }) => name).join(', ') || 'none'}.`,
      { dataset: plan.columns.info.name, slice: unknown }
    );
  }
  return all
    .filter(
      ({ name, media_type: own }) => (slices?.includes(name) ?? true) && own === (type ?? own)
    )
    .map(({ name }) => name);
}

/**
 * All samples of some slices in the groups of the samples so far; earlier changes of content are
 * forgotten.
 */
export async function groupSlices(
  plan: PlanState,
  stage: StageOf<'select_group_slices' | 'exclude_group_slices'>
): Promise<void> {
  const name = groupField(plan, stage);
  const named = namedSlices(plan, stage);
  const isAll = !stage.slices && !stage.media_type;
  const all = plan.columns.info.properties.group_slices ?? [];
  const wanted =
    stage.stage === 'select_group_slices'
      ? isAll
        ? all.map(slice => slice.name)
        : named
      : all.map(slice => slice.name).filter(slice => !named.includes(slice));
  const before = (await plan.isWhole()) ? null : await plan.rows();
  plan.transforms = [];
  const every = await plan.columns.allRids();
  const byGroup = stage.stage === 'select_group_slices' && stage.by_group;
  const index = before || byGroup ? await groupIndex(plan, stage, [field(`${name}.id`)]) : null;
  if (before && index) {
    const groups = new Set(Array.from(before, rid => index[rid] as number));
    plan.setRows(every.filter(rid => groups.has(index[rid] as number)));
  } else {
    plan.setRows(every);
  }
  await match(plan, {
    stage: 'match',
    filter: call('is_in', field(`${name}.name`), literal(wanted))
  });
  if (byGroup && index) {
    const ordered = await inSliceOrder(plan, `${name}.name`, wanted);
    const groupOf = (rid: number): number => index[rid] as number;
    plan.setRows(groupedRows(ordered, groupOf, before ?? ordered).members);
  }
}

/** The rows in hand, sorted by the place of their slice; rows of a slice keep their order. */
async function inSliceOrder(
  plan: PlanState,
  path: string,
  slices: readonly string[]
): Promise<Uint32Array> {
  const rows = await plan.rows();
  const parts: Uint32Array[] = [];
  for (const slice of slices) {
    plan.setRows(rows);
    await match(plan, { stage: 'match', filter: call('eq', field(path), literal(slice)) });
    parts.push(await plan.rows());
  }
  return joinedGroups(parts).members;
}

export async function chooseGroups(
  plan: PlanState,
  stage: StageOf<'select_groups' | 'exclude_groups'>
): Promise<void> {
  const id = `${groupField(plan, stage)}.id`;
  const isIn = call('is_in', field(id), literal(stage.group_ids));
  const filter = stage.stage === 'select_groups' ? isIn : call('not', isIn);
  await match(plan, { stage: 'match', filter });
  if (stage.stage === 'select_groups' && stage.ordered) {
    const places = new Map(stage.group_ids.map((group, i) => [group, i]));
    const found: [number, number][] = [];
    await plan.overDocuments(stage, 'select_groups: the order of groups', (sample, rid) => {
      found.push([places.get(String(readPath(sample, id))) ?? 0, rid]);
    });
    found.sort(([a], [b]) => a - b);
    plan.setRows(Uint32Array.from(found, ([, rid]) => rid));
  }
}

export async function groupBy(plan: PlanState, stage: StageOf<'group_by'>): Promise<void> {
  const before = await plan.rows();
  const index = await groupIndex(plan, stage, stage.keys);
  if (stage.order_by) {
    const keys = [{ key: stage.order_by, reverse: stage.reverse }];
    await sortBy(plan, { stage: 'sort_by', keys });
  }
  let groups = groupedRows(await plan.rows(), rid => index[rid] as number, before);
  groups = await choose(plan, stage, groups);
  plan.groups = stage.flat ? null : groups;
  plan.setRows(stage.flat ? groups.members : headsOf(groups));
}

/** The groups that `match_expr` chooses, in the order of `sort_expr`. */
async function choose(
  plan: PlanState,
  stage: StageOf<'group_by'>,
  groups: ISampleGroups
): Promise<ISampleGroups> {
  const { match_expr: filter, sort_expr: sort } = stage;
  if (!filter && !sort) {
    return groups;
  }
  const places: number[] = [];
  const keys: Value[] = [];
  await eachGroup(plan, stage, groups, [filter, sort], (samples, group) => {
    const scope = { current: samples, sample: samples };
    if (!filter || holds(filter, scope)) {
      places.push(group);
      keys[group] = sort ? evaluate(sort, scope) : null;
    }
  });
  if (sort) {
    const sign = stage.reverse ? -1 : 1;
    places.sort((a, b) => sign * compareValues(keys[a] as Value, keys[b] as Value));
  }
  return chosenGroups(groups, places);
}

/** Calls `each` with the samples of every group; without their content if no expression reads it. */
async function eachGroup(
  plan: PlanState,
  stage: Stage,
  groups: ISampleGroups,
  expressions: readonly (Expression | null | undefined)[],
  each: (samples: Value, group: number) => void
): Promise<void> {
  const wanted = new Set(expressions.flatMap(e => (e ? fieldsOfSamples(e) : [])));
  if (wanted.size === 0) {
    for (let group = 0; group < groupCount(groups); group++) {
      each(new Array<Value>(groupRows(groups, group).length).fill({}), group);
    }
    return;
  }
  plan.setRows(groups.members);
  const place = new Map(Array.from(groups.members, (rid, i) => [rid, i]));
  const found = new Array<Value>(groups.members.length).fill(null);
  await plan.overDocuments(
    stage,
    `${stage.stage}: an expression about the samples of groups`,
    (sample, rid) => {
      found[place.get(rid) as number] = sample;
    },
    plan.transforms,
    wanted
  );
  for (let group = 0; group < groupCount(groups); group++) {
    each(found.slice(groups.starts[group], groups.starts[group + 1]), group);
  }
}

/** All samples of the groups whose heads are the rows in hand. */
export async function flatten(
  plan: PlanState,
  stage: StageOf<'flatten'>,
  add: (plan: PlanState, stage: Stage) => Promise<void>
): Promise<void> {
  const { groups } = plan;
  if (!groups) {
    throw new RequestError('invalid', 'flatten needs a group_by before it.', {
      stage: stage.stage
    });
  }
  const heads = headsOf(groups);
  const groupOfHead = new Map(Array.from(heads, (rid, group) => [rid, group]));
  const left = Array.from(await plan.rows(), rid => groupOfHead.get(rid) as number);
  let now = chosenGroups(groups, left);
  for (const inner of stage.stages) {
    now = await applyToEach(plan, stageSchema.parse(inner), now, add);
  }
  plan.groups = null;
  plan.setRows(now.members);
}

/** A stage applied to every group for itself. */
async function applyToEach(
  plan: PlanState,
  stage: Stage,
  groups: ISampleGroups,
  add: (plan: PlanState, stage: Stage) => Promise<void>
): Promise<ISampleGroups> {
  const each = (how: (rows: Uint32Array) => Uint32Array): ISampleGroups =>
    joinedGroups(
      Array.from({ length: groupCount(groups) }, (_, group) => how(groupRows(groups, group)))
    );
  switch (stage.stage) {
    case 'limit':
      return each(rows => rows.subarray(0, Math.max(0, stage.limit)));
    case 'skip':
      return each(rows => rows.subarray(Math.max(0, stage.skip)));
    case 'take':
      return each(rows => shuffled(rows, stage.seed).subarray(0, Math.max(0, stage.size)));
    case 'shuffle':
      return each(rows => shuffled(rows, stage.seed));
    default: {
      // What chooses or orders samples one by one does the same to each group as to all of them.
      const groupOf = new Map<number, number>();
      for (let group = 0; group < groupCount(groups); group++) {
        groupRows(groups, group).forEach(rid => groupOf.set(rid, group));
      }
      plan.setRows(groups.members);
      await add(plan, stage);
      return groupedRows(await plan.rows(), rid => groupOf.get(rid) ?? 0, groups.members);
    }
  }
}

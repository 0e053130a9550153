/** Which samples of a dataset belong together, by the values of some keys. */
import type { Expression } from '../../../protocol';
import { evaluate, type Value } from '../expressions';
import { NotColumnar, type Rel } from '../relational';
import { fieldsOfExpression } from './field-names';
import type { PlanState } from './plan-state';

/** By row id: a number that rows with equal keys share. Rows that were not asked about have any. */
export type GroupIndex = Uint32Array;

interface IKept {
  stamp: number;
  index: GroupIndex;
}

/** Indexes over columns that were made last, by dataset and keys. */
const kept = new Map<string, IKept>();
const MOST_KEPT = 8;

/**
 * The groups of samples with equal keys. Over columns they are made once for the whole dataset and
 * kept until a key may have changed; else over the documents of the rows in hand.
 */
export async function groupIndex(
  plan: PlanState,
  stage: Parameters<PlanState['overDocuments']>[0],
  keys: readonly Expression[]
): Promise<GroupIndex> {
  let rels: Rel[];
  const { columns } = plan;
  const alias = plan.lowering.context.newAlias('s');
  try {
    const scope = { kind: 'sample', alias, filters: plan.transforms } as const;
    rels = keys.map(key => plan.lowering.scalar(key, scope));
  } catch (error) {
    if (!(error instanceof NotColumnar)) {
      throw error;
    }
    return overDocuments(plan, stage, `${stage.stage}: ${error.reason}`, keys);
  }
  const fields = keys.flatMap(key => [...fieldsOfExpression(key)]);
  const stamp = columns.stamp(fields);
  const changes = plan.transforms.length > 0 ? JSON.stringify(plan.transforms.map(keyOf)) : '';
  const name = `${columns.info.id} ${JSON.stringify(keys)} ${changes}`;
  const known = kept.get(name);
  kept.delete(name);
  if (known?.stamp === stamp) {
    kept.set(name, known);
    return known.index;
  }
  const { samples } = columns.layout;
  const rows = { table: samples, alias, samples, sample: null, where: [] };
  const [rids, heads] = await columns.groups(rows, rels);
  const index = new Uint32Array(1 + rids.reduce((most, rid) => Math.max(most, rid), 0));
  rids.forEach((rid, i) => {
    index[rid] = heads[i] as number;
  });
  kept.set(name, { stamp, index });
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_KEPT))) {
    kept.delete(oldest);
  }
  return index;
}

const keyOf = (transform: PlanState['transforms'][number]): unknown =>
  transform.kind === 'labels'
    ? [transform.field, transform.expression, transform.set]
    : [transform.field, transform.key];

async function overDocuments(
  plan: PlanState,
  stage: Parameters<PlanState['overDocuments']>[0],
  reason: string,
  keys: readonly Expression[]
): Promise<GroupIndex> {
  const rows = await plan.rows();
  const index = new Uint32Array(1 + rows.reduce((most, rid) => Math.max(most, rid), 0));
  const heads = new Map<string, number>();
  const wanted = keys.flatMap(key => [...fieldsOfExpression(key)]);
  await plan.overDocuments(
    stage,
    reason,
    (sample, rid) => {
      const scope = { current: sample, sample };
      const values = keys.map((key): Value => evaluate(key, scope) ?? null);
      const key = JSON.stringify(values, (_, value: unknown) =>
        value instanceof Uint8Array ? Array.from(value) : value
      );
      const head = heads.get(key) ?? rid;
      heads.set(key, head);
      index[rid] = head;
    },
    plan.transforms,
    wanted
  );
  return index;
}

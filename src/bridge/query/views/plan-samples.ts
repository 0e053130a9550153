/** Planning stages that choose or order samples. */
import { call as callExpression, field, literal, type StageOf } from '../../../protocol';
import { idFromHex } from '../../datasets/documents/object-id';
import { compareValues, evaluate, holds, literalValue, readPath, type Value } from '../expressions';
import { call, isChanged, NotColumnar, not, type IRows, type Rel } from '../relational';
import { locationField } from './check-content';
import { distanceTo, geometryOf, isWithin } from './geometry';
import type { SampleDocument } from './label-filter-set';
import type { PlanState } from './plan-state';

export async function match(plan: PlanState, stage: StageOf<'match'>): Promise<void> {
  await plan.columnsOr(
    stage,
    () => plan.where(plan.lowering.condition(stage.filter, plan.scope())),
    reason =>
      plan.keepDocuments(stage, reason, sample => holds(stage.filter, { current: sample, sample }))
  );
}

export function exists(plan: PlanState, stage: StageOf<'exists'>): Promise<void> {
  const isNull = callExpression('is_null', field(stage.field));
  const filter = stage.bool ? callExpression('not', isNull) : isNull;
  return match(plan, { stage: 'match', filter });
}

export async function matchTags(plan: PlanState, stage: StageOf<'match_tags'>): Promise<void> {
  const { tags, bool, all } = stage;
  const unique = [...new Set(tags)];
  const inColumns = (): void => {
    if (isChanged(plan.transforms, 'tags')) {
      throw new NotColumnar("'tags' was changed by a stage before");
    }
    const { dictionary, layout } = plan.columns;
    const has = (wanted: readonly string[]): Rel => {
      const alias = plan.lowering.context.newAlias('t');
      const codes = wanted.flatMap(tag => dictionary.codeOf(tag) ?? []);
      const code: Rel = { kind: 'column', alias, column: 'tag', type: 'number' };
      const rows: IRows = {
        table: layout.tags,
        alias,
        samples: layout.samples,
        sample: null,
        where: [{ kind: 'code_in', code, codes, orNull: false, type: 'bool' }]
      };
      return { kind: 'in_rows', alias: plan.alias, by: 'sample', rows, type: 'bool' };
    };
    const condition: Rel =
      all && unique.length > 0
        ? call('and', 'bool', ...unique.map(tag => has([tag])))
        : all
          ? { kind: 'literal', value: true, type: 'bool' }
          : has(unique);
    plan.where(bool ? condition : not(condition));
  };
  await plan.columnsOr(stage, inColumns, reason =>
    plan.keepDocuments(stage, reason, sample => {
      const own = readPath(sample, 'tags');
      const has = (tag: string): boolean => Array.isArray(own) && own.includes(tag);
      return (all ? unique.every(has) : unique.some(has)) === bool;
    })
  );
}

export async function sortBy(plan: PlanState, stage: StageOf<'sort_by'>): Promise<void> {
  await plan.columnsOr(
    stage,
    () =>
      plan.orderBy(
        stage.keys.map(({ key, reverse }) => ({
          value: plan.lowering.scalar(key, plan.scope()),
          reverse
        }))
      ),
    async reason => {
      const found: { row: number; keys: Value[] }[] = [];
      await plan.overDocuments(stage, reason, (sample, row) => {
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
      plan.setRows(Uint32Array.from(found, ({ row }) => row));
    }
  );
}

/** Row ids of those ids that are known. */
function ridsOf(plan: PlanState, ids: readonly string[]): number[] {
  const known = ids.flatMap(id => {
    const bytes = idFromHex(id);
    return bytes ? [bytes] : [];
  });
  return known.length === 0
    ? []
    : [...plan.reader.ridsOfIds(plan.columns.info.id, known)].filter(rid => rid >= 0);
}

export async function select(plan: PlanState, stage: StageOf<'select'>): Promise<void> {
  const wanted = new Set(ridsOf(plan, stage.sample_ids));
  await plan.change(rids => {
    const there = rids.filter(rid => wanted.has(rid));
    if (!stage.ordered) {
      return there;
    }
    const present = new Set(there);
    return Uint32Array.from([...wanted].filter(rid => present.has(rid)));
  });
}

export async function exclude(plan: PlanState, stage: StageOf<'exclude'>): Promise<void> {
  const excluded = new Set(ridsOf(plan, stage.sample_ids));
  await plan.change(rids => rids.filter(rid => !excluded.has(rid)));
}

export async function selectBy(
  plan: PlanState,
  stage: StageOf<'select_by' | 'exclude_by'>
): Promise<void> {
  const isIn = callExpression('is_in', field(stage.field), literal(stage.values));
  const filter = stage.stage === 'select_by' ? isIn : callExpression('not', isIn);
  await match(plan, { stage: 'match', filter });
  if (stage.stage === 'select_by' && stage.ordered) {
    const places = new Map(
      stage.values.map((value, i) => [JSON.stringify(literalValue(value)), i] as const)
    );
    const found: [number, number][] = [];
    await plan.overDocuments(stage, 'select_by: the order of values', (sample, row) => {
      const place = places.get(JSON.stringify(readPath(sample, stage.field)));
      found.push([place ?? stage.values.length, row]);
    });
    found.sort(([a], [b]) => a - b);
    plan.setRows(Uint32Array.from(found, ([, row]) => row));
  }
}

export async function geoNear(plan: PlanState, stage: StageOf<'geo_near'>): Promise<void> {
  if (stage.query) {
    await match(plan, { stage: 'match', filter: stage.query });
  }
  const name = locationField(plan.visible, stage);
  const { min_distance: min, max_distance: max } = stage;
  const found: [number, number][] = [];
  await plan.overDocuments(
    stage,
    'geo_near: distances have no column',
    (sample, row) => {
      const metres = distanceTo(stage.point, geometryOf((sample as SampleDocument)[name]));
      if (Number.isFinite(metres) && metres >= (min ?? 0) && metres <= (max ?? Infinity)) {
        found.push([metres, row]);
      }
    },
    plan.transforms,
    [name]
  );
  found.sort(([a], [b]) => a - b);
  plan.setRows(Uint32Array.from(found, ([, row]) => row));
}

export async function geoWithin(plan: PlanState, stage: StageOf<'geo_within'>): Promise<void> {
  const name = locationField(plan.visible, stage);
  await plan.keepDocuments(
    stage,
    'geo_within: places have no column',
    sample => isWithin(geometryOf((sample as SampleDocument)[name]), stage.boundary, stage.strict),
    [name]
  );
}

/** Planning stages that change what samples hold. */
import { call, field, literal } from '../../../protocol';
import { anyLabelField } from './check-content';
import { pathParts } from './change-path';
import { changedPart, computedOf } from './computed-value';
import { changeOf, type ChangingStage } from './content-change';
import { hidingOf, type FieldStage } from './field-choice';
import { keepLabelled } from './plan-labels';
import { exists, match } from './plan-samples';
import type { PlanState } from './plan-state';

/** The path of `label` of the labels that `map_labels` means. */
function labelPath(plan: PlanState, path: string): string {
  const { name, list } = anyLabelField(plan.schema, path);
  return list === null ? `${name}.label` : `${name}.${list}.label`;
}

export async function changeContent(plan: PlanState, stage: ChangingStage): Promise<void> {
  const before = plan.transforms;
  const path =
    stage.stage === 'map_labels'
      ? labelPath(plan, stage.field)
      : 'field' in stage
        ? stage.field
        : 'frames';
  const computed = computedOf(stage, path, plan.schema, before);
  const part = changedPart(stage, path, plan.schema);
  plan.transforms = [...before, { ...changeOf(stage, plan.columns.info, path), computed, part }];
  switch (stage.stage) {
    case 'filter_field':
      if (stage.only_matches) {
        await keepWithValue(plan, stage.field);
      }
      break;
    case 'filter_keypoints':
      if (stage.only_matches) {
        await keepLabelled(plan, stage, [plan.schema.labelField(stage.field)]);
      }
      break;
    case 'match_frames':
    case 'select_frames':
    case 'exclude_frames':
      if (stage.omit_empty) {
        const some = call('gt', call('length', field('frames')), literal(0));
        await match(plan, { stage: 'match', filter: some });
      }
      break;
    default:
  }
}

/** Keeps the samples that have a value at the path; of lists, some value. */
async function keepWithValue(plan: PlanState, path: string): Promise<void> {
  const plain = pathParts(path)
    .filter(part => part !== '[]')
    .join('.');
  const target = plan.schema.resolve(plain);
  const inList = target.kind === 'attribute' && target.field.list !== null;
  if (!inList) {
    await exists(plan, { stage: 'exists', field: plain, bool: true });
    return;
  }
  const known = call('filter', field(plain), call('not', call('is_null', field(''))));
  await match(plan, {
    stage: 'match',
    filter: call('gt', call('length', known), literal(0))
  });
}

export function hideFields(plan: PlanState, stage: FieldStage): void {
  plan.transforms = [...plan.transforms, ...hidingOf(stage, plan.visible)];
}

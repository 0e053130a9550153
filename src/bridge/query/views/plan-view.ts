/**
 * Computes the rows of a view. Runs of filters and sorts become one query; what no column covers is
 * evaluated over documents; slices and random orders are taken of the row ids themselves.
 */
import type { Stage, StageOf, View } from '../../../protocol';
import type { IDocumentReader } from '../../store/document-store';
import type { IDatasetColumns } from '../columns';
import { checkStage, checkView } from './check-view';
import { concatenated, concatenateRows } from './concat';
import { shuffled } from './permutation';
import { changeContent, hideFields } from './plan-content';
import { chooseGroups, flatten, groupBy, groupSlice, groupSlices } from './plan-groups';
import { chooseLabels, filterLabels, limitLabels, matchLabels } from './plan-labels';
import * as samples from './plan-samples';
import { PlanState, type ScanLabels } from './plan-state';
import type { IViewRows } from './view-rows';

export class ViewPlanner {
  constructor(
    private readonly columns: IDatasetColumns,
    private readonly reader: IDocumentReader,
    private readonly checkpoint: () => Promise<void>,
    private readonly scanLabels: ScanLabels
  ) {}

  /** @throws RequestError if the view is not valid, or cancelled. */
  async plan(view: View): Promise<IViewRows> {
    const { columns } = this;
    checkView(view, columns.schema);
    const plan = new PlanState(
      columns,
      this.reader,
      this.checkpoint,
      other => this.plan(other),
      this.scanLabels
    );
    for (const stage of view) {
      await addStage(plan, stage);
      plan.visible = checkStage(stage, plan.visible);
    }
    const rids = await plan.rows();
    let set: Promise<string> | null = null;
    return {
      rids,
      whole: await plan.isWhole(),
      transforms: plan.transforms,
      schema: plan.visible,
      groups: plan.groups,
      queries: plan.queries,
      fallbacks: plan.fallbacks,
      set: () => (set ??= columns.makeSet(rids, null))
    };
  }
}

async function addStage(plan: PlanState, stage: Stage): Promise<void> {
  switch (stage.stage) {
    case 'match':
      return samples.match(plan, stage);
    case 'exists':
      return samples.exists(plan, stage);
    case 'match_tags':
      return samples.matchTags(plan, stage);
    case 'match_labels':
      return matchLabels(plan, stage);
    case 'filter_labels':
      return filterLabels(plan, stage);
    case 'limit_labels':
      return limitLabels(plan, stage);
    case 'select_labels':
    case 'exclude_labels':
      return chooseLabels(plan, stage);
    case 'sort_by':
      return samples.sortBy(plan, stage);
    case 'limit':
      return plan.change(rids => rids.subarray(0, Math.max(0, stage.limit)));
    case 'skip':
      return plan.change(rids => rids.subarray(Math.max(0, stage.skip)));
    case 'take':
      return plan.change(rids => shuffled(rids, stage.seed).subarray(0, Math.max(0, stage.size)));
    case 'shuffle':
      return plan.change(rids => shuffled(rids, stage.seed));
    case 'select':
      return samples.select(plan, stage);
    case 'exclude':
      return samples.exclude(plan, stage);
    case 'select_by':
    case 'exclude_by':
      return samples.selectBy(plan, stage);
    case 'geo_near':
      return samples.geoNear(plan, stage);
    case 'geo_within':
      return samples.geoWithin(plan, stage);
    case 'concat':
      return concat(plan, stage);
    case 'select_fields':
    case 'exclude_fields':
      return hideFields(plan, stage);
    case 'filter_field':
    case 'filter_keypoints':
    case 'map_labels':
    case 'map_values':
    case 'set_field':
    case 'match_frames':
    case 'select_frames':
    case 'exclude_frames':
      return changeContent(plan, stage);
    case 'group_slice':
      return groupSlice(plan, stage);
    case 'select_group_slices':
    case 'exclude_group_slices':
      return groupSlices(plan, stage);
    case 'select_groups':
    case 'exclude_groups':
      return chooseGroups(plan, stage);
    case 'group_by':
      return groupBy(plan, stage);
    case 'flatten':
      return flatten(plan, stage, addStage);
    default:
      throw new Error(`Stage ${stage.stage} was not rewritten before planning.`);
  }
}

async function concat(plan: PlanState, stage: StageOf<'concat'>): Promise<void> {
  const second = await plan.planOther(concatenated(stage));
  const first = { rids: await plan.rows(), transforms: plan.transforms };
  const { rids, transforms } = concatenateRows(first, second);
  plan.setRows(rids);
  plan.transforms = transforms;
  plan.queries.push(...second.queries);
  plan.fallbacks.push(...second.fallbacks);
}

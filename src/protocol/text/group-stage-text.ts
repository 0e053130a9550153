/** Stages about groups, and those that make samples of their own, in a few words. */
import type { Stage, StageOf } from '../stages';
import { expressionText } from './expression-text';
import { countOf, formatCount } from './format-count';

type GroupStage = StageOf<
  | 'group_slice'
  | 'select_group_slices'
  | 'exclude_group_slices'
  | 'select_groups'
  | 'exclude_groups'
  | 'group_by'
  | 'flatten'
  | 'to_patches'
  | 'to_evaluation_patches'
  | 'to_clips'
  | 'to_trajectories'
  | 'to_frames'
>;

const NAMES: ReadonlySet<Stage['stage']> = new Set<GroupStage['stage']>([
  'group_slice',
  'select_group_slices',
  'exclude_group_slices',
  'select_groups',
  'exclude_groups',
  'group_by',
  'flatten',
  'to_patches',
  'to_evaluation_patches',
  'to_clips',
  'to_trajectories',
  'to_frames'
]);

export const isGroupStage = (stage: Stage): stage is GroupStage => NAMES.has(stage.stage);

export function groupStageText(stage: GroupStage): string {
  switch (stage.stage) {
    case 'group_slice':
      return stage.slice;
    case 'select_group_slices':
    case 'exclude_group_slices':
      return stage.slices?.join(', ') ?? stage.media_type ?? 'all';
    case 'select_groups':
    case 'exclude_groups':
      return countOf(stage.group_ids.length, 'group');
    case 'group_by':
      return stage.keys.map(expressionText).join(', ');
    case 'flatten': {
      const [first] = stage.stages;
      return first?.['stage'] === 'limit' && typeof first['limit'] === 'number'
        ? `${formatCount(first['limit'])} each`
        : '';
    }
    case 'to_patches':
    case 'to_trajectories':
      return stage.field;
    case 'to_evaluation_patches':
      return stage.eval_key;
    case 'to_clips': {
      const { field_or_expr: from } = stage;
      return typeof from === 'string' ? from : Array.isArray(from) ? '' : expressionText(from);
    }
    case 'to_frames':
      return '';
  }
}

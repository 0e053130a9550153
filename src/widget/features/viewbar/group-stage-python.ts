/** Stages about groups, and those that make samples of their own, as Python. */
import type { groupStageText } from '../../../protocol';
import { expressionPython, literalPython } from './expression-python';

type GroupStage = Parameters<typeof groupStageText>[0];

const named = (name: string, value: string | null): string =>
  value === null ? '' : `${name}=${value}`;
const flag = (name: string, value: boolean): string => (value ? `${name}=True` : '');
const otherFields = (value: readonly string[] | true | null | undefined): string =>
  value === true ? 'other_fields=True' : value ? `other_fields=${literalPython([...value])}` : '';
const count = (name: string, value: number): string => (value > 0 ? `${name}=${value}` : '');

/** The arguments of the method that adds the stage; empty ones are left out by the caller. */
export function groupStageArguments(stage: GroupStage): string[] {
  switch (stage.stage) {
    case 'group_slice':
      return [JSON.stringify(stage.slice)];
    case 'select_group_slices':
    case 'exclude_group_slices':
      return [
        stage.slices ? literalPython(stage.slices) : '',
        named('media_type', stage.media_type ? JSON.stringify(stage.media_type) : null)
      ];
    case 'select_groups':
      return [literalPython(stage.group_ids), flag('ordered', stage.ordered)];
    case 'exclude_groups':
      return [literalPython(stage.group_ids)];
    case 'group_by': {
      const keys = stage.keys.map(expressionPython);
      return [
        keys.length === 1 ? (keys[0] as string) : `[${keys.join(', ')}]`,
        named('order_by', stage.order_by ? expressionPython(stage.order_by) : null),
        flag('reverse', stage.reverse),
        flag('flat', stage.flat),
        named('match_expr', stage.match_expr ? expressionPython(stage.match_expr) : null),
        named('sort_expr', stage.sort_expr ? expressionPython(stage.sort_expr) : null)
      ];
    }
    case 'flatten': {
      const stages = stage.stages.map(inner => {
        const { stage: name, ...rest } = inner;
        return typeof rest['limit'] === 'number'
          ? `ln.Limit(${rest['limit']})`
          : `{"stage": ${JSON.stringify(name)}, …}`;
      });
      return [stages.length > 0 ? `[${stages.join(', ')}]` : ''];
    }
    case 'to_patches':
      return [
        JSON.stringify(stage.field),
        otherFields(stage.other_fields),
        flag('keep_label_lists', stage.keep_label_lists)
      ];
    case 'to_evaluation_patches':
      return [JSON.stringify(stage.eval_key), otherFields(stage.other_fields)];
    case 'to_clips': {
      const { field_or_expr: from } = stage;
      const text =
        typeof from === 'string'
          ? JSON.stringify(from)
          : Array.isArray(from)
            ? JSON.stringify(from)
            : expressionPython(from);
      return [
        text,
        otherFields(stage.other_fields),
        count('tol', stage.tol),
        count('min_len', stage.min_len),
        flag('trajectories', stage.trajectories)
      ];
    }
    case 'to_trajectories':
      return [JSON.stringify(stage.field)];
    case 'to_frames':
      return [flag('sample_frames', stage.sample_frames), flag('sparse', stage.sparse)];
  }
}

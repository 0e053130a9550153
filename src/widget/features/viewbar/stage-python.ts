/** What can be added, and stages as Python. */
import {
  isContentStage,
  isGroupStage,
  type LabelReference,
  type Stage,
  type StageName,
  type StageOf
} from '../../../protocol';
import { contentStageArguments } from './content-stage-python';
import { expressionPython, literalPython } from './expression-python';
import { groupStageArguments } from './group-stage-python';

const HELP: Record<StageName, string> = {
  match: 'samples that fulfil a condition',
  filter_labels: 'labels that fulfil a condition',
  match_tags: 'samples with tags',
  exists: 'samples with a value',
  sort_by: 'sorted by a field',
  limit: 'the first samples only',
  skip: 'without the first samples',
  take: 'some samples at random',
  shuffle: 'in random order',
  select: 'only chosen samples',
  exclude: 'without chosen samples',
  select_labels: 'only chosen labels',
  exclude_labels: 'without chosen labels',
  match_labels: 'samples with chosen labels',
  select_fields: 'only some fields',
  exclude_fields: 'without some fields',
  select_by: 'samples with some values',
  exclude_by: 'samples without some values',
  filter_field: 'values that fulfil a condition',
  filter_keypoints: 'points that fulfil a condition',
  limit_labels: 'the first labels only',
  map_labels: 'labels renamed',
  map_values: 'values replaced',
  set_field: 'values computed',
  match_frames: 'frames that fulfil a condition',
  select_frames: 'only chosen frames',
  exclude_frames: 'without chosen frames',
  geo_near: 'nearest to a place first',
  geo_within: 'samples inside an area',
  concat: 'followed by another view',
  group_slice: 'one slice of every group',
  select_group_slices: 'all samples of some slices',
  exclude_group_slices: 'all slices but some',
  select_groups: 'only chosen groups',
  exclude_groups: 'without chosen groups',
  group_by: 'grouped by a value',
  flatten: 'all samples of the groups',
  to_patches: 'one sample per label',
  to_evaluation_patches: 'one sample per match and mistake of an evaluation',
  to_clips: 'one sample per clip',
  to_trajectories: 'one sample per followed object',
  to_frames: 'one sample per frame'
};

/** What a stage does, in a few words. */
export const stageHelp = (name: StageName): string => HELP[name];

/** Stages that a person can add by hand; the others come from the selection. */
export const ADDABLE: readonly StageName[] = [
  'match',
  'filter_labels',
  'match_labels',
  'limit_labels',
  'match_tags',
  'exists',
  'sort_by',
  'limit',
  'skip',
  'take',
  'shuffle',
  'select_labels',
  'exclude_labels',
  'select_fields',
  'exclude_fields'
];

/** The method call that adds the stage in Python. */
export function stagePython(stage: Stage): string {
  const call = (...args: string[]): string => `${stage.stage}(${args.filter(Boolean).join(', ')})`;
  const flag = (name: string, value: boolean, standard: boolean): string =>
    value === standard ? '' : `${name}=${value ? 'True' : 'False'}`;
  if (isGroupStage(stage)) {
    return call(...groupStageArguments(stage));
  }
  if (isContentStage(stage)) {
    return call(...contentStageArguments(stage));
  }
  switch (stage.stage) {
    case 'match':
      return call(expressionPython(stage.filter));
    case 'match_tags':
      return call(
        literalPython(stage.tags),
        flag('bool', stage.bool, true),
        flag('all', stage.all, false)
      );
    case 'filter_labels':
      return call(
        JSON.stringify(stage.field),
        expressionPython(stage.filter),
        flag('only_matches', stage.only_matches, true)
      );
    case 'exists':
      return call(JSON.stringify(stage.field), flag('bool', stage.bool, true));
    case 'sort_by': {
      const [first] = stage.keys;
      return stage.keys.length === 1 && first
        ? call(expressionPython(first.key), flag('reverse', first.reverse, false))
        : call(
            `[${stage.keys.map(({ key, reverse }) => `(${expressionPython(key)}, ${reverse ? -1 : 1})`).join(', ')}]`
          );
    }
    case 'limit':
      return call(String(stage.limit));
    case 'skip':
      return call(String(stage.skip));
    case 'take':
      return call(String(stage.size), `seed=${stage.seed}`);
    case 'shuffle':
      return call(`seed=${stage.seed}`);
    case 'select':
      return call(literalPython(stage.sample_ids), flag('ordered', stage.ordered, false));
    case 'exclude':
      return call(literalPython(stage.sample_ids));
    case 'select_labels':
    case 'exclude_labels':
      return call(...labelArguments(stage), flag('omit_empty', stage.omit_empty, true));
    case 'match_labels':
      return call(
        ...labelArguments(stage),
        stage.filter ? `filter=${expressionPython(stage.filter)}` : '',
        flag('bool', stage.bool, true)
      );
  }
}

/** The parameters that say which labels are meant, those that are not given left out. */
function labelArguments(
  stage: StageOf<'select_labels' | 'exclude_labels' | 'match_labels'>
): string[] {
  const { labels, ids, instance_ids, tags, fields } = stage;
  const texts = Object.entries({ ids, instance_ids, tags, fields }).flatMap(([name, values]) =>
    values ? [`${name}=${literalPython(values)}`] : []
  );
  return labels ? [`labels=[${labels.map(referencePython).join(', ')}]`, ...texts] : texts;
}

/** A label as a dict, as `session.selected_labels` has them. */
export function referencePython(label: LabelReference): string {
  const { label_id, sample_id, field } = label;
  const keys = Object.entries({ label_id, sample_id, field }).filter(([, value]) => value);
  return `{${keys.map(([key, value]) => `"${key}": ${literalPython(value ?? null)}`).join(', ')}}`;
}

/** Python that makes the whole view. */
export function viewPython(dataset: string, view: readonly Stage[]): string {
  const lines = [
    'import lunette as ln',
    'from lunette import ViewField as F',
    '',
    `dataset = ln.load_dataset(${JSON.stringify(dataset)})`
  ];
  const dates = view.some(stage => stagePython(stage).includes('datetime.'));
  if (dates) {
    lines.unshift('from datetime import datetime');
  }
  lines.push(
    view.length === 0
      ? 'view = dataset.view()'
      : `view = (\n    dataset\n${view.map(stage => `    .${stagePython(stage)}`).join('\n')}\n)`
  );
  return lines.join('\n');
}

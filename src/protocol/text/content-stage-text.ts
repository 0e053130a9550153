/** Stages that choose samples by values or change their content, in a few words. */
import type { Stage, StageOf } from '../stages';
import { expressionText } from './expression-text';
import { countOf, formatCount } from './format-count';
import { formatNumber } from './format-value';

const NAMES = [
  'select_by',
  'exclude_by',
  'geo_near',
  'geo_within',
  'concat',
  'select_fields',
  'exclude_fields',
  'filter_field',
  'filter_keypoints',
  'limit_labels',
  'map_labels',
  'map_values',
  'set_field',
  'match_frames',
  'select_frames',
  'exclude_frames'
] as const;

export type ContentStage = StageOf<(typeof NAMES)[number]>;

export const isContentStage = (stage: Stage): stage is ContentStage =>
  (NAMES as readonly string[]).includes(stage.stage);

/** Most names that a chip shows. */
const MOST_NAMES = 3;

const few = (names: readonly string[]): string =>
  names.length > MOST_NAMES
    ? `${names.slice(0, MOST_NAMES).join(', ')} and ${formatCount(names.length - MOST_NAMES)} more`
    : names.join(', ');

const plain = (value: unknown): string =>
  typeof value === 'string' ? value : value === null ? 'none' : JSON.stringify(value);

const renamed = (pairs: readonly (readonly [unknown, unknown])[]): string =>
  few(pairs.map(([from, to]) => `${plain(from)} → ${plain(to)}`));

function fieldsText(stage: StageOf<'select_fields' | 'exclude_fields'>): string {
  const { meta_filter: filter } = stage;
  const said = filter
    ? [`with ${typeof filter === 'string' ? filter : JSON.stringify(filter)}`]
    : [];
  return [...(stage.field_names.length > 0 ? [few(stage.field_names)] : []), ...said].join(', ');
}

function nearText({ point, max_distance: max }: StageOf<'geo_near'>): string {
  const [longitude, latitude] = point;
  const within =
    max === null || max === undefined
      ? ''
      : max >= 1000
        ? ` within ${formatNumber(max / 1000)} km`
        : ` within ${formatNumber(max)} m`;
  return `${formatNumber(latitude)}°, ${formatNumber(longitude)}°${within}`;
}

export function contentStageText(stage: ContentStage): string {
  switch (stage.stage) {
    case 'select_by':
      return `${stage.field} in ${few(stage.values.map(plain))}`;
    case 'exclude_by':
      return `${stage.field} not in ${few(stage.values.map(plain))}`;
    case 'geo_near':
      return nearText(stage);
    case 'geo_within':
      return countOf(stage.boundary.length, 'area');
    case 'concat':
      return stage.stages.length > 0 ? `a view of ${countOf(stage.stages.length, 'stage')}` : 'all';
    case 'select_fields':
    case 'exclude_fields':
      return fieldsText(stage);
    case 'filter_field':
      return `${stage.field}: ${expressionText(stage.filter)}`;
    case 'filter_keypoints': {
      const tests = [
        ...(stage.filter ? [expressionText(stage.filter)] : []),
        ...(stage.labels ? [few(stage.labels)] : [])
      ];
      return `${stage.field}: ${tests.join(', ') || 'all points'}`;
    }
    case 'limit_labels':
      return `${stage.field}: ${formatCount(stage.limit)}`;
    case 'map_labels':
      return `${stage.field}: ${renamed(Object.entries(stage.map))}`;
    case 'map_values':
      return `${stage.field}: ${renamed(stage.map)}`;
    case 'set_field':
      return `${stage.field} = ${expressionText(stage.expr)}`;
    case 'match_frames':
      return expressionText(stage.filter);
    case 'select_frames':
    case 'exclude_frames':
      return countOf(stage.frame_ids.length, 'frame');
  }
}

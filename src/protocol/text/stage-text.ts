/** Stages in a few words, for chips and pictures. */
import { facetFilterOf } from '../facet-filters';
import type { Stage, StageOf } from '../stages';
import { contentStageText, isContentStage } from './content-stage-text';
import { expressionText } from './expression-text';
import { countOf, formatCount } from './format-count';
import { formatMoment, formatNumber } from './format-value';
import { groupStageText, isGroupStage } from './group-stage-text';

/** What stands on the chip behind the stage's name. */
export function stageText(stage: Stage): string {
  const range = rangeText(stage);
  if (range !== null) {
    return range;
  }
  if (isGroupStage(stage)) {
    return groupStageText(stage);
  }
  if (isContentStage(stage)) {
    return contentStageText(stage);
  }
  switch (stage.stage) {
    case 'match':
      return expressionText(stage.filter);
    case 'match_tags':
      return `${stage.bool ? '' : 'not '}${stage.tags.join(stage.all ? ' and ' : ', ')}`;
    case 'filter_labels':
      return `${stage.field}: ${expressionText(stage.filter)}`;
    case 'exists':
      return `${stage.field}${stage.bool ? '' : ' is none'}`;
    case 'sort_by':
      return stage.keys
        .map(({ key, reverse }) => `${expressionText(key)} ${reverse ? '↓' : '↑'}`)
        .join(', ');
    case 'limit':
      return formatCount(stage.limit);
    case 'skip':
      return formatCount(stage.skip);
    case 'take':
      return `${formatCount(stage.size)} at random`;
    case 'shuffle':
      return '';
    case 'select':
    case 'exclude':
      return countOf(stage.sample_ids.length, 'sample');
    case 'select_labels':
    case 'exclude_labels':
      return labelChoiceText(stage);
    case 'match_labels':
      return matchLabelsText(stage);
  }
}

/** Which labels are meant: `2 labels`, `tagged wrong in predictions`. */
function labelChoiceText(
  stage: StageOf<'select_labels' | 'exclude_labels' | 'match_labels'>
): string {
  const { labels, ids, instance_ids: instances, tags, fields } = stage;
  const named = [labels, ids].flatMap(list => (list ? [countOf(list.length, 'label')] : []));
  const parts = [
    ...named,
    ...(instances ? [`of ${countOf(instances.length, 'instance')}`] : []),
    ...(tags ? [`tagged ${tags.join(' or ')}`] : []),
    ...(fields ? [`in ${fields.join(', ')}`] : [])
  ];
  return parts.length > 0 ? parts.join(' ') : 'all labels';
}

/** `without labels tagged wrong: confidence > 0.5`. */
function matchLabelsText(stage: StageOf<'match_labels'>): string {
  const chosen = labelChoiceText(stage);
  const test = stage.filter ? expressionText(stage.filter) : '';
  const said = chosen === 'all labels' && test ? test : [chosen, test].filter(Boolean).join(': ');
  return `${stage.bool ? '' : 'without '}${said}`;
}

/** A range as the sidebar writes it, shorter than its two comparisons; null for everything else. */
function rangeText(stage: Stage): string | null {
  const filter = facetFilterOf(stage);
  if (filter?.selection.kind !== 'range') {
    return null;
  }
  const { min, max, date } = filter.selection;
  const write = date ? formatMoment : formatNumber;
  const field = stage.stage === 'filter_labels' ? `${stage.field}: ` : '';
  const path = field ? filter.path.slice(field.length - 1) : filter.path;
  return min === null || max === null ? null : `${field}${path} ${write(min)} – ${write(max)}`;
}

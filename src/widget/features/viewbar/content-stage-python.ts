/** Stages that choose samples by values or change their content, as Python. */
import type { ContentStage, Literal } from '../../../protocol';
import { expressionPython, literalPython } from './expression-python';

const text = (value: string): string => JSON.stringify(value);

/** A keyword argument; none at the value that is standard. */
const named = (name: string, value: Literal | undefined, standard: Literal = null): string =>
  (value ?? null) === standard ? '' : `${name}=${literalPython(value ?? null)}`;

const dict = (pairs: readonly (readonly [Literal, Literal])[]): string =>
  `{${pairs.map(([from, to]) => `${literalPython(from)}: ${literalPython(to)}`).join(', ')}}`;

function metaFilter(filter: string | Record<string, Literal> | null | undefined): string {
  if (!filter) {
    return '';
  }
  return `meta_filter=${typeof filter === 'string' ? text(filter) : dict(Object.entries(filter))}`;
}

/** The arguments of the method that adds the stage; empty ones are left out by the caller. */
export function contentStageArguments(stage: ContentStage): string[] {
  switch (stage.stage) {
    case 'select_by':
      return [
        text(stage.field),
        literalPython(stage.values),
        named('ordered', stage.ordered, false)
      ];
    case 'exclude_by':
      return [text(stage.field), literalPython(stage.values)];
    case 'geo_near':
      return [
        literalPython(stage.point),
        named('location_field', stage.location_field),
        named('min_distance', stage.min_distance),
        named('max_distance', stage.max_distance),
        stage.query ? `query=${expressionPython(stage.query)}` : ''
      ];
    case 'geo_within':
      return [
        literalPython(stage.boundary.length === 1 ? (stage.boundary[0] ?? []) : stage.boundary),
        named('location_field', stage.location_field),
        named('strict', stage.strict, true)
      ];
    case 'concat':
      return [`ln.DatasetView._build(dataset, ${jsonPython(stage.stages)})`];
    case 'select_fields':
    case 'exclude_fields':
      return [
        stage.field_names.length > 0 ? literalPython(stage.field_names) : '',
        metaFilter(stage.meta_filter)
      ];
    case 'filter_field':
      return [
        text(stage.field),
        expressionPython(stage.filter),
        named('only_matches', stage.only_matches, true)
      ];
    case 'filter_keypoints':
      return [
        text(stage.field),
        stage.filter ? `filter=${expressionPython(stage.filter)}` : '',
        named('labels', stage.labels),
        named('only_matches', stage.only_matches, true)
      ];
    case 'limit_labels':
      return [text(stage.field), String(stage.limit)];
    case 'map_labels':
      return [text(stage.field), dict(Object.entries(stage.map))];
    case 'map_values':
      return [text(stage.field), dict(stage.map)];
    case 'set_field':
      return [text(stage.field), expressionPython(stage.expr)];
    case 'match_frames':
      return [expressionPython(stage.filter), named('omit_empty', stage.omit_empty, true)];
    case 'select_frames':
    case 'exclude_frames':
      return [literalPython(stage.frame_ids), named('omit_empty', stage.omit_empty, true)];
  }
}

/** JSON as a Python literal. */
function jsonPython(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(jsonPython).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, part]) => `${text(key)}: ${jsonPython(part)}`);
    return `{${entries.join(', ')}}`;
  }
  return literalPython(value as Literal);
}

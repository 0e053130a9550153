/** What a stage makes of a value as an expression, so that columns can tell it too. */
import { call, field, literal, type Expression, type Literal } from '../../../protocol';
import type { IComputedValue, Transform } from '../relational';
import type { DatasetSchema } from '../schema';
import { pathParts } from './change-path';
import type { ChangingStage } from './content-change';

/** The expression that stands for the new value; `own` reads the value as it was. */
function expressionOf(stage: ChangingStage, own: Expression): Expression | null {
  switch (stage.stage) {
    case 'set_field':
      return stage.expr;
    case 'map_labels':
      return call(
        'map_values',
        own,
        literal(Object.keys(stage.map)),
        literal(Object.values(stage.map))
      );
    case 'map_values': {
      const [from, to] = [0, 1].map(i => stage.map.map(pair => pair[i] as Literal));
      return call('map_values', own, literal(from as Literal[]), literal(to as Literal[]));
    }
    case 'filter_field':
      return call('apply', own, call('if_else', stage.filter, field(''), literal(null)));
    default:
      return null;
  }
}

/** The field and the part of it that a stage computes; null if they are not single values. */
function placeOf(path: string, schema: DatasetSchema): { head: string; part: string } | null {
  const parts = pathParts(path);
  const [head = '', ...rest] = parts;
  const name = parts.at(-1) ?? '';
  // Paths of files are taken back if they are not known (known-paths.ts).
  if (parts.includes('[]') || name.endsWith('path') || name === 'tags' || head === 'frames') {
    return null;
  }
  const labels = schema.labelFields.get(head);
  if (rest.length === 0) {
    return labels || schema.resolve(path).kind !== 'scalar' ? null : { head, part: '' };
  }
  if (!labels || name === 'bounding_box') {
    return null;
  }
  const inLabel = labels.list === null ? rest.length === 1 : rest[0] === labels.list;
  const part = (labels.list === null ? rest : rest.slice(1)).join('.');
  const isPlain = inLabel && part !== '' && !part.includes('.');
  return isPlain ? { head, part } : null;
}

/**
 * @param path of the value; for `map_labels` that of the label
 * @param before the transforms that the stage finds
 */
export function computedOf(
  stage: ChangingStage,
  path: string,
  schema: DatasetSchema,
  before: readonly Transform[]
): IComputedValue | null {
  const place = placeOf(path, schema);
  const own = place && field(place.part === '' ? path : place.part);
  const expression = own && expressionOf(stage, own);
  return place && expression ? { part: place.part, expression, before } : null;
}

/** The only part of its field that a stage changes; null if it may change more. */
export function changedPart(
  stage: ChangingStage,
  path: string,
  schema: DatasetSchema
): string | null {
  if (stage.stage === 'filter_keypoints') {
    return stage.only_matches ? null : 'points';
  }
  const [head = '', ...rest] = pathParts(path);
  if (head === 'frames') {
    return null;
  }
  const below = rest[0] === schema.labelFields.get(head)?.list ? rest.slice(1) : rest;
  return below[0] ?? null;
}

/** Stages as the reference system writes them (`{_cls, kwargs}`) as ours. */
import { field, type Expression } from '../expressions';
import { stageSchema, type Stage } from '../stages';
import { expressionOfMongo, labelScope, SAMPLE_SCOPE, type IMongoScope } from './mongo-expression';
import { requireLiteral } from './mongo-literal';
import { stagesOfPipeline } from './mongo-pipeline';
import { expressionOfQuery, type IsList } from './mongo-query';
import { isObject, NotExpressible, pathOf, type Json } from './not-expressible';

/** Parameters of a stage by name. */
type Given = Readonly<Record<string, unknown>>;

const snake = (name: string): string =>
  name.replace(/(?<!^)([A-Z])/g, letter => `_${letter.toLowerCase()}`).toLowerCase();

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value)
    ? (value as unknown[])
    : value === null || value === undefined
      ? []
      : [value];
const orNull = (value: unknown): unknown[] | null =>
  value === null || value === undefined ? null : listOf(value);

function labelFilter(value: unknown): Expression {
  return expressionOfMongo(value, labelScope(value));
}

/** A key to sort or group by: a path, or an expression. */
function keyOf(value: unknown): Expression {
  return typeof value === 'string' && !value.startsWith('$')
    ? field(pathOf(value))
    : expressionOfMongo(value, SAMPLE_SCOPE);
}

function sortKeys(given: Given): { key: Expression; reverse: boolean }[] {
  const { field_or_expr: by, reverse } = given;
  const isSeveral = Array.isArray(by) && by.every(pair => Array.isArray(pair));
  const pairs = isSeveral ? (by as [unknown, unknown][]) : [[by, 1] as [unknown, unknown]];
  return pairs.map(([key, order]) => ({
    key: keyOf(key),
    reverse: (order === -1 || /^d/i.test(String(order))) !== (reverse === true)
  }));
}

/** The scope of `set_field`: the document that holds the field. */
const parentScope = (path: unknown, expression: unknown): IMongoScope =>
  typeof path === 'string' && path.includes('.') ? labelScope(expression) : SAMPLE_SCOPE;

const seedOf = (given: Given): number => {
  const { seed, _randint: drawn } = given;
  return typeof seed === 'number' ? seed : typeof drawn === 'number' ? drawn : 0;
};

function choice(given: Given): Json {
  const { labels, ids, instance_ids: instances, tags, fields } = given;
  return {
    labels: orNull(labels),
    ids: orNull(ids),
    instance_ids: orNull(instances),
    tags: orNull(tags),
    fields: orNull(fields)
  };
}

function polygons(boundary: unknown): unknown {
  const value = isObject(boundary) ? boundary['coordinates'] : boundary;
  let depth = 0;
  for (let inner: unknown = value; Array.isArray(inner); inner = (inner as unknown[])[0]) {
    depth += 1;
  }
  let wrapped = value;
  for (; depth < 4; depth++) {
    wrapped = [wrapped];
  }
  return wrapped;
}

/** The parameters of our stage of the same name, where they differ. */
function parameters(name: string, given: Given, isList: IsList): Json {
  const only = (...names: string[]): Json =>
    Object.fromEntries(
      names.flatMap(key =>
        given[key] === undefined || given[key] === null ? [] : [[key, given[key]]]
      )
    );
  switch (name) {
    case 'select':
    case 'exclude':
      return { ...only('ordered'), sample_ids: listOf(given['sample_ids']) };
    case 'select_by':
    case 'exclude_by':
      return {
        ...only('ordered'),
        field: given['field'],
        values: requireLiteral(listOf(given['values']))
      };
    case 'select_frames':
    case 'exclude_frames':
      return { ...only('omit_empty'), frame_ids: listOf(given['frame_ids']) };
    case 'select_fields':
    case 'exclude_fields':
      return { ...only('meta_filter'), field_names: listOf(given['field_names']) };
    case 'select_groups':
    case 'exclude_groups':
      return { ...only('ordered'), group_ids: listOf(given['group_ids']) };
    case 'select_group_slices':
    case 'exclude_group_slices':
      return { ...only('media_type'), slices: orNull(given['slices']) };
    case 'select_labels':
    case 'exclude_labels':
      return { ...choice(given), ...only('omit_empty') };
    case 'match_labels': {
      const { filter } = given;
      return {
        ...choice(given),
        filter: isObject(filter) ? labelFilter(filter) : null,
        bool: given['bool'] !== false
      };
    }
    case 'match_tags':
      return { tags: listOf(given['tags']), bool: given['bool'] !== false, ...only('all') };
    case 'exists':
      return { field: given['field'], bool: given['bool'] !== false };
    case 'match':
      return {
        filter: isObject(given['filter'])
          ? expressionOfQuery(given['filter'], isList)
          : expressionOfMongo(given['filter'], SAMPLE_SCOPE)
      };
    case 'match_frames':
      return { ...only('omit_empty'), filter: labelFilter(given['filter']) };
    case 'filter_labels':
      if (given['trajectories'] === true) {
        throw new NotExpressible('filter_labels of whole trajectories has no form here.');
      }
      return { ...only('field', 'only_matches'), filter: labelFilter(given['filter']) };
    case 'filter_field': {
      const { filter } = given;
      // The value itself is written as the field's path, or as `$$this`.
      const path = `$${String(given['field'])}`;
      const text = JSON.stringify(filter).replaceAll(JSON.stringify(path), '"$$this"');
      return { ...only('field', 'only_matches'), filter: labelFilter(JSON.parse(text)) };
    }
    case 'filter_keypoints':
      return {
        ...only('field', 'only_matches'),
        filter: given['filter'] ? labelFilter(given['filter']) : null,
        labels: orNull(given['labels'])
      };
    case 'map_values':
      return {
        field: given['field'],
        map: Object.entries((given['map'] ?? {}) as Json).map(([from, to]) => [
          from,
          requireLiteral(to)
        ])
      };
    case 'set_field':
      return {
        field: given['field'],
        expr: expressionOfMongo(given['expr'], parentScope(given['field'], given['expr']))
      };
    case 'sort_by':
      return { keys: sortKeys(given) };
    case 'take':
      return { size: given['size'], seed: seedOf(given) };
    case 'shuffle':
      return { seed: seedOf(given) };
    case 'geo_near':
      return {
        ...only('location_field', 'min_distance', 'max_distance'),
        point: isObject(given['point']) ? given['point']['coordinates'] : given['point'],
        query: isObject(given['query']) ? expressionOfQuery(given['query'], isList) : null
      };
    case 'geo_within':
      return { ...only('location_field', 'strict'), boundary: polygons(given['boundary']) };
    case 'concat': {
      const nested = given['samples'];
      if (!Array.isArray(nested)) {
        throw new NotExpressible('concat has no list of stages.');
      }
      return { stages: nested.flatMap(stage => stagesOfForeign(stage, isList)) };
    }
    case 'group_by': {
      const { field_or_expr: by, order_by: order } = given;
      const keys = Array.isArray(by) ? (by as unknown[]) : [by];
      return {
        keys: keys.map(keyOf),
        order_by: typeof order === 'string' ? field(pathOf(order)) : null,
        ...only('reverse', 'flat')
      };
    }
    case 'to_patches':
    case 'to_evaluation_patches':
    case 'to_clips': {
      const config = (given['config'] ?? {}) as Json;
      const kept = ['other_fields', 'keep_label_lists', 'tol', 'min_len', 'trajectories'].filter(
        key => config[key] !== undefined && config[key] !== null && config[key] !== false
      );
      const { _state, config: _config, ...rest } = given;
      return { ...rest, ...Object.fromEntries(kept.map(key => [key, config[key]])) };
    }
    case 'sort_by_similarity':
      throw new NotExpressible('sort_by_similarity needs the results of a brain run.');
    default: {
      const plain = Object.entries(given).filter(
        ([key, value]) => !key.startsWith('_') && value !== null
      );
      return Object.fromEntries(plain);
    }
  }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new NotExpressible(`A stage is no JSON: ${(error as Error).message}`);
  }
}

/**
 * A stage of another system as one or more of ours. Random stages keep their seed, but take other
 * samples with it. `isList` tells whether a path of the dataset leads to lists.
 * @throws NotExpressible with a sentence that names the stage
 */
export function stagesOfForeign(stage: unknown, isList: IsList = path => path === 'tags'): Stage[] {
  const parsed = typeof stage === 'string' ? parseText(stage) : stage;
  const name = isObject(parsed) ? String(parsed['_cls']).split('.').at(-1) : undefined;
  const kwargs = isObject(parsed) ? parsed['kwargs'] : undefined;
  const isPair = (pair: unknown): boolean => Array.isArray(pair) && typeof pair[0] === 'string';
  if (name === undefined || !Array.isArray(kwargs) || !kwargs.every(isPair)) {
    throw new NotExpressible('A stage has _cls and kwargs, but one has not.');
  }
  const given = Object.fromEntries(kwargs as [string, unknown][]);
  try {
    if (name === 'Mongo') {
      return stagesOfPipeline(listOf(given['pipeline']), isList);
    }
    const own = snake(name);
    const made = stageSchema.safeParse({ stage: own, ...parameters(own, given, isList) });
    if (!made.success) {
      const [issue] = made.error.issues;
      throw new NotExpressible(issue ? `${issue.path.join('.')}: ${issue.message}.` : 'Not valid.');
    }
    return [made.data];
  } catch (error) {
    if (error instanceof NotExpressible) {
      throw new NotExpressible(`The stage ${name} cannot be taken over. ${error.message}`);
    }
    throw error;
  }
}

/** The stages of a whole view. @throws NotExpressible */
export const viewOfForeign = (stages: readonly unknown[], isList?: IsList): Stage[] =>
  stages.flatMap(stage => stagesOfForeign(stage, isList));

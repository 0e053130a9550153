/** Views over the synthetic dataset: a plain evaluation of the stages and expressions the App writes. */
import {
  isField,
  isLiteral,
  type Expression,
  type Literal,
  type Operator,
  type Stage,
  type View
} from '../../protocol';
import { syntheticLabels, type ISyntheticLabel } from './synthetic-dataset';
import { syntheticTags, syntheticValues } from './synthetic-values';

/** Tags as they are now; samples that are not in it have those they began with. */
export type Tags = ReadonlyMap<number, readonly string[]>;

type Values = Record<string, unknown>;

/** Values compare as numbers or texts; dates are their milliseconds. */
function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null && '$date' in value
    ? (value as { $date: number }).$date
    : (value ?? null);
}

/** The value of an expression for one sample or label. */
export function evaluate(e: Expression, values: Values): unknown {
  if (isField(e)) {
    return plain(values[e.field]);
  }
  if (isLiteral(e)) {
    return Array.isArray(e.literal) ? e.literal.map(plain) : plain(e.literal as Literal);
  }
  const [a, b] = e.args.map(arg => evaluate(arg, values));
  const ordered = (test: (x: number | string, y: number | string) => boolean): boolean =>
    a !== null && b !== null && test(a as number, b as number);
  const operators: Partial<Record<Operator, () => unknown>> = {
    and: () => e.args.every(arg => evaluate(arg, values) === true),
    or: () => e.args.some(arg => evaluate(arg, values) === true),
    not: () => a !== true,
    eq: () => a === b,
    ne: () => a !== b,
    gt: () => ordered((x, y) => x > y),
    ge: () => ordered((x, y) => x >= y),
    lt: () => ordered((x, y) => x < y),
    le: () => ordered((x, y) => x <= y),
    is_null: () => a === null,
    is_in: () =>
      Array.isArray(a) ? a.some(x => (b as unknown[]).includes(x)) : (b as unknown[]).includes(a),
    contains: () => Array.isArray(a) && a.includes(b),
    contains_any: () => Array.isArray(a) && (b as unknown[]).some(x => a.includes(x)),
    contains_str: () => typeof a === 'string' && a.includes(String(b))
  };
  const run = operators[e.op];
  if (!run) {
    throw new Error(`The synthetic bridge does not know the operator “${e.op}”.`);
  }
  return run();
}

/** Tags of a sample now. */
export const tagsOf = (index: number, tags: Tags): readonly string[] =>
  tags.get(index) ?? syntheticTags(index);

/** Labels of a field that the view keeps. */
export function keptLabels(index: number, field: string, view: View): ISyntheticLabel[] {
  let labels = syntheticLabels(index, field);
  for (const stage of view) {
    if (stage.stage === 'filter_labels' && stage.field === field) {
      labels = labels.filter(label => evaluate(stage.filter, { ...label }) === true);
    }
  }
  return labels;
}

/** `group_by` makes three groups of neighbours here. */
const groupSize = (total: number): number => Math.max(1, Math.ceil(total / 3));

/** The samples of the group of `index`. */
export function groupOf(index: number, total: number): Int32Array {
  const size = groupSize(total);
  const first = index - (index % size);
  return Int32Array.from({ length: Math.min(size, total - first) }, (_, i) => first + i);
}

/** Indices of the samples of a view, in order. */
export function viewIndices(total: number, view: View, tags: Tags): Int32Array {
  let indices: Int32Array = Int32Array.from({ length: total }, (_, i) => i);
  view.forEach((stage, at) => {
    indices = applyStage(indices, stage, view.slice(0, at + 1), tags, total);
  });
  return indices;
}

function applyStage(
  indices: Int32Array,
  stage: Stage,
  upTo: View,
  tags: Tags,
  total: number
): Int32Array {
  switch (stage.stage) {
    case 'limit':
      return indices.slice(0, stage.limit);
    case 'skip':
      return indices.slice(stage.skip);
    case 'take':
      return indices.slice().reverse().slice(0, stage.size);
    case 'shuffle':
      return indices.slice().reverse();
    case 'match':
      return indices.filter(
        i => evaluate(stage.filter, { ...syntheticValues(i), tags: [...tagsOf(i, tags)] }) === true
      );
    case 'match_tags':
      return indices.filter(i => {
        const own = tagsOf(i, tags);
        const has = stage.all
          ? stage.tags.every(tag => own.includes(tag))
          : stage.tags.some(tag => own.includes(tag));
        return has === stage.bool;
      });
    case 'filter_labels':
      return stage.only_matches
        ? indices.filter(i => keptLabels(i, stage.field, upTo).length > 0)
        : indices;
    case 'exists':
      return indices.filter(i => (plain(syntheticValues(i)[stage.field]) !== null) === stage.bool);
    case 'sort_by': {
      const [first] = stage.keys;
      const keyed = [...indices].map(i => ({
        i,
        key: first ? (evaluate(first.key, syntheticValues(i)) as number | string) : 0
      }));
      keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
      const sorted = keyed.map(({ i }) => i);
      return Int32Array.from(first?.reverse ? sorted.reverse() : sorted);
    }
    case 'select':
      return indices.filter(i => stage.sample_ids.includes(i.toString(16).padStart(24, '0')));
    case 'exclude':
      return indices.filter(i => !stage.sample_ids.includes(i.toString(16).padStart(24, '0')));
    case 'select_labels': {
      // Labels by id are labels of samples; nothing else is filtered here.
      const of = new Set(stage.labels?.map(label => label.sample_id));
      return stage.omit_empty && stage.labels
        ? indices.filter(i => of.has(i.toString(16).padStart(24, '0')))
        : indices;
    }
    case 'group_by':
      return indices.filter(i => i % groupSize(total) === 0);
    case 'flatten':
      return Int32Array.from([...indices].flatMap(i => [...groupOf(i, total)]));
    default:
      // The other stages change no rows here.
      return indices;
  }
}

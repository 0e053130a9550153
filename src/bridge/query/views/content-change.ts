/** Changes of content that only documents show: what the stages of `content-stages.ts` do. */
import {
  literal,
  type Expression,
  type IDatasetInfo,
  type Stage,
  type StageOf
} from '../../../protocol';
import {
  compareValues,
  evaluate,
  holds,
  literalValue,
  normalize,
  type Value
} from '../expressions';
import type { IContentChange } from '../relational';
import { changePath, pathParts, type Compute } from './change-path';
import { fieldsOfExpression } from './field-names';
import { filterPoints } from './keypoint-filter';
import { withKnownPaths } from './known-paths';
import { keepLabels, labelList, labelsThatPass, type SampleDocument } from './label-filter-set';

/** Stages each of which changes one field. */
export type ChangingStage = StageOf<
  | 'filter_field'
  | 'filter_keypoints'
  | 'map_labels'
  | 'map_values'
  | 'set_field'
  | 'match_frames'
  | 'select_frames'
  | 'exclude_frames'
>;

/** Leaves only the labels of a field for which the expression is true. */
export function changeLabels(path: string, expression: Expression, stage: Stage): IContentChange {
  const [field = '', ...rest] = pathParts(path);
  const keep = (document: unknown, sample: Value): unknown => {
    const passing = labelsThatPass(expression, sample, labelList(document));
    return passing.includes(false) ? keepLabels(document as SampleDocument, passing) : document;
  };
  return {
    kind: 'change',
    field,
    reads: fieldsOfExpression(expression, field),
    key: JSON.stringify(stage),
    computed: null,
    part: null,
    apply: sample =>
      (rest.length > 0
        ? changePath(sample, [field, ...withoutList(rest)], value => keep(value, sample))
        : { ...sample, [field]: keep(sample[field], sample) }) as SampleDocument
  };
}

/** Paths below frames name the field of labels, with or without the list in it. */
const withoutList = (rest: readonly string[]): string[] => rest.slice(0, 1);

/** Reads an expression relative to what `compute` gets. */
function changeAt(
  path: string,
  reads: ReadonlySet<string>,
  stage: Stage,
  compute: (sample: Value) => Compute
): IContentChange {
  const parts = pathParts(path);
  return {
    kind: 'change',
    field: parts[0] as string,
    reads,
    key: JSON.stringify(stage),
    computed: null,
    part: null,
    apply: sample => changePath(sample, parts, compute(sample)) as SampleDocument
  };
}

const headOf = (path: string): string => pathParts(path)[0] as string;

function mapLabels(stage: StageOf<'map_labels'>, path: string): IContentChange {
  const map = new Map(Object.entries(stage.map));
  return changeAt(path, new Set([headOf(path)]), stage, () => value => {
    const next = typeof value === 'string' ? map.get(value) : undefined;
    return next === undefined ? value : next;
  });
}

function mapValues(stage: StageOf<'map_values'>): IContentChange {
  const pairs = stage.map.map(([from, to]) => [literalValue(from), literalValue(to)] as const);
  const texts = new Map(pairs.filter(([from]) => typeof from === 'string'));
  const others = pairs.filter(([from]) => typeof from !== 'string');
  const mapped: Compute = raw => {
    if (Array.isArray(raw)) {
      return raw.map(element => mapped(element, null));
    }
    const value = normalize(raw);
    if (typeof value === 'string') {
      const next = texts.get(value);
      return next === undefined ? raw : next;
    }
    const found = others.find(([from]) => compareValues(from, value) === 0);
    return found ? found[1] : raw;
  };
  return changeAt(stage.field, new Set([headOf(stage.field)]), stage, () => mapped);
}

/** The first labels of each sample or frame. */
export function limitOverDocuments(stage: StageOf<'limit_labels'>): IContentChange {
  const limit = Math.max(0, stage.limit);
  const [field = '', ...rest] = pathParts(stage.field);
  const limited = (document: unknown): unknown => {
    const keep = labelList(document).map((_, i) => i < limit);
    return keep.includes(false) ? keepLabels(document as SampleDocument, keep) : document;
  };
  return {
    kind: 'change',
    field,
    reads: new Set([field]),
    key: JSON.stringify(stage),
    computed: null,
    part: null,
    apply: sample =>
      (rest.length > 0 && field === 'frames'
        ? changePath(sample, [field, ...withoutList(rest)], limited)
        : { ...sample, [field]: limited(sample[field]) }) as SampleDocument
  };
}

/** Frames whose expression holds, of a sample's list of frames. */
function keepFrames(filter: Expression, stage: Stage): IContentChange {
  return {
    kind: 'change',
    field: 'frames',
    reads: fieldsOfExpression(filter, 'frames'),
    key: JSON.stringify(stage),
    computed: null,
    part: null,
    apply: sample => {
      const frames = Array.isArray(sample['frames']) ? (sample['frames'] as Value[]) : [];
      return {
        ...sample,
        frames: frames.filter(frame => holds(filter, { current: frame, sample }))
      };
    }
  };
}

function setField(stage: StageOf<'set_field'>): IContentChange {
  const inside = pathParts(stage.field).length > 1 ? headOf(stage.field) : null;
  return changeAt(
    stage.field,
    fieldsOfExpression(stage.expr, inside).add(headOf(stage.field)),
    stage,
    sample => (_, parent) => evaluate(stage.expr, { current: parent as Value, sample })
  );
}

/** Whether an id is one of these, as an expression. */
export const idIsIn = (ids: readonly string[]): Expression => ({
  op: 'is_in',
  args: [{ field: 'id' }, literal([...ids])]
});

/** What a stage does to the content of samples. @throws RequestError */
export function changeOf(stage: ChangingStage, info: IDatasetInfo, label: string): IContentChange {
  switch (stage.stage) {
    case 'filter_field':
      return changeAt(
        stage.field,
        fieldsOfExpression(stage.filter, headOf(stage.field)),
        stage,
        sample => raw => (holds(stage.filter, { current: normalize(raw), sample }) ? raw : null)
      );
    case 'set_field':
      return withKnownPaths(setField(stage), info);
    case 'map_labels':
      return mapLabels(stage, label);
    case 'map_values':
      return withKnownPaths(mapValues(stage), info);
    case 'filter_keypoints':
      return filterPoints(stage, info);
    case 'match_frames':
      return keepFrames(stage.filter, stage);
    case 'select_frames':
      return keepFrames(idIsIn(stage.frame_ids), stage);
    case 'exclude_frames':
      return keepFrames({ op: 'not', args: [idIsIn(stage.frame_ids)] }, stage);
  }
}

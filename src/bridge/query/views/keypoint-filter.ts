/** Points of keypoints that do not pass become NaN. */
import { LABEL_CLASSES, type IDatasetInfo, type StageOf } from '../../../protocol';
import { RequestError } from '../../request-error';
import { holds, type Value } from '../expressions';
import type { IContentChange } from '../relational';
import { fieldsOfExpression } from './field-names';
import { labelList, type SampleDocument } from './label-filter-set';

type Stage = StageOf<'filter_keypoints'>;

/** Indexes of the named points; null if none are named. @throws RequestError */
function namedPoints(stage: Stage, info: IDatasetInfo): ReadonlySet<number> | null {
  if (!stage.labels) {
    return null;
  }
  const { skeletons, default_skeleton: standard } = info.properties;
  const [field = ''] = stage.field.split('.');
  const names = (skeletons?.[stage.field] ?? skeletons?.[field] ?? standard)?.labels;
  if (!names) {
    throw new RequestError(
      'invalid',
      `Dataset '${info.name}' has no skeleton with names of points for field '${stage.field}'. ` +
        'Set dataset.skeletons or dataset.default_skeleton first.',
      { dataset: info.name, field: stage.field }
    );
  }
  const unknown = stage.labels.filter(name => !names.includes(name));
  if (unknown.length > 0) {
    throw new RequestError(
      'invalid',
      `The skeleton of field '${stage.field}' has no point '${unknown[0]}'. It has: ` +
        `${names.join(', ')}.`,
      { dataset: info.name, field: stage.field }
    );
  }
  return new Set(stage.labels.map(name => names.indexOf(name)));
}

/** The keypoint as the filter sees it at one point: lists of one value per point are that value. */
function atPoint(keypoint: SampleDocument, count: number, index: number): Value {
  return Object.fromEntries(
    Object.entries(keypoint).map(([name, value]) => [
      name,
      Array.isArray(value) && value.length === count ? (value as unknown[])[index] : value
    ])
  );
}

const isThere = (point: unknown): boolean =>
  Array.isArray(point) && point.some(v => typeof v === 'number' && !Number.isNaN(v));

/** @throws RequestError if a point is named that the skeleton has not */
export function filterPoints(stage: Stage, info: IDatasetInfo): IContentChange {
  const { filter } = stage;
  const named = namedPoints(stage, info);
  const [field = ''] = stage.field.split('.');
  const filtered = (keypoint: SampleDocument, sample: Value): SampleDocument => {
    const points: unknown[] = Array.isArray(keypoint['points']) ? keypoint['points'] : [];
    const next = points.map((point, i) => {
      const passes =
        (named?.has(i) ?? true) &&
        (!filter || holds(filter, { current: atPoint(keypoint, points.length, i), sample }));
      return passes ? point : [NaN, NaN];
    });
    return { ...keypoint, points: next };
  };
  return {
    kind: 'change',
    field,
    reads: filter ? fieldsOfExpression(filter, field) : new Set([field]),
    key: JSON.stringify(stage),
    computed: null,
    part: null,
    apply: sample => {
      const document = sample[field];
      if (typeof document !== 'object' || document === null) {
        return sample;
      }
      const list = LABEL_CLASSES[(document as SampleDocument)['_cls'] as string]?.list;
      const labels = (labelList(document) as SampleDocument[])
        .map(keypoint => filtered(keypoint, sample))
        .filter(
          ({ points }) => !stage.only_matches || (points as unknown[]).some(point => isThere(point))
        );
      const next =
        list === undefined ? (labels[0] ?? null) : { ...(document as object), [list]: labels };
      return { ...sample, [field]: next };
    }
  };
}

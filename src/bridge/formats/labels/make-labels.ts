/** Label documents from what files say. */
import type {
  IArrayDocument,
  IClassification,
  IDetection,
  IKeypoint,
  IPolyline,
  LabelDocument
} from '../../../protocol';
import { newObjectId } from '../../datasets/documents/object-id';

export type Attributes = Record<string, unknown>;

/** Names that belong to labels themselves. */
const OWN = new Set([
  'id',
  'tags',
  'label',
  'bounding_box',
  'mask',
  'mask_path',
  'points',
  'closed',
  'filled'
]);

/** Whether a value can be written as text or JSON: no bytes and no documents. */
export function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.every(isPlain);
  }
  if (typeof value !== 'object' || value === null) {
    return typeof value !== 'bigint';
  }
  return !ArrayBuffer.isView(value) && !('_cls' in value) && Object.values(value).every(isPlain);
}

/** Attributes that labels may have: no private names, nothing that a label has of its own, no nulls. */
export function attributesOf(entries: Iterable<[string, unknown]>): Attributes {
  const attributes: Attributes = {};
  for (const [name, value] of entries) {
    if (
      value != null &&
      name !== '' &&
      !/^_|[.$\0]/.test(name) &&
      !OWN.has(name) &&
      isPlain(value)
    ) {
      attributes[name] = value;
    }
  }
  return attributes;
}

const start = <C extends string>(cls: C) => ({ _cls: cls, _id: newObjectId(), tags: [] });
/** Without entries that say nothing. */
function whole<T extends object>(document: T): Partial<T> {
  const entries = Object.entries(document).filter(([, value]) => value != null);
  return Object.fromEntries(entries) as Partial<T>;
}

interface ICommon {
  label?: string | null | undefined;
  confidence?: number | null | undefined;
  attributes?: Attributes;
}

export const classification = ({ label, confidence, attributes }: ICommon): IClassification =>
  whole({ ...attributes, ...start('Classification'), label, confidence }) as IClassification;

/** `box`: [x, y, width, height], relative. */
export const detection = ({
  label,
  confidence,
  attributes,
  box,
  mask
}: ICommon & {
  box: [number, number, number, number];
  mask?: IArrayDocument | null;
}): IDetection =>
  whole({
    ...attributes,
    ...start('Detection'),
    label,
    bounding_box: box,
    confidence,
    mask
  }) as IDetection;

export const polyline = ({
  label,
  confidence,
  attributes,
  points,
  closed,
  filled
}: ICommon & { points: [number, number][][]; closed: boolean; filled: boolean }): IPolyline =>
  whole({
    ...attributes,
    ...start('Polyline'),
    label,
    points,
    closed,
    filled,
    confidence
  }) as IPolyline;

export const keypoint = ({
  label,
  attributes,
  points
}: Omit<ICommon, 'confidence'> & { points: [number, number][] }): IKeypoint =>
  whole({ ...attributes, ...start('Keypoint'), label, points }) as IKeypoint;

const LISTS = {
  Classifications: 'classifications',
  Detections: 'detections',
  Polylines: 'polylines',
  Keypoints: 'keypoints'
} as const;

/** A list of labels as a document; null if it is empty and `empty` is not asked for. */
export const listOf = (
  cls: keyof typeof LISTS,
  labels: readonly object[],
  empty = false
): LabelDocument | null =>
  labels.length > 0 || empty
    ? ({ _cls: cls, [LISTS[cls]]: labels } as unknown as LabelDocument)
    : null;

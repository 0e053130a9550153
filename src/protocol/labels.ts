/**
 * Label documents as they are stored and sent (MessagePack maps). Coordinates are relative to the
 * image, x to the right and y down, (0, 0) the top left corner; boxes are `[x, y, width, height]`.
 * `_id` is the 12 bytes of an object id in MessagePack and 24 hexadecimal digits in JSON.
 */
import type { IFieldSpec } from './fields';

/** An n-dimensional array: `zlib` holds the deflated C-order bytes, little endian. */
export interface IArrayDocument {
  _cls: 'ndarray';
  /** NumPy type string: `|b1`, `|u1`, `<u2`, `<i4`, `<i8`, `<f4`, `<f8` … */
  dtype: string;
  shape: number[];
  zlib: Uint8Array;
}

/** An object that several labels show. */
export interface IInstance {
  _cls: 'Instance';
  _id: Uint8Array | string;
}

export interface ILabelBase {
  _id: Uint8Array | string;
  tags?: string[];
  [attribute: string]: unknown;
}
export interface IClassification extends ILabelBase {
  _cls: 'Classification';
  label?: string | null;
  confidence?: number | null;
}
/** Something that happens in a video from one frame to another. */
export interface ITemporalDetection extends ILabelBase {
  _cls: 'TemporalDetection';
  label?: string | null;
  confidence?: number | null;
  /** First and last frame, from 1. */
  support?: [number, number] | null;
}
export interface IRegression extends ILabelBase {
  _cls: 'Regression';
  value?: number | null;
  confidence?: number | null;
}
export interface IDetection extends ILabelBase {
  _cls: 'Detection';
  label?: string | null;
  bounding_box: [number, number, number, number];
  confidence?: number | null;
  /** 2-D, covers the box. */
  mask?: IArrayDocument | null;
  mask_path?: string | null;
  index?: number | null;
  /** What the object is among several images or frames. */
  instance?: IInstance | null;
}
export interface IPolyline extends ILabelBase {
  _cls: 'Polyline';
  label?: string | null;
  /** Several shapes of points each. */
  points: [number, number][][];
  closed?: boolean;
  filled?: boolean;
  confidence?: number | null;
  index?: number | null;
  instance?: IInstance | null;
}
export interface IKeypoint extends ILabelBase {
  _cls: 'Keypoint';
  label?: string | null;
  /** A missing point is [NaN, NaN]. */
  points: [number, number][];
  confidence?: number[] | null;
  index?: number | null;
  instance?: IInstance | null;
}
export interface ISegmentation extends ILabelBase {
  _cls: 'Segmentation';
  /** 2-D integers, 0 is background; or RGB colours with a third dimension, black is background. */
  mask?: IArrayDocument | null;
  mask_path?: string | null;
}
export interface IHeatmap extends ILabelBase {
  _cls: 'Heatmap';
  map?: IArrayDocument | null;
  map_path?: string | null;
  range?: [number, number] | null;
}
export interface IGeoLocation extends ILabelBase {
  _cls: 'GeoLocation';
  /** [longitude, latitude] in degrees, and GeoJSON-like rings of those. */
  point?: [number, number] | null;
  line?: [number, number][] | null;
  polygon?: [number, number][][] | null;
}
/** Any number of points, lines and areas on Earth. */
export interface IGeoLocations extends ILabelBase {
  _cls: 'GeoLocations';
  points?: [number, number][] | null;
  lines?: [number, number][][] | null;
  polygons?: [number, number][][][] | null;
}
export interface IClassifications {
  _cls: 'Classifications';
  classifications: IClassification[];
}
export interface IDetections {
  _cls: 'Detections';
  detections: IDetection[];
}
export interface IPolylines {
  _cls: 'Polylines';
  polylines: IPolyline[];
}
export interface IKeypoints {
  _cls: 'Keypoints';
  keypoints: IKeypoint[];
}

export interface ITemporalDetections {
  _cls: 'TemporalDetections';
  detections: ITemporalDetection[];
}

export type SingleLabel =
  | IClassification
  | IRegression
  | IDetection
  | IPolyline
  | IKeypoint
  | ISegmentation
  | IHeatmap
  | ITemporalDetection
  | IGeoLocation
  | IGeoLocations;
export type LabelList =
  IClassifications | IDetections | IPolylines | IKeypoints | ITemporalDetections;
export type LabelDocument = SingleLabel | LabelList;

interface ILabelClass {
  /** The field that holds the list, for list classes. */
  list?: string;
  /** Class of the elements (itself for single labels). */
  element: string;
  /** Scalar attributes that can be filtered and counted (of an element). */
  attributes: readonly IFieldSpec[];
}

const label: IFieldSpec = { name: 'label', type: 'string' };
const confidence: IFieldSpec = { name: 'confidence', type: 'float' };
const index: IFieldSpec = { name: 'index', type: 'int' };
const tags: IFieldSpec = { name: 'tags', type: 'list', subtype: 'string' };
const id: IFieldSpec = { name: 'id', type: 'object_id' };

/** Attributes of single labels, by class. */
const ATTRIBUTES = {
  Classification: [id, label, confidence, tags],
  Regression: [id, { name: 'value', type: 'float' }, confidence, tags],
  Detection: [id, label, confidence, index, tags],
  Polyline: [
    id,
    label,
    confidence,
    index,
    { name: 'closed', type: 'bool' },
    { name: 'filled', type: 'bool' },
    tags
  ],
  Keypoint: [id, label, index, tags],
  Segmentation: [id, tags],
  Heatmap: [id, tags],
  TemporalDetection: [id, label, confidence, tags],
  GeoLocation: [id, tags],
  GeoLocations: [id, tags]
} as const satisfies Record<string, readonly IFieldSpec[]>;

type ElementClass = keyof typeof ATTRIBUTES;

const single = (element: ElementClass): ILabelClass => ({
  element,
  attributes: ATTRIBUTES[element]
});
const listOf = (element: ElementClass, list: string): ILabelClass => ({
  ...single(element),
  list
});

/** Every label class: how its list is called and which attributes are columns. */
export const LABEL_CLASSES: Readonly<Record<string, ILabelClass>> = {
  Classification: single('Classification'),
  Regression: single('Regression'),
  Detection: single('Detection'),
  Polyline: single('Polyline'),
  Keypoint: single('Keypoint'),
  Segmentation: single('Segmentation'),
  Heatmap: single('Heatmap'),
  TemporalDetection: single('TemporalDetection'),
  GeoLocation: single('GeoLocation'),
  GeoLocations: single('GeoLocations'),
  Classifications: listOf('Classification', 'classifications'),
  Detections: listOf('Detection', 'detections'),
  Polylines: listOf('Polyline', 'polylines'),
  Keypoints: listOf('Keypoint', 'keypoints'),
  TemporalDetections: listOf('TemporalDetection', 'detections')
};

/** Whether the field holds labels. */
export function isLabelField(spec: IFieldSpec): boolean {
  return spec.type === 'document' && spec.document !== undefined && spec.document in LABEL_CLASSES;
}

/** The labels of a document, one or many, in order. */
export function labelsOf(document: LabelDocument | null | undefined): SingleLabel[] {
  if (!document) {
    return [];
  }
  const list = LABEL_CLASSES[document._cls]?.list;
  if (list === undefined) {
    return [document as SingleLabel];
  }
  return ((document as unknown as Record<string, SingleLabel[]>)[list] ?? []) as SingleLabel[];
}

/** The part of a picture that a patch shows: what its labels cover, and a little around it. */
import type { IDatasetInfo } from '../../../protocol';
import { derivedOf } from './derived-properties';

/** Relative x, y, width, height: parts of the whole picture, origin upper left. */
export type Crop = [x: number, y: number, width: number, height: number];

/** Space on each side, as a part of what is covered. */
const MARGIN = 0.1;
/** Least side of a crop, as a part of the picture: a point alone shows nothing. */
const LEAST = 0.02;

type Point = readonly [number, number];
type Document = Record<string, unknown>;

const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isPoint = (value: unknown): value is Point =>
  Array.isArray(value) && value.length >= 2 && value.slice(0, 2).every(Number.isFinite);

/** Corners and points of a label, or of the labels of a list. */
function pointsOf(label: unknown): Point[] {
  if (!isDocument(label)) {
    return [];
  }
  const list = ['detections', 'polylines', 'keypoints']
    .map(name => label[name])
    .find(Array.isArray);
  if (list) {
    return list.flatMap(pointsOf);
  }
  const box = label['bounding_box'];
  if (Array.isArray(box) && box.length === 4 && box.every(Number.isFinite)) {
    const [x, y, width, height] = box as Crop;
    return [
      [x, y],
      [x + width, y + height]
    ];
  }
  const points = label['points'];
  return Array.isArray(points)
    ? (points.flat(isPoint(points[0]) ? 0 : 1) as unknown[]).filter(isPoint)
    : [];
}

/** The crop around what is covered: from `least` to `greatest`. */
export function cropAround(least: Point, greatest: Point): Crop {
  const side = (axis: 0 | 1): [start: number, length: number] => {
    const covered = greatest[axis] - least[axis];
    const grown = Math.max(covered * (1 + 2 * MARGIN), LEAST);
    const start = least[axis] - (grown - covered) / 2;
    const from = Math.max(0, Math.min(1 - LEAST, start));
    return [from, Math.max(LEAST, Math.min(1, start + grown) - from)];
  };
  const [x, width] = side(0);
  const [y, height] = side(1);
  return [x, y, width, height];
}

/** The crop of a sample with these label documents; null if they cover no part of the picture. */
export function cropOf(documents: readonly unknown[]): Crop | null {
  const points = documents.flatMap(pointsOf);
  if (points.length === 0) {
    return null;
  }
  const of = (choose: (...values: number[]) => number, axis: 0 | 1): number =>
    points.map(point => point[axis]).reduce((a, b) => choose(a, b));
  return cropAround([of(Math.min, 0), of(Math.min, 1)], [of(Math.max, 0), of(Math.max, 1)]);
}

/** Fields whose labels are the part of the picture that a sample of the dataset shows. */
export const cropFields = (info: IDatasetInfo): readonly string[] => derivedOf(info)?.crop ?? [];

/** A label document of the whole picture as it lies in the crop; rasters of all of it are left out. */
export function labelInCrop(label: unknown, [x, y, width, height]: Crop): unknown {
  if (!isDocument(label)) {
    return label;
  }
  const moved = ([px, py]: Point): Point => [(px - x) / width, (py - y) / height];
  const { bounding_box: box, points } = label;
  if (Array.isArray(box) && box.length === 4 && box.every(Number.isFinite)) {
    const [bx, by, bw, bh] = box as Crop;
    return { ...label, bounding_box: [...moved([bx, by]), bw / width, bh / height] };
  }
  if (Array.isArray(points)) {
    const shape = (part: unknown): unknown =>
      isPoint(part) ? moved(part) : Array.isArray(part) ? part.map(shape) : part;
    return { ...label, points: shape(points) };
  }
  const { mask: _mask, mask_path: _maskPath, map: _map, map_path: _mapPath, ...rest } = label;
  return rest;
}

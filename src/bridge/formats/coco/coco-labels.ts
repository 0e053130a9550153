/** Labels as annotations of COCO, without ids. */
import type { IDetection, IKeypoint, IPolyline, SingleLabel } from '../../../protocol';
import type { IDeflate, ISize } from '../format';
import { maskOf } from '../labels/array-planes';
import { attributesOf } from '../labels/make-labels';
import { simplifyRing, traceMask, type Ring } from '../labels/trace-mask';
import type { CocoOptions } from './export-coco';
import { writeRuns } from './run-lengths';

const DEFAULT_TOLERANCE = 2;
/** Written in their own way. */
const OWN = new Set(['confidence', 'attributes', 'index', 'instance', 'supercategory', 'area']);

export class CocoLabels {
  constructor(
    private readonly _options: CocoOptions,
    private readonly _zlib: IDeflate
  ) {}

  detection(label: IDetection, { width, height }: ISize): object | null {
    if (!Array.isArray(label.bounding_box) || label.bounding_box.length !== 4) {
      return null;
    }
    const [x, y, w, h] = label.bounding_box;
    const box = [x * width, y * height, w * width, h * height] as [number, number, number, number];
    const mask = maskOf(label.mask, this._zlib);
    const crowd = this._isCrowd(label);
    const annotation = this._with(label, box, crowd);
    if (mask) {
      if (crowd) {
        const [left, top, right, bottom] = [box[0], box[1], box[0] + box[2], box[1] + box[3]].map(
          Math.round
        ) as [number, number, number, number];
        const window = {
          x: left,
          y: top,
          width: Math.max(1, right - left),
          height: Math.max(1, bottom - top)
        };
        const counts = writeRuns(mask, window, { width, height });
        return { ...annotation, segmentation: { counts, size: [height, width] } };
      }
      const tolerance = this._options.tolerance ?? DEFAULT_TOLERANCE;
      const rings = traceMask(mask)
        .map(ring =>
          ring.map(([u, v]): [number, number] => [
            Math.max(0, box[0] + (u / mask.width) * box[2]),
            Math.max(0, box[1] + (v / mask.height) * box[3])
          ])
        )
        .map(ring => simplifyRing(ring, tolerance))
        .filter(ring => ring.length >= 3);
      return { ...annotation, segmentation: rings.map(ring => this._flat(ring)) };
    }
    return annotation;
  }

  polyline(label: IPolyline, { width, height }: ISize): object | null {
    const shapes = (label.points ?? []).map(shape =>
      shape.map(([x, y]): [number, number] => [Math.trunc(x * width), Math.trunc(y * height)])
    );
    const box = boundsOf(
      (label.points ?? []).flat().map(([x, y]): [number, number] => [x * width, y * height])
    );
    return (
      box && {
        ...this._with(label, box, this._isCrowd(label)),
        segmentation: shapes.map(shape => shape.flat())
      }
    );
  }

  keypoint(label: IKeypoint, { width, height }: ISize): object | null {
    const points = label.points ?? [];
    const seen = points.filter(([x]) => !Number.isNaN(x));
    const box = boundsOf(seen.map(([x, y]): [number, number] => [x * width, y * height]));
    const keypoints = points.flatMap(([x, y]) =>
      Number.isNaN(x) || Number.isNaN(y)
        ? [0, 0, 0]
        : [Math.trunc(x * width), Math.trunc(y * height), 2]
    );
    const { confidence, ...rest } = label;
    const score = Array.isArray(confidence) ? null : confidence;
    return {
      ...this._with({ ...rest, confidence: score } as SingleLabel, box ?? [0, 0, 0, 0], 0),
      keypoints,
      num_keypoints: seen.length
    };
  }

  private _isCrowd(label: SingleLabel): number {
    const value =
      label[this._options.iscrowd] ?? (label['attributes'] as never)?.[this._options.iscrowd];
    const plain =
      typeof value === 'object' && value !== null ? (value as { value?: unknown }).value : value;
    return plain ? 1 : 0;
  }

  private _with(
    label: SingleLabel,
    box: [number, number, number, number],
    iscrowd: number
  ): Record<string, unknown> {
    const { extra_attrs: extra } = this._options;
    const names =
      extra == null || extra === true ? null : new Set(extra === false ? [] : [extra].flat());
    const attributes = attributesOf(
      Object.entries(label).filter(
        ([name]) => !OWN.has(name) && name !== this._options.iscrowd && (names?.has(name) ?? true)
      )
    );
    const confidence = (label as IDetection).confidence;
    return {
      ...attributes,
      bbox: box.map(number => this._number(number)),
      ...(confidence == null ? {} : { score: confidence }),
      area: this._number(box[2] * box[3]),
      iscrowd
    };
  }

  private _number(value: number): number {
    const { num_decimals: decimals } = this._options;
    return decimals == null ? value : Number(value.toFixed(decimals));
  }

  private _flat(ring: Ring): number[] {
    return ring.flat().map(number => this._number(number));
  }
}

function boundsOf(points: readonly [number, number][]): [number, number, number, number] | null {
  if (points.length === 0) {
    return null;
  }
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return [left, top, right - left, bottom - top];
}

/** One annotation of COCO as labels. */
import type { IDetection, IKeypoint, IPolyline } from '../../../protocol';
import { formatError } from '../format-error';
import type { IDeflate, ISize } from '../format';
import { maskDocument, MAX_PIXELS, type Mask } from '../labels/array-planes';
import { attributesOf, detection, keypoint, polyline } from '../labels/make-labels';
import { fillPolygons, simplifyRing, traceMask, type Ring } from '../labels/trace-mask';
import { decompressCounts, readRuns, type IWindow } from './run-lengths';

export interface ICocoAnnotation {
  id?: unknown;
  image_id?: unknown;
  category_id?: unknown;
  bbox?: unknown;
  segmentation?: unknown;
  keypoints?: unknown;
  score?: unknown;
  [name: string]: unknown;
}
export interface ICategory {
  name: string;
  supercategory: string | null;
}
export interface IAnnotationOptions {
  extra_attrs: boolean | string | string[];
  include_annotation_id: boolean;
  use_polylines: boolean;
  tolerance: number;
}

const KNOWN = new Set(
  'id image_id category_id bbox segmentation area iscrowd keypoints num_keypoints score'.split(' ')
);

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every(isNumber);

/** Turns annotations of one image into labels. `where` says which annotation it is. */
export class AnnotationReader {
  constructor(
    private readonly _file: string,
    private readonly _size: ISize,
    private readonly _categories: ReadonlyMap<number, ICategory>,
    private readonly _options: IAnnotationOptions,
    private readonly _zlib: IDeflate
  ) {}

  detection(annotation: ICocoAnnotation, where: string): IDetection | null {
    const box = this._box(annotation, where);
    return box && detection({ ...this._common(annotation, where), box: this._relative(box) });
  }

  /** A detection with a mask, or a polyline; null if there is no segmentation. */
  segmentation(annotation: ICocoAnnotation, where: string): IDetection | IPolyline | null {
    const { segmentation } = annotation;
    if (segmentation == null || (Array.isArray(segmentation) && segmentation.length === 0)) {
      return null;
    }
    const common = this._common(annotation, where);
    const rings = Array.isArray(segmentation) ? this._rings(segmentation, where) : null;
    if (this._options.use_polylines) {
      const outlines = rings ?? this._outlines(segmentation, where);
      const { width, height } = this._size;
      return outlines.length === 0
        ? null
        : polyline({
            ...common,
            points: outlines.map(ring => ring.map(([x, y]) => [x / width, y / height])),
            closed: true,
            filled: true
          });
    }
    const box = this._box(annotation, where) ?? boundsOf(rings);
    if (!box) {
      return null;
    }
    const window = this._window(box);
    if (window.width * window.height > MAX_PIXELS) {
      throw this._error(where, 'segmentation', 'its box is too large for a mask.');
    }
    const mask = rings
      ? fillPolygons(
          rings.map(ring => ring.map(([x, y]) => [x - window.x, y - window.y])),
          window.width,
          window.height
        )
      : this._runs(segmentation, window, where);
    return detection({
      ...common,
      box: this._relative(box),
      mask: maskDocument(mask, this._zlib)
    });
  }

  keypoints(annotation: ICocoAnnotation, where: string): IKeypoint | null {
    const { keypoints: numbers } = annotation;
    if (numbers == null || (Array.isArray(numbers) && numbers.length === 0)) {
      return null;
    }
    if (!isNumbers(numbers) || numbers.length % 3 !== 0) {
      throw this._error(where, 'keypoints', 'it should be a list of x, y and visibility.');
    }
    const points: [number, number][] = [];
    for (let i = 0; i < numbers.length; i += 3) {
      const [x, y, visible] = numbers.slice(i, i + 3) as [number, number, number];
      points.push(
        visible === 0 ? [Number.NaN, Number.NaN] : [x / this._size.width, y / this._size.height]
      );
    }
    const { label, attributes } = this._common(annotation, where);
    return keypoint({ label, attributes, points });
  }

  private _error(where: string, key: string, what: string): Error {
    return formatError(this._file, `${where}.${key}`, what);
  }

  private _common(annotation: ICocoAnnotation, where: string) {
    const { extra_attrs: extra, include_annotation_id: withId } = this._options;
    const { category_id: category, score, iscrowd } = annotation;
    if (category != null && !isNumber(category)) {
      throw this._error(where, 'category_id', 'it should be a number.');
    }
    if (score != null && !isNumber(score)) {
      throw this._error(where, 'score', 'it should be a number.');
    }
    const known = category == null ? undefined : this._categories.get(category);
    const names = typeof extra === 'boolean' ? null : new Set([extra].flat());
    const extras = Object.entries(annotation).filter(
      ([name]) => extra !== false && !KNOWN.has(name) && (names?.has(name) ?? true)
    );
    const attributes = attributesOf([
      ...extras,
      ['iscrowd', extra === false ? null : iscrowd],
      ['supercategory', known?.supercategory],
      ['coco_id', withId ? annotation.id : null]
    ]);
    const label = known?.name ?? (category == null ? null : String(category));
    return { label, confidence: score ?? null, attributes };
  }

  private _box(annotation: ICocoAnnotation, where: string): number[] | null {
    const { bbox } = annotation;
    if (bbox == null || (Array.isArray(bbox) && bbox.length === 0)) {
      return null;
    }
    if (!isNumbers(bbox) || bbox.length !== 4) {
      throw this._error(where, 'bbox', 'it should be four numbers: x, y, width, height.');
    }
    return bbox;
  }

  private _relative([x, y, w, h]: number[]): [number, number, number, number] {
    const { width, height } = this._size;
    const [left, top, right, bottom] = [x, y, w, h] as [number, number, number, number];
    return [left / width, top / height, right / width, bottom / height];
  }

  /** The whole pixels of a box that lie in the image, at least one. */
  private _window(box: number[]): IWindow {
    const [x, y, w, h] = box.map(Math.round) as [number, number, number, number];
    const left = Math.max(0, Math.min(this._size.width - 1, x));
    const top = Math.max(0, Math.min(this._size.height - 1, y));
    return {
      x: left,
      y: top,
      width: Math.max(1, Math.min(this._size.width, x + w) - left),
      height: Math.max(1, Math.min(this._size.height, y + h) - top)
    };
  }

  private _rings(segmentation: unknown[], where: string): Ring[] {
    const lists = isNumbers(segmentation) ? [segmentation] : segmentation;
    return lists.map((list, i) => {
      if (!isNumbers(list) || list.length % 2 !== 0) {
        throw this._error(where, `segmentation[${i}]`, 'it should be a list of x and y.');
      }
      return Array.from({ length: list.length / 2 }, (_, j): [number, number] => [
        list[2 * j] as number,
        list[2 * j + 1] as number
      ]);
    });
  }

  private _runs(segmentation: unknown, window: IWindow, where: string): Mask {
    const { counts, size } = segmentation as { counts?: unknown; size?: unknown };
    const [height = 0, width = 0] = isNumbers(size) ? size : [];
    if (height < 1 || width < 1 || width * height > MAX_PIXELS) {
      throw this._error(where, 'segmentation.size', 'it should be height and width of the image.');
    }
    try {
      const list = typeof counts === 'string' ? decompressCounts(counts) : counts;
      if (!isNumbers(list)) {
        throw new Error('its counts should be a list of numbers or a text');
      }
      return readRuns(list, height, window);
    } catch (error) {
      throw this._error(where, 'segmentation', `${(error as Error).message}.`);
    }
  }

  private _outlines(segmentation: unknown, where: string): Ring[] {
    const { width, height } = this._size;
    if (width * height > MAX_PIXELS) {
      throw this._error(where, 'segmentation', 'the image is too large for a mask.');
    }
    const mask = this._runs(segmentation, { x: 0, y: 0, width, height }, where);
    return traceMask(mask).map(ring => simplifyRing(ring, this._options.tolerance));
  }
}

function boundsOf(rings: readonly Ring[] | null): number[] | null {
  const points = rings?.flat() ?? [];
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

/**
 * What to draw for the labels of one sample of a page: plain shapes in CSS pixels, painted on canvas
 * by the App and written as SVG by the bridge, so that both look the same.
 */
import type { IRect } from './justified-rows';
import { DEFAULT_TABLES, type ColorTable } from './color-table';
import { colorOf, colorOfPoint } from './label-color';
import type { IPageLabel } from './page-labels';
import { inkOn } from './palette';
import { placeTexts, plateTexts, type IPlate } from './place-texts';
import { dashColor, type LabelMark } from './selection-marks';
import type { IColors } from './resolve-colors';

export type OverlayShape =
  /**
   * `points`: x, y alternating. Strokes are `width` wide with a halo of `halo` on each side; `fill`
   * is drawn with the style's opacity. A selected label's stroke has `dashes` of that colour on a
   * contrasting line.
   */
  | {
      kind: 'path';
      points: number[];
      closed: boolean;
      fill: boolean;
      color: string;
      dashes: string | null;
      width: number;
      halo: number;
    }
  | { kind: 'dot'; x: number; y: number; radius: number; halo: number; color: string }
  /** Bytes of `data` row by row, stretched over the rectangle; heat maps smoothly. */
  | {
      kind: 'raster';
      rect: IRect;
      /** mask: what is not zero is `color`; classes and heat: as `table` says. */
      mode: 'mask' | 'classes' | 'heat';
      table: ColorTable | null;
      columns: number;
      rows: number;
      data: Uint8Array;
      color: string;
    }
  /** A plate of `color` with text of `ink`; the rectangle is the plate. */
  | { kind: 'text'; rect: IRect; text: string; color: string; ink: string };

type Path = Extract<OverlayShape, { kind: 'path' }>;

export interface IOverlayStyle extends IColors {
  /** Label fields to draw, in drawing order. */
  fields: ReadonlySet<string>;
  /** Whether there are texts at all, and what stands in them. */
  showText: boolean;
  showLabel: boolean;
  showIndex: boolean;
  showConfidence: boolean;
  /** Width of outlines in CSS pixels; 2 if not given. */
  strokeWidth?: number;
  /** Text everywhere (viewer) or only where it fits (tiles). */
  allText: boolean;
  fontSize: number;
  /** Width of a text in CSS pixels at `fontSize`. */
  measure(text: string): number;
  /** Marks of the selected labels by their ids. */
  selected: ReadonlyMap<string, LabelMark>;
}

/** Shapes smaller than this, in CSS pixels, get a finer line: else it would hide what it marks. */
const SMALL_SHAPE = 16;

function strokeOf(
  size: number,
  style: IOverlayStyle,
  dashes: string | null
): { width: number; halo: number; dashes: string | null } {
  const width = style.strokeWidth ?? 2;
  return size < SMALL_SHAPE && dashes === null
    ? { width: width / 2, halo: 0.5, dashes }
    : { width, halo: 1, dashes };
}

const RASTER_MODES: Readonly<Record<string, 'classes' | 'heat'>> = {
  Segmentation: 'classes',
  Heatmap: 'heat'
};

/** Labels of the whole picture, which are only texts. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set([
  'Classification',
  'Regression',
  'TemporalDetection'
]);

/**
 * Shapes of a sample's labels. `image` is where the picture is painted, `clipTo` where texts may
 * stand (the tile, or the visible part of the viewer). Rasters first, then outlines, then texts.
 */
export function overlayShapes(
  labels: readonly IPageLabel[],
  image: IRect,
  clipTo: IRect,
  style: IOverlayStyle
): OverlayShape[] {
  const rasters: OverlayShape[] = [];
  const outlines: OverlayShape[] = [];
  const plates: IPlate[] = [];
  const x = (v: number): number => image.x + v * image.width;
  const y = (v: number): number => image.y + v * image.height;

  for (const label of labels) {
    if (!style.fields.has(label.field)) {
      continue;
    }
    const color = colorOf(label, style);
    const mark = style.selected.get(label.id);
    const dashes = mark === undefined ? null : dashColor(mark, color);
    const box = label.box && {
      x: x(label.box[0]),
      y: y(label.box[1]),
      width: label.box[2] * image.width,
      height: label.box[3] * image.height
    };
    if (label.raster) {
      const mode = RASTER_MODES[label.element] ?? 'mask';
      const table =
        mode === 'mask' ? null : (style.tables.get(label.field) ?? DEFAULT_TABLES[mode]);
      const { raster } = label;
      const own = { ...raster, table: raster.table ?? table };
      rasters.push({ kind: 'raster', rect: box ?? image, mode, ...own, color });
      if (!box && dashes !== null) {
        outlines.push(outlineOf(image, -2, color, dashes));
      }
    }
    let anchor: IRect | null = null;
    if (box) {
      const { x: l, y: t } = box;
      const r = l + box.width;
      const b = t + box.height;
      outlines.push({
        kind: 'path',
        points: [l, t, r, t, r, b, l, b],
        closed: true,
        fill: false,
        color,
        ...strokeOf(Math.max(box.width, box.height), style, dashes)
      });
      anchor = box;
    }
    const dot = dotOf(label, image, style);
    for (const shape of label.shapes) {
      const points = shape.map((v, i) => (i % 2 === 0 ? x(v) : y(v)));
      if (label.element === 'Keypoint') {
        for (const chain of style.skeletons.get(label.field) ?? []) {
          outlines.push(...bonesOf(chain, points, { color, dashes, width: dot.radius / 2 }));
        }
        for (let i = 0; i + 1 < points.length; i += 2) {
          const [px, py] = [points[i] as number, points[i + 1] as number];
          if (Number.isFinite(px) && Number.isFinite(py)) {
            const own = style.multicolorKeypoints ? colorOfPoint(style.pool, i / 2) : color;
            if (dashes !== null) {
              outlines.push(...ringOf(px, py, dot.radius, dashes));
            }
            outlines.push({ kind: 'dot', x: px, y: py, ...dot, color: own });
            anchor ??= { x: px, y: py, width: 0, height: 0 };
          }
        }
      } else if (points.length >= 4 && points.every(Number.isFinite)) {
        const bounds = boundsOf(points);
        outlines.push({
          kind: 'path',
          points,
          closed: label.closed || label.filled,
          fill: label.filled,
          color,
          ...strokeOf(Math.max(bounds.width, bounds.height), style, dashes)
        });
        anchor ??= bounds;
      }
    }
    if (style.showText && (anchor || OF_THE_WHOLE.has(label.element))) {
      plates.push({ texts: plateTexts(label, style), anchor, color, dashes });
    }
  }

  const { texts, whole } = placeTexts(plates, clipTo, style);
  const marks = whole.flatMap(({ plate: { color, dashes }, rect }) =>
    dashes === null ? [] : [outlineOf(rect, 0, color, dashes)]
  );
  return [...rasters, ...outlines, ...texts, ...marks];
}

/** A selected label's line around a rectangle, `by` pixels outside of it. */
function outlineOf(
  { x, y, width, height }: IRect,
  by: number,
  color: string,
  dashes: string
): Path {
  const [l, t, r, b] = [x - by, y - by, x + width + by, y + height + by];
  const points = [l, t, r, t, r, b, l, b];
  return { kind: 'path', points, closed: true, fill: false, color, dashes, width: 2, halo: 1 };
}

/** What lies under a point of a selected label and shows around it. */
function ringOf(x: number, y: number, radius: number, color: string): OverlayShape[] {
  const disc = (more: number, own: string): OverlayShape => ({
    kind: 'dot',
    x,
    y,
    radius: radius + more,
    halo: 0,
    color: own
  });
  return [disc(5, inkOn(color)), disc(4, color), disc(2, inkOn(color))];
}

/** Points of a label with many of them are drawn finer, and on small pictures smaller. */
function dotOf(
  label: IPageLabel,
  image: IRect,
  style: IOverlayStyle
): { radius: number; halo: number } {
  const points = label.shapes.reduce((sum, shape) => sum + shape.length / 2, 0);
  const scale = ((style.strokeWidth ?? 2) / 2) * (points > 12 ? 0.6 : 1);
  const radius = Math.max(1.25, Math.min(4, image.width / 70) * scale);
  return { radius, halo: radius < 2 ? 0.5 : 1 };
}

/** The lines of a skeleton along a chain of point numbers, broken where a point is missing. */
function bonesOf(
  chain: readonly number[],
  points: readonly number[],
  line: { color: string; dashes: string | null; width: number }
): OverlayShape[] {
  const bones: OverlayShape[] = [];
  for (let i = 0; i + 1 < chain.length; i++) {
    const ends = [chain[i] as number, chain[i + 1] as number].flatMap(point => [
      points[2 * point] as number,
      points[2 * point + 1] as number
    ]);
    if (ends.every(Number.isFinite)) {
      bones.push({
        kind: 'path',
        points: ends,
        closed: false,
        fill: false,
        ...line,
        halo: 0.5
      });
    }
  }
  return bones;
}

function boundsOf(points: readonly number[]): IRect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < points.length; i += 2) {
    left = Math.min(left, points[i] as number);
    right = Math.max(right, points[i] as number);
    top = Math.min(top, points[i + 1] as number);
    bottom = Math.max(bottom, points[i + 1] as number);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

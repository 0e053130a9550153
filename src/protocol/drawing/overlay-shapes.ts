/**
 * What to draw for the labels of one sample of a page: plain shapes in CSS pixels, painted on canvas
 * by the App and written as SVG by the bridge, so that both look the same.
 */
import { NONE, type IPageFrame } from '../page-frame';
import type { IRect } from './justified-rows';
import { DEFAULT_POOL, hashText, inkOn } from './palette';

export type OverlayShape =
  /**
   * `points`: x, y alternating. Strokes are `width` wide with a halo of `halo` on each side; `fill`
   * is drawn with the style's opacity.
   */
  | {
      kind: 'path';
      points: number[];
      closed: boolean;
      fill: boolean;
      color: string;
      dashed: boolean;
      width: number;
      halo: number;
    }
  | { kind: 'dot'; x: number; y: number; radius: number; halo: number; color: string }
  /** Bytes of `data` row by row, stretched over the rectangle without smoothing. */
  | {
      kind: 'raster';
      rect: IRect;
      /** mask: non-zero is `color`; classes: `classColor`; heat: `heatColor`, 0 transparent. */
      mode: 'mask' | 'classes' | 'heat';
      columns: number;
      rows: number;
      data: Uint8Array;
      color: string;
    }
  /** A plate of `color` with text of `ink`; the rectangle is the plate. */
  | { kind: 'text'; rect: IRect; text: string; color: string; ink: string };

export interface IOverlayStyle {
  colorBy: 'value' | 'field' | 'instance';
  /** From `assignColors`. */
  classColors: ReadonlyMap<string, string>;
  fieldColors: ReadonlyMap<string, string>;
  /** Label fields to draw, in drawing order. */
  fields: ReadonlySet<string>;
  showText: boolean;
  showConfidence: boolean;
  /** Width of outlines in CSS pixels; 2 if not given. */
  strokeWidth?: number;
  /** Text everywhere (viewer) or only where it fits (tiles). */
  allText: boolean;
  fontSize: number;
  /** Width of a text in CSS pixels at `fontSize`. */
  measure(text: string): number;
  /** Hexadecimal ids of the selected labels. */
  selected: ReadonlySet<string>;
}

export function hexOf(bytes: Uint8Array, start: number, length = 12): string {
  let text = '';
  for (let i = start; i < start + length; i++) {
    text += ((bytes[i] ?? 0) | 0).toString(16).padStart(2, '0');
  }
  return text;
}

/** One label of a page, ready to be drawn, hit-tested or described. */
export interface IPageLabel {
  id: string;
  field: string;
  element: string;
  label: string | null;
  confidence: number | null;
  index: number | null;
  /** Relative, or null. */
  box: [number, number, number, number] | null;
  /** Relative points of each shape, x, y alternating. */
  shapes: number[][];
  closed: boolean;
  filled: boolean;
  raster: { columns: number; rows: number; data: Uint8Array } | null;
}

/** The labels of sample number `sample` of the page, in field order. */
export function pageLabels(page: IPageFrame, sample: number): IPageLabel[] {
  const labels: IPageLabel[] = [];
  page.meta.fields.forEach(({ path, element }, f) => {
    const column = (name: string) => page.columns[`${f}.${name}`];
    const start = column('start') as Uint32Array | undefined;
    const ids = column('id') as Uint8Array | undefined;
    if (!start || !ids) {
      return;
    }
    const code = column('code') as Uint32Array;
    const confidence = column('confidence') as Float32Array;
    const index = column('index') as Int32Array;
    const box = column('box') as Float32Array | undefined;
    const shape = column('shape') as Uint32Array | undefined;
    const point = column('point') as Uint32Array | undefined;
    const xy = column('xy') as Float32Array | undefined;
    const flags = column('flags') as Uint8Array | undefined;
    const mask = column('mask') as Uint32Array | undefined;
    const raster = column('raster') as Uint8Array | undefined;
    for (let l = start[sample] as number; l < (start[sample + 1] as number); l++) {
      const shapes: number[][] = [];
      if (shape && point && xy) {
        for (let s = shape[l] as number; s < (shape[l + 1] as number); s++) {
          shapes.push(
            Array.from(xy.subarray(2 * (point[s] as number), 2 * (point[s + 1] as number)))
          );
        }
      }
      const at = mask ? (mask[l] as number) : NONE;
      let image: IPageLabel['raster'] = null;
      if (raster && at !== NONE) {
        const columns = (raster[at] as number) | ((raster[at + 1] as number) << 8);
        const rows = (raster[at + 2] as number) | ((raster[at + 3] as number) << 8);
        image = { columns, rows, data: raster.subarray(at + 4, at + 4 + columns * rows) };
      }
      const b = box?.subarray(4 * l, 4 * l + 4);
      const number = confidence ? (confidence[l] as number) : NaN;
      labels.push({
        id: hexOf(ids, 12 * l),
        field: path,
        element,
        label: code && code[l] !== NONE ? (page.meta.strings[code[l] as number] ?? null) : null,
        confidence: Number.isNaN(number) ? null : number,
        index: index && index[l] !== -1 ? (index[l] as number) : null,
        box:
          b && b.length === 4 && b.every(Number.isFinite)
            ? [b[0] as number, b[1] as number, b[2] as number, b[3] as number]
            : null,
        shapes,
        closed: flags ? ((flags[l] as number) & 1) !== 0 : false,
        filled: flags ? ((flags[l] as number) & 2) !== 0 : false,
        raster: image
      });
    }
  });
  return labels;
}

/** Colour of a label under a style. */
export function colorOf(
  label: Pick<IPageLabel, 'id' | 'field' | 'label' | 'index'>,
  style: Pick<IOverlayStyle, 'colorBy' | 'classColors' | 'fieldColors'>
): string {
  const fallback = (text: string): string =>
    DEFAULT_POOL[hashText(text) % DEFAULT_POOL.length] as string;
  if (style.colorBy === 'instance') {
    return fallback(label.index !== null ? String(label.index) : label.id);
  }
  if (style.colorBy === 'value' && label.label !== null) {
    return style.classColors.get(label.label) ?? fallback(label.label);
  }
  return style.fieldColors.get(label.field) ?? fallback(label.field);
}

/** `coin 0.93` — the text of a label's plate. */
export function plateText(label: IPageLabel, showConfidence: boolean): string {
  const parts: string[] = [];
  if (label.label !== null) {
    parts.push(label.label);
  }
  if (showConfidence && label.confidence !== null) {
    parts.push(label.confidence.toFixed(2));
  }
  return parts.join(' ');
}

/** Shapes smaller than this, in CSS pixels, get a finer line: else it would hide what it marks. */
const SMALL_SHAPE = 16;

function strokeOf(size: number, style: IOverlayStyle): { width: number; halo: number } {
  const width = style.strokeWidth ?? 2;
  return size < SMALL_SHAPE ? { width: width / 2, halo: 0.5 } : { width, halo: 1 };
}

const overlaps = (a: IRect, b: IRect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Longest plate text, in characters; the viewer's panel shows the rest. */
const MAX_TEXT = 40;

/** With more labels than this, texts that do not fit their box would hide the picture. */
const MANY_TEXTS = 40;

const clip = (text: string): string =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;

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
  const texts: Extract<OverlayShape, { kind: 'text' }>[] = [];
  const plates: { label: IPageLabel; anchor: IRect | null; color: string }[] = [];
  const x = (v: number): number => image.x + v * image.width;
  const y = (v: number): number => image.y + v * image.height;

  for (const label of labels) {
    if (!style.fields.has(label.field)) {
      continue;
    }
    const color = colorOf(label, style);
    const dashed = style.selected.has(label.id);
    const box = label.box && {
      x: x(label.box[0]),
      y: y(label.box[1]),
      width: label.box[2] * image.width,
      height: label.box[3] * image.height
    };
    if (label.raster) {
      rasters.push({
        kind: 'raster',
        rect: box ?? image,
        mode:
          label.element === 'Segmentation'
            ? 'classes'
            : label.element === 'Heatmap'
              ? 'heat'
              : 'mask',
        ...label.raster,
        color
      });
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
        dashed,
        ...strokeOf(Math.max(box.width, box.height), style)
      });
      anchor = box;
    }
    const dot = dotOf(label, image, style);
    for (const shape of label.shapes) {
      const points = shape.map((v, i) => (i % 2 === 0 ? x(v) : y(v)));
      if (label.element === 'Keypoint') {
        for (let i = 0; i + 1 < points.length; i += 2) {
          const [px, py] = [points[i] as number, points[i + 1] as number];
          if (Number.isFinite(px) && Number.isFinite(py)) {
            outlines.push({ kind: 'dot', x: px, y: py, ...dot, color });
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
          dashed,
          ...strokeOf(Math.max(bounds.width, bounds.height), style)
        });
        anchor ??= bounds;
      }
    }
    if (plateText(label, style.showConfidence) !== '') {
      const whole = label.element === 'Classification' || label.element === 'Regression';
      if (anchor || whole) {
        plates.push({ label, anchor, color });
      }
    }
  }

  if (style.showText) {
    placeTexts(plates, clipTo, style, texts);
  }
  return [...rasters, ...outlines, ...texts];
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

/** Labels of the whole picture stack up from the lower left corner; the others stand at their box. */
function placeTexts(
  plates: readonly { label: IPageLabel; anchor: IRect | null; color: string }[],
  clipTo: IRect,
  style: IOverlayStyle,
  texts: Extract<OverlayShape, { kind: 'text' }>[]
): void {
  const height = style.fontSize + 5;
  const anchored = plates.filter(({ anchor }) => anchor !== null).length;
  let stacked = 0;
  for (const { label, anchor, color } of plates) {
    const text = clip(plateText(label, style.showConfidence));
    const width = Math.ceil(style.measure(text)) + 8;
    const candidates: IRect[] = [];
    if (!anchor) {
      const y = clipTo.y + clipTo.height - (stacked + 1) * (height + 1) - 3;
      candidates.push({ x: clipTo.x + 4, y, width, height });
    } else {
      const fits = width <= anchor.width + 6 && anchor.height >= height * 2;
      if (!fits && (!style.allText || anchored > MANY_TEXTS)) {
        continue;
      }
      const left = Math.round(Math.max(clipTo.x, anchor.x - 1));
      candidates.push(
        { x: left, y: Math.round(anchor.y - height), width, height },
        { x: left, y: Math.round(anchor.y + anchor.height), width, height },
        { x: left, y: Math.round(anchor.y), width, height }
      );
    }
    const spot = candidates.find(
      c =>
        c.x >= clipTo.x &&
        c.y >= clipTo.y &&
        c.x + c.width <= clipTo.x + clipTo.width &&
        c.y + c.height <= clipTo.y + clipTo.height &&
        !texts.some(t => overlaps(t.rect, c))
    );
    if (spot) {
      stacked += anchor ? 0 : 1;
      texts.push({ kind: 'text', rect: spot, text, color, ink: inkOn(color) });
    }
  }
}

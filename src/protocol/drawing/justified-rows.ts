/** Justified rows: tiles of different shapes in rows of equal height that fill the width. */
import { decodeAspect } from '../aspect';

/** In CSS pixels, y from the top of the whole grid. */
export interface IRect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface IRowLayout {
  width: number;
  gap: number;
  /** Row r holds the tiles `first[r] … first[r + 1] - 1`; its length is rows + 1. */
  first: Uint32Array;
  /** Top of row r; the last element is the height of the whole. */
  top: Float64Array;
  aspects: Uint8Array;
}

/** Very long or tall pictures are fitted into a tile of at most this shape. */
const MIN_TILE_ASPECT = 0.45;
const MAX_TILE_ASPECT = 2.8;

const RATIOS = Float64Array.from({ length: 256 }, (_, code) =>
  Math.max(MIN_TILE_ASPECT, Math.min(MAX_TILE_ASPECT, decodeAspect(code)))
);

/**
 * Lays out all tiles of a view.
 * @param aspects one code per tile (`encodeAspect`)
 * @param width of the grid in CSS pixels
 * @param target row height to come near to
 */
export function justifyRows(
  aspects: Uint8Array,
  width: number,
  target: number,
  gap: number
): IRowLayout {
  const first: number[] = [0];
  const top: number[] = [0];
  let y = 0;
  let sum = 0;
  let start = 0;
  const close = (end: number, height: number): void => {
    y += Math.round(height) + gap;
    first.push(end);
    top.push(y);
    start = end;
    sum = 0;
  };
  for (let i = 0; i < aspects.length; i++) {
    const ratio = RATIOS[aspects[i] as number] as number;
    const tiles = i - start;
    const before = sum > 0 ? (width - (tiles - 1) * gap) / sum : Infinity;
    const after = (width - tiles * gap) / (sum + ratio);
    // Break before the tile if that comes nearer to the target height than taking it in.
    if (tiles > 0 && after < target && before - target < target - after) {
      close(i, before);
    }
    sum += ratio;
    const height = (width - (i - start) * gap) / sum;
    if (height <= target) {
      close(i + 1, height);
    }
  }
  if (start < aspects.length) {
    close(aspects.length, target);
  }
  const layout = {
    width,
    gap,
    first: Uint32Array.from(first),
    top: Float64Array.from(top),
    aspects
  };
  if (y > 0) {
    layout.top[layout.top.length - 1] = y - gap;
  }
  return layout;
}

export const rowCount = (layout: IRowLayout): number => layout.first.length - 1;
export const layoutHeight = (layout: IRowLayout): number => layout.top[layout.top.length - 1] ?? 0;

/** The row at height `y`, clamped. */
export function rowAt(layout: IRowLayout, y: number): number {
  let low = 0;
  let high = Math.max(0, rowCount(layout) - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((layout.top[middle] as number) <= y) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** The row that holds tile `index`. */
export function rowOf(layout: IRowLayout, index: number): number {
  let low = 0;
  let high = Math.max(0, rowCount(layout) - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((layout.first[middle] as number) <= index) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** Rectangles of a row's tiles, on whole pixels; a full row ends exactly at the right edge. */
export function tilesOfRow(layout: IRowLayout, row: number): IRect[] {
  const { first, top, gap, width, aspects } = layout;
  const from = first[row] as number;
  const to = first[row + 1] as number;
  const y = top[row] as number;
  const last = row === rowCount(layout) - 1;
  const height = (top[row + 1] as number) - y - (last ? 0 : gap);
  let sum = 0;
  for (let i = from; i < to; i++) {
    sum += RATIOS[aspects[i] as number] as number;
  }
  const available = width - (to - from - 1) * gap;
  // The last row may be short: then it keeps its height instead of filling the width.
  const scale = last ? Math.min(height, available / sum) : available / sum;
  const rects: IRect[] = [];
  let x = 0;
  for (let i = from; i < to; i++) {
    const end = x + (RATIOS[aspects[i] as number] as number) * scale;
    const offset = (i - from) * gap;
    rects.push({
      x: Math.round(x) + offset,
      y,
      width: Math.max(1, Math.round(end) - Math.round(x)),
      height
    });
    x = end;
  }
  return rects;
}

/** The largest rectangle of the picture's shape inside a tile, centred, on whole pixels. */
export function fitInside(tile: IRect, width: number, height: number): IRect {
  if (!(width > 0) || !(height > 0)) {
    return tile;
  }
  const scale = Math.min(tile.width / width, tile.height / height);
  let w = Math.round(width * scale);
  let h = Math.round(height * scale);
  // A tile is the picture's own shape but for rounding: fill it rather than leave a thin line.
  if (tile.width - w <= 3) {
    w = tile.width;
  }
  if (tile.height - h <= 3) {
    h = tile.height;
  }
  return {
    x: tile.x + Math.floor((tile.width - w) / 2),
    y: tile.y + Math.floor((tile.height - h) / 2),
    width: w,
    height: h
  };
}

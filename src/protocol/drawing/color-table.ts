/** What the bytes of a raster look like: red, green, blue, alpha for each of 0 … 255. */
import type { Colorscale, MaskColor } from '../color-scheme';
import { colorscaleBytes, DEFAULT_COLORSCALE } from './colorscales';
import { channelsOf, parseColor } from './css-color';
import { DEFAULT_POOL } from './palette';

/** 1 024 bytes; opacity comes on top of alpha. */
export type ColorTable = Uint8Array;

/** The byte that stands for a class of a segmentation in a page; 0 is background. */
export const classByte = (target: number): number =>
  target > 0 ? ((Math.trunc(target) - 1) % 255) + 1 : 0;

/**
 * Colours of a segmentation's classes. Later entries of `targets` give way to earlier ones, all of
 * them win over `otherwise`. Background is transparent unless it has a colour of its own.
 */
export function classTable(
  targets: readonly MaskColor[],
  otherwise: (target: number) => string
): ColorTable {
  const table = new Uint8Array(4 * 256);
  const put = (byte: number, color: string): void =>
    table.set([...channelsOf(color), 255], 4 * byte);
  for (let target = 1; target < 256; target++) {
    put(target, otherwise(target));
  }
  for (const { intTarget, color } of [...targets].reverse()) {
    const parsed = parseColor(color);
    if (parsed) {
      put(classByte(intTarget ?? 0), parsed);
    }
  }
  return table;
}

/** Of a heat map: from here on values are opaque, below they fade, so that 0 has no edge. */
const OPAQUE = 32;

/** Colours of a heat map under the first scale that can be read; 0 is transparent. */
export function heatTable(scales: readonly (Colorscale | null | undefined)[]): ColorTable {
  const table = new Uint8Array(4 * 256);
  const known = [...scales, { name: DEFAULT_COLORSCALE }];
  const bytes = known.reduce<Uint8Array | null>(
    (found, scale) => found ?? colorscaleBytes(scale),
    null
  ) as Uint8Array;
  for (let value = 1; value < 256; value++) {
    const alpha = Math.min(255, Math.round((255 * value) / OPAQUE));
    table.set([...bytes.subarray(3 * value, 3 * value + 3), alpha], 4 * value);
  }
  return table;
}

/** Tables of fields that nobody described. */
export const DEFAULT_TABLES: Readonly<Record<'classes' | 'heat', ColorTable>> = {
  classes: classTable([], target => DEFAULT_POOL[(target - 1) % DEFAULT_POOL.length] as string),
  heat: heatTable([])
};

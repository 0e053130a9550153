/**
 * A page of the grid: what is needed to paint `count` tiles and nothing else.
 *
 * Per page: `id` u8[12 × count], `width`, `height` u32[count] of the picture (0 unknown),
 * `tags` as u32 offsets `tagStart[count + 1]` into codes `tag`, and if the samples stand for groups
 * that `group_by` made, `groupSize` u32[count].
 * Per label field number `i` (see `meta.fields`), columns prefixed `i.`:
 * - `start` u32[count + 1]: the labels of sample s are `start[s] … start[s + 1]`;
 * - `id` u8[12 × n]; `code` u32[n]: index in `meta.strings`, 0xffffffff none;
 * - `value` u32[n], only if an attribute was asked for: its text like `code`, the elements of a list
 *   one a line;
 * - `instance` u8[12 × n], only if a label has one: the object that the label shows, zeros none;
 * - `confidence` f32[n]: NaN none; `index` i32[n]: -1 none;
 * - `box` f32[4 × n]: relative x, y, width, height; all NaN if the label has no box or its box is
 *   not finite (then the sample is listed in `meta.invalid`);
 * - polylines and keypoints: label l has the shapes `shape[l] … shape[l + 1]` (u32[n + 1]), shape k
 *   the points `point[k] … point[k + 1]` (u32[shapes + 1]) of `xy` f32[2 × points], relative;
 *   `flags` u8[n]: bit 0 closed, bit 1 filled;
 * - masks (detections, segmentations, heatmaps): label l has the raster at byte `mask[l]` of `raster`
 *   (u32[n], 0xffffffff none): u16 width, u16 height, then width × height bytes, row by row:
 *   0/1 of an instance mask, class 0 … 255 of a segmentation, 0 … 255 of a heatmap's range. Rasters
 *   are reduced to the longest side asked for. If bit 15 of the width is set, the raster has colours
 *   of its own: behind the bytes come u8 n and red, green and blue of each of 1 … n.
 */
import { decodeColumns, encodeColumns, type ColumnArray } from './columns-frame';

export const NONE = 0xffffffff;
/** Bit of a raster's width that says that it has colours of its own. */
export const RASTER_COLORS = 0x8000;
/** Longest side of a raster in a page, in pixels, if nothing else is asked for. */
export const MAX_RASTER = 128;

export interface IPageField {
  /** Field path and class of its elements: `Detection`, `Polyline` … */
  path: string;
  element: string;
}
export interface IPageMeta {
  start: number;
  count: number;
  /** Operation-log number that the page shows. */
  seq: number;
  fields: IPageField[];
  /** Texts that the codes refer to. */
  strings: string[];
  /** Caption texts, row by row: `count × captions` of them. */
  captions: string[];
  /** Labels that cannot be drawn: index in the page, field and the reason in one sentence. */
  invalid: { sample: number; field: string; message: string }[];
}
export interface IPageFrame {
  meta: IPageMeta;
  columns: Record<string, ColumnArray>;
}

export const encodePage = (page: IPageFrame): Uint8Array => encodeColumns(page.meta, page.columns);
export const decodePage = (bytes: Uint8Array): IPageFrame => decodeColumns<IPageMeta>(bytes);

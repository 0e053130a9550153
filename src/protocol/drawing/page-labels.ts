/** The labels of a page's columns, one by one. */
import { NONE, RASTER_COLORS, type IPageFrame } from '../page-frame';
import type { ColorTable } from './color-table';

/** Hexadecimal digits of an object id in a column. */
export function hexOf(bytes: Uint8Array, start: number, length = 12): string {
  let text = '';
  for (let i = start; i < start + length; i++) {
    text += ((bytes[i] ?? 0) | 0).toString(16).padStart(2, '0');
  }
  return text;
}

/** The object that label number `l` shows; null if it says none. */
function instanceAt(instances: Uint8Array, l: number): string | null {
  const bytes = instances.subarray(12 * l, 12 * l + 12);
  return bytes.some(byte => byte !== 0) ? hexOf(bytes, 0) : null;
}

/** One label of a page, ready to be drawn, hit-tested or described. */
export interface IPageLabel {
  id: string;
  field: string;
  element: string;
  label: string | null;
  confidence: number | null;
  index: number | null;
  /** The object that the label shows, which other labels may show too. */
  instance?: string | null;
  /** Text of the attribute that colours the field, if the page has it (`IColoredLabel`). */
  value?: string | null;
  /** Relative, or null. */
  box: [number, number, number, number] | null;
  /** Relative points of each shape, x, y alternating. */
  shapes: number[][];
  closed: boolean;
  filled: boolean;
  raster: IPageRaster | null;
}

export interface IPageRaster {
  columns: number;
  rows: number;
  data: Uint8Array;
  /** Colours of its own, of a mask with colours; null if the field says them. */
  table: ColorTable | null;
}

/** The raster at a byte of a page's column. */
function rasterAt(bytes: Uint8Array, at: number): IPageRaster {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const width = view.getUint16(at, true);
  const columns = width & ~RASTER_COLORS;
  const rows = view.getUint16(at + 2, true);
  const end = at + 4 + columns * rows;
  let table: ColorTable | null = null;
  if (width & RASTER_COLORS) {
    table = new Uint8Array(4 * 256);
    for (let i = 0; i < view.getUint8(end); i++) {
      table.set([...bytes.subarray(end + 1 + 3 * i, end + 4 + 3 * i), 255], 4 * (i + 1));
    }
  }
  return { columns, rows, data: bytes.subarray(at + 4, end), table };
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
    const value = column('value') as Uint32Array | undefined;
    const confidence = column('confidence') as Float32Array;
    const index = column('index') as Int32Array;
    const instances = column('instance') as Uint8Array | undefined;
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
      const image = raster && at !== NONE ? rasterAt(raster, at) : null;
      const b = box?.subarray(4 * l, 4 * l + 4);
      const number = confidence ? (confidence[l] as number) : NaN;
      labels.push({
        id: hexOf(ids, 12 * l),
        field: path,
        element,
        label: code && code[l] !== NONE ? (page.meta.strings[code[l] as number] ?? null) : null,
        confidence: Number.isNaN(number) ? null : number,
        index: index && index[l] !== -1 ? (index[l] as number) : null,
        ...(instances ? { instance: instanceAt(instances, l) } : {}),
        ...(value ? { value: page.meta.strings[value[l] as number] ?? null } : {}),
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

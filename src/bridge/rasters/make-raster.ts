/** Masks, segmentations and heat maps as small rasters of bytes for a page. */
import { classByte } from '../../protocol';

/** Rows and columns of numbers. */
export interface IPlane {
  rows: number;
  columns: number;
  /** Whether the elements are floating point numbers. */
  float: boolean;
  /** The element at a row and column. */
  at(row: number, column: number): number;
}

export interface IRasterOptions {
  /** How elements become bytes. */
  mode: 'mask' | 'classes' | 'heat';
  /** Of the elements of a heat map; null: 0 … 1 of floating point numbers, else 0 … 255. */
  range: readonly [number, number] | null;
  /** Longest side in pixels. */
  maxRaster: number;
}

function byteOf(plane: IPlane, { mode, range }: IRasterOptions): (value: number) => number {
  switch (mode) {
    case 'mask':
      return value => (value ? 1 : 0);
    case 'classes':
      // Classes beyond 255 share bytes with others, but never with the background.
      return classByte;
    case 'heat': {
      const [low, high] = range ?? (plane.float ? [0, 1] : [0, 255]);
      const scale = high > low ? 255 / (high - low) : 0;
      return value =>
        Number.isFinite(value) ? Math.round(Math.max(0, Math.min(255, (value - low) * scale))) : 0;
    }
  }
}

/** `u16 width, u16 height`, then bytes row by row; reduced by nearest neighbour. */
export function makeRaster(plane: IPlane, options: IRasterOptions): Uint8Array {
  const { maxRaster } = options;
  const scale = Math.max(1, Math.max(plane.rows, plane.columns) / maxRaster);
  const width = Math.max(1, Math.round(plane.columns / scale));
  const height = Math.max(1, Math.round(plane.rows / scale));
  const toByte = byteOf(plane, options);
  const raster = new Uint8Array(4 + width * height);
  new DataView(raster.buffer).setUint16(0, width, true);
  new DataView(raster.buffer).setUint16(2, height, true);
  let next = 4;
  for (let y = 0; y < height; y++) {
    const row = Math.min(plane.rows - 1, Math.floor(((y + 0.5) * plane.rows) / height));
    for (let x = 0; x < width; x++) {
      const column = Math.min(plane.columns - 1, Math.floor(((x + 0.5) * plane.columns) / width));
      raster[next++] = toByte(plane.at(row, column));
    }
  }
  return raster;
}

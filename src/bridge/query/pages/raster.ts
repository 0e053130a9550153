/** Masks, segmentations and heatmaps as small rasters of bytes for a page. */
import { classByte, type IArrayDocument } from '../../../protocol';
import type { Inflate } from '../expressions';
import { readPlane, type IPlane } from './array-values';

/** How elements become bytes. */
export type RasterMode = 'mask' | 'classes' | 'heat';

function byteOf(
  mode: RasterMode,
  plane: IPlane,
  range: readonly [number, number] | null
): (value: number) => number {
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

/**
 * `u16 width, u16 height`, then bytes row by row; at most `maxRaster` a side, by nearest neighbour.
 * @throws ArrayError if the array cannot be read.
 */
export function makeRaster(
  array: IArrayDocument,
  mode: RasterMode,
  range: readonly [number, number] | null,
  { maxRaster, inflate }: { maxRaster: number; inflate: Inflate }
): Uint8Array {
  const plane = readPlane(array, inflate);
  const scale = Math.max(1, Math.max(plane.rows, plane.columns) / maxRaster);
  const width = Math.max(1, Math.round(plane.columns / scale));
  const height = Math.max(1, Math.round(plane.rows / scale));
  const toByte = byteOf(mode, plane, range);
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

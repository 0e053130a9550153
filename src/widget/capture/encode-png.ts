/**
 * A small PNG of a picture with photographs in it. PNG keeps every pixel, which makes photographs
 * large; here a pixel may differ by a few steps in busy places, where that is cheaper to store and
 * is not seen. Flat areas (controls, grounds) stay exact.
 */
import { filteredRows } from './filtered-rows';
import { pngFile, RGB } from './png-file';

/** RGBA bytes, row by row. */
export interface IRgba {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/** Greatest difference per channel, of 255. */
const TOLERANCE = 15;

/**
 * Encodes RGB (alpha is dropped) as a PNG file.
 * @param tolerance greatest difference of a stored pixel per channel; 0 stores all exactly
 */
export async function encodePng(
  picture: IRgba,
  tolerance = TOLERANCE
): Promise<Uint8Array<ArrayBuffer>> {
  return pngFile(picture, RGB, filteredRows(picture, tolerance));
}

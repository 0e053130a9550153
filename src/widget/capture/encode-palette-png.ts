/** A PNG of few colours: a third of the size, at the price of steps in smooth shades. */
import type { IRgba } from './encode-png';
import { cellOf, paletteOf } from './palette';
import { INDEXED, pngFile } from './png-file';

/** Encodes with at most `count` (2 … 256) colours. */
export async function encodePalettePng(
  picture: IRgba,
  count: number
): Promise<Uint8Array<ArrayBuffer>> {
  const { data, width, height } = picture;
  const { colors, indexOfCell } = paletteOf(picture, count);
  // Each row begins with its filter, 0: indexes cannot be predicted.
  const rows = new Uint8Array(height * (width + 1));
  for (let y = 0, from = 0; y < height; y++) {
    for (let x = 0, to = y * (width + 1) + 1; x < width; x++, to++, from += 4) {
      rows[to] = indexOfCell[cellOf(data, from)] as number;
    }
  }
  return pngFile(picture, INDEXED, rows, colors);
}

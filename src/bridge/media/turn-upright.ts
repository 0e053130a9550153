/** Pixels in the order in which a picture is shown, by its EXIF orientation. */
import type { PixelArray } from '../../protocol';

interface IPixels {
  width: number;
  height: number;
  data: PixelArray;
}

/**
 * The same pixels upright.
 * @param orientation 1 … 8 as EXIF and TIFF number them; anything else counts as 1
 */
export function turnUpright(stored: IPixels, bands: number, orientation: number): IPixels {
  if (!(orientation >= 2 && orientation <= 8)) {
    return { width: stored.width, height: stored.height, data: stored.data };
  }
  const { data } = stored;
  // From 5 on rows and columns change places; then the picture is flipped.
  const turned = orientation >= 5;
  const flipX = [2, 3, 7, 8].includes(orientation);
  const flipY = [3, 4, 6, 7].includes(orientation);
  const width = turned ? stored.height : stored.width;
  const height = turned ? stored.width : stored.height;
  const result = new (data.constructor as new (length: number) => PixelArray)(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = turned ? y : x;
      const row = turned ? x : y;
      const fromX = flipX ? stored.width - 1 - column : column;
      const fromY = flipY ? stored.height - 1 - row : row;
      const from = (fromY * stored.width + fromX) * bands;
      const to = (y * width + x) * bands;
      for (let band = 0; band < bands; band++) {
        result[to + band] = data[from + band] as number;
      }
    }
  }
  return { width, height, data: result };
}

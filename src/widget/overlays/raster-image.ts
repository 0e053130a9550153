/** Masks, segmentations and heatmaps as small coloured pictures, to be stretched over their box. */
import { channelsOf, type OverlayShape } from '../../protocol';

type RasterShape = Extract<OverlayShape, { kind: 'raster' }>;

/** RGBA bytes of a raster, row by row; transparent where there is nothing. */
export function rasterPixels(
  shape: Pick<RasterShape, 'mode' | 'columns' | 'rows' | 'data' | 'color' | 'table'>
): Uint8ClampedArray<ArrayBuffer> {
  const { columns, rows, data, color, table } = shape;
  const pixels = new Uint8ClampedArray(columns * rows * 4);
  const single = channelsOf(color);
  for (let i = 0; i < columns * rows; i++) {
    const value = data[i] ?? 0;
    if (table) {
      for (let c = 0; c < 4; c++) {
        pixels[4 * i + c] = table[4 * value + c] as number;
      }
    } else if (value !== 0) {
      pixels[4 * i] = single[0];
      pixels[4 * i + 1] = single[1];
      pixels[4 * i + 2] = single[2];
      pixels[4 * i + 3] = 255;
    }
  }
  return pixels;
}

let scratch: HTMLCanvasElement | null = null;

/** A canvas that holds the raster; it is used again by the next call. */
export function rasterImage(shape: RasterShape): HTMLCanvasElement {
  scratch ??= document.createElement('canvas');
  scratch.width = shape.columns;
  scratch.height = shape.rows;
  scratch
    .getContext('2d')
    ?.putImageData(new ImageData(rasterPixels(shape), shape.columns, shape.rows), 0, 0);
  return scratch;
}

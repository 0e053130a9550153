/** Masks, segmentations and heatmaps as small coloured pictures, to be stretched over their box. */
import { classColor, heatColor, type OverlayShape } from '../../protocol';

type RasterShape = Extract<OverlayShape, { kind: 'raster' }>;

const CLASS_COLORS = Array.from({ length: 256 }, (_, target) =>
  target === 0 ? ([0, 0, 0] as const) : channels(classColor(target))
);
const HEAT_COLORS = Array.from({ length: 256 }, (_, value) => heatColor(value / 255));

function channels(color: string): readonly [number, number, number] {
  const n = parseInt(color.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}

/** RGBA bytes of a raster, row by row; transparent where there is nothing. */
export function rasterPixels(
  shape: Pick<RasterShape, 'mode' | 'columns' | 'rows' | 'data' | 'color'>
): Uint8ClampedArray<ArrayBuffer> {
  const { mode, columns, rows, data, color } = shape;
  const pixels = new Uint8ClampedArray(columns * rows * 4);
  const single = channels(color);
  for (let i = 0; i < columns * rows; i++) {
    const value = data[i] ?? 0;
    if (value === 0) {
      continue;
    }
    const rgb =
      mode === 'mask' ? single : mode === 'classes' ? CLASS_COLORS[value] : HEAT_COLORS[value];
    if (rgb) {
      pixels[4 * i] = rgb[0];
      pixels[4 * i + 1] = rgb[1];
      pixels[4 * i + 2] = rgb[2];
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

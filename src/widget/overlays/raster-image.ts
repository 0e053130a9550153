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

/** Rasters of more pixels than this (the viewer's) are coloured once, not with every frame. */
const LARGE = 128 * 128;

interface IColoredRaster {
  canvas: HTMLCanvasElement;
  color: string;
  table: RasterShape['table'];
}

const large = new WeakMap<Uint8Array, IColoredRaster>();
let scratch: HTMLCanvasElement | null = null;

function paintRaster(shape: RasterShape, canvas: HTMLCanvasElement): HTMLCanvasElement {
  const { columns, rows } = shape;
  canvas.width = columns;
  canvas.height = rows;
  canvas.getContext('2d')?.putImageData(new ImageData(rasterPixels(shape), columns, rows), 0, 0);
  return canvas;
}

/** A canvas that holds the raster; a small one is used again by the next call. */
export function rasterImage(shape: RasterShape): HTMLCanvasElement {
  const { columns, rows, data, color, table } = shape;
  if (columns * rows <= LARGE) {
    scratch ??= document.createElement('canvas');
    return paintRaster(shape, scratch);
  }
  const known = large.get(data);
  if (known && known.color === color && known.table === table) {
    return known.canvas;
  }
  const canvas = paintRaster(shape, document.createElement('canvas'));
  large.set(data, { canvas, color, table });
  return canvas;
}

/** Rasters of labels, stretched over their rectangle row by row as RGBA. */
import { channelsOf, type IRect, type OverlayShape } from '../../protocol';

type Raster = Extract<OverlayShape, { kind: 'raster' }>;

/** Which device pixels are wanted: `width` of them from `left`, of a raster that covers `whole`. */
export interface IRasterPart {
  whole: IRect;
  left: number;
  width: number;
}

/** RGBA of the wanted pixels in device row `y`; the array is used again by the next call. */
type RowOf = (y: number) => Uint8ClampedArray;

/** Colours of the 256 values. */
function tableOf({ table, color }: Raster): Uint8Array {
  if (table) {
    return table;
  }
  const own = new Uint8Array(4 * 256);
  const pixel = [...channelsOf(color), 255];
  for (let value = 1; value < 256; value++) {
    own.set(pixel, 4 * value);
  }
  return own;
}

/** Each pixel takes the value of the cell that it lies in. */
export function plainRow(raster: Raster, { whole, left, width }: IRasterPart): RowOf {
  const { columns, rows, data } = raster;
  const table = tableOf(raster);
  const pixels = new Uint8ClampedArray(4 * width);
  const column = Uint16Array.from({ length: width }, (_, x) =>
    Math.min(columns - 1, Math.floor(((x + left - whole.x) * columns) / whole.width))
  );
  return y => {
    const row = Math.min(rows - 1, Math.floor(((y - whole.y) * rows) / whole.height)) * columns;
    for (let x = 0; x < width; x++) {
      const value = 4 * (data[row + (column[x] as number)] as number);
      for (let c = 0; c < 4; c++) {
        pixels[4 * x + c] = table[value + c] as number;
      }
    }
    return pixels;
  };
}

/** Bilinear between the centres of cells; colours weigh by their alpha, so that edges stay clean. */
export function smoothedRow(raster: Raster, { whole, left, width }: IRasterPart): RowOf {
  const { columns, rows, data } = raster;
  const table = tableOf(raster);
  const pixels = new Uint8ClampedArray(4 * width);
  const across = Float64Array.from({ length: width }, (_, x) =>
    within(((x + left - whole.x + 0.5) * columns) / whole.width - 0.5, columns)
  );
  return y => {
    const down = within(((y - whole.y + 0.5) * rows) / whole.height - 0.5, rows);
    const top = Math.floor(down);
    const bottom = Math.min(rows - 1, top + 1);
    for (let x = 0; x < width; x++) {
      const place = across[x] as number;
      const first = Math.floor(place);
      const second = Math.min(columns - 1, first + 1);
      const [u, v] = [place - first, down - top];
      const sum = [0, 0, 0, 0];
      const add = (row: number, column: number, weight: number): void => {
        const value = 4 * (data[row * columns + column] as number);
        const alpha = weight * (table[value + 3] as number);
        for (let c = 0; c < 3; c++) {
          sum[c] = (sum[c] as number) + alpha * (table[value + c] as number);
        }
        sum[3] = (sum[3] as number) + alpha;
      };
      add(top, first, (1 - u) * (1 - v));
      add(top, second, u * (1 - v));
      add(bottom, first, (1 - u) * v);
      add(bottom, second, u * v);
      const alpha = sum[3] as number;
      for (let c = 0; c < 3; c++) {
        pixels[4 * x + c] = alpha > 0 ? (sum[c] as number) / alpha : 0;
      }
      pixels[4 * x + 3] = alpha;
    }
    return pixels;
  };
}

const within = (place: number, cells: number): number => Math.max(0, Math.min(cells - 1, place));

/** Masks, segmentations and heat maps as small rasters of bytes for a page. */
import { classByte, RASTER_COLORS } from '../../protocol';

/** Rows and columns of numbers. */
export interface IPlane {
  rows: number;
  columns: number;
  /** Whether the elements are floating point numbers. */
  float: boolean;
  /** What a heat map has for its largest value if nobody says; 1 for floating point, else 255. */
  limit?: number;
  /** Whether the elements are colours: red × 65536 + green × 256 + blue, black is background. */
  color?: boolean;
  /** All elements row by row, if each is one byte without a sign. */
  bytes?: Uint8Array;
  /** The element at a row and column. */
  at(row: number, column: number): number;
}

export interface IRasterOptions {
  /** How elements become bytes. */
  mode: 'mask' | 'classes' | 'heat';
  /** Of the elements of a heat map; null: 0 to the limit of the plane. */
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
      const [low, high] = range ?? [0, plane.limit ?? (plane.float ? 1 : 255)];
      const scale = high > low ? 255 / (high - low) : 0;
      return value =>
        Number.isFinite(value) ? Math.round(Math.max(0, Math.min(255, (value - low) * scale))) : 0;
    }
  }
}

/** Elements of a plane, reduced by nearest neighbour. */
interface IReduced {
  width: number;
  height: number;
  values: Float64Array;
}

function reduced(plane: IPlane, maxRaster: number): IReduced {
  const scale = Math.max(1, Math.max(plane.rows, plane.columns) / maxRaster);
  const width = Math.max(1, Math.round(plane.columns / scale));
  const height = Math.max(1, Math.round(plane.rows / scale));
  const values = new Float64Array(width * height);
  let next = 0;
  for (let y = 0; y < height; y++) {
    const row = Math.min(plane.rows - 1, Math.floor(((y + 0.5) * plane.rows) / height));
    for (let x = 0; x < width; x++) {
      const column = Math.min(plane.columns - 1, Math.floor(((x + 0.5) * plane.columns) / width));
      values[next++] = plane.at(row, column);
    }
  }
  return { width, height, values };
}

function header(width: number, height: number, length: number): Uint8Array {
  const raster = new Uint8Array(4 + length);
  new DataView(raster.buffer).setUint16(0, width, true);
  new DataView(raster.buffer).setUint16(2, height, true);
  return raster;
}

/** The raster of a mask with colours: numbers of its own colours, and the colours. */
function coloredRaster({ width, height, values }: IReduced): Uint8Array {
  // More colours than a byte can tell apart, as in a photograph, are made fewer.
  const coarse = new Set(values).add(0).size > 256;
  const numbers = new Map<number, number>([[0, 0]]);
  const bytes = Uint8Array.from(values, value => {
    const color = coarse ? value & 0xe0e0c0 : value;
    const known = numbers.get(color);
    if (known === undefined) {
      numbers.set(color, numbers.size);
    }
    return known ?? numbers.size - 1;
  });
  const colors = [...numbers.keys()].slice(1);
  const raster = header(width | RASTER_COLORS, height, bytes.length + 1 + 3 * colors.length);
  raster.set(bytes, 4);
  raster[4 + bytes.length] = colors.length;
  colors.forEach((color, i) =>
    raster.set([color >> 16, (color >> 8) & 255, color & 255], 5 + bytes.length + 3 * i)
  );
  return raster;
}

/** Places in `length` elements that stand for `count` of them, by nearest neighbour. */
function nearest(length: number, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) =>
    Math.min(length - 1, Math.floor(((i + 0.5) * length) / count))
  );
}

/** The raster of elements of one byte each, without a call per element. */
function byteRaster(
  bytes: Uint8Array,
  { rows, columns }: IPlane,
  { mode, maxRaster }: IRasterOptions
): Uint8Array {
  const scale = Math.max(1, Math.max(rows, columns) / maxRaster);
  const width = Math.max(1, Math.round(columns / scale));
  const height = Math.max(1, Math.round(rows / scale));
  const raster = header(width, height, width * height);
  const xs = nearest(columns, width);
  const ys = nearest(rows, height);
  const limit = mode === 'mask' ? 1 : 255;
  let next = 4;
  for (let y = 0; y < height; y++) {
    const row = (ys[y] as number) * columns;
    for (let x = 0; x < width; x++) {
      const value = bytes[row + (xs[x] as number)] as number;
      raster[next++] = value > limit ? limit : value;
    }
  }
  return raster;
}

/** `u16 width, u16 height`, then bytes row by row, as a page has them; reduced if too large. */
export function makeRaster(plane: IPlane, options: IRasterOptions): Uint8Array {
  if (plane.bytes && options.mode !== 'heat') {
    return byteRaster(plane.bytes, plane, options);
  }
  const small = reduced(plane, options.maxRaster);
  if (plane.color && options.mode === 'classes') {
    return coloredRaster(small);
  }
  const raster = header(small.width, small.height, small.values.length);
  raster.set(small.values.map(byteOf(plane, options)), 4);
  return raster;
}

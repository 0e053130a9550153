/** Elements of stored n-dimensional arrays as numbers. */
import type { IArrayDocument } from '../../../protocol';
import type { IPlane } from '../../rasters';
import type { Inflate } from '../expressions';

/** An array that cannot be read; the message is half a sentence that follows "its mask". */
export class ArrayError extends Error {}

const SIZES: Record<string, number> = {
  b1: 1,
  u1: 1,
  i1: 1,
  u2: 2,
  i2: 2,
  f2: 2,
  u4: 4,
  i4: 4,
  f4: 4,
  u8: 8,
  i8: 8,
  f8: 8
};

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) {
    return sign * fraction * 2 ** -24;
  }
  return exponent === 31
    ? fraction
      ? NaN
      : sign * Infinity
    : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/**
 * A two-dimensional array, or one of colours: bytes with a third dimension of 3.
 * @throws ArrayError
 */
export function readPlane(array: IArrayDocument, inflate: Inflate): IPlane {
  const { dtype, shape, zlib } = array;
  const [rows = 0, columns = 0] = Array.isArray(shape) ? shape : [];
  const type = String(dtype).slice(1);
  const size = SIZES[type];
  const color = Array.isArray(shape) && shape.length === 3 && shape[2] === 3 && type === 'u1';
  const whole = color || (Array.isArray(shape) && shape.length === 2);
  if (!whole || !(rows > 0) || !(columns > 0)) {
    throw new ArrayError(`has the shape ${JSON.stringify(shape)}; it must have rows and columns`);
  }
  if (size === undefined) {
    throw new ArrayError(`is of type '${String(dtype)}', which cannot be drawn`);
  }
  const length = rows * columns * (color ? 3 : size);
  let bytes: Uint8Array;
  try {
    bytes = inflate(zlib, length);
  } catch {
    throw new ArrayError('is damaged: its data cannot be inflated');
  }
  if (bytes.length !== length) {
    throw new ArrayError(
      `is damaged: it has ${bytes.length} bytes for ${rows} × ${columns} elements`
    );
  }
  if (color) {
    const at = (row: number, column: number): number => {
      const i = 3 * (row * columns + column);
      return ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    };
    return { rows, columns, float: false, color, at };
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little = dtype[0] !== '>';
  const read: Record<string, (at: number) => number> = {
    b1: at => view.getUint8(at),
    u1: at => view.getUint8(at),
    i1: at => view.getInt8(at),
    u2: at => view.getUint16(at, little),
    i2: at => view.getInt16(at, little),
    f2: at => halfFloat(view.getUint16(at, little)),
    u4: at => view.getUint32(at, little),
    i4: at => view.getInt32(at, little),
    f4: at => view.getFloat32(at, little),
    u8: at => Number(view.getBigUint64(at, little)),
    i8: at => Number(view.getBigInt64(at, little)),
    f8: at => view.getFloat64(at, little)
  };
  const element = read[type] as (at: number) => number;
  return {
    rows,
    columns,
    float: type.startsWith('f'),
    ...(type === 'u1' || type === 'b1' ? { bytes } : {}),
    at: (row, column) => element((row * columns + column) * size)
  };
}

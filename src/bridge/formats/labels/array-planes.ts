/** Arrays of documents as planes of numbers and back. */
import type { IArrayDocument } from '../../../protocol';
import type { IDeflate } from '../format';

/** Pixels of masks that are held in memory at once. */
export const MAX_PIXELS = 268_435_456;

/** Rows of numbers; element (x, y) is `data[y * width + x]`. */
export interface IPlaneOf<Data extends ArrayLike<number>> {
  width: number;
  height: number;
  data: Data;
}
export type Mask = IPlaneOf<Uint8Array>;

type Numbers =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

const READERS: Readonly<Record<string, (buffer: ArrayBuffer) => Numbers>> = {
  '|b1': buffer => new Uint8Array(buffer),
  '|u1': buffer => new Uint8Array(buffer),
  '|i1': buffer => new Int8Array(buffer),
  '<u2': buffer => new Uint16Array(buffer),
  '<i2': buffer => new Int16Array(buffer),
  '<u4': buffer => new Uint32Array(buffer),
  '<i4': buffer => new Int32Array(buffer),
  '<f4': buffer => new Float32Array(buffer),
  '<f8': buffer => new Float64Array(buffer),
  '<i8': buffer => Float64Array.from(new BigInt64Array(buffer), Number),
  '<u8': buffer => Float64Array.from(new BigUint64Array(buffer), Number)
};

const bytesPer = (dtype: string): number => Number(/\d+$/.exec(dtype)?.[0] ?? 1);

/** The elements of an array, or null if it is no two-dimensional array of numbers. */
export function planeOf(document: IArrayDocument, zlib: IDeflate): IPlaneOf<Numbers> | null {
  const [height = 0, width = 0, ...more] = document.shape;
  const read = READERS[document.dtype];
  if (!read || more.length > 0 || width < 1 || height < 1 || width * height > MAX_PIXELS) {
    return null;
  }
  const length = width * height * bytesPer(document.dtype);
  const bytes = zlib.inflate(document.zlib, length);
  if (bytes.length !== length) {
    return null;
  }
  const buffer = new ArrayBuffer(length);
  new Uint8Array(buffer).set(bytes);
  return { width, height, data: read(buffer) };
}

/** Whether each element is set, or null if the document is no mask. */
export function maskOf(document: unknown, zlib: IDeflate): Mask | null {
  const array = document as Partial<IArrayDocument> | null | undefined;
  if (array?._cls !== 'ndarray' || !array.shape || !array.zlib || array.dtype === undefined) {
    return null;
  }
  const plane = planeOf(array as IArrayDocument, zlib);
  return plane && { ...plane, data: Uint8Array.from(plane.data, value => (value ? 1 : 0)) };
}

/** A mask of zeros and ones as a document. */
export const maskDocument = ({ width, height, data }: Mask, zlib: IDeflate): IArrayDocument => ({
  _cls: 'ndarray',
  dtype: '|b1',
  shape: [height, width],
  zlib: zlib.deflate(data)
});

/** Arrays inside documents: deflated C-order bytes with NumPy's type string and a shape. */
import { deflateSync, inflateSync } from 'node:zlib';
import type { IArrayDocument } from '../../protocol';

export type NumberArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | BigUint64Array
  | BigInt64Array
  | Float32Array
  | Float64Array;

export interface IDecodedArray {
  dtype: string;
  shape: number[];
  data: NumberArray;
}

/** Booleans are bytes 0 and 1. */
const TYPES: Readonly<Record<string, new (buffer: ArrayBuffer) => NumberArray>> = {
  b1: Uint8Array,
  u1: Uint8Array,
  i1: Int8Array,
  u2: Uint16Array,
  i2: Int16Array,
  u4: Uint32Array,
  i4: Int32Array,
  u8: BigUint64Array,
  i8: BigInt64Array,
  f4: Float32Array,
  f8: Float64Array
};

/** Largest array that is decoded, in bytes: more than any picture's mask. */
const MAX_BYTES = 1 << 30;

/**
 * The array of a document.
 * @throws RangeError in one sentence if type, shape and bytes do not fit together.
 */
export function decodeArray(document: IArrayDocument): IDecodedArray {
  const { dtype, shape, zlib } = document;
  const type = /^[<|=]?([a-z]\d)$/.exec(dtype)?.[1];
  const constructor = type === undefined ? undefined : TYPES[type];
  if (type === undefined || !constructor) {
    throw new RangeError(`Arrays of type '${dtype}' cannot be read.`);
  }
  if (!shape.every(size => Number.isInteger(size) && size >= 0)) {
    throw new RangeError(`[${shape.join(', ')}] is no shape of an array.`);
  }
  const bytes = shape.reduce((product, size) => product * size, Number(type[1]));
  if (bytes > MAX_BYTES) {
    throw new RangeError(`An array of shape [${shape.join(', ')}] is too large to be read.`);
  }
  let content: Buffer;
  try {
    // One byte more than expected is enough to see that there is too much.
    content = inflateSync(zlib, { maxOutputLength: bytes + 1 });
  } catch {
    throw new RangeError('The bytes of an array are damaged or longer than its shape.');
  }
  if (content.length !== bytes) {
    throw new RangeError(
      `An array of shape [${shape.join(', ')}] needs ${bytes} bytes, but has ${content.length}.`
    );
  }
  // A buffer of its own: it starts at a multiple of the element size.
  return { dtype, shape, data: new constructor(new Uint8Array(content).buffer) };
}

/** The document of an array; `data` in C order. */
export function encodeArray(array: IDecodedArray): IArrayDocument {
  const { dtype, shape, data } = array;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { _cls: 'ndarray', dtype, shape, zlib: new Uint8Array(deflateSync(bytes)) };
}

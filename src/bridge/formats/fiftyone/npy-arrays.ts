/** Arrays as FiftyOne keeps them, deflated `.npy` files in base64, and as documents of ours. */
import type { IArrayDocument } from '../../../protocol';
import type { IDeflate } from '../format';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const MAX_BYTES = 1024 * 1024 * 1024;
const ALIGN = 64;

const itemSize = (descr: string): number => Number(/\d+$/.exec(descr)?.[0] ?? 0);

/** The element type as ours are, little endian; null if its elements are no numbers or booleans. */
function plainType(descr: string): string | null {
  const match = /^([<>|=])([biuf])([1248])$/.exec(descr);
  return match && `${match[3] === '1' ? '|' : '<'}${match[2]}${match[3]}`;
}

function swapped(bytes: Uint8Array, size: number): Uint8Array {
  const result = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += size) {
    for (let i = 0; i < size; i++) {
      result[at + i] = bytes[at + size - 1 - i] as number;
    }
  }
  return result;
}

/** Columns first becomes rows first. */
function toRows(bytes: Uint8Array, shape: readonly number[], size: number): Uint8Array {
  const result = new Uint8Array(bytes.length);
  const count = bytes.length / size;
  const strides: number[] = [];
  shape.reduce((stride, length) => (strides.push(stride), stride * length), 1);
  for (let i = 0; i < count; i++) {
    let rest = i;
    let from = 0;
    for (let d = shape.length - 1; d >= 0; d--) {
      const length = shape[d] as number;
      from += (rest % length) * (strides[d] as number);
      rest = Math.floor(rest / length);
    }
    result.set(bytes.subarray(from * size, (from + 1) * size), i * size);
  }
  return result;
}

/** @throws Error that says what is wrong with the array */
export function readNpy(deflated: Uint8Array, zlib: IDeflate): IArrayDocument {
  const npy = zlib.inflate(deflated, MAX_BYTES);
  if (MAGIC.some((byte, i) => npy[i] !== byte)) {
    throw new Error('it is no NumPy array');
  }
  const view = new DataView(npy.buffer, npy.byteOffset, npy.byteLength);
  const isLong = (npy[6] ?? 1) > 1;
  const length = isLong ? view.getUint32(8, true) : view.getUint16(8, true);
  const start = (isLong ? 12 : 10) + length;
  const header = new TextDecoder('latin1').decode(npy.subarray(isLong ? 12 : 10, start));
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(header)?.[1] ?? '';
  const dtype = plainType(descr);
  const shape = (/'shape'\s*:\s*\(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .filter(part => part.trim() !== '')
    .map(Number);
  if (dtype === null || shape.some(side => !Number.isInteger(side) || side < 0)) {
    throw new Error(`its elements are of type ${descr.slice(0, 40)}, not numbers`);
  }
  const size = itemSize(descr);
  let bytes = npy.subarray(start);
  if (bytes.length !== shape.reduce((product, side) => product * side, size)) {
    throw new Error('its length does not fit its shape');
  }
  bytes = descr.startsWith('>') ? swapped(bytes, size) : bytes;
  if (/'fortran_order'\s*:\s*True/.test(header) && shape.length > 1) {
    bytes = toRows(bytes, shape, size);
  }
  return { _cls: 'ndarray', dtype, shape, zlib: zlib.deflate(bytes) };
}

export function writeNpy(array: IArrayDocument, zlib: IDeflate): Uint8Array {
  const bytes = zlib.inflate(array.zlib, MAX_BYTES);
  const shape = array.shape.length === 1 ? `(${array.shape[0]},)` : `(${array.shape.join(', ')})`;
  const text = `{'descr': '${array.dtype}', 'fortran_order': False, 'shape': ${shape}, }`;
  const length = Math.ceil((10 + text.length + 1) / ALIGN) * ALIGN - 10;
  const npy = new Uint8Array(10 + length + bytes.length);
  npy.set([...MAGIC, 1, 0, length & 0xff, length >> 8]);
  npy.set(new TextEncoder().encode(`${text.padEnd(length - 1, ' ')}\n`), 10);
  npy.set(bytes, 10 + length);
  return zlib.deflate(npy);
}

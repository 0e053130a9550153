/** The numbers in a PNG of one channel: shades of grey or indices of a palette, 1 to 16 bits. */
import { inflateSync } from 'node:zlib';
import type { IPlane } from '../rasters';

const GREY = 0;
const PALETTE = 3;
const MAX_PIXELS = 268_402_689;

interface IHeader {
  width: number;
  height: number;
  depth: number;
  kind: number;
  interlaced: boolean;
}

/** Header and data of the chunks (PNG 3, § 5). @throws Error if the file ends early. */
function readChunks(bytes: Uint8Array): { header: IHeader; data: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: Uint8Array[] = [];
  let header: IHeader | null = null;
  for (let at = 8; at + 8 <= bytes.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (body.length < length) {
      throw new Error('the file ends early');
    }
    if (type === 'IHDR') {
      header = {
        width: view.getUint32(at + 8),
        height: view.getUint32(at + 12),
        depth: view.getUint8(at + 16),
        kind: view.getUint8(at + 17),
        interlaced: view.getUint8(at + 20) !== 0
      };
    } else if (type === 'IDAT') {
      parts.push(body);
    }
    at += 12 + length;
  }
  if (!header || header.width === 0 || header.height === 0) {
    throw new Error('it has no header');
  }
  return { header, data: Buffer.concat(parts) };
}

/** Undoes the filters of rows in place (PNG 3, § 9). `step` is the distance of like bytes. */
function unfilter(bytes: Uint8Array, stride: number, rows: number, step: number): void {
  for (let row = 0; row < rows; row++) {
    const start = row * (stride + 1) + 1;
    const filter = bytes[start - 1] as number;
    for (let i = 0; i < stride; i++) {
      const left = i >= step ? (bytes[start + i - step] as number) : 0;
      const up = row > 0 ? (bytes[start + i - stride - 1] as number) : 0;
      const corner = row > 0 && i >= step ? (bytes[start + i - stride - 1 - step] as number) : 0;
      const add =
        filter === 1
          ? left
          : filter === 2
            ? up
            : filter === 3
              ? (left + up) >> 1
              : filter === 4
                ? paeth(left, up, corner)
                : 0;
      bytes[start + i] = ((bytes[start + i] as number) + add) & 255;
    }
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/**
 * The plane of a PNG; null if it has several channels or is interlaced.
 * @throws Error if the file is damaged.
 */
export function readPngPlane(bytes: Uint8Array): IPlane | null {
  const { header, data } = readChunks(bytes);
  const { width, height, depth, kind, interlaced } = header;
  if ((kind !== GREY && kind !== PALETTE) || interlaced) {
    return null;
  }
  if (width * height > MAX_PIXELS) {
    throw new Error('Input image exceeds pixel limit');
  }
  const stride = Math.ceil((width * depth) / 8);
  const length = (stride + 1) * height;
  const pixels = inflateSync(data, { maxOutputLength: length });
  if (pixels.length !== length) {
    throw new Error('the file ends early');
  }
  unfilter(pixels, stride, height, Math.max(1, depth >> 3));
  const mask = 2 ** Math.min(8, depth) - 1;
  const at = (row: number, column: number): number => {
    const start = row * (stride + 1) + 1;
    if (depth === 16) {
      const i = start + 2 * column;
      return ((pixels[i] as number) << 8) | (pixels[i + 1] as number);
    }
    const bit = column * depth;
    return ((pixels[start + (bit >> 3)] as number) >> (8 - depth - (bit & 7))) & mask;
  };
  const limit = depth === 16 ? { limit: 65_535 } : {};
  return { rows: height, columns: width, float: false, ...limit, at };
}

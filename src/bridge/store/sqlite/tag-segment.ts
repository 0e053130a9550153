/**
 * A set of row ids within one segment of 65 536: a bitmap in memory; stored as a bitmap cut after its
 * last byte, or as a list of 16-bit numbers where that is shorter. The first byte says which.
 */
import { TAG_SEGMENT } from './store-format';

const BITMAP = 0;
const LIST = 1;

/** Bit `rid % TAG_SEGMENT` of the bitmap is set if the row is in the set. */
export type Bitmap = Uint8Array;
export const emptyBitmap = (): Bitmap => new Uint8Array(TAG_SEGMENT / 8);

export const hasBit = (bitmap: Bitmap, bit: number): boolean =>
  ((bitmap[bit >> 3] as number) & (1 << (bit & 7))) !== 0;

export function setBit(bitmap: Bitmap, bit: number, on: boolean): void {
  const byte = bit >> 3;
  const mask = 1 << (bit & 7);
  bitmap[byte] = on ? (bitmap[byte] as number) | mask : (bitmap[byte] as number) & ~mask;
}

/** The bits that are set, ascending. */
export function bitsOf(bitmap: Bitmap): Uint16Array {
  const bits = new Uint16Array(TAG_SEGMENT);
  let count = 0;
  for (let byte = 0; byte < bitmap.length; byte++) {
    for (let rest = bitmap[byte] as number; rest !== 0; rest &= rest - 1) {
      bits[count++] = byte * 8 + (31 - Math.clz32(rest & -rest));
    }
  }
  return bits.slice(0, count);
}

/** The stored form, or null for the empty set. */
export function encodeSegment(bitmap: Bitmap): Uint8Array | null {
  const bits = bitsOf(bitmap);
  if (bits.length === 0) {
    return null;
  }
  const bytes = ((bits.at(-1) as number) >> 3) + 1;
  const stored = new Uint8Array(1 + Math.min(bytes, 2 * bits.length));
  if (2 * bits.length < bytes) {
    stored[0] = LIST;
    bits.forEach((bit, i) => {
      stored[1 + 2 * i] = bit & 0xff;
      stored[2 + 2 * i] = bit >> 8;
    });
  } else {
    stored[0] = BITMAP;
    stored.set(bitmap.subarray(0, bytes), 1);
  }
  return stored;
}

export function decodeSegment(stored: Uint8Array): Bitmap {
  const bitmap = emptyBitmap();
  if (stored[0] === BITMAP) {
    bitmap.set(stored.subarray(1));
    return bitmap;
  }
  for (let i = 1; i + 1 < stored.length; i += 2) {
    setBit(bitmap, (stored[i] as number) | ((stored[i + 1] as number) << 8), true);
  }
  return bitmap;
}

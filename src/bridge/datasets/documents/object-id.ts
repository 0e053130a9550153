/** Object ids: 12 bytes in the store and on the wire, 24 hexadecimal digits in JSON and for people. */

export const OBJECT_ID_BYTES = 12;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Hexadecimal digits of the id at `offset` of `bytes`. */
export function idToHex(bytes: Uint8Array, offset = 0): string {
  let text = '';
  for (let i = offset; i < offset + OBJECT_ID_BYTES; i++) {
    text += HEX[bytes[i] ?? 0];
  }
  return text;
}

/** The 12 bytes of an id, or null if `text` is not 24 hexadecimal digits. */
export function idFromHex(text: string): Uint8Array | null {
  if (!/^[0-9a-fA-F]{24}$/.test(text)) {
    return null;
  }
  const bytes = new Uint8Array(OBJECT_ID_BYTES);
  for (let i = 0; i < OBJECT_ID_BYTES; i++) {
    bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

/** Random bytes for the next ids: asking for a few at a time takes longer than all the rest. */
const POOL = new Uint8Array(8 * 1024);
let left = 0;

/** A new id: seconds since the epoch, then 8 random bytes. */
export function newObjectId(): Uint8Array {
  if (left === 0) {
    crypto.getRandomValues(POOL);
    left = POOL.length;
  }
  left -= 8;
  const bytes = new Uint8Array(OBJECT_ID_BYTES);
  bytes.set(POOL.subarray(left, left + 8), 4);
  new DataView(bytes.buffer).setUint32(0, Math.floor(Date.now() / 1000));
  return bytes;
}

/** The times of a sample as entries of its core map. */
import { encode } from '@msgpack/msgpack';
import { concatBytes, mapHead } from './messagepack-map';
import { readHead } from './messagepack-walk';

/** `{ $date: ms }` up to the number, which is a 64-bit integer. */
const DATE = [0x81, 0xa5, 0x24, 0x64, 0x61, 0x74, 0x65, 0xd3];
const ENTRIES = concatBytes([
  encode('created_at'),
  DATE,
  new Uint8Array(8),
  encode('last_modified_at'),
  DATE,
  new Uint8Array(8)
]);
/** Where the second number begins, from the end; the first is before the second entry. */
const MODIFIED = ENTRIES.length - 8;
const CREATED = encode('created_at').length + DATE.length;

/** Writes a whole number of milliseconds as a 64-bit big-endian integer. */
function writeInteger(bytes: Uint8Array, at: number, value: number): void {
  // Halves, because BigInt costs more than all the rest of a sample.
  const high = Math.floor(value / 0x100000000);
  const low = value - high * 0x100000000;
  bytes[at] = high >> 24;
  bytes[at + 1] = high >> 16;
  bytes[at + 2] = high >> 8;
  bytes[at + 3] = high;
  bytes[at + 4] = low >>> 24;
  bytes[at + 5] = low >>> 16;
  bytes[at + 6] = low >>> 8;
  bytes[at + 7] = low;
}

/**
 * A core map with `created_at` and `last_modified_at` at its end, in milliseconds since the epoch;
 * they must not be in it.
 */
export function withTimes(core: Uint8Array, created: number, modified: number): Uint8Array {
  const { start, length } = readHead(core, 0);
  const head = mapHead(length + 2);
  const end = head.length + core.length - start;
  const bytes = new Uint8Array(end + ENTRIES.length);
  bytes.set(head);
  bytes.set(core.subarray(start), head.length);
  bytes.set(ENTRIES, end);
  writeInteger(bytes, end + CREATED, Math.round(created));
  writeInteger(bytes, end + MODIFIED, Math.round(modified));
  return bytes;
}

/** Values of documents as JSON for the App and for aggregations. */
import { normalize, type Value } from './values';

/** Inflates zlib data of at most `maxLength` bytes; handed in, since query code is free of Node. */
export type Inflate = (bytes: Uint8Array, maxLength: number) => Uint8Array;

/** Largest array that is sent as JSON, in bytes. */
const MAX_ARRAY_BYTES = 64 * 1024 * 1024;

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(binary);
}

/**
 * JSON of a value: ids as hexadecimal digits, dates `{ $date }`, numbers that JSON has not
 * `{ $number }`, arrays `{ $array: { dtype, shape, base64 } }` with their raw bytes, other bytes
 * `{ $binary }`. `_id` becomes `id`.
 */
export function toJson(raw: unknown, inflate: Inflate): unknown {
  if (typeof raw === 'number') {
    return Number.isFinite(raw) ? raw : { $number: String(raw) };
  }
  if (raw instanceof Uint8Array) {
    return raw.length === 12 ? normalize(raw) : { $binary: toBase64(raw) };
  }
  if (Array.isArray(raw)) {
    return raw.map(element => toJson(element, inflate));
  }
  if (typeof raw !== 'object' || raw === null) {
    return raw === undefined ? null : raw;
  }
  const document = raw as Record<string, Value>;
  if (document['_cls'] === 'ndarray' && document['zlib'] instanceof Uint8Array) {
    const { dtype, shape, zlib } = document;
    return { $array: { dtype, shape, base64: toBase64(inflate(zlib, MAX_ARRAY_BYTES)) } };
  }
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [
      name === '_id' ? 'id' : name,
      toJson(value, inflate)
    ])
  );
}

/** Edits MessagePack maps entry by entry, on their bytes: untouched values keep theirs. */
import { encode } from '@msgpack/msgpack';
import { MessagePackError, readHead, readString, skipValue } from './messagepack-walk';

/** Key → bytes of the value (views). @throws MessagePackError if it is no whole map. */
export function mapEntries(bytes: Uint8Array, at = 0): Map<string, Uint8Array> {
  const head = readHead(bytes, at);
  if (head.kind !== 'map') {
    throw new MessagePackError(`a map was expected, not ${head.kind}`);
  }
  const entries = new Map<string, Uint8Array>();
  let offset = head.start;
  for (let i = 0; i < head.length; i++) {
    const key = readString(bytes, offset);
    const start = skipValue(bytes, offset);
    offset = skipValue(bytes, start);
    entries.set(key, bytes.subarray(start, offset));
  }
  return entries;
}

/** The value of one entry, or null. Reads no further than it must. */
export function mapEntry(bytes: Uint8Array, name: string): Uint8Array | null {
  const head = readHead(bytes, 0);
  if (head.kind !== 'map') {
    throw new MessagePackError(`a map was expected, not ${head.kind}`);
  }
  let offset = head.start;
  for (let i = 0; i < head.length; i++) {
    const start = skipValue(bytes, offset);
    const end = skipValue(bytes, start);
    if (readString(bytes, offset) === name) {
      return bytes.subarray(start, end);
    }
    offset = end;
  }
  return null;
}

/** Bytes of a collection's head: `fix` for up to 15 elements, `wide` with 16 bits, then 32. */
function collectionHead(fix: number, wide: number, length: number): number[] {
  if (length < 16) {
    return [fix | length];
  }
  if (length < 0x10000) {
    return [wide, length >> 8, length & 0xff];
  }
  return [wide + 1, length >>> 24, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff];
}
export const mapHead = (entries: number): number[] => collectionHead(0x80, 0xde, entries);
export const arrayHead = (elements: number): number[] => collectionHead(0x90, 0xdc, elements);

/** One block of all parts. */
export function concatBytes(parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  let length = 0;
  for (const part of parts) {
    length += part.length;
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

const keys = new Map<string, Uint8Array>();

/** The MessagePack of a map key; keys recur, so they are kept. */
export function encodedKey(name: string): Uint8Array {
  let bytes = keys.get(name);
  if (!bytes) {
    bytes = encode(name);
    if (keys.size < 10_000) {
      keys.set(name, bytes);
    }
  }
  return bytes;
}

/** A map of entries whose values are MessagePack already. */
export function buildMap(entries: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: (Uint8Array | number[])[] = [mapHead(entries.size)];
  for (const [name, value] of entries) {
    parts.push(encodedKey(name), value);
  }
  return concatBytes(parts);
}

const isNil = (value: Uint8Array): boolean => value.length === 1 && value[0] === 0xc0;

/**
 * `map` with the value at a dotted path set; nil removes the entry. Documents on the way that are
 * missing are made; a value on the way that is no map is an error.
 */
export function setPath(map: Uint8Array, path: readonly string[], value: Uint8Array): Uint8Array {
  const [name, ...rest] = path;
  if (name === undefined) {
    return value;
  }
  const entries = mapEntries(map);
  const old = entries.get(name);
  let next = value;
  if (rest.length > 0) {
    if ((!old || isNil(old)) && isNil(value)) {
      return map;
    }
    next = setPath(!old || isNil(old) ? new Uint8Array([0x80]) : old, rest, value);
  }
  if (isNil(next)) {
    entries.delete(name);
  } else {
    entries.set(name, next);
  }
  return buildMap(entries);
}

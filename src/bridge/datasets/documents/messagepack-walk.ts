/**
 * Walks MessagePack bytes without decoding them: where a value ends, what kind it is, how many
 * elements it has. So that documents can be checked and edited in place, exactly: a value that is
 * not touched keeps its bytes (decoding and encoding again would turn 1.0 into 1).
 */

export type MessagePackKind =
  'nil' | 'bool' | 'int' | 'float' | 'string' | 'binary' | 'array' | 'map' | 'extension';

/** The head of a value. */
export interface IMessagePackHead {
  kind: MessagePackKind;
  /** Where the content begins: bytes of a string or binary, first element of an array or map. */
  start: number;
  /** Bytes of content of scalars, elements of an array, entries of a map. */
  length: number;
}

/** Bytes that are no MessagePack: cut off, of an unknown type or nested too deeply. */
export class MessagePackError extends Error {
  override name = 'MessagePackError';
}

/** Deeper nesting than any document has; guards the stack. */
const MAX_DEPTH = 64;

const cutOff = (): MessagePackError => new MessagePackError('the data is cut off');

function unsigned(bytes: Uint8Array, at: number, size: number): number {
  if (at + size > bytes.length) {
    throw cutOff();
  }
  let value = 0;
  for (let i = at; i < at + size; i++) {
    value = value * 256 + (bytes[i] as number);
  }
  return value;
}

/** [kind, bytes of the length field, fixed content length] of the formats 0xc0 … 0xdf. */
const FORMATS: readonly (readonly [MessagePackKind, number, number] | null)[] = [
  ['nil', 0, 0],
  null,
  ['bool', 0, 0],
  ['bool', 0, 0],
  ['binary', 1, 0],
  ['binary', 2, 0],
  ['binary', 4, 0],
  // Extensions have one byte more: their type.
  ['extension', 1, 1],
  ['extension', 2, 1],
  ['extension', 4, 1],
  ['float', 0, 4],
  ['float', 0, 8],
  ['int', 0, 1],
  ['int', 0, 2],
  ['int', 0, 4],
  ['int', 0, 8],
  ['int', 0, 1],
  ['int', 0, 2],
  ['int', 0, 4],
  ['int', 0, 8],
  ['extension', 0, 2],
  ['extension', 0, 3],
  ['extension', 0, 5],
  ['extension', 0, 9],
  ['extension', 0, 17],
  ['string', 1, 0],
  ['string', 2, 0],
  ['string', 4, 0],
  ['array', 2, 0],
  ['array', 4, 0],
  ['map', 2, 0],
  ['map', 4, 0]
];

/** The head of the value at `at`. @throws MessagePackError */
export function readHead(bytes: Uint8Array, at: number): IMessagePackHead {
  const format = bytes[at];
  if (format === undefined) {
    throw cutOff();
  }
  if (format < 0x80 || format >= 0xe0) {
    return { kind: 'int', start: at, length: 1 };
  }
  if (format < 0x90) {
    return { kind: 'map', start: at + 1, length: format & 0x0f };
  }
  if (format < 0xa0) {
    return { kind: 'array', start: at + 1, length: format & 0x0f };
  }
  if (format < 0xc0) {
    return { kind: 'string', start: at + 1, length: format & 0x1f };
  }
  const known = FORMATS[format - 0xc0];
  if (!known) {
    throw new MessagePackError(`the byte 0x${format.toString(16)} begins no value`);
  }
  const [kind, lengthBytes, fixed] = known;
  const length = fixed + (lengthBytes ? unsigned(bytes, at + 1, lengthBytes) : 0);
  return { kind, start: at + 1 + lengthBytes, length };
}

/** Bytes that a value takes, by its first byte, where that alone says so; else 0. */
const WIDTHS = Uint8Array.from({ length: 256 }, (_, format) => {
  if (format < 0x80 || format >= 0xe0) {
    return 1;
  }
  if (format >= 0xa0 && format < 0xc0) {
    return 1 + (format & 0x1f);
  }
  const known = format >= 0xc0 ? FORMATS[format - 0xc0] : null;
  return known && known[1] === 0 ? 1 + known[2] : 0;
});

/** Where the value at `at` ends. @throws MessagePackError if it is not whole. */
export function skipValue(bytes: Uint8Array, at: number, depth = 0): number {
  // Most values are of fixed width: this is the innermost loop of reading a batch.
  const width = at < bytes.length ? (WIDTHS[bytes[at] as number] as number) : 0;
  if (width > 0) {
    const end = at + width;
    if (end > bytes.length) {
      throw cutOff();
    }
    return end;
  }
  const head = readHead(bytes, at);
  if (head.kind !== 'array' && head.kind !== 'map') {
    const end = head.start + head.length;
    if (end > bytes.length) {
      throw cutOff();
    }
    return end;
  }
  if (depth >= MAX_DEPTH) {
    throw new MessagePackError('the data is nested too deeply');
  }
  let end = head.start;
  for (let left = head.kind === 'map' ? 2 * head.length : head.length; left > 0; left--) {
    end = skipValue(bytes, end, depth + 1);
  }
  return end;
}

/** Whether the bytes at `at` are those of `part`. */
export function hasBytes(bytes: Uint8Array, at: number, part: Uint8Array): boolean {
  for (let i = 0; i < part.length; i++) {
    if (bytes[at + i] !== part[i]) {
      return false;
    }
  }
  return true;
}

const decoder = new TextDecoder();

/** The text at `at`. @throws MessagePackError if it is no string. */
export function readString(bytes: Uint8Array, at: number): string {
  const { kind, start, length } = readHead(bytes, at);
  if (kind !== 'string') {
    throw new MessagePackError(`a string was expected, not ${kind}`);
  }
  if (start + length > bytes.length) {
    throw cutOff();
  }
  // Most texts are short and plain; a call of the decoder costs more than they do.
  if (length < 24) {
    let text = '';
    for (let i = start; i < start + length; i++) {
      const byte = bytes[i] as number;
      if (byte > 0x7e) {
        return decoder.decode(bytes.subarray(start, start + length));
      }
      text += String.fromCharCode(byte);
    }
    return text;
  }
  return decoder.decode(bytes.subarray(start, start + length));
}

/** Bytes at `at`, as a view. @throws MessagePackError if it is no binary. */
export function readBinary(bytes: Uint8Array, at: number): Uint8Array {
  const { kind, start, length } = readHead(bytes, at);
  if (kind !== 'binary') {
    throw new MessagePackError(`bytes were expected, not ${kind}`);
  }
  if (start + length > bytes.length) {
    throw cutOff();
  }
  return bytes.subarray(start, start + length);
}

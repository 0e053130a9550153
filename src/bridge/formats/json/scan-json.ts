/**
 * Reads large JSON files piece by piece: the elements of named lists of the root object come one by
 * one, whatever their number. Only the structure is followed here; each piece is parsed by
 * `JSON.parse`, which is many times faster than parsing in tokens and checks it in full.
 */
import { formatError } from '../format-error';
import type { IFileReader } from '../files';
import { parseJsonBytes } from './parse-json';

/** How the value of a key of the root object comes. */
export type JsonPart =
  /** As one piece. */
  | 'whole'
  /** A list: each element is a piece. */
  | 'elements'
  /** An object: each value is a piece. */
  | 'entries';

export interface IJsonPiece {
  /** The key in the root object. */
  key: string;
  /** Position in the list, or the key in the object; null for a whole value. */
  at: number | string | null;
  /** Where its bytes lie in the file. */
  start: number;
  length: number;
  /** Line of the file in which it begins, counted from 1. */
  line: number;
  value(): unknown;
}

export interface IScanOptions {
  /** Keys that are not named are passed over. Null: the root itself is a list of elements. */
  parts: Readonly<Record<string, JsonPart>> | null;
  /** Longest piece in bytes. */
  maxPiece?: number;
  /** Called for every chunk with the bytes read so far. */
  progress?(done: number): void;
}

const CHUNK = 1024 * 1024;
const MAX_PIECE = 64 * 1024 * 1024;
const MAX_DEPTH = 1000;

const enum Byte {
  newline = 0x0a,
  quote = 0x22,
  comma = 0x2c,
  colon = 0x3a,
  openList = 0x5b,
  backslash = 0x5c,
  closeList = 0x5d,
  openObject = 0x7b,
  closeObject = 0x7d
}

const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === Byte.newline || byte === 0x0d || byte === 0x09;

/** What a piece is called in messages: `annotations[3]`. */
export function pieceName({ key, at, line }: Pick<IJsonPiece, 'key' | 'at' | 'line'>): string {
  const part = at === null ? key : `${key}[${typeof at === 'string' ? JSON.stringify(at) : at}]`;
  return part.length > 120 ? `line ${line}` : `line ${line}, ${part}`;
}

/** The pieces of the file in their order. @throws RequestError naming file, line and key */
export function* scanJson(reader: IFileReader, options: IScanOptions): Generator<IJsonPiece> {
  const { parts, maxPiece = MAX_PIECE } = options;
  const { path, size } = reader;
  const stack = new Uint8Array(MAX_DEPTH);
  let depth = 0;
  let line = 1;
  let inString = false;
  let escaped = false;
  /** Where the key or value that is being passed began; -1 while nothing is marked. */
  let mark = -1;
  let markLine = 1;
  let key = '';
  let part: JsonPart | null = null;
  /** Null: no entry's key was read yet. */
  let at: number | string | null = 0;
  let ended = false;
  let chunk = reader.read(0, CHUNK);
  let base = 0;
  if (chunk[0] === 0xff || chunk[0] === 0xfe || chunk[1] === 0) {
    throw formatError(path, '', 'it is not UTF-8. Save it in that encoding.');
  }

  const fail = (what: string): never => {
    throw formatError(path, `line ${line}`, what);
  };
  const bytesOf = (start: number, end: number): Uint8Array =>
    start >= base ? chunk.subarray(start - base, end - base) : reader.read(start, end - start);
  const piece = (end: number, where: number | string | null): IJsonPiece => {
    const start = mark;
    const length = end - start;
    if (length > maxPiece) {
      fail(`'${key}' holds a value of more than ${Math.round(maxPiece / 1e6)} MB.`);
    }
    const bytes = bytesOf(start, end);
    let first = markLine;
    for (let i = 0; i < bytes.length && isSpace(bytes[i] as number); i++) {
      first += bytes[i] === Byte.newline ? 1 : 0;
    }
    const own = { key, at: where, start, length, line: first };
    return { ...own, value: () => parseJsonBytes(bytes, path, pieceName(own)) };
  };
  const isBlank = (end: number): boolean => bytesOf(mark, end).every(isSpace);
  const readKey = (end: number): string => {
    if (end - mark > 1_000_000) {
      fail('a key is longer than 1 MB.');
    }
    const text = parseJsonBytes(bytesOf(mark, end), path, `line ${line}`);
    return typeof text === 'string' ? text : fail('a key is no text.');
  };
  const partDepth = parts === null ? 1 : 2;
  if (parts === null) {
    part = 'elements';
  }

  while (chunk.length > 0) {
    for (let i = base === 0 && chunk[0] === 0xef ? 3 : 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (byte === Byte.newline) {
        line += 1;
      }
      if (inString) {
        if (escaped) {
          escaped = false;
        } else if (byte === Byte.backslash) {
          escaped = true;
        } else if (byte === Byte.quote) {
          inString = false;
        }
        continue;
      }
      const position = base + i;
      switch (byte) {
        case Byte.quote:
          inString = true;
          break;
        case Byte.openObject:
        case Byte.openList:
          if (ended) {
            fail('there is more behind the end of the JSON document.');
          }
          if (depth === 0) {
            if ((byte === Byte.openList) !== (parts === null)) {
              fail(
                `it begins with ${byte === Byte.openList ? 'a list' : 'an object'}; it should be ${parts === null ? 'a list' : 'an object'}.`
              );
            }
            mark = position + 1;
            markLine = line;
            at = 0;
          } else if (depth === partDepth - 1 && (part === 'elements' || part === 'entries')) {
            if ((byte === Byte.openList) !== (part === 'elements')) {
              fail(`'${key}' should be ${part === 'elements' ? 'a list' : 'an object'}.`);
            }
            mark = position + 1;
            markLine = line;
            at = part === 'elements' ? 0 : null;
          }
          if (depth >= MAX_DEPTH) {
            fail(`it is nested more than ${MAX_DEPTH} levels deep.`);
          }
          stack[depth] = byte;
          depth += 1;
          break;
        case Byte.colon:
          if (depth === 1 && parts !== null) {
            key = readKey(position);
            part = Object.hasOwn(parts, key) ? (parts[key] as JsonPart) : null;
            mark = position + 1;
            markLine = line;
          } else if (depth === partDepth && part === 'entries') {
            at = readKey(position);
            mark = position + 1;
            markLine = line;
          }
          break;
        case Byte.comma:
        case Byte.closeList:
        case Byte.closeObject: {
          const closes = byte !== Byte.comma;
          if (closes) {
            // ']' and '}' are each two behind their opening brackets.
            if (depth === 0 || stack[depth - 1] !== byte - 2) {
              fail(`'${String.fromCharCode(byte)}' closes nothing.`);
            }
          }
          if (depth === partDepth && part !== null && part !== 'whole') {
            if (part === 'elements' ? !(closes && at === 0 && isBlank(position)) : at !== null) {
              yield piece(position, at);
            }
            at = part === 'elements' ? (at as number) + 1 : null;
            mark = position + 1;
            markLine = line;
          } else if (depth === 1 && parts !== null) {
            if (part === 'whole') {
              yield piece(position, null);
            } else if (part !== null && piece(position, null).value() !== null) {
              fail(`'${key}' should be ${part === 'elements' ? 'a list' : 'an object'}.`);
            }
            part = null;
            mark = position + 1;
            markLine = line;
          }
          if (closes) {
            depth -= 1;
            if (depth === 0) {
              ended = true;
            } else if (depth === 1 && parts !== null && part !== 'whole') {
              // The list or object whose pieces came is over.
              part = null;
            }
          }
          break;
        }
        default:
          if (depth === 0 && !isSpace(byte)) {
            fail(ended ? 'there is more behind the end of the JSON document.' : 'it is no JSON.');
          }
      }
    }
    base += chunk.length;
    options.progress?.(base);
    if (mark >= 0 && part !== null && base - mark > maxPiece) {
      fail(`'${key}' holds a value of more than ${Math.round(maxPiece / 1e6)} MB.`);
    }
    chunk = reader.read(base, CHUNK);
  }
  if (!ended) {
    fail(size === 0 ? 'it is empty.' : 'it ends in the middle: the file is not complete.');
  }
}

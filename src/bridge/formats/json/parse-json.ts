/** JSON as other programs write it: UTF-8, with the bare NaN and Infinity of Python. */
import type { IFileReader, IFiles } from '../files';
import { formatError } from '../format-error';

/** Files that are read at once may be so large; larger ones are scanned (scan-json.ts). */
export const MAX_WHOLE_BYTES = 256 * 1024 * 1024;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The text of UTF-8 bytes. @throws RequestError naming file and place */
export function decodeText(bytes: Uint8Array, file: string, where: string): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw formatError(file, where, 'it is not UTF-8. Save it in that encoding.');
  }
}

/** Strings first, so that nothing in them is touched. */
const BARE = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/gs;
const NUMBERS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY
};

function parseWithBareNumbers(text: string): unknown {
  const quotedNumbers = text.replace(BARE, token =>
    token in NUMBERS ? `{"$bare":"${token}"}` : token
  );
  return JSON.parse(quotedNumbers, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && '$bare' in value
      ? NUMBERS[String(value.$bare)]
      : value
  );
}

/** The value of JSON bytes. @throws RequestError naming file and place */
export const parseJsonBytes = (bytes: Uint8Array, file: string, where: string): unknown =>
  parseJsonText(decodeText(bytes, file, where), file, where);

/** The value of JSON text. @throws RequestError naming file and place */
export function parseJsonText(text: string, file: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (/\bNaN\b|Infinity/.test(text)) {
      try {
        return parseWithBareNumbers(text);
      } catch {
        // The first error says what is wrong.
      }
    }
    const reason = (error as Error).message.replace(/,? ?"?\.{0,3}[^"]*"? is not valid JSON$/s, '');
    throw formatError(file, where, `it is no JSON: ${reason.slice(0, 200)}.`);
  }
}

/** All bytes of a file. @throws RequestError if it is larger than `limit` */
export function readWhole(files: IFiles, path: string, limit = MAX_WHOLE_BYTES): Uint8Array {
  const reader = files.open(path);
  try {
    if (reader.size > limit) {
      throw formatError(path, '', `it is larger than ${Math.round(limit / 1e6)} MB.`);
    }
    return reader.read(0, reader.size);
  } finally {
    reader.close();
  }
}

export function readText(files: IFiles, path: string, limit?: number): string {
  return decodeText(readWhole(files, path, limit), path, '').replace(/^\uFEFF/, '');
}

export const readJson = (files: IFiles, path: string, limit?: number): unknown =>
  parseJsonBytes(readWhole(files, path, limit), path, '');

/** Runs a scan over an open file and closes it. */
export function* withReader<T>(
  reader: IFileReader,
  work: (reader: IFileReader) => Iterable<T>
): Generator<T> {
  try {
    yield* work(reader);
  } finally {
    reader.close();
  }
}

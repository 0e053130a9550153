/** Small text files line by line. */
import type { IFiles } from './files';
import { readText } from './json/parse-json';

/** Label files of one picture are never larger. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Lines that hold something, with their numbers from 1. */
export function textLines(files: IFiles, path: string): { text: string; line: number }[] {
  return readText(files, path, MAX_BYTES)
    .split(/\r\n|\n|\r/)
    .map((text, i) => ({ text: text.trim(), line: i + 1 }))
    .filter(({ text }) => text !== '');
}

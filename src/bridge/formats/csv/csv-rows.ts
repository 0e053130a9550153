/** Comma-separated values as a stream of rows. */
import { formatError } from '../format-error';
import type { IFileReader } from '../files';

export interface ICsvRow {
  cells: string[];
  /** Of the file, from 1, where the row begins. */
  line: number;
}

const CHUNK = 1024 * 1024;
const MAX_ROW = 64 * 1024 * 1024;
const MAX_CELLS = 100_000;

/** Quoted cells may hold delimiters, line breaks and doubled quotes. @throws RequestError */
export function* csvRows(reader: IFileReader, delimiter = ','): Generator<ICsvRow> {
  const { path } = reader;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  /** The cell that ends was quoted: what follows must be a delimiter. */
  let closed = false;
  let line = 1;
  let begin = 1;
  let length = 0;
  const fail = (what: string): never => {
    throw formatError(path, `line ${line}`, what);
  };
  const endCell = (): void => {
    cells.push(cell);
    cell = '';
    closed = false;
    if (cells.length > MAX_CELLS) {
      fail(`the row has more than ${MAX_CELLS} cells.`);
    }
  };
  let carry = '';
  for (let at = 0; at < reader.size; at += CHUNK) {
    let text = '';
    try {
      text = carry + decoder.decode(reader.read(at, CHUNK), { stream: true });
    } catch {
      fail('it is not UTF-8. Save it in that encoding.');
    }
    const isLast = at + CHUNK >= reader.size;
    // A quote or a carriage return at the end means something with the next character only.
    const keep = !isLast && /["\r]$/.test(text) ? 1 : 0;
    carry = keep > 0 ? text.slice(-1) : '';
    const end = text.length - keep;
    for (let i = 0; i < end; i++) {
      const character = text[i] as string;
      length += 1;
      if (length > MAX_ROW) {
        fail('a row is larger than 64 MB; a quote may not be closed.');
      }
      if (character === '\n') {
        line += 1;
      }
      if (quoted) {
        if (character !== '"') {
          cell += character;
        } else if (text[i + 1] === '"') {
          cell += '"';
          i += 1;
        } else {
          quoted = false;
          closed = true;
        }
      } else if (character === '"' && cell === '' && !closed) {
        quoted = true;
      } else if (character === delimiter) {
        endCell();
      } else if (character === '\n' || (character === '\r' && text[i + 1] !== '\n')) {
        endCell();
        if (cells.length > 1 || cells[0] !== '') {
          yield { cells, line: begin };
        }
        cells = [];
        begin = line;
        length = 0;
      } else if (character !== '\r') {
        if (closed) {
          fail('there is text behind a quoted cell.');
        }
        cell += character;
      }
    }
  }
  if (quoted) {
    fail('a quote is not closed.');
  }
  if (cell !== '' || cells.length > 0) {
    endCell();
    yield { cells, line: begin };
  }
}

export const csvCell = (text: string): string =>
  /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
